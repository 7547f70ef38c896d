/*
 * Options and files out of the words of the command line. Layer: cli. Options and files may
 * be mixed; "--name value" and "--name=value" mean the same; "--" ends the options.
 */
#include "base/nearest.h"
#include "cli/cli.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static void add_option(struct args *a, const char *name, const char *arg,
                       const char *help)
{
    for (int i = 0; i < a->options.n; i++)
        if (!strcmp(a->options.v[i].option.name, name))
            return; /* two planners with the same word */
    struct arg_value v = {.option = {name, arg, help}};
    vec_push(&a->options, v);
}

static void add_words(struct args *a, const struct planner *pl, unsigned words)
{
    if (words & WORDS_ITEM)
        add_option(a, pl->item, "ID", pl->item_help);
    for (int i = 0; i < pl->n_views; i++) {
        if (words & WORDS_VIEW)
            add_option(a, pl->views[i].name, "NAME", pl->views[i].help);
        if (words & WORDS_ALL)
            add_option(a, pl->views[i].all, NULL, pl->views[i].all_help);
    }
}

void args_collect(struct args *a, const struct command *c)
{
    *a = (struct args){.command = c};
    const struct planner *const *planners;
    int n = planner_list(&planners);
    for (int i = 0; i < n && c->words; i++)
        add_words(a, planners[i], c->words);
    for (int i = 0; i < c->n_options; i++)
        add_option(a, c->options[i].name, c->options[i].arg, c->options[i].help);
}

static int unknown_option(const struct args *a, const char *word)
{
    struct nearest near;
    nearest_init(&near, word);
    for (int i = 0; i < a->options.n; i++)
        nearest_try(&near, a->options.v[i].option.name);
    if (near.best)
        return say_usage("%s has no option '--%s'; did you mean '--%s'?",
                         a->command->name, word, near.best);
    return say_usage("%s has no option '--%s'; 'horarium help %s' lists them",
                     a->command->name, word, a->command->name);
}

/* One option word at words[i]; *used = how many words it took. */
static int take_option(struct args *a, int n, char **words, int *used)
{
    const char *word = words[0] + 2, *equal = strchr(word, '=');
    size_t len = equal ? (size_t)(equal - word) : strlen(word);
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)len, word);
    int k = 0;
    while (k < a->options.n && strcmp(a->options.v[k].option.name, name))
        k++;
    if (k == a->options.n)
        return unknown_option(a, name);
    struct arg_value *v = &a->options.v[k];
    *used = 1;
    if (!v->option.arg) {
        v->value = "";
        return equal ? say_usage("--%s takes no value", name) : EXIT_DONE;
    }
    if (equal) {
        v->value = equal + 1;
    } else if (n < 2) {
        return say_usage("--%s needs a value: --%s %s", name, name, v->option.arg);
    } else {
        v->value = words[1];
        *used = 2;
    }
    return EXIT_DONE;
}

static int check_files(const struct args *a)
{
    const struct command *c = a->command;
    if (a->files.n < c->min_files)
        return say_usage("a file is missing; usage: horarium %s %s", c->name, c->usage);
    if (a->files.n > c->max_files)
        return say_usage("'%s' is one argument too many; usage: horarium %s %s",
                         a->files.v[c->max_files], c->name, c->usage);
    int standard_input = 0;
    for (int i = 0; i < a->files.n; i++)
        standard_input += !strcmp(a->files.v[i], "-");
    if (standard_input > 1)
        return say_usage("standard input ('-') can be read only once");
    return EXIT_DONE;
}

int args_parse(struct args *a, const struct command *c, int n, char **words)
{
    bool only_files = false;
    args_collect(a, c);
    for (int i = 0; i < n;) {
        int used = 1;
        if (only_files || words[i][0] != '-' || !strcmp(words[i], "-")) {
            vec_push(&a->files, words[i]);
        } else if (!strcmp(words[i], "--")) {
            only_files = true;
        } else if (!strcmp(words[i], "-o")) {
            char *spelled_out[] = {"--out", i + 1 < n ? words[i + 1] : NULL};
            int status = take_option(a, n - i, spelled_out, &used);
            if (status)
                return status;
        } else if (words[i][1] != '-') {
            return say_usage("'%s' is no option; options begin with '--'", words[i]);
        } else {
            int status = take_option(a, n - i, words + i, &used);
            if (status)
                return status;
        }
        i += used;
    }
    return check_files(a);
}

void args_release(struct args *a)
{
    vec_free(&a->options);
    vec_free(&a->files);
}

const char *args_get(const struct args *a, const char *name)
{
    for (int i = 0; i < a->options.n; i++)
        if (!strcmp(a->options.v[i].option.name, name))
            return a->options.v[i].value;
    return NULL;
}

bool args_has(const struct args *a, const char *name)
{
    return args_get(a, name) != NULL;
}

const char *args_file(const struct args *a, int n)
{
    return n < a->files.n ? a->files.v[n] : NULL;
}

int args_int(const struct args *a, const char *name, int64_t min, int64_t max, int64_t *v)
{
    const char *text = args_get(a, name);
    if (!text)
        return EXIT_DONE;
    char *end;
    errno = 0;
    long long got = strtoll(text, &end, 10);
    if (!*text || *end || errno || got < min || got > max)
        return say_usage("--%s must be a whole number from %lld to %lld, not '%s'", name,
                         (long long)min, (long long)max, text);
    *v = got;
    return EXIT_DONE;
}

int args_seconds(const struct args *a, const char *name, double *v)
{
    const char *text = args_get(a, name);
    if (!text)
        return EXIT_DONE;
    char *end;
    double got = strtod(text, &end);
    if (!*text || *end || !isfinite(got) || got <= 0 || got > 1e8)
        return say_usage("--%s must be a number of seconds above 0, not '%s'", name,
                         text);
    *v = got;
    return EXIT_DONE;
}

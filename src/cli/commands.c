/*
 * The table of commands and their help. Layer: cli.
 */
#include "base/nearest.h"
#include "cli/cli.h"
#include "horarium.h"

#include <string.h>

int command_list(const struct command *const **list)
{
    static const struct command *const all[] = {
        &cmd_solve,   &cmd_check,   &cmd_explain, &cmd_suggest, &cmd_show,
        &cmd_compare, &cmd_convert, &cmd_help,    &cmd_version,
    };
    *list = all;
    return (int)(sizeof all / sizeof *all);
}

const struct command *command_find(const char *name)
{
    const struct command *const *list;
    int n = command_list(&list);
    for (int i = 0; i < n; i++)
        if (!strcmp(list[i]->name, name))
            return list[i];
    return NULL;
}

int command_unknown(const char *name)
{
    const struct command *const *list;
    struct nearest near;
    nearest_init(&near, name);
    int n = command_list(&list);
    for (int i = 0; i < n; i++)
        nearest_try(&near, list[i]->name);
    if (near.best)
        return say_usage("there is no command '%s'; did you mean '%s'?", name, near.best);
    return say_usage("there is no command '%s'; 'horarium help' lists them all", name);
}

static void print_overview(FILE *to)
{
    const struct style *s = style_of(to);
    const struct command *const *list;
    int n = command_list(&list);
    fprintf(to, "%shorarium%s plans school timetables.\n\n", s->bold, s->off);
    fprintf(to, "usage: horarium COMMAND [ARGUMENTS]\n\n");
    for (int i = 0; i < n; i++)
        fprintf(to, "  %s%-9s%s %s\n", s->cyan, list[i]->name, s->off, list[i]->summary);
    fprintf(
        to,
        "\n'horarium help COMMAND' explains a command with its options.\n"
        "A file named '-' is standard input; formats are told by content.\n"
        "Exit status: 0 done, 1 no valid plan, 2 wrong usage, 3 bad input.\n"
        "\nFirst steps:\n"
        "  horarium solve school.fet               plan, and write the result beside it\n"
        "  horarium show school.fet school.solution.json --class 9a\n");
}

static void print_option(FILE *to, const struct cli_option *o)
{
    const struct style *s = style_of(to);
    char left[64];
    snprintf(left, sizeof left, "--%s%s%s", o->name, o->arg ? " " : "",
             o->arg ? o->arg : "");
    fprintf(to, "  %s%-20s%s %s\n", s->cyan, left, s->off, o->help);
}

void command_print_help(const struct command *c, FILE *to)
{
    if (!c) {
        print_overview(to);
        return;
    }
    const struct style *s = style_of(to);
    struct args a;
    fprintf(to, "%shorarium %s%s: %s\n\n", s->bold, c->name, s->off, c->summary);
    fprintf(to, "usage: horarium %s%s%s\n\n", c->name, *c->usage ? " " : "", c->usage);
    if (*c->text)
        fprintf(to, "%s\n", c->text);
    args_collect(&a, c);
    if (a.options.n)
        fprintf(to, "options:\n");
    for (int i = 0; i < a.options.n; i++)
        print_option(to, &a.options.v[i].option);
    args_release(&a);
}

static int run_help(const struct args *a)
{
    const char *name = args_file(a, 0);
    const struct command *c = name ? command_find(name) : NULL;
    if (name && !c)
        return command_unknown(name);
    command_print_help(c, stdout);
    return EXIT_DONE;
}

const struct command cmd_help = {
    .name = "help",
    .usage = "[COMMAND]",
    .summary = "explain the program or one command",
    .text = "",
    .max_files = 1,
    .run = run_help,
};

static int run_version(const struct args *a)
{
    (void)a;
    printf("horarium %s\n", horarium_version());
    return EXIT_DONE;
}

const struct command cmd_version = {
    .name = "version",
    .usage = "",
    .summary = "print the version",
    .text = "",
    .run = run_version,
};

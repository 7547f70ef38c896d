/*
 * Files to problems and solutions, with every failure explained. Layer: cli.
 */
#include "cli/cli.h"

#include "base/file.h"
#include "base/mem.h"
#include <string.h>

enum { WARNINGS_SHOWN = 12 };

static void say_warnings(const struct loaded *l)
{
    const struct style *s = style_of(stderr);
    const char *const *list;
    int n = l->planner->warnings(l->problem, &list);
    for (int i = 0; i < n && i < WARNINGS_SHOWN; i++)
        fprintf(stderr, "%swarning:%s %s\n", s->yellow, s->off, list[i]);
    if (n > WARNINGS_SHOWN)
        fprintf(stderr, "%swarning:%s and %d more of this kind\n", s->yellow, s->off,
                n - WARNINGS_SHOWN);
}

static int read_text(const char *path, struct plan_text *in, char **data)
{
    struct err e = {0};
    in->source = strcmp(path, "-") ? path : "standard input";
    if (file_read(path, PLAN_MAX_INPUT, data, &in->len, &e)) {
        say_error(&e);
        return EXIT_INPUT;
    }
    in->data = *data;
    return EXIT_DONE;
}

int load_problem(struct loaded *l, const char *path, bool quiet)
{
    struct err e = {0};
    struct plan_text in;
    char *data = NULL;
    *l = (struct loaded){.path = path};
    if (read_text(path, &in, &data))
        return EXIT_INPUT;
    const struct planner *pl = planner_find(&in, &e);
    int code = pl ? pl->read(&in, &l->problem, &e) : e.code;
    mem_free(data);
    if (code) {
        say_error(&e);
        return EXIT_INPUT;
    }
    l->planner = pl;
    if (!quiet)
        say_warnings(l);
    return EXIT_DONE;
}

void load_release(struct loaded *l)
{
    if (l->problem)
        l->planner->free_problem(l->problem);
    *l = (struct loaded){0};
}

int load_solution(const struct loaded *l, const char *path, unsigned how, void **solution)
{
    struct err e = {0};
    struct plan_text in;
    char *data = NULL;
    if (!path) {
        int code = l->planner->own_solution(l->problem, how & LOAD_UNLOCK, solution, &e);
        return code ? say_error(&e) : EXIT_DONE;
    }
    if (read_text(path, &in, &data))
        return EXIT_INPUT;
    int code = l->planner->read_solution(l->problem, &in, how & LOAD_CARRY, solution, &e);
    mem_free(data);
    if (code)
        say_error(&e);
    return code ? EXIT_INPUT : EXIT_DONE;
}

int load_pins(const struct loaded *l, const char *path)
{
    struct err e = {0};
    struct plan_text in;
    char *data = NULL;
    if (read_text(path, &in, &data))
        return EXIT_INPUT;
    int code = l->planner->pin(l->problem, &in, &e);
    mem_free(data);
    if (code)
        say_error(&e);
    return code ? EXIT_INPUT : EXIT_DONE;
}

/* Words of other kinds of plan that were given, though this plan does not know them. */
static int refuse_foreign_words(const struct args *a, const struct planner *pl)
{
    const struct planner *const *all;
    int n = planner_list(&all);
    for (int i = 0; i < n; i++) {
        if (args_has(a, all[i]->item) && strcmp(all[i]->item, pl->item))
            return say_usage("a %s has no '%s'", pl->name, all[i]->item);
        for (int k = 0; k < all[i]->n_views; k++)
            if (args_has(a, all[i]->views[k].name) &&
                !planner_view(pl, all[i]->views[k].name))
                return say_usage("a %s has no '%s'", pl->name, all[i]->views[k].name);
    }
    return EXIT_DONE;
}

int query_from_args(const struct args *a, const struct planner *pl, struct plan_query *q)
{
    *q = (struct plan_query){.item = args_get(a, pl->item)};
    int status = refuse_foreign_words(a, pl);
    for (int i = 0; i < pl->n_views && !status; i++) {
        const char *name = args_get(a, pl->views[i].name);
        if (name && q->kind)
            return say_usage("give --%s or --%s, not both", q->kind, pl->views[i].name);
        if (name) {
            q->kind = pl->views[i].name;
            q->name = name;
        }
    }
    return status;
}

int put_output(const char *path, const struct strbuf *b)
{
    struct err e = {0};
    if (path && strcmp(path, "-"))
        return file_write(path, b->s, b->len, &e) ? say_error(&e) : EXIT_DONE;
    fwrite(b->s, 1, b->len, stdout);
    return EXIT_DONE;
}

/*
 * horarium suggest: what else could be done with an item or a place. Layer: cli.
 */
#include "cli/cli.h"

#include "planner/plan_json.h"
#include <string.h>

static const struct cli_option options[] = {
    {"cell", "PLACE", "what could be put there, e.g. \"Monday 3\"; with whose it is"},
    {"limit", "N", "at most N suggestions (default 10, 0 = all)"},
    {"json", NULL, "print the suggestions as a JSON array"},
};

static void print_json(const struct loaded *l, const struct plan_suggestions *s)
{
    struct json_writer w;
    struct strbuf b;
    sb_init(&b);
    jw_init(&w, &b, 0);
    plan_json_suggestions(&w, l->planner, s);
    puts(b.s);
    sb_release(&b);
}

static void say_effect(const struct loaded *l, const struct plan_suggestion *g)
{
    const struct style *s = style_of(stdout);
    char number[64];
    bool bad = g->delta.unplaced > 0 || g->delta.hard > 0;
    bool good = !bad && (g->delta.unplaced < 0 || g->delta.hard < 0 || g->soft < 0);
    printf("%s", bad ? s->red : good ? s->green : "");
    if (g->delta.unplaced)
        printf("%+lld %s unplaced, ", (long long)g->delta.unplaced, l->planner->items);
    if (g->delta.hard)
        printf("%+lld hard, ", (long long)g->delta.hard);
    printf("soft %s%s%s",
           g->soft > 0   ? "+"
           : g->soft < 0 ? ""
                         : "±",
           units_text(g->soft, number, sizeof number), s->off);
}

static void say_step(const struct plan_step *t)
{
    printf("       %s: %s -> %s", t->text, t->was ? t->was : "no place",
           t->place ? t->place : "no place");
    if (t->place && t->resource)
        printf(", %s", t->resource);
    putchar('\n');
}

static void say_detail(const char *color, const char *what, const char *text)
{
    printf("       %s%s", color, what);
    say_wrapped(stdout, text, 7 + (int)strlen(what), 9);
    fputs(style_of(stdout)->off, stdout);
}

static void say_suggestion(const struct loaded *l, const struct plan_suggestion *g, int n)
{
    const struct style *s = style_of(stdout);
    printf("%s%3d. %-6s%s ", s->bold, n, g->kind, s->off);
    say_effect(l, g);
    putchar('\n');
    for (int i = 0; i < g->n_steps; i++)
        say_step(&g->steps[i]);
    for (int i = 0; i < g->n_displaced; i++)
        say_detail(s->yellow, "loses its place: ", g->displaced[i]);
    for (int i = 0; i < g->n_broken; i++)
        say_detail(s->dim, "breaks: ", g->broken[i]);
}

static int suggest(const struct args *a, const struct loaded *l,
                   const struct plan_query *q, const void *solution)
{
    struct err e = {0};
    struct plan_suggestions found;
    if (l->planner->suggest(l->problem, solution, q, &found, &e))
        return say_error(&e);
    if (args_has(a, "json"))
        print_json(l, &found);
    else if (found.n == 0)
        puts("There is no suggestion.");
    for (int i = 0; i < found.n && !args_has(a, "json"); i++)
        say_suggestion(l, &found.v[i], i + 1);
    plan_suggestions_release(&found);
    return EXIT_DONE;
}

static int read_query(const struct args *a, const struct loaded *l, struct plan_query *q)
{
    int64_t limit = 10;
    int status = query_from_args(a, l->planner, q);
    if (!status)
        status = args_int(a, "limit", 0, 100000, &limit);
    q->place = args_get(a, "cell");
    q->limit = (int)limit;
    if (status)
        return status;
    if (q->item && (q->place || q->kind))
        return say_usage("ask for one %s, or for a cell, not for both", l->planner->item);
    if (!q->item && (!q->place || !q->kind))
        return say_usage("say what is asked for: --%s ID, or --cell PLACE together with "
                         "--%s NAME",
                         l->planner->item, l->planner->views[0].name);
    return EXIT_DONE;
}

static int run(const struct args *a)
{
    struct loaded l;
    struct plan_query q;
    void *solution = NULL;
    int status = load_problem(&l, args_file(a, 0), args_has(a, "json"));
    if (!status)
        status = read_query(a, &l, &q);
    if (!status)
        status = load_solution(&l, args_file(a, 1), LOAD_UNLOCK, &solution);
    if (!status)
        status = suggest(a, &l, &q, solution);
    if (solution)
        l.planner->free_solution(solution);
    load_release(&l);
    return status;
}

const struct command cmd_suggest = {
    .name = "suggest",
    .usage = "FILE [SOLUTION] --lesson ID | --cell PLACE --class NAME",
    .summary = "rank the other places of an item, or the fillings of a cell",
    .text = "Moves, swaps and short chains, best first, each with its effect on the plan "
            "and the\n"
            "rules it would break. A file that holds its own timetable as locks may be "
            "given\n"
            "alone; then its locks are lifted unless they are permanent.\n"
            "\n"
            "  horarium suggest school.fet school.solution.json --lesson 17\n"
            "  horarium suggest school.fet school.solution.json --cell \"Monday 3\" "
            "--class 9a\n",
    .options = options,
    .n_options = (int)(sizeof options / sizeof *options),
    .words = WORDS_ITEM | WORDS_VIEW,
    .min_files = 1,
    .max_files = 2,
    .run = run,
};

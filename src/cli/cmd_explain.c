/*
 * horarium explain: why not? Layer: cli.
 */
#include "cli/cli.h"

#include "planner/plan_json.h"
#include <string.h>

static const struct cli_option options[] = {
    {"at", "PLACE", "with the item: why it cannot be there, e.g. \"Monday 3\""},
    {"in", "NAME", "with the item: and in this room"},
    {"json", NULL, "print the findings as a JSON array"},
};

static bool any_fatal(const struct plan_findings *f)
{
    bool fatal = false;
    for (int i = 0; i < f->n; i++)
        fatal |= f->v[i].fatal;
    return fatal;
}

static void print_json(const struct plan_findings *f)
{
    struct json_writer w;
    struct strbuf b;
    sb_init(&b);
    jw_init(&w, &b, 0);
    plan_json_findings(&w, f);
    puts(b.s);
    sb_release(&b);
}

static void say_complete(const struct loaded *l, const void *solution)
{
    const struct style *s = style_of(stdout);
    struct plan_report r;
    l->planner->check(l->problem, solution, &r);
    if (r.cost.unplaced)
        printf("%lld %s have no place, but nothing was found that keeps them out.\n",
               (long long)r.cost.unplaced, l->planner->items);
    else
        printf("%sEvery %s has its place%s: there is nothing to explain.\n", s->green,
               l->planner->item, s->off);
    plan_report_release(&r);
}

static void say_nothing_found(const struct loaded *l, const struct plan_query *q,
                              const void *solution)
{
    const struct style *s = style_of(stdout);
    const struct planner *pl = l->planner;
    if (q->item && q->place)
        printf("%sNothing%s prevents %s %s at %s.\n", s->green, s->off, pl->item, q->item,
               q->place);
    else if (solution)
        say_complete(l, solution);
    else
        printf("%sNothing suspicious%s was found in the input.\n", s->green, s->off);
}

static void say_heading(const struct loaded *l, const struct plan_query *q,
                        const void *solution, bool fatal)
{
    const struct style *s = style_of(stdout);
    const char *item = l->planner->item;
    printf("%s", s->bold);
    if (q->item && q->place && fatal)
        printf("Why %s %s cannot be at %s", item, q->item, q->place);
    else if (q->item && q->place)
        printf("%s %s could be at %s, but", item, q->item, q->place);
    else if (q->item)
        printf("Where %s %s can be, and why not elsewhere", item, q->item);
    else if (solution)
        printf("Why %s have no place", l->planner->items);
    else
        printf("What was found in the input");
    printf("%s\n", s->off);
}

/* For one item everywhere: "place: reasons", the place coloured by what is possible. */
static void say_place(const struct plan_finding *f)
{
    const struct style *s = style_of(stdout);
    const char *colon = strstr(f->text, ": ");
    size_t n = colon ? (size_t)(colon - f->text) : 0;
    printf("  %s%.*s%s: ", f->fatal ? s->yellow : s->green, (int)n, f->text, s->off);
    say_wrapped(stdout, f->text + n + 2, columns_in(f->text, n) + 4, 6);
}

static void say_all(const struct loaded *l, const struct plan_query *q,
                    const void *solution, const struct plan_findings *f)
{
    if (f->n == 0) {
        say_nothing_found(l, q, solution);
        return;
    }
    say_heading(l, q, solution, any_fatal(f));
    for (int i = 0; i < f->n; i++) {
        if (q->item && !q->place)
            say_place(&f->v[i]);
        else
            say_finding(stdout, &f->v[i], i + 1);
    }
}

static int explain(const struct args *a, const struct loaded *l,
                   const struct plan_query *q, const void *solution)
{
    struct err e = {0};
    struct plan_findings f;
    if (l->planner->explain(l->problem, solution, q, &f, &e))
        return say_error(&e);
    bool fatal = any_fatal(&f);
    if (args_has(a, "json"))
        print_json(&f);
    else
        say_all(l, q, solution, &f);
    plan_findings_release(&f);
    /* Only a verdict on the input itself means that there is no plan. */
    return fatal && !q->item && !solution ? EXIT_NO_PLAN : EXIT_DONE;
}

static int run(const struct args *a)
{
    struct loaded l;
    struct plan_query q;
    void *solution = NULL;
    const char *path = args_file(a, 1);
    int status = load_problem(&l, args_file(a, 0), args_has(a, "json"));
    if (!status)
        status = query_from_args(a, l.planner, &q);
    if (status) {
        load_release(&l);
        return status;
    }
    q.place = args_get(a, "at");
    q.resource = args_get(a, "in");
    if ((q.place || q.resource) && !q.item)
        status = say_usage("--at and --in need the %s too: --%s ID", l.planner->item,
                           l.planner->item);
    else if (path)
        status = load_solution(&l, path, 0, &solution);
    else if (q.item) /* the file's own timetable if it has one, else an empty one */
        l.planner->own_solution(l.problem, true, &solution, NULL);
    if (!status)
        status = explain(a, &l, &q, solution);
    if (solution)
        l.planner->free_solution(solution);
    load_release(&l);
    return status;
}

const struct command cmd_explain = {
    .name = "explain",
    .usage = "FILE [SOLUTION] [--lesson ID [--at PLACE]] [--json]",
    .summary = "say why something is not possible",
    .text = "With a problem alone: what is wrong or suspicious in the input (exit status "
            "1 if no\n"
            "plan can exist). With a solution: why each unplaced item has no place. With "
            "an item:\n"
            "where it could be, and what prevents every other place.\n"
            "\n"
            "  horarium explain school.fet\n"
            "  horarium explain school.fet school.solution.json\n"
            "  horarium explain school.fet school.solution.json --lesson 17 --at "
            "\"Monday 3\"\n",
    .options = options,
    .n_options = (int)(sizeof options / sizeof *options),
    .words = WORDS_ITEM,
    .min_files = 1,
    .max_files = 2,
    .run = run,
};

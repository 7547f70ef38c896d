/*
 * horarium check: an independent verdict on a given solution. Layer: cli.
 */
#include "cli/cli.h"

#include "base/clock.h"
#include "planner/plan_json.h"

static const struct cli_option options[] = {
    {"json", NULL, "print the verdict as one JSON object with every broken rule"},
    {"limit", "N", "show at most N broken rules (default 20, 0 = none)"},
};

static void print_json(const struct loaded *l, const struct plan_report *r,
                       double seconds)
{
    struct json_writer w;
    struct strbuf b;
    sb_init(&b);
    jw_init(&w, &b, 0);
    plan_json_report(&w, l->planner, r, seconds);
    puts(b.s);
    sb_release(&b);
}

static void say_violations(const struct plan_report *r, int limit)
{
    const struct style *s = style_of(stdout);
    char cost[64];
    if (r->n_violations && limit)
        printf("\n%sIn detail%s\n", s->bold, s->off);
    for (int i = 0; i < r->n_violations && i < limit; i++) {
        const struct plan_violation *v = &r->violations[i];
        if (v->hard)
            printf("  %s%10s%s  ", s->red, "hard", s->off);
        else
            printf("  %10s  ", units_text(v->cost, cost, sizeof cost));
        say_wrapped(stdout, v->text, 14, 14);
    }
    if (r->n_violations > limit && limit)
        printf("  %10s  and %d more; --limit %d shows all\n", "", r->n_violations - limit,
               r->n_violations);
}

static int judge(const struct args *a, const struct loaded *l, const void *solution)
{
    struct plan_report r;
    int64_t limit = 20;
    if (args_int(a, "limit", 0, INT32_MAX, &limit))
        return EXIT_USAGE;
    double start = clock_seconds();
    l->planner->check(l->problem, solution, &r);
    if (args_has(a, "json")) {
        print_json(l, &r, clock_seconds() - start);
    } else {
        say_score(stdout, l->planner, &r);
        say_totals(stdout, &r);
        say_violations(&r, (int)limit);
    }
    int status = r.status == PLAN_FEASIBLE ? EXIT_DONE : EXIT_NO_PLAN;
    plan_report_release(&r);
    return status;
}

static int run(const struct args *a)
{
    struct loaded l;
    void *solution = NULL;
    int status = load_problem(&l, args_file(a, 0), args_has(a, "json"));
    if (!status)
        status = load_solution(&l, args_file(a, 1), 0, &solution);
    if (!status)
        status = judge(a, &l, solution);
    if (solution)
        l.planner->free_solution(solution);
    load_release(&l);
    return status;
}

const struct command cmd_check = {
    .name = "check",
    .usage = "PROBLEM [SOLUTION] [--json]",
    .summary = "judge a solution: is it valid, what does it cost",
    .text =
        "Scores a solution from scratch, without the code of the search. The solution "
        "may be\n"
        "in any format that horarium writes. A problem file that holds its own timetable "
        "as\n"
        "locks (school_data_and_timetable.fet) may be given alone. Exit status 1 if the\n"
        "solution is not complete or breaks a hard rule.\n"
        "\n"
        "  horarium check school.fet school.solution.json\n",
    .options = options,
    .n_options = (int)(sizeof options / sizeof *options),
    .min_files = 1,
    .max_files = 2,
    .run = run,
};

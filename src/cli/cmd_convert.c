/*
 * horarium convert: the same plan in another format. Layer: cli.
 */
#include "cli/cli.h"

#include <string.h>

static const struct cli_option options[] = {
    {"to", "FORMAT", "the format, see above"},
    {"solution", "SOLUTION", "the timetable that goes with it"},
    {"out", "FILE", "where to write, also -o (default: standard output)"},
};

static int unknown_format(const struct loaded *l, const char *name)
{
    struct strbuf known;
    sb_init(&known);
    for (int i = 0; i < l->planner->n_formats; i++)
        sb_addf(&known, "%s%s", i ? ", " : "", l->planner->formats[i].name);
    int status = say_usage("a %s cannot be written as '%s'; known are: %s",
                           l->planner->name, name, known.s);
    sb_release(&known);
    return status;
}

static int convert(const struct args *a, const struct loaded *l, const void *solution)
{
    struct err e = {0};
    struct strbuf b;
    sb_init(&b);
    int status = EXIT_DONE;
    if (l->planner->write(l->problem, solution, args_get(a, "to"), &b, &e))
        status = say_error(&e);
    else
        status = put_output(args_get(a, "out"), &b);
    sb_release(&b);
    return status;
}

static int run(const struct args *a)
{
    struct loaded l;
    void *solution = NULL;
    const char *to = args_get(a, "to"), *path = args_get(a, "solution");
    if (!to)
        return say_usage(
            "say into what: --to FORMAT; 'horarium help convert' lists them");
    int status = load_problem(&l, args_file(a, 0), false);
    const struct plan_format *f = status ? NULL : planner_format(l.planner, to);
    if (!status && !f)
        status = unknown_format(&l, to);
    if (!status && (path || f->needs_solution))
        status = load_solution(&l, path, 0, &solution);
    if (!status)
        status = convert(a, &l, solution);
    if (solution)
        l.planner->free_solution(solution);
    load_release(&l);
    return status;
}

const struct command cmd_convert = {
    .name = "convert",
    .usage = "FILE --to FORMAT [--solution SOLUTION] [-o OUT]",
    .summary = "write a plan in another format",
    .text =
        "Formats of a timetable:\n"
        "  fet          a .fet file; with --solution the timetable is in it as locks\n"
        "  json         the problem in Horarium's JSON\n"
        "  solution     the timetable in Horarium's JSON\n"
        "  activities   FET's list of placed activities (XML)\n"
        "  csv          the timetable as a spreadsheet table\n"
        "The last three need a timetable: --solution, or a FILE that holds its own as "
        "locks.\n"
        "\n"
        "  horarium convert school.fet --to json -o school.json\n"
        "  horarium convert school.fet --to csv --solution school.solution.json\n",
    .options = options,
    .n_options = (int)(sizeof options / sizeof *options),
    .min_files = 1,
    .max_files = 1,
    .run = run,
};

/*
 * horarium show: a plan for people. Layer: cli.
 */
#include "cli/cli.h"

#include "base/file.h"
#include "base/mem.h"
#include <string.h>

static const struct cli_option options[] = {
    {"html", "DIR", "write linked pages of everybody into this folder"},
    {"csv", NULL, "print the plan as a spreadsheet table"},
    {"width", "N", "columns of the table (default: the terminal's)"},
};

static int print_view(const struct loaded *l, const void *solution,
                      const struct plan_show *how)
{
    struct err e = {0};
    struct strbuf b;
    sb_init(&b);
    int code = l->planner->show(l->problem, solution, how, &b, &e);
    if (!code)
        put_output(NULL, &b);
    sb_release(&b);
    return code ? say_error(&e) : EXIT_DONE;
}

static int print_csv(const struct loaded *l, const void *solution)
{
    struct err e = {0};
    struct strbuf b;
    sb_init(&b);
    int code = l->planner->write(l->problem, solution, "csv", &b, &e);
    int status = code ? say_error(&e) : put_output(NULL, &b);
    sb_release(&b);
    return status;
}

static int write_pages(const struct loaded *l, const void *solution, const char *dir)
{
    struct err e = {0};
    char **files = NULL;
    int n = 0;
    int code = file_mkdirs(dir, &e);
    if (!code)
        code = l->planner->pages(l->problem, solution, dir, &files, &n, &e);
    if (!code)
        printf("wrote %d pages, begin with %s\n", n, n ? files[0] : dir);
    for (int i = 0; i < n; i++)
        mem_free(files[i]);
    mem_free(files);
    return code ? say_error(&e) : EXIT_DONE;
}

/* The views that the options ask for, one after the other; the overview if none. */
static int print_views(const struct args *a, const struct loaded *l, const void *solution,
                       int columns)
{
    const struct planner *pl = l->planner;
    const struct style *s = style_of(stdout);
    struct plan_show how = {.columns = columns, .color = *s->off != 0};
    int status = EXIT_DONE, shown = 0;
    for (int i = 0; i < pl->n_views && !status; i++) {
        how.view = pl->views[i].name;
        how.name = args_get(a, how.view);
        if (!how.name && !args_has(a, pl->views[i].all))
            continue;
        status = print_view(l, solution, &how);
        shown++;
    }
    if (shown || status || args_has(a, "html") || args_has(a, "csv"))
        return status;
    how.view = pl->views[0].name;
    how.name = NULL;
    return print_view(l, solution, &how);
}

static int show(const struct args *a, const struct loaded *l, const void *solution)
{
    int64_t columns = columns_of(stdout);
    struct plan_query q; /* refuses words of other kinds of plan */
    int status = args_int(a, "width", 20, 1000, &columns);
    if (!status)
        status = query_from_args(a, l->planner, &q);
    if (!status)
        status = print_views(a, l, solution, (int)columns);
    if (!status && args_has(a, "csv"))
        status = print_csv(l, solution);
    if (!status && args_has(a, "html"))
        status = write_pages(l, solution, args_get(a, "html"));
    return status;
}

static int run(const struct args *a)
{
    struct loaded l;
    void *solution = NULL;
    int status = load_problem(&l, args_file(a, 0), true);
    if (!status)
        status = load_solution(&l, args_file(a, 1), 0, &solution);
    if (!status)
        status = show(a, &l, solution);
    if (solution)
        l.planner->free_solution(solution);
    load_release(&l);
    return status;
}

const struct command cmd_show = {
    .name = "show",
    .usage =
        "FILE [SOLUTION] [--class NAME | --teacher NAME | --room NAME | --all-classes]",
    .summary = "draw a plan on the terminal, as pages or as a table",
    .text = "The week of one class, teacher or room, or all of them in one table. A file "
            "that\n"
            "holds its own timetable as locks may be given alone.\n"
            "\n"
            "  horarium show school.fet school.solution.json --class 9a\n"
            "  horarium show school.fet school.solution.json --html pages\n",
    .options = options,
    .n_options = (int)(sizeof options / sizeof *options),
    .words = WORDS_VIEW | WORDS_ALL,
    .min_files = 1,
    .max_files = 2,
    .run = run,
};

/*
 * Plans a school with libhorarium: reads a file, searches for five seconds, prints the score
 * and the first lessons, and writes a file that FET opens with the timetable in it.
 *
 *     solve_school [FILE [RESULT]]        RESULT is out/solve_school.fet if not given
 */
#include "horarium.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static char *read_file(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    char *data = NULL;
    if (f && fseek(f, 0, SEEK_END) == 0) {
        long size = ftell(f);
        rewind(f);
        data = size < 0 ? NULL : malloc((size_t)size + 1);
        *len = data ? fread(data, 1, (size_t)size, f) : 0;
    }
    if (f)
        fclose(f);
    return data;
}

static void show_progress(const struct horarium_progress *p, void *user)
{
    (void)user;
    fprintf(stderr, "\r%-9s %3.0f %%  %lld of %lld placed, soft %.2f ", p->stage,
            p->percent, (long long)(p->total - p->unplaced), (long long)p->total,
            p->soft);
}

/* Prints the score and a few placements; writes the locked file. 0 = all went well. */
static int show_plan(const struct horarium_problem *p, const struct horarium_solution *s,
                     const char *result, struct horarium_error *e)
{
    struct horarium_report *report = horarium_check(s);
    struct horarium_placements *list = horarium_placements(s);
    printf("%lld unplaced, %lld hard rules broken, soft total %g\n",
           (long long)report->unplaced, (long long)report->hard, report->soft);
    for (size_t i = 0; i < list->n && i < 10; i++)
        printf("  %-50s %s\n", list->v[i].text,
               list->v[i].place ? list->v[i].place : "-");
    if (!report->valid)
        puts("The plan is not complete: give the search more time.");
    horarium_placements_free(list);
    horarium_report_free(report);

    size_t len;
    char *fet = horarium_write(p, s, "fet", &len, e);
    FILE *f = fet ? fopen(result, "wb") : NULL;
    int failed = !f || fwrite(fet, 1, len, f) != len;
    if (f)
        failed |= fclose(f) != 0;
    horarium_free(fet);
    return failed;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "examples/riverside-school/riverside.fet";
    const char *result = argc > 2 ? argv[2] : "out/solve_school.fet";
    struct horarium_error e = {0};
    struct horarium_options options;
    size_t len = 0;
    char *data = read_file(path, &len);
    if (argc <= 2)
        mkdir("out", 0777);
    if (!data) {
        fprintf(stderr, "%s: cannot be read\n", path);
        return 1;
    }
    struct horarium_problem *problem = horarium_load(path, data, len, &e);
    free(data);
    if (!problem) {
        fprintf(stderr, "%s:%d:%d: %s\n", e.file, e.line, e.column, e.text);
        return 1;
    }
    horarium_options_init(&options);
    options.seconds = 5;
    options.progress = show_progress;
    struct horarium_run *run = horarium_run_new(problem);
    int failed = horarium_run_solve(run, &options, &e) != 0;
    fputc('\n', stderr);
    if (!failed)
        failed = show_plan(problem, horarium_run_solution(run, 0), result, &e);
    if (failed)
        fprintf(stderr, "%s\n", e.code ? e.text : "the result could not be written");
    else
        printf("written: %s\n", result);
    horarium_run_free(run);
    horarium_problem_free(problem);
    return failed;
}

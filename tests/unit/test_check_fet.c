/*
 * The judge against FET itself: fet-cl solves some of its own examples, and for its
 * timetable we must find no broken hard rule, its total of soft conflicts and its number
 * of broken lines. Skipped where fet-cl or its examples are not installed.
 */
#include "base/file.h"
#include "tt_fixture.h"
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXAMPLES "/usr/share/doc/fet-data/examples/"

static const char *const examples[] = {
    "FET-5-official/India/Chennai/Anna-University/timetable_July_Nov_09_9.fet",
    "FET-5-official/Romania/Oradea/School-10-Oradea-2007-2008.fet",
    "FET-5-official/Greece/Corfu/THE-2008-2009-exams-sep.fet",
    "FET-5-official/Spain/3-school/primaria.fet",
    "FET-5-official/Namibia/by-Willy/Highlands_Christian_School.fet",
    "FET-6-mornings-afternoons/Algeria/6-by-Benahmed-Abdelkrim/test_10_locked.fet",
    "FET-6-terms/2/puris_12-const7.fet",
    "FET-5-block-planning/small-example.fet",
};

static void read_whole(const char *path, char **data, size_t *len)
{
    struct err e = {0};
    if (file_read(path, 64u << 20, data, len, &e) != 0)
        fail_msg("%s: %s", path, e.text);
}

/* Runs fet-cl with a limit; false if it found no timetable in time. */
static bool run_fet(const char *input, const char *dir)
{
    char in[800], out[300];
    snprintf(in, sizeof in, "--inputfile=%s", input);
    snprintf(out, sizeof out, "--outputdir=%s", dir);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        char *const args[] = {"timeout",
                              "40",
                              "fet-cl",
                              in,
                              out,
                              "--timelimitseconds=30",
                              "--htmllevel=0",
                              "--writetimetablesstatistics=false",
                              "--randomseeds10=1",
                              "--randomseeds11=2",
                              "--randomseeds12=3",
                              "--randomseeds20=4",
                              "--randomseeds21=5",
                              "--randomseeds22=6",
                              NULL};
        if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
            _exit(127);
        execvp("timeout", args);
        _exit(127);
    }
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    char result[400];
    snprintf(result, sizeof result, "%s/logs/result.txt", dir);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || access(result, R_OK) != 0)
        return false;
    size_t len;
    char *text;
    read_whole(result, &text, &len);
    bool ok = strstr(text, "successful") != NULL;
    mem_free(text);
    return ok;
}

/* The number after `label` in FET's report of soft conflicts. */
static double reported(const char *report, const char *label)
{
    const char *at = strstr(report, label);
    assert_non_null(at);
    return strtod(at + strlen(label), NULL);
}

static void compare(const char *input, const char *dir)
{
    char path[1000], name[200];
    struct err e = {0};
    struct tt_problem *p;
    struct tt_solution s;
    struct tt_report r;
    size_t len;
    int soft_lines = 0;
    const char *base = strrchr(input, '/') + 1;
    snprintf(name, sizeof name, "%.*s", (int)strlen(base) - 4, base);

    char *data;
    read_whole(input, &data, &len);
    if (fet_read(input, data, len, &p, &e) != 0)
        fail_msg("%s:%d: %s", input, e.line, e.text);
    mem_free(data);
    snprintf(path, sizeof path, "%s/timetables/%s/%s_data_and_timetable.fet", dir, name,
             name);
    read_whole(path, &data, &len);
    if (fet_read_solution(p, path, data, len, &s, &e) != 0)
        fail_msg("%s:%d: %s", path, e.line, e.text);
    mem_free(data);
    tt_check(p, &s, &r);
    for (int i = 0; i < r.violations.n; i++) {
        if (r.violations.v[i].hard)
            print_message("%s: %s\n", name, r.violations.v[i].text);
        soft_lines += !r.violations.v[i].hard;
    }
    snprintf(path, sizeof path, "%s/timetables/%s/%s_soft_conflicts.txt", dir, name,
             name);
    read_whole(path, &data, &len);
    assert_int_equal(r.unplaced, 0);
    assert_int_equal(r.hard, 0);
    double total = reported(data, "Total soft conflicts: ");
    assert_int_equal(r.soft, (int64_t)(total * 1e6 + 0.5));
    assert_int_equal(soft_lines,
                     (int)reported(data, "Number of broken soft constraints: "));
    mem_free(data);
    tt_report_release(&r);
    tt_solution_release(&s);
    tt_problem_free(p);
}

static void remove_tree(const char *dir)
{
    pid_t pid = fork();
    if (pid == 0) {
        execlp("rm", "rm", "-rf", dir, (char *)NULL);
        _exit(127);
    }
    if (pid > 0)
        waitpid(pid, NULL, 0);
}

static void test_totals_equal_those_of_fet(void **state)
{
    int compared = 0;
    (void)state;
    if (access("/usr/bin/fet-cl", X_OK) != 0 || access(EXAMPLES, R_OK) != 0)
        skip();
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        char input[600], dir[] = "/tmp/horarium-check-XXXXXX";
        snprintf(input, sizeof input, EXAMPLES "%s", examples[i]);
        if (access(input, R_OK) != 0)
            continue;
        assert_non_null(mkdtemp(dir));
        if (run_fet(input, dir)) {
            compare(input, dir);
            compared++;
        }
        remove_tree(dir);
    }
    assert_true(compared >= 4); /* the others may have met a slow machine */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_totals_equal_those_of_fet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The public interface, used as another program would: only horarium.h and threads. The
 * problem is a small school in Horarium's own .fet spelling, built in memory.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "horarium.h"
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct text { /* a growing string without the library's own */
    char *s;
    size_t len;
    FILE *f;
};

static void list(FILE *f, const char *element, const char *child, int n, const char *name)
{
    fprintf(f, "<%s>", element);
    for (int i = 1; i <= n; i++)
        fprintf(f, "<%s><Name>%s%d</Name></%s>", child, name, i, child);
    fprintf(f, "</%s>", element);
}

static void lessons(FILE *f, int classes)
{
    fputs("<Activities_List>", f);
    for (int i = 0; i < classes * 12; i++)
        fprintf(f,
                "<Activity><Teacher>T%d</Teacher><Subject>S%d</Subject>"
                "<Students>C%d</Students><Duration>1</Duration>"
                "<Total_Duration>1</Total_Duration><Id>%d</Id>"
                "<Activity_Group_Id>0</Activity_Group_Id><Active>true</Active>"
                "<Comments></Comments></Activity>",
                i % 4 + 1, i % 4 + 1, i / 12 + 1, i + 1);
    fputs("</Activities_List>", f);
}

/* Wishes that contradict each other, so that no search is over at once. */
static void wishes(FILE *f)
{
    for (int t = 1; t <= 4; t++) {
        fprintf(
            f,
            "<ConstraintActivitiesPreferredStartingTimes>"
            "<Weight_Percentage>50</Weight_Percentage><Teacher_Name>T%d</Teacher_Name>"
            "<Students_Name></Students_Name><Subject_Name></Subject_Name>"
            "<Activity_Tag_Name></Activity_Tag_Name><Duration></Duration>"
            "<Number_of_Preferred_Starting_Times>2</Number_of_Preferred_Starting_Times>",
            t);
        for (int k = 0; k < 2; k++)
            fprintf(f,
                    "<Preferred_Starting_Time><Preferred_Starting_Day>D%d"
                    "</Preferred_Starting_Day><Preferred_Starting_Hour>H%d"
                    "</Preferred_Starting_Hour></Preferred_Starting_Time>",
                    t, k + 1);
        fputs("<Active>true</Active><Comments></Comments>"
              "</ConstraintActivitiesPreferredStartingTimes>",
              f);
    }
}

static struct text school(int classes)
{
    static const char rule[] = "<Weight_Percentage>100</Weight_Percentage>"
                               "<Active>true</Active><Comments></Comments>";
    struct text t = {0};
    FILE *f = t.f = open_memstream(&t.s, &t.len);
    fputs(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<fet version=\"6.8.5\">"
        "<Mode>Official</Mode><Institution_Name>S</Institution_Name><Comments></Comments>"
        "<Days_List><Number_of_Days>5</Number_of_Days>",
        f);
    for (int i = 1; i <= 5; i++)
        fprintf(f, "<Day><Name>D%d</Name></Day>", i);
    fputs("</Days_List><Hours_List><Number_of_Hours>5</Number_of_Hours>", f);
    for (int i = 1; i <= 5; i++)
        fprintf(f, "<Hour><Name>H%d</Name></Hour>", i);
    fputs("</Hours_List>", f);
    list(f, "Subjects_List", "Subject", 4, "S");
    fputs("<Activity_Tags_List></Activity_Tags_List>", f);
    list(f, "Teachers_List", "Teacher", 4, "T");
    fputs("<Students_List>", f);
    for (int i = 1; i <= classes; i++)
        fprintf(f,
                "<Year><Name>C%d</Name><Number_of_Students>9</Number_of_Students></Year>",
                i);
    fputs("</Students_List>\n", f);
    lessons(f, classes);
    fputs("<Buildings_List></Buildings_List><Rooms_List><Room><Name>R1</Name>"
          "<Building></Building><Capacity>30</Capacity><Virtual>false</Virtual></Room>"
          "</Rooms_List>",
          f);
    fprintf(f,
            "<Time_Constraints_List><ConstraintBasicCompulsoryTime>%s"
            "</ConstraintBasicCompulsoryTime>",
            rule);
    wishes(f);
    fprintf(f,
            "</Time_Constraints_List><Space_Constraints_List>"
            "<ConstraintBasicCompulsorySpace>%s</ConstraintBasicCompulsorySpace>"
            "</Space_Constraints_List></fet>\n",
            rule);
    fclose(f);
    return t;
}

static struct horarium_problem *load_school(int classes)
{
    struct horarium_error e = {0};
    struct text t = school(classes);
    struct horarium_problem *p = horarium_load("school.fet", t.s, t.len, &e);
    if (!p)
        print_error("%s:%d: %s\n", e.file, e.line, e.text);
    assert_non_null(p);
    free(t.s);
    return p;
}

static struct horarium_options quick(void)
{
    struct horarium_options o;
    horarium_options_init(&o);
    o.seconds = 0;
    o.iterations = 20000;
    o.threads = 1;
    return o;
}

static struct horarium_solution *solve(const struct horarium_problem *p, uint64_t seed)
{
    struct horarium_options o = quick();
    struct horarium_run *r = horarium_run_new(p);
    o.seed = seed;
    assert_int_equal(horarium_run_solve(r, &o, NULL), 0);
    struct horarium_solution *s = horarium_run_take(r, 0);
    assert_non_null(s);
    assert_null(horarium_run_take(r, 0)); /* handed over already */
    horarium_run_free(r);
    return s;
}

static void problem_is_read(void **state)
{
    (void)state;
    struct horarium_problem *p = load_school(2);
    assert_string_equal(horarium_problem_planner(p), "timetable");
    assert_int_equal(horarium_problem_items(p), 24);
    assert_null(horarium_problem_warning(p, horarium_problem_warnings(p)));
    horarium_problem_free(p);
    horarium_problem_free(NULL);
}

static void faults_have_a_place(void **state)
{
    (void)state;
    struct horarium_error e = {0};
    struct text t = school(1);
    char *id = strstr(t.s, "<Teacher>T1<");
    memcpy(id, "<Teacher>Q9<", 12);
    assert_null(horarium_load("wrong.fet", t.s, t.len, &e));
    assert_true(e.code == HORARIUM_UNKNOWN || e.code == HORARIUM_INPUT);
    assert_string_equal(e.file, "wrong.fet");
    assert_int_equal(e.line, 3);
    assert_true(e.column > 0);
    assert_non_null(strstr(e.text, "Q9"));
    free(t.s);
    e.code = 0;
    assert_null(horarium_load("noise", "hello", 5, &e));
    assert_int_equal(e.code, HORARIUM_INPUT);
    assert_null(horarium_load("empty", "", 0, NULL)); /* an error struct is optional */
}

static void a_plan_is_found_and_judged(void **state)
{
    (void)state;
    struct horarium_problem *p = load_school(2);
    struct horarium_options o = quick();
    struct horarium_outcome out;
    struct horarium_run *r = horarium_run_new(p);
    assert_int_equal(horarium_run_solve(r, &o, NULL), 0);
    horarium_run_outcome(r, &out);
    assert_true(out.status == HORARIUM_FEASIBLE || out.status == HORARIUM_OPTIMAL);
    assert_int_equal(out.variants, 1);
    assert_true(out.first_valid_seconds >= 0);
    const struct horarium_solution *s = horarium_run_solution(r, 0);
    assert_null(horarium_run_solution(r, 1));
    struct horarium_report *report = horarium_check(s);
    assert_true(report->valid);
    assert_int_equal(report->unplaced + report->hard, 0);
    double sum = 0;
    for (size_t i = 0; i < report->n_violations; i++)
        sum += report->violations[i].cost;
    assert_true(fabs(sum - report->soft) < 1e-9);
    assert_true(isnan(out.bound) || out.bound <= report->soft);
    horarium_report_free(report);
    struct horarium_error e = {0};
    assert_int_equal(horarium_run_solve(r, &o, &e), HORARIUM_STATE); /* once only */
    horarium_run_free(r);
    horarium_problem_free(p);
}

static void options_are_checked(void **state)
{
    (void)state;
    struct horarium_problem *p = load_school(1), *other = load_school(1);
    struct horarium_solution *foreign = solve(other, 1);
    struct horarium_run *r = horarium_run_new(p);
    struct horarium_options good = quick(), o = good;
    o.iterations = 0;
    assert_int_equal(horarium_run_solve(r, &o, NULL), HORARIUM_USAGE);
    o = good;
    o.threads = 0;
    assert_int_equal(horarium_run_solve(r, &o, NULL), HORARIUM_USAGE);
    o = good;
    o.variants = 101;
    assert_int_equal(horarium_run_solve(r, &o, NULL), HORARIUM_USAGE);
    o = good;
    o.from = foreign;
    assert_int_equal(horarium_run_solve(r, &o, NULL), HORARIUM_USAGE);
    assert_int_equal(horarium_run_solve(r, &good, NULL),
                     0); /* refusals used nothing up */
    horarium_run_free(r);
    horarium_solution_free(foreign);
    horarium_problem_free(other);
    horarium_problem_free(p);
}

static void every_format_comes_back(void **state)
{
    (void)state;
    static const char *const formats[] = {"fet", "fet-activities", "csv",
                                          "solution-json"};
    struct horarium_problem *p = load_school(2);
    struct horarium_solution *s = solve(p, 3);
    size_t want_len;
    char *want = horarium_write(p, s, "solution-json", &want_len, NULL);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        size_t len, back_len;
        char *bytes = horarium_write(p, s, formats[i], &len, NULL);
        assert_non_null(bytes);
        struct horarium_solution *back =
            horarium_solution_load(p, formats[i], bytes, len, NULL);
        assert_non_null(back);
        char *again = horarium_write(p, back, "solution-json", &back_len, NULL);
        assert_int_equal(back_len, want_len);
        assert_memory_equal(again, want, want_len);
        horarium_free(again);
        horarium_free(bytes);
        horarium_solution_free(back);
    }
    struct horarium_error e = {0};
    size_t len;
    assert_null(horarium_write(p, s, "docx", &len, &e));
    assert_int_equal(e.code, HORARIUM_UNSUPPORTED);
    e.code = 0;
    assert_null(horarium_write(p, NULL, "csv", &len, &e));
    assert_int_equal(e.code, HORARIUM_STATE);
    horarium_free(want);
    horarium_solution_free(s);
    horarium_problem_free(p);
}

static void a_locked_file_holds_its_timetable(void **state)
{
    (void)state;
    struct horarium_problem *p = load_school(1);
    struct horarium_solution *s = solve(p, 1);
    struct horarium_error e = {0};
    size_t len;
    assert_null(horarium_solution_load(p, NULL, NULL, 0, &e));
    assert_int_equal(e.code, HORARIUM_STATE);
    char *fet = horarium_write(p, s, "fet", &len, NULL);
    struct horarium_problem *locked = horarium_load("locked.fet", fet, len, NULL);
    struct horarium_solution *own = horarium_solution_load(locked, NULL, NULL, 0, NULL);
    assert_non_null(own);
    struct horarium_report *a = horarium_check(s), *b = horarium_check(own);
    assert_true(b->valid && a->soft == b->soft);
    horarium_report_free(a);
    horarium_report_free(b);
    horarium_solution_free(own);
    horarium_problem_free(locked);
    horarium_free(fet);
    horarium_solution_free(s);
    horarium_problem_free(p);
}

struct watch {
    struct horarium_run *run;
    int calls;
};

static void stop_soon(const struct horarium_progress *p, void *user)
{
    struct watch *w = user;
    assert_true(p->total == 48 && p->unplaced >= 0 && p->soft >= 0);
    assert_true(p->percent >= 0 && p->percent <= 100);
    w->calls++;
    if (p->unplaced == 0)
        horarium_run_stop(w->run);
}

static void progress_may_stop_the_run(void **state)
{
    (void)state;
    struct horarium_problem *p = load_school(4);
    struct watch w = {.run = horarium_run_new(p)};
    struct horarium_options o = quick();
    struct horarium_outcome out;
    o.seconds = 60;
    o.iterations = 0;
    o.progress = stop_soon;
    o.user = &w;
    assert_int_equal(horarium_run_solve(w.run, &o, NULL), 0);
    horarium_run_outcome(w.run, &out);
    assert_int_equal(out.status, HORARIUM_STOPPED);
    assert_true(w.calls > 0 && out.seconds < 30);
    struct horarium_report *r = horarium_check(horarium_run_solution(w.run, 0));
    assert_true(r->valid); /* what was best is kept */
    horarium_report_free(r);
    horarium_run_free(w.run);
    horarium_problem_free(p);
}

struct job {
    const struct horarium_problem *p;
    struct horarium_run *run;
    int code;
};

static void *long_run(void *user)
{
    struct job *j = user;
    struct horarium_options o = quick();
    o.seconds = 60;
    o.iterations = 0;
    j->code = horarium_run_solve(j->run, &o, NULL);
    return NULL;
}

static void runs_go_side_by_side_and_stop_alone(void **state)
{
    (void)state;
    struct horarium_problem *p = load_school(4);
    struct job jobs[2];
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        jobs[i] = (struct job){.p = p, .run = horarium_run_new(p)};
        assert_int_equal(pthread_create(&threads[i], NULL, long_run, &jobs[i]), 0);
    }
    usleep(300000);
    for (int i = 0; i < 2; i++) {
        struct horarium_outcome out;
        horarium_run_stop(jobs[i].run);
        pthread_join(threads[i], NULL);
        assert_int_equal(jobs[i].code, 0);
        horarium_run_outcome(jobs[i].run, &out);
        assert_int_equal(out.status, HORARIUM_STOPPED);
        assert_true(out.seconds < 30);
        horarium_run_free(jobs[i].run);
    }
    horarium_problem_free(p);
}

static void same_seed_same_plan(void **state)
{
    (void)state;
    struct horarium_problem *p = load_school(3);
    size_t len[3];
    char *out[3];
    for (int i = 0; i < 3; i++) {
        struct horarium_solution *s = solve(p, i == 2 ? 99 : 5);
        out[i] = horarium_write(p, s, "solution-json", &len[i], NULL);
        horarium_solution_free(s);
    }
    assert_int_equal(len[0], len[1]);
    assert_memory_equal(out[0], out[1], len[0]);
    assert_true(len[0] != len[2] || memcmp(out[0], out[2], len[0]));
    for (int i = 0; i < 3; i++)
        horarium_free(out[i]);
    horarium_problem_free(p);
}

/* The placement of an item; fails if there is none. */
static const struct horarium_placement *find(const struct horarium_placements *l,
                                             const char *item)
{
    for (size_t i = 0; i < l->n; i++)
        if (!strcmp(l->v[i].item, item))
            return &l->v[i];
    fail_msg("no item %s", item);
    return NULL;
}

static void assert_place(const struct horarium_solution *s, const char *item,
                         const char *place, const char *resource)
{
    struct horarium_placements *l = horarium_placements(s);
    const struct horarium_placement *v = find(l, item);
    if (place)
        assert_string_equal(v->place, place);
    else
        assert_null(v->place);
    if (resource)
        assert_string_equal(v->resource, resource);
    else
        assert_null(v->resource);
    horarium_placements_free(l);
}

static void edits_are_answered_with_a_report(void **state)
{
    (void)state;
    struct horarium_problem *p = load_school(1);
    struct horarium_solution *s = solve(p, 1);
    struct horarium_report *r;
    struct horarium_edit remove = {.op = HORARIUM_REMOVE, .item = "1"};
    assert_non_null(r = horarium_apply(p, s, &remove, NULL));
    assert_int_equal(r->unplaced, 1);
    assert_false(r->valid);
    horarium_report_free(r);
    assert_place(s, "1", NULL, NULL);
    assert_null(horarium_apply(p, s, &remove, NULL)); /* it has no place any more */

    struct horarium_edit place = {
        .op = HORARIUM_PLACE, .item = "1", .place = "D5 H5", .resource = "R1"};
    struct horarium_edit move = {.op = HORARIUM_MOVE, .item = "1", .place = "D4 5"};
    struct horarium_edit pin = {.op = HORARIUM_PIN, .item = "1"};
    r = horarium_apply(p, s, &place, NULL);
    assert_int_equal(r->unplaced, 0);
    horarium_report_free(r);
    assert_place(s, "1", "D5 H5", "R1");
    horarium_report_free(horarium_apply(p, s, &move, NULL)); /* the room goes along */
    assert_place(s, "1", "D4 H5", "R1");
    horarium_report_free(horarium_apply(p, s, &pin, NULL));
    horarium_solution_free(s);
    s = solve(p, 7);
    assert_place(s, "1", "D4 H5", "R1");
    horarium_solution_free(s);
    horarium_problem_free(p);
}

static void a_clash_is_done_and_reported(void **state)
{
    (void)state;
    struct horarium_problem *p = load_school(1);
    struct horarium_solution *s = solve(p, 1);
    struct horarium_placements *l = horarium_placements(s);
    struct horarium_edit onto = {
        .op = HORARIUM_MOVE, .item = "2", .place = find(l, "1")->place};
    struct horarium_report *r = horarium_apply(p, s, &onto, NULL);
    assert_non_null(r);
    assert_true(!r->valid && r->hard > 0 && r->n_violations > 0);
    assert_true(r->violations[0].hard); /* hard ones come first */
    assert_true(strlen(r->violations[0].text) > 0);
    horarium_report_free(r);
    horarium_placements_free(l);
    horarium_solution_free(s);
    horarium_problem_free(p);
}

static void nonsense_is_refused_without_a_change(void **state)
{
    (void)state;
    static const struct {
        struct horarium_edit edit;
        int code;
    } wrong[] = {
        {{.op = HORARIUM_MOVE}, HORARIUM_USAGE},
        {{.op = HORARIUM_MOVE, .item = "x"}, HORARIUM_UNKNOWN},
        {{.op = HORARIUM_MOVE, .item = "777", .place = "D1 H1"}, HORARIUM_UNKNOWN},
        {{.op = HORARIUM_MOVE, .item = "1", .place = "D9 H1"}, HORARIUM_UNKNOWN},
        {{.op = HORARIUM_MOVE, .item = "1", .place = "D1 9"}, HORARIUM_UNKNOWN},
        {{.op = HORARIUM_MOVE, .item = "1", .place = "D1 H1", .resource = "R9"},
         HORARIUM_UNKNOWN},
        {{.op = HORARIUM_PLACE, .item = "1", .place = "D1 H1"}, HORARIUM_STATE},
    };
    struct horarium_problem *p = load_school(1);
    struct horarium_solution *s = solve(p, 1);
    size_t len, again_len;
    char *before = horarium_write(p, s, "solution-json", &len, NULL);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct horarium_error e = {0};
        assert_null(horarium_apply(p, s, &wrong[i].edit, &e));
        assert_int_equal(e.code, wrong[i].code);
        assert_true(strlen(e.text) > 10);
    }
    char *after = horarium_write(p, s, "solution-json", &again_len, NULL);
    assert_int_equal(len, again_len);
    assert_memory_equal(before, after, len);
    horarium_free(before);
    horarium_free(after);
    horarium_solution_free(s);
    horarium_problem_free(p);
}

static void questions_are_answered(void **state)
{
    (void)state;
    struct horarium_problem *p = load_school(2);
    struct horarium_solution *s = solve(p, 1);
    struct horarium_placements *l = horarium_placements(s);
    struct horarium_error e = {0};
    struct horarium_query at = {.item = "2", .place = find(l, "1")->place};
    struct horarium_findings *f = horarium_explain(p, s, &at, &e);
    assert_non_null(f);
    assert_true(f->n > 0 && f->v[0].fatal &&
                strlen(f->v[0].text) > 0); /* the class is busy */
    horarium_findings_free(f);
    struct horarium_query everywhere = {.item = "2"};
    assert_non_null(f = horarium_explain(p, s, &everywhere, &e));
    assert_int_equal(f->n, 25);
    horarium_findings_free(f);
    struct horarium_query other = {.item = "2", .limit = 3};
    struct horarium_suggestions *g = horarium_suggest(s, &other, &e);
    assert_true(g && g->n > 0 && g->n <= 3);
    assert_string_equal(g->v[0].steps[0].item, "2");
    horarium_suggestions_free(g);
    struct horarium_query nothing = {0};
    assert_null(horarium_suggest(s, &nothing, &e));
    assert_int_equal(e.code, HORARIUM_USAGE);
    horarium_placements_free(l);
    horarium_solution_free(s);
    horarium_problem_free(p);
}

static void pins_hold(void **state)
{
    (void)state;
    static const char pins[] = "{\"format\":\"horarium-timetable-pins-1\",\"pins\":"
                               "[{\"lesson\":3,\"day\":\"D2\",\"period\":\"H4\"}]}";
    static const char wrong[] = "{\"format\":\"horarium-timetable-pins-1\",\"pins\":"
                                "[{\"lesson\":3,\"day\":\"D7\"}]}";
    struct horarium_problem *p = load_school(1);
    struct horarium_error e = {0};
    assert_true(horarium_pin(p, "wrong.json", wrong, sizeof wrong - 1, &e) < 0);
    assert_string_equal(e.file, "wrong.json");
    assert_int_equal(horarium_pin(p, "pins.json", pins, sizeof pins - 1, NULL), 0);
    struct horarium_solution *s = solve(p, 1);
    assert_place(s, "3", "D2 H4", NULL);
    horarium_solution_free(s);
    horarium_problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(problem_is_read),
        cmocka_unit_test(faults_have_a_place),
        cmocka_unit_test(a_plan_is_found_and_judged),
        cmocka_unit_test(options_are_checked),
        cmocka_unit_test(every_format_comes_back),
        cmocka_unit_test(a_locked_file_holds_its_timetable),
        cmocka_unit_test(progress_may_stop_the_run),
        cmocka_unit_test(runs_go_side_by_side_and_stop_alone),
        cmocka_unit_test(same_seed_same_plan),
        cmocka_unit_test(edits_are_answered_with_a_report),
        cmocka_unit_test(a_clash_is_done_and_reported),
        cmocka_unit_test(nonsense_is_refused_without_a_change),
        cmocka_unit_test(questions_are_answered),
        cmocka_unit_test(pins_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The solver as a whole: equal runs are equal, results are what the judge says, pins and old
   placements are kept, it stops when told to, and it is honest about what cannot be. */
#include "base/clock.h"
#include "timetable/solve.h"
#include "tt_fixture.h"
#include <math.h>
#include <pthread.h>
#include <time.h>

enum { CLASSES = 4, SUBJECTS = 6, HOURS_EACH = 4, DAYS = 5, HOURS = 6 };

/* Soft rule: the lessons of a subject had better start in the first two periods; there is
   room for less than half of them. */
static void add_wish(struct fx *f, const char *subject)
{
    struct strbuf b;
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri"};
    sb_init(&b);
    sb_addf(&b,
            "<Teacher_Name></Teacher_Name><Students_Name></Students_Name><Subject_Name>%s"
            "</Subject_Name><Activity_Tag_Name></Activity_Tag_Name>"
            "<Number_of_Preferred_Starting_Times>10</Number_of_Preferred_Starting_Times>",
            subject);
    for (int d = 0; d < DAYS; d++)
        for (int h = 1; h <= 2; h++)
            sb_addf(&b,
                    "<Preferred_Starting_Time><Preferred_Starting_Day>%s"
                    "</Preferred_Starting_Day><Preferred_Starting_Hour>%d"
                    "</Preferred_Starting_Hour></Preferred_Starting_Time>",
                    days[d], h);
    fx_time(f, "ActivitiesPreferredStartingTimes", 60, b.s);
    sb_release(&b);
}

static void add_spread(struct fx *f, int first_id)
{
    struct strbuf b;
    sb_init(&b);
    sb_addf(&b,
            "<Consecutive_If_Same_Day>true</Consecutive_If_Same_Day>"
            "<Number_of_Activities>%d</Number_of_Activities>",
            HOURS_EACH);
    for (int i = 0; i < HOURS_EACH; i++)
        sb_addf(&b, "<Activity_Id>%d</Activity_Id>", first_id + i);
    sb_adds(&b, "<MinDays>1</MinDays>");
    fx_time(f, "MinDaysBetweenActivities", 95, b.s);
    sb_release(&b);
}

/* Some classes with all their subjects, six teachers, no gaps for students. */
static void make_school(struct fx *f)
{
    int id = 1;
    fx_init(f, DAYS, HOURS);
    for (int c = 0; c < CLASSES; c++)
        for (int s = 0; s < SUBJECTS; s++) {
            char teacher[16], subject[16], class[16];
            snprintf(teacher, sizeof teacher, "T%d", (s + c) % 5);
            snprintf(subject, sizeof subject, "S%d", s);
            snprintf(class, sizeof class, "C%d", c);
            add_spread(f, id);
            for (int i = 0; i < HOURS_EACH; i++)
                fx_lesson(f, id++, teacher, subject, class, 1);
        }
    add_wish(f, "S0");
    add_wish(f, "S1");
    add_wish(f, "S2");
    add_wish(f, "S3");
    fx_time(f, "StudentsMaxGapsPerWeek", 100, "<Max_Gaps>0</Max_Gaps>");
    fx_time(f, "StudentsEarlyMaxBeginningsAtSecondHour", 100,
            "<Max_Beginnings_At_Second_Hour>0</Max_Beginnings_At_Second_Hour>");
    fx_time(f, "TeachersMaxHoursDaily", 90,
            "<Maximum_Hours_Daily>4</Maximum_Hours_Daily>");
}

static struct tt_options options(int64_t iterations, int threads)
{
    struct tt_options o;
    tt_options_init(&o);
    o.seconds = 0;
    o.iterations = iterations;
    o.threads = threads;
    return o;
}

static void solve(const struct tt_problem *p, const struct tt_options *o,
                  struct tt_result *out)
{
    struct err e = {0};
    if (tt_solve(p, o, out, &e))
        fail_msg("%s", e.text);
    assert_true(out->n_variants >= 1);
}

static void expect_judged(const struct tt_problem *p, const struct tt_variant *v)
{
    struct tt_report r;
    tt_check(p, &v->solution, &r);
    assert_int_equal(v->cost.unplaced, r.unplaced);
    assert_int_equal(v->cost.hard, r.hard);
    assert_int_equal(v->cost.soft, r.soft);
    tt_report_release(&r);
}

static bool same_places(const struct tt_solution *a, const struct tt_solution *b)
{
    size_t n = (size_t)a->n;
    return !memcmp(a->slot, b->slot, n * sizeof(int)) &&
           !memcmp(a->room, b->room, n * sizeof(int)) &&
           !memcmp(a->real, b->real, n * (size_t)a->max_reals * sizeof(int));
}

static void test_options_are_checked(void **state)
{
    struct fx f;
    struct tt_options o = options(1000, 1);
    struct tt_result out;
    struct err e = {0};
    (void)state;
    fx_init(&f, 1, 2);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 1);
    fx_build(&f);
    o.iterations = 0;
    assert_int_equal(tt_solve(f.p, &o, &out, &e), ERR_USAGE);
    assert_true(strlen(e.text) > 0);
    o = options(1000, 0);
    assert_int_equal(tt_solve(f.p, &o, &out, NULL), ERR_USAGE);
    o = options(1000, 1);
    o.variants = 0;
    assert_int_equal(tt_solve(f.p, &o, &out, NULL), ERR_USAGE);
    fx_release(&f);
}

static void test_nothing_to_plan(void **state)
{
    struct fx f;
    struct tt_options o = options(1000, 2);
    struct tt_result out;
    (void)state;
    fx_init(&f, 2, 2);
    fx_build(&f);
    solve(f.p, &o, &out);
    assert_int_equal(out.status, TT_OPTIMAL);
    assert_true(cost_valid(out.variants[0].cost));
    assert_int_equal(out.variants[0].cost.soft, 0);
    tt_result_release(&out);
    fx_release(&f);
}

static void expect_equal_runs(const struct tt_problem *p, const struct tt_options *o)
{
    struct tt_result a, b;
    solve(p, o, &a);
    solve(p, o, &b);
    assert_true(cost_valid(a.variants[0].cost));
    assert_true(a.variants[0].cost.soft > 0); /* else there was nothing to compare */
    assert_true(same_places(&a.variants[0].solution, &b.variants[0].solution));
    assert_int_equal(a.status, b.status);
    assert_int_equal(a.moves, b.moves);
    expect_judged(p, &a.variants[0]);
    tt_result_release(&a);
    tt_result_release(&b);
}

static void test_equal_runs(void **state)
{
    struct fx f;
    struct tt_result a, b;
    (void)state;
    make_school(&f);
    fx_build(&f);
    for (int threads = 1; threads <= 2; threads++) {
        struct tt_options o = options(40000, threads);
        for (o.seed = 1; o.seed <= 8; o.seed++)
            expect_equal_runs(f.p, &o);
        o.iterations = 100000;
        expect_equal_runs(f.p, &o);
    }
    struct tt_options o = options(40000, 1);
    solve(f.p, &o, &a);
    o.seed++;
    solve(f.p, &o, &b);
    assert_false(same_places(&a.variants[0].solution, &b.variants[0].solution));
    tt_result_release(&a);
    tt_result_release(&b);
    fx_release(&f);
}

static void test_more_work_is_no_worse(void **state)
{
    struct fx f;
    struct tt_result a, b;
    struct tt_options hasty = options(20000, 1), lengthy = options(300000, 1);
    (void)state;
    make_school(&f);
    fx_build(&f);
    solve(f.p, &hasty, &a);
    solve(f.p, &lengthy, &b);
    assert_true(cost_cmp(b.variants[0].cost, a.variants[0].cost) <= 0);
    assert_true(b.bound <= b.variants[0].cost.soft);
    assert_true(b.first_valid_seconds >= 0 && b.first_valid_seconds <= b.seconds);
    tt_result_release(&a);
    tt_result_release(&b);
    fx_release(&f);
}

/* --- stopping --- */

static void *stop_soon(void *arg)
{
    struct timespec t = {0, 300000000};
    nanosleep(&t, NULL);
    atomic_store((atomic_bool *)arg, true);
    return NULL;
}

static void test_stop_keeps_the_best(void **state)
{
    struct fx f;
    struct tt_result out;
    atomic_bool stop;
    pthread_t thread;
    (void)state;
    make_school(&f);
    fx_build(&f);
    atomic_init(&stop, false);
    struct tt_options o = options(0, 2);
    o.seconds = 100;
    o.stop = &stop;
    double begun = clock_seconds();
    assert_int_equal(pthread_create(&thread, NULL, stop_soon, &stop), 0);
    solve(f.p, &o, &out);
    pthread_join(thread, NULL);
    assert_true(clock_seconds() - begun < 10);
    assert_int_equal(out.status, TT_STOPPED);
    expect_judged(f.p, &out.variants[0]);
    assert_true(out.variants[0].cost.unplaced < f.p->n_lessons / 2);
    tt_result_release(&out);
    /* set from the beginning: some timetable, told honestly */
    begun = clock_seconds();
    solve(f.p, &o, &out);
    assert_true(clock_seconds() - begun < 5);
    expect_judged(f.p, &out.variants[0]);
    tt_result_release(&out);
    fx_release(&f);
}

static void test_clock_ends(void **state)
{
    struct fx f;
    struct tt_result out;
    (void)state;
    make_school(&f);
    fx_build(&f);
    struct tt_options o = options(0, 1);
    o.seconds = 0.5;
    solve(f.p, &o, &out);
    assert_true(out.seconds >= 0.45 && out.seconds < 8);
    assert_true(out.status == TT_FEASIBLE || out.status == TT_INCOMPLETE);
    tt_result_release(&out);
    fx_release(&f);
}

struct told {
    int calls;
    bool odd;
    struct cost best;
};

static void progress(const struct progress *p, void *user)
{
    struct told *t = user;
    bool stage = !strcmp(p->stage, "construct") || !strcmp(p->stage, "improve") ||
                 !strcmp(p->stage, "load") || !strcmp(p->stage, "verify");
    if (!stage || p->percent < 0 || p->percent > 100 || p->total <= 0 ||
        (t->calls && cost_cmp(p->best, t->best) > 0))
        t->odd = true;
    t->best = p->best;
    t->calls++;
}

static void test_progress(void **state)
{
    struct fx f;
    struct tt_result out;
    struct told told = {0};
    (void)state;
    make_school(&f);
    fx_build(&f);
    struct tt_options o = options(0, 2);
    o.seconds = 0.6;
    o.progress = progress;
    o.user = &told;
    solve(f.p, &o, &out);
    assert_true(told.calls >= 3);
    assert_false(told.odd);
    tt_result_release(&out);
    fx_release(&f);
}

/* --- pins and old timetables --- */

static void test_pins_are_kept(void **state)
{
    struct fx f;
    struct tt_result out;
    struct tt_options o = options(60000, 1);
    (void)state;
    make_school(&f);
    fx_room(&f, "R1", "", 30000, NULL);
    fx_room(&f, "R2", "", 30000, NULL);
    fx_build(&f);
    int a = tt_find_lesson(f.p, 5), b = tt_find_lesson(f.p, 50),
        c = tt_find_lesson(f.p, 80);
    int r1 = tt_find_room(f.p, "R1"), r2 = tt_find_room(f.p, "R2");
    assert_int_equal(tt_problem_pin(f.p, &(struct tt_pin){a, 4, 5, r1, 0, NULL}, NULL),
                     0);
    assert_int_equal(tt_problem_pin(f.p, &(struct tt_pin){b, 2, -1, -1, 0, NULL}, NULL),
                     0);
    assert_int_equal(tt_problem_pin(f.p, &(struct tt_pin){c, -1, 3, r2, 0, NULL}, NULL),
                     0);
    solve(f.p, &o, &out);
    const struct tt_solution *s = &out.variants[0].solution;
    assert_int_equal(s->slot[a], 4 * HOURS + 5);
    assert_int_equal(s->room[a], r1);
    assert_int_equal(s->slot[b] / HOURS, 2);
    assert_int_equal(s->slot[c] % HOURS, 3);
    assert_int_equal(s->room[c], r2);
    expect_judged(f.p, &out.variants[0]);
    tt_result_release(&out);
    fx_release(&f);
}

static int count_changed(const struct tt_problem *p, const struct tt_solution *a,
                         const struct tt_solution *b)
{
    int n = 0;
    for (int l = 0; l < p->n_lessons; l++)
        n += a->slot[l] != b->slot[l] || a->room[l] != b->room[l];
    return n;
}

/* One lesson must move; a run that may change everything changes much, this one little. */
static void test_min_changes(void **state)
{
    struct fx f;
    struct tt_result first, few, many;
    struct tt_options o = options(60000, 1);
    (void)state;
    make_school(&f);
    fx_build(&f);
    solve(f.p, &o, &first);
    assert_true(cost_valid(first.variants[0].cost));
    const struct tt_solution *old = &first.variants[0].solution;
    int lesson = tt_find_lesson(f.p, 7),
        slot = (old->slot[lesson] + HOURS) % (DAYS * HOURS);
    assert_int_equal(
        tt_problem_pin(
            f.p, &(struct tt_pin){lesson, slot / HOURS, slot % HOURS, -1, 0, NULL}, NULL),
        0);
    o.from = old;
    o.min_changes = true;
    solve(f.p, &o, &few);
    expect_judged(f.p, &few.variants[0]);
    assert_true(cost_valid(few.variants[0].cost));
    assert_int_equal(few.variants[0].solution.slot[lesson], slot);
    assert_int_equal(few.variants[0].changed,
                     count_changed(f.p, &few.variants[0].solution, old));
    assert_in_range(few.variants[0].changed, 1, 10);
    o.from = NULL;
    o.min_changes = false;
    o.seed = 5;
    solve(f.p, &o, &many);
    assert_true(count_changed(f.p, &many.variants[0].solution, old) > 30);
    tt_result_release(&first);
    tt_result_release(&few);
    tt_result_release(&many);
    fx_release(&f);
}

/* Started from a timetable it never ends with a worse one. */
static void test_from_is_no_worse(void **state)
{
    struct fx f;
    struct tt_result first, next;
    struct tt_options o = options(60000, 1);
    (void)state;
    make_school(&f);
    fx_build(&f);
    solve(f.p, &o, &first);
    o.from = &first.variants[0].solution;
    o.seed = 77;
    o.iterations = 40000;
    solve(f.p, &o, &next);
    assert_true(cost_cmp(next.variants[0].cost, first.variants[0].cost) <= 0);
    tt_result_release(&first);
    tt_result_release(&next);
    fx_release(&f);
}

static void test_variants(void **state)
{
    struct fx f;
    struct tt_result out;
    struct tt_options o = options(40000, 2);
    (void)state;
    make_school(&f);
    fx_build(&f);
    o.variants = 3;
    solve(f.p, &o, &out);
    assert_int_equal(out.n_variants, 3);
    for (int i = 0; i < 3; i++) {
        expect_judged(f.p, &out.variants[i]);
        assert_true(cost_valid(out.variants[i].cost));
        assert_int_equal(out.variants[i].changed, 0);
        for (int k = 0; k < i; k++) {
            assert_true(cost_cmp(out.variants[k].cost, out.variants[i].cost) <= 0);
            assert_false(
                same_places(&out.variants[k].solution, &out.variants[i].solution));
        }
    }
    tt_result_release(&out);
    fx_release(&f);
}

/* --- what cannot be --- */

static void test_too_many_lessons(void **state)
{
    struct fx f;
    struct tt_result out;
    struct tt_options o = options(20000, 2);
    (void)state;
    fx_init(&f, 2, 2); /* seven hours into four */
    for (int id = 1; id <= 7; id++)
        fx_lesson(&f, id, "", "Maths", "9a", 1);
    fx_build(&f);
    o.seconds = 5;
    solve(f.p, &o, &out);
    assert_true(out.status == TT_INCOMPLETE || out.status == TT_INFEASIBLE);
    assert_int_equal(out.variants[0].cost.unplaced, 3);
    assert_int_equal(out.variants[0].cost.hard, 0);
    assert_true(out.first_valid_seconds < 0);
    expect_judged(f.p, &out.variants[0]);
    tt_result_release(&out);
    fx_release(&f);
}

/* A lesson that can start nowhere; the others are planned all the same. */
static void test_no_start(void **state)
{
    struct fx f;
    struct tt_result out;
    struct tt_options o = options(20000, 1);
    (void)state;
    fx_init(&f, 2, 2);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 1);
    fx_lesson(&f, 2, "Smith", "Art", "9a", 1);
    fx_time(&f, "ActivityPreferredStartingTime", 100,
            "<Activity_Id>1</Activity_Id><Preferred_Day>Mon</Preferred_Day>"
            "<Preferred_Hour>1</Preferred_Hour><Permanently_Locked>false"
            "</Permanently_Locked>");
    fx_time(&f, "TeacherNotAvailableTimes", 100,
            "<Teacher>Miller</Teacher><Number_of_Not_Available_Times>1"
            "</Number_of_Not_Available_Times><Not_Available_Time><Day>Mon</Day>"
            "<Hour>1</Hour></Not_Available_Time>");
    fx_build(&f);
    solve(f.p, &o, &out);
    assert_int_equal(out.status, TT_INFEASIBLE);
    assert_int_equal(out.variants[0].cost.unplaced, 1);
    assert_true(out.variants[0].solution.slot[tt_find_lesson(f.p, 2)] >= 0);
    assert_int_equal(out.variants[0].solution.slot[tt_find_lesson(f.p, 1)], -1);
    tt_result_release(&out);
    fx_release(&f);
}

/* A wish that cannot be met costs its weight; that is proven, so the result is optimal. */
static void test_proven_optimum(void **state)
{
    struct fx f;
    struct tt_result out;
    struct tt_options o = options(20000, 1);
    (void)state;
    fx_init(&f, 1, 2);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 1);
    fx_lesson(&f, 2, "Miller", "Maths", "9a", 1);
    fx_time(&f, "MinDaysBetweenActivities", 80,
            "<Consecutive_If_Same_Day>false</Consecutive_If_Same_Day>"
            "<Number_of_Activities>2</Number_of_Activities><Activity_Id>1</Activity_Id>"
            "<Activity_Id>2</Activity_Id><MinDays>1</MinDays>");
    fx_build(&f);
    solve(f.p, &o, &out);
    assert_int_equal(out.status, TT_OPTIMAL);
    assert_int_equal(out.variants[0].cost.soft, 800000);
    assert_int_equal(out.bound, 800000);
    tt_result_release(&out);
    fx_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_options_are_checked),
        cmocka_unit_test(test_nothing_to_plan),
        cmocka_unit_test(test_equal_runs),
        cmocka_unit_test(test_more_work_is_no_worse),
        cmocka_unit_test(test_stop_keeps_the_best),
        cmocka_unit_test(test_clock_ends),
        cmocka_unit_test(test_progress),
        cmocka_unit_test(test_pins_are_kept),
        cmocka_unit_test(test_min_changes),
        cmocka_unit_test(test_from_is_no_worse),
        cmocka_unit_test(test_variants),
        cmocka_unit_test(test_too_many_lessons),
        cmocka_unit_test(test_no_start),
        cmocka_unit_test(test_proven_optimum),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The judge: rules of a person's week, by days: days, intervals, rest, days in a row. */
#include "tt_fixture.h"

/* One teacher with 8 single lessons of 9a, bound by one rule for both. */
static void start(struct fx *f, const char *mode, int days, int hours)
{
    fx_init(f, days, hours);
    f->mode = mode;
    for (int id = 1; id <= 8; id++)
        fx_tagged(f, id, "Miller", "Maths", "9a",
                  id == 1   ? "N1"
                  : id == 2 ? "N2"
                            : "N3",
                  1);
}

/* Puts the first n lessons at 10 * day + period, the others nowhere. */
static void place(struct fx *f, int n, const int *slots)
{
    for (int k = 0; k < 8; k++)
        fx_place(f, k + 1, k < n ? slots[k] / 10 : -1, k < n ? slots[k] % 10 : 0, NULL);
}

#define PLACE(...)                                                                       \
    place(&f, (int)(sizeof((int[]){__VA_ARGS__}) / sizeof(int)),                         \
          (const int[]){__VA_ARGS__})

#define TEACHER  "<Teacher_Name>Miller</Teacher_Name>"
#define STUDENTS "<Students>9a</Students>"
#define MA       "Mornings_Afternoons"

static void test_max_days(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official", 5, 4);
    fx_time(&f, "TeacherMaxDaysPerWeek", 100,
            TEACHER "<Max_Days_Per_Week>2</Max_Days_Per_Week>");
    fx_time(&f, "StudentsMaxDaysPerWeek", 100,
            "<Max_Days_Per_Week>3</Max_Days_Per_Week>");
    fx_build(&f);
    PLACE(0, 1, 40);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 10, 20, 40);
    fx_expect(&f, 3, 0, 2);
    fx_expect_text(&f, "Teacher Miller has lessons on 4 days (allowed: 2)");
    fx_expect_text(&f, "Class 9a has lessons on 4 days (allowed: 3)");
    fx_release(&f);
}

static void test_max_half_days(void **state)
{
    struct fx f;
    (void)state;
    start(&f, MA, 6, 4);
    fx_time(&f, "TeachersMaxAfternoonsPerWeek", 100,
            "<Max_Afternoons_Per_Week>1</Max_Afternoons_Per_Week>");
    fx_time(&f, "StudentsSetMaxMorningsPerWeek", 100,
            STUDENTS "<Max_Mornings_Per_Week>2</Max_Mornings_Per_Week>");
    fx_time(&f, "TeacherMaxRealDaysPerWeek", 100,
            TEACHER "<Max_Days_Per_Week>2</Max_Days_Per_Week>");
    fx_build(&f);
    PLACE(0, 20, 30);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 10, 20, 30);
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "Teacher Miller has lessons on 2 afternoons (allowed: 1)");
    PLACE(0, 20, 40);
    fx_expect(&f, 2, 0, 2);
    fx_expect_text(&f, "Class 9a has lessons on 3 mornings (allowed: 2)");
    fx_expect_text(&f, "Teacher Miller has lessons on 3 days (allowed: 2)");
    fx_release(&f);
}

static void test_min_days(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official", 5, 4);
    fx_teacher(&f, "Idle", NULL); /* without lessons: never judged */
    fx_time(&f, "TeachersMinDaysPerWeek", 100,
            "<Minimum_Days_Per_Week>3</Minimum_Days_Per_Week>");
    fx_build(&f);
    PLACE(0, 10, 20);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 1, 2);
    fx_expect(&f, 2, 0, 1);
    fx_expect_text(&f, "Teacher Miller has lessons on 1 day (at least 3 wanted)");
    fx_release(&f);
}

static void test_min_real_days(void **state)
{
    struct fx f;
    (void)state;
    start(&f, MA, 6, 4);
    fx_time(&f, "TeacherMinRealDaysPerWeek", 100,
            TEACHER "<Minimum_Days_Per_Week>2</Minimum_Days_Per_Week>");
    fx_build(&f);
    PLACE(0, 20);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 10);
    fx_expect(&f, 1, 0, 1);
    fx_release(&f);
}

static void test_interval(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official", 5, 4);
    fx_time(&f, "TeacherIntervalMaxDaysPerWeek", 100,
            TEACHER "<Interval_Start_Hour>2</Interval_Start_Hour>"
                    "<Interval_End_Hour>4</Interval_End_Hour>"
                    "<Max_Days_Per_Week>1</Max_Days_Per_Week>");
    fx_time(&f, "StudentsIntervalMaxDaysPerWeek", 100,
            "<Interval_Start_Hour>4</Interval_Start_Hour><Interval_End_Hour></"
            "Interval_End_Hour>"
            "<Max_Days_Per_Week>1</Max_Days_Per_Week>");
    fx_build(&f);
    PLACE(0, 10, 13, 21, 22);
    fx_expect(&f, 0, 0, 0);
    PLACE(1, 12, 22);
    fx_expect(&f, 2, 0, 1);
    fx_expect_text(&f, "Teacher Miller has lessons from 2 to 4 on 3 days (allowed: 1)");
    PLACE(3, 13);
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "Class 9a has lessons from 4 to the end of the day on 2 days");
    fx_release(&f);
}

static void test_min_rest(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official", 3, 4);
    fx_time(&f, "TeacherMinRestingHours", 100,
            TEACHER
            "<Minimum_Resting_Hours>3</Minimum_Resting_Hours><Circular>true</Circular>");
    fx_time(&f, "StudentsSetMinRestingHours", 100,
            STUDENTS "<Minimum_Resting_Hours>1</Minimum_Resting_Hours>"
                     "<Circular>false</Circular>");
    fx_build(&f);
    PLACE(1, 11); /* 2 + 1 free, then 2 + an empty day */
    fx_expect(&f, 0, 0, 0);
    PLACE(1, 10); /* 2 + 0 */
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(
        &f, "Teacher Miller has 2 periods of rest between Mon and Tue (at least 3");
    PLACE(0, 23); /* the last day to the first: 0 for the teacher only */
    fx_expect(&f, 3, 0, 1);
    PLACE(3, 10);
    fx_expect(&f, 4, 0, 2);
    fx_expect_text(
        &f, "Class 9a has 0 periods of rest between Mon and Tue (at least 1 wanted)");
    fx_release(&f);
}

static void test_min_rest_at_noon(void **state)
{
    struct fx f;
    (void)state;
    start(&f, MA, 4, 4);
    fx_time(&f, "TeachersMinRestingHoursBetweenMorningAndAfternoon", 100,
            "<Minimum_Resting_Hours>2</Minimum_Resting_Hours>");
    fx_build(&f);
    PLACE(2, 11, 13, 20); /* 1 + 1; from afternoon to morning does not matter */
    fx_expect(&f, 0, 0, 0);
    PLACE(3, 11);
    fx_expect(&f, 1, 0, 1);
    fx_release(&f);
}

static void test_three_days(void **state)
{
    struct fx f;
    (void)state;
    start(&f, MA, 8, 4);
    fx_time(&f, "TeachersMaxThreeConsecutiveDays", 100,
            "<Allow_Afternoon_Morning_Afternoon_Morning_Exception>true"
            "</Allow_Afternoon_Morning_Afternoon_Morning_Exception>");
    fx_time(&f, "StudentsMaxThreeConsecutiveDays", 100,
            "<Allow_Afternoon_Morning_Afternoon_Morning_Exception>false"
            "</Allow_Afternoon_Morning_Afternoon_Morning_Exception>");
    fx_build(&f);
    PLACE(0, 10, 20, 40, 50, 60);
    fx_expect(&f, 0, 0, 0);
    PLACE(10, 20, 30, 40); /* from an afternoon: the students' rule only */
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(
        &f, "Class 9a has lessons on four in a row: Mon pm, Tue am, Tue pm and Wed am");
    PLACE(0, 10, 20, 30);
    fx_expect(&f, 2, 0, 2);
    fx_release(&f);
}

static void test_two_tags_of_three(void **state)
{
    struct fx f;
    (void)state;
    start(&f, MA, 8, 4);
    fx_time(&f, "TeacherMaxTwoActivityTagsPerDayFromN1N2N3", 100, TEACHER);
    fx_build(&f);
    PLACE(0, 1, 20, 21);
    fx_expect(&f, 0, 0, 0);
    PLACE(20, 1, 2, 3);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 1, 2);
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "all of the tags N1, N2 and N3 on Mon am");
    fx_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_max_days),          cmocka_unit_test(test_max_half_days),
        cmocka_unit_test(test_min_days),          cmocka_unit_test(test_min_real_days),
        cmocka_unit_test(test_interval),          cmocka_unit_test(test_min_rest),
        cmocka_unit_test(test_min_rest_at_noon),  cmocka_unit_test(test_three_days),
        cmocka_unit_test(test_two_tags_of_three),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

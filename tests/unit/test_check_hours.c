/* The judge: rules of a person's days: gaps, hours, runs, spans, early beginnings. */
#include "tt_fixture.h"

/* One teacher with 8 single lessons of 9a; 1 to 3 bear the tag Sport. */
static void start(struct fx *f, const char *mode, int days, int hours)
{
    fx_init(f, days, hours);
    f->mode = mode;
    for (int id = 1; id <= 8; id++)
        fx_tagged(f, id, "Miller", "Maths", "9a", id <= 3 ? "Sport" : "Other", 1);
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

static void test_gaps_per_week(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official", 5, 6);
    fx_time(&f, "TeacherMaxGapsPerWeek", 100, TEACHER "<Max_Gaps>1</Max_Gaps>");
    fx_time(&f, "StudentsMaxGapsPerWeek", 100, "<Max_Gaps>2</Max_Gaps>");
    fx_build(&f);
    PLACE(0, 1, 3, 15);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 3, 10, 12);
    fx_expect(&f, 3, 0, 2);
    fx_expect_text(&f, "Teacher Miller has 3 gaps in the week (allowed: 1)");
    fx_release(&f);
}

static void test_gaps_per_day(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official", 5, 6);
    fx_time(&f, "TeachersMaxGapsPerDay", 100, "<Max_Gaps>1</Max_Gaps>");
    fx_time(&f, "StudentsSetMaxGapsPerDay", 100, STUDENTS "<Max_Gaps>0</Max_Gaps>");
    fx_build(&f);
    PLACE(0, 1, 13, 14, 25);
    fx_expect(&f, 0, 0, 0);
    PLACE(10, 12, 13);
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "Class 9a has a gap of 1 period on Tue (allowed: 0)");
    assert_int_equal(f.r.violations.v[0].day, 1);
    assert_int_equal(f.r.violations.v[0].n_lessons, 3);
    PLACE(10, 15);
    fx_expect(&f, 7, 0, 2);
    fx_expect_text(&f, "Teacher Miller has gaps of 4 periods on Tue (allowed: 1)");
    fx_release(&f);
}

static void test_absences_are_no_gaps(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official", 5, 6);
    fx_time(&f, "BreakTimes", 100,
            "<Number_of_Break_Times>1</Number_of_Break_Times><Break_Time><Day>Mon</Day>"
            "<Hour>2</Hour></Break_Time>");
    fx_time(&f, "TeacherNotAvailableTimes", 100,
            "<Teacher>Miller</Teacher>"
            "<Number_of_Not_Available_Times>1</Number_of_Not_Available_Times>"
            "<Not_Available_Time><Day>Mon</Day><Hour>3</Hour></Not_Available_Time>");
    fx_time(&f, "TeacherMaxGapsPerDay", 100, TEACHER "<Max_Gaps>0</Max_Gaps>");
    fx_time(&f, "StudentsMaxGapsPerDay", 100, "<Max_Gaps>1</Max_Gaps>");
    fx_build(&f);
    PLACE(0, 3);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 4); /* one more period between */
    fx_expect(&f, 2, 0, 2);
    fx_release(&f);
}

static void test_gaps_of_real_days(void **state)
{
    struct fx f;
    (void)state;
    start(&f, MA, 6, 4);
    fx_time(&f, "TeacherMaxGapsPerRealDay", 100,
            TEACHER "<Max_Gaps>0</Max_Gaps>"
                    "<Allow_One_Day_Exception_of_Plus_One>true"
                    "</Allow_One_Day_Exception_of_Plus_One>");
    fx_build(&f);
    PLACE(3, 10, 22, 30); /* 0, then the one day with 1 */
    fx_expect(&f, 0, 0, 0);
    PLACE(2, 10, 22, 30); /* 1 twice */
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "on Tue am and Tue pm (allowed: 0)");
    PLACE(2, 11);
    fx_expect(&f, 2, 0, 1);
    fx_release(&f);
}

static void test_gaps_of_afternoons(void **state)
{
    struct fx f;
    (void)state;
    start(&f, MA, 6, 4);
    fx_time(&f, "TeachersMaxZeroGapsPerAfternoon", 100, "");
    fx_build(&f);
    PLACE(0, 2, 10, 11);
    fx_expect(&f, 0, 0, 0);
    PLACE(10, 12);
    fx_expect(&f, 1, 0, 1);
    fx_release(&f);
}

static void test_max_hours(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official", 5, 6);
    fx_time(&f, "TeacherMaxHoursDaily", 50,
            TEACHER "<Maximum_Hours_Daily>2</Maximum_Hours_Daily>");
    fx_time(&f, "StudentsMaxHoursDaily", 100,
            "<Maximum_Hours_Daily>3</Maximum_Hours_Daily>");
    fx_build(&f);
    PLACE(0, 1, 12, 15);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 1, 2, 3, 10, 11, 12); /* a line a day, each of amount 1 */
    fx_expect(&f, 1, 1000000, 3);
    fx_expect_text(&f, "Teacher Miller has 4 periods on Mon (allowed: 2)");
    fx_release(&f);
}

static void test_max_hours_of_a_tag(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official", 5, 6);
    fx_time(&f, "TeachersActivityTagMaxHoursDaily", 50,
            "<Activity_Tag_Name>Sport</Activity_Tag_Name>"
            "<Maximum_Hours_Daily>1</Maximum_Hours_Daily>");
    fx_time(&f, "StudentsSetActivityTagMaxHoursDaily", 25,
            STUDENTS "<Activity_Tag>Sport</Activity_Tag>"
                     "<Maximum_Hours_Daily>2</Maximum_Hours_Daily>");
    fx_build(&f);
    PLACE(0, 10, 20, 1, 2, 3);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 1, 10);
    fx_expect(&f, 0, 500000, 1);
    PLACE(0, 1, 2);
    fx_expect(&f, 0, 750000, 2);
    fx_expect_text(&f, "Class 9a has 3 periods of Sport on Mon (allowed: 2)");
    fx_release(&f);
}

static void test_max_hours_of_real_days(void **state)
{
    struct fx f;
    (void)state;
    start(&f, MA, 6, 4);
    fx_time(&f, "TeachersMaxHoursDailyRealDays", 50,
            "<Maximum_Hours_Daily>2</Maximum_Hours_Daily>");
    fx_build(&f);
    PLACE(0, 10, 20, 21);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 1, 10, 20);
    fx_expect(&f, 0, 500000, 1);
    fx_expect_text(&f, "Teacher Miller has 3 periods on Mon am and Mon pm (allowed: 2)");
    fx_release(&f);
}

static void test_min_hours(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official", 2, 6);
    fx_time(&f, "TeacherMinHoursDaily", 100,
            TEACHER "<Minimum_Hours_Daily>3</Minimum_Hours_Daily>"
                    "<Allow_Empty_Days>true</Allow_Empty_Days>");
    fx_time(&f, "StudentsSetMinHoursDaily", 100,
            STUDENTS "<Minimum_Hours_Daily>2</Minimum_Hours_Daily>"
                     "<Allow_Empty_Days>false</Allow_Empty_Days>");
    fx_build(&f);
    PLACE(0, 1, 2, 10, 11, 13);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 1, 2, 3);
    fx_expect(&f, 2, 0, 1);
    fx_expect_text(&f, "Class 9a has no lessons on Tue (at least 2 periods wanted)");
    PLACE(0, 1, 2, 10);
    fx_expect(&f, 3, 0, 2);
    fx_expect_text(&f, "Teacher Miller has only 1 period on Tue (at least 3 wanted)");
    fx_release(&f);
}

static void test_min_hours_of_half_days(void **state)
{
    struct fx f;
    (void)state;
    start(&f, MA, 4, 4);
    fx_time(&f, "StudentsMinHoursDaily", 100,
            "<Minimum_Hours_Daily>2</Minimum_Hours_Daily>"
            "<Allow_Empty_Days>false</Allow_Empty_Days>");
    fx_time(&f, "StudentsMinHoursPerMorning", 100,
            "<Minimum_Hours_Per_Morning>3</Minimum_Hours_Per_Morning>"
            "<Allow_Empty_Mornings>true</Allow_Empty_Mornings>");
    fx_build(&f);
    PLACE(0, 1, 2, 30, 31); /* each real day has a half with lessons */
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 1, 2); /* Tuesday is empty */
    fx_expect(&f, 2, 0, 1);
    PLACE(0, 1, 2, 30);
    fx_expect(&f, 1, 0, 1);
    PLACE(0, 1, 30, 31);
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "Class 9a has only 2 periods on Mon am (at least 3 wanted)");
    fx_release(&f);
}

static void test_max_run(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official", 5, 6);
    fx_time(&f, "TeachersMaxHoursContinuously", 50,
            "<Maximum_Hours_Continuously>2</Maximum_Hours_Continuously>");
    fx_time(&f, "StudentsActivityTagMaxHoursContinuously", 10,
            "<Activity_Tag>Sport</Activity_Tag>"
            "<Maximum_Hours_Continuously>1</Maximum_Hours_Continuously>");
    fx_build(&f);
    PLACE(0, 2, 10, 3, 5);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 3, 10, 1, 2, 5); /* four in a row; the tag alone has no run */
    fx_expect(&f, 0, 500000, 1);
    fx_expect_text(&f, "Teacher Miller has 4 periods in a row on Mon (allowed: 2)");
    PLACE(0, 1, 3, 10, 11, 12); /* a run of the tag; another run of any kind */
    fx_expect(&f, 0, 600000, 2);
    fx_expect_text(&f, "Class 9a has 2 periods of Sport in a row on Mon (allowed: 1)");
    fx_release(&f);
}

static void test_max_span(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official", 5, 6);
    fx_time(&f, "TeacherMaxSpanPerDay", 100,
            TEACHER "<Max_Span>3</Max_Span><Allow_One_Day_Exception_of_Plus_One>true"
                    "</Allow_One_Day_Exception_of_Plus_One>");
    fx_time(&f, "StudentsMaxSpanPerDay", 100, "<Max_Span>4</Max_Span>");
    fx_build(&f);
    PLACE(0, 3, 11, 13);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 3, 11, 14); /* the exception holds for one day */
    fx_expect(&f, 1, 0, 1);
    PLACE(0, 4);
    fx_expect(&f, 3, 0, 2);
    fx_expect_text(&f, "Class 9a is there for 5 periods on Mon (allowed: 4)");
    fx_release(&f);
}

static void test_max_span_of_real_days(void **state)
{
    struct fx f;
    (void)state;
    start(&f, MA, 4, 4);
    fx_time(&f, "TeacherMaxSpanPerRealDay", 100,
            TEACHER "<Max_Span>3</Max_Span><Allow_One_Day_Exception_of_Plus_One>false"
                    "</Allow_One_Day_Exception_of_Plus_One>");
    fx_build(&f);
    PLACE(3, 11);
    fx_expect(&f, 0, 0, 0);
    PLACE(2, 11);
    fx_expect(&f, 1, 0, 1);
    fx_release(&f);
}

static void test_early(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official", 5, 6);
    fx_time(&f, "StudentsSetNotAvailableTimes", 100,
            "<Students>9a</Students>"
            "<Number_of_Not_Available_Times>1</Number_of_Not_Available_Times>"
            "<Not_Available_Time><Day>Fri</Day><Hour>1</Hour></Not_Available_Time>");
    fx_time(&f, "StudentsEarlyMaxBeginningsAtSecondHour", 100,
            "<Max_Beginnings_At_Second_Hour>1</Max_Beginnings_At_Second_Hour>");
    fx_build(&f);
    PLACE(0, 11, 20, 41); /* Fri begins in its first open period */
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 11, 20, 42);
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "Class 9a begins after the first period on 2 days (allowed: 1)");
    PLACE(0, 12, 20, 41);
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f,
                   "Class 9a begins only in period 3 on Tue (the second at the latest)");
    fx_release(&f);
}

static void test_early_afternoons(void **state)
{
    struct fx f;
    (void)state;
    start(&f, MA, 4, 4);
    fx_time(&f, "TeacherAfternoonsEarlyMaxBeginningsAtSecondHour", 100,
            "<Max_Beginnings_At_Second_Hour>0</Max_Beginnings_At_Second_Hour>"
            "<Teacher>Miller</Teacher>");
    fx_build(&f);
    PLACE(3, 10, 23);
    fx_expect(&f, 0, 0, 0);
    PLACE(3, 11, 23);
    fx_expect(&f, 1, 0, 1);
    fx_release(&f);
}

static void test_gaps_between_tags(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official", 5, 6);
    fx_time(&f, "StudentsMinGapsBetweenOrderedPairOfActivityTags", 100,
            "<First_Activity_Tag>Sport</First_Activity_Tag>"
            "<Second_Activity_Tag>Other</Second_Activity_Tag><MinGaps>2</MinGaps>");
    fx_build(&f);
    PLACE(0, 10, 20, 3, 4); /* two between on Mon */
    fx_expect(&f, 0, 0, 0);
    PLACE(3, 13, 23, 0, 1, 2); /* the other order does not matter */
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 10, 20, 2, 3);
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "Class 9a has 1 period between");
    PLACE(1, 0, 20, 2);
    fx_expect(&f, 1, 0, 1);
    fx_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gaps_per_week),
        cmocka_unit_test(test_gaps_per_day),
        cmocka_unit_test(test_absences_are_no_gaps),
        cmocka_unit_test(test_gaps_of_real_days),
        cmocka_unit_test(test_gaps_of_afternoons),
        cmocka_unit_test(test_max_hours),
        cmocka_unit_test(test_max_hours_of_a_tag),
        cmocka_unit_test(test_max_hours_of_real_days),
        cmocka_unit_test(test_min_hours),
        cmocka_unit_test(test_min_hours_of_half_days),
        cmocka_unit_test(test_max_run),
        cmocka_unit_test(test_max_span),
        cmocka_unit_test(test_max_span_of_real_days),
        cmocka_unit_test(test_early),
        cmocka_unit_test(test_early_afternoons),
        cmocka_unit_test(test_gaps_between_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

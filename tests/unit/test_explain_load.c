/* Too much for a person, a day or a room: counts, matchings, long lessons. */
#include "test_explain_support.h"

static void teacher_rule(struct fx *f, const char *rule, const char *element, int n)
{
    char inner[256];
    snprintf(inner, sizeof inner, "<Teacher_Name>Miller</Teacher_Name><%s>%d</%s>",
             element, n, element);
    fx_time(f, rule, 100, inner);
}

static void lessons(struct fx *f, int n, const char *teacher, const char *students)
{
    for (int id = 1; id <= n; id++)
        fx_lesson(f, id, teacher, "Maths", students, 1);
}

static void more_lessons_than_periods(void **state)
{
    (void)state;
    struct fx f;
    for (int n = 4; n <= 5; n++) {
        fx_init(&f, 2, 3);
        lessons(&f, n, "Miller", "");
        ex_teacher_away(&f, "Miller", "Mon 1");
        ex_breaks(&f, "Tue 3");
        if (n == 4)
            ex_possible(&f);
        else
            ex_impossible(&f,
                          "Miller has 5 periods|at most 4 are possible|1 periods are "
                          "breaks|Miller is not available in 1",
                          5, 2);
    }
}

static void overload_is_said_of_the_class(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    fx_init(&f, 1, 3);
    fx_split_year(&f, "9a", "9a boys", "9a girls", 20);
    lessons(&f, 4, "", "9a");
    fx_build(&f);
    tt_explain_input(f.p, &out);
    ex_find(&out, true, "9a has 4 periods|at most 3");
    assert_int_equal(ex_count(&out, true), 1); /* not once for each group */
    tt_findings_release(&out);
    fx_release(&f);
}

static void hours_a_day_and_days_a_week(void **state)
{
    (void)state;
    struct fx f;
    for (int n = 6; n <= 7; n++) {
        fx_init(&f, 5, 6);
        lessons(&f, n, "Miller", "");
        teacher_rule(&f, "TeacherMaxHoursDaily", "Maximum_Hours_Daily", 3);
        teacher_rule(&f, "TeacherMaxDaysPerWeek", "Max_Days_Per_Week", 2);
        if (n == 6)
            ex_possible(&f);
        else
            ex_impossible(&f,
                          "at most 6 are possible|at most 3 periods a day|at most 2 days",
                          7, 2);
    }
}

static void run_and_span_bound_a_day(void **state)
{
    (void)state;
    struct fx f;
    for (int n = 4; n <= 5; n++) {
        fx_init(&f, 1, 6);
        lessons(&f, n, "Miller", "");
        teacher_rule(&f, "TeacherMaxHoursContinuously", "Maximum_Hours_Continuously", 2);
        if (n == 4)
            ex_possible(&f);
        else
            ex_impossible(&f, "at most 4 are possible|without a break", 5, 1);
        fx_init(&f, 1, 6);
        lessons(&f, n, "Miller", "");
        fx_time(&f, "TeacherMaxSpanPerDay", 100,
                "<Teacher_Name>Miller</Teacher_Name><Max_Span>4</Max_Span>"
                "<Allow_One_Day_Exception_of_Plus_One>false</"
                "Allow_One_Day_Exception_of_Plus_One>");
        if (n == 4)
            ex_possible(&f);
        else
            ex_impossible(&f, "at most 4 are possible|from first to last", 5, 1);
    }
}

static void an_interval_on_few_days(void **state)
{
    (void)state;
    struct fx f;
    for (int n = 5; n <= 6; n++) {
        fx_init(&f, 3, 2);
        lessons(&f, n, "Miller", "");
        fx_time(&f, "TeacherIntervalMaxDaysPerWeek", 100,
                "<Teacher_Name>Miller</Teacher_Name><Interval_Start_Hour>2</"
                "Interval_Start_Hour><Interval_End_Hour></Interval_End_Hour>"
                "<Max_Days_Per_Week>2</Max_Days_Per_Week>");
        if (n == 5)
            ex_possible(&f);
        else
            ex_impossible(&f, "Miller has 6 periods|at most 5", 6, 1);
    }
}

static void a_tag_a_day(void **state)
{
    (void)state;
    struct fx f;
    for (int n = 2; n <= 3; n++) {
        fx_init(&f, 2, 6);
        for (int id = 1; id <= n; id++)
            fx_tagged(&f, id, "Miller", "Maths", "", "Hard", 1);
        fx_lesson(&f, 9, "Miller", "Maths", "", 1);
        fx_time(&f, "TeacherActivityTagMaxHoursDaily", 100,
                "<Teacher_Name>Miller</Teacher_Name><Activity_Tag_Name>Hard</"
                "Activity_Tag_Name><Maximum_Hours_Daily>1</Maximum_Hours_Daily>");
        if (n == 2)
            ex_possible(&f);
        else
            ex_impossible(&f, "3 periods of lessons marked Hard|at most 2", 3, 1);
    }
}

static void halves_of_a_day(void **state)
{
    (void)state;
    struct fx f;
    for (int n = 7; n <= 8;
         n++) { /* two real days of 2 + 3 * 2 halves: 2 + 2 + 3 at most */
        fx_init(&f, 4, 3);
        f.mode = "Mornings_Afternoons";
        fx_teacher(&f, "Miller", "One day exception");
        lessons(&f, n, "Miller", "");
        ex_teacher_away(&f, "Miller", "Mon am 1,Mon pm 1,Tue am 1");
        if (n == 7)
            ex_possible(&f);
        else
            ex_impossible(&f, "Miller has 8 periods|at most 7|both halves of at most 1",
                          8, 1);
    }
}

static void least_hours_a_day(void **state)
{
    (void)state;
    struct fx f;
    for (int least = 2; least <= 3; least++) {
        fx_init(&f, 5, 6);
        lessons(&f, 2, "Miller", "");
        teacher_rule(&f, "TeacherMinHoursDaily", "Minimum_Hours_Daily", least);
        if (least == 2)
            ex_possible(&f);
        else
            ex_impossible(&f, "only 2 periods|fewer than the 3", 2, 1);
    }
    for (int days = 3; days <= 4; days++) { /* no empty day: two periods on each */
        fx_init(&f, days, 3);
        lessons(&f, 6, "", "9a");
        fx_time(&f, "StudentsMinHoursDaily", 100,
                "<Minimum_Hours_Daily>2</Minimum_Hours_Daily><Allow_Empty_Days>false</"
                "Allow_Empty_Days>");
        if (days == 3)
            ex_possible(&f);
        else
            ex_impossible(&f, "6 periods|4 days with at least 2 each need 8", 6, 1);
    }
    for (int away = 1; away <= 2; away++) { /* a day that cannot hold the least */
        fx_init(&f, 2, 3);
        lessons(&f, 4, "", "9a");
        ex_students_away(&f, "9a", away == 1 ? "Tue 1" : "Tue 1,Tue 2");
        fx_time(&f, "StudentsMinHoursDaily", 100,
                "<Minimum_Hours_Daily>2</Minimum_Hours_Daily><Allow_Empty_Days>false</"
                "Allow_Empty_Days>");
        if (away == 1)
            ex_possible(&f);
        else
            ex_impossible(&f, "9a must have at least 2 periods|not possible on Tue", 4,
                          1);
    }
}

static void least_days(void **state)
{
    (void)state;
    struct fx f;
    for (int least = 2; least <= 3; least++) {
        fx_init(&f, 5, 6);
        lessons(&f, 2, "Miller", "");
        teacher_rule(&f, "TeacherMinDaysPerWeek", "Minimum_Days_Per_Week", least);
        if (least == 2)
            ex_possible(&f);
        else
            ex_impossible(&f, "only 2 lessons, too few for 3 days", 2, 1);
        fx_init(&f, 5, 6);
        lessons(&f, 6, "Miller", "");
        teacher_rule(&f, "TeacherMinDaysPerWeek", "Minimum_Days_Per_Week", least);
        teacher_rule(&f, "TeacherMaxDaysPerWeek", "Max_Days_Per_Week", 2);
        if (least == 2)
            ex_possible(&f);
        else
            ex_impossible(&f, "at least 3 and at most 2 days", 6, 2);
    }
}

/* Six lessons of Miller, four of which may only start in the slots given. */
static void narrow(struct fx *f, const char *slots, int n)
{
    fx_init(f, 5, 6);
    lessons(f, 6, "Miller", "");
    for (int id = 1; id <= n; id++)
        ex_starts(f, id, 100, slots);
}

static void lessons_compete_for_few_periods(void **state)
{
    (void)state;
    struct fx f;
    narrow(&f, "Mon 1,Mon 2,Tue 1", 4);
    ex_impossible(&f, "Miller: the 4 periods|must all lie in 3 periods (Mon 1-2; Tue 1)",
                  4, 4);
    narrow(&f, "Mon 1,Mon 2,Tue 1", 3);
    ex_possible(&f);
    narrow(&f, "Mon 1,Mon 2,Tue 1,Tue 5", 4);
    ex_possible(&f);
}

static void two_locks_clash(void **state)
{
    (void)state;
    struct fx f;
    for (int apart = 0; apart < 2; apart++) {
        fx_init(&f, 2, 4);
        fx_lesson(&f, 1, "Miller", "Maths", "9a", 2);
        fx_lesson(&f, 2, "Miller", "Physics", "9b", 1);
        ex_lock(&f, 1, "Mon", "1");
        ex_lock(&f, 2, "Mon", apart ? "3" : "2");
        if (apart)
            ex_possible(&f);
        else
            ex_impossible(&f, "only at Mon 1 and Mon 2|Miller", 2, 2);
    }
}

static void a_clash_is_said_once(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    fx_init(&f, 2, 4);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 1);
    fx_lesson(&f, 2, "Miller", "Physics", "9a", 1);
    ex_lock(&f, 1, "Mon", "1");
    ex_lock(&f, 2, "Mon", "1");
    fx_build(&f);
    tt_explain_input(f.p, &out);
    ex_find(&out, true, "Miller and 9a");
    assert_int_equal(ex_count(&out, true), 1);
    tt_findings_release(&out);
    fx_release(&f);
}

static void daily_limit_and_few_days(void **state)
{
    (void)state;
    struct fx f;
    for (int n = 4; n <= 5; n++) {
        fx_init(&f, 5, 4);
        lessons(&f, 7, "Miller", "");
        teacher_rule(&f, "TeacherMaxHoursDaily", "Maximum_Hours_Daily", 2);
        for (int id = 1; id <= n; id++)
            ex_starts(&f, id, 100, "Mon 1,Mon 2,Mon 3,Tue 1,Tue 2,Tue 3");
        if (n == 4)
            ex_possible(&f);
        else
            ex_impossible(&f,
                          "Miller: the 5 periods|at most 4|Mon and Tue|at most 2 periods",
                          5, 6);
    }
}

static void lessons_kept_apart_by_a_rule(void **state)
{
    (void)state;
    struct fx f;
    for (int n = 2; n <= 3; n++) {
        fx_init(&f, 1, 2);
        for (int id = 1; id <= n; id++)
            fx_lesson(&f, id, "", "Sport", "", 1);
        ex_relation(&f, "ActivitiesNotOverlapping", 100, n == 2 ? "1,2" : "1,2,3", "");
        if (n == 2)
            ex_possible(&f);
        else
            ex_impossible(&f, "3 periods|2 periods|a rule keeps them apart", 3, 1);
    }
}

static void long_lessons_need_periods_in_a_row(void **state)
{
    (void)state;
    struct fx f;
    for (int n = 2; n <= 3; n++) {
        fx_init(&f, 2, 3);
        for (int id = 1; id <= n; id++)
            fx_lesson(&f, id, "Miller", "Art", "", 2);
        if (n == 2)
            ex_possible(&f);
        else
            ex_impossible(&f, "Miller has 3 lessons of 2 or more periods|at most 2", 3,
                          0);
    }
}

/* --- days --- */

static void days_between(struct fx *f, int days, double weight, int n, int apart)
{
    char more[128];
    fx_init(f, days, 4);
    lessons(f, n, "Miller", "9a");
    snprintf(
        more, sizeof more,
        "<MinDays>%d</MinDays><Consecutive_If_Same_Day>true</Consecutive_If_Same_Day>",
        apart);
    ex_relation(f, "MinDaysBetweenActivities", weight,
                n == 3   ? "1,2,3"
                : n == 4 ? "1,2,3,4"
                         : "1,2,3,4,5",
                more);
}

static void too_few_days_between(void **state)
{
    (void)state;
    struct fx f;
    days_between(&f, 3, 100, 4, 1);
    ex_impossible(&f, "4 lessons must lie on different days|only 3 days", 4, 1);
    days_between(&f, 4, 100, 4, 1);
    ex_possible(&f);
    days_between(&f, 4, 100, 3, 2);
    ex_impossible(&f, "at least 2 days apart|room for only 2", 3, 1);
    days_between(&f, 5, 100, 3, 2);
    ex_possible(&f);
}

static void more_than_two_a_day_never(void **state)
{
    (void)state;
    struct fx f;
    days_between(&f, 2, 50, 5, 1);
    ex_impossible(&f, "at most two of them each|only 2 days|even a soft one", 5, 1);
    days_between(&f, 2, 50, 4, 1);
    ex_possible(&f);
}

static void different_days_but_few_come(void **state)
{
    (void)state;
    struct fx f;
    for (int most = 2; most <= 3; most++) {
        days_between(&f, 5, 100, 3, 1);
        teacher_rule(&f, "TeacherMaxDaysPerWeek", "Max_Days_Per_Week", most);
        if (most == 3)
            ex_possible(&f);
        else
            ex_impossible(&f,
                          "3 lessons of Miller must lie on different days|at most 2 days",
                          3, 2);
    }
}

static void one_last_lesson_a_day(void **state)
{
    (void)state;
    struct fx f;
    for (int n = 2; n <= 3; n++) {
        fx_init(&f, 2, 4);
        lessons(&f, n, "", "9a");
        fx_time(&f, "ActivitiesEndStudentsDay", 100,
                "<Teacher_Name></Teacher_Name><Students_Name>9a</Students_Name>"
                "<Subject_Name></Subject_Name><Activity_Tag_Name></Activity_Tag_Name>");
        if (n == 2)
            ex_possible(&f);
        else
            ex_impossible(&f, "9a: 3 lessons must each be the last of a day|only 2 days",
                          3, 1);
    }
}

/* --- rooms --- */

static void too_few_rooms(void **state)
{
    (void)state;
    struct fx f;
    for (int n = 4; n <= 5; n++) {
        fx_init(&f, 1, 3);
        for (int id = 1; id <= n; id++) {
            fx_lesson(&f, id, "", "Physics", "", 1);
            ex_rooms(&f, id, id % 2 ? "Lab 1,Lab 2" : "Lab 2,Lab 1", 30);
        }
        fx_lesson(&f, 9, "", "Sport", "", 1);
        ex_rooms(&f, 9, "Gym,Lab 1", 30);
        ex_room_closed(&f, "Lab 2", "Mon 1,Mon 2");
        if (n == 4)
            ex_possible(&f);
        else
            ex_impossible(&f, "5 periods|one of the rooms Lab 1 and Lab 2|at most 4", 5,
                          5);
    }
}

static void two_locked_in_one_room(void **state)
{
    (void)state;
    struct fx f;
    for (int apart = 0; apart < 2; apart++) {
        fx_init(&f, 1, 3);
        fx_lesson(&f, 1, "Miller", "Maths", "9a", 1);
        fx_lesson(&f, 2, "Novak", "Physics", "9b", 1);
        ex_rooms(&f, 1, "Lab", 30);
        ex_rooms(&f, 2, "Lab", 30);
        ex_lock(&f, 1, "Mon", "1");
        ex_lock(&f, 2, "Mon", apart ? "2" : "1");
        if (apart)
            ex_possible(&f);
        else
            ex_impossible(&f, "2 periods|the room Lab|at most 1", 2, 4);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(more_lessons_than_periods),
        cmocka_unit_test(overload_is_said_of_the_class),
        cmocka_unit_test(hours_a_day_and_days_a_week),
        cmocka_unit_test(run_and_span_bound_a_day),
        cmocka_unit_test(an_interval_on_few_days),
        cmocka_unit_test(a_tag_a_day),
        cmocka_unit_test(halves_of_a_day),
        cmocka_unit_test(least_hours_a_day),
        cmocka_unit_test(least_days),
        cmocka_unit_test(lessons_compete_for_few_periods),
        cmocka_unit_test(two_locks_clash),
        cmocka_unit_test(a_clash_is_said_once),
        cmocka_unit_test(daily_limit_and_few_days),
        cmocka_unit_test(lessons_kept_apart_by_a_rule),
        cmocka_unit_test(long_lessons_need_periods_in_a_row),
        cmocka_unit_test(too_few_days_between),
        cmocka_unit_test(more_than_two_a_day_never),
        cmocka_unit_test(different_days_but_few_come),
        cmocka_unit_test(one_last_lesson_a_day),
        cmocka_unit_test(too_few_rooms),
        cmocka_unit_test(two_locked_in_one_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

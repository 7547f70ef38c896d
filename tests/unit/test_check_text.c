/* Rules in words. */
#include "tt_fixture.h"

static const char *text(const struct fx *f, int rule, char *buf, int size)
{
    return tt_rule_text(f->p, &f->p->rules[rule], buf, size);
}

/* The first rule whose text begins with `element`. */
static void expect(const struct fx *f, const char *element, const char *want)
{
    char buf[1024];
    for (int i = 0; i < f->p->n_rules; i++) {
        if (strncmp(text(f, i, buf, sizeof buf), element, strlen(element)) != 0)
            continue;
        assert_string_equal(buf, want);
        return;
    }
    fail_msg("no rule %s", element);
}

static void test_people_and_limits(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 5, 4);
    fx_tagged(&f, 1, "Miller", "Maths", "9a", "Lab", 1);
    fx_time(&f, "TeacherMaxHoursDaily", 95,
            "<Teacher_Name>Miller</Teacher_Name>"
            "<Maximum_Hours_Daily>5</Maximum_Hours_Daily>");
    fx_time(&f, "StudentsSetMinHoursDaily", 100,
            "<Minimum_Hours_Daily>2</Minimum_Hours_Daily><Students>9a</Students>"
            "<Allow_Empty_Days>true</Allow_Empty_Days>");
    fx_time(&f, "TeachersActivityTagMaxHoursDaily", 99.75,
            "<Activity_Tag_Name>Lab</Activity_Tag_Name>"
            "<Maximum_Hours_Daily>3</Maximum_Hours_Daily>");
    fx_time(&f, "StudentsIntervalMaxDaysPerWeek", 100,
            "<Interval_Start_Hour>3</Interval_Start_Hour><Interval_End_Hour></"
            "Interval_End_Hour>"
            "<Max_Days_Per_Week>2</Max_Days_Per_Week>");
    fx_build(&f);
    expect(&f, "TeacherMaxHoursDaily", "TeacherMaxHoursDaily (Miller, at most 5, 95 %)");
    expect(&f, "StudentsSetMinHoursDaily",
           "StudentsSetMinHoursDaily (at least 2, 9a, empty days allowed, 100 %)");
    expect(&f, "TeachersActivityTagMaxHoursDaily",
           "TeachersActivityTagMaxHoursDaily (tag Lab, at most 3, 99.75 %)");
    expect(&f, "StudentsIntervalMaxDaysPerWeek",
           "StudentsIntervalMaxDaysPerWeek (from 3 to the end of the day, at most 2, 100 "
           "%)");
    fx_release(&f);
}

static void test_lessons_slots_and_rooms(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 5, 4);
    fx_room(&f, "R1", "", 30000, NULL);
    fx_room(&f, "R2", "", 30000, NULL);
    for (int id = 1; id <= 4; id++)
        fx_lesson(&f, id, "Miller", "Maths", "9a", 1);
    fx_time(&f, "ActivityPreferredStartingTime", 100,
            "<Activity_Id>3</Activity_Id><Preferred_Day>Tue</Preferred_Day>"
            "<Preferred_Hour>2</Preferred_Hour><Permanently_Locked>true</"
            "Permanently_Locked>");
    fx_time(&f, "MinDaysBetweenActivities", 95,
            "<Consecutive_If_Same_Day>true</Consecutive_If_Same_Day>"
            "<Number_of_Activities>4</Number_of_Activities><Activity_Id>1</Activity_Id>"
            "<Activity_Id>2</Activity_Id><Activity_Id>3</Activity_Id>"
            "<Activity_Id>4</Activity_Id><MinDays>1</MinDays>");
    fx_time(&f, "TwoActivitiesOrdered", 50,
            "<First_Activity_Id>1</First_Activity_Id>"
            "<Second_Activity_Id>2</Second_Activity_Id>");
    fx_time(&f, "BreakTimes", 100,
            "<Number_of_Break_Times>1</Number_of_Break_Times><Break_Time><Day>Mon</Day>"
            "<Hour>4</Hour></Break_Time>");
    fx_space(
        &f, "SubjectPreferredRooms", 80,
        "<Subject>Maths</Subject><Number_of_Preferred_Rooms>2</Number_of_Preferred_Rooms>"
        "<Preferred_Room>R1</Preferred_Room><Preferred_Room>R2</Preferred_Room>");
    fx_build(&f);
    expect(&f, "ActivityPreferredStartingTime",
           "ActivityPreferredStartingTime (Maths, 9a, Miller (id 3), Tue, 2, 100 %)");
    expect(&f, "MinDaysBetweenActivities",
           "MinDaysBetweenActivities (in a row if on the same day, 4 lessons: Maths, 9a, "
           "Miller "
           "(id 1); Maths, 9a, Miller (id 2); Maths, 9a, Miller (id 3) ..., at least 1, "
           "95 %)");
    expect(&f, "TwoActivitiesOrdered",
           "TwoActivitiesOrdered (Maths, 9a, Miller (id 1), Maths, 9a, Miller (id 2), 50 "
           "%)");
    expect(&f, "BreakTimes", "BreakTimes (1 slot: Mon 4, 100 %)");
    expect(&f, "SubjectPreferredRooms", "SubjectPreferredRooms (Maths, R1, or R2, 80 %)");
    expect(&f, "BasicCompulsoryTime", "BasicCompulsoryTime (100 %)");
    fx_release(&f);
}

static void test_filter(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 5, 4);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 2);
    fx_time(
        &f, "SubactivitiesPreferredStartingTimes", 70,
        "<Component_Number>1</Component_Number><Teacher_Name>Miller</Teacher_Name>"
        "<Students_Name>9a</Students_Name><Subject_Name>Maths</Subject_Name>"
        "<Activity_Tag_Name></Activity_Tag_Name><Duration>2</Duration>"
        "<Number_of_Preferred_Starting_Times>1</Number_of_Preferred_Starting_Times>"
        "<Preferred_Starting_Time><Preferred_Starting_Day>Mon</Preferred_Starting_Day>"
        "<Preferred_Starting_Hour>1</Preferred_Starting_Hour></Preferred_Starting_Time>");
    fx_build(&f);
    expect(&f, "SubactivitiesPreferredStartingTimes",
           "SubactivitiesPreferredStartingTimes (part 1, teacher Miller, students 9a, "
           "subject "
           "Maths, duration 2, 1 slot: Mon 1, 70 %)");
    fx_release(&f);
}

static void test_small_buffers_are_respected(void **state)
{
    struct fx f;
    char buf[16];
    (void)state;
    fx_init(&f, 5, 4);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 2);
    fx_build(&f);
    memset(buf, 'x', sizeof buf);
    text(&f, 0, buf, 8);
    assert_int_equal(strlen(buf), 7);
    assert_int_equal(buf[8], 'x');
    fx_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_people_and_limits),
        cmocka_unit_test(test_lessons_slots_and_rooms),
        cmocka_unit_test(test_filter),
        cmocka_unit_test(test_small_buffers_are_respected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The judge: where lessons may be. Each rule is kept once and broken once. */
#include "tt_fixture.h"

#define NA(day, hour)                                                                    \
    "<Not_Available_Time><Day>" day "</Day><Hour>" hour "</Hour></Not_Available_Time>"
#define NA_TWO                                                                           \
    "<Number_of_Not_Available_Times>2</Number_of_Not_Available_Times>" NA("Mon", "1")    \
        NA("Mon", "2")
#define STARTS                                                                           \
    "<Number_of_Preferred_Starting_Times>2</Number_of_Preferred_Starting_Times>"         \
    "<Preferred_Starting_Time><Preferred_Starting_Day>Mon</Preferred_Starting_Day>"      \
    "<Preferred_Starting_Hour>1</Preferred_Starting_Hour></Preferred_Starting_Time>"     \
    "<Preferred_Starting_Time><Preferred_Starting_Day>Tue</Preferred_Starting_Day>"      \
    "<Preferred_Starting_Hour>3</Preferred_Starting_Hour></Preferred_Starting_Time>"
#define SLOTS                                                                            \
    "<Number_of_Preferred_Time_Slots>2</Number_of_Preferred_Time_Slots>"                 \
    "<Preferred_Time_Slot><Preferred_Day>Mon</Preferred_Day>"                            \
    "<Preferred_Hour>1</Preferred_Hour></Preferred_Time_Slot>"                           \
    "<Preferred_Time_Slot><Preferred_Day>Mon</Preferred_Day>"                            \
    "<Preferred_Hour>2</Preferred_Hour></Preferred_Time_Slot>"

/* Two lessons of Miller and Smith for 9a and one of Smith for 9b, in a week of 5 x 4. */
static void start(struct fx *f)
{
    fx_init(f, 5, 4);
    fx_room(f, "R1", "", 30000, NULL);
    fx_tagged(f, 1, "Miller", "Maths", "9a", "Hard", 2);
    fx_tagged(f, 2, "Smith", "Art", "9a", "Easy", 1);
    fx_tagged(f, 3, "Smith", "Art", "9b", "Easy", 3);
}

static void test_teacher_not_available(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "TeacherNotAvailableTimes", 100, "<Teacher>Miller</Teacher>" NA_TWO);
    fx_build(&f);
    fx_place(&f, 1, 0, 2, NULL);
    fx_place(&f, 2, 0, 0, NULL); /* somebody else */
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 1, 0, 1, NULL);
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "when teacher Miller is not available");
    fx_release(&f);
}

static void test_students_not_available(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 5, 4);
    fx_split_year(&f, "9", "9a", "9b", 40);
    fx_lesson(&f, 1, "Miller", "Maths", "9", 2);
    fx_lesson(&f, 2, "Smith", "Art", "9b", 2);
    fx_time(&f, "StudentsSetNotAvailableTimes", 100, "<Students>9a</Students>" NA_TWO);
    fx_time(&f, "StudentsSetNotAvailableTimes", 100,
            "<Students>9</Students>"
            "<Number_of_Not_Available_Times>1</Number_of_Not_Available_Times>" NA("Tue",
                                                                                  "1"));
    fx_build(&f);
    fx_place(&f, 2, 0, 0, NULL); /* 9b is there */
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 2, 4, 0, NULL);
    fx_place(&f, 1, 0, 0, NULL);
    fx_expect(&f, 2, 0, 1);
    fx_place(&f, 1, 1, 0, NULL); /* two subgroups, one line */
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "class 9 is not available");
    fx_release(&f);
}

static void test_breaks(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "BreakTimes", 100,
            "<Number_of_Break_Times>1</Number_of_Break_Times><Break_Time><Day>Mon</Day>"
            "<Hour>2</Hour></Break_Time>");
    fx_build(&f);
    fx_place(&f, 1, 0, 2, NULL);
    fx_place(&f, 2, 0, 0, NULL);
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 1, 0, 0, NULL);
    fx_place(&f, 2, 1, 0, NULL);
    fx_expect(&f, 1, 0, 1);
    fx_release(&f);
}

static void test_room_not_available(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_space(&f, "RoomNotAvailableTimes", 95, "<Room>R1</Room>" NA_TWO);
    fx_build(&f);
    fx_place(&f, 1, 0, 0, NULL); /* no room */
    fx_place(&f, 2, 0, 2, "R1");
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 1, 0, 0, "R1");
    fx_expect(&f, 0, 1900000, 2); /* each period is a line */
    fx_expect_text(&f, "Room R1 is not available on Mon 1");
    fx_release(&f);
}

static void test_teacher_room_not_available(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_space(&f, "TeacherRoomNotAvailableTimes", 100,
             "<Teacher>Miller</Teacher><Room>R1</Room>" NA_TWO);
    fx_build(&f);
    fx_place(&f, 2, 0, 0, "R1"); /* another teacher */
    fx_place(&f, 1, 0, 2, "R1"); /* another time */
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 1, 0, 1, "R1");
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "Teacher Miller may not be in room R1 on Mon 2");
    fx_release(&f);
}

static void test_starting_time(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "ActivityPreferredStartingTime", 100,
            "<Activity_Id>1</Activity_Id><Preferred_Day>Wed</Preferred_Day>"
            "<Preferred_Hour>2</Preferred_Hour><Permanently_Locked>true</"
            "Permanently_Locked>");
    fx_time(&f, "ActivityPreferredDay", 50,
            "<Activity_Id>2</Activity_Id><Preferred_Day>Wed</Preferred_Day>");
    fx_build(&f);
    fx_place(&f, 1, 2, 1, NULL);
    fx_place(&f, 2, 2, 3, NULL);
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 1, 2, 2, NULL);
    fx_place(&f, 2, 3, 1, NULL);
    fx_expect(&f, 1, 500000, 2);
    fx_expect_text(&f, "starts on Wed 3, wanted: Wed 2");
    fx_expect_text(&f, "starts on Thu 2, wanted: Wed");
    fx_release(&f);
}

static void test_starting_times(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "ActivityPreferredStartingTimes", 90,
            "<Activity_Id>1</Activity_Id>" STARTS);
    fx_time(&f, "ActivitiesPreferredStartingTimes", 80,
            "<Teacher_Name>Smith</Teacher_Name><Students_Name>9b</Students_Name>"
            "<Subject_Name></Subject_Name><Activity_Tag_Name></Activity_Tag_Name>"
            "<Duration></Duration>" STARTS);
    fx_time(&f, "SubactivitiesPreferredStartingTimes", 70,
            "<Component_Number>1</Component_Number><Teacher_Name></Teacher_Name>"
            "<Students_Name></Students_Name><Subject_Name></Subject_Name>"
            "<Activity_Tag_Name>Hard</Activity_Tag_Name><Duration>2</Duration>" STARTS);
    fx_time(&f, "SubactivitiesPreferredStartingTimes", 60,
            "<Component_Number>2</Component_Number><Teacher_Name></Teacher_Name>"
            "<Students_Name></Students_Name><Subject_Name></Subject_Name>"
            "<Activity_Tag_Name></Activity_Tag_Name><Duration></Duration>" STARTS);
    fx_build(&f);
    fx_place(&f, 1, 0, 0, NULL);
    fx_place(&f, 2, 4, 0, NULL); /* bound by no rule */
    fx_place(&f, 3, 0, 0, NULL);
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 1, 1, 1, NULL);
    fx_expect(&f, 0, 1600000, 2);
    fx_place(&f, 1, 1, 2, NULL);
    fx_place(&f, 3, 1, 0, NULL);
    fx_expect(&f, 0, 800000, 1);
    fx_release(&f);
}

static void test_time_slots(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "ActivityPreferredTimeSlots", 50, "<Activity_Id>1</Activity_Id>" SLOTS);
    fx_time(&f, "ActivitiesPreferredTimeSlots", 10,
            "<Teacher_Name></Teacher_Name><Students_Name></Students_Name>"
            "<Subject_Name>Art</Subject_Name><Activity_Tag_Name></Activity_Tag_Name>"
            "<Duration></Duration>" SLOTS);
    fx_build(&f);
    fx_place(&f, 1, 0, 0, NULL);
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 1, 0, 1, NULL); /* one of two periods outside */
    fx_expect(&f, 0, 500000, 1);
    fx_place(&f, 1, 1, 1, NULL);
    fx_expect(&f, 0, 1000000, 1);
    assert_int_equal(f.r.violations.v[0].amount, 2);
    fx_place(&f, 1, 0, 0, NULL);
    fx_place(&f, 2, 1, 0, NULL);
    fx_place(&f, 3, 0, 0, NULL);
    fx_expect(&f, 0, 200000, 2);
    fx_release(&f);
}

static void test_ends_day(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "ActivityEndsStudentsDay", 100, "<Activity_Id>1</Activity_Id>");
    fx_build(&f);
    fx_place(&f, 1, 0, 1, NULL);
    fx_place(&f, 2, 0, 0, NULL);
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 2, 0, 3, NULL);
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "should be the last lesson of its students on Mon");
    fx_place(&f, 2, 1, 3, NULL);
    fx_expect(&f, 0, 0, 0);
    fx_release(&f);
}

static void test_all_matching_end_day(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "ActivitiesEndStudentsDay", 100,
            "<Teacher_Name></Teacher_Name><Students_Name>9a</Students_Name>"
            "<Subject_Name></Subject_Name><Activity_Tag_Name></Activity_Tag_Name>");
    fx_build(&f);
    fx_place(&f, 1, 0, 0, NULL);
    fx_place(&f, 2, 1, 0, NULL);
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 2, 0, 2, NULL);
    fx_expect(&f, 1, 0, 1);
    fx_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_teacher_not_available),
        cmocka_unit_test(test_students_not_available),
        cmocka_unit_test(test_breaks),
        cmocka_unit_test(test_room_not_available),
        cmocka_unit_test(test_teacher_room_not_available),
        cmocka_unit_test(test_starting_time),
        cmocka_unit_test(test_starting_times),
        cmocka_unit_test(test_time_slots),
        cmocka_unit_test(test_ends_day),
        cmocka_unit_test(test_all_matching_end_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

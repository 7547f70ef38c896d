/* The judge: which room a lesson has, and moving between rooms and buildings. */
#include "tt_fixture.h"

#define LESSON_IDS                                                                       \
    "<Number_of_Activities>3</Number_of_Activities><Activity_Id>1</Activity_Id>"         \
    "<Activity_Id>2</Activity_Id><Activity_Id>3</Activity_Id>"
#define R1_R2                                                                            \
    "<Number_of_Preferred_Rooms>2</Number_of_Preferred_Rooms>"                           \
    "<Preferred_Room>R1</Preferred_Room><Preferred_Room>R2</Preferred_Room>"
#define TEACHER  "<Teacher>Miller</Teacher>"
#define STUDENTS "<Students>9a</Students>"

/* Three lessons of Miller with 9a; R1 and R2 in the main house, R3 in the annex, R4 in
   none; a week of 4 days of 6 periods (in mornings-afternoons mode 2 real days). */
static void start(struct fx *f, const char *mode)
{
    fx_init(f, 4, 6);
    f->mode = mode;
    fx_room(f, "R1", "Main", 30000, NULL);
    fx_room(f, "R2", "Main", 30000, NULL);
    fx_room(f, "R3", "Annex", 30000, NULL);
    fx_room(f, "R4", "", 30000, NULL);
    fx_tagged(f, 1, "Miller", "Maths", "9a", "Lab", 1);
    fx_tagged(f, 2, "Miller", "Art", "9a", "Lab", 1);
    fx_tagged(f, 3, "Miller", "Art", "9a", "Other", 1);
}

static void test_preferred_rooms(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official");
    fx_space(&f, "ActivityPreferredRoom", 50,
             "<Activity_Id>1</Activity_Id><Room>R1</Room>"
             "<Permanently_Locked>true</Permanently_Locked>");
    fx_space(&f, "ActivityPreferredRooms", 10, "<Activity_Id>1</Activity_Id>" R1_R2);
    fx_build(&f);
    fx_place(&f, 1, 0, 0, "R1");
    fx_place(&f, 2, 0, 1, NULL); /* no rule names a room for it */
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 1, 0, 0, "R2");
    fx_expect(&f, 0, 500000, 1);
    fx_expect_text(&f, "is in room R2, wanted: R1");
    fx_place(&f, 1, 0, 0, "R3");
    fx_expect(&f, 0, 600000, 2);
    fx_expect_text(&f, "wanted: one of R1, R2");
    fx_place(&f, 1, 0, 0, NULL);
    fx_expect(&f, 0, 600000, 2);
    fx_expect_text(&f, "has no room, wanted: R1");
    fx_release(&f);
}

static void test_preferred_rooms_by_filter(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official");
    fx_space(&f, "SubjectPreferredRooms", 10, "<Subject>Art</Subject>" R1_R2);
    fx_space(&f, "SubjectActivityTagPreferredRoom", 20,
             "<Subject>Art</Subject><Activity_Tag>Lab</Activity_Tag><Room>R1</Room>");
    fx_space(&f, "ActivityTagPreferredRoom", 40,
             "<Activity_Tag>Lab</Activity_Tag><Room>R1</Room>");
    fx_build(&f);
    fx_place(&f, 1, 0, 0, "R1");
    fx_place(&f, 2, 0, 1, "R1");
    fx_place(&f, 3, 0, 2, "R2");
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 1, 0, 0, "R3");
    fx_place(&f, 2, 0, 1, "R3");
    fx_place(&f, 3, 0, 2, "R3");
    fx_expect(&f, 0, 400000 + 700000 + 100000, 5);
    fx_release(&f);
}

static void test_missing_room(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official");
    fx_space(&f, "SubjectPreferredRoom", 100, "<Subject>Art</Subject><Room>R1</Room>");
    fx_space(&f, "SubjectPreferredRooms", 100, "<Subject>Art</Subject>" R1_R2);
    fx_build(&f);
    fx_place(&f, 2, 0, 1, "R1");
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 2, 0, 1, NULL); /* told once, not once for each rule */
    fx_expect(&f, 1, 0, 1);
    assert_int_equal(f.r.violations.v[0].basic, TT_BASIC_ROOM_MISSING);
    fx_expect_text(&f, "has no room, it needs R1");
    fx_place(&f, 2, 0, 1, "R2");
    fx_expect(&f, 1, 0, 1);
    assert_int_equal(f.r.violations.v[0].basic, TT_BASIC_NONE);
    fx_release(&f);
}

static void test_home_rooms(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official");
    fx_lesson(&f, 4, "Miller+Smith", "Maths", "9a+9b", 1); /* nobody's home */
    fx_space(&f, "StudentsSetHomeRoom", 50, STUDENTS "<Room>R1</Room>");
    fx_space(&f, "TeacherHomeRooms", 10, TEACHER R1_R2);
    fx_space(&f, "ActivityPreferredRoom", 20,
             "<Activity_Id>2</Activity_Id><Room>R3</Room>"
             "<Permanently_Locked>false</Permanently_Locked>");
    fx_build(&f);
    fx_place(&f, 1, 0, 0, "R1");
    fx_place(&f, 2, 0, 1, "R3"); /* a preferred room stands in for home */
    fx_place(&f, 4, 0, 2, NULL);
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 2, 0, 1, "R1"); /* home stands in for a preferred room, at its price */
    fx_expect(&f, 0, 200000, 1);
    fx_place(&f, 2, 0, 1, NULL);
    fx_expect(&f, 0, 800000, 3);
    fx_place(&f, 2, 0, 1, "R3");
    fx_place(&f, 1, 0, 0, NULL);
    fx_expect(&f, 0, 600000, 2);
    fx_expect_text(&f, "has no room, home room: R1");
    fx_place(&f, 1, 0, 0, "R2"); /* home of the teacher only */
    fx_expect(&f, 0, 500000, 1);
    fx_release(&f);
}

static void test_hard_home_room(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official");
    fx_space(&f, "TeacherHomeRoom", 100, TEACHER "<Room>R1</Room>");
    fx_build(&f);
    fx_place(&f, 1, 0, 0, "R1");
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 1, 0, 0, "R2");
    fx_expect(&f, 1, 0, 1);
    fx_place(&f, 1, 0, 0, NULL);
    fx_expect(&f, 1, 0, 1);
    assert_int_equal(f.r.violations.v[0].basic, TT_BASIC_ROOM_MISSING);
    fx_release(&f);
}

#define TWO_REALS(a, b)                                                                  \
    "<Set_of_Real_Rooms><Number_of_Real_Rooms>2</Number_of_Real_Rooms><Real_Room>" a     \
    "</Real_Room><Real_Room>" b "</Real_Room></Set_of_Real_Rooms>"

static void test_fixed_real_rooms(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official");
    fx_room(&f, "V", "", 30000,
            "<Number_of_Sets_of_Real_Rooms>2</Number_of_Sets_of_Real_Rooms>" TWO_REALS(
                "R1", "R2") TWO_REALS("R3", "R4"));
    fx_space(&f, "ActivityPreferredRoom", 100,
             "<Activity_Id>1</Activity_Id><Room>V</Room>"
             "<Number_of_Real_Rooms>2</Number_of_Real_Rooms>"
             "<Real_Room>R2</Real_Room><Real_Room>R3</Real_Room>"
             "<Permanently_Locked>true</Permanently_Locked>");
    fx_space(
        &f, "RoomNotAvailableTimes", 100,
        "<Room>R2</Room><Number_of_Not_Available_Times>1</Number_of_Not_Available_Times>"
        "<Not_Available_Time><Day>Wed</Day><Hour>1</Hour></Not_Available_Time>");
    fx_build(&f);
    fx_place(&f, 1, 0, 0, "V");
    fx_real(&f, 1, 0, "R2");
    fx_real(&f, 1, 1, "R3");
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 1, 2, 0, "V"); /* a real room is not available then */
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "Room R2 is not available on Wed 1");
    fx_place(&f, 1, 0, 0, "V");
    fx_real(&f, 1, 0, "R1");
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "is in V, but not in the real rooms that are wanted");
    fx_release(&f);
}

static void test_max_rooms(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official");
    fx_space(&f, "ActivitiesOccupyMaxDifferentRooms", 100,
             LESSON_IDS
             "<Max_Number_of_Different_Rooms>1</Max_Number_of_Different_Rooms>");
    fx_build(&f);
    fx_place(&f, 1, 0, 0, "R1");
    fx_place(&f, 2, 0, 1, NULL);
    fx_place(&f, 3, 0, 2, "R1");
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 2, 0, 1, "R2");
    fx_place(&f, 3, 0, 2, "R3");
    fx_expect(&f, 2, 0, 1);
    fx_expect_text(&f, "use 3 different rooms (allowed: 1)");
    fx_release(&f);
}

static void test_same_room_if_consecutive(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official");
    fx_space(&f, "ActivitiesSameRoomIfConsecutive", 100, LESSON_IDS);
    fx_build(&f);
    fx_place(&f, 1, 0, 1, "R1");
    fx_place(&f, 2, 0, 0, "R1");
    fx_place(&f, 3, 0, 3, "R2");
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 3, 0, 2, NULL); /* no room */
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 3, 0, 2, "R2");
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "follow each other on Mon but are in rooms R1 and R2");
    fx_release(&f);
}

static void test_building_changes(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official");
    fx_space(&f, "TeacherMaxBuildingChangesPerDay", 100,
             TEACHER "<Max_Building_Changes_Per_Day>1</Max_Building_Changes_Per_Day>");
    fx_space(&f, "StudentsMaxBuildingChangesPerWeek", 100,
             "<Max_Building_Changes_Per_Week>1</Max_Building_Changes_Per_Week>");
    fx_build(&f);
    fx_place(&f, 1, 0, 0, "R1");
    fx_place(&f, 2, 0, 1, "R2"); /* the same building */
    fx_place(&f, 3, 0, 2, "R3");
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 2, 0, 1, "R4"); /* in no building */
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 2, 1, 0, "R1"); /* at night it does not count */
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 2, 0, 3, "R2");
    fx_expect(&f, 2, 0, 2);
    fx_expect_text(&f, "Teacher Miller changes the building 2 times on Mon (allowed: 1)");
    fx_expect_text(&f, "Class 9a changes the building 2 times in the week (allowed: 1)");
    fx_release(&f);
}

static void test_building_gaps(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Official");
    fx_space(&f, "StudentsSetMinGapsBetweenBuildingChanges", 100,
             STUDENTS
             "<Min_Gaps_Between_Building_Changes>2</Min_Gaps_Between_Building_Changes>");
    fx_build(&f);
    fx_place(&f, 1, 0, 0, "R1");
    fx_place(&f, 2, 0, 1, "R2");
    fx_place(&f, 3, 0, 4, "R3");
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 3, 0, 3, "R3");
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "Class 9a has 1 period to change the building on Mon between");
    fx_place(&f, 2, 0, 2, "R4"); /* a room in no building is like a free period */
    fx_expect(&f, 0, 0, 0);
    fx_release(&f);
}

static void test_room_changes(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Mornings_Afternoons");
    fx_space(&f, "TeachersMaxRoomChangesPerDay", 100,
             "<Max_Room_Changes_Per_Day>1</Max_Room_Changes_Per_Day>");
    fx_space(&f, "StudentsSetMaxRoomChangesPerRealDay", 100,
             STUDENTS "<Max_Room_Changes_Per_Day>0</Max_Room_Changes_Per_Day>");
    fx_build(&f);
    fx_place(&f, 1, 0, 0, "R1");
    fx_place(&f, 2, 1, 0, "R1");
    fx_place(&f, 3, 2, 0, "R2");
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 2, 1, 0, "R2"); /* over noon */
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f,
                   "Class 9a changes the room 1 time on Mon am and Mon pm (allowed: 0)");
    fx_place(&f, 2, 0, 1, "R2");
    fx_place(&f, 3, 0, 2, "R1");
    fx_expect(&f, 3, 0, 2);
    fx_release(&f);
}

static void test_room_gaps(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "Mornings_Afternoons");
    fx_space(&f, "StudentsSetMinGapsBetweenRoomChanges", 100,
             STUDENTS "<Min_Gaps_Between_Room_Changes>1</Min_Gaps_Between_Room_Changes>");
    fx_build(&f);
    fx_place(&f, 1, 0, 0, "R1");
    fx_place(&f, 2, 0, 1, "R1");
    fx_place(&f, 3, 0, 3, "R2");
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 3, 0, 2, "R2");
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "Class 9a has 0 periods to change the room on Mon am");
    fx_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_preferred_rooms),
        cmocka_unit_test(test_preferred_rooms_by_filter),
        cmocka_unit_test(test_missing_room),
        cmocka_unit_test(test_home_rooms),
        cmocka_unit_test(test_hard_home_room),
        cmocka_unit_test(test_fixed_real_rooms),
        cmocka_unit_test(test_max_rooms),
        cmocka_unit_test(test_same_room_if_consecutive),
        cmocka_unit_test(test_building_changes),
        cmocka_unit_test(test_building_gaps),
        cmocka_unit_test(test_room_changes),
        cmocka_unit_test(test_room_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

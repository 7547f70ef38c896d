/* The judge: basic rules, the report and its order. */
#include "tt_fixture.h"

static void test_nothing_placed_breaks_nothing(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 5, 4);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 2);
    fx_lesson(&f, 2, "Miller", "Art", "9a", 1);
    fx_time(&f, "StudentsMinHoursDaily", 100,
            "<Minimum_Hours_Daily>2</Minimum_Hours_Daily>"
            "<Allow_Empty_Days>true</Allow_Empty_Days>");
    fx_build(&f);
    fx_expect(&f, 0, 0, 0);
    assert_int_equal(f.r.unplaced, 2);
    fx_release(&f);
}

static void test_teacher_clash(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 5, 4);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 2);
    fx_lesson(&f, 2, "Miller", "Art", "9b", 3);
    fx_build(&f);
    fx_place(&f, 1, 1, 1, NULL);
    fx_place(&f, 2, 2, 1, NULL);
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 2, 1, 1, NULL);
    fx_expect(&f, 2, 0, 1);
    assert_int_equal(f.r.violations.v[0].basic, TT_BASIC_TEACHER_CLASH);
    assert_int_equal(f.r.violations.v[0].rule, -1);
    assert_int_equal(f.r.violations.v[0].n_lessons, 2);
    fx_expect_text(&f, "Teacher Miller has two lessons at once on Tue 2");
    fx_release(&f);
}

static void test_students_clash_is_told_once(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 5, 4);
    fx_split_year(&f, "9", "9a", "9b", 40);
    fx_lesson(&f, 1, "Miller", "Maths", "9", 1);
    fx_lesson(&f, 2, "Smith", "Art", "9", 1);
    fx_lesson(&f, 3, "Brown", "Art", "9b", 1);
    fx_build(&f);
    fx_place(&f, 1, 0, 0, NULL);
    fx_place(&f, 2, 0, 0, NULL); /* two subgroups twice */
    fx_expect(&f, 2, 0, 1);
    fx_expect_text(&f, "Class 9a (and 1 more) has two lessons at once on Mon 1");
    fx_place(&f, 2, 0, 1, NULL);
    fx_place(&f, 3, 0, 0, NULL);
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "Class 9b has two lessons");
    fx_place(&f, 3, 0, 2, NULL);
    fx_expect(&f, 0, 0, 0);
    fx_release(&f);
}

static void test_block_planning_clashes_across_days(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 3, 4);
    f.mode = "Block_Planning";
    fx_room(&f, "R1", "", 30000, NULL);
    fx_lesson(&f, 1, "", "Maths", "Ann", 1);
    fx_lesson(&f, 2, "", "Art", "Ann", 1);
    fx_lesson(&f, 3, "", "Art", "Ben", 1);
    fx_build(&f);
    fx_place(&f, 1, 0, 2, NULL);
    fx_place(&f, 2, 1, 2, NULL);
    fx_expect(&f, 1, 0, 1);
    fx_place(&f, 2, 1, 1, NULL);
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 1, 0, 2, "R1");
    fx_place(&f, 3, 2, 2, "R1");
    fx_expect(&f, 1, 0, 1);
    assert_int_equal(f.r.violations.v[0].basic, TT_BASIC_ROOM_CLASH);
    fx_release(&f);
}

static void test_room_clash_and_capacity(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 5, 4);
    fx_year(&f, "9a", 30, "");
    fx_year(&f, "9b", 20, "");
    fx_room(&f, "R1", "", 30, NULL);
    fx_room(&f, "R2", "", 20, NULL);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 2);
    fx_lesson(&f, 2, "Smith", "Art", "9b", 1);
    fx_build(&f);
    fx_place(&f, 1, 0, 0, "R1");
    fx_place(&f, 2, 0, 1, "R2");
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 2, 0, 1, "R1");
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "Room R1 has two lessons at once on Mon 2");
    fx_place(&f, 2, 0, 2, "R1");
    fx_place(&f, 1, 0, 0, "R2");
    fx_expect(&f, 1, 0, 1);
    assert_int_equal(f.r.violations.v[0].basic, TT_BASIC_CAPACITY);
    fx_expect_text(&f, "it holds 20, 30 are expected");
    fx_release(&f);
}

static void test_outside_day(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 5, 4);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 3);
    fx_build(&f);
    fx_place(&f, 1, 0, 1, NULL);
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 1, 4, 2, NULL);
    fx_expect(&f, 1, 0, 1);
    assert_int_equal(f.r.violations.v[0].basic, TT_BASIC_OUTSIDE_DAY);
    fx_release(&f);
}

#define REAL_SET(...)                                                                    \
    "<Set_of_Real_Rooms><Number_of_Real_Rooms>2</Number_of_Real_Rooms>" __VA_ARGS__      \
    "</Set_of_Real_Rooms>"

static void test_virtual_room(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 5, 4);
    fx_room(&f, "A", "", 30000, NULL);
    fx_room(&f, "B", "", 30000, NULL);
    fx_room(&f, "C", "", 30000, NULL);
    fx_room(&f, "V", "", 30000,
            "<Number_of_Sets_of_Real_Rooms>2</Number_of_Sets_of_Real_Rooms>" REAL_SET(
                "<Real_Room>A</Real_Room><Real_Room>B</Real_Room>")
                REAL_SET("<Real_Room>B</Real_Room><Real_Room>C</Real_Room>"));
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 1);
    fx_lesson(&f, 2, "Smith", "Art", "9b", 1);
    fx_build(&f);
    fx_place(&f, 1, 0, 0, "V");
    fx_expect(&f, 1, 0, 1); /* no real rooms */
    assert_int_equal(f.r.violations.v[0].basic, TT_BASIC_VIRTUAL_ROOM);
    fx_real(&f, 1, 0, "B"); /* in either order of the sets */
    fx_real(&f, 1, 1, "A");
    fx_expect(&f, 0, 0, 0);
    fx_real(&f, 1, 0, "A");
    fx_real(&f, 1, 1, "B");
    fx_expect(&f, 0, 0, 0);
    fx_real(&f, 1, 1, "A"); /* twice the same */
    fx_expect(&f, 1, 0, 1);
    fx_real(&f, 1, 1, "B");
    fx_place(&f, 2, 0, 0, "B"); /* the real room is taken */
    fx_expect(&f, 1, 0, 1);
    assert_int_equal(f.r.violations.v[0].basic, TT_BASIC_ROOM_CLASH);
    fx_place(&f, 2, 0, 0, "C");
    fx_expect(&f, 0, 0, 0);
    fx_release(&f);
}

static void test_behaviour(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 10, 4);
    f.mode = "Mornings_Afternoons";
    fx_teacher(&f, "Miller", "Exclusive");
    fx_teacher(&f, "Smith", "One day exception");
    for (int id = 1; id <= 4; id++)
        fx_lesson(&f, id, id <= 2 ? "Miller" : "Smith", "Maths", "9a", 1);
    fx_build(&f);
    fx_place(&f, 1, 0, 0, NULL);
    fx_place(&f, 2, 2, 0, NULL);
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 2, 1, 0, NULL);
    fx_expect(&f, 1, 0, 1);
    assert_int_equal(f.r.violations.v[0].basic, TT_BASIC_BEHAVIOUR);
    fx_expect_text(
        &f, "Teacher Miller works both morning and afternoon on 1 day (allowed: 0)");
    fx_place(&f, 2, 2, 0, NULL);
    fx_place(&f, 3, 8, 0, NULL);
    fx_place(&f, 4, 9, 0, NULL);
    fx_expect(&f, 0, 0, 0);
    fx_release(&f);
}

static void test_order_and_sums(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 5, 4);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 1);
    fx_lesson(&f, 2, "Miller", "Art", "9a", 1);
    fx_time(&f, "ActivityPreferredDay", 0,
            "<Activity_Id>1</Activity_Id><Preferred_Day>Mon</Preferred_Day>");
    fx_time(&f, "ActivityPreferredDay", 12.5,
            "<Activity_Id>1</Activity_Id><Preferred_Day>Tue</Preferred_Day>");
    fx_time(&f, "ActivityPreferredDay", 99.75,
            "<Activity_Id>1</Activity_Id><Preferred_Day>Wed</Preferred_Day>");
    fx_build(&f);
    fx_place(&f, 1, 3, 0, NULL);
    fx_place(&f, 2, 3, 0, NULL);
    fx_expect(&f, 2, 1122500, 5); /* teacher and class clash */
    assert_int_equal(f.r.n_soft, 2);
    assert_true(f.r.violations.v[0].hard && f.r.violations.v[1].hard);
    assert_int_equal(f.r.violations.v[2].cost, 997500);
    assert_int_equal(f.r.violations.v[3].cost, 125000);
    assert_int_equal(f.r.violations.v[4].cost, 0);
    assert_false(f.r.violations.v[4].hard);
    fx_release(&f);
}

static void test_inactive_lessons_do_not_count(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 5, 4);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 1);
    fx_lesson(&f, 2, "Miller", "Art", "9a", 1);
    fx_switch_off(&f, 1);
    fx_build(&f);
    assert_false(f.p->lessons[0].active);
    fx_place(&f, 1, 3, 0, NULL);
    fx_place(&f, 2, 3, 0, NULL);
    fx_expect(&f, 0, 0, 0);
    assert_int_equal(f.r.unplaced, 0);
    fx_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_placed_breaks_nothing),
        cmocka_unit_test(test_teacher_clash),
        cmocka_unit_test(test_students_clash_is_told_once),
        cmocka_unit_test(test_block_planning_clashes_across_days),
        cmocka_unit_test(test_room_clash_and_capacity),
        cmocka_unit_test(test_outside_day),
        cmocka_unit_test(test_virtual_room),
        cmocka_unit_test(test_behaviour),
        cmocka_unit_test(test_order_and_sums),
        cmocka_unit_test(test_inactive_lessons_do_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

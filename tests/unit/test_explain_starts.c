/* Lessons without a start, alone or linked to others; the domain behind it. */
#include "test_explain_support.h"

#include "base/bits.h"
#include "timetable/domain.h"

/* One lesson of two periods, two days of four; Novak and 9a have other times off. */
static void availability(struct fx *f, const char *last)
{
    fx_init(f, 2, 4);
    fx_lesson(f, 1, "Novak", "Physics", "9a", 2);
    ex_teacher_away(f, "Novak", "Mon 2,Mon 3");
    ex_students_away(f, "9a", last);
}

static void no_start_from_availability(void **state)
{
    (void)state;
    struct fx f;
    availability(&f, "Tue 2,Tue 3");
    ex_impossible(&f, "Physics|Novak is not available|9a is not available", 1, 2);
    availability(&f, "Tue 2");
    ex_possible(&f); /* Tuesday 3 and 4 are left */
}

static void no_start_names_few_rules(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    availability(&f, "Tue 2,Tue 3");
    ex_breaks(&f, "Tue 4"); /* not needed for the proof */
    ex_lock(&f, 1, "Mon", "2");
    fx_build(&f);
    tt_explain_input(f.p, &out);
    const struct tt_finding *x = ex_find(&out, true, "fixes it at Mon 2");
    assert_int_equal(x->lesson, 0);
    assert_int_equal(x->n_rules, 2); /* the lock and Novak */
    assert_null(strstr(x->text, "breaks"));
    assert_null(strstr(x->text, "9a is not"));
    tt_findings_release(&out);
    fx_release(&f);
}

static void two_locks_of_one_lesson(void **state)
{
    (void)state;
    struct fx f;
    for (int same = 0; same < 2; same++) {
        fx_init(&f, 2, 3);
        fx_lesson(&f, 1, "Novak", "Physics", "9a", 1);
        ex_lock(&f, 1, "Mon", "1");
        ex_lock(&f, 1, same ? "Mon" : "Tue", "1");
        if (same)
            ex_possible(&f);
        else
            ex_impossible(&f, "fixes it at Mon 1|fixes it at Tue 1", 1, 2);
    }
}

static void lock_on_a_break(void **state)
{
    (void)state;
    struct fx f;
    for (int good = 0; good < 2; good++) {
        fx_init(&f, 1, 4);
        fx_lesson(&f, 1, "Novak", "Physics", "9a", 2);
        ex_breaks(&f, "Mon 2");
        ex_lock(&f, 1, "Mon", good ? "3" : "1");
        if (good)
            ex_possible(&f);
        else
            ex_impossible(&f, "fixes it at Mon 1|breaks", 1, 2);
    }
}

static void pins_count_like_rules(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    fx_init(&f, 1, 4);
    fx_lesson(&f, 1, "Novak", "Physics", "9a", 1);
    ex_teacher_away(&f, "Novak", "Mon 2");
    fx_build(&f);
    assert_int_equal(tt_problem_pin(f.p, &(struct tt_pin){0, 0, 1, -1, 0, NULL}, NULL),
                     0);
    tt_explain_input(f.p, &out);
    const struct tt_finding *x = ex_find(&out, true, "a pin fixes it at Mon 2|Novak");
    bool pin = false;
    for (int i = 0; i < x->n_rules; i++)
        pin |= f.p->rules[x->rules[i]].pin;
    assert_true(pin);
    tt_findings_release(&out);
    fx_release(&f);
}

static void no_periods_in_a_row(void **state)
{
    (void)state;
    struct fx f;
    for (int length = 2; length <= 3; length++) {
        fx_init(&f, 2, 4);
        fx_lesson(&f, 1, "Novak", "Physics", "", length);
        ex_breaks(&f, "Mon 2,Tue 2");
        if (length == 2)
            ex_possible(&f);
        else
            ex_impossible(&f, "no period in which it may start: 2 periods are breaks", 1,
                          1);
    }
}

static void a_limit_that_one_lesson_breaks(void **state)
{
    (void)state;
    struct fx f;
    for (int most = 2; most <= 3; most++) {
        char inner[128];
        fx_init(&f, 2, 4);
        fx_lesson(&f, 1, "Novak", "Physics", "", 3);
        snprintf(inner, sizeof inner,
                 "<Teacher_Name>Novak</Teacher_Name><Maximum_Hours_Daily>%d</"
                 "Maximum_Hours_Daily>",
                 most);
        fx_time(&f, "TeacherMaxHoursDaily", 100, inner);
        if (most == 3)
            ex_possible(&f);
        else
            ex_impossible(&f, "Novak may have at most 2 periods a day", 1, 1);
    }
}

static void rooms_too_small(void **state)
{
    (void)state;
    struct fx f;
    for (int places = 20; places <= 25; places += 5) {
        fx_init(&f, 2, 3);
        fx_year(&f, "9a", 25, "");
        fx_lesson(&f, 1, "Novak", "Physics", "9a", 1);
        ex_rooms(&f, 1, "Lab", places);
        if (places == 25)
            ex_possible(&f);
        else
            ex_impossible(&f, "Lab|too small for its 25 students", 1, 1);
    }
}

static void rooms_without_a_common_one(void **state)
{
    (void)state;
    struct fx f;
    for (int common = 0; common < 2; common++) {
        fx_init(&f, 2, 3);
        fx_lesson(&f, 1, "Novak", "Physics", "9a", 1);
        ex_rooms(&f, 1, "A,B", 30);
        ex_rooms(&f, 1, common ? "B,C" : "C,D", 30);
        if (common)
            ex_possible(&f);
        else
            ex_impossible(&f, "no room in common", 1, 2);
    }
}

static void rooms_closed(void **state)
{
    (void)state;
    struct fx f;
    for (int open = 0; open < 2; open++) {
        fx_init(&f, 1, 3);
        fx_lesson(&f, 1, "Novak", "Physics", "9a", 2);
        ex_rooms(&f, 1, "Lab", 30);
        ex_room_closed(&f, "Lab", open ? "Mon 1" : "Mon 2");
        if (open)
            ex_possible(&f);
        else
            ex_impossible(&f, "Lab|closed", 1, 2);
    }
}

static void virtual_room_needs_different_real_rooms(void **state)
{
    (void)state;
    struct fx f;
    for (int two = 0; two < 2; two++) {
        char sets[512];
        fx_init(&f, 1, 3);
        fx_room(&f, "A", "", 30, NULL);
        fx_room(&f, "B", "", 30, NULL);
        snprintf(sets, sizeof sets,
                 "<Number_of_Sets_of_Real_Rooms>2</Number_of_Sets_of_Real_Rooms>"
                 "<Set_of_Real_Rooms><Number_of_Real_Rooms>1</Number_of_Real_Rooms>"
                 "<Real_Room>A</Real_Room></Set_of_Real_Rooms>"
                 "<Set_of_Real_Rooms><Number_of_Real_Rooms>%d</Number_of_Real_Rooms>"
                 "<Real_Room>A</Real_Room>%s</Set_of_Real_Rooms>",
                 1 + two, two ? "<Real_Room>B</Real_Room>" : "");
        fx_room(&f, "V", "", 30, sets);
        fx_lesson(&f, 1, "Novak", "Physics", "9a", 1);
        ex_rooms(&f, 1, "V", 30);
        if (two)
            ex_possible(&f);
        else
            ex_impossible(&f, "V|closed", 1, 1);
    }
}

/* --- lessons that start together --- */

static void same_start_with_shared_people(void **state)
{
    (void)state;
    struct fx f;
    for (int other = 0; other < 2; other++) {
        fx_init(&f, 2, 3);
        fx_lesson(&f, 1, "Novak", "Physics", "9a", 1);
        fx_lesson(&f, 2, other ? "Miller" : "Novak", "Maths", "9b", 1);
        ex_relation(&f, "ActivitiesSameStartingTime", 100, "1,2", "");
        if (other)
            ex_possible(&f);
        else
            ex_impossible(&f, "same time|Novak", 2, 1);
    }
}

static void same_start_without_a_common_slot(void **state)
{
    (void)state;
    struct fx f;
    for (int common = 0; common < 2; common++) {
        fx_init(&f, 2, 2);
        fx_lesson(&f, 1, "Novak", "Physics", "9a", 1);
        fx_lesson(&f, 2, "Miller", "Maths", "9b", 1);
        fx_lesson(&f, 3, "Osman", "Art", "9c", 1);
        ex_relation(&f, "ActivitiesSameStartingTime", 100, "1,2", "");
        ex_relation(&f, "ActivitiesSameStartingTime", 100, "2,3", "");
        ex_teacher_away(&f, "Novak", "Mon 1,Mon 2");
        ex_teacher_away(&f, "Osman", common ? "Tue 1" : "Tue 1,Tue 2");
        if (common)
            ex_possible(&f);
        else
            ex_impossible(&f, "no start in common|Novak|Osman", 3, 4);
    }
}

static void same_start_without_rooms(void **state)
{
    (void)state;
    struct fx f;
    for (int enough = 0; enough < 2; enough++) {
        fx_init(&f, 2, 2);
        fx_lesson(&f, 1, "Novak", "Physics", "9a", 1);
        fx_lesson(&f, 2, "Miller", "Maths", "9b", 1);
        ex_rooms(&f, 1, "Lab", 30);
        ex_rooms(&f, 2, enough ? "Lab,Hall" : "Lab", 30);
        ex_relation(&f, "ActivitiesSameStartingTime", 100, "1,2", "");
        if (enough)
            ex_possible(&f);
        else
            ex_impossible(&f, "never suffice|Lab", 2, 3);
    }
}

/* --- the domain itself --- */

static void domain_agrees_with_its_bars(void **state)
{
    (void)state;
    struct fx f;
    struct tt_domain d;
    struct tt_bar bars[8];
    availability(&f, "Tue 2");
    ex_breaks(&f, "Mon 1");
    fx_build(&f);
    tt_domain_init(&d, f.p);
    assert_false(bitset_get(tt_domain_starts(&d, 0), 0)); /* break */
    assert_false(bitset_get(tt_domain_starts(&d, 0), 1)); /* Novak */
    assert_true(bitset_get(tt_domain_starts(&d, 0), 6));  /* Tuesday 3 */
    assert_false(bitset_get(tt_domain_starts(&d, 0), 7)); /* past the day */
    for (int s = 0; s < d.n_slots; s++)
        assert_int_equal(tt_domain_why(&d, 0, s, bars, 8) == 0,
                         bitset_get(tt_domain_starts(&d, 0), s));
    assert_int_equal(tt_domain_why(&d, 0, 0, bars, 8), 2); /* break, Novak in Monday 2 */
    assert_int_equal(bars[0].kind, TT_BAR_BREAK);
    assert_int_equal(bars[1].kind, TT_BAR_TEACHER);
    assert_int_equal(tt_domain_why(&d, 0, 7, bars, 8), 1);
    assert_int_equal(bars[0].kind, TT_BAR_DAY_END);
    tt_domain_release(&d);
    fx_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_start_from_availability),
        cmocka_unit_test(no_start_names_few_rules),
        cmocka_unit_test(two_locks_of_one_lesson),
        cmocka_unit_test(lock_on_a_break),
        cmocka_unit_test(pins_count_like_rules),
        cmocka_unit_test(no_periods_in_a_row),
        cmocka_unit_test(a_limit_that_one_lesson_breaks),
        cmocka_unit_test(rooms_too_small),
        cmocka_unit_test(rooms_without_a_common_one),
        cmocka_unit_test(rooms_closed),
        cmocka_unit_test(virtual_room_needs_different_real_rooms),
        cmocka_unit_test(same_start_with_shared_people),
        cmocka_unit_test(same_start_without_a_common_slot),
        cmocka_unit_test(same_start_without_rooms),
        cmocka_unit_test(domain_agrees_with_its_bars),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

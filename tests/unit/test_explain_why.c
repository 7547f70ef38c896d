/* Why a lesson is not placed, and why it cannot start in a cell. */
#include "test_explain_support.h"

static const struct tt_finding *only(const struct tt_findings *out)
{
    if (out->list.n != 1)
        ex_print(out);
    assert_int_equal(out->list.n, 1);
    return &out->list.v[0];
}

static void expect_words(const struct tt_finding *x, const char *text, const char *advice)
{
    if (!strstr(x->text, text) || !strstr(x->advice, advice))
        fail_msg("\"%s\" or \"%s\" is not in: %s >> %s", text, advice, x->text,
                 x->advice);
}

static bool names_lesson(const struct fx *f, const struct tt_finding *x, int id)
{
    for (int i = 0; i < x->n_lessons; i++)
        if (f->p->lessons[x->lessons[i]].id == id)
            return true;
    return false;
}

static bool names_rule(const struct fx *f, const struct tt_finding *x,
                       enum tt_rule_type type)
{
    for (int i = 0; i < x->n_rules; i++)
        if (f->p->rules[x->rules[i]].type == type)
            return true;
    return false;
}

/* One day of five periods: physics of Novak and 10b (id 1), others of theirs around it. */
static void school(struct fx *f)
{
    fx_init(f, 1, 5);
    fx_lesson(f, 1, "Novak", "Physics", "10b", 1);
    fx_lesson(f, 2, "Novak", "Physics", "10a", 1);
    fx_lesson(f, 3, "Novak", "Physics", "10c", 1);
    fx_lesson(f, 4, "Miller", "Maths", "10b", 1);
    fx_lesson(f, 5, "Osman", "Art", "10b", 1);
}

static void smallest_set_of_reasons(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    school(&f);
    ex_lock(&f, 5, "Mon", "4");
    ex_teacher_away(&f, "Novak", "Mon 5,Mon 1"); /* Monday 1 is taken for 10b anyway */
    fx_build(&f);
    fx_place(&f, 2, 0, 1, NULL);
    fx_place(&f, 3, 0, 2, NULL);
    fx_place(&f, 4, 0, 0, NULL);
    fx_place(&f, 5, 0, 3, NULL);
    tt_explain_unplaced(f.p, &f.s, &out);
    const struct tt_finding *x = only(&out);
    assert_true(x->fatal);
    assert_int_equal(x->lesson, 0);
    expect_words(
        x, "Physics, 10b, Novak (id 1) is not placed. It could start in 5 periods: 2 ",
        "");
    expect_words(x, "Novak is not available", "");
    expect_words(x, "2 more (Mon 2-3) because Novak teaches elsewhere", "");
    expect_words(x, "the last one (Mon 4) because 10b has other lessons (Art, 10b, Osman",
                 "");
    expect_words(x, "; fixed there)",
                 "Easiest at Mon 2: move Physics, 10a, Novak (id 2)");
    assert_true(names_rule(&f, x, TT_R_TEACHER_NOT_AVAILABLE));
    assert_true(names_rule(&f, x, TT_R_LESSON_START)); /* the pin of the art lesson */
    assert_true(names_lesson(&f, x, 2) && names_lesson(&f, x, 3) &&
                names_lesson(&f, x, 5));
    assert_false(names_lesson(&f, x, 4)); /* not needed for the proof */
    tt_findings_release(&out);
    fx_release(&f);
}

static void one_reason_for_all(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    fx_init(&f, 1, 2);
    fx_lesson(&f, 1, "Novak", "Physics", "10b", 1);
    fx_lesson(&f, 2, "Novak", "Physics", "10a", 2);
    fx_build(&f);
    fx_place(&f, 2, 0, 0, NULL);
    tt_explain_unplaced(f.p, &f.s, &out);
    expect_words(only(&out), "2 periods: all are out because Novak teaches elsewhere",
                 "move Physics, 10a");
    tt_findings_release(&out);
    fx_release(&f);
}

static void a_place_is_left(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    school(&f);
    fx_build(&f);
    fx_place(&f, 2, 0, 1, NULL);
    fx_place(&f, 3, 0, 2, NULL);
    fx_place(&f, 4, 0, 0, NULL);
    fx_place(&f, 5, 0, 3, NULL);
    tt_explain_unplaced(f.p, &f.s, &out);
    const struct tt_finding *x = only(&out);
    assert_false(x->fatal);
    expect_words(x, "no hard rule in 1 period: Mon 5.", "Place it there");
    tt_findings_release(&out);
    fx_release(&f);
}

static void rules_that_only_the_judge_knows(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    school(&f);
    fx_time(&f, "TeacherMaxGapsPerWeek", 100,
            "<Teacher_Name>Novak</Teacher_Name><Max_Gaps>0</Max_Gaps>");
    fx_build(&f);
    fx_place(&f, 2, 0, 1, NULL);
    fx_place(&f, 3, 0, 2, NULL);
    fx_place(&f, 4, 0, 0, NULL);
    fx_place(&f, 5, 0, 3, NULL);
    tt_explain_unplaced(f.p, &f.s, &out);
    const struct tt_finding *x = only(&out);
    assert_true(x->fatal);
    expect_words(x, "(Mon 5) because it would break the rule: TeacherMaxGapsPerWeek", "");
    assert_true(names_rule(&f, x, TT_R_TEACHER_MAX_GAPS_WEEK));
    tt_findings_release(&out);
    fx_release(&f);
}

static void company_may_mend_it(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    fx_init(&f, 2, 3);
    fx_lesson(&f, 1, "Novak", "Physics", "10b", 1);
    fx_lesson(&f, 2, "Novak", "Maths", "10c", 1);
    fx_time(
        &f, "TeacherMinHoursDaily", 100,
        "<Teacher_Name>Novak</Teacher_Name><Minimum_Hours_Daily>2</Minimum_Hours_Daily>"
        "<Allow_Empty_Days>true</Allow_Empty_Days>");
    fx_build(&f);
    tt_explain_unplaced(f.p, &f.s, &out);
    assert_int_equal(out.list.n, 2);
    expect_words(&out.list.v[0], "at least 2 periods a day", "");
    expect_words(&out.list.v[0], "1 more lesson of the same people is not placed yet",
                 "");
    tt_findings_release(&out);
    fx_place(&f, 2, 0, 0, NULL);
    tt_explain_unplaced(f.p, &f.s, &out);
    expect_words(only(&out), "no hard rule in 2 periods: Mon 2-3.", "");
    tt_findings_release(&out);
    fx_release(&f);
}

static void what_was_broken_before_does_not_count(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    school(&f);
    fx_time(&f, "TeacherMaxGapsPerWeek", 100,
            "<Teacher_Name>Novak</Teacher_Name><Max_Gaps>0</Max_Gaps>");
    fx_build(&f);
    fx_place(&f, 2, 0, 1, NULL);
    fx_place(&f, 3, 0, 4, NULL); /* two gaps already; in between there is one less */
    fx_place(&f, 4, 0, 0, NULL);
    fx_place(&f, 5, 0, 3, NULL);
    tt_explain_unplaced(f.p, &f.s, &out);
    expect_words(only(&out), "no hard rule in 1 period: Mon 3.", "");
    tt_findings_release(&out);
    fx_release(&f);
}

static void all_rooms_are_taken(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    fx_init(&f, 1, 2);
    fx_lesson(&f, 1, "Novak", "Physics", "10b", 1);
    fx_lesson(&f, 2, "Miller", "Physics", "10a", 2);
    fx_lesson(&f, 3, "Osman", "Physics", "10c", 1);
    ex_rooms(&f, 1, "Lab,Hall", 30);
    ex_room_closed(&f, "Hall", "Mon 2");
    fx_build(&f);
    fx_place(&f, 2, 0, 0, "Lab");
    fx_place(&f, 3, 0, 0, "Hall");
    tt_explain_unplaced(f.p, &f.s, &out);
    const struct tt_finding *x = only(&out);
    expect_words(x, "all its rooms (Lab and Hall) are taken", "Easiest at");
    assert_true(names_lesson(&f, x, 2) && names_lesson(&f, x, 3));
    assert_true(names_rule(&f, x, TT_R_LESSON_ROOMS));
    tt_findings_release(&out);
    fx_place(&f, 3, -1, 0, NULL);
    tt_explain_unplaced(f.p, &f.s, &out);
    assert_int_equal(out.list.n, 2);
    expect_words(&out.list.v[0], "no hard rule in 1 period: Mon 1.", "");
    tt_findings_release(&out);
    fx_release(&f);
}

static void each_room_by_another_rule(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    fx_init(&f, 1, 3);
    fx_room(&f, "A", "North", 30, NULL);
    fx_room(&f, "B", "South", 30, NULL);
    fx_room(&f, "C", "South", 30, NULL);
    fx_lesson(&f, 1, "Novak", "Physics", "", 1);
    fx_lesson(&f, 2, "Novak", "Maths", "", 1);
    fx_lesson(&f, 3, "Novak", "Art", "", 1);
    ex_rooms(&f, 1, "A,B", 30);
    ex_list(&f, &f.space, "ActivitiesSameRoomIfConsecutive", 100, "1,3", "");
    fx_space(&f, "TeacherMaxBuildingChangesPerDay", 100,
             "<Teacher>Novak</Teacher><Max_Building_Changes_Per_Day>0</"
             "Max_Building_Changes_Per_Day>");
    fx_build(&f);
    fx_place(&f, 2, 0, 0, "C");
    fx_place(&f, 3, 0, 1, "C");
    tt_explain_unplaced(f.p, &f.s, &out);
    const struct tt_finding *x = only(&out);
    assert_true(x->fatal);
    expect_words(x, "every free room would break one of the rules: ", "");
    assert_true(names_rule(&f, x, TT_R_SAME_ROOM));
    assert_true(names_rule(&f, x, TT_R_TEACHER_BUILDING_CHANGES));
    tt_findings_release(&out);
    fx_release(&f);
}

static void equal_lessons_are_said_together(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    fx_init(&f, 1, 2);
    fx_lesson(&f, 1, "Novak", "Physics", "10b", 1);
    fx_lesson(&f, 2, "Novak", "Physics", "10b", 1);
    fx_lesson(&f, 3, "Novak", "Physics", "10a", 2);
    fx_build(&f);
    fx_place(&f, 3, 0, 0, NULL);
    tt_explain_unplaced(f.p, &f.s, &out);
    const struct tt_finding *x = only(&out);
    expect_words(x, "(id 1) and 1 more like it are not placed", "");
    assert_true(names_lesson(&f, x, 1) && names_lesson(&f, x, 2));
    tt_findings_release(&out);
    fx_release(&f);
}

static void nothing_unplaced_nothing_said(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    fx_init(&f, 1, 2);
    fx_lesson(&f, 1, "Novak", "Physics", "10b", 1);
    fx_lesson(&f, 2, "Novak", "Physics", "10b", 1);
    fx_switch_off(&f, 2);
    fx_build(&f);
    fx_place(&f, 1, 0, 0, NULL);
    tt_explain_unplaced(f.p, &f.s, &out);
    assert_int_equal(out.list.n, 0);
    tt_findings_release(&out);
    fx_release(&f);
}

/* --- cells --- */

static void reasons_of_a_cell(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    school(&f);
    fx_year(&f, "10d", 40, "");
    ex_rooms(&f, 1, "Lab,Hall", 30);
    ex_teacher_away(&f, "Novak", "Mon 5");
    ex_lock(&f, 5, "Mon", "4");
    fx_time(&f, "TeacherMaxGapsPerWeek", 100,
            "<Teacher_Name>Novak</Teacher_Name><Max_Gaps>0</Max_Gaps>");
    ex_starts(&f, 1, 50, "Mon 1,Mon 2,Mon 3,Mon 4");
    fx_build(&f);
    fx_place(&f, 2, 0, 1, "Lab");
    fx_place(&f, 3, 0, 2, NULL);
    fx_place(&f, 5, 0, 3, NULL);

    tt_explain_cell(f.p, &f.s, 0, 0, -1, &out);
    assert_int_equal(out.list.n, 0); /* Monday 1 is fine */
    tt_findings_release(&out);

    tt_explain_cell(f.p, &f.s, 0, 4, -1, &out); /* Monday 5 */
    ex_find(&out, true, "Novak is not available then");
    ex_find(&out, true, "gap");
    assert_true(out.list.v[0].fatal);
    assert_false(out.list.v[out.list.n - 1].fatal); /* soft rules come last */
    tt_findings_release(&out);

    tt_explain_cell(f.p, &f.s, 0, 1, -1, &out); /* Monday 2 */
    const struct tt_finding *x = ex_find(&out, true, "Novak already has Physics, 10a");
    assert_true(names_lesson(&f, x, 1) && names_lesson(&f, x, 2));
    assert_int_equal(out.list.n, 1); /* the hall is free */
    tt_findings_release(&out);

    tt_explain_cell(f.p, &f.s, 0, 3, -1, &out); /* Monday 4 */
    x = ex_find(&out, true, "10b already has Art|fixed there");
    assert_true(names_rule(&f, x, TT_R_LESSON_START));
    tt_findings_release(&out);
    fx_release(&f);
}

static void rooms_of_a_cell(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    fx_init(&f, 1, 3);
    fx_year(&f, "10b", 25, "");
    fx_room(&f, "Closet", "", 5, NULL);
    fx_room(&f, "Gym", "", 100, NULL);
    fx_lesson(&f, 1, "Novak", "Physics", "10b", 1);
    fx_lesson(&f, 2, "Miller", "Physics", "10a", 1);
    ex_rooms(&f, 1, "Lab,Hall,Closet", 30);
    ex_room_closed(&f, "Hall", "Mon 1");
    fx_build(&f);
    fx_place(&f, 2, 0, 0, "Lab");
    static const struct {
        const char *room, *words;
    } cases[] = {{"Gym", "Gym is not one of its rooms (Lab and Hall)"},
                 {"Closet", "Closet has 5 places, but the lesson has 25 students"},
                 {"Hall", "Hall is not available then"},
                 {"Lab", "Lab is taken then by Physics, 10a, Miller (id 2)"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tt_explain_cell(f.p, &f.s, 0, 0, tt_find_room(f.p, cases[i].room), &out);
        expect_words(only(&out), cases[i].words, "");
        assert_true(out.list.v[0].fatal);
        tt_findings_release(&out);
    }
    tt_explain_cell(f.p, &f.s, 0, 0, -1, &out);
    expect_words(only(&out),
                 "Lab is taken by Physics, 10a, Miller (id 2), Hall is closed", "");
    tt_findings_release(&out);
    tt_explain_cell(f.p, &f.s, 0, 1, tt_find_room(f.p, "Lab"), &out);
    assert_int_equal(out.list.n, 0);
    tt_findings_release(&out);
    fx_release(&f);
}

static void the_lesson_is_lifted_out_first(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    fx_init(&f, 1, 3);
    fx_lesson(&f, 1, "Novak", "Physics", "10b", 2);
    ex_rooms(&f, 1, "Lab", 30);
    fx_build(&f);
    fx_place(&f, 1, 0, 0, "Lab");
    tt_explain_cell(f.p, &f.s, 0, 1, tt_find_room(f.p, "Lab"), &out);
    assert_int_equal(out.list.n, 0); /* it only overlaps itself */
    tt_findings_release(&out);
    tt_explain_cell(f.p, &f.s, 0, 2, -1, &out);
    expect_words(only(&out), "past the end of the day", "earlier");
    tt_findings_release(&out);
    assert_int_equal(f.s.slot[0], 0); /* the timetable is left alone */
    fx_release(&f);
}

static void questions_without_sense(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    fx_init(&f, 1, 3);
    fx_lesson(&f, 1, "Novak", "Physics", "10b", 1);
    fx_lesson(&f, 2, "Novak", "Physics", "10b", 1);
    fx_switch_off(&f, 2);
    fx_build(&f);
    static const struct {
        int lesson, slot, room;
        const char *words;
    } cases[] = {{7, 0, -1, "no such lesson"},
                 {0, 3, -1, "no such period"},
                 {0, -1, -1, "no such period"},
                 {0, 0, 5, "no such room"},
                 {1, 0, -1, "switched off"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tt_explain_cell(f.p, &f.s, cases[i].lesson, cases[i].slot, cases[i].room, &out);
        expect_words(only(&out), cases[i].words, "");
        tt_findings_release(&out);
    }
    fx_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(smallest_set_of_reasons),
        cmocka_unit_test(one_reason_for_all),
        cmocka_unit_test(a_place_is_left),
        cmocka_unit_test(rules_that_only_the_judge_knows),
        cmocka_unit_test(company_may_mend_it),
        cmocka_unit_test(what_was_broken_before_does_not_count),
        cmocka_unit_test(all_rooms_are_taken),
        cmocka_unit_test(each_room_by_another_rule),
        cmocka_unit_test(equal_lessons_are_said_together),
        cmocka_unit_test(nothing_unplaced_nothing_said),
        cmocka_unit_test(reasons_of_a_cell),
        cmocka_unit_test(rooms_of_a_cell),
        cmocka_unit_test(the_lesson_is_lifted_out_first),
        cmocka_unit_test(questions_without_sense),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

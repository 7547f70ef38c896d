/* Rules between lessons, on lists and on order that contradict each other; harmless
   findings. */
#include "test_explain_support.h"

static void lesson_pair(struct fx *f, int days, int periods)
{
    fx_init(f, days, periods);
    fx_lesson(f, 1, "Novak", "Physics", "9a", 1);
    fx_lesson(f, 2, "Miller", "Maths", "9b", 1);
}

static void two(struct fx *f, const char *rule, const char *more)
{
    char inner[256];
    snprintf(inner, sizeof inner,
             "<First_Activity_Id>1</First_Activity_Id><Second_Activity_Id>2</"
             "Second_Activity_Id>%s",
             more);
    fx_time(f, rule, 100, inner);
}

static const char apart_1[] =
    "<MinDays>1</MinDays><Consecutive_If_Same_Day>false</Consecutive_If_Same_Day>";

static void consecutive_on_different_days(void **state)
{
    (void)state;
    struct fx f;
    for (int soft = 0; soft < 2; soft++) {
        lesson_pair(&f, 3, 3);
        two(&f, "TwoActivitiesConsecutive", "");
        ex_relation(&f, "MinDaysBetweenActivities", soft ? 95 : 100, "1,2", apart_1);
        if (soft)
            ex_possible(&f);
        else
            ex_impossible(&f, "Contradicting rules|TwoActivitiesConsecutive|MinDays", 2,
                          2);
    }
}

static void consecutive_without_room_after(void **state)
{
    (void)state;
    struct fx f;
    for (int room = 0; room < 2; room++) {
        lesson_pair(&f, 2, 3);
        two(&f, "TwoActivitiesConsecutive", "");
        ex_starts(&f, 1, 100, room ? "Mon 1,Tue 3" : "Mon 3,Tue 3");
        ex_breaks(&f, "Mon 2");
        if (room)
            ex_possible(&f); /* over the break */
        else
            ex_impossible(&f, "No two starts suit both|Consecutive|Mon 3; Tue 3", 2, 2);
    }
}

static void grouped_of_fixed_lessons(void **state)
{
    (void)state;
    struct fx f;
    for (int near = 0; near < 2; near++) {
        lesson_pair(&f, 2, 4);
        two(&f, "TwoActivitiesGrouped", "");
        ex_lock(&f, 1, "Mon", "3");
        ex_lock(&f, 2, "Mon", near ? "2" : "1");
        if (near)
            ex_possible(&f);
        else
            ex_impossible(&f, "No two starts suit both|Grouped", 2, 3);
    }
}

static void three_grouped(void **state)
{
    (void)state;
    struct fx f;
    for (int periods = 2; periods <= 3; periods++) {
        lesson_pair(&f, 2, 3);
        fx_lesson(&f, 3, "Osman", "Art", "9c", 1);
        fx_time(&f, "ThreeActivitiesGrouped", 100,
                "<First_Activity_Id>1</First_Activity_Id><Second_Activity_Id>2</"
                "Second_Activity_Id><Third_Activity_Id>3</Third_Activity_Id>");
        ex_starts(&f, 1, 100, "Mon 1,Tue 1");
        ex_starts(&f, 2, 100, periods == 3 ? "Mon 3" : "Mon 2,Tue 3");
        ex_starts(&f, 3, 100, periods == 3 ? "Mon 2" : "Mon 1,Tue 1");
        if (periods == 3)
            ex_possible(&f);
        else
            ex_impossible(&f, "Three lessons must follow each other", 3, 4);
    }
}

static void same_start_and_not_overlapping(void **state)
{
    (void)state;
    struct fx f;
    lesson_pair(&f, 3, 3);
    ex_relation(&f, "ActivitiesSameStartingTime", 100, "1,2", "");
    ex_relation(&f, "ActivitiesNotOverlapping", 100, "1,2", "");
    ex_impossible(&f, "Contradicting rules|SameStartingTime|NotOverlapping", 2, 2);
    lesson_pair(&f, 3, 3);
    ex_relation(&f, "ActivitiesSameStartingHour", 100, "1,2", "");
    ex_relation(&f, "ActivitiesNotOverlapping", 100, "1,2", "");
    ex_possible(&f);
}

static void same_day_and_apart(void **state)
{
    (void)state;
    struct fx f;
    lesson_pair(&f, 3, 3);
    ex_relation(&f, "ActivitiesSameStartingDay", 100, "1,2", "");
    ex_relation(&f, "MinDaysBetweenActivities", 100, "1,2", apart_1);
    ex_impossible(&f, "Contradicting rules|SameStartingDay|MinDays", 2, 2);
    lesson_pair(&f, 3, 3);
    ex_relation(&f, "ActivitiesSameStartingDay", 99, "1,2", "");
    ex_relation(&f, "MinDaysBetweenActivities", 100, "1,2", apart_1);
    ex_possible(&f);
}

static void gaps_in_a_short_day(void **state)
{
    (void)state;
    struct fx f;
    for (int periods = 3; periods <= 4; periods++) {
        lesson_pair(&f, 2, periods);
        ex_relation(&f, "ActivitiesSameStartingDay", 100, "1,2", "");
        ex_relation(&f, "MinGapsBetweenActivities", 100, "1,2", "<MinGaps>2</MinGaps>");
        if (periods == 4)
            ex_possible(&f);
        else
            ex_impossible(&f, "Contradicting rules|SameStartingDay|MinGaps", 2, 2);
    }
}

static void apart_but_near(void **state)
{
    (void)state;
    struct fx f;
    for (int most = 1; most <= 2; most++) {
        char inner[64];
        snprintf(inner, sizeof inner, "<MaxDays>%d</MaxDays>", most);
        lesson_pair(&f, 5, 3);
        fx_lesson(&f, 3, "Osman", "Art", "9c", 1);
        ex_relation(&f, "MinDaysBetweenActivities", 100, "1,2,3", apart_1);
        ex_relation(&f, "MaxDaysBetweenActivities", 100, "1,2,3", inner);
        if (most == 2)
            ex_possible(&f);
        else
            ex_impossible(&f, "3 lessons|at least 1 days apart|at most 1 days", 3, 2);
    }
    lesson_pair(&f, 5, 3);
    ex_relation(&f, "MinDaysBetweenActivities", 100, "1,2",
                "<MinDays>3</MinDays><Consecutive_If_Same_Day>false</"
                "Consecutive_If_Same_Day>");
    ex_relation(&f, "MaxDaysBetweenActivities", 100, "1,2", "<MaxDays>2</MaxDays>");
    ex_impossible(&f, "Contradicting rules|MinDays|MaxDays", 2, 2);
}

static void many_pairs_of_one_cause_are_one_finding(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    lesson_pair(&f, 5, 5);
    fx_lesson(&f, 3, "Osman", "Art", "9c", 1);
    ex_relation(&f, "ActivitiesSameStartingDay", 100, "1,2,3", "");
    ex_relation(&f, "MinDaysBetweenActivities", 100, "1,2,3", apart_1);
    fx_build(&f);
    tt_explain_input(f.p, &out);
    assert_int_equal(ex_count(&out, true), 1);
    tt_findings_release(&out);
    fx_release(&f);
}

/* --- order --- */

static void order(struct fx *f, int first, int second)
{
    char inner[256];
    snprintf(inner, sizeof inner,
             "<First_Activity_Id>%d</First_Activity_Id><Second_Activity_Id>%d</"
             "Second_Activity_Id>",
             first, second);
    fx_time(f, "TwoActivitiesOrdered", 100, inner);
}

static void a_circle_of_order(void **state)
{
    (void)state;
    struct fx f;
    for (int circle = 1; circle >= 0; circle--) {
        lesson_pair(&f, 2, 3);
        fx_lesson(&f, 3, "Osman", "Art", "9c", 1);
        fx_lesson(&f, 4, "Osman", "Music", "9c", 1);
        order(&f, 4, 1);
        order(&f, 1, 2);
        order(&f, 2, 3);
        if (circle)
            order(&f, 3, 1);
        if (circle)
            ex_impossible(&f, "in a circle|Physics|Maths|Art", 3, 3);
        else
            ex_possible(&f);
    }
}

static void a_chain_without_time(void **state)
{
    (void)state;
    struct fx f;
    for (int days = 1; days <= 2; days++) {
        lesson_pair(&f, days, 3);
        fx_lesson(&f, 3, "Osman", "Art", "9c", 2);
        order(&f, 1, 2);
        order(&f, 2, 3);
        if (days == 2)
            ex_possible(&f);
        else
            ex_impossible(&f, "not enough time|then Maths|then Art", 3, 2);
    }
}

/* --- lists and chosen periods --- */

#define SELECTED(n, list)                                                                \
    "<Number_of_Selected_Time_Slots>" #n "</Number_of_Selected_Time_Slots>" list
#define SLOT(day, hour)                                                                  \
    "<Selected_Time_Slot><Selected_Day>" day "</Selected_Day><Selected_Hour>" hour       \
    "</Selected_Hour></Selected_Time_Slot>"

static void few_of_the_chosen_periods(void **state)
{
    (void)state;
    struct fx f;
    for (int most = 1; most <= 2; most++) {
        char more[512];
        fx_init(&f, 2, 3);
        fx_lesson(&f, 1, "Novak", "Physics", "9a", 1);
        fx_lesson(&f, 2, "Novak", "Physics", "9b", 1);
        ex_starts(&f, 1, 100, "Mon 1,Mon 2");
        ex_starts(&f, 2, 100, "Mon 1,Mon 2");
        snprintf(more, sizeof more,
                 "%s<Max_Number_of_Occupied_Time_Slots>%d</"
                 "Max_Number_of_Occupied_Time_Slots>",
                 SELECTED(2, SLOT("Mon", "1") SLOT("Mon", "2")), most);
        ex_relation(&f, "ActivitiesOccupyMaxTimeSlotsFromSelection", 100, "1,2", more);
        if (most == 2)
            ex_possible(&f);
        else
            ex_impossible(&f, "At most 1 of 2 chosen periods|Novak|at least 2", 2, 3);
    }
}

static void many_of_the_chosen_periods(void **state)
{
    (void)state;
    struct fx f;
    for (int free = 0; free < 2; free++) {
        lesson_pair(&f, 2, 3);
        if (!free)
            ex_teacher_away(&f, "Novak", "Mon 1,Mon 2");
        ex_relation(&f, "ActivitiesOccupyMinTimeSlotsFromSelection", 100, "1",
                    SELECTED(2, SLOT("Mon", "1") SLOT(
                                    "Mon", "2")) "<Min_Number_of_Occupied_Time_Slots>1</"
                                                 "Min_Number_of_Occupied_Time_Slots>");
        if (free)
            ex_possible(&f);
        else
            ex_impossible(&f, "At least 1 of 2 chosen periods|at most 0", 1, 2);
    }
}

static void too_many_at_the_same_time(void **state)
{
    (void)state;
    struct fx f;
    for (int n = 2; n <= 3; n++) {
        fx_init(&f, 2, 3);
        for (int id = 1; id <= n; id++) {
            fx_lesson(&f, id, "", "Sport", "", 1);
            ex_starts(&f, id, 100, "Mon 1,Mon 2");
        }
        ex_relation(
            &f, "ActivitiesMaxSimultaneousInSelectedTimeSlots", 100,
            n == 2 ? "1,2" : "1,2,3",
            SELECTED(2, SLOT("Mon", "1")
                            SLOT("Mon", "2")) "<Max_Number_of_Simultaneous_Activities>1</"
                                              "Max_Number_of_Simultaneous_Activities>");
        if (n == 2)
            ex_possible(&f);
        else
            ex_impossible(&f, "3 lessons must take 3 periods inside 2 chosen", 3, 4);
    }
}

static void too_few_at_the_same_time(void **state)
{
    (void)state;
    struct fx f;
    for (int least = 1; least <= 2; least++) {
        char more[512];
        lesson_pair(&f, 2, 3);
        ex_teacher_away(&f, "Miller", "Mon 1");
        snprintf(more, sizeof more,
                 "%s<Min_Number_of_Simultaneous_Activities>%d</"
                 "Min_Number_of_Simultaneous_Activities><Allow_Empty_Slots>false</"
                 "Allow_Empty_Slots>",
                 SELECTED(1, SLOT("Mon", "1")), least);
        ex_relation(&f, "ActivitiesMinSimultaneousInSelectedTimeSlots", 100, "1,2", more);
        if (least == 1)
            ex_possible(&f);
        else
            ex_impossible(&f, "At least 2|at Mon 1|only 1 can", 2, 2);
    }
}

static void one_room_for_all(void **state)
{
    (void)state;
    struct fx f;
    for (int common = 0; common < 2; common++) {
        lesson_pair(&f, 2, 3);
        ex_rooms(&f, 1, "A,B", 30);
        ex_rooms(&f, 2, common ? "B,C" : "C", 30);
        ex_list(&f, &f.space, "ActivitiesOccupyMaxDifferentRooms", 100, "1,2",
                "<Max_Number_of_Different_Rooms>1</Max_Number_of_Different_Rooms>");
        if (common)
            ex_possible(&f);
        else
            ex_impossible(&f, "at most 1 different rooms|no room in common", 2, 3);
    }
}

static void terms(struct fx *f, const char *rule, const char *limit)
{
    fx_init(f, 4, 3);
    f->mode = "Terms";
    f->extra = "<Number_of_Terms>2</Number_of_Terms>"
               "<Number_of_Days_Per_Term>2</Number_of_Days_Per_Term>\n";
    for (int id = 1; id <= 3; id++)
        fx_lesson(f, id, "Novak", "Physics", "9a", 1);
    ex_relation(f, rule, 100, "1,2,3", limit);
}

static void terms_that_hold_too_little(void **state)
{
    (void)state;
    struct fx f;
    terms(&f, "ActivitiesMaxInATerm",
          "<Max_Number_of_Activities_in_A_Term>1</Max_Number_of_Activities_in_A_Term>");
    ex_impossible(&f, "2 terms with at most 1 lessons each hold 2, but there are 3", 3,
                  1);
    terms(&f, "ActivitiesMaxInATerm",
          "<Max_Number_of_Activities_in_A_Term>2</Max_Number_of_Activities_in_A_Term>");
    ex_possible(&f);
    terms(&f, "ActivitiesOccupyMaxTerms",
          "<Max_Number_of_Occupied_Terms>1</Max_Number_of_Occupied_Terms>");
    ex_lock(&f, 1, "Mon", "1");
    ex_lock(&f, 2, "Thu", "1");
    ex_impossible(&f, "at most 1 terms", 2, 3);
    terms(&f, "ActivitiesOccupyMaxTerms",
          "<Max_Number_of_Occupied_Terms>1</Max_Number_of_Occupied_Terms>");
    ex_lock(&f, 1, "Mon", "1");
    ex_lock(&f, 2, "Tue", "1");
    ex_possible(&f);
}

static void students_meet_in_a_block(void **state)
{
    (void)state;
    struct fx f;
    for (int n = 3; n <= 4; n++) { /* three blocks, however many teachers */
        fx_init(&f, 5, 3);
        f.mode = "Block_Planning";
        for (int id = 1; id <= n; id++)
            fx_lesson(&f, id, "", "Physics", "9a", 1);
        if (n == 3)
            ex_possible(&f);
        else
            ex_impossible(&f, "9a: the 4 periods|3 periods (1, 2 and 3)", 4, 0);
    }
}

/* --- harmless --- */

static void hints(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    fx_init(&f, 1, 4);
    fx_year(&f, "9a", 0, "");
    for (int id = 1; id <= 4; id++)
        fx_lesson(&f, id, "Novak", "Physics", "9a", 1);
    fx_lesson(&f, 5, "Miller", "Maths", "9b", 1);
    fx_lesson(&f, 6, "Miller", "Maths", "9b", 1);
    fx_switch_off(&f, 6);
    ex_rooms(&f, 1, "Lab", 20);
    ex_relation(&f, "ActivitiesNotOverlapping", 100, "5,6,1", "");
    ex_relation(&f, "MinDaysBetweenActivities", 95, "1,2", apart_1);
    ex_starts(&f, 5, 50, "Mon 1");
    ex_teacher_away(&f, "Miller", "Mon 1");
    fx_build(&f);
    tt_explain_input(f.p, &out);
    assert_int_equal(ex_count(&out, true), 0);
    ex_find(&out, false, "1 teacher uses more than 95 %|Novak (4 of 4)");
    ex_find(&out, false, "1 class or group uses|9a (4 of 4)");
    const struct tt_finding *soft = ex_find(&out, false, "2 soft rules|at least 1.45");
    assert_int_equal(soft->n_rules, 2);
    const struct tt_finding *off = ex_find(&out, false, "1 active rule names");
    assert_int_equal(off->n_lessons, 1);
    assert_int_equal(f.p->lessons[off->lessons[0]].id, 6);
    ex_find(&out, false, "1 lesson for which rooms are chosen|capacity of 1 room");
    tt_findings_release(&out);
    fx_release(&f);
}

static void a_sound_school_has_no_findings(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    lesson_pair(&f, 5, 6);
    ex_rooms(&f, 1, "Lab,Hall", 30);
    fx_build(&f);
    f.p->lessons[0].head_count = 25;
    tt_explain_input(f.p, &out);
    ex_print(&out);
    assert_int_equal(out.list.n, 0);
    tt_findings_release(&out);
    fx_release(&f);
}

static void long_lists_are_cut(void **state)
{
    (void)state;
    struct fx f;
    struct tt_findings out;
    fx_init(&f, 2, 3);
    for (int id = 1; id <= 80; id++) {
        fx_lesson(&f, id, "", "Physics", "", 1);
        ex_lock(&f, id, "Mon", "1");
        ex_lock(&f, id, "Tue", "1");
    }
    fx_build(&f);
    tt_explain_input(f.p, &out);
    assert_true(ex_count(&out, true) <= 41);
    ex_find(&out, true, "40 more findings");
    tt_findings_release(&out);
    fx_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(consecutive_on_different_days),
        cmocka_unit_test(consecutive_without_room_after),
        cmocka_unit_test(grouped_of_fixed_lessons),
        cmocka_unit_test(three_grouped),
        cmocka_unit_test(same_start_and_not_overlapping),
        cmocka_unit_test(same_day_and_apart),
        cmocka_unit_test(gaps_in_a_short_day),
        cmocka_unit_test(apart_but_near),
        cmocka_unit_test(many_pairs_of_one_cause_are_one_finding),
        cmocka_unit_test(a_circle_of_order),
        cmocka_unit_test(a_chain_without_time),
        cmocka_unit_test(few_of_the_chosen_periods),
        cmocka_unit_test(many_of_the_chosen_periods),
        cmocka_unit_test(too_many_at_the_same_time),
        cmocka_unit_test(too_few_at_the_same_time),
        cmocka_unit_test(one_room_for_all),
        cmocka_unit_test(terms_that_hold_too_little),
        cmocka_unit_test(students_meet_in_a_block),
        cmocka_unit_test(hints),
        cmocka_unit_test(a_sound_school_has_no_findings),
        cmocka_unit_test(long_lists_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

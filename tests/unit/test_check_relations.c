/* The judge: relations between lessons. Each rule is kept once and broken once. */
#include "tt_fixture.h"

#define THREE                                                                            \
    "<Number_of_Activities>3</Number_of_Activities><Activity_Id>1</Activity_Id>"         \
    "<Activity_Id>2</Activity_Id><Activity_Id>3</Activity_Id>"
#define TWO_IDS                                                                          \
    "<First_Activity_Id>1</First_Activity_Id><Second_Activity_Id>2</Second_Activity_Id>"

/* Three lessons of nobody in common, in a week of 5 x 6: durations 2, 1, 1. */
static void start(struct fx *f)
{
    fx_init(f, 5, 6);
    fx_lesson(f, 1, "Miller", "Maths", "9a", 2);
    fx_lesson(f, 2, "Smith", "Maths", "9b", 1);
    fx_lesson(f, 3, "Brown", "Maths", "9c", 1);
}

static void place(struct fx *f, const int slots[3])
{
    for (int k = 0; k < 3; k++)
        fx_place(f, k + 1, slots[k] / 10, slots[k] % 10,
                 NULL); /* tens: day, units: period */
}

#define PLACE(...) place(&f, (const int[3]){__VA_ARGS__})

static void test_min_days(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "MinDaysBetweenActivities", 95,
            "<Consecutive_If_Same_Day>false</Consecutive_If_Same_Day>" THREE
            "<MinDays>2</MinDays>");
    fx_build(&f);
    PLACE(0, 20, 40);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 10, 40); /* one pair 1 short */
    fx_expect(&f, 0, 950000, 1);
    fx_expect_text(&f, "are 1 day apart, at least 2 wanted");
    PLACE(0, 5, 40); /* one pair 2 short */
    fx_expect(&f, 0, 1900000, 1);
    assert_int_equal(f.r.violations.v[0].amount, 2);
    fx_expect_text(&f, "are on the same day (Mon), at least 2 days apart wanted");
    fx_release(&f);
}

static void test_min_days_hidden_rules(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "MinDaysBetweenActivities", 0,
            "<Consecutive_If_Same_Day>true</Consecutive_If_Same_Day>" THREE
            "<MinDays>1</MinDays>");
    fx_build(&f);
    PLACE(0, 2, 10); /* touching: only the line without a cost */
    fx_expect(&f, 0, 0, 1);
    PLACE(3, 2, 10); /* the other way round */
    fx_expect(&f, 0, 0, 1);
    PLACE(0, 3, 10); /* apart: hard, even at weight 0 */
    fx_expect(&f, 1, 0, 2);
    fx_expect_text(&f, "must then follow each other");
    PLACE(0, 2, 3); /* three on a day: a pair does not touch, and one is too many */
    fx_expect(&f, 2, 0, 5);
    fx_expect_text(&f, "3 lessons that should be spread over the days are all on Mon");
    fx_release(&f);
}

static void test_min_days_hard(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "MinDaysBetweenActivities", 100,
            "<Consecutive_If_Same_Day>true</Consecutive_If_Same_Day>" THREE
            "<MinDays>1</MinDays>");
    fx_build(&f);
    PLACE(0, 10, 20);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 3, 20);
    fx_expect(&f, 1, 0, 1);
    fx_release(&f);
}

static void test_min_days_are_real_days(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 6, 4);
    f.mode = "Mornings_Afternoons";
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 1);
    fx_lesson(&f, 2, "Miller", "Maths", "9a", 1);
    fx_time(&f, "MinDaysBetweenActivities", 50,
            "<Consecutive_If_Same_Day>true</Consecutive_If_Same_Day>"
            "<Number_of_Activities>2</Number_of_Activities><Activity_Id>1</Activity_Id>"
            "<Activity_Id>2</Activity_Id><MinDays>1</MinDays>");
    fx_build(&f);
    fx_place(&f, 1, 1, 0, NULL);
    fx_place(&f, 2, 2, 0, NULL);
    fx_expect(&f, 0, 0, 0);
    fx_place(&f, 2, 0, 3, NULL); /* morning and afternoon of one day do not touch */
    fx_expect(&f, 1, 500000, 2);
    fx_place(&f, 2, 1, 1, NULL);
    fx_expect(&f, 0, 500000, 1);
    fx_release(&f);
}

static void test_max_days(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "MaxDaysBetweenActivities", 50, THREE "<MaxDays>1</MaxDays>");
    fx_build(&f);
    PLACE(0, 10, 1);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 10, 40);
    fx_expect(&f, 0, 2500000, 2); /* 3 + 2 days too far */
    fx_expect_text(&f, "are 4 days apart, at most 1 wanted");
    fx_release(&f);
}

static void test_min_gaps(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "MinGapsBetweenActivities", 50, THREE "<MinGaps>2</MinGaps>");
    fx_build(&f);
    PLACE(0, 4, 10);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 3, 10);
    fx_expect(&f, 0, 500000, 1);
    PLACE(3, 1, 10); /* the other order; 1..2, 3..4: one between */
    fx_expect(&f, 0, 500000, 1);
    fx_expect_text(&f, "with 1 period between them, at least 2 wanted");
    PLACE(0, 10,
          0); /* equal starts: the later one of the list (1 period) counts as first */
    fx_expect(&f, 0, 1500000, 1);
    fx_release(&f);
}

static void test_same_starts(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "ActivitiesSameStartingTime", 10, THREE);
    fx_time(&f, "ActivitiesSameStartingHour", 20, THREE);
    fx_time(&f, "ActivitiesSameStartingDay", 40, THREE);
    fx_build(&f);
    PLACE(12, 12, 12);
    fx_expect(&f, 0, 0, 0);
    PLACE(12, 12, 13);
    fx_expect(&f, 0, 600000, 4); /* two pairs: time and hour */
    PLACE(12, 12, 22);
    fx_expect(&f, 0, 1000000, 4); /* two pairs: time and day */
    fx_expect_text(&f, "do not start on the same day");
    PLACE(12, 23, 34);
    fx_expect(&f, 0, 2100000, 9);
    fx_release(&f);
}

static void test_not_overlapping(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 5, 6);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 3);
    fx_lesson(&f, 2, "Smith", "Maths", "9b", 3);
    fx_lesson(&f, 3, "Brown", "Maths", "9c", 1);
    fx_time(&f, "ActivitiesNotOverlapping", 50, THREE);
    fx_build(&f);
    PLACE(0, 3, 10);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 1, 0);
    fx_expect(&f, 0, 1500000, 2); /* 2 periods and 1 */
    fx_expect_text(&f, "overlap on Mon for 2 periods");
    fx_release(&f);
}

static void test_tags_not_overlapping(void **state)
{
    struct fx f;
    (void)state;
    fx_init(&f, 5, 6);
    f.mode = "Block_Planning";
    fx_tagged(&f, 1, "", "Maths", "9a", "A", 2);
    fx_tagged(&f, 2, "", "Maths", "9b", "B", 2);
    fx_tagged(&f, 3, "", "Maths", "9c", "A+C", 2);
    fx_time(&f, "ActivityTagsNotOverlapping", 100,
            "<Number_of_Activity_Tags>2</Number_of_Activity_Tags>"
            "<Activity_Tag>A</Activity_Tag><Activity_Tag>B</Activity_Tag>");
    fx_build(&f);
    PLACE(0, 2, 0); /* A with A is fine */
    fx_expect(&f, 0, 0, 0);
    PLACE(1, 2, 0);
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "overlap on Mon 3 though their tags exclude each other");
    fx_release(&f);
}

static void test_consecutive(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "BreakTimes", 100,
            "<Number_of_Break_Times>1</Number_of_Break_Times><Break_Time><Day>Mon</Day>"
            "<Hour>3</Hour></Break_Time>");
    fx_time(&f, "TwoActivitiesConsecutive", 50, TWO_IDS);
    fx_build(&f);
    PLACE(10, 12, 40);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 3, 40); /* over the break */
    fx_expect(&f, 0, 0, 0);
    PLACE(10, 13, 40);
    fx_expect(&f, 0, 500000, 1);
    PLACE(11, 10, 40); /* the wrong order */
    fx_expect(&f, 0, 500000, 1);
    PLACE(14, 20, 40);
    fx_expect(&f, 0, 500000, 1);
    fx_expect_text(&f, "is not followed directly by");
    fx_release(&f);
}

static void test_grouped(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "BreakTimes", 100,
            "<Number_of_Break_Times>1</Number_of_Break_Times><Break_Time><Day>Mon</Day>"
            "<Hour>3</Hour></Break_Time>");
    fx_time(&f, "TwoActivitiesGrouped", 10, TWO_IDS);
    fx_time(&f, "ThreeActivitiesGrouped", 50,
            TWO_IDS "<Third_Activity_Id>3</Third_Activity_Id>");
    fx_build(&f);
    PLACE(11, 10, 13);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 3, 4); /* over the break */
    fx_expect(&f, 0, 0, 0);
    PLACE(12, 10, 11); /* 1 and 2 not side by side, the three in a row */
    fx_expect(&f, 0, 100000, 1);
    PLACE(11, 10, 14);
    fx_expect(&f, 0, 500000, 1);
    fx_expect_text(&f, "are not in a row");
    fx_place(&f, 3, -1, 0, NULL); /* not judged before all three are placed */
    fx_expect(&f, 0, 0, 0);
    fx_release(&f);
}

static void test_ordered(void **state)
{
    struct fx f;
    (void)state;
    start(&f);
    fx_time(&f, "TwoActivitiesOrdered", 50, TWO_IDS);
    fx_time(&f, "TwoActivitiesOrderedIfSameDay", 10, TWO_IDS);
    fx_build(&f);
    PLACE(10, 12, 40);
    fx_expect(&f, 0, 0, 0);
    PLACE(12, 31, 40);
    fx_expect(&f, 0, 0, 0);
    PLACE(31, 12, 40); /* wrong over the days only */
    fx_expect(&f, 0, 500000, 1);
    PLACE(12, 13, 40); /* overlapping */
    fx_expect(&f, 0, 600000, 2);
    PLACE(12, 11, 40);
    fx_expect(&f, 0, 600000, 2);
    fx_expect_text(&f, "should end before");
    fx_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_min_days),
        cmocka_unit_test(test_min_days_hidden_rules),
        cmocka_unit_test(test_min_days_hard),
        cmocka_unit_test(test_min_days_are_real_days),
        cmocka_unit_test(test_max_days),
        cmocka_unit_test(test_min_gaps),
        cmocka_unit_test(test_same_starts),
        cmocka_unit_test(test_not_overlapping),
        cmocka_unit_test(test_tags_not_overlapping),
        cmocka_unit_test(test_consecutive),
        cmocka_unit_test(test_grouped),
        cmocka_unit_test(test_ordered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The judge: lists of lessons against selected slots and terms. */
#include "tt_fixture.h"

#define FOUR                                                                             \
    "<Number_of_Activities>4</Number_of_Activities><Activity_Id>1</Activity_Id>"         \
    "<Activity_Id>2</Activity_Id><Activity_Id>3</Activity_Id><Activity_Id>4</"           \
    "Activity_Id>"
#define SLOT(day, hour)                                                                  \
    "<Selected_Time_Slot><Selected_Day>" day "</Selected_Day><Selected_Hour>" hour       \
    "</Selected_Hour></Selected_Time_Slot>"
#define SELECTED                                                                         \
    "<Number_of_Selected_Time_Slots>3</Number_of_Selected_Time_Slots>" SLOT("Mon", "1")  \
        SLOT("Mon", "2") SLOT("Tue", "1")

/* Four lessons of nobody in common in a week of 4 x 4, the first of 2 periods;
   without slots in terms mode. */
static void start(struct fx *f, const char *element, const char *slots, const char *limit)
{
    char inner[2048];
    fx_init(f, 4, 4);
    fx_lesson(f, 1, "", "Maths", "9a", 2);
    fx_lesson(f, 2, "", "Maths", "9b", 1);
    fx_lesson(f, 3, "", "Maths", "9c", 1);
    fx_lesson(f, 4, "", "Maths", "9d", 1);
    snprintf(inner, sizeof inner, "%s%s%s", FOUR, slots, limit);
    fx_time(f, element, 100, inner);
    if (!*slots) {
        f->mode = "Terms";
        f->extra = "<Number_of_Terms>2</Number_of_Terms>"
                   "<Number_of_Days_Per_Term>2</Number_of_Days_Per_Term>";
    }
}

static void place(struct fx *f, const int slots[4])
{
    for (int k = 0; k < 4; k++)
        fx_place(f, k + 1, slots[k] / 10, slots[k] % 10, NULL);
}

#define PLACE(...) place(&f, (const int[4]){__VA_ARGS__})

static void test_occupy_max(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "ActivitiesOccupyMaxTimeSlotsFromSelection", SELECTED,
          "<Max_Number_of_Occupied_Time_Slots>1</Max_Number_of_Occupied_Time_Slots>");
    fx_build(&f);
    PLACE(1, 1, 1, 30); /* lesson 1 covers Mon 2 and Mon 3: one selected slot */
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 1, 10, 30);
    fx_expect(&f, 2, 0, 1);
    fx_expect_text(&f, "occupy 3 of the selected periods (allowed: 1)");
    fx_release(&f);
}

static void test_occupy_min(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "ActivitiesOccupyMinTimeSlotsFromSelection", SELECTED,
          "<Min_Number_of_Occupied_Time_Slots>3</Min_Number_of_Occupied_Time_Slots>");
    fx_build(&f);
    PLACE(0, 10, 30, 31);
    fx_expect(&f, 0, 0, 0);
    PLACE(1, 1, 30, 31);
    fx_expect(&f, 2, 0, 1);
    fx_expect_text(&f, "occupy 1 of the selected periods (at least 3 wanted)");
    fx_release(&f);
}

static void test_max_simultaneous(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "ActivitiesMaxSimultaneousInSelectedTimeSlots", SELECTED,
          "<Max_Number_of_Simultaneous_Activities>2</"
          "Max_Number_of_Simultaneous_Activities>");
    fx_build(&f);
    PLACE(0, 1, 10, 10);
    fx_expect(&f, 0, 0, 0);
    PLACE(20, 20, 20, 20); /* not selected */
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 1, 1, 1);
    fx_expect(&f, 2, 0, 1);
    assert_int_equal(f.r.violations.v[0].n_lessons, 4);
    fx_expect_text(&f, "4 lessons of the selected list at once on Mon 2 (allowed: 2)");
    fx_release(&f);
}

static void test_min_simultaneous(void **state)
{
    struct fx f;
    (void)state;
    start(
        &f, "ActivitiesMinSimultaneousInSelectedTimeSlots", SELECTED,
        "<Min_Number_of_Simultaneous_Activities>2</Min_Number_of_Simultaneous_Activities>"
        "<Allow_Empty_Slots>true</Allow_Empty_Slots>");
    fx_build(&f);
    PLACE(20, 20, 10, 10);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 1, 10, 30);
    fx_expect(&f, 2, 0, 2); /* Mon 1 and Tue 1 have one each */
    fx_expect_text(&f,
                   "1 lesson of the selected list at once on Mon 1 (at least 2 wanted)");
    fx_release(&f);
}

static void test_min_simultaneous_not_empty(void **state)
{
    struct fx f;
    (void)state;
    start(
        &f, "ActivitiesMinSimultaneousInSelectedTimeSlots", SELECTED,
        "<Min_Number_of_Simultaneous_Activities>1</Min_Number_of_Simultaneous_Activities>"
        "<Allow_Empty_Slots>false</Allow_Empty_Slots>");
    fx_build(&f);
    PLACE(0, 10, 30, 30);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 11, 30, 30);
    fx_expect(&f, 1, 0, 1);
    fx_release(&f);
}

static void test_max_total(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "MaxTotalActivitiesFromSetInSelectedTimeSlots", SELECTED,
          "<Max_Total_Number_of_Activities>2</Max_Total_Number_of_Activities>");
    f.mode = "Block_Planning";
    fx_build(&f);
    PLACE(0, 10, 30, 30);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 10, 10, 1);
    fx_expect(&f, 2, 0, 1);
    fx_expect_text(&f, "are in the selected periods (allowed: 2)");
    fx_release(&f);
}

static void test_max_in_term(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "ActivitiesMaxInATerm", "",
          "<Max_Number_of_Activities_in_A_Term>2</Max_Number_of_Activities_in_A_Term>");
    fx_build(&f);
    PLACE(0, 10, 20, 30);
    fx_expect(&f, 0, 0, 0);
    PLACE(20, 10, 20, 30);
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "are in term 2 (allowed: 2)");
    fx_release(&f);
}

static void test_max_terms(void **state)
{
    struct fx f;
    (void)state;
    start(&f, "ActivitiesOccupyMaxTerms", "",
          "<Max_Number_of_Occupied_Terms>1</Max_Number_of_Occupied_Terms>");
    fx_build(&f);
    PLACE(0, 10, 10, 0);
    fx_expect(&f, 0, 0, 0);
    PLACE(0, 10, 20, 0);
    fx_expect(&f, 1, 0, 1);
    fx_expect_text(&f, "are spread over 2 terms (allowed: 1)");
    fx_release(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_occupy_max),
        cmocka_unit_test(test_occupy_min),
        cmocka_unit_test(test_max_simultaneous),
        cmocka_unit_test(test_min_simultaneous),
        cmocka_unit_test(test_min_simultaneous_not_empty),
        cmocka_unit_test(test_max_total),
        cmocka_unit_test(test_max_in_term),
        cmocka_unit_test(test_max_terms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

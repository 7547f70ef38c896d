/*
 * Nothing possible is called impossible. Random timetables are drawn first, then random
 * rules; those that the timetable breaks are switched off. What remains has a solution, so
 * no finding may be fatal; a lesson taken out can go back to its place. The example files
 * that FET solves are asked, too, where they are installed.
 */
#include "test_explain_support.h"

#include "base/file.h"
#include "base/rng.h"

enum { ROUNDS = 240, LESSONS = 26, RULES = 70 };

struct school {
    struct fx f;
    struct rng rng;
    int n, slot[LESSONS + 1], room[LESSONS + 1], duration[LESSONS + 1];
    int teacher[LESSONS + 1],
        group[LESSONS + 1]; /* -1 = none; 0..2 years, 3, 4 parts of 0 */
};

static const char *const teacher_names[] = {"Novak", "Miller", "Osman", "Petrov"};
static const char *const group_names[] = {"9a", "9b", "9c", "9a boys", "9a girls"};
static const char *const room_names[] = {"Lab", "Hall", "Gym"};
static const char *const tag_names[] = {"Red", "Blue"};

static bool groups_meet(int a, int b)
{
    return a >= 0 && b >= 0 && (a == b || (a == 0 && b >= 3) || (b == 0 && a >= 3));
}

static bool block_mode(const struct school *s)
{
    return strcmp(s->f.mode, "Block_Planning") == 0;
}

static bool fits(const struct school *s, int i, int slot, int room)
{
    int hours = s->f.hours;
    if (slot % hours + s->duration[i] > hours || (s->group[i] == 0 && room == 0))
        return false; /* the whole 9a is too large for the first room */
    for (int k = 1; k < i; k++) {
        int a = slot, b = s->slot[k];
        bool same_time = a < b + s->duration[k] && b < a + s->duration[i];
        a %= hours;
        b %= hours;
        bool same_block = a < b + s->duration[k] && b < a + s->duration[i];
        bool meet = block_mode(s) ? same_block : same_time;
        if ((same_time && s->teacher[i] >= 0 && s->teacher[i] == s->teacher[k]) ||
            (meet && (groups_meet(s->group[i], s->group[k]) || s->room[k] == room)))
            return false;
    }
    return true;
}

/* Draws lessons and a place for each; those without a place are left out. */
static void draw_lessons(struct school *s)
{
    fx_split_year(&s->f, "9a", "9a boys", "9a girls", 20);
    for (int k = 0; k < 3; k++) {
        fx_room(&s->f, room_names[k], "", 15 + 10 * k, NULL);
        fx_first(&s->f, "none", room_names[k]);
    }
    for (int tries = 0; s->n < LESSONS && tries < 400; tries++) {
        int i = s->n + 1, slot = rng_below(&s->rng, s->f.days * s->f.hours);
        int room = rng_below(&s->rng, 3);
        s->duration[i] = 1 + (rng_below(&s->rng, 5) == 0);
        s->teacher[i] = block_mode(s) ? -1 : rng_below(&s->rng, 5) - 1;
        s->group[i] = rng_below(&s->rng, 6) - 1;
        if (!fits(s, i, slot, room))
            continue;
        s->n = i;
        s->slot[i] = slot;
        s->room[i] = room;
        fx_tagged(&s->f, i, s->teacher[i] < 0 ? "" : teacher_names[s->teacher[i]],
                  "Maths", s->group[i] < 0 ? "" : group_names[s->group[i]],
                  tag_names[rng_below(&s->rng, 2)], s->duration[i]);
    }
}

/* --- random rules --- */

static const char *any_slots(struct school *s, char *buf, size_t size, int most)
{
    size_t at = 0;
    int total = s->f.days * s->f.hours, n = 1 + rng_below(&s->rng, most);
    n = n > total ? total : n;
    int first = rng_below(&s->rng, total),
        step = total >= 3 * n ? 1 + rng_below(&s->rng, 3) : 1;
    for (int k = 0; k < n; k++) {
        int slot = (first + k * step) % total, day = slot / s->f.hours;
        static const char *const days[] = {"Mon", "Tue", "Wed", "Thu",
                                           "Fri", "Sat", "Sun"};
        static const char *const halves[] = {"Mon am", "Mon pm", "Tue am",
                                             "Tue pm", "Wed am", "Wed pm"};
        bool half = strcmp(s->f.mode, "Mornings_Afternoons") == 0;
        at += (size_t)snprintf(buf + at, size - at, "%s%s %d", k ? "," : "",
                               half ? halves[day] : days[day], 1 + slot % s->f.hours);
    }
    return buf;
}

static const char *any_ids(struct school *s, char *buf, size_t size, int n)
{
    size_t at = 0;
    int first = rng_below(&s->rng, s->n),
        step = s->n >= 15 ? 1 + rng_below(&s->rng, 3) : 1;
    n = n > s->n ? s->n : n;
    for (int k = 0; k < n; k++)
        at += (size_t)snprintf(buf + at, size - at, "%s%d", k ? "," : "",
                               1 + (first + k * step) % s->n);
    return buf;
}

static double any_weight(struct school *s)
{
    return rng_below(&s->rng, 4) ? 100 : 90;
}

static void limit_rule(struct school *s, const char *rule, const char *element,
                       const char *more, int low, int high)
{
    char inner[512];
    snprintf(inner, sizeof inner, "%s<%s>%d</%s>", more, element,
             low + rng_below(&s->rng, high - low + 1), element);
    fx_time(&s->f, rule, 100, inner);
}

static void teacher_rules(struct school *s)
{
    char who[128], slots[512];
    const char *name = teacher_names[rng_below(&s->rng, 4)];
    if (!strstr(s->f.teachers.s, name))
        return;
    snprintf(who, sizeof who, "<Teacher_Name>%s</Teacher_Name>", name);
    switch (rng_below(&s->rng, 9)) {
    case 0:
        limit_rule(s, "TeacherMaxDaysPerWeek", "Max_Days_Per_Week", who, 1, 4);
        return;
    case 1:
        limit_rule(s, "TeacherMinDaysPerWeek", "Minimum_Days_Per_Week", who, 2, 5);
        return;
    case 2:
        limit_rule(s, "TeacherMaxHoursDaily", "Maximum_Hours_Daily", who, 1, 4);
        return;
    case 3:
        strncat(who, "<Allow_Empty_Days>true</Allow_Empty_Days>",
                sizeof who - strlen(who) - 1);
        limit_rule(s, "TeacherMinHoursDaily", "Minimum_Hours_Daily", who, 2, 2);
        return;
    case 4:
        limit_rule(s, "TeacherMaxHoursContinuously", "Maximum_Hours_Continuously", who, 1,
                   3);
        return;
    case 5:
        limit_rule(s, "TeacherMaxGapsPerWeek", "Max_Gaps", who, 0, 6);
        return;
    case 6:
        limit_rule(s, "TeacherMaxHoursDaily", "Maximum_Hours_Daily", who, 2, 3);
        return;
    default:
        ex_teacher_away(&s->f, name, any_slots(s, slots, sizeof slots, 6));
        return;
    }
}

static void students_rules(struct school *s)
{
    char who[128], slots[512];
    const char *name = group_names[rng_below(&s->rng, 5)];
    snprintf(who, sizeof who, "<Students>%s</Students>", name);
    if (!strstr(s->f.students.s, name))
        return;
    switch (rng_below(&s->rng, 6)) {
    case 0:
        limit_rule(s, "StudentsSetMaxHoursDaily", "Maximum_Hours_Daily", who, 2, 4);
        return;
    case 1:
        limit_rule(s, "StudentsSetMaxHoursContinuously", "Maximum_Hours_Continuously",
                   who, 1, 3);
        return;
    case 2:
        limit_rule(s, "StudentsSetMaxDaysPerWeek", "Max_Days_Per_Week", who, 2, 4);
        return;
    case 3:
        strncat(who,
                rng_below(&s->rng, 2) ? "<Allow_Empty_Days>true</Allow_Empty_Days>"
                                      : "<Allow_Empty_Days>false</Allow_Empty_Days>",
                sizeof who - strlen(who) - 1);
        limit_rule(s, "StudentsSetMinHoursDaily", "Minimum_Hours_Daily", who, 1, 2);
        return;
    default:
        ex_students_away(&s->f, name, any_slots(s, slots, sizeof slots, 6));
        return;
    }
}

static void lesson_rules(struct school *s)
{
    char slots[512];
    int id = 1 + rng_below(&s->rng, s->n);
    switch (rng_below(&s->rng, 5)) {
    case 0: { /* its own place, as a lock */
        char inner[256];
        int day = s->slot[id] / s->f.hours;
        bool half = strcmp(s->f.mode, "Mornings_Afternoons") == 0;
        static const char *const days[] = {"Mon", "Tue", "Wed", "Thu",
                                           "Fri", "Sat", "Sun"};
        static const char *const halves[] = {"Mon am", "Mon pm", "Tue am",
                                             "Tue pm", "Wed am", "Wed pm"};
        snprintf(inner, sizeof inner,
                 "<Activity_Id>%d</Activity_Id><Preferred_Day>%s</Preferred_Day>"
                 "<Preferred_Hour>%d</Preferred_Hour><Permanently_Locked>false</"
                 "Permanently_Locked>",
                 id, half ? halves[day] : days[day], 1 + s->slot[id] % s->f.hours);
        fx_time(&s->f, "ActivityPreferredStartingTime", 100, inner);
        return;
    }
    case 1:
        ex_room_closed(&s->f, room_names[rng_below(&s->rng, 3)],
                       any_slots(s, slots, sizeof slots, 4));
        return;
    case 2:
        ex_rooms(&s->f, id, rng_below(&s->rng, 2) ? "Lab,Hall" : "Hall,Gym", 30);
        return;
    case 3:
        ex_rooms(&s->f, id, room_names[s->room[id]], 30);
        return;
    default:
        ex_starts(&s->f, id, any_weight(s), any_slots(s, slots, sizeof slots, 20));
        return;
    }
}

static void relation_rules(struct school *s)
{
    char ids[128], more[256];
    double weight = any_weight(s);
    switch (rng_below(&s->rng, 10)) {
    case 0:
    case 1:
        snprintf(
            more, sizeof more,
            "<MinDays>%d</MinDays><Consecutive_If_Same_Day>%s</Consecutive_If_Same_Day>",
            1 + rng_below(&s->rng, 2), rng_below(&s->rng, 2) ? "true" : "false");
        ex_relation(&s->f, "MinDaysBetweenActivities", weight,
                    any_ids(s, ids, sizeof ids, 2 + rng_below(&s->rng, 3)), more);
        return;
    case 2:
        snprintf(more, sizeof more, "<MaxDays>%d</MaxDays>", rng_below(&s->rng, 3));
        ex_relation(&s->f, "MaxDaysBetweenActivities", weight,
                    any_ids(s, ids, sizeof ids, 2 + rng_below(&s->rng, 2)), more);
        return;
    case 3:
        snprintf(more, sizeof more, "<MinGaps>%d</MinGaps>", 1 + rng_below(&s->rng, 2));
        ex_relation(&s->f, "MinGapsBetweenActivities", weight,
                    any_ids(s, ids, sizeof ids, 3), more);
        return;
    case 4:
        ex_relation(&s->f, "ActivitiesSameStartingHour", weight,
                    any_ids(s, ids, sizeof ids, 2), "");
        return;
    case 5:
        ex_relation(&s->f, "ActivitiesSameStartingDay", weight,
                    any_ids(s, ids, sizeof ids, 2), "");
        return;
    case 6:
        ex_relation(&s->f, "ActivitiesSameStartingTime", weight,
                    any_ids(s, ids, sizeof ids, 2), "");
        return;
    case 7:
        ex_relation(&s->f, "ActivitiesNotOverlapping", weight,
                    any_ids(s, ids, sizeof ids, 4), "");
        return;
    default: {
        static const char *const pairs[] = {
            "TwoActivitiesOrdered", "TwoActivitiesConsecutive", "TwoActivitiesGrouped"};
        int a = 1 + rng_below(&s->rng, s->n), b = 1 + rng_below(&s->rng, s->n);
        snprintf(more, sizeof more,
                 "<First_Activity_Id>%d</First_Activity_Id><Second_Activity_Id>%d</"
                 "Second_Activity_Id>",
                 a, b);
        if (a != b)
            fx_time(&s->f, pairs[rng_below(&s->rng, 3)], weight, more);
        return;
    }
    }
}

/* Selected periods: the slots of up to six lessons' own days and hours. */
static void selection_rules(struct school *s)
{
    static const char *const rules[][2] = {
        {"ActivitiesOccupyMaxTimeSlotsFromSelection",
         "Max_Number_of_Occupied_Time_Slots"},
        {"ActivitiesOccupyMinTimeSlotsFromSelection",
         "Min_Number_of_Occupied_Time_Slots"},
        {"ActivitiesMaxSimultaneousInSelectedTimeSlots",
         "Max_Number_of_Simultaneous_Activities"}};
    char slots[512], ids[128];
    struct strbuf more;
    int kind = rng_below(&s->rng, 3), limit = rng_below(&s->rng, 3);
    sb_init(&more);
    struct strbuf items;
    sb_init(&items);
    int n = ex_parts(&items, any_slots(s, slots, sizeof slots, 6), ex_add_slot,
                     "Selected_Time_Slot/Selected_Day/Selected_Hour");
    sb_addf(&more,
            "<Number_of_Selected_Time_Slots>%d</Number_of_Selected_Time_Slots>%s<%s>%d"
            "</%s>",
            n, items.s, rules[kind][1], limit, rules[kind][1]);
    ex_relation(&s->f, rules[kind][0], 100, any_ids(s, ids, sizeof ids, 5), more.s);
    sb_release(&items);
    sb_release(&more);
}

static void draw_rules(struct school *s)
{
    for (int k = 0; k < RULES; k++) {
        switch (rng_below(&s->rng, 6)) {
        case 0:
            teacher_rules(s);
            break;
        case 1:
            students_rules(s);
            break;
        case 2:
        case 3:
            lesson_rules(s);
            break;
        case 4:
            relation_rules(s);
            break;
        default:
            selection_rules(s);
            break;
        }
    }
}

/* --- questions --- */

/* Switches off the hard rules that the drawn timetable breaks; false if something else is
   wrong with it. */
static bool keep_true_rules(struct school *s)
{
    for (int round = 0; round < 6; round++) {
        fx_check(&s->f);
        if (s->f.r.hard == 0)
            return true;
        for (int i = 0; i < s->f.r.violations.n; i++) {
            const struct tt_violation *v = &s->f.r.violations.v[i];
            if (v->hard && v->rule < 0)
                return false;
            if (v->hard)
                s->f.p->rules[v->rule].active = false;
        }
    }
    return false;
}

static bool draw(struct school *s, int round)
{
    static const char *const modes[] = {"Official", "Mornings_Afternoons", "Official",
                                        "Block_Planning"};
    memset(s, 0, sizeof *s);
    rng_seed(&s->rng, (uint64_t)round, 7);
    bool halves = round % 4 == 1;
    fx_init(&s->f, halves ? 6 : 3 + rng_below(&s->rng, 3), 3 + rng_below(&s->rng, 3));
    s->f.mode = modes[round % 4];
    draw_lessons(s);
    draw_rules(s);
    fx_build(&s->f);
    for (int i = 1; i <= s->n; i++)
        fx_place(&s->f, i, s->slot[i] / s->f.hours, s->slot[i] % s->f.hours,
                 room_names[s->room[i]]);
    return keep_true_rules(s);
}

static void expect_none_fatal(const struct school *s, int round)
{
    struct tt_findings out;
    tt_explain_input(s->f.p, &out);
    if (ex_count(&out, true) > 0) {
        ex_print(&out);
        fail_msg("round %d: called impossible, but there is a timetable", round);
    }
    tt_findings_release(&out);
}

/* A lesson taken out of the timetable may go back, and it is said so. */
static void expect_way_back(struct school *s, int round)
{
    struct tt_findings out;
    for (int id = 1; id <= s->n; id += 5) {
        int l = tt_find_lesson(s->f.p, id), slot = s->f.s.slot[l], room = s->f.s.room[l];
        tt_explain_cell(s->f.p, &s->f.s, l, slot, room, &out);
        if (out.list.n > 0) {
            ex_print(&out);
            fail_msg("round %d: lesson %d may not be where it is", round, id);
        }
        tt_findings_release(&out);
        s->f.s.slot[l] = s->f.s.room[l] = -1;
        tt_explain_unplaced(s->f.p, &s->f.s, &out);
        if (out.list.n != 1 || out.list.v[0].fatal || out.list.v[0].lesson != l) {
            ex_print(&out);
            fail_msg("round %d: lesson %d does not find its way back", round, id);
        }
        tt_findings_release(&out);
        s->f.s.slot[l] = slot;
        s->f.s.room[l] = room;
    }
}

static void drawn_timetables_are_possible(void **state)
{
    (void)state;
    int asked = 0, rules = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct school s;
        if (draw(&s, round)) {
            asked++;
            for (int i = 0; i < s.f.p->n_rules; i++)
                rules += tt_rule_live(s.f.p, &s.f.p->rules[i]);
            expect_none_fatal(&s, round);
            expect_way_back(&s, round);
        }
        fx_release(&s.f);
    }
    assert_true(asked > ROUNDS / 2);
    assert_true(rules > asked * 15); /* the draw must not become too tame */
}

/* --- FET's examples --- */

#define EXAMPLES "/usr/share/doc/fet-data/examples/"

/* Solved by FET, from a few seconds to a minute, with rules of many kinds. */
static const char *const solved[] = {
    "FET-5-official/Germany/secondary-school-2/GYR.fet",
    "FET-5-official/Italy/2010/Liceo-2010.fet",
    "FET-5-official/Italy/2007/difficult/highschool-Ancona.fet",
    "FET-5-official/Hungary/Bethlen/2008-2009/2-newer/Bethlen-2008-2009.fet",
    "FET-5-official/United-Arab-Emirates/IBDP-School-2016.fet",
    "FET-5-official/India/REVA-University/REVA-UNIVERSITY_JANUARY2016.fet",
    "FET-5-official/Namibia/by-Bobby/set-3/StPaulsColY13T1a.fet",
    "FET-5-official/Morocco/Hadkourt/lycee-Farabi.fet",
    "FET-5-official/South-Africa/difficult/Insight_Learning_Centre2.fet",
    "FET-5-official/Germany/secondary-school-1/test-virtual-rooms-3/"
    "German-test-virtual-rooms-3.fet",
    "FET-5-official/Hong-Kong/secondary-school-2/FET-2020-07-30-SAMPLE_HK_6_period.fet",
    "FET-5-official/Belize/Sacred-Heart-College/shc-2012/test-2012.fet",
};

static struct tt_problem *read_example(const char *name)
{
    char path[512], *data;
    size_t len;
    struct tt_problem *p = NULL;
    struct err e = {0};
    snprintf(path, sizeof path, EXAMPLES "%s", name);
    if (file_read(path, 64 << 20, &data, &len, &e) != 0)
        return NULL;
    if (fet_read(path, data, len, &p, &e) != 0)
        fail_msg("%s:%d: %s", path, e.line, e.text);
    mem_free(data);
    return p;
}

static void solved_examples_are_possible(void **state)
{
    (void)state;
    struct tt_findings out;
    int read = 0;
    for (size_t i = 0; i < sizeof solved / sizeof *solved; i++) {
        struct tt_problem *p = read_example(solved[i]);
        if (!p)
            continue;
        read++;
        tt_explain_input(p, &out);
        if (ex_count(&out, true) > 0) {
            ex_print(&out);
            fail_msg("%s is called impossible, but FET solves it", solved[i]);
        }
        assert_true(out.list.n < 30);
        tt_findings_release(&out);
        tt_problem_free(p);
    }
    if (read == 0)
        skip();
}

static void hopeless_examples_are_found(void **state)
{
    (void)state;
    /* FET refuses the first; on the second it never ends */
    static const char *const hopeless[] = {"FET-5-official/Brazil/3/ACHILES-MANHA.fet",
                                           "FET-5-official/Brazil/2/EEBLJ-Diurno.fet"};
    struct tt_findings out;
    int read = 0;
    for (int i = 0; i < 2; i++) {
        struct tt_problem *p = read_example(hopeless[i]);
        if (!p)
            continue;
        read++;
        tt_explain_input(p, &out);
        assert_true(ex_count(&out, true) > 0);
        tt_findings_release(&out);
        tt_problem_free(p);
    }
    if (read == 0)
        skip();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(drawn_timetables_are_possible),
        cmocka_unit_test(solved_examples_are_possible),
        cmocka_unit_test(hopeless_examples_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

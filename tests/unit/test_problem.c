/* The timetable problem: what finish computes and refuses, filters, pins, lookups, texts,
   and timetables as arrays. Everything is built by hand: no reader takes part. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "timetable/problem.h"
#include "timetable/problem_layout.h"
#include "timetable/solution.h"
#include <string.h>

static int *ints(struct tt_problem *p, int n, ...)
{
    int *v = ARENA_NEW(p->arena, int, n);
    va_list ap;
    va_start(ap, n);
    for (int i = 0; i < n; i++)
        v[i] = va_arg(ap, int);
    va_end(ap);
    return v;
}

static struct tt_label label(const char *name)
{
    return (struct tt_label){name, "", "", ""};
}

static void set(struct tt_problem *p, int i, const char *name, enum tt_set_level level,
                int heads)
{
    p->sets[i].label = label(name);
    p->sets[i].level = level;
    p->sets[i].n_students = heads;
    p->sets[i].separator = "";
}

static void parts(struct tt_problem *p, int i, int *children, int n)
{
    p->sets[i].children = children;
    p->sets[i].n_children = n;
}

/* Year 7 = groups 7a {x, y}, 7b {y, z}; group 7c without parts; year 8 without groups. */
static void add_sets(struct tt_problem *p)
{
    p->n_sets = 8;
    p->sets = ARENA_NEW(p->arena, struct tt_set, 8);
    set(p, 0, "7", TT_YEAR, 60);
    set(p, 1, "7a", TT_GROUP, 30);
    set(p, 2, "x", TT_SUBGROUP, 15);
    set(p, 3, "y", TT_SUBGROUP, 15);
    set(p, 4, "7b", TT_GROUP, 30);
    set(p, 5, "z", TT_SUBGROUP, 15);
    set(p, 6, "7c", TT_GROUP, 9);
    set(p, 7, "8", TT_YEAR, 25);
    parts(p, 0, ints(p, 3, 1, 4, 6), 3);
    parts(p, 1, ints(p, 2, 2, 3), 2);
    parts(p, 4, ints(p, 2, 3, 5), 2);
    p->n_years = 2;
    p->years = ints(p, 2, 0, 7);
}

static void add_rooms(struct tt_problem *p)
{
    p->n_rooms = 3;
    p->rooms = ARENA_NEW(p->arena, struct tt_room, 3);
    const char *names[] = {"R1", "R2", "both"};
    for (int i = 0; i < 3; i++)
        p->rooms[i] = (struct tt_room){label(names[i]), -1, 30000, i == 2, 0, NULL};
    p->rooms[2].n_sets = 2;
    p->rooms[2].sets = ARENA_NEW(p->arena, struct tt_room_set, 2);
    p->rooms[2].sets[0] = (struct tt_room_set){1, ints(p, 1, 0)};
    p->rooms[2].sets[1] = (struct tt_room_set){1, ints(p, 1, 1)};
}

static void add_lesson(struct tt_problem *p, int id, int group, int teacher, int students)
{
    p->lessons[p->n_lessons++] = (struct tt_lesson){.id = id,
                                                    .group_id = group,
                                                    .duration = 2,
                                                    .total_duration = 4,
                                                    .n_students = -1,
                                                    .active = true,
                                                    .n_teachers = 1,
                                                    .teachers = ints(p, 1, teacher),
                                                    .n_sets = 1,
                                                    .sets = ints(p, 1, students)};
}

static struct tt_time_name *times(struct tt_problem *p, int n, const char *const *names)
{
    struct tt_time_name *v = ARENA_NEW(p->arena, struct tt_time_name, n);
    for (int i = 0; i < n; i++)
        v[i] = (struct tt_time_name){names[i], ""};
    return v;
}

/* Two days of four periods, two teachers, lessons 5+6 (split), 9 and the inactive 12. */
static struct tt_problem *school(void)
{
    static const char *const days[] = {"Mo", "Tu"}, *const hours[] = {"1", "2", "3", "4"};
    struct tt_problem *p = tt_problem_new("school");
    p->n_days = 2;
    p->days = times(p, 2, days);
    p->n_periods = 4;
    p->periods = times(p, 4, hours);
    p->n_subjects = 1;
    p->subjects = ARENA_NEW(p->arena, struct tt_subject, 1);
    p->subjects[0].label = label("Maths");
    p->n_tags = 2;
    p->tags = ARENA_NEW(p->arena, struct tt_tag, 2);
    p->tags[0].label = label("lab");
    p->tags[1].label = label("sport");
    p->n_teachers = 2;
    p->teachers = ARENA_NEW(p->arena, struct tt_teacher, 2);
    p->teachers[0].label = label("Ann");
    p->teachers[1].label = label("Bob");
    add_sets(p);
    add_rooms(p);
    p->lessons = ARENA_NEW(p->arena, struct tt_lesson, 4);
    add_lesson(p, 5, 5, 0, 1);
    add_lesson(p, 6, 5, 0, 1);
    add_lesson(p, 9, 0, 1, 7);
    add_lesson(p, 12, 0, 1, 6);
    p->lessons[3].active = false;
    p->rules = ARENA_NEW(p->arena, struct tt_rule, 8);
    return p;
}

static struct tt_problem *finished(void)
{
    struct tt_problem *p = school();
    struct err e = {0};
    assert_int_equal(tt_problem_finish(p, &e), 0);
    assert_string_equal(e.text, "");
    return p;
}

static void refused(struct tt_problem *p, int code, const char *words)
{
    struct err e = {0};
    assert_int_equal(tt_problem_finish(p, &e), code);
    if (!strstr(e.text, words))
        fail_msg("\"%s\" does not say \"%s\"", e.text, words);
    assert_string_equal(e.file, "school");
    tt_problem_free(p);
}

static void subgroups_are_made(void **state)
{
    (void)state;
    struct tt_problem *p = finished();
    assert_int_equal(p->n_subgroups, 5);
    assert_string_equal(p->subgroups[0].name, "x");
    assert_false(p->subgroups[0].automatic);
    assert_string_equal(p->subgroups[3].name, "7c Automatic Subgroup");
    assert_true(p->subgroups[3].automatic);
    assert_int_equal(p->subgroups[3].set, 6);
    assert_string_equal(p->subgroups[4].name, "8 Automatic Subgroup");
    assert_int_equal(p->sets[0].n_subgroups,
                     4); /* x y z and the one of 7c, y only once */
    for (int i = 0; i < 4; i++)
        assert_int_equal(p->sets[0].subgroups[i], i);
    assert_true(tt_sets_overlap(p, 1, 4));
    assert_true(tt_sets_overlap(p, 0, 6));
    assert_false(tt_sets_overlap(p, 2, 5));
    assert_false(tt_sets_overlap(p, 0, 7));
    tt_problem_free(p);
}

static void lessons_are_filled(void **state)
{
    (void)state;
    struct tt_problem *p = school();
    struct err e = {0};
    p->lessons[2].n_students = 0;
    p->lessons[3].n_sets = 2; /* a plain sum, even where sets share students */
    p->lessons[3].sets = ints(p, 2, 1, 4);
    assert_int_equal(tt_problem_finish(p, &e), 0);
    assert_int_equal(p->lessons[0].component, 1);
    assert_int_equal(p->lessons[1].component, 2);
    assert_int_equal(p->lessons[2].component, 1);
    assert_int_equal(p->lessons[0].head_count, 30);
    assert_int_equal(p->lessons[2].head_count, 0);
    assert_int_equal(p->lessons[3].head_count, 60);
    assert_int_equal(p->lessons[3].n_subgroups, 3);
    assert_int_equal(p->max_reals, 2);
    assert_int_equal(p->n_terms, 1);
    assert_int_equal(p->days_per_term, 2);
    tt_problem_free(p);
}

static void basic_rules_are_added_once(void **state)
{
    (void)state;
    struct tt_problem *p = school();
    p->rules[p->n_rules++] = tt_rule_blank(TT_R_BASIC_SPACE);
    struct err e = {0};
    assert_int_equal(tt_problem_finish(p, &e), 0);
    assert_int_equal(p->n_rules, 2);
    assert_int_equal(p->rules[1].type, TT_R_BASIC_TIME);
    tt_problem_free(p);

    p = school();
    p->rules[p->n_rules++] = tt_rule_blank(TT_R_BASIC_TIME);
    p->rules[p->n_rules++] = tt_rule_blank(TT_R_BASIC_TIME);
    refused(p, ERR_INPUT, "twice");
    p = school();
    p->rules[p->n_rules] = tt_rule_blank(TT_R_BASIC_TIME);
    p->rules[p->n_rules++].weight = 5;
    refused(p, ERR_INPUT, "100 %");
}

static void names_are_found(void **state)
{
    (void)state;
    struct tt_problem *p = finished();
    assert_int_equal(tt_find_teacher(p, "Bob"), 1);
    assert_int_equal(tt_find_teacher(p, "bob"), -1);
    assert_int_equal(tt_find_set(p, "z"), 5);
    assert_int_equal(tt_find_room(p, "both"), 2);
    assert_int_equal(tt_find_room(p, ""), -1);
    assert_int_equal(tt_find_lesson(p, 9), 2);
    assert_int_equal(tt_find_lesson(p, 2), -1);
    assert_int_equal(tt_rule_type_by_name("BreakTimes"), TT_R_BREAK);
    assert_int_equal(tt_rule_type_by_name("breaktimes"), -1);
    tt_problem_free(p);
}

static void texts_name_lessons_and_slots(void **state)
{
    (void)state;
    struct tt_problem *p = finished();
    char buf[64], small[12];
    assert_string_equal(tt_lesson_text(p, 0, buf, sizeof buf), "Maths, 7a, Ann (id 5)");
    assert_string_equal(tt_slot_text(p, 6, buf, sizeof buf), "Tu 3");
    assert_string_equal(tt_slot_text(p, -1, buf, sizeof buf), "unplaced");
    assert_string_equal(tt_lesson_text(p, 0, small, sizeof small), "Maths, 7a, ");
    tt_problem_free(p);
}

/* A text that is cut off ends between characters, not inside one. */
static void cut_texts_stay_utf8(void **state)
{
    (void)state;
    struct tt_problem *p = finished();
    char buf[9];
    p->days[0].name = "\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4";
    assert_string_equal(tt_slot_text(p, 0, buf, 8), "\xC3\xA4\xC3\xA4\xC3\xA4");
    tt_problem_free(p);
}

static void filters_match(void **state)
{
    (void)state;
    struct tt_problem *p = finished();
    struct tt_rule r = tt_rule_blank(TT_R_LESSONS_STARTS);
    assert_true(tt_rule_matches(p, &r, 0));
    assert_false(tt_rule_matches(p, &r, 3)); /* inactive */
    r.set = 3;                               /* y lies in 7a, not in 8 */
    assert_true(tt_rule_matches(p, &r, 0));
    assert_false(tt_rule_matches(p, &r, 2));
    r.set = -1;
    r.teacher = 1;
    assert_false(tt_rule_matches(p, &r, 0));
    assert_true(tt_rule_matches(p, &r, 2));
    r.duration = 1;
    assert_false(tt_rule_matches(p, &r, 2));
    r = tt_rule_blank(TT_R_SUBLESSONS_STARTS);
    r.component = 2;
    assert_false(tt_rule_matches(p, &r, 0));
    assert_true(tt_rule_matches(p, &r, 1));
    r.component = 0;
    r.tag = 1;
    assert_false(tt_rule_matches(p, &r, 1));
    tt_problem_free(p);
}

static void homes_need_the_very_set(void **state)
{
    (void)state;
    struct tt_problem *p = finished();
    struct tt_rule r = tt_rule_blank(TT_R_SET_HOME);
    r.room = 0;
    r.set = 1;
    assert_true(tt_rule_matches(p, &r, 0));
    r.set = 0; /* the year contains 7a but is not 7a */
    assert_false(tt_rule_matches(p, &r, 0));
    assert_false(tt_rule_live(p, &r));
    r = tt_rule_blank(TT_R_TEACHER_HOME);
    r.room = 0;
    r.teacher = 1;
    assert_true(tt_rule_matches(p, &r, 2));
    assert_true(tt_rule_live(p, &r));
    tt_problem_free(p);
}

static void rules_live_with_enough_lessons(void **state)
{
    (void)state;
    struct tt_problem *p = finished();
    struct tt_rule r = tt_rule_blank(TT_R_SAME_START);
    r.n_lessons = 2;
    r.lessons = ints(p, 2, 2, 3);
    assert_false(tt_rule_live(p, &r)); /* one of the two is inactive */
    r.lessons = ints(p, 2, 0, 2);
    assert_true(tt_rule_live(p, &r));
    r.active = false;
    assert_false(tt_rule_live(p, &r));
    r = tt_rule_blank(TT_R_THREE_GROUPED);
    r.n_lessons = 3;
    r.lessons = ints(p, 3, 0, 1, 3);
    assert_false(tt_rule_live(p, &r)); /* all three are needed */
    r = tt_rule_blank(TT_R_LESSON_START);
    r.n_lessons = 1;
    r.lessons = ints(p, 1, 3);
    assert_false(tt_rule_live(p, &r));
    r = tt_rule_blank(TT_R_SET_MAX_HOURS);
    r.set = 6; /* only the inactive lesson */
    assert_false(tt_rule_live(p, &r));
    r.set = 7;
    assert_true(tt_rule_live(p, &r));
    r = tt_rule_blank(TT_R_TAG_ROOM);
    r.tag = 0;
    r.room = 0;
    assert_false(tt_rule_live(p, &r)); /* nobody bears the tag */
    tt_problem_free(p);
}

static void pins_append_hard_rules(void **state)
{
    (void)state;
    struct tt_problem *p = finished();
    struct err e = {0};
    int reals[] = {0, 1}, n = p->n_rules;
    assert_int_equal(tt_problem_pin(p, &(struct tt_pin){2, 1, 0, 2, 2, reals}, &e), 0);
    assert_int_equal(p->n_rules, n + 2);
    const struct tt_rule *start = &p->rules[n], *room = &p->rules[n + 1];
    assert_int_equal(start->type, TT_R_LESSON_START);
    assert_true(start->pin && start->active && start->weight == TT_HARD);
    assert_int_equal(start->day, 1);
    assert_int_equal(start->period, 0);
    assert_int_equal(room->room, 2);
    assert_int_equal(room->reals[1], 1);
    for (int i = 0; i < 40; i++) /* the array must grow */
        assert_int_equal(tt_problem_pin(p, &(struct tt_pin){0, 0, -1, -1, 0, NULL}, &e),
                         0);
    assert_int_equal(p->n_rules, n + 42);
    assert_int_equal(p->rules[n].day, 1);
    tt_problem_free(p);
}

static void bad_pins_are_refused(void **state)
{
    (void)state;
    struct tt_problem *p = finished();
    int reals[] = {0, 2}, n = p->n_rules;
    assert_int_equal(tt_problem_pin(p, &(struct tt_pin){4, 0, 0, -1, 0, NULL}, NULL),
                     ERR_INPUT);
    assert_int_equal(tt_problem_pin(p, &(struct tt_pin){0, 2, 0, -1, 0, NULL}, NULL),
                     ERR_INPUT);
    assert_int_equal(tt_problem_pin(p, &(struct tt_pin){0, 0, 4, -1, 0, NULL}, NULL),
                     ERR_INPUT);
    assert_int_equal(tt_problem_pin(p, &(struct tt_pin){0, 0, 0, 3, 0, NULL}, NULL),
                     ERR_INPUT);
    assert_int_equal(tt_problem_pin(p, &(struct tt_pin){0, 0, 0, 2, 1, reals}, NULL),
                     ERR_INPUT);
    assert_int_equal(tt_problem_pin(p, &(struct tt_pin){0, 0, 0, 2, 2, reals}, NULL),
                     ERR_INPUT);
    assert_int_equal(tt_problem_pin(p, &(struct tt_pin){0, 0, 0, -1, 2, reals}, NULL),
                     ERR_INPUT);
    assert_int_equal(p->n_rules, n);
    tt_problem_free(p);
}

static void bad_data_is_refused(void **state)
{
    (void)state;
    struct tt_problem *p = school();
    p->n_periods = TT_MAX_PERIODS + 1;
    refused(p, ERR_LIMIT, "periods");
    p = school();
    p->n_days = 0;
    refused(p, ERR_INPUT, "at least one day");
    p = school();
    p->teachers[1].label.name = "Ann";
    refused(p, ERR_INPUT, "\"Ann\" is there twice");
    p = school();
    p->subjects[0].label.name = "";
    refused(p, ERR_INPUT, "no name");
    p = school();
    p->lessons[1].id = 5;
    refused(p, ERR_INPUT, "id 5 is there twice");
    p = school();
    p->lessons[0].duration = 5;
    refused(p, ERR_INPUT, "lasts 5 periods");
    p = school();
    p->lessons[0].teachers[0] = 2;
    refused(p, ERR_INPUT, "lesson with id 5");
    p = school();
    p->lessons[0].group_id = 7;
    refused(p, ERR_INPUT, "split lesson 7");
    p = school();
    p->lessons[2].id = 7;
    p->lessons[3].id = 8;
    p->lessons[3].group_id = 5;
    refused(p, ERR_INPUT, "consecutive");
    p = school();
    parts(p, 0, ints(p, 1, 2), 1);
    refused(p, ERR_INPUT, "years consist of groups");
    p = school();
    p->mode = TT_TERMS;
    p->n_terms = 2;
    p->days_per_term = 2;
    refused(p, ERR_INPUT, "do not make the 2 days");
    p = school();
    p->mode = TT_MORNINGS_AFTERNOONS;
    p->n_days = 1;
    refused(p, ERR_INPUT, "even");
    p = school();
    p->rooms[2].sets[0].rooms[0] = 2;
    refused(p, ERR_INPUT, "virtual");
    p = school();
    p->rooms[0].building = 0;
    refused(p, ERR_INPUT, "building");
}

static void refused_rule(struct tt_problem *p, struct tt_rule r, const char *words)
{
    r.line = 42;
    p->rules[p->n_rules++] = r;
    struct err e = {0};
    assert_int_equal(tt_problem_finish(p, &e), ERR_INPUT);
    if (!strstr(e.text, words))
        fail_msg("\"%s\" does not say \"%s\"", e.text, words);
    assert_int_equal(e.line, 42);
    tt_problem_free(p);
}

static void bad_rules_are_refused(void **state)
{
    (void)state;
    struct tt_problem *p = school();
    struct tt_rule r = tt_rule_blank(TT_R_TEACHER_MAX_DAYS);
    refused_rule(p, r, "teacher");
    r.teacher = 0;
    r.limit = -1;
    refused_rule(school(), r, "limit");
    r = tt_rule_blank(TT_R_BREAK);
    r.weight = TT_HARD + 1;
    refused_rule(school(), r, "weight");
    p = school();
    r = tt_rule_blank(TT_R_BREAK);
    r.n_slots = 1;
    r.slots = ints(p, 1, 8);
    refused_rule(p, r, "periods");
    p = school();
    r = tt_rule_blank(TT_R_TWO_ORDERED);
    r.n_lessons = 2;
    r.lessons = ints(p, 2, 1, 1);
    refused_rule(p, r, "different");
    p = school();
    r = tt_rule_blank(TT_R_TWO_ORDERED);
    r.n_lessons = 1;
    r.lessons = ints(p, 1, 1);
    refused_rule(p, r, "two lessons");
    r = tt_rule_blank(TT_R_TEACHERS_INTERVAL);
    r.from = 2;
    r.to = 1;
    refused_rule(school(), r, "interval");
}

static void a_missing_component_is_said(void **state)
{
    (void)state;
    struct tt_problem *p = school();
    struct err e = {0};
    p->lessons[1].id = 8;
    assert_int_equal(tt_problem_finish(p, &e), 0);
    assert_int_equal(p->lessons[1].component, 4);
    assert_int_equal(p->n_warnings, 1);
    assert_non_null(strstr(p->warnings[0], "component"));
    tt_problem_free(p);
}

static void warnings_are_bounded(void **state)
{
    (void)state;
    struct tt_problem *p = tt_problem_new("many");
    for (int i = 0; i < 3000; i++)
        tt_problem_warn(p, "warning %d", i);
    assert_int_equal(p->n_warnings, 501);
    assert_string_equal(p->warnings[0], "warning 0");
    assert_string_equal(p->warnings[499], "warning 499");
    assert_non_null(strstr(p->warnings[500], "more warnings"));
    tt_problem_free(p);
}

static void every_layout_is_understood(void **state)
{
    (void)state;
    for (int i = 0; i < TT_N_RULE_TYPES; i++) {
        const char *layout = tt_rule_infos[i].layout;
        struct tt_field f;
        while (tt_layout_next(&layout, &f)) {
            bool bare = f.role == TT_ROLE_FILTER || f.role == TT_ROLE_FILTER_PLUS ||
                        f.role == TT_ROLE_REALS;
            int want = bare                      ? 0
                       : f.role == TT_ROLE_SLOTS ? 4
                       : f.role == TT_ROLE_ROOMS ? 2
                       : f.role == TT_ROLE_TAGS  ? 2
                                                 : 1;
            assert_int_equal(f.n_names, want);
        }
        assert_int_equal(tt_rule_type_by_name(tt_rule_infos[i].element), i);
    }
    assert_true(tt_layout_has("teacher=A limit=B", TT_ROLE_LIMIT));
    assert_false(tt_layout_has("teacher=A limit=B", TT_ROLE_FLAG));
}

static void locks_make_a_timetable(void **state)
{
    (void)state;
    struct tt_problem *p = finished();
    struct tt_solution s, t;
    int reals[] = {0, 1};
    assert_int_equal(tt_problem_pin(p, &(struct tt_pin){0, 1, 2, 2, 2, reals}, NULL), 0);
    struct tt_pin late = {1, 1, 3, -1, 0, NULL}, half = {2, 1, -1, 0, 0, NULL};
    struct tt_pin inactive = {3, 0, 0, 0, 0, NULL};
    assert_int_equal(tt_problem_pin(p, &late, NULL), 0);
    assert_int_equal(tt_problem_pin(p, &half, NULL), 0);
    assert_int_equal(tt_problem_pin(p, &inactive, NULL), 0);
    tt_solution_init(&s, p);
    tt_solution_from_locks(&s, p);
    assert_int_equal(s.slot[0], 6);
    assert_int_equal(s.room[0], 2);
    assert_int_equal(s.real[0], 0);
    assert_int_equal(s.real[1], 1);
    assert_int_equal(s.slot[1], -1);
    assert_int_equal(s.slot[2], -1);
    assert_int_equal(s.room[2], 0);
    assert_int_equal(s.slot[3], -1);
    tt_solution_init(&t, p);
    tt_solution_copy(&t, &s);
    assert_memory_equal(t.slot, s.slot, sizeof(int) * (size_t)s.n);
    assert_memory_equal(t.real, s.real, sizeof(int) * (size_t)s.n * 2);
    tt_solution_release(&t);
    tt_solution_release(&s);
    tt_problem_free(p);
}

static void a_placed_lesson_makes_a_pin(void **state)
{
    (void)state;
    struct tt_problem *p = finished();
    struct tt_solution s;
    tt_solution_init(&s, p);
    s.slot[0] = 6;
    s.room[0] = 2;
    s.real[0] = 1;
    s.real[1] = 0;
    s.slot[1] = 3;
    struct tt_pin whole = tt_solution_pin(&s, p, 0), bare = tt_solution_pin(&s, p, 1);
    struct tt_pin none = tt_solution_pin(&s, p, 2);
    assert_true(whole.lesson == 0 && whole.day == 1 && whole.period == 2);
    assert_true(whole.room == 2 && whole.n_reals == 2);
    assert_true(whole.reals[0] == 1 && whole.reals[1] == 0);
    assert_true(bare.lesson == 1 && bare.day == 0 && bare.period == 3);
    assert_true(bare.room == -1 && bare.n_reals == 0);
    assert_true(none.day == -1 && none.period == -1 && none.room == -1);
    int n = p->n_rules;
    assert_int_equal(tt_problem_pin(p, &none, NULL), 0); /* says nothing: no rule */
    assert_int_equal(p->n_rules, n);
    tt_solution_release(&s);
    tt_problem_free(p);
}

/* Locks on a virtual room without its real rooms: free ones are chosen, all different,
   and what a second lock says is taken over. */
static void open_real_rooms_are_chosen(void **state)
{
    (void)state;
    struct tt_problem *p = school();
    struct tt_solution s;
    int reals[] = {1, 0};
    p->rooms[2].sets[0] = (struct tt_room_set){2, ints(p, 2, 0, 1)};
    p->rooms[2].sets[1] = (struct tt_room_set){2, ints(p, 2, 0, 1)};
    struct tt_rule closed = tt_rule_blank(TT_R_ROOM_NOT_AVAILABLE);
    closed.room = 1;
    closed.n_slots = 1;
    closed.slots = ints(p, 1, 7); /* R2 is closed on Tu 4 */
    p->rules[p->n_rules++] = closed;
    assert_int_equal(tt_problem_finish(p, NULL), 0);
    assert_int_equal(tt_problem_pin(p, &(struct tt_pin){0, 0, 0, 2, 0, NULL}, NULL), 0);
    assert_int_equal(tt_problem_pin(p, &(struct tt_pin){1, 1, 2, 2, 0, NULL}, NULL), 0);
    assert_int_equal(tt_problem_pin(p, &(struct tt_pin){2, 0, 2, 2, 0, NULL}, NULL), 0);
    assert_int_equal(tt_problem_pin(p, &(struct tt_pin){2, -1, -1, 2, 2, reals}, NULL),
                     0);
    tt_solution_init(&s, p);
    tt_solution_from_locks(&s, p);
    assert_int_equal(s.real[0], 0);
    assert_int_equal(s.real[1], 1);
    assert_int_equal(s.real[2], -1); /* impossible: both rooms are needed */
    assert_int_equal(s.real[3], -1);
    assert_int_equal(s.real[4], 1);
    assert_int_equal(s.real[5], 0);
    tt_solution_release(&s);
    tt_problem_free(p);
}

static void timetables_are_carried_by_name(void **state)
{
    (void)state;
    static const char *const days[] = {"Tu", "We"};
    struct tt_problem *p = finished(), *q = school();
    struct tt_solution s, t;
    q->days = times(q, 2, days);
    q->lessons[0].id = 4; /* unknown over there */
    q->lessons[1].group_id = 0;
    q->lessons[0].group_id = 0;
    assert_int_equal(tt_problem_finish(q, NULL), 0);
    tt_solution_init(&s, p);
    tt_solution_init(&t, q);
    s.slot[0] = 0;
    s.slot[1] = 5; /* Tu 2 */
    s.room[1] = 2;
    s.real[2] = 0;
    s.real[3] = 1;
    s.slot[2] = 1; /* Mo 2: no such day there */
    assert_int_equal(tt_solution_carry(&t, q, &s, p), 1);
    assert_int_equal(t.slot[0], -1);
    assert_int_equal(t.slot[1], 1);
    assert_int_equal(t.room[1], 2);
    assert_int_equal(t.real[3], 1);
    assert_int_equal(t.slot[2], -1);
    tt_solution_release(&s);
    tt_solution_release(&t);
    tt_problem_free(p);
    tt_problem_free(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(subgroups_are_made),
        cmocka_unit_test(lessons_are_filled),
        cmocka_unit_test(basic_rules_are_added_once),
        cmocka_unit_test(names_are_found),
        cmocka_unit_test(texts_name_lessons_and_slots),
        cmocka_unit_test(cut_texts_stay_utf8),
        cmocka_unit_test(filters_match),
        cmocka_unit_test(homes_need_the_very_set),
        cmocka_unit_test(rules_live_with_enough_lessons),
        cmocka_unit_test(pins_append_hard_rules),
        cmocka_unit_test(bad_pins_are_refused),
        cmocka_unit_test(bad_data_is_refused),
        cmocka_unit_test(bad_rules_are_refused),
        cmocka_unit_test(a_missing_component_is_said),
        cmocka_unit_test(warnings_are_bounded),
        cmocka_unit_test(every_layout_is_understood),
        cmocka_unit_test(locks_make_a_timetable),
        cmocka_unit_test(a_placed_lesson_makes_a_pin),
        cmocka_unit_test(open_real_rooms_are_chosen),
        cmocka_unit_test(timetables_are_carried_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

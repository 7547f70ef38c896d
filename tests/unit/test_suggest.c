/* Suggestions: the best move, swap and chain of small schools with known answers, and for
   random schools and timetables, broken ones too: the change of cost, the rules broken and
   the lessons displaced are what tt_check says before and after. */
#include "test_state_zoo.h"

#include "base/file.h"
#include "base/map.h"
#include "base/vec.h"
#include "timetable/solve.h"
#include "timetable/state.h"
#include "timetable/suggest.h"
#include "tt_fixture.h"
#include <stdlib.h>
#include <unistd.h>

#define EXAMPLES "/usr/share/doc/fet-data/examples/"

/* --- what a suggestion does, by the judge --- */

static void apply(const struct tt_problem *p, const struct tt_suggestion *g,
                  struct tt_solution *s)
{
    for (int i = 0; i < g->n_steps; i++) {
        const struct tt_step *x = &g->steps[i];
        s->slot[x->lesson] = x->slot;
        s->room[x->lesson] = x->slot < 0 ? -1 : x->room;
        for (int k = 0; k < p->max_reals; k++)
            s->real[x->lesson * p->max_reals + k] =
                x->slot >= 0 && x->reals ? x->reals[k] : -1;
    }
}

/* Lines of a report that belong together: the same rule about the same person, lesson or
   list; clashes of persons and of rooms all together. */
static int64_t line_key(const struct tt_problem *p, const struct tt_violation *v)
{
    int64_t who = 0;
    if (v->rule < 0) {
        bool room = v->basic == TT_BASIC_ROOM_CLASH;
        if (room || v->basic == TT_BASIC_TEACHER_CLASH ||
            v->basic == TT_BASIC_STUDENTS_CLASH)
            return -2 - room;
        if (v->basic == TT_BASIC_BEHAVIOUR)
            return -10 - v->teacher;
        return -1000000 - 2 * (int64_t)v->lessons[0] - (v->basic == TT_BASIC_OUTSIDE_DAY);
    }
    enum tt_family f = tt_rule_infos[p->rules[v->rule].type].family;
    bool person = (f >= TT_F_MAX_DAYS && f <= TT_F_MAX_THREE_DAYS) ||
                  (f >= TT_F_BUILDING_CHANGES && f <= TT_F_ROOM_GAPS);
    bool list = (f >= TT_F_MIN_DAYS_BETWEEN && f <= TT_F_OCCUPY_MAX_TERMS) ||
                f == TT_F_MAX_ROOMS || f == TT_F_SAME_ROOM_IF_CONSECUTIVE;
    if (person)
        who = 1 + (v->teacher >= 0 ? v->teacher : p->n_teachers + v->subgroup);
    else if (!list)
        who = 1 + v->lessons[0];
    return (int64_t)v->rule * 1000000 + who;
}

struct sums {
    struct map at;
    VEC(int64_t) hard;
    VEC(int64_t) soft;
};

static void add_up(const struct tt_problem *p, const struct tt_report *r, struct sums *x)
{
    *x = (struct sums){0};
    map_init(&x->at);
    for (int i = 0; i < r->violations.n; i++) {
        const struct tt_violation *v = &r->violations.v[i];
        int at = map_get_int(&x->at, line_key(p, v), -1);
        if (at < 0) {
            at = x->hard.n;
            map_put_int(&x->at, line_key(p, v), at);
            vec_push(&x->hard, 0);
            vec_push(&x->soft, 0);
        }
        x->hard.v[at] += v->hard ? v->amount : 0;
        x->soft.v[at] += v->cost;
    }
}

static void release_sums(struct sums *x)
{
    map_release(&x->at);
    vec_free(&x->hard);
    vec_free(&x->soft);
}

/* Rules that are broken more than before somewhere; p->n_rules stands for -1. */
static bool *broken_more(const struct tt_problem *p, const struct tt_report *before,
                         const struct tt_report *after)
{
    bool *broken = MEM_NEW(bool, p->n_rules + 1);
    struct sums was, is;
    add_up(p, before, &was);
    add_up(p, after, &is);
    for (int i = 0; i < after->violations.n; i++) {
        const struct tt_violation *v = &after->violations.v[i];
        int a = map_get_int(&was.at, line_key(p, v), -1);
        int b = map_get_int(&is.at, line_key(p, v), -1);
        int64_t hard = a < 0 ? 0 : was.hard.v[a], soft = a < 0 ? 0 : was.soft.v[a];
        if (is.hard.v[b] > hard || is.soft.v[b] > soft)
            broken[v->rule < 0 ? p->n_rules : v->rule] = true;
    }
    release_sums(&was);
    release_sums(&is);
    return broken;
}

static void tell(const struct tt_problem *p, const struct tt_suggestion *g)
{
    char a[200], b[100];
    print_message("kind %d delta %d %d %d\n", g->kind, (int)g->delta.unplaced,
                  (int)g->delta.hard, (int)g->delta.soft);
    for (int i = 0; i < g->n_steps; i++)
        print_message("  %s -> %s room %d\n",
                      tt_lesson_text(p, g->steps[i].lesson, a, sizeof a),
                      tt_slot_text(p, g->steps[i].slot, b, sizeof b), g->steps[i].room);
    for (int i = 0; i < g->n_broken; i++)
        print_message("  breaks %s\n",
                      g->broken[i] < 0
                          ? "basic"
                          : tt_rule_text(p, &p->rules[g->broken[i]], a, sizeof a));
}

static bool compare_broken(const struct tt_problem *p, const struct tt_suggestion *g,
                           const bool *broken)
{
    int expected = 0;
    char buf[200];
    bool same = true;
    for (int i = 0; i <= p->n_rules; i++) {
        bool said = false;
        for (int k = 0; k < g->n_broken; k++)
            said = said || g->broken[k] == (i == p->n_rules ? -1 : i);
        if (said != broken[i])
            print_message("%s: said %d\n",
                          i == p->n_rules
                              ? "basic"
                              : tt_rule_text(p, &p->rules[i], buf, sizeof buf),
                          said);
        same = same && said == broken[i];
        expected += broken[i];
    }
    return same && expected == g->n_broken;
}

static bool compare_displaced(const struct tt_solution *s, const struct tt_suggestion *g)
{
    int n = 0;
    for (int i = 0; i < g->n_steps; i++) {
        const struct tt_step *x = &g->steps[i];
        if (x->slot >= 0)
            continue;
        if (s->slot[x->lesson] < 0 || n >= g->n_displaced || g->displaced[n] != x->lesson)
            return false;
        n++;
    }
    return n == g->n_displaced;
}

static void expect_true_suggestion(const struct tt_problem *p,
                                   const struct tt_solution *s,
                                   const struct tt_report *before,
                                   const struct tt_suggestion *g)
{
    struct tt_solution t;
    struct tt_report after;
    tt_solution_init(&t, p);
    tt_solution_copy(&t, s);
    apply(p, g, &t);
    tt_check(p, &t, &after);
    bool same = after.unplaced - before->unplaced == g->delta.unplaced &&
                after.hard - before->hard == g->delta.hard &&
                after.soft - before->soft == g->delta.soft;
    bool *broken = broken_more(p, before, &after);
    if (!same || !compare_broken(p, g, broken) || !compare_displaced(s, g)) {
        tell(p, g);
        for (int i = 0; i < before->violations.n; i++)
            print_message("  before: %s\n", before->violations.v[i].text);
        for (int i = 0; i < after.violations.n; i++)
            print_message("  after: %s\n", after.violations.v[i].text);
        fail_msg("the judge says %d unplaced, %lld hard, %lld soft",
                 after.unplaced - before->unplaced,
                 (long long)(after.hard - before->hard),
                 (long long)(after.soft - before->soft));
    }
    mem_free(broken);
    tt_report_release(&after);
    tt_solution_release(&t);
}

struct tally {
    int n, kinds[3], displacing, outside;
};

static void expect_true(const struct tt_problem *p, const struct tt_solution *s,
                        int asked, const struct tt_suggestions *list, struct tally *t)
{
    struct tt_report before;
    tt_check(p, s, &before);
    for (int i = 0; i < list->n; i++) {
        const struct tt_suggestion *g = &list->v[i];
        expect_true_suggestion(p, s, &before, g);
        assert_true(g->n_steps > 0);
        if (asked >= 0)
            assert_int_equal(g->steps[0].lesson, asked);
        assert_true(g->steps[0].slot >= 0);
        if (g->kind != TT_SUGGEST_MOVE)
            assert_int_equal(g->n_displaced, 0);
        t->n++;
        t->kinds[g->kind]++;
        t->displacing += g->n_displaced > 0;
    }
    tt_report_release(&before);
}

/* --- known answers --- */

static void fx_start(struct fx *f, double weight, int id, const char *day,
                     const char *hour)
{
    char inner[300];
    snprintf(inner, sizeof inner,
             "<Activity_Id>%d</Activity_Id><Preferred_Day>%s</Preferred_Day>"
             "<Preferred_Hour>%s</Preferred_Hour><Permanently_Locked>false"
             "</Permanently_Locked>",
             id, day, hour);
    fx_time(f, "ActivityPreferredStartingTime", weight, inner);
}

/* A lesson may start in two periods of Monday only. */
static void fx_two_starts(struct fx *f, int id, int a, int b)
{
    char inner[600];
    snprintf(inner, sizeof inner,
             "<Activity_Id>%d</Activity_Id><Number_of_Preferred_Starting_Times>2"
             "</Number_of_Preferred_Starting_Times>"
             "<Preferred_Starting_Time><Preferred_Starting_Day>Mon"
             "</Preferred_Starting_Day><Preferred_Starting_Hour>%d"
             "</Preferred_Starting_Hour></Preferred_Starting_Time>"
             "<Preferred_Starting_Time><Preferred_Starting_Day>Mon"
             "</Preferred_Starting_Day><Preferred_Starting_Hour>%d"
             "</Preferred_Starting_Hour></Preferred_Starting_Time>",
             id, a, b);
    fx_time(f, "ActivityPreferredStartingTimes", 100, inner);
}

static void expect_step(const struct fx *f, const struct tt_suggestion *g, int i, int id,
                        int day, int period)
{
    assert_true(i < g->n_steps);
    assert_int_equal(f->p->lessons[g->steps[i].lesson].id, id);
    assert_int_equal(g->steps[i].slot, day < 0 ? -1 : day * f->hours + period);
}

static void expect_delta(const struct tt_suggestion *g, int unplaced, int hard, int soft)
{
    assert_int_equal(g->delta.unplaced, unplaced);
    assert_int_equal(g->delta.hard, hard);
    assert_int_equal(g->delta.soft, soft);
}

static void test_best_move(void **state)
{
    struct fx f;
    struct tt_suggestions out;
    (void)state;
    fx_init(&f, 2, 3);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 1);
    fx_lesson(&f, 2, "Smith", "Art", "9a", 1);
    fx_lesson(&f, 3, "Miller", "Maths", "9b", 1);
    fx_start(&f, 50, 1, "Tue", "2");
    fx_build(&f);
    fx_place(&f, 1, 0, 0, NULL);
    fx_place(&f, 2, 0, 1, NULL);
    fx_place(&f, 3, 1, 0, NULL);
    tt_suggest_lesson(f.p, &f.s, tt_find_lesson(f.p, 1), 0, &out);
    assert_int_equal(out.v[0].kind, TT_SUGGEST_MOVE);
    assert_int_equal(out.v[0].n_steps, 1);
    expect_step(&f, &out.v[0], 0, 1, 1, 1);
    expect_delta(&out.v[0], 0, 0, -500000);
    assert_int_equal(out.v[0].n_broken + out.v[0].n_displaced, 0);
    /* every other start, swaps with the two that share people */
    struct tally t = {0};
    expect_true(f.p, &f.s, tt_find_lesson(f.p, 1), &out, &t);
    assert_int_equal(t.kinds[TT_SUGGEST_MOVE], 5);
    assert_int_equal(t.kinds[TT_SUGGEST_SWAP], 2);
    assert_int_equal(t.displacing, 2);
    tt_suggestions_release(&out);
    tt_suggest_lesson(f.p, &f.s, tt_find_lesson(f.p, 1), 3, &out);
    assert_int_equal(out.n, 3);
    expect_step(&f, &out.v[0], 0, 1, 1, 1);
    tt_suggestions_release(&out);
    fx_release(&f);
}

/* Two lessons may only be in Monday 1 and 2, and would rather be the other way round. */
static void test_best_swap(void **state)
{
    struct fx f;
    struct tt_suggestions out;
    (void)state;
    fx_init(&f, 2, 3);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 1);
    fx_lesson(&f, 2, "Smith", "Art", "9a", 1);
    fx_two_starts(&f, 1, 1, 2);
    fx_two_starts(&f, 2, 1, 2);
    fx_start(&f, 40, 1, "Mon", "2");
    fx_start(&f, 30, 2, "Mon", "1");
    fx_build(&f);
    fx_place(&f, 1, 0, 0, NULL);
    fx_place(&f, 2, 0, 1, NULL);
    tt_suggest_lesson(f.p, &f.s, tt_find_lesson(f.p, 1), 0, &out);
    assert_int_equal(out.v[0].kind, TT_SUGGEST_SWAP);
    assert_int_equal(out.v[0].n_steps, 2);
    expect_step(&f, &out.v[0], 0, 1, 0, 1);
    expect_step(&f, &out.v[0], 1, 2, 0, 0);
    expect_delta(&out.v[0], 0, 0, -700000);
    /* the move alone pushes the other out */
    assert_int_equal(out.v[1].kind, TT_SUGGEST_MOVE);
    expect_delta(&out.v[1], 1, 0, -700000); /* its wish is gone, too */
    assert_int_equal(out.v[1].n_displaced, 1);
    expect_step(&f, &out.v[1], 1, 2, -1, 0);
    /* other starts break the rule on starts: last, and it is named */
    assert_int_equal(out.n, 6);
    for (int i = 2; i < out.n; i++) {
        expect_delta(&out.v[i], 0, 1, 0);
        assert_int_equal(out.v[i].n_broken, 1);
        assert_int_equal(f.p->rules[out.v[i].broken[0]].type, TT_R_LESSON_STARTS);
    }
    tt_suggestions_release(&out);
    fx_release(&f);
}

/* An unplaced lesson fits only where another is, and that one only where a third is. */
static void test_best_chain(void **state)
{
    struct fx f;
    struct tt_suggestions out;
    (void)state;
    fx_init(&f, 1, 4);
    for (int i = 1; i <= 3; i++) {
        char teacher[16];
        snprintf(teacher, sizeof teacher, "T%d", i);
        fx_lesson(&f, i, teacher, "Maths", "9a", 1);
    }
    fx_start(&f, 100, 1, "Mon", "1");
    fx_two_starts(&f, 2, 1, 2);
    fx_two_starts(&f, 3, 2, 4);
    fx_build(&f);
    fx_place(&f, 2, 0, 0, NULL);
    fx_place(&f, 3, 0, 1, NULL);
    tt_suggest_lesson(f.p, &f.s, tt_find_lesson(f.p, 1), 0, &out);
    assert_int_equal(out.v[0].kind, TT_SUGGEST_CHAIN);
    expect_delta(&out.v[0], -1, 0, 0);
    assert_int_equal(out.v[0].n_steps, 3);
    expect_step(&f, &out.v[0], 0, 1, 0, 0);
    for (int i = 1; i < 3; i++)
        assert_int_equal(out.v[0].steps[i].slot,
                         f.p->lessons[out.v[0].steps[i].lesson].id == 2 ? 1 : 3);
    assert_int_equal(out.v[1].kind, TT_SUGGEST_MOVE);
    expect_delta(&out.v[1], 0, 0, 0); /* one in, one out */
    assert_int_equal(out.v[1].n_displaced, 1);
    tt_suggestions_release(&out);
    fx_release(&f);
}

static void test_rooms_are_choices(void **state)
{
    struct fx f;
    struct tt_suggestions out;
    (void)state;
    fx_init(&f, 1, 2);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 1);
    fx_lesson(&f, 2, "Smith", "Maths", "9b", 1);
    fx_room(&f, "R1", "", 30000, NULL);
    fx_room(&f, "R2", "", 30000, NULL);
    fx_space(&f, "SubjectPreferredRooms", 100,
             "<Subject>Maths</Subject><Number_of_Preferred_Rooms>2"
             "</Number_of_Preferred_Rooms><Preferred_Room>R1</Preferred_Room>"
             "<Preferred_Room>R2</Preferred_Room>");
    fx_space(&f, "ActivityPreferredRoom", 60,
             "<Activity_Id>1</Activity_Id><Room>R1</Room><Permanently_Locked>false"
             "</Permanently_Locked>");
    fx_build(&f);
    fx_place(&f, 1, 0, 0, "R2");
    fx_place(&f, 2, 0, 1, "R2");
    int lesson = tt_find_lesson(f.p, 1), r1 = tt_find_room(f.p, "R1");
    tt_suggest_lesson(f.p, &f.s, lesson, 1, &out);
    assert_int_equal(out.n, 1);
    assert_int_equal(out.v[0].steps[0].room, r1);
    expect_delta(&out.v[0], 0, 0, -600000);
    tt_suggestions_release(&out);
    tt_suggest_lesson(f.p, &f.s, lesson, 0, &out);
    struct tally t = {0};
    expect_true(f.p, &f.s, lesson, &out, &t);
    assert_int_equal(t.kinds[TT_SUGGEST_MOVE], 2); /* R1 now, R1 in period 2 */
    assert_int_equal(t.displacing, 0);
    tt_suggestions_release(&out);
    fx_release(&f);
}

/* The timetable has a clash: moving one of the two out of it mends it. */
static void test_broken_timetable(void **state)
{
    struct fx f;
    struct tt_suggestions out;
    (void)state;
    fx_init(&f, 1, 3);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 1);
    fx_lesson(&f, 2, "Smith", "Art", "9a", 1);
    fx_lesson(&f, 3, "Jones", "Music", "9a", 1);
    fx_build(&f);
    for (int id = 1; id <= 3; id++)
        fx_place(&f, id, 0, 0, NULL);
    int lesson = tt_find_lesson(f.p, 2);
    tt_suggest_lesson(f.p, &f.s, lesson, 0, &out);
    struct tally t = {0};
    expect_true(f.p, &f.s, lesson, &out, &t);
    expect_delta(&out.v[0], 0, -1, 0);
    assert_int_equal(out.v[0].n_displaced, 0);
    tt_suggestions_release(&out);
    fx_release(&f);
}

static void test_cell(void **state)
{
    struct fx f;
    struct tt_suggestions out;
    (void)state;
    fx_init(&f, 1, 3);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 1);
    fx_lesson(&f, 2, "Smith", "Art", "9a", 1);
    fx_lesson(&f, 3, "Miller", "Maths", "9b", 1);
    fx_lesson(&f, 4, "Jones", "Music", "9a", 1);
    fx_start(&f, 50, 2, "Mon", "3");
    fx_build(&f);
    fx_place(&f, 1, 0, 0, NULL);
    fx_place(&f, 2, 0, 1, NULL);
    fx_place(&f, 3, 0, 2, NULL);
    int set = tt_find_set(f.p, "9a");
    struct tt_cell cell = {.slot = 2, .set = set, .teacher = -1, .room = -1};
    tt_suggest_cell(f.p, &f.s, &cell, 0, &out);
    struct tally t = {0};
    expect_true(f.p, &f.s, -1, &out, &t);
    /* lesson 4 is unplaced: best; then 2 with its wish; then 1, whose teacher is busy */
    assert_int_equal(out.n, 3);
    expect_step(&f, &out.v[0], 0, 4, 0, 2);
    expect_delta(&out.v[0], -1, 0, 0);
    expect_step(&f, &out.v[1], 0, 2, 0, 2);
    expect_delta(&out.v[1], 0, 0, -500000);
    expect_step(&f, &out.v[2], 0, 1, 0, 2);
    assert_int_equal(out.v[2].n_displaced, 1);
    tt_suggestions_release(&out);
    /* the teacher's cell: lesson 1 by pushing out lesson 3, or by a swap with it */
    cell.set = -1;
    cell.teacher = tt_find_teacher(f.p, "Miller");
    tt_suggest_cell(f.p, &f.s, &cell, 0, &out);
    assert_int_equal(out.n, 2);
    assert_int_equal(out.v[0].kind, TT_SUGGEST_SWAP);
    expect_delta(&out.v[0], 0, 0, 0);
    assert_int_equal(out.v[1].n_displaced, 1);
    tt_suggestions_release(&out);
    fx_release(&f);
}

/* Lessons with a common start move together. */
static void test_parallel_lessons(void **state)
{
    struct fx f;
    struct tt_suggestions out;
    (void)state;
    fx_init(&f, 1, 3);
    fx_lesson(&f, 1, "Miller", "Maths", "9a", 1);
    fx_lesson(&f, 2, "Smith", "Art", "9b", 1);
    fx_lesson(&f, 3, "Jones", "Music", "9b", 1);
    fx_time(&f, "ActivitiesSameStartingTime", 100,
            "<Number_of_Activities>2</Number_of_Activities><Activity_Id>1</Activity_Id>"
            "<Activity_Id>2</Activity_Id>");
    fx_build(&f);
    fx_place(&f, 1, 0, 0, NULL);
    fx_place(&f, 2, 0, 0, NULL);
    fx_place(&f, 3, 0, 1, NULL);
    tt_suggest_lesson(f.p, &f.s, tt_find_lesson(f.p, 1), 0, &out);
    struct tally t = {0};
    expect_true(f.p, &f.s, tt_find_lesson(f.p, 1), &out, &t);
    expect_step(&f, &out.v[0], 0, 1, 0, 2);
    expect_step(&f, &out.v[0], 1, 2, 0, 2);
    assert_int_equal(out.v[0].n_steps, 2);
    tt_suggestions_release(&out);
    fx_release(&f);
}

/* --- random schools --- */

/* A timetable at random; `wild` places anything anywhere, with clashes. */
static void fill_at_random(const struct tt_problem *p, struct tt_solution *s, bool wild,
                           struct rng *r)
{
    struct tt_model *m = tm_new(p);
    struct tt_state *st = ts_new(m, rng_next(r), 0);
    for (int e = 0; e < m->n_events; e++)
        for (int k = 0; k < 10 && !ts_event_placed(st, e) && m->events[e].n_starts; k++)
            ts_place_event(st, e,
                           m->events[e].starts[rng_below(r, m->events[e].n_starts)]);
    ts_flush(st);
    ts_save(st, s);
    for (int l = 0; l < p->n_lessons; l++) {
        if (!p->lessons[l].active)
            continue;
        if (rng_below(r, 10) == 0)
            s->slot[l] = s->room[l] = -1;
        if (!wild || rng_below(r, 3))
            continue;
        s->slot[l] = rng_below(r, m->n_slots);
        s->room[l] = rng_below(r, p->n_rooms + 1) - 1;
        bool virtual_room = s->room[l] >= 0 && p->rooms[s->room[l]].virtual_room;
        int real = rng_below(r, 5);
        for (int k = 0; k < p->max_reals; k++)
            s->real[l * p->max_reals + k] = virtual_room ? (real + k) % 5 : -1;
    }
    ts_free(st);
    tm_free(m);
}

static struct tt_problem *random_school(int i)
{
    struct tt_problem *p = zoo_school((enum tt_mode)(i % 4), (uint64_t)i + 300);
    struct rng r;
    rng_seed(&r, (uint64_t)i, 2);
    zoo_wish_rooms(p, &r);
    zoo_add_rule(p, TT_R_SAME_START, TT_HARD, &r);
    p->rules[p->n_rules - 1].n_lessons = 2;
    for (int k = 0; k < 30; k++) {
        int type = rng_below(&r, TT_N_RULE_TYPES);
        if (tt_rule_infos[type].family != TT_F_BASIC)
            zoo_add_rule(p, (enum tt_rule_type)type, zoo_weight(&r), &r);
    }
    zoo_finish(p);
    return p;
}

static void ask_cells(const struct tt_problem *p, struct tt_suggester *g,
                      const struct tt_solution *s, struct rng *r, struct tally *t)
{
    for (int k = 0; k < 3; k++) {
        struct tt_cell cell = {rng_below(r, p->n_days * p->n_periods), -1, -1, -1};
        struct tt_suggestions out;
        if (k == 0)
            cell.set = rng_below(r, p->n_sets);
        else if (k == 1)
            cell.teacher = rng_below(r, p->n_teachers);
        else
            cell.room = rng_below(r, p->n_rooms);
        tt_suggester_cell(g, &cell, 0, &out);
        expect_true(p, s, -1, &out, t);
        for (int i = 0; i < out.n; i++) {
            assert_int_equal(out.v[i].steps[0].slot, cell.slot);
            if (cell.room >= 0)
                assert_int_equal(out.v[i].steps[0].room, cell.room);
        }
        tt_suggestions_release(&out);
    }
}

static void test_random_schools(void **state)
{
    struct tally t = {0};
    (void)state;
    for (int i = 0; i < 40; i++) {
        struct tt_problem *p = random_school(i);
        struct tt_suggester *g = tt_suggester_new(p);
        struct tt_solution s;
        struct rng r;
        rng_seed(&r, (uint64_t)i, 1);
        tt_solution_init(&s, p);
        fill_at_random(p, &s, i % 2, &r);
        tt_suggester_load(g, &s);
        for (int k = 0; k < 3; k++) {
            struct tt_suggestions out;
            int lesson = rng_below(&r, p->n_lessons);
            tt_suggester_lesson(g, lesson, 0, &out);
            expect_true(p, &s, lesson, &out, &t);
            tt_suggestions_release(&out);
        }
        ask_cells(p, g, &s, &r, &t);
        tt_suggester_free(g);
        tt_solution_release(&s);
        tt_problem_free(p);
    }
    print_message("%d moves, %d swaps, %d chains\n", t.kinds[0], t.kinds[1], t.kinds[2]);
    assert_true(t.kinds[TT_SUGGEST_MOVE] > 1000 && t.kinds[TT_SUGGEST_SWAP] > 20 &&
                t.kinds[TT_SUGGEST_CHAIN] > 10 && t.displacing > 100);
}

/* The same question has the same answer, whatever was asked in between. */
static void test_answers_repeat(void **state)
{
    struct tt_problem *p = random_school(4);
    struct tt_suggester *g = tt_suggester_new(p);
    struct tt_solution s;
    struct tt_suggestions first, again;
    struct rng r;
    (void)state;
    rng_seed(&r, 4, 1);
    tt_solution_init(&s, p);
    fill_at_random(p, &s, false, &r);
    tt_suggester_load(g, &s);
    for (int lesson = 0; lesson < p->n_lessons; lesson++) {
        tt_suggester_lesson(g, lesson, 0, &first);
        tt_suggest_lesson(p, &s, lesson, 0, &again);
        assert_int_equal(first.n, again.n);
        for (int i = 0; i < first.n; i++) {
            assert_int_equal(first.v[i].n_steps, again.v[i].n_steps);
            for (int k = 0; k < first.v[i].n_steps; k++) {
                assert_int_equal(first.v[i].steps[k].lesson, again.v[i].steps[k].lesson);
                assert_int_equal(first.v[i].steps[k].slot, again.v[i].steps[k].slot);
                assert_int_equal(first.v[i].steps[k].room, again.v[i].steps[k].room);
            }
        }
        tt_suggestions_release(&first);
        tt_suggestions_release(&again);
    }
    tt_suggester_free(g);
    tt_solution_release(&s);
    tt_problem_free(p);
}

/* --- real schools --- */

static const char *const examples[] = {
    "FET-5-official/United-Kingdom/Hopwood/Hopwood.fet",
    "FET-5-official/Romania/Pedagogic-High-School-Tg-Mures/2006-2007.fet",
    "FET-6-mornings-afternoons/Algeria/6-by-Benahmed-Abdelkrim/test_10_locked.fet",
    "FET-5-block-planning/small-example.fet",
};

static void ask_example(const struct tt_problem *p, const char *name)
{
    struct tt_options o;
    struct tt_result result;
    struct tt_suggester *g = tt_suggester_new(p);
    struct tt_suggestions out;
    struct tally t = {0};
    struct rng r;
    struct err e = {0};
    tt_options_init(&o);
    o.seconds = 2;
    o.iterations = 30000;
    o.threads = 1;
    assert_int_equal(tt_solve(p, &o, &result, &e), 0);
    rng_seed(&r, 1, 1);
    tt_suggester_load(g, &result.variants[0].solution);
    for (int i = 0; i < 6; i++) {
        int lesson = rng_below(&r, p->n_lessons);
        tt_suggester_lesson(g, lesson, 30, &out);
        expect_true(p, &result.variants[0].solution, lesson, &out, &t);
        tt_suggestions_release(&out);
    }
    print_message("%s: %d moves, %d swaps, %d chains\n", name, t.kinds[0], t.kinds[1],
                  t.kinds[2]);
    tt_suggester_free(g);
    tt_result_release(&result);
}

static void test_examples(void **state)
{
    int found = 0;
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        char path[500], *data = NULL;
        struct tt_problem *p = NULL;
        struct err e = {0};
        size_t len;
        snprintf(path, sizeof path, "%s%s", EXAMPLES, examples[i]);
        if (access(path, R_OK) != 0)
            continue;
        if (file_read(path, 64u << 20, &data, &len, &e) ||
            fet_read(path, data, len, &p, &e))
            fail_msg("%s: %s", path, e.text);
        mem_free(data);
        ask_example(p, examples[i]);
        tt_problem_free(p);
        found++;
    }
    if (found == 0)
        skip();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_best_move),        cmocka_unit_test(test_best_swap),
        cmocka_unit_test(test_best_chain),       cmocka_unit_test(test_rooms_are_choices),
        cmocka_unit_test(test_broken_timetable), cmocka_unit_test(test_cell),
        cmocka_unit_test(test_parallel_lessons), cmocka_unit_test(test_random_schools),
        cmocka_unit_test(test_answers_repeat),   cmocka_unit_test(test_examples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

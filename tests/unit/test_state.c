/* The search state against itself and against the judge: what is rolled back is as it was,
   cached costs are what a fresh count gives, and with every lesson placed the soft total is
   tt_check's and no hard rule is broken exactly when tt_check says so. */
#include "test_state_zoo.h"

#include "base/bits.h"
#include "base/file.h"
#include "formats/fet.h"
#include "timetable/check.h"
#include "timetable/solve.h"
#include "timetable/state.h"
#include <stdlib.h>
#include <unistd.h>

#define EXAMPLES "/usr/share/doc/fet-data/examples/"

/* --- a copy of everything that a state holds --- */

static void copy_arrays(struct tt_state *to, const struct tt_state *from)
{
    const struct tt_model *m = from->m;
    size_t nd = (size_t)m->n_days, nc = (size_t)m->n_clash, np = (size_t)m->n_persons;
    size_t lessons = (size_t)m->n_lessons, all = np + (size_t)m->n_rels;
    memcpy(to->slot, from->slot, lessons * sizeof(int));
    memcpy(to->room, from->room, lessons * sizeof(int));
    memcpy(to->unary, from->unary, lessons * sizeof(int));
    memcpy(to->real, from->real, lessons * (size_t)m->p->max_reals * sizeof(int));
    memcpy(to->owner, from->owner, np * nc * sizeof(int));
    memcpy(to->room_owner, from->room_owner, (size_t)m->n_rooms * nc * sizeof(int));
    memcpy(to->mask, from->mask, np * nd * sizeof(uint64_t));
    memcpy(to->tagged, from->tagged, (size_t)m->n_tagged * nd * sizeof(uint64_t));
    memcpy(to->day, from->day, np * nd * sizeof(struct ts_day));
    memcpy(to->free_hours, from->free_hours, np * sizeof(int));
    memcpy(to->free_lessons, from->free_lessons, np * sizeof(int));
    memcpy(to->rel_unplaced, from->rel_unplaced, (size_t)m->n_rels * sizeof(int));
    memcpy(to->rel_value, from->rel_value, (size_t)m->n_rels * sizeof(int));
    memcpy(to->counter, from->counter, (size_t)m->n_counters * sizeof(uint16_t));
    memcpy(to->cached, from->cached, all * sizeof(struct ts_cached));
    to->unplaced = from->unplaced;
    to->hard = from->hard;
    to->soft = from->soft;
}

/* Real rooms of lessons without a place are left over and mean nothing. */
static void expect_same_reals(const struct tt_state *a, const struct tt_state *b)
{
    int n = a->m->p->max_reals;
    for (int l = 0; l < a->m->n_lessons; l++)
        for (int k = 0; k < n && a->slot[l] >= 0; k++)
            assert_int_equal(a->real[l * n + k], b->real[l * n + k]);
}

static void expect_same_cost(const struct tt_state *a, const struct tt_state *b)
{
    assert_int_equal(a->unplaced, b->unplaced);
    assert_int_equal(a->hard, b->hard);
    assert_int_equal(a->soft, b->soft);
    for (int i = 0; i < a->m->n_persons + a->m->n_rels; i++) {
        assert_int_equal(a->cached[i].hard, b->cached[i].hard);
        assert_int_equal(a->cached[i].soft, b->cached[i].soft);
    }
}

static void expect_same(const struct tt_state *a, const struct tt_state *b)
{
    const struct tt_model *m = a->m;
    size_t nd = (size_t)m->n_days, nc = (size_t)m->n_clash, np = (size_t)m->n_persons;
    size_t lessons = (size_t)m->n_lessons, rels = (size_t)m->n_rels;
    assert_memory_equal(a->slot, b->slot, lessons * sizeof(int));
    assert_memory_equal(a->room, b->room, lessons * sizeof(int));
    assert_memory_equal(a->unary, b->unary, lessons * sizeof(int));
    assert_memory_equal(a->owner, b->owner, np * nc * sizeof(int));
    assert_memory_equal(a->room_owner, b->room_owner,
                        (size_t)m->n_rooms * nc * sizeof(int));
    assert_memory_equal(a->mask, b->mask, np * nd * sizeof(uint64_t));
    assert_memory_equal(a->tagged, b->tagged,
                        (size_t)m->n_tagged * nd * sizeof(uint64_t));
    for (size_t i = 0; i < np * nd; i++)
        if (m->persons[i / nd].n_rules) /* of the others nothing is asked */
            assert_memory_equal(&a->day[i], &b->day[i], sizeof a->day[i]);
    assert_memory_equal(a->free_hours, b->free_hours, np * sizeof(int));
    assert_memory_equal(a->free_lessons, b->free_lessons, np * sizeof(int));
    assert_memory_equal(a->rel_unplaced, b->rel_unplaced, rels * sizeof(int));
    assert_memory_equal(a->rel_value, b->rel_value, rels * sizeof(int));
    assert_memory_equal(a->counter, b->counter, (size_t)m->n_counters * sizeof(uint16_t));
    expect_same_reals(a, b);
    expect_same_cost(a, b);
    assert_int_equal(a->n_dirty, 0);
}

/* A state that only loads the solution must agree with one that has gone a long way. */
static void expect_as_fresh(const struct tt_state *st)
{
    struct tt_state *fresh = ts_new(st->m, 1, 0);
    for (int l = 0; l < st->m->n_lessons; l++)
        if (st->slot[l] >= 0)
            ts_place(fresh, l, st->slot[l], st->room[l],
                     st->real + (size_t)l * (size_t)st->m->p->max_reals);
    ts_flush(fresh);
    ts_commit(fresh);
    expect_same(st, fresh);
    ts_free(fresh);
}

/* --- random steps --- */

static bool place_somewhere(struct tt_state *st, int event, struct rng *r)
{
    const struct tm_event *e = &st->m->events[event];
    int shift = e->n_starts ? rng_below(r, e->n_starts) : 0;
    for (int i = 0; i < e->n_starts; i++)
        if (ts_place_event(st, event, e->starts[(i + shift) % e->n_starts]))
            return true;
    return false;
}

static void random_step(struct tt_state *st, struct rng *r)
{
    int event = rng_below(r, st->m->n_events);
    if (ts_event_placed(st, event))
        ts_lift_event(st, event);
    else
        place_somewhere(st, event, r);
}

static void walk(const struct tt_model *m, uint64_t seed, int steps)
{
    struct tt_state *st = ts_new(m, seed, 0), *copy = ts_new(m, seed, 0);
    struct rng r;
    rng_seed(&r, seed, 9);
    for (int i = 0; i < steps; i++) {
        ts_flush(st);
        ts_commit(st);
        copy_arrays(copy, st);
        int marks[3];
        for (int k = 0; k < 3; k++) {
            marks[k] = ts_mark(st);
            for (int n = rng_below(&r, 4); n >= 0; n--)
                random_step(st, &r);
            if (rng_below(&r, 2))
                ts_flush(st);
            else if (k < 2)
                ts_flush(st);
        }
        ts_rollback(st, marks[2]);
        if (rng_below(&r, 2)) {
            ts_rollback(st, marks[0]);
            expect_same(st, copy);
        } else {
            ts_flush(st);
            expect_as_fresh(st);
        }
    }
    ts_free(st);
    ts_free(copy);
}

/* --- against the judge --- */

static void tell(const struct tt_problem *p, const struct tt_report *r)
{
    char buf[400];
    for (int i = 0; i < p->n_rules; i++)
        print_message("rule %d: %s\n", i, tt_rule_text(p, &p->rules[i], buf, sizeof buf));
    for (int i = 0; i < r->violations.n; i++)
        print_message("  rule %d amount %d: %s\n", r->violations.v[i].rule,
                      (int)r->violations.v[i].amount, r->violations.v[i].text);
}

/* With every lesson placed: hard or not hard, and the soft total, as tt_check says. */
static bool is_as_judged(const struct tt_state *st, const char *what)
{
    struct tt_solution s;
    struct tt_report r;
    tt_solution_init(&s, st->m->p);
    ts_save(st, &s);
    tt_check(st->m->p, &s, &r);
    bool same = r.unplaced == st->unplaced && r.soft == st->soft &&
                (r.hard == 0) == (st->hard == 0);
    if (!same) {
        tell(st->m->p, &r);
        print_message(
            "%s: search %d unplaced, %lld hard, soft %lld; judge %d, %lld, %lld\n", what,
            st->unplaced, (long long)st->hard, (long long)st->soft, r.unplaced,
            (long long)r.hard, (long long)r.soft);
    }
    tt_report_release(&r);
    tt_solution_release(&s);
    return same;
}

/* Places all it can at random, then moves; compares whenever everything is placed. Returns
   how often that was, -1 at the first difference. */
static int wander(struct tt_state *st, struct rng *r, int moves, const char *what)
{
    int compared = 0;
    for (int i = 0; i < moves; i++) {
        for (int e = 0; e < st->m->n_events; e++)
            if (!ts_event_placed(st, e))
                place_somewhere(st, e, r);
        ts_flush(st);
        if (st->unplaced == 0 && !is_as_judged(st, what))
            return -1;
        compared += st->unplaced == 0;
        for (int n = st->unplaced ? 4 : 2; n > 0; n--) {
            int e = rng_below(r, st->m->n_events);
            if (ts_event_placed(st, e))
                ts_lift_event(st, e);
        }
        ts_flush(st);
        ts_commit(st);
    }
    return compared;
}

static int zoo_wander(struct tt_problem *p, uint64_t seed, int moves, const char *what)
{
    struct tt_model *m = tm_new(p);
    struct tt_state *st = ts_new(m, seed, 0);
    struct rng r;
    rng_seed(&r, seed, 3);
    int compared = wander(st, &r, moves, what);
    ts_free(st);
    tm_free(m);
    return compared;
}

/* Each type of rule alone, several of it at several weights, in every mode. */
static void test_each_rule_type(void **state)
{
    int compared[TT_N_RULE_TYPES] = {0}, wrong = 0;
    (void)state;
    for (int type = 0; type < TT_N_RULE_TYPES; type++)
        for (int i = 0; i < 12 && tt_rule_infos[type].family != TT_F_BASIC; i++) {
            uint64_t seed = (uint64_t)(type * 100 + i);
            struct tt_problem *p = zoo_school((enum tt_mode)(i % 4), seed);
            struct rng r;
            rng_seed(&r, seed, 5);
            if (i % 3)
                zoo_wish_rooms(p, &r);
            for (int k = 0; k < 3; k++)
                zoo_add_rule(p, (enum tt_rule_type)type, zoo_weight(&r), &r);
            zoo_finish(p);
            int n = zoo_wander(p, seed, 12, tt_rule_infos[type].element);
            compared[type] += n;
            wrong += n < 0;
            tt_problem_free(p);
        }
    assert_int_equal(wrong, 0);
    for (int type = 0; type < TT_N_RULE_TYPES; type++)
        if (tt_rule_infos[type].family != TT_F_BASIC && compared[type] < 10)
            fail_msg("%s was compared only %d times", tt_rule_infos[type].element,
                     compared[type]);
}

static struct tt_problem *mixed_school(int i)
{
    struct tt_problem *p = zoo_school((enum tt_mode)(i % 4), (uint64_t)i + 7000);
    struct rng r;
    rng_seed(&r, (uint64_t)i, 6);
    zoo_wish_rooms(p, &r);
    zoo_add_rule(p, TT_R_SAME_START, TT_HARD, &r);
    p->rules[p->n_rules - 1].n_lessons = 2;
    for (int k = 0; k < 30; k++) {
        int type = rng_below(&r, TT_N_RULE_TYPES);
        if (tt_rule_infos[type].family != TT_F_BASIC)
            zoo_add_rule(p, (enum tt_rule_type)type, 1 + rng_below(&r, TT_HARD - 1), &r);
    }
    for (int k = 0; k < 4; k++) {
        int type = rng_below(&r, TT_N_RULE_TYPES);
        if (tt_rule_infos[type].family != TT_F_BASIC)
            zoo_add_rule(p, (enum tt_rule_type)type, TT_HARD, &r);
    }
    zoo_finish(p);
    return p;
}

static void test_mixed_rules(void **state)
{
    int compared = 0;
    (void)state;
    for (int i = 0; i < 60; i++) {
        struct tt_problem *p = mixed_school(i);
        int n = zoo_wander(p, (uint64_t)i, 25, "mixed rules");
        assert_true(n >= 0);
        compared += n;
        tt_problem_free(p);
    }
    assert_true(compared > 300);
}

static void test_rollback_and_caches(void **state)
{
    (void)state;
    for (int i = 0; i < 24; i++) {
        struct tt_problem *p = mixed_school(i);
        struct tt_model *m = tm_new(p);
        walk(m, (uint64_t)i + 1, 60);
        tm_free(m);
        tt_problem_free(p);
    }
}

/* --- what the model forbids is what the judge forbids --- */

static bool judge_forbids(const struct tt_problem *p, struct tt_solution *s)
{
    struct tt_report r;
    tt_check(p, s, &r);
    bool forbids = r.hard > 0;
    tt_report_release(&r);
    return forbids;
}

/* One lesson alone at a slot in a room: allowed by the model if and only if by the judge. */
static void compare_alone(const struct tt_state *st, struct tt_solution *s, int lesson,
                          int slot)
{
    const struct tm_lesson *le = &st->m->lessons[lesson];
    bool start = bitset_get(st->m->events[le->event].allowed, slot), any = false;
    for (int room = -1; room < st->m->n_rooms; room++) {
        if (room >= 0 && (st->m->p->rooms[room].virtual_room || le->n_options == 0))
            continue;
        bool listed = le->n_options == 0;
        for (int i = 0; i < le->n_options; i++)
            listed = listed || le->options[i].room == room;
        s->slot[lesson] = slot;
        s->room[lesson] = room;
        bool bad = judge_forbids(st->m->p, s);
        any = any || !bad;
        /* a room that no rule names is never taken, though a soft list would let it */
        if (listed && start && ts_room_open(st, lesson, room, slot) == bad)
            fail_msg("lesson %d slot %d room %d: judge %s", lesson, slot, room,
                     bad ? "forbids" : "allows");
    }
    if (start)
        return;
    if (any && le->n_options == 0)
        fail_msg("lesson %d slot %d: only the model forbids it", lesson, slot);
    s->slot[lesson] = s->room[lesson] = -1;
}

static void test_allowed_starts(void **state)
{
    static const int types[] = {TT_R_TEACHER_NOT_AVAILABLE,
                                TT_R_SET_NOT_AVAILABLE,
                                TT_R_BREAK,
                                TT_R_ROOM_NOT_AVAILABLE,
                                TT_R_TEACHER_ROOM_NOT_AVAILABLE,
                                TT_R_LESSON_START,
                                TT_R_LESSON_STARTS,
                                TT_R_LESSONS_STARTS,
                                TT_R_SUBLESSONS_STARTS,
                                TT_R_LESSON_SLOTS,
                                TT_R_LESSONS_SLOTS,
                                TT_R_SUBLESSONS_SLOTS,
                                TT_R_LESSON_DAY,
                                TT_R_LESSON_ROOMS,
                                TT_R_SUBJECT_ROOMS,
                                TT_R_TAG_ROOMS,
                                TT_R_SET_HOMES,
                                TT_R_TEACHER_HOMES};
    (void)state;
    for (int i = 0; i < 16; i++) {
        struct tt_problem *p = zoo_school((enum tt_mode)(i % 4), (uint64_t)i + 900);
        struct tt_solution s;
        struct rng r;
        rng_seed(&r, (uint64_t)i, 8);
        for (int k = 0; k < 14; k++)
            zoo_add_rule(p, (enum tt_rule_type)types[rng_below(&r, 18)], zoo_weight(&r),
                         &r);
        zoo_finish(p);
        struct tt_model *m = tm_new(p);
        struct tt_state *st = ts_new(m, 1, 0);
        for (int l = 0; l < p->n_lessons; l++) {
            tt_solution_init(&s, p);
            for (int slot = 0; slot < m->n_slots && p->lessons[l].active; slot++)
                compare_alone(st, &s, l, slot);
            tt_solution_release(&s);
        }
        ts_free(st);
        tm_free(m);
        tt_problem_free(p);
    }
}

/* --- real schools --- */

static const char *const examples[] = {
    "FET-5-official/Egypt/Dakahlia/institution-2012-2013.fet",
    "FET-6-mornings-afternoons/Algeria/4-max-three-consecutive-days/"
    "benahmed_5_bis_2-M3.fet",
    "FET-5-official/Greece/Corfu/THE-2008-2009-exams-sep.fet",
    "FET-5-official/Romania/Faculty-Econ-Timisoara-difficult/"
    "2009-2010-sem-1/Econ-v0.8.fet",
    "FET-5-mornings-afternoons/Algeria-old-format/4-by-Benahmed-Abdelkrim/"
    "cem_19mars_breaks_salles_suf.fet",
    "FET-5-mornings-afternoons/Morocco-old-format/1/sample-morocco-2019-10-30.fet",
    "FET-5-official/Egypt/Dakahlia/input_Lectures_40.fet",
    "FET-5-official/India/Chennai/Anna-University/timetable_July_Nov_09_9.fet",
    "FET-5-official/Iran/Sharif-University/Sharif.fet",
    "FET-6-terms/2/puris_12-const7.fet",
    "FET-5-official/Belize/Sacred-Heart-College/shc-2008/shc-prelim-08.fet",
    "FET-5-official/Belize/Sacred-Heart-College/shc-2013/shc-2013.fet",
    "FET-5-official/Indonesia/TelPolytech-Bandung/2010-2011/TelPolytech_even.fet",
    "FET-5-official/Romania/Constantin-Brancusi-School-Medgidia/2013-2014/"
    "Orar_5_3.fet",
    "FET-5-mornings-afternoons/Morocco-old-format/3-by-Omar-Ben-Ali/"
    "difficult/Colege_test_2.fet",
    "FET-5-official/United-Arab-Emirates/IBDP-School-2016.fet",
    "FET-5-mornings-afternoons/Morocco/1/sample-morocco-2019-10-30.fet",
    "FET-5-official/India/2021/St-Joseph-EMHSS-Puthanangadi/stjosephemhss1.fet",
    "FET-5-official/anonymous/1/2008/anonymous-1-2008.fet",
    "FET-5-official/Sudan/Khartoum-2010-02-13.fet",
    "FET-5-terms/1/liviu.fet",
    "FET-6-mornings-afternoons/Algeria/5-by-Benahmed-Abdelkrim/only_R+Q+Inf.fet",
    "FET-5-official/United-Kingdom/Hopwood/Hopwood.fet",
    "FET-5-official/Argentina/Horario_ISJ.fet",
    "FET-5-block-planning/small-example.fet",
};

static struct tt_problem *read_example(const char *name)
{
    char path[500], *data = NULL;
    struct tt_problem *p = NULL;
    struct err e = {0};
    size_t len;
    snprintf(path, sizeof path, "%s%s", EXAMPLES, name);
    if (access(path, R_OK) != 0)
        return NULL;
    if (file_read(path, 64u << 20, &data, &len, &e) || fet_read(path, data, len, &p, &e))
        fail_msg("%s: %s", path, e.text);
    mem_free(data);
    return p;
}

/* What the search has left over goes anywhere, rules or not, others make way. */
static void place_rest(struct tt_state *st, struct rng *r)
{
    for (int round = 0; round < 40; round++)
        for (int e = 0; e < st->m->n_events; e++) {
            if (ts_event_placed(st, e) || place_somewhere(st, e, r))
                continue;
            int other = rng_below(r, st->m->n_events);
            if (ts_event_placed(st, other))
                ts_lift_event(st, other);
        }
    ts_flush(st);
    ts_commit(st);
}

/* Random moves; a lesson that finds no place takes its old one again. */
static void move_about(struct tt_state *st, struct rng *r, const char *name)
{
    for (int i = 0; i < 60; i++) {
        int mark = ts_mark(st), event = rng_below(r, st->m->n_events);
        ts_lift_event(st, event);
        if (!place_somewhere(st, event, r)) {
            ts_rollback(st, mark);
            continue;
        }
        ts_flush(st);
        assert_true(is_as_judged(st, name));
        if (rng_below(r, 4) == 0)
            ts_rollback(st, mark);
        else
            ts_commit(st);
    }
}

/* Solves for a moment, compares, and again after each move from there. False if not every
   lesson could be placed. */
static bool compare_example(const struct tt_problem *p, const char *name)
{
    struct tt_options o;
    struct tt_result out;
    struct err e = {0};
    tt_options_init(&o);
    o.seconds = 2;
    o.iterations = 60000;
    o.threads = 1;
    assert_int_equal(tt_solve(p, &o, &out, &e), 0);
    struct tt_model *m = tm_new(p);
    struct tt_state *st = ts_new(m, 1, 0);
    struct rng r;
    rng_seed(&r, 1, 4);
    ts_load(st, &out.variants[0].solution);
    if (cost_valid(out.variants[0].cost)) { /* what is valid must fit as it is */
        assert_int_equal(st->unplaced, 0);
        assert_int_equal(st->hard, 0);
    }
    place_rest(st, &r);
    bool full = st->unplaced == 0;
    if (full) {
        assert_true(is_as_judged(st, name));
        move_about(st, &r, name);
    }
    expect_as_fresh(st);
    ts_free(st);
    tm_free(m);
    tt_result_release(&out);
    return full;
}

static void test_examples(void **state)
{
    int found = 0, compared = 0;
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        struct tt_problem *p = read_example(examples[i]);
        if (!p)
            continue;
        bool full = compare_example(p, examples[i]);
        if (!full)
            print_message("%s: not everything could be placed\n", examples[i]);
        found++;
        compared += full;
        tt_problem_free(p);
    }
    if (found == 0)
        skip();
    assert_true(2 * compared > found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_rule_type),
        cmocka_unit_test(test_mixed_rules),
        cmocka_unit_test(test_rollback_and_caches),
        cmocka_unit_test(test_allowed_starts),
        cmocka_unit_test(test_examples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

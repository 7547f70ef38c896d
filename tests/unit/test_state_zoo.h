/*
 * Small random schools with random rules of any type, for property tests: what the search
 * says must be what the judge says, whatever the rules. The same seed gives the same school.
 *
 *     struct tt_problem *p = zoo_school(mode, seed);        no reader takes part
 *     zoo_add_rule(p, TT_R_TEACHER_MAX_DAYS, TT_HARD, &rng);
 *     zoo_finish(p);                                        finished, tt_problem_free
 */
#ifndef HORARIUM_TESTS_TEST_STATE_ZOO_H
#define HORARIUM_TESTS_TEST_STATE_ZOO_H

#include "base/rng.h"
#include "timetable/problem.h"
#include "timetable/problem_layout.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ZOO_LESSONS = 20, ZOO_MAX_RULES = 200 };

static inline struct tt_label zoo_label(const char *name)
{
    return (struct tt_label){name, "", "", ""};
}

static inline struct tt_time_name *zoo_times(struct tt_problem *p, char letter, int n)
{
    struct tt_time_name *v = ARENA_NEW(p->arena, struct tt_time_name, n);
    for (int i = 0; i < n; i++)
        v[i] = (struct tt_time_name){arena_printf(p->arena, "%c%d", letter, i + 1), ""};
    return v;
}

/* `n` different numbers below `limit`, at random. */
static inline int *zoo_pick(struct tt_problem *p, struct rng *r, int n, int limit)
{
    int *all = ARENA_NEW(p->arena, int, limit);
    for (int i = 0; i < limit; i++)
        all[i] = i;
    rng_shuffle(r, all, limit);
    assert_true(n <= limit);
    return all;
}

static inline void zoo_set(struct tt_problem *p, const char *name,
                           enum tt_set_level level)
{
    struct tt_set *s = &p->sets[p->n_sets++];
    s->label = zoo_label(name);
    s->level = level;
    s->n_students = 10;
    s->separator = "";
}

/* Y1 = {G1 = {a, b}, G2 = {b, c}}, Y2 without parts, Y3 = {G3, G4}. */
static inline void zoo_students(struct tt_problem *p)
{
    static const int y1[] = {1, 2}, g1[] = {3, 4}, g2[] = {4, 5}, y3[] = {8, 9};
    const struct {
        int set;
        const int *parts;
    } parts[] = {{0, y1}, {1, g1}, {2, g2}, {7, y3}};
    p->sets = ARENA_NEW(p->arena, struct tt_set, 10);
    zoo_set(p, "Y1", TT_YEAR);
    zoo_set(p, "G1", TT_GROUP);
    zoo_set(p, "G2", TT_GROUP);
    zoo_set(p, "a", TT_SUBGROUP);
    zoo_set(p, "b", TT_SUBGROUP);
    zoo_set(p, "c", TT_SUBGROUP);
    zoo_set(p, "Y2", TT_YEAR);
    zoo_set(p, "Y3", TT_YEAR);
    zoo_set(p, "G3", TT_GROUP);
    zoo_set(p, "G4", TT_GROUP);
    for (int i = 0; i < 4; i++) {
        struct tt_set *s = &p->sets[parts[i].set];
        s->n_children = 2;
        s->children = ARENA_NEW(p->arena, int, 2);
        memcpy(s->children, parts[i].parts, 2 * sizeof(int));
    }
    p->n_years = 3;
    p->years = ARENA_NEW(p->arena, int, 3);
    p->years[1] = 6;
    p->years[2] = 7;
}

/* Five real rooms in two buildings or none, two virtual ones over them. */
static inline void zoo_rooms(struct tt_problem *p)
{
    static const int building[] = {0, 0, 1, -1, 1};
    static const int sets[2][2][3] = {{{0, 1, -1}, {2, 3, -1}}, {{0, 2, 4}, {1, 2, 3}}};
    p->n_buildings = 2;
    p->buildings = ARENA_NEW(p->arena, struct tt_building, 2);
    p->buildings[0].label = zoo_label("B1");
    p->buildings[1].label = zoo_label("B2");
    p->n_rooms = 7;
    p->rooms = ARENA_NEW(p->arena, struct tt_room, 7);
    for (int i = 0; i < 7; i++) {
        struct tt_room *r = &p->rooms[i];
        r->label = zoo_label(arena_printf(p->arena, "R%d", i + 1));
        r->capacity = i == 4 ? 15 : 30000;
        r->building = i < 5 ? building[i] : i - 5;
        if (i < 5)
            continue;
        r->virtual_room = true;
        r->n_sets = 2;
        r->sets = ARENA_NEW(p->arena, struct tt_room_set, 2);
        for (int k = 0; k < 2; k++) {
            const int *from = sets[i - 5][k];
            r->sets[k].n_rooms = from[2] < 0 ? 2 : 3;
            r->sets[k].rooms = ARENA_NEW(p->arena, int, 3);
            memcpy(r->sets[k].rooms, from, 3 * sizeof(int));
        }
    }
}

static inline void zoo_lessons(struct tt_problem *p, struct rng *r)
{
    p->n_lessons = ZOO_LESSONS;
    p->lessons = ARENA_NEW(p->arena, struct tt_lesson, ZOO_LESSONS);
    for (int i = 0; i < ZOO_LESSONS; i++) {
        struct tt_lesson *l = &p->lessons[i];
        bool teachers = p->mode != TT_BLOCK_PLANNING;
        l->id = i + 1;
        l->subject = rng_below(r, p->n_subjects);
        l->duration = 1 + (rng_below(r, 4) == 0);
        l->total_duration = l->duration;
        l->n_students = rng_below(r, 3) ? -1 : 20;
        l->active = i != 7;
        l->n_teachers = teachers ? rng_below(r, 8) == 0 ? 2 : rng_below(r, 6) > 0 : 0;
        l->teachers = zoo_pick(p, r, l->n_teachers, p->n_teachers);
        l->n_sets = rng_below(r, 8) == 0 ? 2 : rng_below(r, 6) > 0;
        l->sets = zoo_pick(p, r, l->n_sets, p->n_sets);
        l->n_tags = rng_below(r, 4) ? 1 + rng_below(r, 2) : rng_below(r, 4);
        l->tags = zoo_pick(p, r, l->n_tags, p->n_tags);
    }
}

static inline struct tt_problem *zoo_school(enum tt_mode mode, uint64_t seed)
{
    static const int days[] = {5, 8, 4, 6}, periods[] = {6, 4, 8, 6};
    static const char *const tags[] = {"N1", "N2", "N3", "T4"};
    struct rng r;
    struct tt_problem *p = tt_problem_new("zoo");
    rng_seed(&r, seed, 0);
    p->mode = mode;
    p->n_days = days[mode];
    p->n_periods = periods[mode];
    if (mode == TT_TERMS) {
        p->n_terms = 3;
        p->days_per_term = 2;
    }
    p->days = zoo_times(p, 'D', p->n_days);
    p->periods = zoo_times(p, 'P', p->n_periods);
    p->n_subjects = 3;
    p->subjects = ARENA_NEW(p->arena, struct tt_subject, 3);
    for (int i = 0; i < 3; i++)
        p->subjects[i].label = zoo_label(arena_printf(p->arena, "S%d", i + 1));
    p->n_tags = 4;
    p->tags = ARENA_NEW(p->arena, struct tt_tag, 4);
    for (int i = 0; i < 4; i++)
        p->tags[i].label = zoo_label(tags[i]);
    p->n_teachers = 4;
    p->teachers = ARENA_NEW(p->arena, struct tt_teacher, 4);
    for (int i = 0; i < 4; i++) {
        p->teachers[i].label = zoo_label(arena_printf(p->arena, "T%d", i + 1));
        p->teachers[i].behaviour = i == 3 ? 1 : TT_UNRESTRICTED;
    }
    zoo_students(p);
    zoo_rooms(p);
    zoo_lessons(p, &r);
    p->rules = ARENA_NEW(p->arena, struct tt_rule, ZOO_MAX_RULES);
    return p;
}

/* --- rules --- */

static inline void zoo_lists(struct tt_problem *p, struct tt_rule *x, enum tt_role role,
                             struct rng *r)
{
    int slots = p->n_days * p->n_periods;
    enum tt_family f = tt_rule_infos[x->type].family;
    bool few = f == TT_F_NOT_AVAILABLE || f == TT_F_BREAK || f == TT_F_ROOM_NOT_AVAILABLE;
    switch (role) {
    case TT_ROLE_LESSONS:
        x->n_lessons = 2 + rng_below(r, 5);
        x->lessons = zoo_pick(p, r, x->n_lessons, ZOO_LESSONS);
        break;
    case TT_ROLE_SLOTS:
        x->n_slots = few ? 1 + rng_below(r, 4) : slots / 2 + rng_below(r, slots / 3);
        x->slots = zoo_pick(p, r, x->n_slots, slots);
        break;
    case TT_ROLE_ROOMS:
        x->n_rooms = 1 + rng_below(r, 4);
        x->rooms = zoo_pick(p, r, x->n_rooms, p->n_rooms);
        break;
    case TT_ROLE_TAGS:
        x->n_tags = 2 + rng_below(r, 3);
        x->tags = zoo_pick(p, r, x->n_tags, p->n_tags);
        break;
    default:
        break;
    }
}

static inline int zoo_maybe(struct rng *r, int n)
{
    return rng_below(r, 2) ? -1 : rng_below(r, n);
}

static inline void zoo_field(struct tt_problem *p, struct tt_rule *x, enum tt_role role,
                             struct rng *r)
{
    switch (role) {
    case TT_ROLE_TEACHER:
        x->teacher = rng_below(r, p->n_teachers);
        break;
    case TT_ROLE_SET:
        x->set = rng_below(r, p->n_sets);
        break;
    case TT_ROLE_ROOM:
        x->room = rng_below(r, p->n_rooms);
        break;
    case TT_ROLE_SUBJECT:
        x->subject = rng_below(r, p->n_subjects);
        break;
    case TT_ROLE_TAG:
        x->tag = rng_below(r, p->n_tags);
        break;
    case TT_ROLE_TAG2:
        x->tag2 = (x->tag + 1 + rng_below(r, p->n_tags - 1)) % p->n_tags;
        break;
    case TT_ROLE_LESSON:
    case TT_ROLE_LESSON2:
    case TT_ROLE_LESSON3:
        if (x->n_lessons == 0)
            x->lessons = zoo_pick(p, r, 3, ZOO_LESSONS);
        x->n_lessons++;
        break;
    case TT_ROLE_LIMIT:
        x->limit = rng_below(r, 4);
        break;
    case TT_ROLE_COMPONENT:
        x->component = 1;
        break;
    case TT_ROLE_FLAG:
        x->flag = rng_below(r, 2);
        break;
    case TT_ROLE_DAY:
        x->day = zoo_maybe(r, p->n_days);
        break;
    case TT_ROLE_PERIOD:
        x->period = zoo_maybe(r, p->n_periods);
        break;
    case TT_ROLE_FROM:
        x->from = rng_below(r, p->n_periods - 1);
        break;
    case TT_ROLE_TO:
        x->to =
            rng_below(r, 2) ? -1 : x->from + 1 + rng_below(r, p->n_periods - x->from - 1);
        break;
    case TT_ROLE_REALS: /* only a hard rule may name them */
        if (x->weight == TT_HARD && p->rooms[x->room].virtual_room && rng_below(r, 2)) {
            x->n_reals = 2;
            x->reals = ARENA_NEW(p->arena, int, 2);
            x->reals[0] = p->rooms[x->room].sets[0].rooms[0];
            x->reals[1] = p->rooms[x->room].sets[1].rooms[1];
        }
        break;
    case TT_ROLE_FILTER_PLUS:
    case TT_ROLE_FILTER:
        x->teacher = rng_below(r, 3) ? -1 : rng_below(r, p->n_teachers);
        x->set = zoo_maybe(r, p->n_sets);
        x->subject = rng_below(r, 3) ? -1 : rng_below(r, p->n_subjects);
        x->tag = rng_below(r, 3) ? -1 : rng_below(r, p->n_tags);
        x->duration = role == TT_ROLE_FILTER || rng_below(r, 3) ? 0 : 1;
        break;
    default:
        zoo_lists(p, x, role, r);
        break;
    }
}

/* Appends a random rule of the type, before zoo_finish. */
static inline void zoo_add_rule(struct tt_problem *p, enum tt_rule_type type, int weight,
                                struct rng *r)
{
    struct tt_rule x = tt_rule_blank(type);
    const char *layout = tt_rule_infos[type].layout;
    struct tt_field f;
    assert_true(p->n_rules < ZOO_MAX_RULES);
    x.weight = weight;
    while (tt_layout_next(&layout, &f))
        zoo_field(p, &x, f.role, r);
    p->rules[p->n_rules++] = x;
}

/* Half of the lessons wish for rooms, so that rules about rooms have something to say. */
static inline void zoo_wish_rooms(struct tt_problem *p, struct rng *r)
{
    for (int i = 0; i < ZOO_LESSONS; i += 2) {
        zoo_add_rule(p, TT_R_LESSON_ROOMS, 100000 + rng_below(r, 800000), r);
        p->rules[p->n_rules - 1].lessons[0] = i;
    }
}

static inline void zoo_finish(struct tt_problem *p)
{
    struct err e = {0};
    int rc = tt_problem_finish(p, &e);
    if (rc)
        fail_msg("%s", e.text);
}

/* Hard, or soft with an odd weight. */
static inline int zoo_weight(struct rng *r)
{
    return rng_below(r, 3) == 0 ? TT_HARD : 1 + rng_below(r, TT_HARD - 1);
}

#endif

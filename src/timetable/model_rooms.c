/*
 * Compiling rooms: when a room is closed, and for each lesson the rooms it may take with
 * what each costs. Layer: timetable.
 *
 * Preferred lists (of the lesson, its subject, its tags) come before home rooms; all hard
 * lists are intersected; a room outside a soft list costs that list's weight. Without a
 * hard list a lesson may also stay without a room, at the cost of all its soft lists.
 */
#include "base/bits.h"
#include "base/vec.h"
#include "timetable/model.h"
#include <stdlib.h>
#include <string.h>

struct wish {
    const struct tt_rule *rule;
    bool hard, home;
};

typedef VEC(struct wish) wishes;

static void close_rooms(struct tt_model *m)
{
    const struct tt_problem *p = m->p;
    m->room_closed = ARENA_NEW(m->arena, uint64_t, (size_t)m->n_rooms * m->words + 1);
    for (int r = 0; r < p->n_rules; r++) {
        const struct tt_rule *rule = &p->rules[r];
        if (rule->type != TT_R_ROOM_NOT_AVAILABLE || !rule->active || rule->weight <= 0)
            continue;
        if (rule->weight < TT_HARD && !m->room_soft)
            m->room_soft = ARENA_NEW(m->arena, int, (size_t)m->n_rooms * m->n_slots);
        for (int i = 0; i < rule->n_slots; i++) {
            if (rule->weight >= TT_HARD)
                bitset_set(m->room_closed + (size_t)rule->room * m->words,
                           rule->slots[i]);
            else
                m->room_soft[(size_t)rule->room * m->n_slots + rule->slots[i]] +=
                    rule->weight;
        }
    }
}

static bool rule_has_room(const struct tt_rule *r, int room)
{
    if (r->room >= 0)
        return r->room == room;
    for (int i = 0; i < r->n_rooms; i++)
        if (r->rooms[i] == room)
            return true;
    return false;
}

/* A home rule binds lessons of exactly this one set, or exactly this one teacher. */
static bool home_matches(const struct tt_problem *p, const struct tt_rule *r, int l)
{
    const struct tt_lesson *le = &p->lessons[l];
    if (tt_rule_infos[r->type].scope == TT_SCOPE_SET)
        return le->n_sets == 1 && le->sets[0] == r->set;
    return le->n_teachers == 1 && le->teachers[0] == r->teacher;
}

static int option_order(const void *a, const void *b)
{
    const struct tm_option *x = a, *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    return x->room - y->room;
}

/* What taking `room` (-1 = none) costs under the wishes; -1 = forbidden. */
static int room_cost(const wishes *w, bool any_preferred, int room)
{
    int cost = 0;
    for (int i = 0; i < w->n; i++) {
        const struct wish *x = &w->v[i];
        bool kept = room >= 0 && rule_has_room(x->rule, room);
        if (x->home && any_preferred)
            kept = room >= 0; /* any room will do, only having none breaks it */
        if (kept)
            continue;
        if (x->hard)
            return -1;
        cost += x->rule->weight;
    }
    return cost;
}

static bool home_room_allowed(const wishes *w, int room)
{
    bool any = false;
    for (int i = 0; i < w->n; i++)
        if (w->v[i].home) {
            any = true;
            if (!rule_has_room(w->v[i].rule, room))
                return false;
        }
    return any;
}

static bool listed(const wishes *w, int room)
{
    for (int i = 0; i < w->n; i++)
        if (!w->v[i].home && rule_has_room(w->v[i].rule, room))
            return true;
    return home_room_allowed(w, room);
}

static void options_of(struct tt_model *m, int l, const wishes *w)
{
    const struct tt_problem *p = m->p;
    struct tm_lesson *le = &m->lessons[l];
    bool preferred = false;
    for (int i = 0; i < w->n; i++)
        preferred = preferred || !w->v[i].home;
    VEC(struct tm_option) list = {0};
    for (int room = -1; room < m->n_rooms; room++) {
        if (room >= 0 &&
            (p->rooms[room].capacity < p->lessons[l].head_count || !listed(w, room)))
            continue;
        int cost = room_cost(w, preferred, room);
        if (cost < 0)
            continue;
        struct tm_option o = {room, cost};
        vec_push(&list, o);
    }
    if (list.n)
        qsort(list.v, (size_t)list.n, sizeof *list.v, option_order);
    le->n_options = list.n;
    le->options = ARENA_NEW(m->arena, struct tm_option, list.n + 1);
    for (int i = 0; i < list.n; i++)
        le->options[i] = list.v[i];
    if (list.n == 0) {
        /* a room is demanded and none fits: an option that is never free */
        le->n_options = 1;
        le->options[0].room = -2;
    }
    vec_free(&list);
}

static void forbid_room(struct tt_model *m, struct tm_lesson *le, struct tm_forbid x)
{
    struct tm_forbid *grown = ARENA_NEW(m->arena, struct tm_forbid, le->n_forbids + 1);
    if (le->n_forbids)
        memcpy(grown, le->forbids, (size_t)le->n_forbids * sizeof *grown);
    grown[le->n_forbids++] = x;
    le->forbids = grown;
}

static void dislike_room(struct tt_model *m, struct tm_lesson *le, struct tm_dislike x)
{
    struct tm_dislike *grown = ARENA_NEW(m->arena, struct tm_dislike, le->n_dislikes + 1);
    if (le->n_dislikes)
        memcpy(grown, le->dislikes, (size_t)le->n_dislikes * sizeof *grown);
    grown[le->n_dislikes++] = x;
    le->dislikes = grown;
}

/* Rooms that a teacher does not use at some times: hard or soft. */
static void shun_rooms(struct tt_model *m)
{
    const struct tt_problem *p = m->p;
    for (int r = 0; r < p->n_rules; r++) {
        const struct tt_rule *rule = &p->rules[r];
        if (rule->type != TT_R_TEACHER_ROOM_NOT_AVAILABLE || !rule->active ||
            rule->weight <= 0)
            continue;
        uint64_t *slots = ARENA_NEW(m->arena, uint64_t, m->words);
        for (int i = 0; i < rule->n_slots; i++)
            bitset_set(slots, rule->slots[i]);
        int x = m->teacher_person[rule->teacher];
        for (int i = 0; x >= 0 && i < m->persons[x].n_lessons; i++) {
            struct tm_lesson *le = &m->lessons[m->persons[x].lessons[i]];
            if (rule->weight >= TT_HARD)
                forbid_room(m, le, (struct tm_forbid){rule->room, slots});
            else
                dislike_room(m, le, (struct tm_dislike){rule->room, rule->weight, slots});
        }
    }
}

/* How much each real room is asked for: a lesson asks for its options in equal parts. */
static double *room_demand(const struct tt_model *m)
{
    double *demand = MEM_NEW(double, m->n_rooms + 1);
    for (int l = 0; l < m->n_lessons; l++)
        for (int i = 0; i < m->lessons[l].n_options; i++) {
            int room = m->lessons[l].options[i].room;
            if (room < 0)
                continue;
            double part = (double)m->lessons[l].duration / m->lessons[l].n_options;
            const struct tt_room *r = &m->p->rooms[room];
            demand[room] += part;
            for (int s = 0; s < r->n_sets; s++)
                for (int k = 0; k < r->sets[s].n_rooms; k++)
                    demand[r->sets[s].rooms[k]] += part / r->sets[s].n_rooms;
        }
    return demand;
}

static void order_room_sets(struct tt_model *m)
{
    double *demand = room_demand(m);
    m->room_sets = ARENA_NEW(m->arena, struct tt_room_set *, m->n_rooms + 1);
    for (int room = 0; room < m->n_rooms; room++) {
        const struct tt_room *r = &m->p->rooms[room];
        m->room_sets[room] = ARENA_NEW(m->arena, struct tt_room_set, r->n_sets + 1);
        for (int s = 0; s < r->n_sets; s++) {
            int n = r->sets[s].n_rooms, *sorted = ARENA_NEW(m->arena, int, n);
            for (int i = 0; i < n; i++) {
                int x = r->sets[s].rooms[i], j = i;
                for (; j > 0 && demand[sorted[j - 1]] > demand[x]; j--)
                    sorted[j] = sorted[j - 1];
                sorted[j] = x;
            }
            m->room_sets[room][s] = (struct tt_room_set){n, sorted};
        }
    }
    mem_free(demand);
}

void tm_build_rooms(struct tt_model *m)
{
    const struct tt_problem *p = m->p;
    wishes *w = MEM_NEW(wishes, m->n_lessons + 1);
    close_rooms(m);
    for (int r = 0; r < p->n_rules; r++) {
        const struct tt_rule *rule = &p->rules[r];
        enum tt_family f = tt_rule_infos[rule->type].family;
        bool home = f == TT_F_HOME_ROOMS;
        if ((f != TT_F_PREFERRED_ROOMS && !home) || !rule->active || rule->weight <= 0)
            continue;
        struct wish x = {rule, rule->weight >= TT_HARD, home};
        if (tt_rule_infos[rule->type].scope == TT_SCOPE_LESSON) {
            int l = rule->lessons[0];
            if (!p->lessons[l].active)
                continue;
            vec_push(&w[l], x);
            if (rule->n_reals && x.hard) {
                m->lessons[l].n_reals = rule->n_reals;
                m->lessons[l].reals = rule->reals;
            }
            continue;
        }
        for (int l = 0; l < m->n_lessons; l++)
            if (p->lessons[l].active &&
                (home ? home_matches(p, rule, l) : tt_rule_matches(p, rule, l)))
                vec_push(&w[l], x);
    }
    for (int l = 0; l < m->n_lessons; l++) {
        if (w[l].n)
            options_of(m, l, &w[l]);
        vec_free(&w[l]);
    }
    shun_rooms(m);
    order_room_sets(m);
    mem_free(w);
}

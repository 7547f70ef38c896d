/*
 * Compiling a problem for the search: driver and events. Layer: timetable.
 */
#include "timetable/model.h"
#include "base/bits.h"
#include "base/vec.h"
#include <string.h>

static void init_times(struct tt_model *m)
{
    const struct tt_problem *p = m->p;
    m->n_days = p->n_days;
    m->n_periods = p->n_periods;
    m->n_slots = p->n_days * p->n_periods;
    m->block = p->mode == TT_BLOCK_PLANNING;
    m->halves = p->mode == TT_MORNINGS_AFTERNOONS;
    m->n_clash = m->block ? m->n_periods : m->n_slots;
    m->words = bitset_words(m->n_slots);
    m->breaks = ARENA_NEW(m->arena, uint64_t, m->n_days);
    m->pauses = ARENA_NEW(m->arena, uint64_t, m->n_days);
    for (int r = 0; r < p->n_rules; r++) {
        const struct tt_rule *rule = &p->rules[r];
        if (rule->type != TT_R_BREAK || !rule->active)
            continue;
        for (int i = 0; i < rule->n_slots; i++) {
            uint64_t bit = 1ULL << (rule->slots[i] % m->n_periods);
            m->pauses[rule->slots[i] / m->n_periods] |= bit;
            if (rule->weight >= TT_HARD)
                m->breaks[rule->slots[i] / m->n_periods] |= bit;
        }
    }
    m->next_open = ARENA_NEW(m->arena, int, m->n_slots + 1);
    for (int s = m->n_slots - 1; s >= 0; s--) {
        bool last = s % m->n_periods == m->n_periods - 1;
        bool closed = m->pauses[s / m->n_periods] >> (s % m->n_periods) & 1;
        m->next_open[s] = closed ? (last ? -1 : m->next_open[s + 1]) : s;
    }
}

/* --- events: union-find over hard SAME_START rules --- */

static int root_of(int *parent, int i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

static void join_same_start(const struct tt_problem *p, int *parent)
{
    for (int r = 0; r < p->n_rules; r++) {
        const struct tt_rule *rule = &p->rules[r];
        if (rule->type != TT_R_SAME_START || !rule->active || rule->weight < TT_HARD)
            continue;
        int first = -1;
        for (int i = 0; i < rule->n_lessons; i++) {
            int l = rule->lessons[i];
            if (!p->lessons[l].active)
                continue;
            if (first < 0)
                first = root_of(parent, l);
            else
                parent[root_of(parent, l)] = first;
        }
    }
}

void tm_build_events(struct tt_model *m)
{
    const struct tt_problem *p = m->p;
    int *parent = MEM_NEW(int, p->n_lessons + 1);
    for (int l = 0; l < p->n_lessons; l++)
        parent[l] = l;
    join_same_start(p, parent);
    int *event_of = MEM_NEW(int, p->n_lessons + 1);
    for (int l = 0; l < p->n_lessons; l++) {
        m->lessons[l].event = event_of[l] = -1;
        m->lessons[l].duration = p->lessons[l].duration;
    }
    m->events = ARENA_NEW(m->arena, struct tm_event, p->n_lessons + 1);
    for (int l = 0; l < p->n_lessons; l++) {
        if (!p->lessons[l].active)
            continue;
        int root = root_of(parent, l);
        if (event_of[root] < 0)
            event_of[root] = m->n_events++;
        struct tm_event *e = &m->events[event_of[root]];
        m->lessons[l].event = event_of[root];
        e->n_lessons++;
        if (e->duration < m->lessons[l].duration)
            e->duration = m->lessons[l].duration;
        m->n_active++;
    }
    for (int e = 0; e < m->n_events; e++) {
        struct tm_event *ev = &m->events[e];
        ev->lessons = ARENA_NEW(m->arena, int, ev->n_lessons);
        if (ev->n_lessons > m->max_lesson_events)
            m->max_lesson_events = ev->n_lessons;
        ev->n_lessons = 0;
    }
    for (int l = 0; l < p->n_lessons; l++)
        if (m->lessons[l].event >= 0) {
            struct tm_event *ev = &m->events[m->lessons[l].event];
            ev->lessons[ev->n_lessons++] = l;
        }
    mem_free(parent);
    mem_free(event_of);
}

struct tt_model *tm_new(const struct tt_problem *p)
{
    struct arena *a = arena_new();
    struct tt_model *m = ARENA_NEW(a, struct tt_model, 1);
    m->arena = a;
    m->p = p;
    m->n_lessons = p->n_lessons;
    m->n_rooms = p->n_rooms;
    m->lessons = ARENA_NEW(a, struct tm_lesson, p->n_lessons + 1);
    init_times(m);
    tm_build_events(m);
    tm_build_persons(m);
    tm_build_person_rules(m);
    tm_build_rooms(m);
    tm_build_starts(m);
    tm_build_relations(m);
    tm_build_bound(m);
    return m;
}

void tm_free(struct tt_model *m)
{
    if (m)
        arena_free(m->arena);
}

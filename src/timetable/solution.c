/* Timetables as flat arrays. Layer: timetable. */
#include "timetable/solution.h"
#include "base/map.h"
#include "base/mem.h"
#include <assert.h>
#include <string.h>

static size_t n_real(const struct tt_solution *s)
{
    return (size_t)s->n * (size_t)s->max_reals;
}

static int *blank(size_t n)
{
    int *v = mem_zero(n, sizeof *v);
    for (size_t i = 0; i < n; i++)
        v[i] = -1;
    return v;
}

void tt_solution_init(struct tt_solution *s, const struct tt_problem *p)
{
    s->n = p->n_lessons;
    s->max_reals = p->max_reals;
    s->slot = blank((size_t)s->n);
    s->room = blank((size_t)s->n);
    s->real = blank(n_real(s));
}

void tt_solution_release(struct tt_solution *s)
{
    mem_free(s->slot);
    mem_free(s->room);
    mem_free(s->real);
    memset(s, 0, sizeof *s);
}

void tt_solution_copy(struct tt_solution *to, const struct tt_solution *from)
{
    assert(to->n == from->n && to->max_reals == from->max_reals);
    memcpy(to->slot, from->slot, (size_t)to->n * sizeof *to->slot);
    memcpy(to->room, from->room, (size_t)to->n * sizeof *to->room);
    memcpy(to->real, from->real, n_real(to) * sizeof *to->real);
}

struct tt_pin tt_solution_pin(const struct tt_solution *s, const struct tt_problem *p,
                              int lesson)
{
    int slot = s->slot[lesson];
    struct tt_pin pin = {
        .lesson = lesson,
        .day = slot < 0 ? -1 : slot / p->n_periods,
        .period = slot < 0 ? -1 : slot % p->n_periods,
        .room = s->room[lesson],
        .reals = s->max_reals ? s->real + (size_t)lesson * (size_t)s->max_reals : NULL,
    };
    while (pin.n_reals < s->max_reals && pin.reals[pin.n_reals] >= 0)
        pin.n_reals++;
    return pin;
}

static void lock_start(struct tt_solution *s, const struct tt_problem *p,
                       const struct tt_rule *r, int lesson)
{
    bool inside = r->period + p->lessons[lesson].duration <= p->n_periods;
    if (r->day >= 0 && r->period >= 0 && inside && s->slot[lesson] < 0)
        s->slot[lesson] = r->day * p->n_periods + r->period;
}

/* A second lock on the same virtual room may say which real rooms it means. */
static void lock_room(struct tt_solution *s, const struct tt_rule *r, int lesson)
{
    if (s->room[lesson] >= 0 && s->room[lesson] != r->room)
        return;
    s->room[lesson] = r->room;
    if (r->n_reals == 0 || s->real[lesson * s->max_reals] >= 0)
        return;
    for (int k = 0; k < r->n_reals; k++)
        s->real[lesson * s->max_reals + k] = r->reals[k];
}

void tt_solution_from_locks(struct tt_solution *s, const struct tt_problem *p)
{
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        if (r->weight != TT_HARD || !tt_rule_live(p, r))
            continue;
        if (r->type == TT_R_LESSON_START)
            lock_start(s, p, r, r->lessons[0]);
        else if (r->type == TT_R_LESSON_ROOM)
            lock_room(s, r, r->lessons[0]);
    }
    tt_solution_complete_reals(s, p);
}

/* Day and period indices of one problem in another, by name; -1 = not there. */
static int *carry_names(const struct tt_time_name *from, int n_from,
                        const struct tt_time_name *to, int n_to)
{
    struct map m;
    int *out = blank((size_t)n_from);
    map_init(&m);
    for (int i = 0; i < n_to; i++)
        map_put_str(&m, to[i].name, i);
    for (int i = 0; i < n_from; i++)
        out[i] = map_get_str(&m, from[i].name, -1);
    map_release(&m);
    return out;
}

static void carry_room(struct tt_solution *s, const struct tt_problem *p, int to,
                       const struct tt_solution *os, const struct tt_problem *op,
                       int from)
{
    if (os->room[from] < 0)
        return;
    int room = tt_find_room(p, op->rooms[os->room[from]].label.name);
    s->room[to] = room;
    if (room < 0)
        return;
    for (int k = 0; k < os->max_reals && k < p->rooms[room].n_sets; k++) {
        int real = os->real[from * os->max_reals + k];
        s->real[to * s->max_reals + k] =
            real < 0 ? -1 : tt_find_room(p, op->rooms[real].label.name);
    }
}

int tt_solution_carry(struct tt_solution *s, const struct tt_problem *p,
                      const struct tt_solution *other_s, const struct tt_problem *other_p)
{
    int *days = carry_names(other_p->days, other_p->n_days, p->days, p->n_days);
    int *periods =
        carry_names(other_p->periods, other_p->n_periods, p->periods, p->n_periods);
    int found = 0;
    for (int from = 0; from < other_p->n_lessons; from++) {
        int to = tt_find_lesson(p, other_p->lessons[from].id);
        int slot = other_s->slot[from];
        if (to < 0 || slot < 0 || !p->lessons[to].active)
            continue;
        int day = days[slot / other_p->n_periods];
        int period = periods[slot % other_p->n_periods];
        if (day < 0 || period < 0 || period + p->lessons[to].duration > p->n_periods)
            continue;
        s->slot[to] = day * p->n_periods + period;
        carry_room(s, p, to, other_s, other_p, from);
        found++;
    }
    mem_free(days);
    mem_free(periods);
    return found;
}

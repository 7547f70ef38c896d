/*
 * Construction by chains of displacements; see construct.h. Layer: timetable.
 */
#include "timetable/construct.h"
#include "base/bits.h"
#include <stdlib.h>
#include <string.h>

enum {
    MAX_DEPTH = 14,  /* levels of a chain */
    WIDE_DEPTH = 5,  /* from this level on only the best slot is tried */
    MAX_EJECT = 8,   /* lessons that one placement may displace in a chain */
    MAX_FORCED = 24
};

struct slot_choice {
    int slot;
    int n;        /* displaced */
    double price; /* of the displaced, with a little noise */
};

struct tc_search {
    struct tt_state *st;
    struct te_guard guard;
    int *queue, n_queue;      /* events to place, last first */
    int *locked, n_locked;    /* chain: who moved */
    int *forced;              /* [event * n_starts...]: times forced, by offset */
    int *forced_at;           /* [event]: offset into forced */
    struct slot_choice *choices; /* [level * n_slots] */
    int calls, budget;
    int given_up;
    int64_t stop_at;
    const atomic_bool *stop;
};

static int difficulty(const struct tt_model *m, int event)
{
    const struct tm_event *e = &m->events[event];
    int persons = 0, hours = 0;
    for (int i = 0; i < e->n_lessons; i++) {
        const struct tm_lesson *le = &m->lessons[e->lessons[i]];
        persons += le->n_persons;
        for (int k = 0; k < le->n_persons; k++)
            hours += m->persons[le->persons[k]].hours;
        hours += le->n_options ? 400 / le->n_options : 0;
    }
    return e->duration * (hours + 4 * persons + 20 * (m->n_slots - e->n_starts) /
                                                    (1 + m->n_slots / 40));
}

static void sort_queue(struct tc_search *c)
{
    const struct tt_model *m = c->st->m;
    int *by = MEM_NEW(int, m->n_events + 1);
    for (int i = 0; i < c->n_queue; i++) {
        int e = c->queue[i];
        by[e] = difficulty(m, e) * (100 + rng_below(&c->st->rng, 20)) / 100 +
                (m->events[e].fixed ? 1 << 29 : 0);
    }
    for (int gap = c->n_queue / 2; gap > 0; gap /= 2)
        for (int i = gap; i < c->n_queue; i++) {
            int e = c->queue[i], j = i;
            for (; j >= gap && by[c->queue[j - gap]] > by[e]; j -= gap)
                c->queue[j] = c->queue[j - gap];
            c->queue[j] = e;
        }
    mem_free(by);
}

struct tc_search *tc_new(struct tt_state *st)
{
    const struct tt_model *m = st->m;
    struct tc_search *c = MEM_NEW(struct tc_search, 1);
    c->st = st;
    c->guard.weight = MEM_NEW(int, m->n_events + 1);
    c->guard.locked = MEM_NEW(uint8_t, m->n_events + 1);
    c->queue = MEM_NEW(int, m->n_events + 1);
    c->locked = MEM_NEW(int, m->n_events + 1);
    c->forced_at = MEM_NEW(int, m->n_events + 1);
    c->choices = MEM_NEW(struct slot_choice, (size_t)(MAX_DEPTH + 1) * (size_t)m->n_slots + 1);
    int total = 0;
    for (int e = 0; e < m->n_events; e++) {
        c->guard.weight[e] = 1;
        c->forced_at[e] = total;
        total += m->events[e].n_starts;
        if (ts_event_placed(st, e))
            continue;
        if (m->events[e].n_starts == 0)
            c->given_up += m->events[e].n_lessons;
        else
            c->queue[c->n_queue++] = e;
    }
    c->forced = MEM_NEW(int, total + 1);
    sort_queue(c);
    return c;
}

void tc_free(struct tc_search *c)
{
    if (!c)
        return;
    mem_free(c->guard.weight);
    mem_free(c->guard.locked);
    mem_free(c->queue);
    mem_free(c->locked);
    mem_free(c->forced_at);
    mem_free(c->choices);
    mem_free(c->forced);
    mem_free(c);
}

int tc_given_up(const struct tc_search *c) { return c->given_up; }

static bool out_of_time(const struct tc_search *c)
{
    return c->st->work >= c->stop_at || (c->stop && atomic_load(c->stop));
}

static int by_price(const void *a, const void *b)
{
    const struct slot_choice *x = a, *y = b;
    return x->price < y->price ? -1 : x->price > y->price;
}

/*
 * What each start would displace, cheapest first. A start that displaces nobody is taken
 * at once when it costs nothing, else the cheapest such: returns -1 with the event placed.
 */
static int rank_starts(struct tc_search *c, int event, int level)
{
    struct tt_state *st = c->st;
    const struct tm_event *e = &st->m->events[event];
    struct slot_choice *list = c->choices + (size_t)level * (size_t)st->m->n_slots;
    int n = 0, free_slot = -1, shift = rng_below(&st->rng, e->n_starts);
    int64_t before = st->soft, free_cost = 0;
    c->guard.max = MAX_EJECT;
    for (int i = 0; i < e->n_starts; i++) {
        int slot = e->starts[(i + shift) % e->n_starts];
        struct te_ejected out;
        int mark = ts_mark(st);
        c->guard.max = free_slot >= 0 ? 0 : MAX_EJECT;
        if (!te_force(st, &c->guard, event, slot, &out))
            continue;
        int64_t delta = st->soft - before;
        if (out.n == 0 && delta <= 0)
            return -1;
        if (out.n == 0 && (free_slot < 0 || delta < free_cost)) {
            free_slot = slot;
            free_cost = delta;
        }
        list[n++] = (struct slot_choice){
            slot, out.n, out.weight + 0.9 * rng_unit(&st->rng)};
        ts_rollback(st, mark);
    }
    if (free_slot >= 0) {
        struct te_ejected out;
        c->guard.max = 0;
        if (te_force(st, &c->guard, event, free_slot, &out))
            return -1;
    }
    qsort(list, (size_t)n, sizeof *list, by_price);
    return n;
}

static void unlock_to(struct tc_search *c, int n)
{
    while (c->n_locked > n)
        c->guard.locked[c->locked[--c->n_locked]] = 0;
}

static void lock(struct tc_search *c, int event)
{
    c->guard.locked[event] = 1;
    c->locked[c->n_locked++] = event;
}

/* Heaviest first: the hardest to place chooses first. */
static void order_ejected(const struct tc_search *c, struct te_ejected *x)
{
    for (int i = 1; i < x->n; i++) {
        int e = x->event[i], j = i;
        for (; j > 0 && c->guard.weight[x->event[j - 1]] < c->guard.weight[e]; j--)
            x->event[j] = x->event[j - 1];
        x->event[j] = e;
    }
}

static bool insert(struct tc_search *c, int event, int level)
{
    struct tt_state *st = c->st;
    if (++c->calls > c->budget || out_of_time(c))
        return false;
    int n = rank_starts(c, event, level);
    if (n < 0) {
        lock(c, event);
        return true;
    }
    if (level == MAX_DEPTH)
        return false;
    const struct slot_choice *list = c->choices + (size_t)level * (size_t)st->m->n_slots;
    int tries = level >= WIDE_DEPTH ? 1 : n;
    for (int i = 0; i < n && i < tries; i++) {
        int mark = ts_mark(st), locks = c->n_locked;
        struct te_ejected out;
        c->guard.max = MAX_EJECT;
        if (!te_force(st, &c->guard, event, list[i].slot, &out))
            continue;
        lock(c, event);
        order_ejected(c, &out);
        bool ok = true;
        for (int k = 0; ok && k < out.n; k++)
            ok = insert(c, out.event[k], level + 1);
        if (ok)
            return true;
        unlock_to(c, locks);
        ts_rollback(st, mark);
        if (c->calls > c->budget || out_of_time(c))
            return false;
    }
    return false;
}

/* The slot whose displaced lessons weigh least; tried slots grow dearer. */
static bool force(struct tc_search *c, int event)
{
    struct tt_state *st = c->st;
    const struct tm_event *e = &st->m->events[event];
    int *forced = c->forced + c->forced_at[event], best = -1;
    double best_price = 0;
    c->guard.max = MAX_FORCED;
    struct te_ejected out;
    for (int i = 0; i < e->n_starts; i++) {
        int mark = ts_mark(st);
        if (!te_force(st, &c->guard, event, e->starts[i], &out))
            continue;
        ts_rollback(st, mark);
        double price = (out.weight + 0.5) * (1 + forced[i]) * (1 + 0.1 * rng_unit(&st->rng));
        if (best < 0 || price < best_price) {
            best = i;
            best_price = price;
        }
    }
    if (best < 0 || !te_force(st, &c->guard, event, e->starts[best], &out))
        return false;
    forced[best]++;
    order_ejected(c, &out);
    for (int k = out.n - 1; k >= 0; k--)
        c->queue[c->n_queue++] = out.event[k];
    return true;
}

bool tc_run(struct tc_search *c, int64_t work, const atomic_bool *stop)
{
    struct tt_state *st = c->st;
    c->stop_at = st->work + work;
    c->stop = stop;
    while (c->n_queue > 0 && !out_of_time(c)) {
        int event = c->queue[c->n_queue - 1];
        c->calls = 0;
        c->budget = 60 + 2 * st->m->n_events;
        int mark = ts_mark(st);
        bool ok = insert(c, event, 0);
        unlock_to(c, 0);
        if (!ok) {
            ts_rollback(st, mark);
            if (out_of_time(c))
                break;
            c->guard.weight[event]++;
            c->n_queue--;
            ok = force(c, event);
            if (!ok) { /* only fixed events can be in the way everywhere */
                c->given_up += st->m->events[event].n_lessons;
                continue;
            }
            ts_commit(st);
            continue;
        }
        c->n_queue--;
        ts_commit(st);
    }
    return c->n_queue == 0;
}

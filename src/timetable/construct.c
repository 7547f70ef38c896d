/*
 * Construction by chains of displacements; see construct.h. Layer: timetable.
 */
#include "timetable/construct.h"
#include "base/bits.h"
#include <stdlib.h>
#include <string.h>

enum {
    MAX_DEPTH = 14,      /* levels of a chain */
    WIDE_DEPTH = 5,      /* from this level on only the best slot is tried */
    WIDTH = 6,           /* slots tried on the levels before */
    CHAIN_CALLS = 25,    /* insertions tried for one event ... */
    CALLS_A_FAILURE = 5, /* ... and more each time it has failed */
    MAX_EJECT = 8,       /* lessons that one placement may displace in a chain */
    MAX_FORCED = TE_MAX_EJECTED
};

struct slot_choice {
    int slot;
    int n;        /* how many are displaced; of a bound: their weight */
    double price; /* weight of the displaced, with a little noise */
};

struct tc_search {
    struct tt_state *st;
    struct te_guard guard;
    int *queue, n_queue;        /* events to place, last first */
    int *locked, n_locked;      /* chain: who moved */
    int *forced;                /* [event * n_starts...]: times forced, by offset */
    int *forced_at;             /* [event]: offset into forced */
    struct slot_choice *bounds; /* [slot] scratch of rank_starts */
    int calls, budget;
    int given_up;
    int stuck; /* events put off in a row */
    int64_t stop_at;
    const atomic_bool *stop;
};

/* Rooms to choose from, over all options of a lesson; a virtual room takes several. */
static int room_freedom(const struct tt_model *m, int lesson)
{
    const struct tm_lesson *le = &m->lessons[lesson];
    int n = 0;
    for (int i = 0; i < le->n_options; i++) {
        int room = le->options[i].room, least = 1;
        const struct tt_room *r = room >= 0 ? &m->p->rooms[room] : NULL;
        for (int s = 0; r && s < r->n_sets; s++)
            if (s == 0 || r->sets[s].n_rooms - r->n_sets + 1 < least)
                least = r->sets[s].n_rooms - r->n_sets + 1;
        n += least > 1 ? least : 1;
    }
    return n;
}

/* Hours of all lessons that share a person with the event, the slots it may not take, the
   rooms it has not: the more, the earlier it is placed. `seen` is scratch, 0 before. */
static int difficulty(const struct tt_model *m, int event, int stamp, int *seen)
{
    const struct tm_event *e = &m->events[event];
    int hours = m->n_slots - e->n_starts, rooms = 0;
    for (int i = 0; i < e->n_lessons; i++) {
        const struct tm_lesson *le = &m->lessons[e->lessons[i]];
        for (int k = 0; k < le->n_persons; k++) {
            const struct tm_person *pe = &m->persons[le->persons[k]];
            for (int j = 0; j < pe->n_lessons; j++)
                if (seen[pe->lessons[j]] != stamp) {
                    seen[pe->lessons[j]] = stamp;
                    hours += m->lessons[pe->lessons[j]].duration;
                }
        }
        if (le->n_options)
            rooms += 60 / room_freedom(m, e->lessons[i]);
    }
    if (e->fixed) /* nothing to choose but the room: first, the least free first of all */
        return (1 << 28) + rooms;
    return e->duration * (hours + rooms);
}

/* Events tied by a hard neighbourhood rule count as hard as the hardest of them, and stay
   together in the queue. */
static void tie_neighbours(const struct tt_model *m, int *by)
{
    for (int i = 0; i < m->n_rels; i++) {
        const struct tm_rel *r = &m->rels[i];
        if (!r->hard || (r->family != TT_F_GROUPED && r->family != TT_F_CONSECUTIVE))
            continue;
        int most = 0;
        for (int k = 0; k < r->n; k++)
            if (by[m->lessons[r->lessons[k]].event] > most)
                most = by[m->lessons[r->lessons[k]].event];
        for (int k = 0; k < r->n; k++)
            if (!m->events[m->lessons[r->lessons[k]].event].fixed)
                by[m->lessons[r->lessons[k]].event] = most + 1 + i;
    }
}

static void sort_queue(struct tc_search *c)
{
    const struct tt_model *m = c->st->m;
    int *by = MEM_NEW(int, m->n_events + 1), *seen = MEM_NEW(int, m->n_lessons + 1);
    for (int i = 0; i < c->n_queue; i++) {
        int e = c->queue[i], d = difficulty(m, e, i + 1, seen);
        by[e] = m->events[e].fixed ? d : d * (100 + rng_below(&c->st->rng, 10)) / 100;
    }
    mem_free(seen);
    tie_neighbours(m, by);
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
    c->bounds = MEM_NEW(struct slot_choice, m->n_slots + 1);
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
    mem_free(c->bounds);
    mem_free(c->forced);
    mem_free(c);
}

int tc_given_up(const struct tc_search *c)
{
    return c->given_up;
}

static bool out_of_time(const struct tc_search *c)
{
    return c->st->work >= c->stop_at || (c->stop && atomic_load(c->stop));
}

static int by_price(const void *a, const void *b)
{
    const struct slot_choice *x = a, *y = b;
    return x->price < y->price ? -1 : x->price > y->price;
}

/* Price of the lessons that hold the event's persons at slot; -1 = one must stay, or too
   many. Nothing is changed: a quick lower bound of what te_force will find. */
static int clash_price(const struct tc_search *c, int event, int slot)
{
    int met[MAX_EJECT], weight = 0;
    int n = te_in_the_way(c->st, event, slot, met, MAX_EJECT);
    for (int i = 0; i < n; i++) {
        if (c->guard.locked[met[i]])
            return -1;
        weight += c->guard.weight[met[i]];
    }
    return n < 0 ? -1 : weight;
}

/* All starts by their quick bound, ties in random order. */
static int bound_starts(const struct tc_search *c, int event, struct slot_choice *list)
{
    const struct tm_event *e = &c->st->m->events[event];
    int n = 0;
    for (int i = 0; i < e->n_starts; i++) {
        int w = clash_price(c, event, e->starts[i]);
        if (w >= 0)
            list[n++] =
                (struct slot_choice){e->starts[i], w, w + 0.9 * rng_unit(&c->st->rng)};
    }
    qsort(list, (size_t)n, sizeof *list, by_price);
    return n;
}

/* Keeps the `want` cheapest of list[0..n), in order; returns the new n. */
static int keep_cheapest(struct slot_choice *list, int n, int want)
{
    for (int i = n - 1; i > 0 && list[i].price < list[i - 1].price; i--) {
        struct slot_choice x = list[i];
        list[i] = list[i - 1];
        list[i - 1] = x;
    }
    return n < want ? n : want;
}

/*
 * The starts that displace least, cheapest first, at most `want`. A start that displaces
 * nobody is taken at once when it costs nothing, else the cheapest such: returns -1 with
 * the event placed. want == 0: only that.
 */
static int rank_starts(struct tc_search *c, int event, struct slot_choice *best, int want)
{
    struct tt_state *st = c->st;
    int free_slot = -1, n = 0, bounds = bound_starts(c, event, c->bounds);
    int64_t before = st->soft, free_cost = 0;
    struct te_ejected out;
    for (int i = 0; i < bounds; i++) {
        const struct slot_choice *b = &c->bounds[i];
        if (b->n > 0 && (free_slot >= 0 || want == 0))
            break;
        if (n > 0 && n == want && b->price >= best[n - 1].price)
            break;
        int mark = ts_mark(st);
        c->guard.max = free_slot >= 0 || want == 0 ? 0 : MAX_EJECT;
        if (!te_force(st, &c->guard, event, b->slot, &out))
            continue;
        int64_t delta = st->soft - before;
        if (out.n == 0 && delta <= 0)
            return -1;
        if (out.n == 0 && (free_slot < 0 || delta < free_cost)) {
            free_slot = b->slot;
            free_cost = delta;
        }
        ts_rollback(st, mark);
        struct slot_choice x = {b->slot, out.n, out.weight + (b->price - b->n)};
        if (n < want || (n > 0 && x.price < best[n - 1].price)) {
            best[n < want ? n : n - 1] = x;
            n = keep_cheapest(best, n < want ? n + 1 : n, want);
        }
    }
    c->guard.max = 0;
    if (free_slot >= 0 && te_force(st, &c->guard, event, free_slot, &out))
        return -1;
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
    struct slot_choice list[WIDTH];
    int n = rank_starts(c, event, list, level >= WIDE_DEPTH ? 1 : WIDTH);
    if (n < 0) {
        lock(c, event);
        return true;
    }
    if (level == MAX_DEPTH)
        return false;
    for (int i = 0; i < n; i++) {
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
        double price =
            (out.weight + 0.5) * (1 + forced[i]) * (1 + 0.1 * rng_unit(&st->rng));
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

/* No start can be cleared now: last in the queue, perhaps others give way; given up when
   nothing else has moved either. */
static void put_off(struct tc_search *c, int event)
{
    if (++c->stuck > 2 * c->n_queue + 2) {
        c->given_up += c->st->m->events[event].n_lessons;
        return;
    }
    memmove(c->queue + 1, c->queue, (size_t)c->n_queue * sizeof *c->queue);
    c->queue[0] = event;
    c->n_queue++;
}

bool tc_run(struct tc_search *c, int64_t work, const atomic_bool *stop)
{
    struct tt_state *st = c->st;
    c->stop_at = st->work + work;
    c->stop = stop;
    while (c->n_queue > 0 && !out_of_time(c)) {
        int event = c->queue[c->n_queue - 1];
        c->calls = 0;
        c->budget = CHAIN_CALLS + CALLS_A_FAILURE * c->guard.weight[event];
        int mark = ts_mark(st);
        bool ok = insert(c, event, 0);
        unlock_to(c, 0);
        if (!ok) {
            ts_rollback(st, mark);
            if (out_of_time(c))
                break;
            c->guard.weight[event]++;
            c->n_queue--;
            if (force(c, event))
                c->stuck = 0;
            else
                put_off(c, event);
            ts_commit(st);
            continue;
        }
        c->stuck = 0;
        c->n_queue--;
        ts_commit(st);
    }
    return c->n_queue == 0;
}

void tc_fill(struct tc_search *c)
{
    struct slot_choice none;
    int left = 0;
    for (int i = 0; i < c->n_queue; i++) {
        int event = c->queue[i];
        if (rank_starts(c, event, &none, 0) >= 0)
            c->queue[left++] = event;
        ts_commit(c->st);
    }
    c->n_queue = left;
}

/*
 * Chains: the lesson takes a start, those in its way are inserted again elsewhere, each at
 * its cheapest start, three levels deep. Layer: timetable.
 */
#include "base/bits.h"
#include "timetable/eject.h"
#include "timetable/suggest_parts.h"
#include <stdlib.h>

enum {
    MOST_FIRST = 3, /* events that the asked one may push aside */
    MOST_NEXT = 2,  /* that one of those may push aside */
    DEPTH = 3,
    STARTS = 24, /* starts of the asked lesson that are followed up */
    CALLS = 16   /* insertions in one chain */
};

struct chain {
    struct tt_suggester *g;
    struct tt_state *st;
    struct te_guard guard;
    sg_ints locked;
    int calls;
};

struct start {
    int slot, n;
    double price;
};

/* A broken hard unit weighs more than any wish, a lesson to be placed again like one wish. */
static double price(const struct tt_state *st, int ejected)
{
    return (double)st->soft + 1e3 * TT_HARD * (double)st->hard + 1.0 * TT_HARD * ejected;
}

static void lock(struct chain *c, int event)
{
    c->guard.locked[event] = 1;
    vec_push(&c->locked, event);
}

static bool insert(struct chain *c, int event, int depth)
{
    const struct tm_event *e = &c->st->m->events[event];
    struct te_ejected out;
    double least = 0;
    int best = -1;
    if (++c->calls > CALLS)
        return false;
    c->guard.max = depth < DEPTH ? MOST_NEXT : 0;
    for (int i = 0; i < e->n_starts; i++) {
        int mark = ts_mark(c->st);
        if (!te_force(c->st, &c->guard, event, e->starts[i], &out))
            continue;
        double p = price(c->st, out.n);
        ts_rollback(c->st, mark);
        if (best < 0 || p < least) {
            best = e->starts[i];
            least = p;
        }
    }
    c->guard.max = depth < DEPTH ? MOST_NEXT : 0;
    if (best < 0 || !te_force(c->st, &c->guard, event, best, &out))
        return false;
    lock(c, event);
    for (int i = 0; i < out.n; i++)
        if (!insert(c, out.event[i], depth + 1))
            return false;
    return true;
}

/* Puts what the chain moved onto the judge; false if a lesson is left without a place. */
static bool put_changes(struct chain *c, int mark)
{
    struct tt_suggester *g = c->g;
    const struct tt_state *st = c->st;
    int n = g->p->max_reals;
    g->round++;
    for (int i = mark; i < st->log.n; i++) {
        int l = st->log.v[i].id;
        if (st->log.v[i].kind == TS_COST || g->mark[l] == g->round)
            continue;
        g->mark[l] = g->round;
        if (st->slot[l] < 0)
            return false;
        bool same = st->slot[l] == g->loaded.slot[l] && st->room[l] == g->loaded.room[l];
        for (int k = 0; k < n; k++)
            same = same && st->real[l * n + k] == g->loaded.real[l * n + k];
        if (same)
            continue;
        struct sg_place to = {st->slot[l], st->room[l], n ? st->real + l * n : NULL};
        sg_put(&g->j, l, &to);
    }
    return true;
}

static void note(struct chain *c, int lesson, int mark)
{
    struct tt_suggester *g = c->g;
    const struct sg_judge *j = &g->j;
    int together = g->m->events[g->m->lessons[lesson].event].n_lessons;
    if (put_changes(c, mark) && j->changes.n > together && j->clash <= j->clash_before &&
        j->room_clash <= j->room_clash_before) {
        struct cost times = {0, 0, 0};
        sg_ints broken = {0};
        sg_delta(&g->j, TT_LIST_T, &times, &broken);
        sg_note(g, lesson, TT_SUGGEST_CHAIN, &times, &broken);
        vec_free(&broken);
    }
    sg_undo(&g->j);
}

static void follow(struct chain *c, int lesson, int slot)
{
    int mark = ts_mark(c->st);
    struct te_ejected out;
    c->calls = 0;
    c->guard.max = MOST_FIRST;
    bool ok = te_force(c->st, &c->guard, c->st->m->lessons[lesson].event, slot, &out);
    if (ok) {
        lock(c, c->st->m->lessons[lesson].event);
        for (int i = 0; ok && i < out.n; i++)
            ok = insert(c, out.event[i], 1);
    }
    while (c->locked.n > 0)
        c->guard.locked[c->locked.v[--c->locked.n]] = 0;
    if (ok)
        note(c, lesson, mark);
    ts_rollback(c->st, mark);
}

static int by_price(const void *a, const void *b)
{
    const struct start *x = a, *y = b;
    if (x->price != y->price)
        return x->price < y->price ? -1 : 1;
    return x->slot - y->slot;
}

/* The starts that push somebody aside (or into another room), the cheapest first. */
static int rank(struct chain *c, int lesson, struct start *list)
{
    const struct tm_event *e = &c->st->m->events[c->st->m->lessons[lesson].event];
    int n = 0;
    for (int i = 0; i < e->n_starts; i++) {
        struct te_ejected out;
        int mark = ts_mark(c->st), slot = e->starts[i];
        c->guard.max = MOST_FIRST;
        if (slot == c->g->given.slot[lesson] ||
            !te_force(c->st, &c->guard, c->st->m->lessons[lesson].event, slot, &out))
            continue;
        int placed = 0;
        for (int k = mark; k < c->st->log.n; k++)
            placed += c->st->log.v[k].kind == TS_PLACED;
        if (out.n > 0 || placed > e->n_lessons)
            list[n++] = (struct start){slot, out.n, price(c->st, out.n)};
        ts_rollback(c->st, mark);
    }
    qsort(list, (size_t)n, sizeof *list, by_price);
    return n;
}

static void prepare(struct tt_suggester *g)
{
    if (!g->st) {
        g->st = ts_new(g->m, 1, 0);
        g->locked = MEM_NEW(uint8_t, g->m->n_events + 1);
        g->weight = MEM_NEW(int, g->m->n_events + 1);
        for (int e = 0; e < g->m->n_events; e++)
            g->weight[e] = 1;
    }
    rng_seed(&g->st->rng, 1, 0); /* the same question has the same answer */
    if (!g->st_ready) {
        ts_load(g->st, &g->given);
        ts_save(g->st, &g->loaded);
        rng_seed(&g->st->rng, 1, 0);
    }
    g->st_ready = true;
}

void sg_chains(struct tt_suggester *g, int lesson)
{
    prepare(g);
    struct tt_state *st = g->st;
    int event = g->m->lessons[lesson].event, start = ts_mark(st);
    if (ts_event_placed(st, event)) {
        ts_lift_event(st, event);
        ts_flush(st);
    }
    struct chain c = {.g = g, .st = st, .guard = {g->weight, g->locked, 0, st->hard}};
    struct start *list = MEM_NEW(struct start, g->m->events[event].n_starts + 1);
    int n = rank(&c, lesson, list);
    for (int i = 0; i < n && i < STARTS; i++)
        follow(&c, lesson, list[i].slot);
    mem_free(list);
    vec_free(&c.locked);
    ts_rollback(st, start);
    ts_commit(st);
}

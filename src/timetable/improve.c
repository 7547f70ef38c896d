/*
 * Annealing; see improve.h. Layer: timetable.
 */
#include "timetable/improve.h"
#include "base/bits.h"
#include "search/anneal.h"

enum {
    MAX_MOVED = 8,  /* events that one move may push aside */
    MAX_LINKS = 16, /* events that change places in one Kempe chain */
    SPOTS = 6,      /* other starts tried for an event that was pushed aside */
    CHAIN_DEPTH = 3,
    CHAIN_CALLS = 24
};

struct ti_search {
    struct tt_state *st;
    struct te_guard guard;
    struct anneal heat;
    double unit;    /* a typical worsening of soft by one move */
    double penalty; /* price of one broken hard unit */
    struct tt_solution best;
    int64_t best_soft;
    int64_t moves;
    int calls;
    int *chain, n_chain; /* locked by the present chain */
};

struct link { /* of a Kempe chain: an event, where it goes, and by how much */
    int event, slot, shift;
};

static double price(const struct ti_search *s)
{
    return (double)s->st->soft + s->penalty * (double)s->st->hard;
}

/* Mean weight of the soft rules that are there to be broken. */
static double typical_unit(const struct tt_model *m)
{
    double sum = 0, n = 0;
    for (int i = 0; i < m->n_rels; i++)
        if (!m->rels[i].hard && m->rels[i].weight > 0) {
            sum += m->rels[i].weight;
            n++;
        }
    for (int x = 0; x < m->n_persons; x++)
        for (int i = 0; i < m->persons[x].n_rules; i++)
            if (!m->persons[x].rules[i].hard) {
                sum += m->persons[x].rules[i].weight;
                n++;
            }
    for (int e = 0; e < m->n_events; e++)
        for (int k = 0; m->events[e].start_cost && k < m->events[e].n_starts; k++)
            if (m->events[e].start_cost[m->events[e].starts[k]] > 0) {
                sum += m->events[e].start_cost[m->events[e].starts[k]];
                n++;
                break;
            }
    return n > 0 ? sum / n : TT_HARD;
}

struct ti_search *ti_new(struct tt_state *st)
{
    const struct tt_model *m = st->m;
    struct ti_search *s = MEM_NEW(struct ti_search, 1);
    s->st = st;
    s->guard.weight = MEM_NEW(int, m->n_events + 1);
    s->guard.locked = MEM_NEW(uint8_t, m->n_events + 1);
    s->chain = MEM_NEW(int, m->n_events + 1);
    for (int e = 0; e < m->n_events; e++)
        s->guard.weight[e] = 1;
    s->unit = typical_unit(m);
    s->penalty = 3 * s->unit;
    tt_solution_init(&s->best, m->p);
    ti_adopt(s);
    ti_cycle(s, 1);
    return s;
}

void ti_free(struct ti_search *s)
{
    if (!s)
        return;
    mem_free(s->guard.weight);
    mem_free(s->guard.locked);
    mem_free(s->chain);
    tt_solution_release(&s->best);
    mem_free(s);
}

void ti_cycle(struct ti_search *s, double hot)
{
    anneal_init(&s->heat, 0.35 * s->unit * hot, 0.06 * s->unit);
}

int64_t ti_best_soft(const struct ti_search *s)
{
    return s->best_soft;
}
int64_t ti_moves(const struct ti_search *s)
{
    return s->moves;
}

void ti_adopt(struct ti_search *s)
{
    ts_save(s->st, &s->best);
    s->best_soft = s->st->soft;
}

const struct tt_solution *ti_best_solution(const struct ti_search *s)
{
    return &s->best;
}

/* --- moves: each changes the state and returns true, or leaves it and returns false --- */

/* Puts an event at `slot` if it may and can be there, else at some other free start. */
static bool settle(struct ti_search *s, int event, int slot)
{
    struct tt_state *st = s->st;
    const struct tm_event *e = &st->m->events[event];
    bool in_range = slot >= 0 && slot < st->m->n_slots;
    if (in_range && bitset_get(e->allowed, slot) && ts_place_event(st, event, slot))
        return true;
    for (int i = 0; i < SPOTS; i++)
        if (ts_place_event(st, event, e->starts[rng_below(&st->rng, e->n_starts)]))
            return true;
    return false;
}

static bool move_swap(struct ti_search *s, int event, int slot)
{
    struct tt_state *st = s->st;
    int others[MAX_MOVED], old[MAX_MOVED], from = ts_event_slot(st, event);
    int n = te_in_the_way(st, event, slot, others, MAX_MOVED), mark = ts_mark(st);
    if (n < 0)
        return false;
    ts_lift_event(st, event);
    for (int i = 0; i < n; i++) {
        old[i] = ts_event_slot(st, others[i]);
        ts_lift_event(st, others[i]);
    }
    bool ok = ts_place_event(st, event, slot);
    for (int i = 0; ok && i < n; i++)
        ok = settle(s, others[i], from + old[i] - slot);
    ts_flush(st);
    if (!ok)
        ts_rollback(st, mark);
    return ok;
}

/*
 * Kempe chain: event goes by `shift` slots; whoever shares a person with it there goes the
 * same way back, and so on until nobody is in the way of anybody. Lessons of one duration
 * thus change places between two times all at once.
 */
static bool link_chain(struct ti_search *s, int event, int shift, struct link *chain,
                       int *n)
{
    const struct tt_state *st = s->st;
    chain[0] = (struct link){event, ts_event_slot(st, event) + shift, shift};
    *n = 1;
    s->guard.locked[event] = 1;
    for (int i = 0; i < *n; i++) {
        const struct link x = chain[i];
        if (x.slot < 0 || x.slot >= st->m->n_slots ||
            !bitset_get(st->m->events[x.event].allowed, x.slot))
            return false;
        int others[MAX_MOVED],
            found = te_in_the_way(st, x.event, x.slot, others, MAX_MOVED);
        if (found < 0)
            return false;
        for (int k = 0; k < found; k++) {
            int y = others[k];
            if (s->guard.locked[y])
                continue;
            if (*n == MAX_LINKS)
                return false;
            s->guard.locked[y] = 1;
            chain[(*n)++] = (struct link){y, ts_event_slot(st, y) - x.shift, -x.shift};
        }
    }
    return true;
}

static bool move_kempe(struct ti_search *s, int event, int slot)
{
    struct tt_state *st = s->st;
    struct link chain[MAX_LINKS];
    int n = 0, mark = ts_mark(st);
    bool ok = link_chain(s, event, slot - ts_event_slot(st, event), chain, &n);
    for (int i = 0; i < n; i++)
        s->guard.locked[chain[i].event] = 0;
    if (!ok)
        return false;
    for (int i = 0; i < n; i++)
        ts_lift_event(st, chain[i].event);
    for (int i = 0; ok && i < n; i++)
        ok = ts_place_event(st, chain[i].event, chain[i].slot);
    ts_flush(st);
    if (!ok)
        ts_rollback(st, mark);
    return ok;
}

static bool reinsert(struct ti_search *s, int event, int level)
{
    struct tt_state *st = s->st;
    const struct tm_event *e = &st->m->events[event];
    if (++s->calls > CHAIN_CALLS)
        return false;
    int best = -1, shift = rng_below(&st->rng, e->n_starts);
    double best_price = 0;
    struct te_ejected out;
    for (int i = 0; i < e->n_starts; i++) {
        int slot = e->starts[(i + shift) % e->n_starts], mark = ts_mark(st);
        s->guard.max = level < CHAIN_DEPTH ? 3 : 0;
        if (!te_force(st, &s->guard, event, slot, &out))
            continue;
        double p = price(s) + out.n * 2 * s->unit;
        ts_rollback(st, mark);
        if (best < 0 || p < best_price) {
            best = slot;
            best_price = p;
        }
    }
    s->guard.max = level < CHAIN_DEPTH ? 3 : 0;
    if (best < 0 || !te_force(st, &s->guard, event, best, &out))
        return false;
    s->guard.locked[event] = 1;
    s->chain[s->n_chain++] = event;
    for (int i = 0; i < out.n; i++)
        if (!reinsert(s, out.event[i], level + 1))
            return false;
    return true;
}

static bool move_chain(struct ti_search *s, int event, int slot)
{
    struct tt_state *st = s->st;
    int mark = ts_mark(st);
    struct te_ejected out;
    s->calls = s->n_chain = 0;
    s->guard.max = 4;
    s->guard.hard = st->hard;
    ts_lift_event(st, event);
    ts_flush(st);
    bool ok = te_force(st, &s->guard, event, slot, &out);
    if (ok) {
        s->guard.locked[event] = 1;
        s->chain[s->n_chain++] = event;
        for (int i = 0; ok && i < out.n; i++)
            ok = reinsert(s, out.event[i], 1);
    }
    while (s->n_chain > 0)
        s->guard.locked[s->chain[--s->n_chain]] = 0;
    ts_flush(st);
    if (!ok)
        ts_rollback(st, mark);
    return ok;
}

/* Those who hold `room` while lesson runs; -1 = more than max. */
static int room_holders(const struct tt_state *st, int lesson, int room, int *out,
                        int max)
{
    const struct tt_model *m = st->m;
    const int *o = st->room_owner + (size_t)room * (size_t)m->n_clash +
                   tm_clash(m, st->slot[lesson]);
    int n = 0;
    for (int k = 0; k < m->lessons[lesson].duration; k++) {
        if (o[k] < 0 || (n > 0 && out[n - 1] == o[k]))
            continue;
        if (n == max)
            return -1;
        out[n++] = o[k];
    }
    return n;
}

/* A lesson takes another of its rooms; those who are there look for one of theirs. */
static bool move_room(struct ti_search *s, int lesson)
{
    enum { MOST = 3 };
    struct tt_state *st = s->st;
    const struct tm_lesson *le = &st->m->lessons[lesson];
    int slot = st->slot[lesson], holders[MOST], slots[MOST];
    int room = le->options[rng_below(&st->rng, le->n_options)].room;
    if (slot < 0 || room < 0 || room == st->room[lesson] ||
        st->m->p->rooms[room].virtual_room || !ts_room_open(st, lesson, room, slot))
        return false;
    int n = room_holders(st, lesson, room, holders, MOST), mark = ts_mark(st);
    if (n < 0)
        return false;
    ts_lift(st, lesson);
    for (int i = 0; i < n; i++) {
        slots[i] = st->slot[holders[i]];
        ts_lift(st, holders[i]);
    }
    ts_place(st, lesson, slot, room, NULL);
    bool ok = true;
    for (int i = 0; ok && i < n; i++)
        ok = ts_place_lesson(st, holders[i], slots[i]);
    ts_flush(st);
    if (!ok)
        ts_rollback(st, mark);
    return ok;
}

/* --- which event: half the time one that takes part in a broken wish --- */

static int troubled_event(struct ti_search *s)
{
    struct tt_state *st = s->st;
    const struct tt_model *m = st->m;
    int all = m->n_persons + m->n_rels;
    for (int i = 0; i < 24; i++) {
        int k = rng_below(&st->rng, all + m->n_lessons);
        if (k >= all) {
            if (st->unary[k - all] > 0)
                return m->lessons[k - all].event;
            continue;
        }
        if (st->cached[k].soft == 0 && st->cached[k].hard == 0)
            continue;
        int n = k < m->n_persons ? m->persons[k].n_lessons : m->rels[k - m->n_persons].n;
        const int *l =
            k < m->n_persons ? m->persons[k].lessons : m->rels[k - m->n_persons].lessons;
        return m->lessons[l[rng_below(&st->rng, n)]].event;
    }
    return -1;
}

static bool make_move(struct ti_search *s)
{
    struct tt_state *st = s->st;
    const struct tt_model *m = st->m;
    int event = rng_below(&st->rng, 2) ? troubled_event(s) : -1;
    if (event < 0)
        event = rng_below(&st->rng, m->n_events);
    const struct tm_event *e = &m->events[event];
    if (e->n_starts == 0 || !ts_event_placed(st, event))
        return false;
    int lesson = e->lessons[rng_below(&st->rng, e->n_lessons)];
    if (m->lessons[lesson].n_options > 1 && rng_below(&st->rng, 4) == 0)
        return move_room(s, lesson);
    int slot = e->starts[rng_below(&st->rng, e->n_starts)];
    int kind = rng_below(&st->rng, 64);
    if (slot == ts_event_slot(st, event) || kind >= 40)
        return move_swap(s, event, slot);
    return kind ? move_kempe(s, event, slot) : move_chain(s, event, slot);
}

/* A broken hard rule must stay rare: its price follows the share of valid states. */
static void adapt_penalty(struct ti_search *s, int64_t accepted, int64_t valid)
{
    if (accepted < 20)
        return;
    double share = (double)valid / (double)accepted;
    if (share < 0.3)
        s->penalty *= 1.05;
    else if (share > 0.7)
        s->penalty /= 1.03;
    double low = 2 * s->unit, high = 200 * s->unit;
    s->penalty = s->penalty < low ? low : s->penalty > high ? high : s->penalty;
}

void ti_run(struct ti_search *s, int64_t work, double progress, const atomic_bool *stop)
{
    int64_t accepted = 0, valid = 0;
    struct tt_state *st = s->st;
    int64_t until = st->work + work, idle = s->moves + 20 * work + 1000;
    anneal_progress(&s->heat, progress);
    while (st->work < until && s->moves < idle && !(stop && atomic_load(stop)) &&
           s->best_soft > st->m->bound) {
        double before = price(s);
        int mark = ts_mark(st);
        s->moves++;
        if (!make_move(s))
            continue;
        double delta = price(s) - before;
        if (delta > 0 && delta > anneal_budget(&s->heat, &st->rng)) {
            ts_rollback(st, mark);
            continue;
        }
        ts_commit(st);
        accepted++;
        valid += st->hard == 0;
        if (st->hard == 0 && st->soft < s->best_soft)
            ti_adopt(s);
    }
    adapt_penalty(s, accepted, valid);
}

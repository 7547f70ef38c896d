/*
 * Rooms in the search state: what is open, what is free, which to take. A virtual room
 * takes one distinct real room out of each of its sets (bipartite matching by augmenting
 * paths, Kuhn 1955). Layer: timetable.
 */
#include "base/bits.h"
#include "timetable/state.h"
#include <string.h>

static bool room_closed(const struct tt_model *m, const struct tm_lesson *le, int room,
                        int slot)
{
    const uint64_t *closed = m->room_closed + (size_t)room * (size_t)m->words;
    for (int k = 0; k < le->duration; k++)
        if (bitset_get(closed, slot + k))
            return true;
    for (int i = 0; i < le->n_forbids; i++)
        for (int k = 0; le->forbids[i].room == room && k < le->duration; k++)
            if (bitset_get(le->forbids[i].slots, slot + k))
                return true;
    return false;
}

bool ts_room_open(const struct tt_state *st, int lesson, int room, int slot)
{
    if (room == -1)
        return true;
    return room >= 0 && !room_closed(st->m, &st->m->lessons[lesson], room, slot);
}

bool ts_room_free(const struct tt_state *st, int lesson, int room, int slot)
{
    const struct tt_model *m = st->m;
    const int *o = st->room_owner + (size_t)room * (size_t)m->n_clash + tm_clash(m, slot);
    for (int k = 0; k < m->lessons[lesson].duration; k++)
        if (o[k] >= 0)
            return false;
    return true;
}

int ts_room_cost(const struct tt_state *st, int lesson, int room, const int *reals,
                 int slot)
{
    const struct tt_model *m = st->m;
    const struct tm_lesson *le = &m->lessons[lesson];
    int cost = 0;
    for (int i = 0; i < le->n_options; i++)
        if (le->options[i].room == room) {
            cost = le->options[i].cost;
            break;
        }
    if (!m->room_soft || room < 0)
        return cost;
    for (int k = 0; k < le->duration; k++) {
        cost += m->room_soft[(size_t)room * (size_t)m->n_slots + (size_t)(slot + k)];
        for (int i = 0; i < m->p->rooms[room].n_sets; i++)
            if (reals && reals[i] >= 0)
                cost += m->room_soft[(size_t)reals[i] * (size_t)m->n_slots +
                                     (size_t)(slot + k)];
    }
    return cost;
}

struct matching {
    const struct tt_state *st;
    const struct tt_room *room;
    int room_id, lesson, slot;
    int *reals;          /* [set]: chosen room or -1 */
    const int *demanded; /* real rooms that a lock demands, NULL = free choice */
    int n_demanded;
    bool tried[TT_MAX_ROOM_SETS];
};

static bool usable(const struct matching *k, int real)
{
    if (k->demanded) {
        bool in = false;
        for (int i = 0; i < k->n_demanded; i++)
            in = in || k->demanded[i] == real;
        if (!in)
            return false;
    }
    return ts_room_open(k->st, k->lesson, real, k->slot) &&
           ts_room_free(k->st, k->lesson, real, k->slot);
}

static bool augment(struct matching *k, int set)
{
    if (k->tried[set])
        return false;
    k->tried[set] = true;
    const struct tt_room_set *s = &k->st->m->room_sets[k->room_id][set];
    for (int i = 0; i < s->n_rooms; i++) {
        if (!usable(k, s->rooms[i]))
            continue;
        int holder = -1;
        for (int j = 0; j < k->room->n_sets; j++)
            if (k->reals[j] == s->rooms[i])
                holder = j;
        if (holder < 0 || augment(k, holder)) {
            k->reals[set] = s->rooms[i];
            return true;
        }
    }
    return false;
}

static bool match_reals(const struct tt_state *st, int lesson, int room, int slot,
                        int *reals)
{
    const struct tm_lesson *le = &st->m->lessons[lesson];
    struct matching k = {.st = st,
                         .room = &st->m->p->rooms[room],
                         .room_id = room,
                         .lesson = lesson,
                         .slot = slot,
                         .reals = reals,
                         .n_demanded = le->n_reals,
                         .demanded = le->n_reals ? le->reals : NULL};
    for (int i = 0; i < st->m->p->max_reals; i++)
        reals[i] = -1;
    if (k.room->n_sets > TT_MAX_ROOM_SETS)
        return false;
    for (int i = 0; i < k.room->n_sets; i++) {
        memset(k.tried, 0, sizeof k.tried);
        if (!augment(&k, i))
            return false;
    }
    return true;
}

static bool option_free(struct tt_state *st, int lesson, int slot, int room, int *reals)
{
    if (room == -1)
        return true;
    if (room < 0 || !ts_room_open(st, lesson, room, slot))
        return false;
    if (st->m->p->rooms[room].virtual_room)
        return match_reals(st, lesson, room, slot, reals);
    return ts_room_free(st, lesson, room, slot);
}

int ts_free_room(struct tt_state *st, int lesson, int slot, int *room, int *reals)
{
    const struct tm_lesson *le = &st->m->lessons[lesson];
    *room = -1;
    if (le->n_options == 0)
        return 0;
    for (int from = 0; from < le->n_options;) {
        int to = from + 1;
        while (to < le->n_options && le->options[to].cost == le->options[from].cost)
            to++;
        int n = to - from, shift = n > 1 ? rng_below(&st->rng, n) : 0;
        for (int i = 0; i < n; i++) {
            int r = le->options[from + (i + shift) % n].room;
            if (option_free(st, lesson, slot, r, reals)) {
                *room = r;
                return 0;
            }
        }
        from = to;
    }
    return -1;
}

int ts_room_break(const struct tt_state *st, int lesson, int room)
{
    const struct tt_model *m = st->m;
    int total = 0;
    for (int i = 0; i < m->lessons[lesson].n_rels; i++) {
        const struct tm_rel *r = &m->rels[m->lessons[lesson].rels[i]];
        if (r->family != TT_F_MAX_ROOMS || !r->hard || room < 0)
            continue;
        int rooms[64], holders[64], n = 0, least = 0;
        for (int k = 0; k < r->n && n < 64; k++) {
            int l = r->lessons[k], j = 0;
            if (l == lesson || st->slot[l] < 0 || st->room[l] < 0)
                continue;
            while (j < n && rooms[j] != st->room[l])
                j++;
            if (j == n) {
                rooms[n] = st->room[l];
                holders[n++] = 0;
            }
            holders[j]++;
        }
        bool known = n < r->limit;
        for (int j = 0; j < n && !known; j++) {
            known = rooms[j] == room;
            least = j == 0 || holders[j] < least ? holders[j] : least;
        }
        total += known ? 0 : least;
    }
    return total;
}

/* Room rules look at the choice: try options, keep the one with the least cost. */
static bool place_with_room_rules(struct tt_state *st, int lesson, int slot)
{
    enum { TRIES = 12 };
    const struct tm_lesson *le = &st->m->lessons[lesson];
    int reals[TT_MAX_ROOM_SETS], best_reals[TT_MAX_ROOM_SETS], best = -3, tries = 0;
    int64_t best_hard = 0, best_soft = 0;
    int shift = rng_below(&st->rng, le->n_options);
    for (int i = 0; i < le->n_options && tries < TRIES; i++) {
        int room = le->options[(i + shift) % le->n_options].room;
        if (ts_room_break(st, lesson, room) ||
            !option_free(st, lesson, slot, room, reals))
            continue;
        bool virtual_room = room >= 0 && st->m->p->rooms[room].virtual_room;
        ts_flush(st);
        int mark = ts_mark(st);
        ts_place(st, lesson, slot, room, virtual_room ? reals : NULL);
        ts_flush(st);
        tries++;
        if (best == -3 || st->hard < best_hard ||
            (st->hard == best_hard && st->soft < best_soft)) {
            best = room;
            best_hard = st->hard;
            best_soft = st->soft;
            memcpy(best_reals, reals, sizeof reals);
        }
        ts_rollback(st, mark);
    }
    if (best == -3)
        return false;
    bool virtual_room = best >= 0 && st->m->p->rooms[best].virtual_room;
    ts_place(st, lesson, slot, best, virtual_room ? best_reals : NULL);
    return true;
}

static bool place_in_free_room(struct tt_state *st, int lesson, int slot)
{
    int room, reals[TT_MAX_ROOM_SETS];
    if (ts_free_room(st, lesson, slot, &room, reals))
        return false;
    bool virtual_room = room >= 0 && st->m->p->rooms[room].virtual_room;
    ts_place(st, lesson, slot, room, virtual_room ? reals : NULL);
    return true;
}

static bool take_room(struct tt_state *st, int lesson, int slot)
{
    const struct tm_lesson *le = &st->m->lessons[lesson];
    if (le->room_rules && le->n_options > 1)
        return place_with_room_rules(st, lesson, slot);
    return place_in_free_room(st, lesson, slot);
}

bool ts_place_lesson(struct tt_state *st, int lesson, int slot)
{
    return take_room(st, lesson, slot) || ts_reroom(st, lesson, slot);
}

bool ts_place_anyhow(struct tt_state *st, int lesson, int slot)
{
    return ts_place_lesson(st, lesson, slot) || place_in_free_room(st, lesson, slot);
}

bool ts_place_event(struct tt_state *st, int event, int slot)
{
    const struct tm_event *e = &st->m->events[event];
    for (int i = 0; i < e->n_lessons; i++)
        if (!ts_persons_free(st, e->lessons[i], slot))
            return false;
    ts_flush(st);
    int start = ts_mark(st);
    for (int i = 0; i < e->n_lessons; i++)
        if (!ts_place_lesson(st, e->lessons[i], slot)) {
            ts_rollback(st, start);
            return false;
        }
    return true;
}

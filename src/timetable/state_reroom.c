/*
 * Changing rooms of lessons that already meet, so that one more gets a room: augmenting
 * paths in the bipartite graph of demands and real rooms (Kuhn, 1955). Layer: timetable.
 *
 * A demand is one real room for a lesson: its room, or one set of its virtual room. Only
 * rooms held by a single lesson during the time in question may change hands.
 */
#include "base/bits.h"
#include "timetable/state.h"
#include <string.h>

enum { FREE = -1, BLOCKED = -2, MAX_CHANGED = 32 };

struct reroom {
    struct tt_state *st;
    int lesson, slot;     /* who wants a room, when */
    int option;           /* virtual room wanted, -1 = one of its real rooms */
    struct ts_hold *hold; /* [room] */
    uint8_t *seen;        /* [room] */
    int changed[MAX_CHANGED], n_changed; /* lessons that change rooms */
    bool too_many; /* of them: give the option up, hold is no longer right */
};

static int slot_of(const struct reroom *r, int lesson)
{
    return lesson == r->lesson ? r->slot : r->st->slot[lesson];
}

/* Which of its demands a lesson meets by holding the real room. */
static int set_of(const struct tt_state *st, int lesson, int room)
{
    int n = st->m->p->max_reals;
    if (st->room[lesson] == room)
        return -1;
    for (int i = 0; i < n; i++)
        if (st->real[lesson * n + i] == room)
            return i;
    return -1;
}

/* Looks at all rooms over the periods of the new lesson; a room held by two lessons, or by
   one that may not change, is blocked. */
static void look_round(struct reroom *r)
{
    const struct tt_state *st = r->st;
    const struct tt_model *m = st->m;
    for (int room = 0; room < m->n_rooms; room++) {
        const int *o =
            st->room_owner + (size_t)room * (size_t)m->n_clash + tm_clash(m, r->slot);
        struct ts_hold h = {FREE, -1};
        for (int k = 0; k < m->lessons[r->lesson].duration; k++) {
            if (o[k] < 0 || o[k] == h.lesson)
                continue;
            h.lesson = h.lesson == FREE ? o[k] : BLOCKED;
        }
        if (h.lesson >= 0) {
            if (m->lessons[h.lesson].n_reals)
                h.lesson = BLOCKED;
            else
                h.set = set_of(st, h.lesson, room);
        }
        r->hold[room] = h;
    }
}

static bool assign(struct reroom *r, int lesson, int set);

/* The lesson runs at other periods than the new one: it may only go to a room that is free
   all the time, since `hold` does not know the rest. */
static bool other_times(const struct reroom *r, int lesson)
{
    const struct tt_model *m = r->st->m;
    return slot_of(r, lesson) != r->slot ||
           m->lessons[lesson].duration != m->lessons[r->lesson].duration;
}

/* Gives `room` to the demand if it is free or its holder finds another. */
static bool take(struct reroom *r, int room, int lesson, int set)
{
    struct ts_hold *h = &r->hold[room];
    if (room < 0 || r->too_many || r->seen[room] || h->lesson == BLOCKED ||
        (h->lesson == lesson && h->set == set) ||
        !ts_room_open(r->st, lesson, room, slot_of(r, lesson)) ||
        ts_room_break(r->st, lesson, room))
        return false;
    if (other_times(r, lesson) &&
        (h->lesson != FREE || !ts_room_free(r->st, lesson, room, slot_of(r, lesson))))
        return false;
    r->seen[room] = 1;
    if (h->lesson >= 0) {
        int holder = h->lesson, holder_set = h->set;
        if (!assign(r, holder, holder_set))
            return false;
        bool known = holder == r->lesson;
        for (int i = 0; i < r->n_changed; i++)
            known = known || r->changed[i] == holder;
        if (!known && r->n_changed == MAX_CHANGED) {
            r->too_many = true;
            return false;
        }
        if (!known)
            r->changed[r->n_changed++] = holder;
    }
    *h = (struct ts_hold){lesson, set};
    return true;
}

static bool assign(struct reroom *r, int lesson, int set)
{
    const struct tt_model *m = r->st->m;
    const struct tm_lesson *le = &m->lessons[lesson];
    if (set >= 0) {
        int virtual_room = lesson == r->lesson ? r->option : r->st->room[lesson];
        const struct tt_room_set *s = &m->room_sets[virtual_room][set];
        for (int i = 0; i < s->n_rooms; i++)
            if (take(r, s->rooms[i], lesson, set))
                return true;
        return false;
    }
    int shift = rng_below(&r->st->rng, le->n_options);
    for (int i = 0; i < le->n_options; i++) {
        int room = le->options[(i + shift) % le->n_options].room;
        if (room >= 0 && !m->p->rooms[room].virtual_room && take(r, room, lesson, -1))
            return true;
    }
    return false;
}

/* The rooms of a lesson as `hold` has them now; what `hold` does not know stays. */
static int rooms_now(const struct reroom *r, int lesson, int room_before, int *reals)
{
    const struct tt_model *m = r->st->m;
    int room = room_before, n = m->p->max_reals;
    for (int i = 0; i < n; i++)
        reals[i] = lesson == r->lesson ? -1 : r->st->real[lesson * n + i];
    for (int x = 0; x < m->n_rooms; x++)
        if (r->hold[x].lesson == lesson) {
            if (r->hold[x].set < 0)
                room = x;
            else
                reals[r->hold[x].set] = x;
        }
    return room;
}

static void apply(struct reroom *r)
{
    struct tt_state *st = r->st;
    int reals[TT_MAX_ROOM_SETS], rooms[MAX_CHANGED], slots[MAX_CHANGED];
    for (int i = 0; i < r->n_changed; i++) {
        rooms[i] = st->room[r->changed[i]];
        slots[i] = st->slot[r->changed[i]];
        ts_lift(st, r->changed[i]);
    }
    for (int i = 0; i < r->n_changed; i++) {
        int room = rooms_now(r, r->changed[i], rooms[i], reals);
        ts_place(st, r->changed[i], slots[i], room,
                 st->m->p->rooms[room].virtual_room ? reals : NULL);
    }
    int room = rooms_now(r, r->lesson, r->option, reals);
    ts_place(st, r->lesson, r->slot, room,
             st->m->p->rooms[room].virtual_room ? reals : NULL);
}

/* All demands of the lesson for one kind of option. */
static bool try_option(struct reroom *r)
{
    const struct tt_model *m = r->st->m;
    int demands = r->option >= 0 ? m->p->rooms[r->option].n_sets : 1;
    r->n_changed = 0;
    r->too_many = false;
    look_round(r);
    for (int i = 0; i < demands; i++) {
        memset(r->seen, 0, (size_t)m->n_rooms);
        if (!assign(r, r->lesson, r->option >= 0 ? i : -1))
            return false;
    }
    apply(r);
    return true;
}

bool ts_reroom(struct tt_state *st, int lesson, int slot)
{
    const struct tm_lesson *le = &st->m->lessons[lesson];
    struct reroom r = {.st = st, .lesson = lesson, .slot = slot, .option = -1};
    if (le->n_reals || st->m->p->max_reals > TT_MAX_ROOM_SETS)
        return false;
    bool real = false, done = false;
    r.hold = st->hold;
    r.seen = st->seen_room;
    for (int i = 0; i < le->n_options && !done; i++) {
        int room = le->options[i].room;
        if (room < 0)
            continue;
        if (!st->m->p->rooms[room].virtual_room) {
            real = true;
        } else if (ts_room_open(st, lesson, room, slot)) {
            r.option = room;
            done = try_option(&r);
        }
    }
    r.option = -1;
    if (!done && real)
        done = try_option(&r);
    return done;
}

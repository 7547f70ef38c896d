/*
 * Rooms for changes on trial: what is open and free, which to take. Layer: timetable.
 * A virtual room gets one distinct real room out of each set (Kuhn, 1955), free ones first.
 */
#include "base/bits.h"
#include "timetable/suggest_parts.h"
#include <string.h>

enum { MAX_SETS = 64 };

static bool is_open(const struct sg_judge *j, int lesson, int room, int slot)
{
    const struct tm_lesson *le = &j->m->lessons[lesson];
    const uint64_t *closed = j->m->room_closed + (size_t)room * (size_t)j->m->words;
    for (int k = 0; k < le->duration; k++)
        if (bitset_get(closed, slot + k))
            return false;
    for (int i = 0; i < le->n_forbids; i++)
        for (int k = 0; le->forbids[i].room == room && k < le->duration; k++)
            if (bitset_get(le->forbids[i].slots, slot + k))
                return false;
    return true;
}

static bool is_free(const struct sg_judge *j, int lesson, int room, int slot)
{
    const uint16_t *busy = j->room_busy + (size_t)room * (size_t)j->m->n_slots;
    busy += sg_clash_slot(j, slot, false);
    for (int k = 0; k < j->m->lessons[lesson].duration; k++)
        if (busy[k])
            return false;
    return true;
}

struct matching {
    const struct sg_judge *j;
    int lesson, room, slot, *reals;
    bool any; /* rooms that are taken will do, too */
    bool tried[MAX_SETS];
};

static bool usable(const struct matching *k, int real)
{
    const struct tm_lesson *le = &k->j->m->lessons[k->lesson];
    bool demanded = le->n_reals == 0;
    for (int i = 0; i < le->n_reals && !demanded; i++)
        demanded = le->reals[i] == real;
    return demanded && is_open(k->j, k->lesson, real, k->slot) &&
           (k->any || is_free(k->j, k->lesson, real, k->slot));
}

static bool augment(struct matching *k, int set)
{
    const struct tt_room_set *s = &k->j->m->room_sets[k->room][set];
    if (k->tried[set])
        return false;
    k->tried[set] = true;
    for (int pass = 0; pass < (k->any ? 2 : 1); pass++)
        for (int i = 0; i < s->n_rooms; i++) {
            bool empty = !k->any || is_free(k->j, k->lesson, s->rooms[i], k->slot);
            if (empty != (pass == 0) || !usable(k, s->rooms[i]))
                continue;
            int holder = -1;
            for (int h = 0; h < k->j->p->rooms[k->room].n_sets; h++)
                if (k->reals[h] == s->rooms[i])
                    holder = h;
            if (holder < 0 || augment(k, holder)) {
                k->reals[set] = s->rooms[i];
                return true;
            }
        }
    return false;
}

bool sg_room_fits(const struct sg_judge *j, int lesson, int room, int slot, bool any,
                  int *reals)
{
    for (int k = 0; k < j->s.max_reals; k++)
        reals[k] = -1;
    if (room == -1)
        return true;
    if (room < 0 || !is_open(j, lesson, room, slot))
        return false;
    const struct tt_room *r = &j->p->rooms[room];
    if (!r->virtual_room)
        return any || is_free(j, lesson, room, slot);
    struct matching k = {
        .j = j, .lesson = lesson, .room = room, .slot = slot, .reals = reals, .any = any};
    for (int i = 0; i < r->n_sets; i++) {
        memset(k.tried, 0, sizeof k.tried);
        if (r->n_sets > MAX_SETS || !augment(&k, i))
            return false;
    }
    return true;
}

int sg_room_choices(const struct sg_judge *j, int lesson, int *rooms, int max)
{
    const struct tm_lesson *le = &j->m->lessons[lesson];
    int n = 0, now = -1;
    for (int i = 0; i < j->changes.n; i++)
        if (j->changes.v[i].lesson == lesson)
            now = j->changes.v[i].room;
    if (now < 0)
        now = j->s.room[lesson];
    if (now >= 0)
        rooms[n++] = now;
    for (int i = 0; i < le->n_options && n < max; i++)
        if (le->options[i].room >= -1 && le->options[i].room != now)
            rooms[n++] = le->options[i].room;
    if (le->n_options == 0 && n < max)
        rooms[n++] = -1;
    return n;
}

bool sg_keep_room(const struct sg_judge *j, int lesson, int slot, struct sg_place *to)
{
    enum { MOST = 512 };
    int rooms[MOST], n = sg_room_choices(j, lesson, rooms, MOST);
    for (int i = 0; i < n; i++)
        if (sg_room_fits(j, lesson, rooms[i], slot, false, to->reals)) {
            to->slot = slot;
            to->room = rooms[i];
            return true;
        }
    return false;
}

void sg_holders(const struct sg_judge *j, int lesson, const struct sg_place *at,
                sg_ints *out)
{
    int from = sg_clash_slot(j, at->slot, false);
    int to = from + j->m->lessons[lesson].duration;
    bool virtual_room = at->room >= 0 && j->p->rooms[at->room].virtual_room;
    int n = at->room < 0 ? 0 : virtual_room ? j->s.max_reals : 1;
    out->n = 0;
    for (int l = 0; l < j->p->n_lessons && n > 0; l++) {
        int begins = j->s.slot[l] < 0 ? to : sg_clash_slot(j, j->s.slot[l], false);
        if (l == lesson || begins >= to || begins + check_covered(&j->c, l) <= from)
            continue;
        bool holds = false;
        for (int i = 0; i < n; i++) {
            int room = virtual_room ? at->reals[i] : at->room;
            holds = holds || (room >= 0 && j->s.room[l] == room);
            for (int k = 0; k < j->s.max_reals; k++)
                holds = holds || (room >= 0 && sg_reals(j, l)[k] == room);
        }
        if (holds)
            vec_push(out, l);
    }
}

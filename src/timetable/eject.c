/*
 * Ejections: clashes and rooms first, then one broken rule after the other, always taking
 * the removal that mends most for the least weight. Layer: timetable.
 */
#include "timetable/eject.h"
#include "base/bits.h"
#include <assert.h>
#include <string.h>

static bool may_leave(const struct tt_state *st, const struct te_guard *g, int event)
{
    return !g->locked[event] && !st->m->events[event].fixed;
}

static bool eject(struct tt_state *st, const struct te_guard *g, int event,
                  struct te_ejected *out)
{
    if (!may_leave(st, g, event) || out->n >= g->max)
        return false;
    ts_lift_event(st, event);
    out->event[out->n++] = event;
    out->weight += g->weight[event];
    return true;
}

/* --- clashes --- */

int te_in_the_way(const struct tt_state *st, int event, int slot, int *list, int max)
{
    const struct tt_model *m = st->m;
    const struct tm_event *e = &m->events[event];
    int n = 0;
    for (int i = 0; i < e->n_lessons; i++) {
        const struct tm_lesson *le = &m->lessons[e->lessons[i]];
        for (int x = 0; x < le->n_persons; x++) {
            const int *o = st->owner + (size_t)le->persons[x] * (size_t)m->n_clash +
                           tm_clash(m, slot);
            for (int k = 0; k < le->duration; k++) {
                if (o[k] < 0 || m->lessons[o[k]].event == event)
                    continue;
                int other = m->lessons[o[k]].event, j = 0;
                while (j < n && list[j] != other)
                    j++;
                if (j < n)
                    continue;
                if (n == max || m->events[other].fixed)
                    return -1;
                list[n++] = other;
            }
        }
    }
    return n;
}

static bool clear_persons(struct tt_state *st, const struct te_guard *g, int lesson,
                          int slot, struct te_ejected *out)
{
    const struct tt_model *m = st->m;
    const struct tm_lesson *le = &m->lessons[lesson];
    for (int i = 0; i < le->n_persons; i++) {
        const int *o =
            st->owner + (size_t)le->persons[i] * (size_t)m->n_clash + tm_clash(m, slot);
        for (int k = 0; k < le->duration; k++)
            if (o[k] >= 0 && (m->lessons[o[k]].event == le->event ||
                              !eject(st, g, m->lessons[o[k]].event, out)))
                return false;
    }
    return true;
}

/* --- rooms --- */

/* Weight of the events that hold room when lesson wants it; -1 = one may not leave. */
static int holders_weight(const struct tt_state *st, const struct te_guard *g, int lesson,
                          int room, int slot)
{
    const struct tt_model *m = st->m;
    const int *o = st->room_owner + (size_t)room * (size_t)m->n_clash + tm_clash(m, slot);
    int weight = 0, last = -1;
    for (int k = 0; k < m->lessons[lesson].duration; k++) {
        if (o[k] < 0 || o[k] == last)
            continue;
        last = o[k];
        int e = m->lessons[last].event;
        if (e == m->lessons[lesson].event || !may_leave(st, g, e))
            return -1;
        weight += g->weight[e];
    }
    return weight;
}

static bool clear_room(struct tt_state *st, const struct te_guard *g, int lesson,
                       int room, int slot, struct te_ejected *out)
{
    const struct tt_model *m = st->m;
    const int *o = st->room_owner + (size_t)room * (size_t)m->n_clash + tm_clash(m, slot);
    for (int k = 0; k < m->lessons[lesson].duration; k++)
        if (o[k] >= 0 && !eject(st, g, m->lessons[o[k]].event, out))
            return false;
    return true;
}

/* The room of `list` that costs least to clear; -1 = none can be. */
static int cheapest_room(struct tt_state *st, const struct te_guard *g, int lesson,
                         int slot, const int *list, int n)
{
    int best = -1, best_weight = 0, ties = 0;
    for (int i = 0; i < n; i++) {
        if (list[i] < 0 || !ts_room_open(st, lesson, list[i], slot))
            continue;
        int w = holders_weight(st, g, lesson, list[i], slot);
        if (w < 0)
            continue;
        w += ts_room_break(st, lesson, list[i]);
        if (best < 0 || w < best_weight) {
            best = list[i];
            best_weight = w;
            ties = 1;
        } else if (w == best_weight && rng_below(&st->rng, ++ties) == 0) {
            best = list[i];
        }
    }
    return best;
}

static bool clear_virtual(struct tt_state *st, const struct te_guard *g, int lesson,
                          int room, int slot, struct te_ejected *out)
{
    const struct tt_room *r = &st->m->p->rooms[room];
    int taken[TT_MAX_ROOM_SETS];
    for (int i = 0; i < r->n_sets; i++) {
        int list[256], n = 0;
        for (int k = 0; k < r->sets[i].n_rooms && n < 256; k++) {
            bool seen = false;
            for (int j = 0; j < i && !seen; j++)
                seen = taken[j] == r->sets[i].rooms[k];
            if (!seen)
                list[n++] = r->sets[i].rooms[k];
        }
        taken[i] = cheapest_room(st, g, lesson, slot, list, n);
        if (taken[i] < 0 || !clear_room(st, g, lesson, taken[i], slot, out))
            return false;
    }
    return true;
}

/* A hard limit on different rooms: those of the list who sit in another room leave, the
   smallest group of one room first, until the limit holds with `room`. */
static bool mend_room_list(struct tt_state *st, const struct te_guard *g, int rel,
                           int lesson, struct te_ejected *out)
{
    const struct tm_rel *r = &st->m->rels[rel];
    int least = -1, least_n = 0;
    for (int i = 0; i < r->n; i++) {
        int a = r->lessons[i], n = 0;
        if (st->slot[a] < 0 || st->room[a] < 0 || st->room[a] == st->room[lesson])
            continue;
        for (int k = 0; k < r->n; k++)
            n += st->slot[r->lessons[k]] >= 0 && st->room[r->lessons[k]] == st->room[a];
        if (least < 0 || n < least_n) {
            least = st->room[a];
            least_n = n;
        }
    }
    for (int i = 0; least >= 0 && i < r->n; i++) {
        int l = r->lessons[i];
        if (st->slot[l] >= 0 && st->room[l] == least &&
            !eject(st, g, st->m->lessons[l].event, out))
            return false;
    }
    return least >= 0;
}

/* All rooms of the lesson are taken: free one. */
static bool clear_some_room(struct tt_state *st, const struct te_guard *g, int lesson,
                            int slot, struct te_ejected *out)
{
    const struct tm_lesson *le = &st->m->lessons[lesson];
    int rooms[64], n = 0, shift = rng_below(&st->rng, le->n_options);
    for (int i = 0; i < le->n_options && n < 64; i++)
        rooms[n++] = le->options[(i + shift) % le->n_options].room;
    for (int i = 0; i < n; i++) {
        int r = rooms[i];
        if (r >= 0 && st->m->p->rooms[r].virtual_room &&
            ts_room_open(st, lesson, r, slot))
            return clear_virtual(st, g, lesson, r, slot, out);
    }
    int room = cheapest_room(st, g, lesson, slot, rooms, n);
    return room >= 0 && clear_room(st, g, lesson, room, slot, out);
}

/* --- broken rules of a person --- */

struct part { /* some lessons of a person's day that could leave together */
    int n, lessons[TT_MAX_PERIODS];
    int weight;
};

/* Hard cost of the person if the part left; everything is put back. */
static int hard_without(struct tt_state *st, int person, int day, const struct part *part)
{
    const struct tt_model *m = st->m;
    size_t at = (size_t)person * (size_t)m->n_days + (size_t)day;
    uint64_t mask = st->mask[at];
    struct ts_day saved = st->day[at];
    int slots[TT_MAX_PERIODS], hours = 0;
    uint64_t bits[TT_MAX_PERIODS];
    for (int i = 0; i < part->n; i++) {
        int l = part->lessons[i];
        slots[i] = st->slot[l];
        bits[i] = bits_range(slots[i] % m->n_periods, m->lessons[l].duration);
        st->mask[at] &= ~bits[i];
        st->slot[l] = -1;
        hours += m->lessons[l].duration;
        for (int t = 0; t < m->lessons[l].n_tagged; t++)
            if (m->tagged_person[m->lessons[l].tagged[t]] == person)
                st->tagged[(size_t)m->lessons[l].tagged[t] * (size_t)m->n_days +
                           (size_t)day] &= ~bits[i];
    }
    st->free_hours[person] += hours;
    st->free_lessons[person] += part->n;
    ts_update_day(st, person, day);
    int hard = ts_person_cost(st, person).hard;
    st->free_hours[person] -= hours;
    st->free_lessons[person] -= part->n;
    for (int i = 0; i < part->n; i++) {
        int l = part->lessons[i];
        st->slot[l] = slots[i];
        for (int t = 0; t < m->lessons[l].n_tagged; t++)
            if (m->tagged_person[m->lessons[l].tagged[t]] == person)
                st->tagged[(size_t)m->lessons[l].tagged[t] * (size_t)m->n_days +
                           (size_t)day] |= bits[i];
    }
    st->mask[at] = mask;
    st->day[at] = saved;
    return hard;
}

struct choice { /* the best part of the person's week so far */
    int person;
    double score;
    struct part part;
};

/* n lessons of a day as a part that could leave; better parts replace *best. */
static void weigh_part(struct tt_state *st, const struct te_guard *g, struct choice *best,
                       const int *lessons, int n)
{
    struct part part = {.n = n};
    int day = st->slot[lessons[0]] / st->m->n_periods;
    for (int i = 0; i < n; i++) {
        int e = st->m->lessons[lessons[i]].event;
        if (!may_leave(st, g, e))
            return;
        part.lessons[i] = lessons[i];
        part.weight += g->weight[e];
    }
    int now = st->cached[best->person].hard;
    int gain = now - hard_without(st, best->person, day, &part);
    if (gain <= 0)
        return;
    double score = gain * (1.0 + rng_unit(&st->rng) * 0.5) / part.weight;
    if (score > best->score) {
        best->score = score;
        best->part = part;
    }
}

/* The lessons of a person's day, in order. */
static int lessons_of_day(const struct tt_state *st, int person, int day, int *lessons)
{
    const struct tt_model *m = st->m;
    uint64_t rest = st->mask[(size_t)person * (size_t)m->n_days + (size_t)day];
    int n = 0;
    while (rest) {
        int h = bits_first(rest);
        int l = st->owner[(size_t)person * (size_t)m->n_clash +
                          (size_t)tm_clash(m, day * m->n_periods + h)];
        lessons[n++] = l;
        rest &= ~bits_range(h, m->lessons[l].duration);
    }
    return n;
}

/* Is something broken beyond missing hours (gaps, late beginnings, short days)? Those are
   only ever mended at the ends of a day. */
static bool broken_beyond_hours(const struct tt_state *st, int person)
{
    const struct tm_person *pe = &st->m->persons[person];
    for (int i = 0; i < pe->n_rules; i++)
        if (pe->rules[i].hard && ts_prule_amount(st, person, &pe->rules[i]).exact > 0)
            return true;
    return false;
}

/* One lesson if that helps, else beginnings and ends of a day, or a whole day. */
static bool mend_person(struct tt_state *st, const struct te_guard *g, int person,
                        struct te_ejected *out)
{
    const struct tt_model *m = st->m;
    struct choice best = {.person = person};
    int lessons[TT_MAX_PERIODS];
    bool any = broken_beyond_hours(st, person);
    for (int d = 0; d < m->n_days; d++) {
        int n = lessons_of_day(st, person, d, lessons);
        for (int i = 0; i < n; i++)
            if (any || i == 0 || i == n - 1)
                weigh_part(st, g, &best, lessons + i, 1);
    }
    for (int d = 0; best.score == 0 && d < m->n_days; d++) {
        int n = lessons_of_day(st, person, d, lessons);
        for (int k = 2; k <= n; k++)
            weigh_part(st, g, &best, lessons, k);
        for (int k = 2; k < n; k++)
            weigh_part(st, g, &best, lessons + n - k, k);
    }
    for (int i = 0; i < best.part.n; i++) {
        int l = best.part.lessons[i];
        if (st->slot[l] >= 0 && !eject(st, g, m->lessons[l].event, out))
            return false;
    }
    return best.part.n > 0;
}

/* --- broken relations --- */

static int hard_without_lesson(struct tt_state *st, int rel, int lesson)
{
    const struct tm_rel *r = &st->m->rels[rel];
    if (ts_rel_pairs(r))
        return st->rel_value[rel] - ts_pair_sum(st, rel, lesson);
    bool counted = r->counters >= 0 || r->family == TT_F_MAX_TOTAL_IN_SLOTS;
    if (!counted) {
        int slot = st->slot[lesson];
        st->slot[lesson] = -1;
        int hard = ts_rel_cost(st, rel).hard;
        st->slot[lesson] = slot;
        return hard;
    }
    int mark = ts_mark(st);
    ts_lift(st, lesson);
    int hard = ts_rel_cost(st, rel).hard;
    ts_rollback(st, mark);
    return hard;
}

static bool mend_relation(struct tt_state *st, const struct te_guard *g, int rel,
                          struct te_ejected *out)
{
    enum { ENOUGH = 12 };
    const struct tm_rel *r = &st->m->rels[rel];
    if (r->family == TT_F_MAX_ROOMS) {
        for (int i = 0; i < r->n; i++)
            if (st->slot[r->lessons[i]] >= 0 &&
                g->locked[st->m->lessons[r->lessons[i]].event])
                return mend_room_list(st, g, rel, r->lessons[i], out);
        return false;
    }
    int now = st->cached[st->m->n_persons + rel].hard, best = -1, found = 0;
    double best_score = 0;
    int shift = rng_below(&st->rng, r->n);
    for (int i = 0; i < r->n && found < ENOUGH; i++) {
        int l = r->lessons[(i + shift) % r->n];
        int e = st->m->lessons[l].event;
        if (st->slot[l] < 0 || !may_leave(st, g, e))
            continue;
        int gain = now - hard_without_lesson(st, rel, l);
        if (gain <= 0)
            continue;
        found++;
        double score = gain * (1.0 + rng_unit(&st->rng) * 0.5) / g->weight[e];
        if (score > best_score) {
            best_score = score;
            best = e;
        }
    }
    return best >= 0 && eject(st, g, best, out);
}

static bool mend_rules(struct tt_state *st, const struct te_guard *g,
                       struct te_ejected *out)
{
    while (st->hard > g->hard) {
        int index = -1;
        for (int i = 0; i < st->broken.n && index < 0; i++)
            if (st->cached[st->broken.v[i]].hard > 0)
                index = st->broken.v[i];
        if (index < 0)
            return false;
        bool ok = index < st->m->n_persons
                      ? mend_person(st, g, index, out)
                      : mend_relation(st, g, index - st->m->n_persons, out);
        if (!ok)
            return false;
        /* what was broken and not touched by the next flush must stay on the list */
        int kept[256], n = 0;
        for (int i = 0; i < st->broken.n && n < 256; i++)
            if (!st->is_dirty[st->broken.v[i]])
                kept[n++] = st->broken.v[i];
        ts_flush(st);
        for (int i = 0; i < n; i++)
            vec_push(&st->broken, kept[i]);
    }
    return true;
}

bool te_force(struct tt_state *st, const struct te_guard *g, int event, int slot,
              struct te_ejected *out)
{
    const struct tm_event *e = &st->m->events[event];
    int mark = ts_mark(st);
    out->n = out->weight = 0;
    bool ok = true;
    for (int i = 0; ok && i < e->n_lessons; i++)
        ok = clear_persons(st, g, e->lessons[i], slot, out);
    for (int i = 0; ok && i < e->n_lessons; i++) {
        int l = e->lessons[i];
        if (ts_place_lesson(st, l, slot))
            continue;
        ok = clear_some_room(st, g, l, slot, out) && ts_place_anyhow(st, l, slot);
    }
    uint8_t locked = g->locked[event];
    g->locked[event] = 1;
    if (ok) {
        ts_flush(st);
        ok = mend_rules(st, g, out);
    }
    g->locked[event] = locked;
    if (!ok) {
        ts_rollback(st, mark);
        return false;
    }
    return true;
}

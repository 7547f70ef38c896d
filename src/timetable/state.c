/*
 * The search state: single steps, undo log, cached costs. Layer: timetable.
 */
#include "timetable/state.h"
#include "base/bits.h"
#include <assert.h>
#include <string.h>

struct tt_state *ts_new(const struct tt_model *m, uint64_t seed, uint64_t stream)
{
    struct tt_state *st = MEM_NEW(struct tt_state, 1);
    size_t nd = (size_t)m->n_days;
    st->m = m;
    st->slot = MEM_NEW(int, m->n_lessons + 1);
    st->room = MEM_NEW(int, m->n_lessons + 1);
    st->real = MEM_NEW(int, (size_t)m->n_lessons *(size_t)m->p->max_reals + 1);
    st->unary = MEM_NEW(int, m->n_lessons + 1);
    st->owner = MEM_NEW(int, (size_t)m->n_persons *(size_t)m->n_clash + 1);
    st->room_owner = MEM_NEW(int, (size_t)m->n_rooms *(size_t)m->n_clash + 1);
    st->mask = MEM_NEW(uint64_t, (size_t)m->n_persons * nd + 1);
    st->tagged = MEM_NEW(uint64_t, (size_t)m->n_tagged * nd + 1);
    st->day = MEM_NEW(struct ts_day, (size_t)m->n_persons * nd + 1);
    st->free_hours = MEM_NEW(int, m->n_persons + 1);
    st->free_lessons = MEM_NEW(int, m->n_persons + 1);
    st->rel_unplaced = MEM_NEW(int, m->n_rels + 1);
    st->rel_value = MEM_NEW(int, m->n_rels + 1);
    st->counter = MEM_NEW(uint16_t, m->n_counters + 1);
    st->cached = MEM_NEW(struct ts_cached, m->n_persons + m->n_rels + 1);
    st->dirty = MEM_NEW(int, m->n_persons + m->n_rels + 1);
    st->is_dirty = MEM_NEW(uint8_t, m->n_persons + m->n_rels + 1);
    st->hold = MEM_NEW(struct ts_hold, m->n_rooms + 1);
    st->seen_room = MEM_NEW(uint8_t, m->n_rooms + 1);
    rng_seed(&st->rng, seed, stream);
    ts_clear(st);
    return st;
}

void ts_free(struct tt_state *st)
{
    if (!st)
        return;
    void *owned[] = {st->slot,      st->room,       st->real,         st->unary,
                     st->owner,     st->room_owner, st->mask,         st->tagged,
                     st->day,       st->free_hours, st->free_lessons, st->rel_unplaced,
                     st->rel_value, st->counter,    st->cached,       st->dirty,
                     st->is_dirty,  st->hold,       st->seen_room};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        mem_free(owned[i]);
    vec_free(&st->broken);
    vec_free(&st->log);
    vec_free(&st->log_reals);
    mem_free(st);
}

static void set_minus_one(int *v, size_t n)
{
    if (n)
        memset(v, 0xff, n * sizeof *v);
}

static void count_unplaced(struct tt_state *st)
{
    const struct tt_model *m = st->m;
    st->unplaced = m->n_active;
    for (int x = 0; x < m->n_persons; x++) {
        st->free_hours[x] = m->persons[x].hours;
        st->free_lessons[x] = m->persons[x].n_lessons;
    }
    for (int i = 0; i < m->n_rels; i++) {
        const struct tm_rel *r = &m->rels[i];
        st->rel_unplaced[i] = 0;
        for (int k = 0; k < r->n; k++)
            st->rel_unplaced[i] += m->lessons[r->lessons[k]].duration;
        st->rel_value[i] = 0;
        if (r->family == TT_F_MIN_SIMULTANEOUS && !r->flag)
            st->rel_value[i] = r->limit * r->n_slots;
    }
}

static void mark_dirty(struct tt_state *st, int index)
{
    if (!st->is_dirty[index]) {
        st->is_dirty[index] = 1;
        st->dirty[st->n_dirty++] = index;
    }
}

static void clear_dirty(struct tt_state *st)
{
    for (int i = 0; i < st->n_dirty; i++)
        st->is_dirty[st->dirty[i]] = 0;
    st->n_dirty = 0;
}

void ts_clear(struct tt_state *st)
{
    const struct tt_model *m = st->m;
    size_t nd = (size_t)m->n_days;
    set_minus_one(st->slot, (size_t)m->n_lessons);
    set_minus_one(st->room, (size_t)m->n_lessons);
    set_minus_one(st->real, (size_t)m->n_lessons * (size_t)m->p->max_reals);
    set_minus_one(st->owner, (size_t)m->n_persons * (size_t)m->n_clash);
    set_minus_one(st->room_owner, (size_t)m->n_rooms * (size_t)m->n_clash);
    memset(st->unary, 0, (size_t)m->n_lessons * sizeof(int));
    memset(st->mask, 0, (size_t)m->n_persons * nd * sizeof(uint64_t));
    memset(st->tagged, 0, (size_t)m->n_tagged * nd * sizeof(uint64_t));
    memset(st->day, 0, (size_t)m->n_persons * nd * sizeof(struct ts_day));
    memset(st->counter, 0, (size_t)m->n_counters * sizeof(uint16_t));
    count_unplaced(st);
    ts_commit(st);
    clear_dirty(st);
    st->hard = st->soft = 0;
    for (int i = 0; i < m->n_persons + m->n_rels; i++) {
        st->cached[i] =
            i < m->n_persons ? ts_person_cost(st, i) : ts_rel_cost(st, i - m->n_persons);
        st->hard += st->cached[i].hard;
        st->soft += st->cached[i].soft;
    }
}

void ts_update_day(struct tt_state *st, int person, int day)
{
    size_t i = (size_t)person * (size_t)st->m->n_days + (size_t)day;
    uint64_t mask = st->mask[i];
    struct ts_day *d = &st->day[i];
    if (!mask) {
        *d = (struct ts_day){0};
        return;
    }
    uint64_t avail = st->m->avail[i];
    int first = bits_first(mask), last = bits_last(mask);
    uint64_t inside = bits_range(first, last - first + 1);
    d->hours = (uint8_t)bits_count(mask);
    d->first = (uint8_t)first;
    d->last = (uint8_t)last;
    d->gaps = (uint8_t)bits_count(avail & inside & ~mask);
    d->lead = (uint8_t)bits_count(avail & bits_range(0, first));
}

/* --- counter families --- */

static int over_under(const struct tm_rel *r, int count)
{
    switch (r->family) {
    case TT_F_MAX_SIMULTANEOUS:
        return count > r->limit ? count - r->limit : 0;
    case TT_F_MIN_SIMULTANEOUS:
        return count < r->limit && !(count == 0 && r->flag) ? r->limit - count : 0;
    default:
        return count > 0;
    }
}

/*
 * Two lessons exclude each other unless both have the same single one of the tags. So a
 * slot has one counter of all lessons with a listed tag (the last) and one a tag of those
 * with that tag alone.
 */
static void count_tags(struct tt_state *st, int rel, int lesson, int slot, int by)
{
    const struct tm_rel *r = &st->m->rels[rel];
    const struct tt_lesson *le = &st->m->p->lessons[lesson];
    int ns = st->m->n_slots, n = 0, tag = -1;
    for (int t = 0; t < r->n_tags; t++)
        for (int i = 0; i < le->n_tags; i++)
            if (le->tags[i] == r->tags[t]) {
                n++;
                tag = t;
            }
    for (int k = 0; k < le->duration; k++) {
        uint16_t *all = st->counter + r->counters + r->n_tags * ns + slot + k;
        uint16_t *alone = st->counter + r->counters + tag * ns + slot + k;
        int self = by < 0;
        st->rel_value[rel] += by * (*all - self - (n == 1 ? *alone - self : 0));
        *all = (uint16_t)(*all + by);
        if (n == 1)
            *alone = (uint16_t)(*alone + by);
    }
}

static void count_rel(struct tt_state *st, int rel, int lesson, int slot, int by)
{
    const struct tm_rel *r = &st->m->rels[rel];
    int duration = st->m->lessons[lesson].duration;
    st->rel_unplaced[rel] -= by * duration;
    if (ts_rel_pairs(r)) {
        st->rel_value[rel] += by * ts_pair_sum(st, rel, lesson);
        return;
    }
    if (r->family == TT_F_TAGS_NOT_OVERLAPPING) {
        count_tags(st, rel, lesson, slot, by);
        return;
    }
    if (r->family == TT_F_MAX_TOTAL_IN_SLOTS) {
        bool touches = false;
        for (int k = 0; k < duration; k++)
            touches = touches || bitset_get(r->slots, slot + k);
        st->rel_value[rel] += touches ? by : 0;
        return;
    }
    if (r->counters < 0)
        return;
    for (int k = 0; k < duration; k++) {
        if (!bitset_get(r->slots, slot + k))
            continue;
        uint16_t *c = &st->counter[r->counters + slot + k];
        st->rel_value[rel] -= over_under(r, *c);
        *c = (uint16_t)(*c + by);
        st->rel_value[rel] += over_under(r, *c);
    }
}

/* --- raw steps: place and lift without the log --- */

static void fill_rooms(struct tt_state *st, int lesson, int owner)
{
    const struct tt_model *m = st->m;
    int room = st->room[lesson], slot = st->slot[lesson];
    if (room < 0)
        return;
    int reals = m->p->max_reals;
    bool virtual_room = m->p->rooms[room].virtual_room;
    for (int i = 0; i < (virtual_room ? m->p->rooms[room].n_sets : 1); i++) {
        int real = virtual_room ? st->real[lesson * reals + i] : room;
        int *o = st->room_owner + (size_t)real * (size_t)m->n_clash + tm_clash(m, slot);
        for (int k = 0; k < m->lessons[lesson].duration; k++) {
            assert(o[k] == (owner < 0 ? lesson : -1));
            o[k] = owner;
        }
    }
}

/* Occupies (owner = lesson) or frees (owner = -1) everything but rooms. */
static void fill_persons(struct tt_state *st, int lesson, int owner)
{
    const struct tt_model *m = st->m;
    const struct tm_lesson *le = &m->lessons[lesson];
    int slot = st->slot[lesson], d = slot / m->n_periods, sign = owner < 0 ? 1 : -1;
    uint64_t bits = bits_range(slot % m->n_periods, le->duration);
    for (int i = 0; i < le->n_persons; i++) {
        int x = le->persons[i];
        int *o = st->owner + (size_t)x * (size_t)m->n_clash + tm_clash(m, slot);
        for (int k = 0; k < le->duration; k++) {
            assert(o[k] == (owner < 0 ? lesson : -1));
            o[k] = owner;
        }
        st->mask[(size_t)x * (size_t)m->n_days + (size_t)d] ^= bits;
        st->free_hours[x] += sign * le->duration;
        st->free_lessons[x] += sign;
        if (m->persons[x].n_rules) {
            ts_update_day(st, x, d);
            mark_dirty(st, x);
        }
    }
    for (int i = 0; i < le->n_tagged; i++)
        st->tagged[(size_t)le->tagged[i] * (size_t)m->n_days + (size_t)d] ^= bits;
    for (int i = 0; i < le->n_rels; i++) {
        count_rel(st, le->rels[i], lesson, slot, -sign);
        mark_dirty(st, m->n_persons + le->rels[i]);
    }
    st->unplaced += sign;
}

/* Soft rules that keep a teacher out of a room at times. */
static int dislike_cost(const struct tt_state *st, int lesson, const int *reals)
{
    const struct tm_lesson *le = &st->m->lessons[lesson];
    int cost = 0;
    for (int i = 0; i < le->n_dislikes; i++) {
        const struct tm_dislike *x = &le->dislikes[i];
        bool there = st->room[lesson] == x->room;
        for (int k = 0; k < st->m->p->max_reals && !there; k++)
            there = reals[k] == x->room;
        for (int k = 0; there && k < le->duration; k++)
            cost += bitset_get(x->slots, st->slot[lesson] + k) ? x->cost : 0;
    }
    return cost;
}

static int unary_cost(const struct tt_state *st, int lesson)
{
    const struct tt_model *m = st->m;
    const struct tm_event *e = &m->events[m->lessons[lesson].event];
    int slot = st->slot[lesson], cost = 0;
    if (e->start_cost && e->lessons[0] == lesson)
        cost += e->start_cost[slot];
    const int *reals = st->real + (size_t)lesson * (size_t)m->p->max_reals;
    return cost + ts_room_cost(st, lesson, st->room[lesson], reals, slot) +
           dislike_cost(st, lesson, reals);
}

static void raw_place(struct tt_state *st, int lesson, int slot, int room,
                      const int *reals)
{
    int n = st->m->p->max_reals;
    assert(st->slot[lesson] < 0 && slot >= 0);
    st->slot[lesson] = slot;
    st->room[lesson] = room;
    for (int i = 0; i < n; i++)
        st->real[lesson * n + i] = reals ? reals[i] : -1;
    fill_persons(st, lesson, lesson);
    fill_rooms(st, lesson, lesson);
    st->unary[lesson] = unary_cost(st, lesson);
    st->soft += st->unary[lesson];
}

static void raw_lift(struct tt_state *st, int lesson)
{
    assert(st->slot[lesson] >= 0);
    fill_persons(st, lesson, -1);
    fill_rooms(st, lesson, -1);
    st->soft -= st->unary[lesson];
    st->unary[lesson] = 0;
    st->slot[lesson] = st->room[lesson] = -1;
}

void ts_place(struct tt_state *st, int lesson, int slot, int room, const int *reals)
{
    struct ts_entry e = {.kind = TS_PLACED, .id = lesson};
    raw_place(st, lesson, slot, room, reals);
    vec_push(&st->log, e);
    st->work++;
}

void ts_lift(struct tt_state *st, int lesson)
{
    struct ts_entry e = {.kind = TS_LIFTED,
                         .id = lesson,
                         .slot = st->slot[lesson],
                         .room = st->room[lesson],
                         .reals = -1};
    int n = st->m->p->max_reals;
    if (n && e.room >= 0 && st->m->p->rooms[e.room].virtual_room) {
        e.reals = st->log_reals.n;
        for (int i = 0; i < n; i++)
            vec_push(&st->log_reals, st->real[lesson * n + i]);
    }
    raw_lift(st, lesson);
    vec_push(&st->log, e);
}

void ts_lift_event(struct tt_state *st, int event)
{
    const struct tm_event *e = &st->m->events[event];
    for (int i = 0; i < e->n_lessons; i++)
        ts_lift(st, e->lessons[i]);
}

bool ts_persons_free(const struct tt_state *st, int lesson, int slot)
{
    const struct tt_model *m = st->m;
    const struct tm_lesson *le = &m->lessons[lesson];
    if (m->block) {
        for (int i = 0; i < le->n_persons; i++) {
            const int *o = st->owner + (size_t)le->persons[i] * (size_t)m->n_clash +
                           tm_clash(m, slot);
            for (int k = 0; k < le->duration; k++)
                if (o[k] >= 0)
                    return false;
        }
        return true;
    }
    int d = slot / m->n_periods;
    uint64_t bits = bits_range(slot % m->n_periods, le->duration);
    for (int i = 0; i < le->n_persons; i++)
        if (st->mask[(size_t)le->persons[i] * (size_t)m->n_days + (size_t)d] & bits)
            return false;
    return true;
}

void ts_flush(struct tt_state *st)
{
    st->broken.n = 0;
    for (int i = 0; i < st->n_dirty; i++) {
        int index = st->dirty[i];
        st->is_dirty[index] = 0;
        struct ts_cached now = index < st->m->n_persons
                                   ? ts_person_cost(st, index)
                                   : ts_rel_cost(st, index - st->m->n_persons);
        struct ts_cached *old = &st->cached[index];
        if (now.hard)
            vec_push(&st->broken, index);
        if (now.hard == old->hard && now.soft == old->soft)
            continue;
        struct ts_entry e = {.kind = TS_COST, .id = index, .cached = *old};
        vec_push(&st->log, e);
        st->hard += now.hard - old->hard;
        st->soft += now.soft - old->soft;
        *old = now;
    }
    st->n_dirty = 0;
}

void ts_rollback(struct tt_state *st, int mark)
{
    while (st->log.n > mark) {
        struct ts_entry e = st->log.v[--st->log.n];
        switch (e.kind) {
        case TS_PLACED:
            raw_lift(st, e.id);
            break;
        case TS_LIFTED:
            raw_place(st, e.id, e.slot, e.room,
                      e.reals >= 0 ? st->log_reals.v + e.reals : NULL);
            if (e.reals >= 0)
                st->log_reals.n = e.reals;
            break;
        case TS_COST:
            st->hard += e.cached.hard - st->cached[e.id].hard;
            st->soft += e.cached.soft - st->cached[e.id].soft;
            st->cached[e.id] = e.cached;
            break;
        }
    }
    clear_dirty(st);
}

/* --- whole solutions --- */

void ts_save(const struct tt_state *st, struct tt_solution *s)
{
    size_t n = (size_t)st->m->n_lessons;
    memcpy(s->slot, st->slot, n * sizeof(int));
    memcpy(s->room, st->room, n * sizeof(int));
    memcpy(s->real, st->real, n * (size_t)st->m->p->max_reals * sizeof(int));
}

static bool reals_free(const struct tt_state *st, int lesson, int room, const int *reals,
                       int slot)
{
    const struct tt_room *r = &st->m->p->rooms[room];
    for (int i = 0; i < r->n_sets; i++)
        if (reals[i] < 0 || !ts_room_free(st, lesson, reals[i], slot) ||
            !ts_room_open(st, lesson, reals[i], slot))
            return false;
    return true;
}

static void load_lesson(struct tt_state *st, const struct tt_solution *s, int lesson)
{
    const struct tt_model *m = st->m;
    int slot = s->slot[lesson], room = s->room[lesson];
    const int *reals = s->real + (size_t)lesson * (size_t)m->p->max_reals;
    if (!ts_persons_free(st, lesson, slot))
        return;
    bool listed = false;
    for (int i = 0; i < m->lessons[lesson].n_options; i++)
        listed = listed || m->lessons[lesson].options[i].room == room;
    bool usable = listed && (room < 0 || (ts_room_open(st, lesson, room, slot) &&
                                          (m->p->rooms[room].virtual_room
                                               ? reals_free(st, lesson, room, reals, slot)
                                               : ts_room_free(st, lesson, room, slot))));
    int chosen[TT_MAX_ROOM_SETS];
    if (!usable) {
        if (ts_free_room(st, lesson, slot, &room, chosen))
            return;
        reals = chosen;
    }
    bool virtual_room = room >= 0 && m->p->rooms[room].virtual_room;
    ts_place(st, lesson, slot, room, virtual_room ? reals : NULL);
}

void ts_load(struct tt_state *st, const struct tt_solution *s)
{
    const struct tt_model *m = st->m;
    ts_clear(st);
    for (int e = 0; e < m->n_events; e++) {
        const struct tm_event *ev = &m->events[e];
        int slot = s->slot[ev->lessons[0]];
        bool together = slot >= 0 && slot < m->n_slots && bitset_get(ev->allowed, slot);
        for (int i = 1; i < ev->n_lessons; i++)
            together = together && s->slot[ev->lessons[i]] == slot;
        if (!together)
            continue;
        int mark = ts_mark(st);
        for (int i = 0; i < ev->n_lessons; i++)
            load_lesson(st, s, ev->lessons[i]);
        for (int i = 0; i < ev->n_lessons; i++)
            if (st->slot[ev->lessons[i]] < 0) {
                ts_rollback(st, mark);
                break;
            }
        ts_flush(st);
    }
    ts_commit(st);
}

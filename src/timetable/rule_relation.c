/*
 * Relations: what the places of a list of lessons cost. Layer: timetable.
 * The counter families only read the running value that the state keeps.
 */
#include "timetable/state.h"
#include <stdlib.h>

struct when {                /* where one lesson is */
    int slot, day, from, to; /* periods from .. to-1 */
};

static struct when when_of(const struct tt_state *st, int lesson)
{
    int slot = st->slot[lesson], np = st->m->n_periods;
    int from = slot % np;
    return (struct when){slot, slot / np, from, from + st->m->lessons[lesson].duration};
}

static int overlap(const struct when *a, const struct when *b)
{
    if (a->day != b->day)
        return 0;
    int from = a->from > b->from ? a->from : b->from;
    int to = a->to < b->to ? a->to : b->to;
    return to > from ? to - from : 0;
}

/* b begins at the first period without break after the end of a. */
static bool follows(const struct tt_model *m, const struct when *a, const struct when *b)
{
    if (a->day != b->day || a->to >= m->n_periods)
        return false;
    return m->next_open[a->day * m->n_periods + a->to] == b->slot;
}

static int min_gaps_short(const struct when *a, const struct when *b, int limit)
{
    if (a->day != b->day)
        return 0;
    int gap = b->from > a->from ? b->from - a->to : a->from - b->to;
    return gap < limit ? limit - gap : 0;
}

/* Units broken by one pair. */
static int pair_amount(const struct tt_model *m, const struct tm_rel *r,
                       const struct when *a, const struct when *b)
{
    int distance;
    switch (r->family) {
    case TT_F_MAX_DAYS_BETWEEN:
        distance = abs(tm_real_day(m, a->day) - tm_real_day(m, b->day));
        return distance > r->limit ? distance - r->limit : 0;
    case TT_F_MIN_GAPS_BETWEEN:
        return min_gaps_short(a, b, r->limit);
    case TT_F_SAME_START:
        return a->slot != b->slot;
    case TT_F_SAME_HOUR:
        return a->from != b->from;
    case TT_F_SAME_DAY:
        return a->day != b->day;
    case TT_F_NOT_OVERLAPPING:
        return overlap(a, b);
    case TT_F_CONSECUTIVE:
        return !follows(m, a, b);
    case TT_F_GROUPED:
        return !follows(m, a, b) && !follows(m, b, a);
    case TT_F_ORDERED:
        if (r->same_day)
            return a->day == b->day && a->to > b->from;
        return a->day > b->day || (a->day == b->day && a->to > b->from);
    default:
        return 0;
    }
}

static struct ts_cached priced(const struct tm_rel *r, int amount)
{
    struct ts_cached c = {0, 0};
    if (r->hard)
        c.hard = amount;
    else
        c.soft = (int64_t)amount * r->weight;
    return c;
}

bool ts_rel_pairs(const struct tm_rel *r)
{
    switch (r->family) {
    case TT_F_MAX_DAYS_BETWEEN:
    case TT_F_MIN_GAPS_BETWEEN:
    case TT_F_SAME_START:
    case TT_F_SAME_HOUR:
    case TT_F_SAME_DAY:
    case TT_F_NOT_OVERLAPPING:
    case TT_F_CONSECUTIVE:
    case TT_F_ORDERED:
        return true;
    case TT_F_GROUPED:
        return r->n == 2;
    default:
        return false;
    }
}

int ts_pair_sum(const struct tt_state *st, int rel, int lesson)
{
    const struct tm_rel *r = &st->m->rels[rel];
    struct when self = when_of(st, lesson);
    int amount = 0;
    bool after = false; /* the order of the list matters to some families */
    for (int i = 0; i < r->n; i++) {
        int other = r->lessons[i];
        if (other == lesson) {
            after = true;
            continue;
        }
        if (st->slot[other] < 0)
            continue;
        struct when w = when_of(st, other);
        amount +=
            after ? pair_amount(st->m, r, &self, &w) : pair_amount(st->m, r, &w, &self);
    }
    return amount;
}

/*
 * Minimum days between, with its hard side conditions: on the same day the two must touch
 * when the flag says so, and a soft rule still allows at most two on one day.
 */
static struct ts_cached min_days_cost(const struct tt_state *st, const struct tm_rel *r)
{
    const struct tt_model *m = st->m;
    struct ts_cached c = {0, 0};
    int amount = 0, apart = 0, crowd = 0;
    for (int i = 0; i < r->n; i++) {
        if (st->slot[r->lessons[i]] < 0)
            continue;
        struct when a = when_of(st, r->lessons[i]);
        int same = 0;
        for (int j = i + 1; j < r->n; j++) {
            if (st->slot[r->lessons[j]] < 0)
                continue;
            struct when b = when_of(st, r->lessons[j]);
            int distance = abs(tm_real_day(m, a.day) - tm_real_day(m, b.day));
            if (distance < r->limit)
                amount += r->limit - distance;
            if (distance > 0)
                continue;
            same++;
            if (r->flag && r->limit > 0)
                apart += !(a.day == b.day && (a.to == b.from || b.to == a.from));
        }
        crowd += same > 1 ? same - 1 : 0;
    }
    if (r->hard) {
        c.hard = amount;
        return c;
    }
    c.soft = (int64_t)amount * r->weight;
    c.hard = apart + (r->limit > 0 ? crowd : 0);
    return c;
}

/* A lesson of that duration fits exactly between a and b. */
static bool between(const struct tt_model *m, const struct when *a, const struct when *b,
                    int duration)
{
    if (a->day != b->day || a->to >= m->n_periods)
        return false;
    int start = m->next_open[a->day * m->n_periods + a->to];
    if (start < 0 || start % m->n_periods + duration > m->n_periods)
        return false;
    struct when middle = {start, a->day, start % m->n_periods,
                          start % m->n_periods + duration};
    return follows(m, &middle, b);
}

/* The three lessons lie on one day, back to back in some order; breaks may lie between. */
static int three_grouped(const struct tt_state *st, const struct tm_rel *r)
{
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    struct when w[3];
    int placed = 0, at[3];
    for (int i = 0; i < 3; i++)
        if (st->slot[r->lessons[i]] >= 0) {
            at[placed] = i;
            w[i] = when_of(st, r->lessons[i]);
            placed++;
        }
    if (placed < 2)
        return 0;
    if (placed == 2) { /* side by side, or just room for the third between them */
        const struct when *a = &w[at[0]], *b = &w[at[1]];
        int third = r->lessons[3 - at[0] - at[1]];
        return !(follows(st->m, a, b) || follows(st->m, b, a) ||
                 between(st->m, a, b, st->m->lessons[third].duration) ||
                 between(st->m, b, a, st->m->lessons[third].duration));
    }
    for (int o = 0; o < 6; o++)
        if (follows(st->m, &w[orders[o][0]], &w[orders[o][1]]) &&
            follows(st->m, &w[orders[o][1]], &w[orders[o][2]]))
            return 0;
    return 1;
}

static int terms_amount(const struct tt_state *st, const struct tm_rel *r)
{
    int count[TT_MAX_DAYS] = {0}, used = 0, over = 0;
    int per_term = st->m->p->days_per_term > 0 ? st->m->p->days_per_term : st->m->n_days;
    for (int i = 0; i < r->n; i++)
        if (st->slot[r->lessons[i]] >= 0) {
            int t = st->slot[r->lessons[i]] / st->m->n_periods / per_term;
            used += count[t] == 0;
            count[t]++;
            over += count[t] > r->limit;
        }
    if (r->family == TT_F_MAX_IN_TERM)
        return over;
    return used > r->limit ? used - r->limit : 0;
}

static int rooms_amount(const struct tt_state *st, const struct tm_rel *r)
{
    int distinct = 0, broken = 0;
    for (int i = 0; i < r->n; i++) {
        int a = r->lessons[i];
        if (st->slot[a] < 0 || st->room[a] < 0)
            continue;
        bool seen = false;
        for (int j = 0; j < i; j++) {
            int b = r->lessons[j];
            if (st->slot[b] < 0 || st->room[b] < 0)
                continue;
            seen = seen || st->room[b] == st->room[a];
            struct when x = when_of(st, a), y = when_of(st, b);
            if (x.day == y.day && (x.to == y.from || y.to == x.from))
                broken += st->room[a] != st->room[b];
        }
        distinct += !seen;
    }
    if (r->family == TT_F_SAME_ROOM_IF_CONSECUTIVE)
        return broken;
    return distinct > r->limit ? distinct - r->limit : 0;
}

/* Is one of the other lessons later on the day of the first? */
static int later_lesson(const struct tt_state *st, const struct tm_rel *r)
{
    if (st->slot[r->lessons[0]] < 0)
        return 0;
    struct when first = when_of(st, r->lessons[0]);
    for (int i = 1; i < r->n; i++) {
        if (st->slot[r->lessons[i]] < 0)
            continue;
        struct when w = when_of(st, r->lessons[i]);
        if (w.day == first.day && w.to > first.to)
            return 1;
    }
    return 0;
}

struct ts_cached ts_rel_cost(const struct tt_state *st, int rel)
{
    const struct tm_rel *r = &st->m->rels[rel];
    int value = st->rel_value[rel], left = st->rel_unplaced[rel];
    switch (r->family) {
    case TT_F_MIN_DAYS_BETWEEN:
        return min_days_cost(st, r);
    case TT_F_GROUPED:
        return priced(r, r->n == 3 ? three_grouped(st, r) : value);
    case TT_F_TAGS_NOT_OVERLAPPING:
        return priced(r, value);
    case TT_F_OCCUPY_MAX_SLOTS:
    case TT_F_MAX_TOTAL_IN_SLOTS:
        return priced(r, value > r->limit ? value - r->limit : 0);
    case TT_F_OCCUPY_MIN_SLOTS:
        return priced(r, value + left < r->limit ? r->limit - value - left : 0);
    case TT_F_MAX_SIMULTANEOUS:
        return priced(r, value);
    case TT_F_MIN_SIMULTANEOUS:
        return priced(r, value > left ? value - left : 0);
    case TT_F_MAX_IN_TERM:
    case TT_F_OCCUPY_MAX_TERMS:
        return priced(r, terms_amount(st, r));
    case TT_F_MAX_ROOMS:
    case TT_F_SAME_ROOM_IF_CONSECUTIVE:
        return priced(r, rooms_amount(st, r));
    case TT_F_ENDS_DAY:
        return priced(r, later_lesson(st, r));
    default:
        return priced(r, value); /* pairs */
    }
}

/*
 * Person rules: what one teacher's or class's week costs, from the masks of its days.
 * Layer: timetable.
 */
#include "base/bits.h"
#include "timetable/state.h"

struct week { /* one person's week */
    const struct tt_state *st;
    int person;
    const uint64_t *mask, *avail;
    const struct ts_day *day;
    int n_days, n_periods;
    bool halves;
};

static struct week week_of(const struct tt_state *st, int person)
{
    size_t at = (size_t)person * (size_t)st->m->n_days;
    return (struct week){.st = st,
                         .person = person,
                         .mask = st->mask + at,
                         .avail = st->m->avail + at,
                         .day = st->day + at,
                         .n_days = st->m->n_days,
                         .n_periods = st->m->n_periods,
                         .halves = st->m->halves};
}

static bool in_span(enum tt_span span, int day)
{
    return span == TT_MORNING ? day % 2 == 0 : span == TT_AFTERNOON ? day % 2 == 1 : true;
}

static int over(int value, int limit)
{
    return value > limit ? value - limit : 0;
}
static int short_of(int value, int limit)
{
    return value < limit ? limit - value : 0;
}

static int busy_days(const struct week *w, enum tt_span span)
{
    int n = 0;
    if (span == TT_REAL) {
        for (int d = 0; d + 1 < w->n_days; d += 2)
            n += (w->mask[d] | w->mask[d + 1]) != 0;
        return n;
    }
    for (int d = 0; d < w->n_days; d++)
        n += w->mask[d] != 0 && in_span(span, d);
    return n;
}

/* Gaps of morning and afternoon d, d+1 taken as one day. */
static int real_day_gaps(const struct week *w, int d)
{
    const struct ts_day *a = &w->day[d], *b = &w->day[d + 1];
    int gaps = a->gaps + b->gaps;
    if (w->mask[d] && w->mask[d + 1]) {
        uint64_t tail = bits_range(a->last + 1, w->n_periods - a->last - 1);
        gaps += bits_count(w->avail[d] & tail) + b->lead;
    }
    return gaps;
}

static int gaps_fill(const struct week *w, const struct tm_prule *r, int extra)
{
    int total = 0, plus_one = 0, step = r->span == TT_REAL ? 2 : 1;
    for (int d = 0; d + step <= w->n_days; d += step) {
        if (!in_span(r->span, d))
            continue;
        int gaps = step == 2 ? real_day_gaps(w, d) : w->day[d].gaps;
        if (r->span == TT_WEEK) {
            total += gaps;
            continue;
        }
        total += over(gaps, r->limit);
        plus_one = plus_one || gaps == r->limit + 1;
    }
    if (r->span == TT_WEEK)
        return over(total + extra, r->limit);
    return r->flag && plus_one ? total - 1 : total;
}

/*
 * Hours missing at the beginnings of days: a late day needs one hour at its first period
 * (or its second, `limit` times). The periods between that hour and the present first
 * lesson would then be gaps: *extra counts them.
 */
static int early_fill(const struct week *w, const struct tm_prule *r, int *extra)
{
    int late = 0, second = 0, between = 0;
    for (int d = 0; d < w->n_days; d++)
        if (w->mask[d] && w->day[d].lead > 0 && in_span(r->span, d)) {
            late++;
            second += w->day[d].lead == 1;
            between += w->day[d].lead - 1;
        }
    int used = second < r->limit ? second : r->limit;
    int later = late - second < r->limit - used ? late - second : r->limit - used;
    *extra = between - later;
    return late - used;
}

/* A soft rule on beginnings: late hours of each day beyond the second, and late days beyond
   the limit. */
static int early_over(const struct week *w, const struct tm_prule *r)
{
    int total = 0, late = 0;
    for (int d = 0; d < w->n_days; d++)
        if (w->mask[d] && w->day[d].lead > 0 && in_span(r->span, d)) {
            late++;
            total += w->day[d].lead - 1;
        }
    return total + over(late, r->limit);
}

static const uint64_t *tag_masks(const struct week *w, int tagged)
{
    return w->st->tagged + (size_t)tagged * (size_t)w->n_days;
}

/* Hours above the limit (hard: each counts, so that fewer is better; soft: days). */
static int hours_over(const struct week *w, const struct tm_prule *r)
{
    int total = 0, step = r->span == TT_REAL ? 2 : 1;
    const uint64_t *mask = r->tag[0] >= 0 ? tag_masks(w, r->tag[0]) : w->mask;
    for (int d = 0; d + step <= w->n_days; d += step) {
        if (!in_span(r->span, d))
            continue;
        int hours = bits_count(mask[d]) + (step == 2 ? bits_count(mask[d + 1]) : 0);
        int v = over(hours, r->limit);
        total += r->hard ? v : v > 0;
    }
    return total;
}

static int runs_over(const struct week *w, const struct tm_prule *r)
{
    int total = 0;
    const uint64_t *mask = r->tag[0] >= 0 ? tag_masks(w, r->tag[0]) : w->mask;
    for (int d = 0; d < w->n_days; d++) {
        uint64_t rest = mask[d];
        while (rest) {
            int from = bits_first(rest);
            uint64_t shifted = ~(rest >> from);
            int len = shifted ? bits_first(shifted) : 64 - from;
            int v = over(len, r->limit);
            total += r->hard ? v : v > 0;
            rest &= ~bits_range(from, len);
        }
    }
    return total;
}

static int hours_short(const struct week *w, const struct tm_prule *r)
{
    int total = 0, step = r->span == TT_REAL ? 2 : 1;
    bool real =
        w->halves && r->span == TT_DAY; /* half days may be empty, real days not */
    for (int d = 0; d + step <= w->n_days; d += step) {
        if (!in_span(r->span, d))
            continue;
        int hours = w->day[d].hours + (step == 2 ? w->day[d + 1].hours : 0);
        if (hours || (!r->flag && !real))
            total += short_of(hours, r->limit);
    }
    if (!r->flag && real)
        for (int d = 0; d + 1 < w->n_days; d += 2)
            total += !(w->mask[d] | w->mask[d + 1]) ? r->limit : 0;
    return total;
}

static int spans_over(const struct week *w, const struct tm_prule *r)
{
    int total = 0, plus_one = 0, step = r->span == TT_REAL ? 2 : 1;
    for (int d = 0; d + step <= w->n_days; d += step) {
        int span = w->mask[d] ? w->day[d].last - w->day[d].first + 1 : 0;
        if (step == 2 && w->mask[d + 1]) {
            const struct ts_day *b = &w->day[d + 1];
            span = w->mask[d] ? w->n_periods + b->last - w->day[d].first + 1
                              : b->last - b->first + 1;
        }
        total += over(span, r->limit);
        plus_one = plus_one || span == r->limit + 1;
    }
    return r->flag && plus_one ? total - 1 : total;
}

static int interval_over(const struct week *w, const struct tm_prule *r)
{
    int n = 0;
    for (int d = 0; d < w->n_days; d++)
        n += (w->mask[d] & r->periods) != 0;
    return over(n, r->limit);
}

static int two_tags_over(const struct week *w, const struct tm_prule *r)
{
    int total = 0;
    for (int d = 0; d < w->n_days; d++) {
        int n = 0;
        for (int i = 0; i < 3; i++)
            n += tag_masks(w, r->tag[i])[d] != 0;
        total += over(n, 2);
    }
    return total;
}

static int lesson_at(const struct week *w, int day, int period)
{
    const struct tt_model *m = w->st->m;
    return w->st->owner[(size_t)w->person * (size_t)m->n_clash +
                        (size_t)tm_clash(m, day * m->n_periods + period)];
}

/* After an hour with the first tag, the next hour with the second comes at least `limit`
   hours with neither later. */
static int tag_pair_short(const struct week *w, const struct tm_prule *r)
{
    int total = 0;
    const uint64_t *first = tag_masks(w, r->tag[0]), *second = tag_masks(w, r->tag[1]);
    for (int d = 0; d < w->n_days; d++) {
        uint64_t rest = second[d] ? first[d] : 0, any = first[d] | second[d];
        while (rest) {
            int h = bits_first(rest);
            rest &= rest - 1;
            uint64_t after = any & ~bits_range(0, h + 1);
            if (!after || !(second[d] >> bits_first(after) & 1))
                continue;
            int from = lesson_at(w, d, h), to = lesson_at(w, d, bits_first(after));
            total += from != to && bits_first(after) - h - 1 < r->limit;
        }
    }
    return total;
}

/* Free hours after the last lesson of one day and before the first of another. */
static int rest_between(const struct week *w, int d, int next)
{
    int last = w->mask[d] ? w->day[d].last : -1;
    int first = w->mask[next] ? w->day[next].first : w->n_periods;
    return w->n_periods - 1 - last + first;
}

/* With half days the night lies between an afternoon and the next morning, noon between the
   two halves of a real day. */
static int rest_short(const struct week *w, const struct tm_prule *r)
{
    int total = 0, step = w->halves ? 2 : 1;
    for (int d = r->kind == TM_REST_NOON ? 0 : step - 1; d + 1 < w->n_days; d += step)
        total += short_of(rest_between(w, d, d + 1), r->limit);
    if (r->kind == TM_REST && r->flag)
        total += short_of(rest_between(w, w->n_days - 1, 0), r->limit);
    return total;
}

static int four_days(const struct week *w, const struct tm_prule *r)
{
    int total = 0;
    for (int d = 0; d + 3 < w->n_days; d += r->flag ? 2 : 1)
        total += w->mask[d] && w->mask[d + 1] && w->mask[d + 2] && w->mask[d + 3];
    return total;
}

static int both_halves(const struct week *w)
{
    int n = 0;
    for (int d = 0; d + 1 < w->n_days; d += 2)
        n += w->mask[d] && w->mask[d + 1];
    return n;
}

static int after_last(const struct week *w, const struct tm_prule *r)
{
    int slot = w->st->slot[r->lesson];
    if (slot < 0)
        return 0;
    int end = slot % w->n_periods + w->st->m->lessons[r->lesson].duration;
    uint64_t later = w->mask[slot / w->n_periods] & bits_range(end, w->n_periods - end);
    return r->hard ? bits_count(later) : later != 0;
}

struct ts_amount ts_prule_amount(const struct tt_state *st, int person,
                                 const struct tm_prule *r)
{
    struct week w = week_of(st, person);
    switch (r->kind) {
    case TM_MAX_DAYS:
        return (struct ts_amount){over(busy_days(&w, r->span), r->limit), 0, 0};
    case TM_MIN_DAYS:
        return (struct ts_amount){
            short_of(busy_days(&w, r->span) + st->free_lessons[person], r->limit), 0, 0};
    case TM_MAX_GAPS:
        return (struct ts_amount){0, gaps_fill(&w, r, 0), 0};
    case TM_MAX_HOURS:
        return (struct ts_amount){hours_over(&w, r), 0, 0};
    case TM_MIN_HOURS:
        return (struct ts_amount){0, hours_short(&w, r), 0};
    case TM_MAX_RUN:
        return (struct ts_amount){runs_over(&w, r), 0, 0};
    case TM_INTERVAL:
        return (struct ts_amount){interval_over(&w, r), 0, 0};
    case TM_MAX_SPAN:
        return (struct ts_amount){spans_over(&w, r), 0, 0};
    case TM_TWO_TAGS:
        return (struct ts_amount){two_tags_over(&w, r), 0, 0};
    case TM_EARLY: {
        struct ts_amount a = {0, 0, 0};
        if (r->hard)
            a.fill = early_fill(&w, r, &a.extra);
        else
            a.exact = early_over(&w, r);
        return a;
    }
    case TM_TAG_PAIR:
        return (struct ts_amount){tag_pair_short(&w, r), 0, 0};
    case TM_REST:
    case TM_REST_NOON:
        return (struct ts_amount){rest_short(&w, r), 0, 0};
    case TM_THREE_DAYS:
        return (struct ts_amount){four_days(&w, r), 0, 0};
    case TM_BEHAVIOUR:
        return (struct ts_amount){over(both_halves(&w), r->limit), 0, 0};
    case TM_ENDS_DAY:
        return (struct ts_amount){after_last(&w, r), 0, 0};
    default:
        return (struct ts_amount){ts_moves_amount(st, person, r), 0, 0};
    }
}

struct ts_cached ts_person_cost(const struct tt_state *st, int person)
{
    const struct tm_person *pe = &st->m->persons[person];
    struct ts_cached c = {0, 0};
    int gaps = 0, early = 0, extra = 0, hours = 0;
    for (int i = 0; i < pe->n_rules; i++) { /* EARLY comes first: see store_rules */
        const struct tm_prule *r = &pe->rules[i];
        struct ts_amount a = ts_prule_amount(st, person, r);
        if (!r->hard) {
            c.soft += (int64_t)(a.exact + a.fill) * r->weight * pe->mult;
            continue;
        }
        c.hard += a.exact;
        if (r->kind == TM_EARLY && r->span == TT_DAY && extra < a.extra)
            extra = a.extra;
        if (r->kind == TM_MAX_GAPS && r->span == TT_WEEK && extra) {
            struct week w = week_of(st, person);
            a.fill = gaps_fill(&w, r, extra);
        }
        int *fill = r->kind == TM_MAX_GAPS ? &gaps
                    : r->kind == TM_EARLY  ? &early
                                           : &hours;
        if (*fill < a.fill)
            *fill = a.fill;
    }
    int fill = gaps + early > hours ? gaps + early : hours;
    c.hard += over(fill, st->free_hours[person]);
    return c;
}

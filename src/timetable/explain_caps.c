/*
 * How many periods a person can have at most: a bound from the possible periods of each day
 * and the person's hard limits. Each limit alone, or limits that tighten the same count,
 * are used; what is left out only makes the bound weaker, never wrong. Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <stdlib.h>

struct caps_work {
    const struct explain *x;
    const struct explain_person *person;
    const bool *on;
    int tag;
};

/* The most periods of a free run of this length when no run of more than `most` may be. */
static int run_cap(uint64_t mask, int n_periods, int most)
{
    int total = 0;
    for (int h = 0; h < n_periods;) {
        int len = 0;
        while (h + len < n_periods && mask >> (h + len) & 1)
            len++;
        total += most < 0 ? len : len - len / (most + 1);
        h += len + 1;
    }
    return total;
}

static int span_cap(uint64_t mask, int n_periods, int span)
{
    int best = 0;
    for (int h = 0; h < n_periods; h++) {
        int len = span < n_periods - h ? span : n_periods - h;
        int n = bits_count(mask & bits_range(h, len < 0 ? 0 : len));
        best = n > best ? n : best;
    }
    return best;
}

/* The i-th rule of the person if it counts here, else NULL. */
static const struct tt_rule *rule_at(const struct caps_work *w, int i)
{
    const struct tt_rule *r = &w->x->p->rules[w->person->rules[i]];
    bool counts = (!w->on || w->on[i]) && (r->tag < 0 || r->tag == w->tag);
    return counts ? r : NULL;
}

static bool binds_day(const struct tt_problem *p, enum tt_span span, int day)
{
    if (span == TT_MORNING || span == TT_AFTERNOON)
        return day % 2 == (span == TT_AFTERNOON);
    return span == TT_DAY || (span == TT_REAL && p->mode != TT_MORNINGS_AFTERNOONS);
}

static int min_int(int a, int b)
{
    return a < b ? a : b;
}

static int day_cap(const struct caps_work *w, uint64_t mask, int day)
{
    const struct tt_problem *p = w->x->p;
    int cap = bits_count(mask), least = 0;
    for (int i = 0; i < w->person->n_rules; i++) {
        const struct tt_rule *r = rule_at(w, i);
        if (!r || !binds_day(p, tt_rule_infos[r->type].span, day))
            continue;
        switch (tt_rule_infos[r->type].family) {
        case TT_F_MAX_HOURS:
            cap = min_int(cap, r->limit);
            break;
        case TT_F_MAX_RUN:
            cap = min_int(cap, run_cap(mask, p->n_periods, r->limit));
            break;
        case TT_F_MAX_SPAN:
            cap =
                min_int(cap, span_cap(mask, p->n_periods, r->limit + (r->flag ? 1 : 0)));
            break;
        case TT_F_MIN_HOURS:
            if (r->limit > least && w->tag < 0)
                least = r->limit;
            break;
        default:
            break;
        }
    }
    return cap < least || cap < 0 ? 0 : cap; /* a day below the least cannot be used */
}

static int real_cap(const struct caps_work *w, int halves)
{
    int cap = halves, least = 0;
    for (int i = 0; i < w->person->n_rules; i++) {
        const struct tt_rule *r = rule_at(w, i);
        if (!r || tt_rule_infos[r->type].span != TT_REAL)
            continue;
        if (tt_rule_infos[r->type].family == TT_F_MAX_HOURS)
            cap = min_int(cap, r->limit);
        if (tt_rule_infos[r->type].family == TT_F_MIN_HOURS && r->limit > least &&
            w->tag < 0)
            least = r->limit;
    }
    return cap < least || cap < 0 ? 0 : cap;
}

static int falling(const void *a, const void *b)
{
    return *(const int *)b - *(const int *)a;
}

/* Sum of the k largest of v (n values); v is left alone. */
static int top(const int *v, int n, int k)
{
    int total = 0, *sorted = MEM_NEW(int, n + 1);
    for (int i = 0; i < n; i++)
        sorted[i] = v[i];
    qsort(sorted, (size_t)n, sizeof *sorted, falling);
    for (int i = 0; i < n && i < k; i++)
        total += sorted[i];
    mem_free(sorted);
    return total;
}

/* Most periods when at most `most` days of this kind may be used. */
static int days_bound(const struct explain_caps *c, const struct tt_problem *p,
                      enum tt_span span, int most)
{
    bool halves = p->mode == TT_MORNINGS_AFTERNOONS;
    if (span == TT_REAL && halves)
        return top(c->real, explain_n_real_days(p), most);
    if (span == TT_DAY || span == TT_REAL)
        return top(c->day, p->n_days, most);
    int *kind = MEM_NEW(int, p->n_days + 1), n = 0, rest = 0;
    for (int d = 0; d < p->n_days; d++) {
        if (binds_day(p, span, d))
            kind[n++] = c->day[d];
        else
            rest += c->day[d];
    }
    int bound = rest + top(kind, n, most);
    mem_free(kind);
    return bound;
}

/* Most periods when at most r->limit days may have one inside the interval. */
static int interval_bound(const struct caps_work *w, const struct explain_caps *c,
                          const uint64_t *mask, const struct tt_rule *r)
{
    const struct tt_problem *p = w->x->p;
    int to = r->to < 0 ? p->n_periods : r->to, from = r->from < 0 ? 0 : r->from, rest = 0;
    int *gain = MEM_NEW(int, p->n_days + 1);
    if (to <= from) {
        mem_free(gain);
        return c->week;
    }
    for (int d = 0; d < p->n_days; d++) {
        int outside =
            min_int(c->day[d], bits_count(mask[d] & ~bits_range(from, to - from)));
        rest += outside;
        gain[d] = c->day[d] - outside;
    }
    int bound = rest + top(gain, p->n_days, r->limit);
    mem_free(gain);
    return bound;
}

/* A teacher who may work both halves on few real days only. */
static int behaviour_bound(const struct caps_work *w, const struct explain_caps *c)
{
    const struct tt_problem *p = w->x->p;
    int n = explain_n_real_days(p), total = 0, *second = MEM_NEW(int, n + 1);
    for (int r = 0; r < n; r++) {
        int a = c->day[2 * r], b = 2 * r + 1 < p->n_days ? c->day[2 * r + 1] : 0;
        int one = min_int(c->real[r], a > b ? a : b);
        total += one;
        second[r] = c->real[r] - one;
    }
    total += top(second, n, p->teachers[w->person->id].behaviour);
    mem_free(second);
    return total;
}

static void week_bound(const struct caps_work *w, const uint64_t *mask,
                       struct explain_caps *c)
{
    const struct tt_problem *p = w->x->p;
    bool halves = p->mode == TT_MORNINGS_AFTERNOONS;
    c->week = days_bound(c, p, TT_REAL, p->n_days);
    if (halves && w->person->teacher && p->teachers[w->person->id].behaviour >= 0)
        c->week = min_int(c->week, behaviour_bound(w, c));
    for (int i = 0; i < w->person->n_rules; i++) {
        const struct tt_rule *r = rule_at(w, i);
        if (!r)
            continue;
        enum tt_span span = tt_rule_infos[r->type].span;
        switch (tt_rule_infos[r->type].family) {
        case TT_F_MAX_DAYS:
            c->week = min_int(c->week, days_bound(c, p, span, r->limit));
            break;
        case TT_F_INTERVAL_MAX_DAYS:
            c->week = min_int(c->week, interval_bound(w, c, mask, r));
            break;
        case TT_F_MIN_HOURS:
            /* all its hours, in days of at least limit: only so many days */
            if (r->limit > 0 && (span == TT_DAY || span == TT_REAL))
                c->week =
                    min_int(c->week, days_bound(c, p, span, w->person->hours / r->limit));
            break;
        default:
            break;
        }
    }
}

void explain_caps_of(const struct explain *x, const struct explain_person *person,
                     const uint64_t *mask, const bool *on, int tag,
                     struct explain_caps *out)
{
    const struct tt_problem *p = x->p;
    struct caps_work w = {x, person, on, tag};
    for (int d = 0; d < p->n_days; d++)
        out->day[d] = day_cap(&w, mask[d], d);
    for (int r = 0; out->real && r < explain_n_real_days(p); r++) {
        int b = 2 * r + 1 < p->n_days ? out->day[2 * r + 1] : 0;
        out->real[r] = real_cap(&w, out->day[2 * r] + b);
    }
    week_bound(&w, mask, out);
}

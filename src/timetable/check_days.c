/*
 * Which days a person is there: most and fewest days, days in an interval, rest between
 * days, four days in a row. Layer: timetable.
 */
#include "timetable/check_context.h"

/* "day", "morning" or "afternoon" */
static const char *unit_noun(enum tt_span span)
{
    return span == TT_MORNING ? "morning" : span == TT_AFTERNOON ? "afternoon" : "day";
}

static int busy_units(const struct check *c, const struct check_week *w,
                      enum tt_span span)
{
    struct check_line line;
    int busy = 0;
    for (int u = 0; u < check_units(c, span); u++) {
        check_unit(c, w, span, u, &line);
        busy += check_line_first(&line) >= 0;
    }
    return busy;
}

void check_max_days(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    enum tt_span span = tt_rule_infos[r->type].span;
    int busy = busy_units(c, w, span);
    if (busy <= r->limit)
        return;
    struct tt_violation *v = check_break(c, rule, busy - r->limit);
    check_set_person(v, w, -1);
    check_say(c, v, "%s %s has lessons on %s (allowed: %d)", w->title, w->name,
              check_count(c, busy, unit_noun(span)), r->limit);
}

void check_min_days(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    enum tt_span span = tt_rule_infos[r->type].span;
    int busy = busy_units(c, w, span);
    if (busy >= r->limit || check_units(c, span) == 0)
        return;
    struct tt_violation *v = check_break(c, rule, r->limit - busy);
    check_set_person(v, w, -1);
    check_say(c, v, "%s %s has lessons on %s (at least %d wanted)", w->title, w->name,
              check_count(c, busy, unit_noun(span)), r->limit);
}

void check_interval(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    int to = r->to < 0 ? c->p->n_periods : r->to, from = r->from < 0 ? 0 : r->from,
        busy = 0;
    for (int d = 0; d < c->p->n_days; d++) {
        bool inside = false;
        for (int h = from; h < to; h++)
            inside = inside || w->at[d * c->p->n_periods + h] >= 0;
        busy += inside;
    }
    if (busy <= r->limit)
        return;
    struct tt_violation *v = check_break(c, rule, busy - r->limit);
    check_set_person(v, w, -1);
    check_say(c, v, "%s %s has lessons from %s to %s on %s (allowed: %d)", w->title,
              w->name, c->p->periods[from].name,
              to < c->p->n_periods ? c->p->periods[to].name : "the end of the day",
              check_count(c, busy, "day"), r->limit);
}

/* Free periods after the last lesson of one day and before the first of another. */
static int rest_between(const struct check *c, const struct check_week *w, int day,
                        int next)
{
    struct check_line a, b;
    check_unit(c, w, TT_DAY, day, &a);
    check_unit(c, w, TT_DAY, next, &b);
    int last = check_line_last(&a), first = check_line_first(&b);
    return c->p->n_periods - 1 - last + (first < 0 ? c->p->n_periods : first);
}

static void check_rest(struct check *c, const struct check_week *w, int rule, int day,
                       int next)
{
    const struct tt_rule *r = &c->p->rules[rule];
    int rest = rest_between(c, w, day, next);
    if (rest >= r->limit)
        return;
    struct tt_violation *v = check_break(c, rule, r->limit - rest);
    check_set_person(v, w, day);
    check_say(c, v, "%s %s has %s of rest between %s and %s (at least %d wanted)",
              w->title, w->name, check_count(c, rest, "period"), check_day_name(c, day),
              check_day_name(c, next), r->limit);
}

/* REAL: between morning and afternoon. DAY: between a day and the next, with the flag
   also between the last and the first; in mornings-afternoons mode that is from an
   afternoon to the next morning. */
void check_min_rest(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    int n = c->p->n_days, step = c->p->mode == TT_MORNINGS_AFTERNOONS ? 2 : 1;
    if (tt_rule_infos[r->type].span == TT_REAL) {
        for (int u = 0; u < check_units(c, TT_REAL); u++)
            check_rest(c, w, rule, 2 * u, 2 * u + 1);
        return;
    }
    for (int d = step - 1; d + 1 < n; d += step)
        check_rest(c, w, rule, d, d + 1);
    if (r->flag)
        check_rest(c, w, rule, n - 1, 0);
}

/* Four days (half days) in a row all with lessons; with the flag only from a morning on.
   */
void check_three_days(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    struct check_line line;
    int row = 0;
    for (int d = 0; d < c->p->n_days; d++) {
        check_unit(c, w, TT_DAY, d, &line);
        row = check_line_first(&line) < 0 ? 0 : row + 1;
        if (row < 4 || (r->flag && (d - 3) % 2 != 0))
            continue;
        struct tt_violation *v = check_break(c, rule, 1);
        check_set_person(v, w, d - 3);
        check_say(c, v,
                  "%s %s has lessons on four in a row: %s, %s, %s and %s (allowed: 3)",
                  w->title, w->name, check_day_name(c, d - 3), check_day_name(c, d - 2),
                  check_day_name(c, d - 1), check_day_name(c, d));
    }
}

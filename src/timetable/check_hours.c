/*
 * How the days of a person look: gaps, hours, runs, spans, early beginnings. Layer:
 * timetable.
 */
#include "timetable/check_context.h"

static void check_gaps_of_week(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    struct check_line line;
    int gaps = 0;
    for (int d = 0; d < c->p->n_days; d++) {
        check_unit(c, w, TT_DAY, d, &line);
        gaps += check_line_gaps(&line);
    }
    if (gaps <= r->limit)
        return;
    struct tt_violation *v = check_break(c, rule, gaps - r->limit);
    check_set_person(v, w, -1);
    check_say(c, v, "%s %s has %s in the week (allowed: %d)", w->title, w->name,
              check_count(c, gaps, "gap"), r->limit);
}

/* With the flag one day of the week may be one above the limit. */
static bool use_exception(const struct tt_rule *r, int value, bool *used)
{
    if (!r->flag || *used || value != r->limit + 1)
        return false;
    *used = true;
    return true;
}

void check_max_gaps(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    enum tt_span span = tt_rule_infos[r->type].span;
    struct check_line line;
    bool used = false;
    if (span == TT_WEEK) {
        check_gaps_of_week(c, w, rule);
        return;
    }
    for (int u = 0; u < check_units(c, span); u++) {
        check_unit(c, w, span, u, &line);
        int gaps = check_line_gaps(&line);
        if (gaps <= r->limit || use_exception(r, gaps, &used))
            continue;
        struct tt_violation *v = check_break(c, rule, gaps - r->limit);
        check_set_person(v, w, line.day);
        check_set_line(c, v, &line);
        if (gaps == 1)
            check_say(c, v, "%s %s has a gap of 1 period on %s (allowed: %d)", w->title,
                      w->name, check_unit_name(c, span, u), r->limit);
        else
            check_say(c, v, "%s %s has gaps of %d periods on %s (allowed: %d)", w->title,
                      w->name, gaps, check_unit_name(c, span, u), r->limit);
    }
}

/* "" or " of Sport": what a rule with a tag counts. */
static const char *of_tag(struct check *c, const struct tt_rule *r)
{
    if (r->tag < 0)
        return "";
    return arena_printf(c->work, " of %s", c->p->tags[r->tag].label.name);
}

/* Leaves in the stretch only the lessons that the rule counts. */
static void keep_tag(const struct check *c, const struct tt_rule *r,
                     struct check_line *line)
{
    for (int k = 0; r->tag >= 0 && k < line->n; k++)
        if (line->at[k] >= 0 && !check_has_tag(c, line->at[k], r->tag))
            line->at[k] = -1;
}

void check_max_hours(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    enum tt_span span = tt_rule_infos[r->type].span;
    struct check_line line;
    for (int u = 0; u < check_units(c, span); u++) {
        check_unit(c, w, span, u, &line);
        keep_tag(c, r, &line);
        int hours = check_line_hours(&line);
        if (hours <= r->limit)
            continue;
        struct tt_violation *v = check_break(c, rule, 1);
        check_set_person(v, w, line.day);
        check_set_line(c, v, &line);
        check_say(c, v, "%s %s has %s%s on %s (allowed: %d)", w->title, w->name,
                  check_count(c, hours, "period"), of_tag(c, r),
                  check_unit_name(c, span, u), r->limit);
    }
}

/* Empty days of a rule that allows none: days, mornings, or in mornings-afternoons mode
   real days. */
static void check_empty_days(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    enum tt_span span = tt_rule_infos[r->type].span;
    struct check_line line;
    if (span == TT_DAY && c->p->mode == TT_MORNINGS_AFTERNOONS)
        span = TT_REAL;
    for (int u = 0; u < check_units(c, span); u++) {
        check_unit(c, w, span, u, &line);
        if (check_line_first(&line) >= 0)
            continue;
        struct tt_violation *v = check_break(c, rule, r->limit);
        check_set_person(v, w, line.day);
        check_say(c, v, "%s %s has no lessons on %s (at least %s wanted)", w->title,
                  w->name, check_unit_name(c, span, u),
                  check_count(c, r->limit, "period"));
    }
}

void check_min_hours(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    enum tt_span span = tt_rule_infos[r->type].span;
    struct check_line line;
    for (int u = 0; u < check_units(c, span); u++) {
        check_unit(c, w, span, u, &line);
        int hours = check_line_hours(&line);
        if (hours == 0 || hours >= r->limit)
            continue;
        struct tt_violation *v = check_break(c, rule, r->limit - hours);
        check_set_person(v, w, line.day);
        check_set_line(c, v, &line);
        check_say(c, v, "%s %s has only %s on %s (at least %d wanted)", w->title, w->name,
                  check_count(c, hours, "period"), check_unit_name(c, span, u), r->limit);
    }
    if (!r->flag && r->limit > 0)
        check_empty_days(c, w, rule);
}

void check_max_run(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    enum tt_span span = tt_rule_infos[r->type].span;
    struct check_line line;
    for (int u = 0; u < check_units(c, span); u++) {
        check_unit(c, w, span, u, &line);
        keep_tag(c, r, &line);
        for (int k = 0, run = 0; k < line.n; k++) {
            run = line.at[k] >= 0 ? run + 1 : 0;
            if (run <= r->limit || (k + 1 < line.n && line.at[k + 1] >= 0))
                continue;
            struct tt_violation *v = check_break(c, rule, 1);
            check_set_person(v, w, line.day);
            check_set_line(c, v, &line);
            check_say(c, v, "%s %s has %s%s in a row on %s (allowed: %d)", w->title,
                      w->name, check_count(c, run, "period"), of_tag(c, r),
                      check_unit_name(c, span, u), r->limit);
        }
    }
}

void check_max_span(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    enum tt_span unit = tt_rule_infos[r->type].span;
    struct check_line line;
    bool used = false;
    for (int u = 0; u < check_units(c, unit); u++) {
        check_unit(c, w, unit, u, &line);
        if (check_line_first(&line) < 0)
            continue;
        int span = check_line_last(&line) - check_line_first(&line) + 1;
        if (span <= r->limit || use_exception(r, span, &used))
            continue;
        struct tt_violation *v = check_break(c, rule, span - r->limit);
        check_set_person(v, w, line.day);
        check_set_line(c, v, &line);
        check_say(c, v, "%s %s is there for %s on %s (allowed: %d)", w->title, w->name,
                  check_count(c, span, "period"), check_unit_name(c, unit, u), r->limit);
    }
}

/* Open periods before the first lesson; 0 on an empty day. */
static int open_before(const struct check_line *line)
{
    int n = 0;
    for (int k = 0; k < check_line_first(line); k++)
        n += line->open[k];
    return n;
}

/* Each day begins in the first or second open period, at most `limit` days in the second.
   */
void check_early(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    enum tt_span span = tt_rule_infos[r->type].span;
    struct check_line line;
    int second = 0;
    for (int u = 0; u < check_units(c, span); u++) {
        check_unit(c, w, span, u, &line);
        int late = open_before(&line);
        second += late > 0;
        if (late <= 1)
            continue;
        struct tt_violation *v = check_break(c, rule, late - 1);
        check_set_person(v, w, line.day);
        check_set_line(c, v, &line);
        check_say(c, v, "%s %s begins only in period %d on %s (the second at the latest)",
                  w->title, w->name, late + 1, check_unit_name(c, span, u));
    }
    if (second <= r->limit)
        return;
    struct tt_violation *v = check_break(c, rule, second - r->limit);
    check_set_person(v, w, -1);
    check_say(c, v, "%s %s begins after the first period on %s (allowed: %d)", w->title,
              w->name, check_count(c, second, span == TT_AFTERNOON ? "afternoon" : "day"),
              r->limit);
}

/*
 * Overload: a teacher or class with more periods of lessons than its week can hold, limits
 * that cannot be met, long lessons without enough room in a row. Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <string.h>

void explain_free_mask(const struct explain *x, const struct explain_person *q,
                       const bool *on, bool breaks, uint64_t *mask)
{
    const struct tt_problem *p = x->p;
    for (int d = 0; d < p->n_days; d++)
        mask[d] = bits_range(0, p->n_periods);
    for (int i = 0; breaks && i < x->dom.n_breaks; i++) {
        const struct tt_rule *r = &p->rules[x->dom.breaks[i]];
        for (int k = 0; k < r->n_slots; k++)
            mask[r->slots[k] / p->n_periods] &= ~(1ULL << r->slots[k] % p->n_periods);
    }
    for (int i = 0; i < q->n_rules; i++) {
        const struct tt_rule *r = &p->rules[q->rules[i]];
        if (tt_rule_infos[r->type].family != TT_F_NOT_AVAILABLE || (on && !on[i]))
            continue;
        for (int k = 0; k < r->n_slots; k++)
            mask[r->slots[k] / p->n_periods] &= ~(1ULL << r->slots[k] % p->n_periods);
    }
}

static bool has_tag(const struct tt_lesson *l, int tag)
{
    if (tag < 0)
        return true;
    for (int i = 0; i < l->n_tags; i++)
        if (l->tags[i] == tag)
            return true;
    return false;
}

void explain_lesson_mask(const struct explain *x, const struct explain_person *q, int tag,
                         uint64_t *mask)
{
    const struct tt_problem *p = x->p;
    memset(mask, 0, (size_t)p->n_days * sizeof *mask);
    for (int i = 0; i < q->n_lessons; i++) {
        const struct tt_lesson *l = &p->lessons[q->lessons[i]];
        const uint64_t *starts = explain_starts(x, q->lessons[i]);
        if (!has_tag(l, tag))
            continue;
        for (int s = 0; s < x->dom.n_slots; s++)
            if (bitset_get(starts, s))
                mask[s / p->n_periods] |= bits_range(s % p->n_periods, l->duration);
    }
}

/* --- too many periods --- */

struct load {
    struct explain *x;
    struct explain_person *q;
    uint64_t *mask;
    struct explain_caps caps;
    bool *on, breaks;
    int tag, hours;
    bool by_lessons; /* the mask comes from the lessons, not from availability */
};

static int bound(struct load *w)
{
    if (w->by_lessons)
        explain_lesson_mask(w->x, w->q, w->tag, w->mask);
    else
        explain_free_mask(w->x, w->q, w->on, w->breaks, w->mask);
    explain_caps_of(w->x, w->q, w->mask, w->on, w->tag, &w->caps);
    return w->caps.week;
}

/* Drops the rules that the overload does not need. */
static void needed_rules(struct load *w)
{
    if (!w->by_lessons) {
        w->breaks = false;
        w->breaks = bound(w) >= w->hours;
    }
    for (int i = 0; i < w->q->n_rules; i++) {
        w->on[i] = false;
        w->on[i] = bound(w) >= w->hours;
    }
}

static void say_limits(struct load *w, struct explain_note *n)
{
    const struct tt_problem *p = w->x->p;
    sb_addf(&n->text, "the plan has %d periods (%d days of %d)", w->x->dom.n_slots,
            p->n_days, p->n_periods);
    for (int i = 0; w->breaks && i < w->x->dom.n_breaks; i++) {
        sb_adds(&n->text, "; ");
        explain_add_rule(p, &n->text, w->x->dom.breaks[i]);
        note_rule(n, w->x->dom.breaks[i]);
    }
    if (w->by_lessons) {
        int open = 0;
        explain_lesson_mask(w->x, w->q, w->tag, w->mask);
        for (int d = 0; d < p->n_days; d++)
            open += bits_count(w->mask[d]);
        sb_addf(&n->text, "; these lessons may lie in %d of them", open);
    }
    if (p->mode == TT_MORNINGS_AFTERNOONS && w->q->teacher &&
        p->teachers[w->q->id].behaviour >= 0)
        sb_addf(&n->text, "; %s may work both halves of at most %d days", w->q->name,
                p->teachers[w->q->id].behaviour);
    for (int i = 0; i < w->q->n_rules; i++)
        if (w->on[i]) {
            sb_adds(&n->text, "; ");
            explain_add_rule(p, &n->text, w->q->rules[i]);
            note_rule(n, w->q->rules[i]);
        }
}

static void say_overload(struct load *w)
{
    const struct tt_problem *p = w->x->p;
    struct explain_note n;
    needed_rules(w);
    note_begin(&n);
    int most = bound(w);
    sb_addf(&n.text, "%s has %d periods of ", w->q->name, w->hours);
    if (w->tag >= 0)
        sb_addf(&n.text, "lessons marked %s", p->tags[w->tag].label.name);
    else
        sb_adds(&n.text, "lessons");
    sb_addf(&n.text, ", but at most %d are possible: ", most);
    say_limits(w, &n);
    sb_adds(&n.text, ".");
    sb_addf(&n.advice, "Take %d periods from %s%s.", w->hours - most, w->q->name,
            n.rules.n ? ", or loosen one of these rules" : " or lengthen the plan");
    for (int i = 0; i < w->q->n_lessons; i++)
        if (has_tag(&p->lessons[w->q->lessons[i]], w->tag)) {
            note_lesson(&n, w->q->lessons[i]);
            if (w->by_lessons && n.rules.n < 30)
                note_bar_rules(&n, w->x, w->q->lessons[i]);
        }
    w->q->said = true;
    note_end(&n, w->x->out, true, -1);
}

/* Would the periods suffice if no limit counted? Then the limits are to blame; without
   that, the matching of explain_hall.c says it better. */
static bool limits_to_blame(const struct load *w)
{
    int open = 0;
    for (int d = 0; d < w->x->p->n_days; d++)
        open += bits_count(w->mask[d]);
    return open >= w->hours;
}

/* True if the person is overloaded (said). */
static bool check_week(struct load *w, int tag, bool by_lessons)
{
    w->tag = tag;
    w->by_lessons = by_lessons;
    w->breaks = true;
    memset(w->on, 1, (size_t)w->q->n_rules * sizeof *w->on);
    w->hours = 0;
    for (int i = 0; i < w->q->n_lessons; i++) {
        const struct tt_lesson *l = &w->x->p->lessons[w->q->lessons[i]];
        w->hours += has_tag(l, tag) ? l->duration : 0;
    }
    if (w->hours == 0 || bound(w) >= w->hours || (by_lessons && !limits_to_blame(w)))
        return false;
    say_overload(w);
    return true;
}

static void check_tags(struct load *w)
{
    for (int i = 0; i < w->q->n_rules; i++) {
        const struct tt_rule *r = &w->x->p->rules[w->q->rules[i]];
        if (tt_rule_infos[r->type].family == TT_F_MAX_HOURS && r->tag >= 0 &&
            check_week(w, r->tag, true))
            return;
    }
}

/* --- limits from below --- */

static void say_least(struct load *w, const char *text, const char *advice, int rule,
                      int rule2)
{
    struct explain_note n;
    note_begin(&n);
    sb_adds(&n.text, text);
    sb_adds(&n.text, " (");
    explain_add_rule(w->x->p, &n.text, rule);
    if (rule2 >= 0) {
        sb_adds(&n.text, "; ");
        explain_add_rule(w->x->p, &n.text, rule2);
    }
    sb_adds(&n.text, ").");
    sb_adds(&n.advice, advice);
    note_rule(&n, rule);
    note_rule(&n, rule2);
    for (int i = 0; i < w->q->n_lessons; i++)
        note_lesson(&n, w->q->lessons[i]);
    note_end(&n, w->x->out, true, -1);
}

static int usable_days(const struct load *w, enum tt_span span)
{
    const struct tt_problem *p = w->x->p;
    int n = 0;
    if (span == TT_REAL && w->caps.real) {
        for (int r = 0; r < explain_n_real_days(p); r++)
            n += w->caps.real[r] > 0;
        return n;
    }
    for (int d = 0; d < p->n_days; d++)
        n += w->caps.day[d] > 0;
    return n;
}

/* How many days an every-day rule demands hours on. */
static int demanded_days(const struct tt_problem *p, enum tt_span span)
{
    if (span == TT_DAY && p->mode != TT_MORNINGS_AFTERNOONS)
        return p->n_days;
    return explain_n_real_days(p);
}

static bool check_min_hours(struct load *w, int rule)
{
    const struct tt_problem *p = w->x->p;
    const struct tt_rule *r = &p->rules[rule];
    enum tt_span span = tt_rule_infos[r->type].span;
    int days = demanded_days(p, span), hours = w->q->hours;
    bool whole = span == TT_DAY || span == TT_REAL;
    if (whole && hours < r->limit) {
        say_least(
            w,
            arena_printf(w->x->tmp,
                         "%s has only %d periods of lessons, fewer than the %d that a "
                         "day must have",
                         w->q->name, hours, r->limit),
            "Lower the least number of periods a day.", rule, -1);
        return true;
    }
    if (!w->q->teacher && !r->flag && hours < days * r->limit) {
        say_least(
            w,
            arena_printf(w->x->tmp,
                         "%s has %d periods of lessons, but %d days with at least %d "
                         "each need %d",
                         w->q->name, hours, days, r->limit, days * r->limit),
            "Allow days without lessons, or lower the least number of periods a day.",
            rule, -1);
        return true;
    }
    for (int d = 0; !w->q->teacher && !r->flag && span == TT_DAY &&
                    p->mode != TT_MORNINGS_AFTERNOONS && d < p->n_days;
         d++) {
        if (w->caps.day[d] >= r->limit && w->caps.day[d] > 0)
            continue;
        if (r->limit <= 0)
            continue;
        say_least(
            w,
            arena_printf(w->x->tmp,
                         "%s must have at least %d periods on every day, which is not "
                         "possible on %s",
                         w->q->name, r->limit, p->days[d].name),
            "Allow days without lessons, or open more periods on that day.", rule, -1);
        return true;
    }
    return false;
}

static bool check_min_days(struct load *w, int rule)
{
    const struct tt_problem *p = w->x->p;
    const struct tt_rule *r = &p->rules[rule];
    enum tt_span span = tt_rule_infos[r->type].span;
    int usable = usable_days(w, span);
    const char *days = span == TT_REAL ? "whole days" : "days", *text = NULL;
    int other = -1;
    if (w->q->n_lessons < r->limit)
        text = arena_printf(w->x->tmp, "%s has only %d lessons, too few for %d %s",
                            w->q->name, w->q->n_lessons, r->limit, days);
    else if (usable < r->limit)
        text = arena_printf(w->x->tmp, "%s can have lessons on only %d %s, but needs %d",
                            w->q->name, usable, days, r->limit);
    for (int i = 0; !text && i < w->q->n_rules; i++) {
        const struct tt_rule *o = &p->rules[w->q->rules[i]];
        const struct tt_rule_info *info = &tt_rule_infos[o->type];
        if (info->span != span)
            continue;
        if (info->family == TT_F_MAX_DAYS && o->limit < r->limit)
            text =
                arena_printf(w->x->tmp, "%s must come on at least %d and at most %d %s",
                             w->q->name, r->limit, o->limit, days);
        if (info->family == TT_F_MIN_HOURS && o->limit * r->limit > w->q->hours)
            text = arena_printf(
                w->x->tmp,
                "%s has %d periods of lessons, but %d %s with at least %d "
                "each need %d",
                w->q->name, w->q->hours, r->limit, days, o->limit, o->limit * r->limit);
        other = text ? w->q->rules[i] : -1;
    }
    if (text)
        say_least(w, text, "Lower the least number of days.", rule, other);
    return text != NULL;
}

static bool check_least(struct load *w)
{
    const struct tt_problem *p = w->x->p;
    w->tag = -1;
    w->by_lessons = true;
    memset(w->on, 1, (size_t)w->q->n_rules * sizeof *w->on);
    bound(w);
    for (int i = 0; i < w->q->n_rules; i++) {
        enum tt_family f = tt_rule_infos[p->rules[w->q->rules[i]].type].family;
        if ((f == TT_F_MIN_HOURS && check_min_hours(w, w->q->rules[i])) ||
            (f == TT_F_MIN_DAYS && check_min_days(w, w->q->rules[i]))) {
            w->q->said = true;
            return true;
        }
    }
    return false;
}

static bool any_dead(const struct explain *x, const struct explain_person *q)
{
    for (int i = 0; i < q->n_lessons; i++)
        if (x->dead[q->lessons[i]])
            return true;
    return false;
}

void explain_load(struct explain *x)
{
    const struct tt_problem *p = x->p;
    struct load w = {.x = x, .mask = MEM_NEW(uint64_t, p->n_days + 1)};
    w.caps.day = MEM_NEW(int, p->n_days + 1);
    if (p->mode == TT_MORNINGS_AFTERNOONS)
        w.caps.real = MEM_NEW(int, explain_n_real_days(p) + 1);
    for (int i = 0; i < x->n_persons; i++) {
        w.q = &x->persons[i];
        if (p->mode == TT_BLOCK_PLANNING && !w.q->teacher)
            continue; /* their day is not the day of the plan */
        w.on = MEM_NEW(bool, w.q->n_rules + 1);
        bool dead = any_dead(x, w.q);
        if ((dead || !check_least(&w)) && !check_week(&w, -1, false) && !dead &&
            !check_week(&w, -1, true))
            check_tags(&w);
        mem_free(w.on);
    }
    mem_free(w.mask);
    mem_free(w.caps.day);
    mem_free(w.caps.real);
}

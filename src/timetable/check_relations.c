/*
 * Pairs out of a list of lessons: days between, gaps between, same start, not
 * overlapping. Layer: timetable. Every broken pair is a line of its own. In
 * mornings-afternoons mode the days between lessons are real days.
 */
#include "timetable/check_context.h"
#include <stdlib.h>

static int days_apart(const struct check *c, int a, int b)
{
    return abs(check_real_day(c, check_day(c, a)) - check_real_day(c, check_day(c, b)));
}

/* One ends where the other begins, on the same day (not only the same real day). */
static bool touch(const struct check *c, int a, int b)
{
    return check_day(c, a) == check_day(c, b) && (check_end(c, a) == check_period(c, b) ||
                                                  check_end(c, b) == check_period(c, a));
}

static void say_too_near(struct check *c, struct tt_violation *v, int a, int b)
{
    const struct tt_rule *r = &c->p->rules[v->rule];
    const char *first = check_lesson_name(c, a), *second = check_lesson_name(c, b);
    v->day = check_day(c, a);
    if (days_apart(c, a, b) == 0)
        check_say(c, v, "%s and %s are on the same day (%s), at least %s apart wanted",
                  first, second, check_day_name(c, v->day),
                  check_count(c, r->limit, "day"));
    else
        check_say(c, v, "%s (%s) and %s (%s) are %s apart, at least %d wanted", first,
                  check_day_name(c, v->day), second, check_day_name(c, check_day(c, b)),
                  check_count(c, days_apart(c, a, b), "day"), r->limit);
}

/* Hard at any weight: lessons that share a day in spite of the rule must touch if it says
   so. A hard rule is broken by the pair anyway and needs no second line. */
static void check_touching(struct check *c, int rule, int a, int b)
{
    const struct tt_rule *r = &c->p->rules[rule];
    if (!r->flag || r->weight >= TT_HARD || touch(c, a, b))
        return;
    struct tt_violation *v = check_break_hard(c, rule, TT_BASIC_NONE, 1);
    v->day = check_day(c, a);
    check_set_pair(c, v, a, b);
    check_say(c, v, "%s and %s are on the same day (%s) and must then follow each other",
              check_lesson_name(c, a), check_lesson_name(c, b),
              check_day_name(c, v->day));
}

/* Hard below 100 %: at most two lessons of the rule on one real day. */
static void check_crowded(struct check *c, int rule, const int *list, int n)
{
    int *on_day = ARENA_NEW(c->work, int, c->p->n_days + 1);
    for (int k = 0; k < n; k++)
        on_day[check_real_day(c, check_day(c, list[k]))]++;
    for (int d = 0; d < c->p->n_days; d++) {
        if (on_day[d] <= 2)
            continue;
        struct tt_violation *v = check_break_hard(c, rule, TT_BASIC_NONE, on_day[d] - 2);
        int *there = ARENA_NEW(c->work, int, on_day[d] + 1), m = 0;
        for (int k = 0; k < n; k++)
            if (check_real_day(c, check_day(c, list[k])) == d)
                there[m++] = list[k];
        v->day = check_day(c, there[0]);
        check_set_lessons(c, v, m, there);
        check_say(c, v,
                  "%d lessons that should be spread over the days are all on %s "
                  "(at most 2 allowed), among them %s",
                  on_day[d], check_day_name(c, v->day), check_lesson_name(c, there[0]));
    }
}

void check_min_days_between(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
            int days = days_apart(c, list[i], list[j]);
            if (days >= r->limit)
                continue;
            struct tt_violation *v = check_break(c, rule, r->limit - days);
            check_set_pair(c, v, list[i], list[j]);
            say_too_near(c, v, list[i], list[j]);
            if (days == 0)
                check_touching(c, rule, list[i], list[j]);
        }
    }
    if (r->weight < TT_HARD && r->limit >= 1)
        check_crowded(c, rule, list, n);
}

void check_max_days_between(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
            int a = list[i], b = list[j], days = days_apart(c, a, b);
            if (days <= r->limit)
                continue;
            struct tt_violation *v = check_break(c, rule, days - r->limit);
            check_set_pair(c, v, a, b);
            check_say(c, v, "%s (%s) and %s (%s) are %s apart, at most %d wanted",
                      check_lesson_name(c, a), check_day_name(c, check_day(c, a)),
                      check_lesson_name(c, b), check_day_name(c, check_day(c, b)),
                      check_count(c, days, "day"), r->limit);
        }
    }
}

void check_min_gaps_between(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
            int a = list[i], b = list[j];
            if (check_day(c, a) != check_day(c, b))
                continue;
            if (check_period(c, b) <= check_period(c, a)) { /* equal starts: as in FET */
                a = list[j];
                b = list[i];
            }
            int gap = check_period(c, b) - check_end(c, a);
            if (gap >= r->limit)
                continue;
            struct tt_violation *v = check_break(c, rule, r->limit - gap);
            v->day = check_day(c, a);
            check_set_pair(c, v, a, b);
            check_say(c, v,
                      "%s and %s are on %s with %s between them, at least %d wanted",
                      check_lesson_name(c, a), check_lesson_name(c, b),
                      check_day_name(c, v->day),
                      check_count(c, gap < 0 ? 0 : gap, "period"), r->limit);
        }
    }
}

/* The three "same" families: where(lesson) must be equal for all. */
static void check_same(struct check *c, int rule, int (*where)(const struct check *, int),
                       const char *what)
{
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
            int a = list[i], b = list[j];
            if (where(c, a) == where(c, b))
                continue;
            struct tt_violation *v = check_break(c, rule, 1);
            check_set_pair(c, v, a, b);
            check_say(c, v, "%s (%s) and %s (%s) do not start %s",
                      check_lesson_name(c, a), check_slot_name(c, c->s->slot[a]),
                      check_lesson_name(c, b), check_slot_name(c, c->s->slot[b]), what);
        }
    }
}

static int start_slot(const struct check *c, int lesson)
{
    return c->s->slot[lesson];
}

void check_same_start(struct check *c, int rule)
{
    check_same(c, rule, start_slot, "at the same time");
}

void check_same_hour(struct check *c, int rule)
{
    check_same(c, rule, check_period, "in the same period");
}

void check_same_day(struct check *c, int rule)
{
    check_same(c, rule, check_day, "on the same day");
}

void check_not_overlapping(struct check *c, int rule)
{
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
            int a = list[i], b = list[j], amount = check_overlap(c, a, b);
            if (amount == 0)
                continue;
            struct tt_violation *v = check_break(c, rule, amount);
            v->day = check_day(c, a);
            check_set_pair(c, v, a, b);
            check_say(c, v, "%s and %s overlap on %s for %s", check_lesson_name(c, a),
                      check_lesson_name(c, b), check_day_name(c, v->day),
                      check_count(c, amount, "period"));
        }
    }
}

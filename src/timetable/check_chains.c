/*
 * Two or three lessons in a row or in an order: consecutive, grouped, ordered. Layer:
 * timetable. They are judged when all their lessons are placed.
 */
#include "timetable/check_context.h"

/* All lessons that the rule names, when all of them are placed. */
static bool all_placed(const struct check *c, const struct tt_rule *r)
{
    for (int k = 0; k < r->n_lessons; k++)
        if (!check_is_placed(c, r->lessons[k]))
            return false;
    return true;
}

/* Does b start in the first period after a that is not a break? */
static bool follows(const struct check *c, int a, int b)
{
    int first = check_end(c, a), base = check_day(c, a) * c->p->n_periods;
    if (check_day(c, a) != check_day(c, b))
        return false;
    while (first < c->p->n_periods && c->breaks[base + first])
        first++;
    return check_period(c, b) == first;
}

/* "Mathematics ... (Monday 3)" */
static const char *placed_name(struct check *c, int lesson)
{
    return arena_printf(c->work, "%s (%s)", check_lesson_name(c, lesson),
                        check_slot_name(c, c->s->slot[lesson]));
}

void check_consecutive(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    if (!all_placed(c, r) || follows(c, r->lessons[0], r->lessons[1]))
        return;
    struct tt_violation *v = check_break(c, rule, 1);
    check_set_pair(c, v, r->lessons[0], r->lessons[1]);
    check_say(c, v, "%s is not followed directly by %s", placed_name(c, r->lessons[0]),
              placed_name(c, r->lessons[1]));
}

/* Is there an order in which each lesson follows the one before? */
static bool grouped(const struct check *c, const int *l, int n)
{
    if (n == 2)
        return follows(c, l[0], l[1]) || follows(c, l[1], l[0]);
    for (int first = 0; first < 3; first++) {
        for (int second = 0; second < 3; second++) {
            int third = 3 - first - second;
            if (first != second && follows(c, l[first], l[second]) &&
                follows(c, l[second], l[third]))
                return true;
        }
    }
    return false;
}

void check_grouped(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    const int *l = r->lessons;
    if (!all_placed(c, r) || grouped(c, l, r->n_lessons))
        return;
    struct tt_violation *v = check_break(c, rule, 1);
    check_set_lessons(c, v, r->n_lessons, l);
    if (r->n_lessons == 2)
        check_say(c, v, "%s and %s are not side by side", placed_name(c, l[0]),
                  placed_name(c, l[1]));
    else
        check_say(c, v, "%s, %s and %s are not in a row", placed_name(c, l[0]),
                  placed_name(c, l[1]), placed_name(c, l[2]));
}

void check_ordered(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    bool same_day_only = tt_rule_infos[r->type].span == TT_DAY;
    if (!all_placed(c, r))
        return;
    int a = r->lessons[0], b = r->lessons[1];
    if (check_day(c, a) == check_day(c, b)
            ? check_end(c, a) <= check_period(c, b)
            : same_day_only || check_day(c, a) < check_day(c, b))
        return;
    struct tt_violation *v = check_break(c, rule, 1);
    check_set_pair(c, v, a, b);
    check_say(c, v, "%s should end before %s begins", placed_name(c, a),
              placed_name(c, b));
}

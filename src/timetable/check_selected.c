/*
 * Lists of lessons against selected slots or terms: how many slots they occupy, how many
 * lessons run at once, how many fall into a term. Layer: timetable.
 */
#include "timetable/check_context.h"

/* How many of the listed lessons cover each slot, -1 = none. The table is shared:
   count_clear takes the lessons out again. */
static int *count_cover(struct check *c, const int *list, int n)
{
    int *count = c->slot_scratch;
    for (int k = 0; k < n; k++)
        for (int h = 0; h < check_covered(c, list[k]); h++) {
            int slot = c->s->slot[list[k]] + h;
            count[slot] = count[slot] < 0 ? 1 : count[slot] + 1;
        }
    return count;
}

static void count_clear(struct check *c, const int *list, int n)
{
    for (int k = 0; k < n; k++)
        for (int h = 0; h < check_covered(c, list[k]); h++)
            c->slot_scratch[c->s->slot[list[k]] + h] = -1;
}

static int occupied_slots(struct check *c, int rule, const int *list, int n)
{
    const bool *in = check_rule_slots(c, rule);
    const int *count = count_cover(c, list, n);
    int occupied = 0;
    for (int slot = 0; slot < c->n_slots; slot++)
        occupied += in[slot] && count[slot] > 0;
    count_clear(c, list, n);
    return occupied;
}

/* "12 lessons (Mathematics, 9a, Miller (id 17) ...)" */
static const char *list_name(struct check *c, const int *list, int n)
{
    const char *count = check_count(c, n, "lesson");
    return n == 0
               ? count
               : arena_printf(c->work, "%s (%s%s)", count, check_lesson_name(c, list[0]),
                              n > 1 ? " and others" : "");
}

void check_occupy_max_slots(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    int occupied = occupied_slots(c, rule, list, n);
    if (occupied <= r->limit)
        return;
    struct tt_violation *v = check_break(c, rule, occupied - r->limit);
    check_set_lessons(c, v, n, list);
    check_say(c, v, "%s occupy %d of the selected periods (allowed: %d)",
              list_name(c, list, n), occupied, r->limit);
}

void check_occupy_min_slots(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    int occupied = occupied_slots(c, rule, list, n);
    if (occupied >= r->limit)
        return;
    struct tt_violation *v = check_break(c, rule, r->limit - occupied);
    check_set_lessons(c, v, n, list);
    check_say(c, v, "%s occupy %d of the selected periods (at least %d wanted)",
              list_name(c, list, n), occupied, r->limit);
}

/* One line for a slot with `count` of the listed lessons, too many or too few by amount.
   */
static void report_slot(struct check *c, int rule, int slot, int count, int amount)
{
    const struct tt_rule *r = &c->p->rules[rule];
    struct tt_violation *v = check_break(c, rule, amount);
    int *there = ARENA_NEW(c->work, int, count + 1), n = 0;
    for (int k = 0; k < r->n_lessons && n < count; k++) {
        int lesson = r->lessons[k];
        if (!check_is_placed(c, lesson))
            continue;
        int from = c->s->slot[lesson];
        bool known = slot < from || slot >= from + check_covered(c, lesson);
        for (int j = 0; j < n && !known; j++)
            known = there[j] == lesson;
        if (!known)
            there[n++] = lesson;
    }
    v->day = slot / c->p->n_periods;
    check_set_lessons(c, v, n, there);
    if (count > r->limit)
        check_say(c, v, "%s of the selected list at once on %s (allowed: %d)",
                  check_count(c, count, "lesson"), check_slot_name(c, slot), r->limit);
    else
        check_say(c, v, "%s of the selected list at once on %s (at least %d wanted)",
                  check_count(c, count, "lesson"), check_slot_name(c, slot), r->limit);
}

void check_max_simultaneous(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    const bool *in = check_rule_slots(c, rule);
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    const int *count = count_cover(c, list, n);
    for (int slot = 0; slot < c->n_slots; slot++)
        if (in[slot] && count[slot] > r->limit)
            report_slot(c, rule, slot, count[slot], count[slot] - r->limit);
    count_clear(c, list, n);
}

void check_min_simultaneous(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    const bool *in = check_rule_slots(c, rule);
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    const int *count = count_cover(c, list, n);
    for (int slot = 0; slot < c->n_slots; slot++) {
        int here = count[slot] < 0 ? 0 : count[slot];
        if (in[slot] && here < r->limit && !(here == 0 && r->flag))
            report_slot(c, rule, slot, here, r->limit - here);
    }
    count_clear(c, list, n);
}

void check_max_total_in_slots(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    const bool *in = check_rule_slots(c, rule);
    int n, total = 0;
    const int *list = check_rule_lessons(c, rule, &n);
    for (int k = 0; k < n; k++) {
        bool inside = false;
        for (int h = 0; h < check_covered(c, list[k]); h++)
            inside = inside || in[c->s->slot[list[k]] + h];
        total += inside;
    }
    if (total <= r->limit)
        return;
    struct tt_violation *v = check_break(c, rule, total - r->limit);
    check_set_lessons(c, v, n, list);
    check_say(c, v, "%d of %s are in the selected periods (allowed: %d)", total,
              list_name(c, list, n), r->limit);
}

/* The listed lessons in each term; scratch memory of n_terms entries. */
static const int *count_terms(struct check *c, const int *list, int n)
{
    int *in_term = ARENA_NEW(c->work, int, c->p->n_days + 1);
    for (int k = 0; k < n; k++)
        in_term[check_day(c, list[k]) / c->p->days_per_term]++;
    return in_term;
}

void check_max_in_term(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    const int *in_term = count_terms(c, list, n);
    for (int term = 0; term < c->p->n_terms; term++) {
        if (in_term[term] <= r->limit)
            continue;
        struct tt_violation *v = check_break(c, rule, in_term[term] - r->limit);
        v->day = term * c->p->days_per_term;
        check_set_lessons(c, v, n, list);
        check_say(c, v, "%d of %s are in term %d (allowed: %d)", in_term[term],
                  list_name(c, list, n), term + 1, r->limit);
    }
}

void check_occupy_max_terms(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    int n, occupied = 0;
    const int *list = check_rule_lessons(c, rule, &n);
    const int *in_term = count_terms(c, list, n);
    for (int term = 0; term < c->p->n_terms; term++)
        occupied += in_term[term] > 0;
    if (occupied <= r->limit)
        return;
    struct tt_violation *v = check_break(c, rule, occupied - r->limit);
    check_set_lessons(c, v, n, list);
    check_say(c, v, "%s are spread over %s (allowed: %d)", list_name(c, list, n),
              check_count(c, occupied, "term"), r->limit);
}

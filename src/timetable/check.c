/*
 * The judge: every live rule is handed to the function of its family, the broken lines
 * are put in order and added up. Layer: timetable. Rules of a person's week are evaluated
 * person by person (check_person.c), all others rule by rule from the table below.
 */
#include "timetable/check.h"
#include "timetable/check_context.h"
#include <stdlib.h>
#include <string.h>

/* Families that are judged rule by rule; NULL: by check_basic, check_persons or
   check_all_rooms. */
static check_rule_fn *const by_rule[TT_N_FAMILIES] = {
    [TT_F_NOT_AVAILABLE] = check_not_available,
    [TT_F_BREAK] = check_break_times,
    [TT_F_ROOM_NOT_AVAILABLE] = check_room_not_available,
    [TT_F_TEACHER_ROOM_NOT_AVAILABLE] = check_teacher_room_not_available,
    [TT_F_START_TIMES] = check_start_times,
    [TT_F_TIME_SLOTS] = check_time_slots,
    [TT_F_ENDS_DAY] = check_ends_day,
    [TT_F_MIN_DAYS_BETWEEN] = check_min_days_between,
    [TT_F_MAX_DAYS_BETWEEN] = check_max_days_between,
    [TT_F_MIN_GAPS_BETWEEN] = check_min_gaps_between,
    [TT_F_SAME_START] = check_same_start,
    [TT_F_SAME_HOUR] = check_same_hour,
    [TT_F_SAME_DAY] = check_same_day,
    [TT_F_NOT_OVERLAPPING] = check_not_overlapping,
    [TT_F_TAGS_NOT_OVERLAPPING] = check_tags_not_overlapping,
    [TT_F_CONSECUTIVE] = check_consecutive,
    [TT_F_GROUPED] = check_grouped,
    [TT_F_ORDERED] = check_ordered,
    [TT_F_OCCUPY_MAX_SLOTS] = check_occupy_max_slots,
    [TT_F_OCCUPY_MIN_SLOTS] = check_occupy_min_slots,
    [TT_F_MAX_SIMULTANEOUS] = check_max_simultaneous,
    [TT_F_MIN_SIMULTANEOUS] = check_min_simultaneous,
    [TT_F_MAX_TOTAL_IN_SLOTS] = check_max_total_in_slots,
    [TT_F_MAX_IN_TERM] = check_max_in_term,
    [TT_F_OCCUPY_MAX_TERMS] = check_occupy_max_terms,
    [TT_F_MAX_ROOMS] = check_max_rooms,
    [TT_F_SAME_ROOM_IF_CONSECUTIVE] = check_same_room_if_consecutive,
};

static int compare_numbers(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* Hard lines first, then the dearest; equal ones in the order of rules, people, lessons.
   */
static int compare_lines(const void *left, const void *right)
{
    const struct tt_violation *a = left, *b = right;
    int by = compare_numbers(b->hard, a->hard);
    if (by == 0)
        by = compare_numbers(b->cost, a->cost);
    if (by == 0)
        by = compare_numbers(a->rule, b->rule);
    if (by == 0)
        by = compare_numbers(a->basic, b->basic);
    if (by == 0)
        by = compare_numbers(a->teacher, b->teacher);
    if (by == 0)
        by = compare_numbers(a->subgroup, b->subgroup);
    if (by == 0)
        by = compare_numbers(a->day, b->day);
    for (int k = 0; by == 0 && k < a->n_lessons && k < b->n_lessons; k++)
        by = compare_numbers(a->lessons[k], b->lessons[k]);
    return by != 0 ? by : strcmp(a->text, b->text);
}

static void add_up(const struct check *c, struct tt_report *out)
{
    for (int i = 0; i < c->p->n_lessons; i++)
        out->unplaced += c->p->lessons[i].active && c->s->slot[i] < 0;
    for (int k = 0; k < out->violations.n; k++) {
        const struct tt_violation *v = &out->violations.v[k];
        if (v->hard)
            out->hard += v->amount;
        out->soft += v->cost;
        out->n_soft += v->cost > 0;
    }
    if (out->violations.n > 1)
        qsort(out->violations.v, (size_t)out->violations.n, sizeof *out->violations.v,
              compare_lines);
}

void tt_check(const struct tt_problem *p, const struct tt_solution *s,
              struct tt_report *out)
{
    struct check c;
    memset(out, 0, sizeof *out);
    out->arena = arena_new();
    check_context_init(&c, p, s, out);
    check_basic(&c);
    for (int i = 0; i < p->n_rules; i++) {
        check_rule_fn *judge = by_rule[tt_rule_infos[p->rules[i].type].family];
        if (judge && c.live[i])
            judge(&c, i);
    }
    check_persons(&c);
    check_all_rooms(&c);
    add_up(&c, out);
    check_context_release(&c);
}

void tt_report_release(struct tt_report *r)
{
    vec_free(&r->violations);
    arena_free(r->arena);
    memset(r, 0, sizeof *r);
}

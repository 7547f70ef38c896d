/*
 * What changes on trial do to the report of tt_check. Layer: timetable.
 *
 * A person, list or day end is judged as a whole, now and when it was first touched; the
 * rules on one lesson alone are judged at its old and at its new place.
 */
#include "timetable/suggest_parts.h"
#include <string.h>

static check_person_fn *const by_person[TT_N_FAMILIES] = {
    [TT_F_MAX_DAYS] = check_max_days,
    [TT_F_MIN_DAYS] = check_min_days,
    [TT_F_INTERVAL_MAX_DAYS] = check_interval,
    [TT_F_MIN_REST] = check_min_rest,
    [TT_F_MAX_THREE_DAYS] = check_three_days,
    [TT_F_MAX_GAPS] = check_max_gaps,
    [TT_F_MAX_HOURS] = check_max_hours,
    [TT_F_MIN_HOURS] = check_min_hours,
    [TT_F_MAX_RUN] = check_max_run,
    [TT_F_MAX_SPAN] = check_max_span,
    [TT_F_EARLY] = check_early,
    [TT_F_TWO_TAGS_OF_THREE] = check_two_tags,
    [TT_F_TAG_PAIR_GAPS] = check_tag_pair_gaps,
    [TT_F_BUILDING_CHANGES] = check_changes,
    [TT_F_ROOM_CHANGES] = check_changes,
    [TT_F_BUILDING_GAPS] = check_gaps_of_changes,
    [TT_F_ROOM_GAPS] = check_gaps_of_changes,
};

static check_rule_fn *const by_rule[TT_N_FAMILIES] = {
    [TT_F_MIN_DAYS_BETWEEN] = check_min_days_between,
    [TT_F_MAX_DAYS_BETWEEN] = check_max_days_between,
    [TT_F_MIN_GAPS_BETWEEN] = check_min_gaps_between,
    [TT_F_SAME_START] = check_same_start,
    [TT_F_SAME_HOUR] = check_same_hour,
    [TT_F_SAME_DAY] = check_same_day,
    [TT_F_NOT_OVERLAPPING] = check_not_overlapping,
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

static enum tt_list list_of(const struct sg_judge *j, int rule)
{
    return rule < 0 ? TT_LIST_T : tt_rule_infos[j->p->rules[rule].type].list;
}

static void renew(struct arena **a)
{
    enum { ENOUGH = 1 << 20 };
    if (arena_bytes(*a) > ENOUGH) {
        arena_free(*a);
        *a = arena_new();
    }
}

/* Empties the report into an amount. */
static struct sg_amount collect(struct sg_judge *j)
{
    struct sg_amount sum = {0, 0};
    for (int i = 0; i < j->out.violations.n; i++) {
        const struct tt_violation *v = &j->out.violations.v[i];
        sum.hard += v->hard ? v->amount : 0;
        sum.soft += v->cost;
    }
    j->out.violations.n = 0;
    renew(&j->out.arena);
    renew(&j->c.work);
    return sum;
}

/* --- persons --- */

static void write_week(struct sg_judge *j, const struct tm_person *x, bool in)
{
    for (int i = 0; i < x->n_lessons; i++) {
        int l = x->lessons[i], slot = j->s.slot[l];
        for (int h = 0; slot >= 0 && h < check_covered(&j->c, l); h++)
            j->at[slot + h] = in ? l : -1;
    }
}

static struct sg_amount behaviour(const struct sg_judge *j, const struct tm_person *x)
{
    int np = j->p->n_periods, both = 0;
    for (int d = 0; d + 1 < j->p->n_days; d += 2) {
        bool busy[2] = {false, false};
        for (int h = 0; h < 2 * np; h++)
            busy[h / np] = busy[h / np] || j->at[d * np + h] >= 0;
        both += busy[0] && busy[1];
    }
    int over = both - j->p->teachers[x->id].behaviour;
    return (struct sg_amount){over > 0 ? over : 0, 0};
}

/* Amounts of the person's rules of one list, by position; those of the other stay. */
static void judge_person(struct sg_judge *j, int person, enum tt_list part,
                         struct sg_amount *out)
{
    const struct tm_person *x = &j->m->persons[person];
    int from = j->person_rules.first[person], to = j->person_rules.first[person + 1];
    struct check_week w = {.teacher = x->is_teacher,
                           .id = x->id,
                           .title = "",
                           .name = "",
                           .known = true,
                           .at = j->at,
                           .open = j->open + (size_t)person * (size_t)j->m->n_slots};
    write_week(j, x, true);
    for (int i = from; i < to; i++) {
        int rule = j->person_rules.item[i];
        if (list_of(j, rule) != part)
            continue;
        if (rule < 0) {
            out[i - from] = behaviour(j, x);
            continue;
        }
        by_person[tt_rule_infos[j->p->rules[rule].type].family](&j->c, &w, rule);
        out[i - from] = collect(j);
        out[i - from].hard *= x->mult;
        out[i - from].soft *= x->mult;
    }
    write_week(j, x, false);
}

/* --- lists --- */

static bool tags_differ(const struct sg_judge *j, const struct tt_rule *r, int a, int b)
{
    for (int i = 0; i < r->n_tags; i++)
        for (int k = 0; k < r->n_tags; k++)
            if (r->tags[i] != r->tags[k] && check_has_tag(&j->c, a, r->tags[i]) &&
                check_has_tag(&j->c, b, r->tags[k]))
                return true;
    return false;
}

/* Lessons whose tags exclude each other: overlaps of all pairs. */
static struct sg_amount judge_tags(const struct sg_judge *j, int rule)
{
    const struct tt_rule *r = &j->p->rules[rule];
    int64_t amount = 0;
    for (int i = j->tagged.first[rule]; i < j->tagged.first[rule + 1]; i++) {
        int a = j->tagged.item[i];
        for (int k = j->tagged.first[rule]; k < i && j->s.slot[a] >= 0; k++) {
            int b = j->tagged.item[k];
            if (j->s.slot[b] >= 0 && check_overlap(&j->c, a, b) &&
                tags_differ(j, r, a, b))
                amount += check_overlap(&j->c, a, b);
        }
    }
    if (r->weight >= TT_HARD)
        return (struct sg_amount){amount, 0};
    return (struct sg_amount){0, amount * r->weight};
}

static struct sg_amount judge_list(struct sg_judge *j, int rule)
{
    enum tt_family f = tt_rule_infos[j->p->rules[rule].type].family;
    if (f == TT_F_TAGS_NOT_OVERLAPPING)
        return judge_tags(j, rule);
    by_rule[f](&j->c, rule);
    return collect(j);
}

/* Has one of its students a lesson that ends later on the day? */
static struct sg_amount judge_end(const struct sg_judge *j, const struct sg_ends *e)
{
    const struct tm_lesson *le = &j->m->lessons[e->lesson];
    bool later = false;
    for (int k = 0; k < le->n_persons && j->s.slot[e->lesson] >= 0 && !later; k++) {
        const struct tm_person *x = &j->m->persons[le->persons[k]];
        for (int i = 0; i < x->n_lessons && !x->is_teacher && !later; i++) {
            int l = x->lessons[i];
            later = l != e->lesson && j->s.slot[l] >= 0 &&
                    check_day(&j->c, l) == check_day(&j->c, e->lesson) &&
                    check_end(&j->c, l) > check_end(&j->c, e->lesson);
        }
    }
    int weight = j->p->rules[e->rule].weight;
    return (struct sg_amount){later && weight >= TT_HARD,
                              later && weight < TT_HARD ? weight : 0};
}

void sg_remember(struct sg_judge *j, int lesson)
{
    const struct tm_lesson *le = &j->m->lessons[lesson];
    for (int i = 0; i < le->n_persons; i++) {
        int x = le->persons[i];
        if (j->person_known[x])
            continue;
        j->person_known[x] = 1;
        judge_person(j, x, TT_LIST_T, j->person_base + j->person_rules.first[x]);
        if (j->walks[x])
            judge_person(j, x, TT_LIST_S, j->person_base + j->person_rules.first[x]);
        for (int k = j->person_ends.first[x]; k < j->person_ends.first[x + 1]; k++) {
            int e = j->person_ends.item[k];
            if (!j->ends_known[e])
                j->ends_base[e] = judge_end(j, &j->ends.v[e]);
            j->ends_known[e] = 1;
        }
    }
    for (int i = j->lesson_rels.first[lesson]; i < j->lesson_rels.first[lesson + 1];
         i++) {
        int rule = j->lesson_rels.item[i];
        if (!j->rel_known[rule])
            j->rel_base[rule] = judge_list(j, rule);
        j->rel_known[rule] = 1;
    }
}

/* --- the difference --- */

static void note_broken(struct sg_judge *j, int rule, sg_ints *broken)
{
    bool known = rule >= 0 && j->broken_seen[rule] == j->round;
    for (int i = 0; rule < 0 && i < broken->n; i++)
        known = known || broken->v[i] == -1;
    if (rule >= 0)
        j->broken_seen[rule] = j->round;
    if (!known)
        vec_push(broken, rule);
}

static void add(struct sg_judge *j, int rule, struct sg_amount was, struct sg_amount is,
                struct cost *delta, sg_ints *broken)
{
    delta->hard += is.hard - was.hard;
    delta->soft += is.soft - was.soft;
    if (is.hard > was.hard || is.soft > was.soft)
        note_broken(j, rule, broken);
}

static void add_person(struct sg_judge *j, int person, enum tt_list part,
                       struct cost *delta, sg_ints *broken)
{
    enum { MOST = 64 };
    int from = j->person_rules.first[person],
        n = j->person_rules.first[person + 1] - from;
    struct sg_amount few[MOST], *now = n <= MOST ? few : MEM_NEW(struct sg_amount, n);
    judge_person(j, person, part, now);
    for (int i = 0; i < n; i++) {
        int rule = j->person_rules.item[from + i];
        if (list_of(j, rule) == part)
            add(j, rule, j->person_base[from + i], now[i], delta, broken);
    }
    if (now != few)
        mem_free(now);
}

static void add_persons(struct sg_judge *j, int lesson, enum tt_list part,
                        struct cost *delta, sg_ints *broken)
{
    const struct tm_lesson *le = &j->m->lessons[lesson];
    for (int i = 0; i < le->n_persons; i++) {
        int x = le->persons[i];
        if (j->person_seen[x] == j->round)
            continue;
        j->person_seen[x] = j->round;
        if (part == TT_LIST_T || j->walks[x])
            add_person(j, x, part, delta, broken);
        for (int k = j->person_ends.first[x];
             part == TT_LIST_T && k < j->person_ends.first[x + 1]; k++) {
            int e = j->person_ends.item[k];
            if (j->ends_seen[e] == j->round)
                continue;
            j->ends_seen[e] = j->round;
            add(j, j->ends.v[e].rule, j->ends_base[e], judge_end(j, &j->ends.v[e]), delta,
                broken);
        }
    }
}

static void add_lists(struct sg_judge *j, int lesson, enum tt_list part,
                      struct cost *delta, sg_ints *broken)
{
    for (int i = j->lesson_rels.first[lesson]; i < j->lesson_rels.first[lesson + 1];
         i++) {
        int rule = j->lesson_rels.item[i];
        if (j->rule_seen[rule] == j->round || list_of(j, rule) != part)
            continue;
        j->rule_seen[rule] = j->round;
        add(j, rule, j->rel_base[rule], judge_list(j, rule), delta, broken);
    }
}

static struct sg_amount sum_of(const sg_lines *lines, int rule)
{
    struct sg_amount sum = {0, 0};
    for (int i = 0; i < lines->n; i++)
        if (lines->v[i].rule == rule) {
            sum.hard += lines->v[i].hard ? lines->v[i].amount : 0;
            sum.soft += lines->v[i].cost;
        }
    return sum;
}

/* Is line i the first of its rule? */
static bool first_of(const sg_lines *lines, int i)
{
    for (int k = 0; k < i; k++)
        if (lines->v[k].rule == lines->v[i].rule)
            return false;
    return true;
}

static void add_alone(struct sg_judge *j, int change, enum tt_list part,
                      struct cost *delta, sg_ints *broken)
{
    const struct sg_change *x = &j->changes.v[change];
    struct sg_amount none = {0, 0};
    struct sg_place was = {x->slot, x->room, NULL};
    struct sg_place is = {j->s.slot[x->lesson], j->s.room[x->lesson], NULL};
    if (j->s.max_reals) {
        was.reals = j->old_reals.v + change * j->s.max_reals;
        is.reals = sg_reals(j, x->lesson);
    }
    j->before.n = j->after.n = 0;
    sg_unary(j, x->lesson, &was, part, &j->before);
    sg_unary(j, x->lesson, &is, part, &j->after);
    for (int i = 0; i < j->before.n; i++)
        if (first_of(&j->before, i) &&
            sum_of(&j->after, j->before.v[i].rule).hard +
                    sum_of(&j->after, j->before.v[i].rule).soft ==
                0)
            add(j, j->before.v[i].rule, sum_of(&j->before, j->before.v[i].rule), none,
                delta, broken);
    for (int i = 0; i < j->after.n; i++)
        if (first_of(&j->after, i))
            add(j, j->after.v[i].rule, sum_of(&j->before, j->after.v[i].rule),
                sum_of(&j->after, j->after.v[i].rule), delta, broken);
}

void sg_delta(struct sg_judge *j, enum tt_list part, struct cost *delta, sg_ints *broken)
{
    bool times = part == TT_LIST_T;
    struct sg_amount was = {times ? j->clash_before : j->room_clash_before, 0};
    struct sg_amount is = {times ? j->clash : j->room_clash, 0};
    j->round++;
    for (int i = 0; i < broken->n; i++) /* what the other list has broken already */
        if (broken->v[i] >= 0)
            j->broken_seen[broken->v[i]] = j->round;
    if (times)
        delta->unplaced += j->unplaced - j->unplaced_before;
    add(j, -1, was, is, delta, broken);
    for (int i = 0; i < j->changes.n; i++) {
        int lesson = j->changes.v[i].lesson;
        add_alone(j, i, part, delta, broken);
        add_persons(j, lesson, part, delta, broken);
        add_lists(j, lesson, part, delta, broken);
    }
}

/*
 * Where lessons may be: not available, breaks, rooms at times, wished starts and periods,
 * last lesson of the students' day. Layer: timetable.
 */
#include "timetable/check_context.h"

/* Covered slots of a lesson that are (inside = true) or are not in a selection. */
static int covered_slots(const struct check *c, int lesson, const bool *in, bool inside)
{
    int n = 0;
    for (int h = 0; h < check_covered(c, lesson); h++)
        n += in[c->s->slot[lesson] + h] == inside;
    return n;
}

/* One line for each lesson in the list of a person or room that covers a selected slot;
   lessons already told (marked) are left out. */
static void check_absent(struct check *c, int rule, const int *lessons, int n,
                         const char *who)
{
    const struct tt_rule *r = &c->p->rules[rule];
    const bool *in = c->slot_mark;
    for (int k = 0; k < n; k++) {
        int lesson = lessons[k], amount = covered_slots(c, lesson, in, true);
        if (amount == 0 || c->lesson_mark[lesson])
            continue;
        c->lesson_mark[lesson] = true;
        struct tt_violation *v = check_break(c, rule, amount);
        v->teacher = r->teacher;
        v->day = check_day(c, lesson);
        check_set_lessons(c, v, 1, &lesson);
        check_say(c, v, "%s is on %s for %s, when %s is not available",
                  check_lesson_name(c, lesson), check_slot_name(c, c->s->slot[lesson]),
                  check_count(c, c->p->lessons[lesson].duration, "period"), who);
    }
}

static void clear_marks(struct check *c, const int *lessons, int n)
{
    for (int k = 0; k < n; k++)
        c->lesson_mark[lessons[k]] = false;
}

void check_not_available(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    const struct check_lists *l =
        r->set >= 0 ? &c->subgroup_lessons : &c->teacher_lessons;
    const int *who = r->set >= 0 ? c->p->sets[r->set].subgroups : &r->teacher;
    int n = r->set >= 0 ? c->p->sets[r->set].n_subgroups : 1;
    const char *name;
    if (r->set >= 0)
        name = arena_printf(c->work, "class %s", c->p->sets[r->set].label.name);
    else
        name = arena_printf(c->work, "teacher %s", c->p->teachers[r->teacher].label.name);
    check_rule_slots(c, rule);
    for (int k = 0; k < n; k++) {
        int from = l->start[who[k]];
        check_absent(c, rule, l->item + from, l->start[who[k] + 1] - from, name);
    }
    for (int k = 0; k < n; k++) {
        int from = l->start[who[k]];
        clear_marks(c, l->item + from, l->start[who[k] + 1] - from);
    }
}

void check_break_times(struct check *c, int rule)
{
    const bool *in = check_rule_slots(c, rule);
    for (int i = 0; i < c->p->n_lessons; i++) {
        int amount = check_is_placed(c, i) ? covered_slots(c, i, in, true) : 0;
        if (amount == 0)
            continue;
        struct tt_violation *v = check_break(c, rule, amount);
        v->day = check_day(c, i);
        check_set_lessons(c, v, 1, &i);
        check_say(c, v, "%s on %s covers %s of a break", check_lesson_name(c, i),
                  check_slot_name(c, c->s->slot[i]), check_count(c, amount, "period"));
    }
}

/* One line for each slot in which the room is used though it should not be. */
void check_room_not_available(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    const struct check_lists *l = &c->room_lessons;
    const bool *in = check_rule_slots(c, rule);
    for (int k = l->start[r->room]; k < l->start[r->room + 1]; k++) {
        int lesson = l->item[k];
        for (int h = 0; h < check_covered(c, lesson); h++) {
            int slot = c->s->slot[lesson] + h;
            if (!in[slot])
                continue;
            struct tt_violation *v = check_break(c, rule, 1);
            v->room = r->room;
            v->day = check_day(c, lesson);
            check_set_lessons(c, v, 1, &lesson);
            check_say(c, v, "Room %s is not available on %s, but %s is there",
                      c->p->rooms[r->room].label.name, check_slot_name(c, slot),
                      check_lesson_name(c, lesson));
        }
    }
}

static bool has_teacher(const struct check *c, int lesson, int teacher)
{
    const struct tt_lesson *l = &c->p->lessons[lesson];
    for (int k = 0; k < l->n_teachers; k++)
        if (l->teachers[k] == teacher)
            return true;
    return false;
}

void check_teacher_room_not_available(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    const struct check_lists *l = &c->room_lessons;
    const bool *in = check_rule_slots(c, rule);
    for (int k = l->start[r->room]; k < l->start[r->room + 1]; k++) {
        int lesson = l->item[k];
        if (!has_teacher(c, lesson, r->teacher))
            continue;
        for (int h = 0; h < check_covered(c, lesson); h++) {
            int slot = c->s->slot[lesson] + h;
            if (!in[slot])
                continue;
            struct tt_violation *v = check_break(c, rule, 1);
            v->teacher = r->teacher;
            v->room = r->room;
            v->day = check_day(c, lesson);
            check_set_lessons(c, v, 1, &lesson);
            check_say(c, v, "Teacher %s may not be in room %s on %s, but has %s there",
                      c->p->teachers[r->teacher].label.name,
                      c->p->rooms[r->room].label.name, check_slot_name(c, slot),
                      check_lesson_name(c, lesson));
        }
    }
}

/* Is the start one of those wished? A rule has either a list or a day and a period, each
   of which may be open. */
static bool good_start(const struct check *c, const struct tt_rule *r, const bool *in,
                       int lesson)
{
    bool listed = r->type == TT_R_LESSON_STARTS || r->type == TT_R_LESSONS_STARTS ||
                  r->type == TT_R_SUBLESSONS_STARTS;
    if (listed)
        return in[c->s->slot[lesson]];
    return (r->day < 0 || r->day == check_day(c, lesson)) &&
           (r->period < 0 || r->period == check_period(c, lesson));
}

/* "Monday 3", "Monday", "3" or "one of 12 starts". */
static const char *wished_start(struct check *c, const struct tt_rule *r)
{
    if (r->n_slots == 1)
        return check_slot_name(c, r->slots[0]);
    if (r->n_slots > 1)
        return arena_printf(c->work, "one of %d other starts", r->n_slots);
    if (r->day >= 0 && r->period >= 0)
        return check_slot_name(c, r->day * c->p->n_periods + r->period);
    if (r->day >= 0)
        return check_day_name(c, r->day);
    return r->period >= 0 ? c->p->periods[r->period].name : "no time at all";
}

void check_start_times(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    const bool *in = check_rule_slots(c, rule);
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    for (int k = 0; k < n; k++) {
        if (good_start(c, r, in, list[k]))
            continue;
        struct tt_violation *v = check_break(c, rule, 1);
        v->day = check_day(c, list[k]);
        check_set_lessons(c, v, 1, &list[k]);
        check_say(c, v, "%s starts on %s, wanted: %s", check_lesson_name(c, list[k]),
                  check_slot_name(c, c->s->slot[list[k]]), wished_start(c, r));
    }
}

void check_time_slots(struct check *c, int rule)
{
    const bool *in = check_rule_slots(c, rule);
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    for (int k = 0; k < n; k++) {
        int amount = covered_slots(c, list[k], in, false);
        if (amount == 0)
            continue;
        struct tt_violation *v = check_break(c, rule, amount);
        v->day = check_day(c, list[k]);
        check_set_lessons(c, v, 1, &list[k]);
        check_say(c, v, "%s on %s is outside its wished periods for %s",
                  check_lesson_name(c, list[k]), check_slot_name(c, c->s->slot[list[k]]),
                  check_count(c, amount, "period"));
    }
}

/* A lesson of one of the same subgroups later on the day, or -1. */
static int find_later(const struct check *c, int lesson)
{
    const struct tt_lesson *l = &c->p->lessons[lesson];
    const struct check_lists *of = &c->subgroup_lessons;
    for (int g = 0; g < l->n_subgroups; g++) {
        for (int k = of->start[l->subgroups[g]]; k < of->start[l->subgroups[g] + 1];
             k++) {
            int other = of->item[k];
            if (other != lesson && check_day(c, other) == check_day(c, lesson) &&
                check_end(c, other) > check_end(c, lesson))
                return other;
        }
    }
    return -1;
}

void check_ends_day(struct check *c, int rule)
{
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    for (int k = 0; k < n; k++) {
        int later = find_later(c, list[k]);
        if (later < 0)
            continue;
        struct tt_violation *v = check_break(c, rule, 1);
        v->day = check_day(c, list[k]);
        check_set_pair(c, v, list[k], later);
        check_say(c, v,
                  "%s should be the last lesson of its students on %s, but %s is later",
                  check_lesson_name(c, list[k]), check_day_name(c, v->day),
                  check_lesson_name(c, later));
    }
}

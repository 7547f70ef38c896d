/*
 * One edit of a timetable, answered with the new verdict. Layer: planner.
 */
#include "planner/timetable_parts.h"

#include "base/mem.h"
#include <string.h>

struct change { /* what the edit comes to */
    int lesson, slot, room;
    int n_reals, *reals;
};

static bool lessons_meet(const struct tt_problem *p, const struct tt_solution *s,
                         int other, const struct change *c)
{
    if (other == c->lesson || s->slot[other] < 0)
        return false;
    int a = s->slot[other], b = c->slot;
    bool same_day = p->mode == TT_BLOCK_PLANNING || a / p->n_periods == b / p->n_periods;
    int pa = a % p->n_periods, pb = b % p->n_periods;
    return same_day && pa < pb + p->lessons[c->lesson].duration &&
           pb < pa + p->lessons[other].duration;
}

/* Which rooms other lessons hold while the changed one runs. */
static bool *rooms_taken(const struct tt_problem *p, const struct tt_solution *s,
                         const struct change *c)
{
    bool *taken = MEM_NEW(bool, p->n_rooms);
    for (int i = 0; i < p->n_lessons; i++) {
        if (!lessons_meet(p, s, i, c) || s->room[i] < 0)
            continue;
        taken[s->room[i]] = true;
        for (int k = 0; k < s->max_reals; k++)
            if (s->real[i * s->max_reals + k] >= 0)
                taken[s->real[i * s->max_reals + k]] = true;
    }
    return taken;
}

/* One room of each set from k on, all different; tries in file order (a school's virtual
   room has a handful of sets). steps bounds the search. */
static bool choose(const struct tt_room *r, int k, bool *taken, int *reals, int *steps)
{
    if (k == r->n_sets)
        return true;
    for (int i = 0; i < r->sets[k].n_rooms; i++) {
        int room = r->sets[k].rooms[i];
        if (taken[room] || --*steps < 0)
            continue;
        taken[room] = true;
        reals[k] = room;
        if (choose(r, k + 1, taken, reals, steps))
            return true;
        taken[room] = false;
    }
    return false;
}

/* The real rooms of a virtual one: free ones if there are, else any (the verdict tells). */
static int choose_reals(const struct tt_problem *p, const struct tt_solution *s,
                        struct change *c, struct err *e)
{
    const struct tt_room *r = &p->rooms[c->room];
    int steps = 100000;
    bool *taken = rooms_taken(p, s, c);
    bool found = choose(r, 0, taken, c->reals, &steps);
    if (!found) {
        steps = 100000;
        memset(taken, 0, sizeof *taken * (size_t)p->n_rooms);
        found = choose(r, 0, taken, c->reals, &steps);
    }
    mem_free(taken);
    c->n_reals = r->n_sets;
    return found ? 0
                 : err_set(e, ERR_STATE,
                           "the room '%s' has no choice of different real rooms",
                           r->label.name);
}

static int given_reals(const struct tt_problem *p, const struct plan_edit *edit,
                       struct change *c, struct err *e)
{
    const struct tt_room *r = &p->rooms[c->room];
    if (!r->virtual_room || edit->n_parts != r->n_sets)
        return err_set(e, ERR_USAGE,
                       "the room '%s' is made of %d real rooms, %d are given",
                       r->label.name, r->virtual_room ? r->n_sets : 0, edit->n_parts);
    for (int k = 0; k < edit->n_parts; k++) {
        c->reals[k] = timetable_entity(p, "room", edit->parts[k], e);
        if (c->reals[k] < 0)
            return ERR_UNKNOWN;
    }
    c->n_reals = edit->n_parts;
    return 0;
}

static int plan_room(const struct tt_problem *p, const struct tt_solution *s,
                     const struct plan_edit *edit, struct change *c, struct err *e)
{
    c->room = s->room[c->lesson];
    if (edit->resource)
        c->room = *edit->resource ? timetable_entity(p, "room", edit->resource, e) : -1;
    if (c->room < 0)
        return edit->resource && *edit->resource ? ERR_UNKNOWN : 0;
    if (edit->n_parts)
        return given_reals(p, edit, c, e);
    if (!p->rooms[c->room].virtual_room)
        return 0;
    if (c->room != s->room[c->lesson])
        return choose_reals(p, s, c, e);
    c->n_reals = p->rooms[c->room].n_sets;
    for (int k = 0; k < c->n_reals; k++)
        c->reals[k] = s->real[c->lesson * s->max_reals + k];
    return 0;
}

/* Does the operation fit the present place of the lesson? */
static int fits(const struct tt_problem *p, const struct plan_edit *edit, int lesson,
                int now, struct err *e)
{
    if (!p->lessons[lesson].active)
        return err_set(e, ERR_STATE, "the lesson %s is not active and is never planned",
                       edit->item);
    if (edit->op == PLAN_PLACE && now >= 0)
        return err_set(e, ERR_STATE, "the lesson %s has a place already; move it instead",
                       edit->item);
    if ((edit->op == PLAN_MOVE || edit->op == PLAN_REMOVE) && now < 0)
        return err_set(e, ERR_STATE, "the lesson %s has no place; place it first",
                       edit->item);
    if ((edit->op == PLAN_PLACE || (edit->op == PLAN_PIN && now < 0)) && !edit->place)
        return err_set(e, ERR_USAGE, "say where the lesson %s shall be", edit->item);
    return 0;
}

static int plan_change(const struct tt_problem *p, const struct tt_solution *s,
                       const struct plan_edit *edit, struct change *c, struct err *e)
{
    int code = 0;
    if (!edit->item)
        return err_set(e, ERR_USAGE, "say which lesson is meant");
    if ((c->lesson = timetable_lesson(p, edit->item, e)) < 0)
        return ERR_UNKNOWN;
    c->slot = s->slot[c->lesson];
    if ((code = fits(p, edit, c->lesson, c->slot, e)))
        return code;
    if (edit->op == PLAN_REMOVE) {
        c->slot = c->room = -1;
        return 0;
    }
    if (edit->place && (c->slot = timetable_slot(p, edit->place, e)) < 0)
        return ERR_UNKNOWN;
    return plan_room(p, s, edit, c, e);
}

static void carry_out(struct tt_solution *s, const struct change *c)
{
    s->slot[c->lesson] = c->slot;
    s->room[c->lesson] = c->room;
    for (int k = 0; k < s->max_reals; k++)
        s->real[c->lesson * s->max_reals + k] = k < c->n_reals ? c->reals[k] : -1;
}

static int pin_there(struct tt_problem *p, const struct change *c, struct err *e)
{
    struct tt_pin pin = {
        .lesson = c->lesson,
        .day = c->slot / p->n_periods,
        .period = c->slot % p->n_periods,
        .room = c->room,
        .n_reals = c->n_reals,
        .reals = c->reals,
    };
    return tt_problem_pin(p, &pin, e);
}

int timetable_apply(void *problem, void *solution, const struct plan_edit *edit,
                    struct plan_report *out, struct err *e)
{
    struct tt_problem *p = problem;
    struct tt_solution *s = solution;
    struct change c = {.room = -1, .reals = MEM_NEW(int, p->max_reals + 1)};
    int code = plan_change(p, s, edit, &c, e);
    if (!code && edit->op == PLAN_PIN)
        code = pin_there(p, &c, e);
    if (!code) {
        carry_out(s, &c);
        timetable_check(p, s, out);
    }
    mem_free(c.reals);
    return code;
}

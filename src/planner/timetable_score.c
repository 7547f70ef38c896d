/*
 * Scoring and solving of timetables in the words of struct planner. Layer: planner.
 */
#include "planner/timetable_parts.h"

#include "base/bits.h"
#include "base/mem.h"
#include "timetable/check.h"
#include "timetable/solve.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *rule_word(const struct tt_problem *p, const struct tt_violation *v)
{
    static const char *const basic[] = {
        [TT_BASIC_NONE] = "Basic",
        [TT_BASIC_TEACHER_CLASH] = "TeacherClash",
        [TT_BASIC_STUDENTS_CLASH] = "StudentsClash",
        [TT_BASIC_ROOM_CLASH] = "RoomClash",
        [TT_BASIC_CAPACITY] = "RoomCapacity",
        [TT_BASIC_OUTSIDE_DAY] = "OutsideDay",
        [TT_BASIC_VIRTUAL_ROOM] = "VirtualRoom",
        [TT_BASIC_ROOM_MISSING] = "RoomMissing",
        [TT_BASIC_BEHAVIOUR] = "TeacherBehaviour",
    };
    return v->rule >= 0 ? tt_rule_infos[p->rules[v->rule].type].element : basic[v->basic];
}

static void violation(const struct tt_problem *p, const struct tt_violation *v,
                      struct plan_violation *out, struct arena *a)
{
    const char **names = ARENA_NEW(a, const char *, v->n_lessons + 4);
    int n = 0;
    if (v->teacher >= 0)
        names[n++] = arena_strdup(a, p->teachers[v->teacher].label.name);
    if (v->subgroup >= 0)
        names[n++] = arena_strdup(a, p->subgroups[v->subgroup].name);
    if (v->room >= 0)
        names[n++] = arena_strdup(a, p->rooms[v->room].label.name);
    if (v->day >= 0)
        names[n++] = arena_strdup(a, p->days[v->day].name);
    for (int i = 0; i < v->n_lessons; i++)
        names[n++] = timetable_lesson_name(p, v->lessons[i], a);
    *out = (struct plan_violation){
        .rule = rule_word(p, v),
        .hard = v->hard,
        .n_entities = n,
        .entities = names,
        .amount = (double)v->amount,
        .cost = v->hard ? 0 : (double)v->cost / TIMETABLE_SCALE,
        .text = arena_strdup(a, v->text ? v->text : ""),
    };
}

/* Ties keep the order of the judge: the text decides only between equal ones. */
static int violation_order(const void *a, const void *b)
{
    const struct plan_violation *x = a, *y = b;
    if (x->hard != y->hard)
        return x->hard ? -1 : 1;
    if (x->cost != y->cost)
        return x->cost > y->cost ? -1 : 1;
    int by_rule = strcmp(x->rule, y->rule);
    return by_rule ? by_rule : strcmp(x->text, y->text);
}

/* Occupied periods of one kind of person: masks[person * n_days + day]. */
struct week {
    int n_days;
    uint64_t *teacher, *subgroup;
};

static void occupy(const struct tt_problem *p, const struct tt_solution *s,
                   struct week *w)
{
    for (int i = 0; i < p->n_lessons; i++) {
        const struct tt_lesson *l = &p->lessons[i];
        if (!l->active || s->slot[i] < 0)
            continue;
        int day = s->slot[i] / p->n_periods, from = s->slot[i] % p->n_periods;
        int len = from + l->duration > p->n_periods ? p->n_periods - from : l->duration;
        uint64_t mask = bits_range(from, len);
        for (int k = 0; k < l->n_teachers; k++)
            w->teacher[l->teachers[k] * w->n_days + day] |= mask;
        for (int k = 0; k < l->n_subgroups; k++)
            w->subgroup[l->subgroups[k] * w->n_days + day] |= mask;
    }
}

static uint64_t *break_masks(const struct tt_problem *p)
{
    uint64_t *m = MEM_NEW(uint64_t, p->n_days);
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        if (!r->active || tt_rule_infos[r->type].family != TT_F_BREAK)
            continue;
        for (int k = 0; k < r->n_slots; k++)
            m[r->slots[k] / p->n_periods] |= 1ULL << (r->slots[k] % p->n_periods);
    }
    return m;
}

/* Free periods between the first and the last lesson of a day that are no breaks. */
static int gaps(const uint64_t *masks, int n, const uint64_t *breaks, int n_days,
                int *days)
{
    int sum = 0;
    for (int i = 0; i < n * n_days; i++) {
        uint64_t m = masks[i];
        if (!m)
            continue;
        ++*days;
        int first = bits_first(m), last = bits_last(m);
        uint64_t inside = bits_range(first, last - first + 1);
        sum += bits_count(inside & ~m & ~breaks[i % n_days]);
    }
    return sum;
}

static void add_kpi(struct plan_report *r, const char *name, double value)
{
    r->kpis[r->n_kpis++] = (struct plan_kpi){name, value};
}

static void kpis(const struct tt_problem *p, const struct tt_solution *s,
                 const struct tt_report *from, struct plan_report *out)
{
    struct week w = {.n_days = p->n_days,
                     .teacher = MEM_NEW(uint64_t, p->n_teachers * p->n_days),
                     .subgroup = MEM_NEW(uint64_t, p->n_subgroups * p->n_days)};
    uint64_t *breaks = break_masks(p);
    occupy(p, s, &w);
    int teacher_days = 0, student_days = 0, active = 0;
    for (int i = 0; i < p->n_lessons; i++)
        active += p->lessons[i].active;
    out->kpis = ARENA_NEW(out->arena, struct plan_kpi, 8);
    add_kpi(out, "lessons", active);
    add_kpi(out, "placed", active - from->unplaced);
    add_kpi(out, "broken_wishes", from->n_soft);
    if (p->mode != TT_BLOCK_PLANNING) { /* its days are teachers: no gaps in them */
        int of_teachers =
            gaps(w.teacher, p->n_teachers, breaks, p->n_days, &teacher_days);
        int of_groups =
            gaps(w.subgroup, p->n_subgroups, breaks, p->n_days, &student_days);
        add_kpi(out, "teacher_gaps", of_teachers);
        add_kpi(out, "teacher_days", teacher_days);
        add_kpi(out, "student_gaps", of_groups);
    }
    mem_free(breaks);
    mem_free(w.teacher);
    mem_free(w.subgroup);
}

void timetable_check(const void *problem, const void *solution, struct plan_report *out)
{
    const struct tt_problem *p = problem;
    struct tt_report r;
    tt_check(p, solution, &r);
    struct cost cost = {r.unplaced, r.hard, r.soft};
    *out = (struct plan_report){
        .arena = arena_new(),
        .status = cost_valid(cost) ? PLAN_FEASIBLE : PLAN_INVALID,
        .cost = cost,
        .soft = (double)r.soft / TIMETABLE_SCALE,
        .objective = (double)r.soft / TIMETABLE_SCALE,
        .n_violations = r.violations.n,
    };
    out->violations = ARENA_NEW(out->arena, struct plan_violation, r.violations.n + 1);
    for (int i = 0; i < r.violations.n; i++)
        violation(p, &r.violations.v[i], &out->violations[i], out->arena);
    qsort(out->violations, (size_t)out->n_violations, sizeof *out->violations,
          violation_order);
    kpis(p, solution, &r, out);
    tt_report_release(&r);
}

static enum plan_status status_of(enum tt_status s)
{
    switch (s) {
    case TT_OPTIMAL:
        return PLAN_OPTIMAL;
    case TT_FEASIBLE:
        return PLAN_FEASIBLE;
    case TT_INCOMPLETE:
        return PLAN_INCOMPLETE;
    case TT_INFEASIBLE:
        return PLAN_INFEASIBLE;
    case TT_STOPPED:
        break;
    }
    return PLAN_STOPPED;
}

static void variant(const struct tt_problem *p, const struct tt_variant *from,
                    struct plan_variant *to)
{
    struct tt_solution *s = MEM_NEW(struct tt_solution, 1);
    tt_solution_init(s, p);
    tt_solution_copy(s, &from->solution);
    to->solution = s;
    to->changed = from->changed;
    timetable_check(p, s, &to->report);
}

int timetable_solve(const void *problem, const struct plan_options *o,
                    struct plan_result *out, struct err *e)
{
    struct tt_options opt;
    struct tt_result r;
    tt_options_init(&opt);
    opt.seconds = o->seconds;
    opt.iterations = o->iterations;
    opt.threads = o->threads;
    opt.seed = o->seed;
    opt.variants = o->variants;
    opt.from = o->from;
    opt.min_changes = o->min_changes;
    opt.stop = o->stop;
    opt.progress = o->progress;
    opt.user = o->user;
    int code = tt_solve(problem, &opt, &r, e);
    if (code)
        return code;
    *out = (struct plan_result){
        .status = status_of(r.status),
        .n_items = planner_timetable.count(problem),
        .n_variants = r.n_variants,
        .variants = MEM_NEW(struct plan_variant, r.n_variants),
        .bound = r.bound < 0 ? NAN : (double)r.bound / TIMETABLE_SCALE,
        .seconds = r.seconds,
        .first_valid_seconds = r.first_valid_seconds,
        .moves = r.moves,
    };
    for (int i = 0; i < r.n_variants; i++)
        variant(problem, &r.variants[i], &out->variants[i]);
    tt_result_release(&r);
    return 0;
}

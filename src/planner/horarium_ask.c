/*
 * The public interface, second part: placements, verdicts, explanations, suggestions and
 * edits. Layer: planner. Inner results are copied into the public structs, which live in the
 * arena of the inner result.
 */
#include "planner/horarium_parts.h"

#include <limits.h>

/* A public struct together with the arena that holds it and all it points to. */
#define HELD(T)                                                                          \
    struct T##_held {                                                                    \
        struct T shown;                                                                  \
        struct arena *arena;                                                             \
    }

HELD(horarium_placements);
HELD(horarium_report);
HELD(horarium_findings);
HELD(horarium_suggestions);

struct horarium_placements *horarium_placements(const struct horarium_solution *s)
{
    struct plan_placements in;
    s->of->planner->placements(s->of->problem, s->solution, &in);
    struct horarium_placement *v =
        ARENA_NEW(in.arena, struct horarium_placement, in.n + 1);
    for (int i = 0; i < in.n; i++)
        v[i] = (struct horarium_placement){in.v[i].item,
                                           in.v[i].text,
                                           in.v[i].place,
                                           in.v[i].resource,
                                           (size_t)in.v[i].n_parts,
                                           in.v[i].parts};
    struct horarium_placements_held *out =
        ARENA_NEW(in.arena, struct horarium_placements_held, 1);
    out->shown = (struct horarium_placements){(size_t)in.n, v};
    out->arena = in.arena;
    return &out->shown;
}

void horarium_placements_free(struct horarium_placements *p)
{
    if (p)
        arena_free(((struct horarium_placements_held *)p)->arena);
}

static struct horarium_report *take_report(const struct plan_report *in)
{
    struct arena *a = in->arena;
    struct horarium_kpi *kpis = ARENA_NEW(a, struct horarium_kpi, in->n_kpis + 1);
    for (int i = 0; i < in->n_kpis; i++)
        kpis[i] = (struct horarium_kpi){in->kpis[i].name, in->kpis[i].value};
    struct horarium_violation *v =
        ARENA_NEW(a, struct horarium_violation, in->n_violations + 1);
    for (int i = 0; i < in->n_violations; i++) {
        const struct plan_violation *from = &in->violations[i];
        v[i] = (struct horarium_violation){.rule = from->rule,
                                           .hard = from->hard,
                                           .n_entities = (size_t)from->n_entities,
                                           .entities = from->entities,
                                           .amount = from->amount,
                                           .cost = from->cost,
                                           .text = from->text};
    }
    struct horarium_report_held *out = ARENA_NEW(a, struct horarium_report_held, 1);
    out->arena = a;
    out->shown = (struct horarium_report){
        .valid = in->status == PLAN_FEASIBLE,
        .unplaced = in->cost.unplaced,
        .hard = in->cost.hard,
        .soft = in->soft,
        .objective = in->objective,
        .n_kpis = (size_t)in->n_kpis,
        .n_violations = (size_t)in->n_violations,
        .kpis = kpis,
        .violations = v,
    };
    return &out->shown;
}

struct horarium_report *horarium_check(const struct horarium_solution *s)
{
    struct plan_report r;
    s->of->planner->check(s->of->problem, s->solution, &r);
    return take_report(&r);
}

void horarium_report_free(struct horarium_report *r)
{
    if (r)
        arena_free(((struct horarium_report_held *)r)->arena);
}

static struct plan_query query(const struct horarium_query *q)
{
    return (struct plan_query){
        .item = q->item,
        .place = q->place,
        .resource = q->resource,
        .kind = q->kind,
        .name = q->name,
        .limit = q->limit > INT_MAX ? INT_MAX : (int)q->limit,
    };
}

struct horarium_findings *horarium_explain(const struct horarium_problem *p,
                                           const struct horarium_solution *s,
                                           const struct horarium_query *q,
                                           struct horarium_error *e)
{
    struct err err = {0};
    struct plan_findings in;
    struct plan_query ask = query(q);
    if (p->planner->explain(p->problem, s ? s->solution : NULL, &ask, &in, &err)) {
        horarium_tell(e, &err);
        return NULL;
    }
    struct horarium_finding *v = ARENA_NEW(in.arena, struct horarium_finding, in.n + 1);
    for (int i = 0; i < in.n; i++)
        v[i] = (struct horarium_finding){in.v[i].fatal, in.v[i].text, in.v[i].advice};
    struct horarium_findings_held *out =
        ARENA_NEW(in.arena, struct horarium_findings_held, 1);
    out->shown = (struct horarium_findings){(size_t)in.n, v};
    out->arena = in.arena;
    return &out->shown;
}

void horarium_findings_free(struct horarium_findings *f)
{
    if (f)
        arena_free(((struct horarium_findings_held *)f)->arena);
}

static struct horarium_suggestion take_suggestion(const struct plan_suggestion *in,
                                                  struct arena *a)
{
    struct horarium_step *steps = ARENA_NEW(a, struct horarium_step, in->n_steps + 1);
    for (int i = 0; i < in->n_steps; i++)
        steps[i] = (struct horarium_step){.item = in->steps[i].item,
                                          .text = in->steps[i].text,
                                          .was = in->steps[i].was,
                                          .place = in->steps[i].place,
                                          .resource = in->steps[i].resource,
                                          .n_parts = (size_t)in->steps[i].n_parts,
                                          .parts = in->steps[i].parts};
    return (struct horarium_suggestion){
        .kind = in->kind,
        .unplaced = in->delta.unplaced,
        .hard = in->delta.hard,
        .soft = in->soft,
        .n_steps = (size_t)in->n_steps,
        .n_displaced = (size_t)in->n_displaced,
        .n_broken = (size_t)in->n_broken,
        .steps = steps,
        .displaced = in->displaced,
        .broken = in->broken,
    };
}

struct horarium_suggestions *horarium_suggest(const struct horarium_solution *s,
                                              const struct horarium_query *q,
                                              struct horarium_error *e)
{
    struct err err = {0};
    struct plan_suggestions in;
    struct plan_query ask = query(q);
    if (s->of->planner->suggest(s->of->problem, s->solution, &ask, &in, &err)) {
        horarium_tell(e, &err);
        return NULL;
    }
    struct horarium_suggestion *v =
        ARENA_NEW(in.arena, struct horarium_suggestion, in.n + 1);
    for (int i = 0; i < in.n; i++)
        v[i] = take_suggestion(&in.v[i], in.arena);
    struct horarium_suggestions_held *out =
        ARENA_NEW(in.arena, struct horarium_suggestions_held, 1);
    out->shown = (struct horarium_suggestions){(size_t)in.n, v};
    out->arena = in.arena;
    return &out->shown;
}

void horarium_suggestions_free(struct horarium_suggestions *s)
{
    if (s)
        arena_free(((struct horarium_suggestions_held *)s)->arena);
}

struct horarium_report *horarium_apply(struct horarium_problem *p,
                                       struct horarium_solution *s,
                                       const struct horarium_edit *edit,
                                       struct horarium_error *e)
{
    struct err err = {0};
    struct plan_report r;
    struct plan_edit inner = {
        .op = (enum plan_edit_op)edit->op,
        .item = edit->item,
        .place = edit->place,
        .resource = edit->resource,
        .n_parts = edit->n_parts > 1000 ? 1000 : (int)edit->n_parts,
        .parts = edit->parts,
    };
    if (s->of != p)
        err_set(&err, ERR_USAGE, "the solution belongs to another problem");
    if (err.code || p->planner->apply(p->problem, s->solution, &inner, &r, &err)) {
        horarium_tell(e, &err);
        return NULL;
    }
    return take_report(&r);
}

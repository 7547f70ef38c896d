/*
 * The public interface, first part: loading, solving, writing. Layer: planner. A thin coat
 * over struct planner: no decision is taken here.
 */
#include "planner/horarium_parts.h"

#include "base/mem.h"
#include <stdio.h>
#include <string.h>

#ifndef HORARIUM_VERSION
#define HORARIUM_VERSION "development"
#endif

_Static_assert((int)HORARIUM_USAGE == (int)ERR_USAGE, "codes");
_Static_assert((int)HORARIUM_INPUT == (int)ERR_INPUT, "codes");
_Static_assert((int)HORARIUM_UNKNOWN == (int)ERR_UNKNOWN, "codes");
_Static_assert((int)HORARIUM_LIMIT == (int)ERR_LIMIT, "codes");
_Static_assert((int)HORARIUM_IO == (int)ERR_IO, "codes");
_Static_assert((int)HORARIUM_STATE == (int)ERR_STATE, "codes");
_Static_assert((int)HORARIUM_UNSUPPORTED == (int)ERR_UNSUPPORTED, "codes");
_Static_assert((int)HORARIUM_STOPPED == (int)PLAN_STOPPED, "states");

struct horarium_run {
    const struct horarium_problem *of;
    atomic_bool stop;
    bool done;
    struct plan_result result;
    struct horarium_solution **solutions; /* one a variant, NULL once taken */
};

struct relay { /* the caller's progress function behind the inner one */
    const struct planner *planner;
    horarium_progress_fn fn;
    void *user;
};

const char *horarium_version(void)
{
    return HORARIUM_VERSION;
}

void horarium_free(void *buffer)
{
    mem_free(buffer);
}

int horarium_tell(struct horarium_error *to, const struct err *from)
{
    if (!to)
        return from->code;
    to->code = from->code;
    to->line = from->line;
    to->column = from->column;
    snprintf(to->file, sizeof to->file, "%s", from->file);
    const char *text = from->text[0] ? from->text : err_sentence(from->code);
    snprintf(to->text, sizeof to->text, "%s", text);
    return from->code;
}

struct horarium_problem *horarium_load(const char *name, const char *data, size_t len,
                                       struct horarium_error *e)
{
    struct err err = {0};
    struct plan_text in = {name, data, len};
    void *problem = NULL;
    if (len > PLAN_MAX_INPUT)
        err_at(&err, ERR_LIMIT, name, 0, 0, "the input is larger than %d MB",
               PLAN_MAX_INPUT >> 20);
    const struct planner *pl = err.code ? NULL : planner_find(&in, &err);
    if (!pl || pl->read(&in, &problem, &err)) {
        horarium_tell(e, &err);
        return NULL;
    }
    struct horarium_problem *p = MEM_NEW(struct horarium_problem, 1);
    *p = (struct horarium_problem){pl, problem};
    return p;
}

void horarium_problem_free(struct horarium_problem *p)
{
    if (!p)
        return;
    p->planner->free_problem(p->problem);
    mem_free(p);
}

const char *horarium_problem_planner(const struct horarium_problem *p)
{
    return p->planner->name;
}

size_t horarium_problem_items(const struct horarium_problem *p)
{
    return (size_t)p->planner->count(p->problem);
}

size_t horarium_problem_warnings(const struct horarium_problem *p)
{
    const char *const *list;
    return (size_t)p->planner->warnings(p->problem, &list);
}

const char *horarium_problem_warning(const struct horarium_problem *p, size_t index)
{
    const char *const *list;
    size_t n = (size_t)p->planner->warnings(p->problem, &list);
    return index < n ? list[index] : NULL;
}

int horarium_pin(struct horarium_problem *p, const char *name, const char *data,
                 size_t len, struct horarium_error *e)
{
    struct err err = {0};
    struct plan_text in = {name, data, len};
    int code = p->planner->pin(p->problem, &in, &err);
    return code ? horarium_tell(e, &err) : 0;
}

static struct horarium_solution *wrap(const struct horarium_problem *p, void *solution)
{
    struct horarium_solution *s = MEM_NEW(struct horarium_solution, 1);
    *s = (struct horarium_solution){p, solution};
    return s;
}

struct horarium_solution *horarium_solution_load(const struct horarium_problem *p,
                                                 const char *name, const char *data,
                                                 size_t len, struct horarium_error *e)
{
    struct err err = {0};
    struct plan_text in = {name, data, len};
    void *s = NULL;
    /* Without unlock own_solution changes nothing in the problem. */
    int code = data ? p->planner->read_solution(p->problem, &in, false, &s, &err)
                    : p->planner->own_solution(p->problem, false, &s, &err);
    if (code) {
        horarium_tell(e, &err);
        return NULL;
    }
    return wrap(p, s);
}

void horarium_solution_free(struct horarium_solution *s)
{
    if (!s)
        return;
    s->of->planner->free_solution(s->solution);
    mem_free(s);
}

char *horarium_write(const struct horarium_problem *p, const struct horarium_solution *s,
                     const char *format, size_t *len, struct horarium_error *e)
{
    struct err err = {0};
    struct strbuf b;
    sb_init(&b);
    if (p->planner->write(p->problem, s ? s->solution : NULL, format, &b, &err)) {
        horarium_tell(e, &err);
        sb_release(&b);
        return NULL;
    }
    *len = b.len;
    return sb_detach(&b);
}

void horarium_options_init(struct horarium_options *o)
{
    struct plan_options d;
    plan_options_init(&d);
    *o = (struct horarium_options){.seconds = d.seconds,
                                   .threads = d.threads,
                                   .seed = d.seed,
                                   .variants = d.variants};
}

struct horarium_run *horarium_run_new(const struct horarium_problem *p)
{
    struct horarium_run *r = MEM_NEW(struct horarium_run, 1);
    r->of = p;
    atomic_init(&r->stop, false);
    return r;
}

void horarium_run_free(struct horarium_run *r)
{
    if (!r)
        return;
    for (int i = 0; i < r->result.n_variants; i++)
        horarium_solution_free(r->solutions[i]);
    for (int i = 0; i < r->result.n_variants; i++)
        r->result.variants[i].solution = NULL; /* freed with its wrapping, or taken */
    mem_free(r->solutions);
    plan_result_release(r->of->planner, &r->result);
    mem_free(r);
}

static void relay_progress(const struct progress *p, void *user)
{
    const struct relay *to = user;
    struct horarium_progress out = {
        .stage = p->stage,
        .percent = p->percent,
        .seconds = p->seconds,
        .seconds_left = p->seconds_left,
        .unplaced = p->best.unplaced,
        .hard = p->best.hard,
        .soft = (double)p->best.soft / to->planner->soft_scale,
        .bound = p->bound / to->planner->soft_scale,
        .total = p->total,
        .moves = p->moves,
    };
    to->fn(&out, to->user);
}

static int check_options(const struct horarium_run *r, const struct horarium_options *o,
                         struct err *e)
{
    if (r->done)
        return err_set(e, ERR_STATE, "this run is over; make a new one");
    if (!(o->seconds > 0) && o->iterations <= 0)
        return err_set(e, ERR_USAGE, "give the run a limit in seconds or in iterations");
    if (o->threads < 1 || o->threads > 256)
        return err_set(e, ERR_USAGE, "threads must be from 1 to 256, not %d", o->threads);
    if (o->variants < 1 || o->variants > 100)
        return err_set(e, ERR_USAGE, "variants must be from 1 to 100, not %d",
                       o->variants);
    if (o->from && o->from->of != r->of)
        return err_set(e, ERR_USAGE, "the start solution belongs to another problem");
    return 0;
}

int horarium_run_solve(struct horarium_run *r, const struct horarium_options *o,
                       struct horarium_error *e)
{
    struct err err = {0};
    struct relay relay = {r->of->planner, o->progress, o->user};
    struct plan_options opt;
    if (check_options(r, o, &err))
        return horarium_tell(e, &err);
    plan_options_init(&opt);
    opt.seconds = o->seconds;
    opt.iterations = o->iterations;
    opt.threads = o->threads;
    opt.seed = o->seed;
    opt.variants = o->variants;
    opt.from = o->from ? o->from->solution : NULL;
    opt.min_changes = o->from && o->min_changes;
    opt.stop = &r->stop;
    opt.progress = o->progress ? relay_progress : NULL;
    opt.user = &relay;
    if (r->of->planner->solve(r->of->problem, &opt, &r->result, &err))
        return horarium_tell(e, &err);
    r->done = true;
    r->solutions = MEM_NEW(struct horarium_solution *, r->result.n_variants);
    for (int i = 0; i < r->result.n_variants; i++)
        r->solutions[i] = wrap(r->of, r->result.variants[i].solution);
    return 0;
}

void horarium_run_stop(struct horarium_run *r)
{
    atomic_store(&r->stop, true);
}

void horarium_run_outcome(const struct horarium_run *r, struct horarium_outcome *out)
{
    *out = (struct horarium_outcome){
        .status = (enum horarium_status)r->result.status,
        .variants = (size_t)r->result.n_variants,
        .bound = r->result.bound,
        .seconds = r->result.seconds,
        .first_valid_seconds = r->result.first_valid_seconds,
        .moves = r->result.moves,
    };
}

const struct horarium_solution *horarium_run_solution(const struct horarium_run *r,
                                                      size_t variant)
{
    return variant < (size_t)r->result.n_variants ? r->solutions[variant] : NULL;
}

struct horarium_solution *horarium_run_take(struct horarium_run *r, size_t variant)
{
    if (variant >= (size_t)r->result.n_variants)
        return NULL;
    struct horarium_solution *s = r->solutions[variant];
    r->solutions[variant] = NULL;
    return s;
}

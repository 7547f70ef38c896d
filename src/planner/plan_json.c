/*
 * Results as JSON. Layer: planner. The key order is part of the contract's readability;
 * programs must go by name.
 */
#include "planner/plan_json.h"

#include <math.h>

/* The weights of every format have at most six decimals: sums of them are rounded there. */
static double tidy(double v)
{
    return isfinite(v) && fabs(v) < 1e9 ? round(v * 1e6) / 1e6 + 0.0 : v;
}

void plan_json_number(struct json_writer *w, const char *key, double v)
{
    jw_knum(w, key, tidy(v));
}

static void milliseconds(struct json_writer *w, const char *key, double v)
{
    jw_knum(w, key, v < 0 ? NAN : round(v * 1000) / 1000);
}

static void score(struct json_writer *w, const struct plan_report *r)
{
    jw_kint(w, "unplaced", r->cost.unplaced);
    jw_kint(w, "hard", r->cost.hard);
    plan_json_number(w, "soft", r->soft);
    plan_json_number(w, "objective", r->objective);
}

static void kpis(struct json_writer *w, const struct plan_report *r)
{
    jw_key(w, "kpis");
    jw_open(w, '{');
    for (int i = 0; i < r->n_kpis; i++)
        plan_json_number(w, r->kpis[i].name, r->kpis[i].value);
    jw_close(w, '}');
}

static void strings(struct json_writer *w, const char *key, int n, const char *const *v)
{
    jw_key(w, key);
    jw_open(w, '[');
    for (int i = 0; i < n; i++)
        jw_str(w, v[i]);
    jw_close(w, ']');
}

static void variants(struct json_writer *w, const struct plan_result *r,
                     const struct plan_files *files)
{
    jw_key(w, "variants");
    jw_open(w, '[');
    for (int k = 0, at = 0; k < r->n_variants; k++) {
        const struct plan_variant *v = &r->variants[k];
        int n = k < files->n_variants ? files->of[k] : 0;
        jw_open(w, '{');
        jw_kint(w, "variant", k + 1);
        score(w, &v->report);
        jw_kint(w, "changed", v->changed);
        kpis(w, &v->report);
        strings(w, "files", n, (const char *const *)files->names + at);
        jw_close(w, '}');
        at += n;
    }
    jw_close(w, ']');
}

void plan_json_result(struct json_writer *w, const struct planner *pl,
                      const struct plan_result *r, const struct plan_options *o,
                      const struct plan_files *files)
{
    /* An input that cannot work has no variant: everything is unplaced, nothing is scored. */
    const struct plan_report none = {
        .cost = {.unplaced = r->n_items}, .soft = NAN, .objective = NAN};
    const struct plan_report *best = r->n_variants ? &r->variants[0].report : &none;
    jw_open(w, '{');
    jw_kstr(w, "planner", pl->name);
    jw_kstr(w, "status", plan_status_name(r->status));
    score(w, best);
    plan_json_number(w, "bound", r->bound);
    milliseconds(w, "seconds", r->seconds);
    milliseconds(w, "first_valid_seconds", r->first_valid_seconds);
    jw_kint(w, "moves", r->moves);
    jw_kint(w, "seed", (int64_t)o->seed);
    jw_kint(w, "threads", o->threads);
    variants(w, r, files);
    kpis(w, best);
    strings(w, "files", files->n, (const char *const *)files->names);
    jw_close(w, '}');
}

static void violation(struct json_writer *w, const struct plan_violation *v)
{
    jw_open(w, '{');
    jw_kstr(w, "rule", v->rule);
    jw_kbool(w, "hard", v->hard);
    strings(w, "entities", v->n_entities, v->entities);
    plan_json_number(w, "amount", v->amount);
    plan_json_number(w, "cost", v->cost);
    jw_kstr(w, "text", v->text);
    jw_close(w, '}');
}

void plan_json_report(struct json_writer *w, const struct planner *pl,
                      const struct plan_report *r, double seconds)
{
    static const char *const unknown[] = {"first_valid_seconds", "seed", "threads"};
    jw_open(w, '{');
    jw_kstr(w, "planner", pl->name);
    jw_kstr(w, "status", plan_status_name(r->status));
    score(w, r);
    plan_json_number(w, "bound", NAN);
    milliseconds(w, "seconds", seconds);
    for (int i = 0; i < 3; i++) {
        jw_key(w, unknown[i]);
        jw_null(w);
    }
    strings(w, "variants", 0, NULL);
    kpis(w, r);
    strings(w, "files", 0, NULL);
    jw_key(w, "violations");
    jw_open(w, '[');
    for (int i = 0; i < r->n_violations; i++)
        violation(w, &r->violations[i]);
    jw_close(w, ']');
    jw_close(w, '}');
}

void plan_json_findings(struct json_writer *w, const struct plan_findings *f)
{
    jw_open(w, '[');
    for (int i = 0; i < f->n; i++) {
        jw_open(w, '{');
        jw_kbool(w, "fatal", f->v[i].fatal);
        jw_kstr(w, "text", f->v[i].text);
        jw_kstr(w, "advice", f->v[i].advice);
        jw_close(w, '}');
    }
    jw_close(w, ']');
}

static void suggestion(struct json_writer *w, const struct planner *pl,
                       const struct plan_suggestion *s)
{
    jw_open(w, '{');
    jw_kstr(w, "kind", s->kind);
    jw_kint(w, "unplaced", s->delta.unplaced);
    jw_kint(w, "hard", s->delta.hard);
    plan_json_number(w, "soft", s->soft);
    jw_key(w, "steps");
    jw_open(w, '[');
    for (int i = 0; i < s->n_steps; i++) {
        jw_open(w, '{');
        jw_kstr(w, pl->item, s->steps[i].item);
        jw_kstr(w, "text", s->steps[i].text);
        jw_kstr(w, "was", s->steps[i].was);
        jw_kstr(w, "place", s->steps[i].place);
        jw_kstr(w, "resource", s->steps[i].resource);
        strings(w, "parts", s->steps[i].n_parts, s->steps[i].parts);
        jw_close(w, '}');
    }
    jw_close(w, ']');
    strings(w, "displaced", s->n_displaced, s->displaced);
    strings(w, "broken", s->n_broken, s->broken);
    jw_close(w, '}');
}

void plan_json_suggestions(struct json_writer *w, const struct planner *pl,
                           const struct plan_suggestions *s)
{
    jw_open(w, '[');
    for (int i = 0; i < s->n; i++)
        suggestion(w, pl, &s->v[i]);
    jw_close(w, ']');
}

void plan_json_progress(struct json_writer *w, const struct planner *pl,
                        const struct progress *p)
{
    jw_open(w, '{');
    jw_kstr(w, "stage", p->stage);
    jw_knum(w, "percent", round(p->percent * 10) / 10);
    milliseconds(w, "seconds", p->seconds);
    milliseconds(w, "seconds_left", p->seconds_left);
    jw_kint(w, "unplaced", p->best.unplaced);
    jw_kint(w, "hard", p->best.hard);
    plan_json_number(w, "soft", (double)p->best.soft / pl->soft_scale);
    plan_json_number(w, "bound", p->bound / pl->soft_scale);
    jw_kint(w, "total", p->total);
    jw_kint(w, "moves", p->moves);
    jw_close(w, '}');
}

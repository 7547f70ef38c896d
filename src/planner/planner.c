/*
 * The list of planners and what is the same for all of them. Layer: planner.
 */
#include "planner/planner.h"

#include "base/mem.h"
#include <stdlib.h>
#include <string.h>

int planner_list(const struct planner *const **list)
{
    static const struct planner *const all[] = {&planner_timetable};
    *list = all;
    return (int)(sizeof all / sizeof *all);
}

static int refuse(const struct plan_text *in, struct err *e)
{
    const struct planner *const *list;
    int n = planner_list(&list);
    if (in->len == 0)
        return err_at(e, ERR_INPUT, in->source, 0, 0, "the file is empty");
    for (int i = 0; i < n; i++)
        if (list[i]->sniff_solution(in->data, in->len))
            return err_at(e, ERR_INPUT, in->source, 0, 0,
                          "this is a solution without its problem; name the file of the "
                          "problem first");
    return err_at(
        e, ERR_INPUT, in->source, 1, 1,
        "this is not a plan in a known format; expected is a .fet file or a plan "
        "in Horarium's JSON");
}

const struct planner *planner_find(const struct plan_text *in, struct err *e)
{
    const struct planner *const *list;
    int n = planner_list(&list);
    for (int i = 0; i < n; i++)
        if (list[i]->sniff(in->data, in->len))
            return list[i];
    refuse(in, e);
    return NULL;
}

const struct plan_format *planner_format(const struct planner *pl, const char *name)
{
    for (int i = 0; i < pl->n_formats; i++) {
        const struct plan_format *f = &pl->formats[i];
        if (!strcmp(f->name, name) || (f->alias && !strcmp(f->alias, name)))
            return f;
    }
    return NULL;
}

const struct plan_view *planner_view(const struct planner *pl, const char *name)
{
    for (int i = 0; i < pl->n_views; i++)
        if (!strcmp(pl->views[i].name, name))
            return &pl->views[i];
    return NULL;
}

const char *plan_status_name(enum plan_status s)
{
    static const char *const names[] = {"optimal",    "feasible", "incomplete",
                                        "infeasible", "stopped",  "invalid"};
    return names[s];
}

void plan_report_release(struct plan_report *r)
{
    arena_free(r->arena);
    *r = (struct plan_report){0};
}

void plan_findings_release(struct plan_findings *f)
{
    arena_free(f->arena);
    *f = (struct plan_findings){0};
}

void plan_placements_release(struct plan_placements *p)
{
    arena_free(p->arena);
    *p = (struct plan_placements){0};
}

void plan_suggestions_release(struct plan_suggestions *s)
{
    arena_free(s->arena);
    *s = (struct plan_suggestions){0};
}

void plan_result_release(const struct planner *pl, struct plan_result *r)
{
    for (int i = 0; i < r->n_variants; i++) {
        pl->free_solution(r->variants[i].solution);
        plan_report_release(&r->variants[i].report);
    }
    mem_free(r->variants);
    *r = (struct plan_result){0};
}

void plan_options_init(struct plan_options *o)
{
    *o = (struct plan_options){.seconds = 20, .threads = 2, .seed = 1, .variants = 1};
}

static int total_order(const void *a, const void *b)
{
    const struct plan_total *x = a, *y = b;
    if (x->hard != y->hard)
        return x->hard ? -1 : 1;
    if (x->cost != y->cost)
        return x->cost > y->cost ? -1 : 1;
    if (x->amount != y->amount)
        return x->amount > y->amount ? -1 : 1;
    return strcmp(x->rule, y->rule);
}

struct plan_total *plan_totals(const struct plan_report *r, int *n)
{
    struct plan_total *t = MEM_NEW(struct plan_total, r->n_violations + 1);
    *n = 0;
    for (int i = 0; i < r->n_violations; i++) {
        const struct plan_violation *v = &r->violations[i];
        int k = 0;
        while (k < *n && (t[k].hard != v->hard || strcmp(t[k].rule, v->rule)))
            k++;
        if (k == *n) {
            t[k] = (struct plan_total){.rule = v->rule, .hard = v->hard};
            ++*n;
        }
        t[k].count++;
        t[k].amount += v->amount;
        t[k].cost += v->cost;
    }
    qsort(t, (size_t)*n, sizeof *t, total_order);
    return t;
}

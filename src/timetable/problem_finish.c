/* Finishing a problem: checks, then everything that follows from the data. Layer:
   timetable. */
#include "base/mem.h"
#include "base/vec.h"
#include "timetable/problem.h"
#include "timetable/problem_check.h"
#include "timetable/problem_index.h"
#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

typedef VEC(int) int_vec;

static int by_value(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* Sorted without repetitions into the arena; the vector is emptied for the next use. */
static int *take_sorted(struct tt_problem *p, int_vec *v, int *n_out)
{
    int n = 0;
    if (v->n)
        qsort(v->v, (size_t)v->n, sizeof *v->v, by_value);
    for (int i = 0; i < v->n; i++)
        if (i == 0 || v->v[i] != v->v[n - 1])
            v->v[n++] = v->v[i];
    int *out = ARENA_NEW(p->arena, int, n);
    if (n)
        memcpy(out, v->v, (size_t)n * sizeof *out);
    v->n = 0;
    *n_out = n;
    return out;
}

/* A subgroup, or a year or group without parts, is an atom of students. */
static bool is_atom(const struct tt_set *s)
{
    return s->n_children == 0;
}

static void make_subgroups(struct tt_problem *p)
{
    int n = 0;
    for (int i = 0; i < p->n_sets; i++)
        n += is_atom(&p->sets[i]);
    p->subgroups = ARENA_NEW(p->arena, struct tt_subgroup, n);
    p->n_subgroups = 0;
    for (int i = 0; i < p->n_sets; i++) {
        struct tt_set *s = &p->sets[i];
        if (!is_atom(s))
            continue;
        struct tt_subgroup *g = &p->subgroups[p->n_subgroups];
        g->set = i;
        g->automatic = s->level != TT_SUBGROUP;
        g->name = g->automatic
                      ? arena_printf(p->arena, "%s Automatic Subgroup", s->label.name)
                      : s->label.name;
        s->subgroups = ARENA_NEW(p->arena, int, 1);
        s->subgroups[0] = p->n_subgroups++;
        s->n_subgroups = 1;
    }
}

static void add_subgroups(const struct tt_problem *p, int set, int_vec *v)
{
    const struct tt_set *s = &p->sets[set];
    for (int i = 0; i < s->n_subgroups; i++)
        vec_push(v, s->subgroups[i]);
}

static void fill_sets(struct tt_problem *p)
{
    int_vec v = {0};
    make_subgroups(p);
    for (int level = TT_GROUP; level >= TT_YEAR; level--)
        for (int i = 0; i < p->n_sets; i++) {
            struct tt_set *s = &p->sets[i];
            if ((int)s->level != level || is_atom(s))
                continue;
            for (int k = 0; k < s->n_children; k++)
                add_subgroups(p, s->children[k], &v);
            s->subgroups = take_sorted(p, &v, &s->n_subgroups);
        }
    vec_free(&v);
}

static int heads(const struct tt_problem *p, const struct tt_lesson *l)
{
    int64_t sum = 0;
    if (l->n_students >= 0)
        return l->n_students;
    for (int i = 0; i < l->n_sets; i++)
        sum += p->sets[l->sets[i]].n_students;
    return sum > INT_MAX ? INT_MAX : (int)sum;
}

static void fill_lessons(struct tt_problem *p)
{
    int_vec v = {0};
    for (int i = 0; i < p->n_lessons; i++) {
        struct tt_lesson *l = &p->lessons[i];
        l->component = l->group_id ? l->id - l->group_id + 1 : 1;
        l->head_count = heads(p, l);
        for (int k = 0; k < l->n_sets; k++)
            add_subgroups(p, l->sets[k], &v);
        l->subgroups = take_sorted(p, &v, &l->n_subgroups);
        if (!l->comments)
            l->comments = "";
    }
    vec_free(&v);
}

/* Components are numbered by their ids, so a hole shifts the later ones: worth saying. */
static int check_components(struct tt_problem *p, struct err *e)
{
    for (int i = 0; i < p->n_lessons; i++) {
        const struct tt_lesson *l = &p->lessons[i];
        if (l->component <= 1)
            continue;
        int before = tt_find_lesson(p, l->id - 1);
        if (before < 0)
            tt_problem_warn(p,
                            "lesson %d is component %d of the split lesson %d, but the "
                            "component before it is missing",
                            l->id, l->component, l->group_id);
        else if (p->lessons[before].group_id != l->group_id)
            return err_at(
                e, ERR_INPUT, p->source, 0, 0,
                "lesson %d belongs to the split lesson %d, but lesson %d before "
                "it belongs to %d; components need consecutive ids",
                l->id, l->group_id, l->id - 1, p->lessons[before].group_id);
    }
    return 0;
}

static void fill_used(struct tt_problem *p)
{
    struct tt_index *x = p->index;
    x->teacher_used = ARENA_NEW(p->arena, bool, p->n_teachers);
    x->subgroup_used = ARENA_NEW(p->arena, bool, p->n_subgroups);
    for (int i = 0; i < p->n_lessons; i++) {
        const struct tt_lesson *l = &p->lessons[i];
        if (!l->active)
            continue;
        x->any_used = true;
        for (int k = 0; k < l->n_teachers; k++)
            x->teacher_used[l->teachers[k]] = true;
        for (int k = 0; k < l->n_subgroups; k++)
            x->subgroup_used[l->subgroups[k]] = true;
    }
}

/* The two basic rules are always there, once, active and hard. */
static int add_basic(struct tt_problem *p, enum tt_rule_type type, struct err *e)
{
    int found = 0;
    for (int i = 0; i < p->n_rules; i++) {
        struct tt_rule *r = &p->rules[i];
        if (r->type != type)
            continue;
        if (found++)
            return err_at(e, ERR_INPUT, p->source, r->line, 0,
                          "the rule %s is there twice; remove one",
                          tt_rule_infos[type].element);
        if (!r->active || r->weight != TT_HARD)
            return err_at(e, ERR_INPUT, p->source, r->line, 0,
                          "the rule %s must be active with a weight of 100 %%",
                          tt_rule_infos[type].element);
    }
    if (!found) {
        struct tt_rule r = tt_rule_blank(type);
        tt_problem_append_rule(p, &r);
    }
    return 0;
}

static void fill_max_reals(struct tt_problem *p)
{
    p->max_reals = 0;
    for (int i = 0; i < p->n_rooms; i++)
        if (p->rooms[i].n_sets > p->max_reals)
            p->max_reals = p->rooms[i].n_sets;
}

int tt_problem_finish(struct tt_problem *p, struct err *e)
{
    assert(!p->index);
    int rc = tt_check_data(p, e);
    if (rc == 0)
        rc = tt_index_build(p, e);
    if (rc == 0)
        rc = tt_check_rules(p, e);
    if (rc)
        return rc;
    fill_max_reals(p);
    fill_sets(p);
    fill_lessons(p);
    fill_used(p);
    rc = check_components(p, e);
    if (rc == 0)
        rc = add_basic(p, TT_R_BASIC_TIME, e);
    if (rc == 0)
        rc = add_basic(p, TT_R_BASIC_SPACE, e);
    return rc;
}

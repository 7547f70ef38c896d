/*
 * The persons of a problem: teachers, and subgroups that attend the same lessons under the
 * same rules taken together (a class of thirty subgroups is said once). Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <string.h>

struct lists {
    int_list *teacher, *subgroup; /* per entity */
};

static void collect_lessons(const struct tt_problem *p, struct lists *of)
{
    for (int l = 0; l < p->n_lessons; l++) {
        const struct tt_lesson *x = &p->lessons[l];
        for (int i = 0; x->active && i < x->n_teachers; i++) {
            int_list *list = &of->teacher[x->teachers[i]];
            if (list->n == 0 || list->v[list->n - 1] != l)
                vec_push(list, l);
        }
        for (int i = 0; x->active && i < x->n_subgroups; i++)
            vec_push(&of->subgroup[x->subgroups[i]], l);
    }
}

static bool personal(enum tt_family f)
{
    return f == TT_F_NOT_AVAILABLE || f == TT_F_MAX_DAYS || f == TT_F_MIN_DAYS ||
           f == TT_F_MAX_HOURS || f == TT_F_MIN_HOURS || f == TT_F_MAX_RUN ||
           f == TT_F_INTERVAL_MAX_DAYS || f == TT_F_MAX_SPAN;
}

static void push_all(int_list *lists, int n, int rule)
{
    for (int i = 0; i < n; i++)
        vec_push(&lists[i], rule);
}

static void collect_rules(const struct tt_problem *p, struct lists *of)
{
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        if (!personal(tt_rule_infos[r->type].family) || !r->active || r->weight < TT_HARD)
            continue;
        switch (tt_rule_infos[r->type].scope) {
        case TT_SCOPE_TEACHER:
            vec_push(&of->teacher[r->teacher], i);
            break;
        case TT_SCOPE_TEACHERS:
            push_all(of->teacher, p->n_teachers, i);
            break;
        case TT_SCOPE_SET:
            for (int k = 0; k < p->sets[r->set].n_subgroups; k++)
                vec_push(&of->subgroup[p->sets[r->set].subgroups[k]], i);
            break;
        case TT_SCOPE_STUDENTS:
            push_all(of->subgroup, p->n_subgroups, i);
            break;
        default:
            break;
        }
    }
}

static int *keep(struct arena *a, const int_list *list)
{
    int *v = ARENA_NEW(a, int, list->n + 1);
    if (list->n > 0)
        memcpy(v, list->v, (size_t)list->n * sizeof *v);
    return v;
}

static struct explain_person *add_person(struct explain *x, bool teacher, int id,
                                         const int_list *lessons, const int_list *rules)
{
    struct explain_person *q = &x->persons[x->n_persons++];
    *q = (struct explain_person){.teacher = teacher, .id = id, .n_same = 1};
    q->n_lessons = lessons->n;
    q->lessons = keep(x->tmp, lessons);
    q->n_rules = rules->n;
    q->rules = keep(x->tmp, rules);
    for (int i = 0; i < lessons->n; i++)
        q->hours += x->p->lessons[lessons->v[i]].duration;
    return q;
}

static bool equal(const int_list *a, const int *b, int n)
{
    return a->n == n && (n == 0 || !memcmp(a->v, b, (size_t)n * sizeof *b));
}

static int64_t signature(const int_list *lessons, const int_list *rules)
{
    uint64_t h = 1469598103934665603ULL;
    for (int i = 0; i < lessons->n; i++)
        h = (h ^ (uint64_t)lessons->v[i]) * 1099511628211ULL;
    for (int i = 0; i < rules->n; i++)
        h = (h ^ (uint64_t)(rules->v[i] + 7)) * 1099511628211ULL;
    return (int64_t)(h >> 2);
}

/* The person that a subgroup belongs to, made if it is the first of its kind. */
static int person_of(struct explain *x, struct map *known, int g, const struct lists *of)
{
    const int_list *lessons = &of->subgroup[g],
                   *rules = &of->subgroup[g + x->p->n_subgroups];
    int64_t key = signature(lessons, rules);
    int at;
    while ((at = map_get_int(known, key, -1)) >= 0) {
        struct explain_person *q = &x->persons[at];
        if (equal(lessons, q->lessons, q->n_lessons) &&
            equal(rules, q->rules, q->n_rules)) {
            q->n_same++;
            return at;
        }
        key++;
    }
    map_put_int(known, key, x->n_persons);
    add_person(x, false, g, lessons, rules);
    return x->n_persons - 1;
}

/* The name of the widest set that holds exactly the subgroups of person q. */
static const char *set_name(const struct explain *x, int q, const int *person)
{
    const struct tt_problem *p = x->p;
    const struct explain_person *who = &x->persons[q];
    int best = -1;
    for (int s = 0; s < p->n_sets; s++) {
        const struct tt_set *set = &p->sets[s];
        if (set->n_subgroups != who->n_same || set->subgroups[0] != who->id)
            continue;
        bool all = true;
        for (int i = 0; i < set->n_subgroups && all; i++)
            all = person[set->subgroups[i]] == q;
        if (all && (best < 0 || set->level < p->sets[best].level))
            best = s;
    }
    if (best >= 0)
        return p->sets[best].label.name;
    if (who->n_same == 1)
        return p->subgroups[who->id].name;
    return arena_printf(x->tmp, "%s and %d other groups with the same lessons",
                        p->subgroups[who->id].name, who->n_same - 1);
}

static void free_lists(int_list *lists, int n)
{
    for (int i = 0; i < n; i++)
        vec_free(&lists[i]);
    mem_free(lists);
}

void explain_find_persons(struct explain *x)
{
    const struct tt_problem *p = x->p;
    int n = p->n_teachers, m = p->n_subgroups;
    struct lists lessons = {MEM_NEW(int_list, n), MEM_NEW(int_list, 2 * m)};
    struct lists rules = {MEM_NEW(int_list, n), lessons.subgroup + m};
    int *person = MEM_NEW(int, m + 1);
    struct map known;
    map_init(&known);
    collect_lessons(p, &lessons);
    collect_rules(p, &rules);
    x->persons = ARENA_NEW(x->tmp, struct explain_person, n + m + 1);
    for (int t = 0; t < n; t++)
        if (lessons.teacher[t].n > 0)
            add_person(x, true, t, &lessons.teacher[t], &rules.teacher[t])->name =
                p->teachers[t].label.name;
    for (int g = 0; g < m; g++)
        person[g] = lessons.subgroup[g].n > 0 ? person_of(x, &known, g, &lessons) : -1;
    for (int q = 0; q < x->n_persons; q++)
        if (!x->persons[q].teacher)
            x->persons[q].name = set_name(x, q, person);
    map_release(&known);
    free_lists(lessons.teacher, n);
    free_lists(rules.teacher, n);
    free_lists(lessons.subgroup, 2 * m);
    mem_free(person);
}

/*
 * Which rules bind which lessons, persons and rooms: the tables of the judge of changes.
 * Layer: timetable.
 */
#include "base/bits.h"
#include "timetable/suggest_parts.h"
#include <string.h>

struct pair {
    int key, item;
};

typedef VEC(struct pair) pairs;

static void push(pairs *list, int key, int item)
{
    struct pair x = {key, item};
    vec_push(list, x);
}

/* Pairs into rows, keeping their order within a key; frees the pairs. */
static struct sg_rows rows_of(struct arena *a, pairs *list, int n_keys)
{
    struct sg_rows r = {ARENA_NEW(a, int, n_keys + 2), ARENA_NEW(a, int, list->n + 1)};
    for (int i = 0; i < list->n; i++)
        r.first[list->v[i].key + 2]++;
    for (int k = 0; k < n_keys; k++)
        r.first[k + 2] += r.first[k + 1];
    for (int i = 0; i < list->n; i++)
        r.item[r.first[list->v[i].key + 1]++] = list->v[i].item;
    vec_free(list);
    return r;
}

static bool counts(const struct sg_judge *j, int rule)
{
    const struct tt_rule *r = &j->p->rules[rule];
    enum tt_family f = tt_rule_infos[r->type].family;
    return j->c.live[rule] && (r->weight > 0 || f == TT_F_MIN_DAYS_BETWEEN ||
                               f == TT_F_PREFERRED_ROOMS || f == TT_F_NOT_AVAILABLE);
}

static void slots_of_rules(struct sg_judge *j)
{
    j->rule_slots = ARENA_NEW(j->arena, uint64_t *, j->p->n_rules + 1);
    for (int i = 0; i < j->p->n_rules; i++) {
        const struct tt_rule *r = &j->p->rules[i];
        if (!j->c.live[i] || r->n_slots == 0)
            continue;
        j->rule_slots[i] = ARENA_NEW(j->arena, uint64_t, j->m->words);
        for (int k = 0; k < r->n_slots; k++)
            bitset_set(j->rule_slots[i], r->slots[k]);
    }
}

/* Calls back for each person that a rule about persons binds, merged ones once. */
static void persons_of_rule(struct sg_judge *j, int rule, sg_ints *out)
{
    const struct tt_rule *r = &j->p->rules[rule];
    enum tt_scope scope = tt_rule_infos[r->type].scope;
    out->n = 0;
    j->round++;
    if (scope == TT_SCOPE_TEACHER && j->m->teacher_person[r->teacher] >= 0)
        vec_push(out, j->m->teacher_person[r->teacher]);
    if (scope == TT_SCOPE_TEACHERS || scope == TT_SCOPE_STUDENTS)
        for (int x = 0; x < j->m->n_persons; x++)
            if (j->m->persons[x].is_teacher == (scope == TT_SCOPE_TEACHERS))
                vec_push(out, x);
    for (int i = 0; scope == TT_SCOPE_SET && i < j->p->sets[r->set].n_subgroups; i++) {
        int x = j->m->subgroup_person[j->p->sets[r->set].subgroups[i]];
        if (x < 0 || j->person_seen[x] == j->round)
            continue;
        j->person_seen[x] = j->round;
        vec_push(out, x);
    }
}

/* Families on lists of lessons. */
static bool is_relation(enum tt_family f)
{
    return (f >= TT_F_MIN_DAYS_BETWEEN && f <= TT_F_OCCUPY_MAX_TERMS) ||
           f == TT_F_MAX_ROOMS || f == TT_F_SAME_ROOM_IF_CONSECUTIVE;
}

static bool is_personal(enum tt_family f)
{
    return (f >= TT_F_MAX_DAYS && f <= TT_F_MAX_THREE_DAYS) ||
           (f >= TT_F_BUILDING_CHANGES && f <= TT_F_ROOM_GAPS);
}

static void bind_persons(struct sg_judge *j)
{
    const struct tt_problem *p = j->p;
    pairs list = {0};
    sg_ints who = {0};
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule_info *info = &tt_rule_infos[p->rules[i].type];
        if (!counts(j, i) || !is_personal(info->family))
            continue;
        persons_of_rule(j, i, &who);
        for (int k = 0; k < who.n; k++) {
            push(&list, who.v[k], i);
            if (info->list == TT_LIST_S)
                j->walks[who.v[k]] = true;
        }
    }
    for (int x = 0; x < j->m->n_persons && j->m->halves; x++)
        if (j->m->persons[x].is_teacher &&
            p->teachers[j->m->persons[x].id].behaviour != TT_UNRESTRICTED)
            push(&list, x, -1);
    j->person_base = ARENA_NEW(j->arena, struct sg_amount, list.n + 1);
    j->person_rules = rows_of(j->arena, &list, j->m->n_persons);
    vec_free(&who);
}

/* Persons are away in breaks and when one of their rules says so. */
static void open_slots(struct sg_judge *j)
{
    const struct tt_problem *p = j->p;
    size_t n = (size_t)j->m->n_slots;
    sg_ints who = {0};
    j->open = ARENA_NEW(j->arena, bool, (size_t)j->m->n_persons *n + 1);
    for (int x = 0; x < j->m->n_persons; x++)
        for (size_t s = 0; s < n; s++)
            j->open[(size_t)x * n + s] = !j->c.breaks[s];
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        if (!j->c.live[i] || tt_rule_infos[r->type].family != TT_F_NOT_AVAILABLE)
            continue;
        persons_of_rule(j, i, &who);
        for (int k = 0; k < who.n; k++)
            for (int s = 0; s < r->n_slots; s++)
                j->open[(size_t)who.v[k] * n + (size_t)r->slots[s]] = false;
    }
    vec_free(&who);
}

/* The lessons of the persons that a rule binds, each once. */
static void bind_by_persons(struct sg_judge *j, int rule, pairs *list)
{
    sg_ints who = {0};
    persons_of_rule(j, rule, &who);
    for (int k = 0; k < who.n; k++) {
        const struct tm_person *x = &j->m->persons[who.v[k]];
        for (int i = 0; i < x->n_lessons; i++)
            if (j->lesson_seen[x->lessons[i]] != j->round) {
                j->lesson_seen[x->lessons[i]] = j->round;
                push(list, x->lessons[i], rule);
            }
    }
    vec_free(&who);
}

static void bind_lessons(struct sg_judge *j)
{
    const struct tt_problem *p = j->p;
    pairs alone = {0}, rels = {0}, rooms = {0}, tags = {0};
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        enum tt_family f = tt_rule_infos[r->type].family;
        bool filter = tt_rule_infos[r->type].scope == TT_SCOPE_FILTER ||
                      f == TT_F_HOME_ROOMS || f == TT_F_TAGS_NOT_OVERLAPPING;
        if (!counts(j, i) || is_personal(f) || f == TT_F_BASIC)
            continue;
        if (f == TT_F_BREAK) {
            vec_push(&j->breaks, i);
        } else if (f == TT_F_ROOM_NOT_AVAILABLE) {
            push(&rooms, r->room, i);
        } else if (f == TT_F_NOT_AVAILABLE || f == TT_F_TEACHER_ROOM_NOT_AVAILABLE) {
            bind_by_persons(j, i, &alone);
        } else {
            pairs *list = is_relation(f) ? &rels : &alone;
            j->round++;
            for (int k = 0; k < (filter ? p->n_lessons : r->n_lessons); k++) {
                int l = filter ? k : r->lessons[k];
                if (!p->lessons[l].active || j->lesson_seen[l] == j->round ||
                    (filter && !tt_rule_matches(p, r, l)))
                    continue;
                j->lesson_seen[l] = j->round;
                if (f == TT_F_TAGS_NOT_OVERLAPPING)
                    push(&tags, i, l);
                if (f == TT_F_ENDS_DAY)
                    vec_push(&j->ends, ((struct sg_ends){i, l}));
                else
                    push(list, l, i);
            }
        }
    }
    j->lesson_rules = rows_of(j->arena, &alone, p->n_lessons);
    j->lesson_rels = rows_of(j->arena, &rels, p->n_lessons);
    j->room_rules = rows_of(j->arena, &rooms, p->n_rooms);
    j->tagged = rows_of(j->arena, &tags, p->n_rules);
}

static void bind_ends(struct sg_judge *j)
{
    pairs list = {0};
    for (int i = 0; i < j->ends.n; i++) {
        const struct tm_lesson *l = &j->m->lessons[j->ends.v[i].lesson];
        for (int k = 0; k < l->n_persons; k++)
            if (!j->m->persons[l->persons[k]].is_teacher)
                push(&list, l->persons[k], i);
    }
    j->person_ends = rows_of(j->arena, &list, j->m->n_persons);
    j->ends_base = ARENA_NEW(j->arena, struct sg_amount, j->ends.n + 1);
    j->ends_known = ARENA_NEW(j->arena, uint8_t, j->ends.n + 1);
    j->ends_seen = ARENA_NEW(j->arena, int, j->ends.n + 1);
}

void sg_tables(struct sg_judge *j)
{
    slots_of_rules(j);
    bind_persons(j);
    open_slots(j);
    bind_lessons(j);
    bind_ends(j);
}

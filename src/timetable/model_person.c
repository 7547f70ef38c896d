/*
 * Compiling persons: teachers and merged subgroups, their availability and their rules.
 * Layer: timetable.
 */
#include "base/bits.h"
#include "base/map.h"
#include "base/vec.h"
#include "timetable/model.h"
#include <stdlib.h>
#include <string.h>

typedef VEC(int) ivec;

struct builder {
    struct tt_model *m;
    uint64_t *closed; /* [unit * n_days + day]: not-available periods */
    uint64_t *barred; /* those by hard rules */
    ivec *lessons;    /* [unit] */
    ivec *rules;      /* [unit]: rules that name its set, for subgroups */
    int n_units;      /* teachers, then subgroups */
};

static bool is_person_family(enum tt_family f)
{
    switch (f) {
    case TT_F_MAX_DAYS:
    case TT_F_MIN_DAYS:
    case TT_F_MAX_GAPS:
    case TT_F_MAX_HOURS:
    case TT_F_MIN_HOURS:
    case TT_F_MAX_RUN:
    case TT_F_INTERVAL_MAX_DAYS:
    case TT_F_MAX_SPAN:
    case TT_F_TWO_TAGS_OF_THREE:
    case TT_F_EARLY:
    case TT_F_TAG_PAIR_GAPS:
    case TT_F_MIN_REST:
    case TT_F_MAX_THREE_DAYS:
    case TT_F_BUILDING_CHANGES:
    case TT_F_BUILDING_GAPS:
    case TT_F_ROOM_CHANGES:
    case TT_F_ROOM_GAPS:
        return true;
    default:
        return false;
    }
}

static void close_slots(struct builder *b, int unit, const struct tt_rule *r)
{
    int np = b->m->n_periods;
    for (int i = 0; i < r->n_slots; i++) {
        size_t at = (size_t)unit * b->m->n_days + r->slots[i] / np;
        b->closed[at] |= 1ULL << (r->slots[i] % np);
        if (r->weight >= TT_HARD)
            b->barred[at] |= 1ULL << (r->slots[i] % np);
    }
}

/* Units by teacher, then by subgroup: their lessons, closed periods and set rules. */
static void collect_units(struct builder *b)
{
    struct tt_model *m = b->m;
    const struct tt_problem *p = m->p;
    b->n_units = p->n_teachers + p->n_subgroups;
    b->closed = MEM_NEW(uint64_t, (size_t)b->n_units * m->n_days + 1);
    b->barred = MEM_NEW(uint64_t, (size_t)b->n_units * m->n_days + 1);
    b->lessons = MEM_NEW(ivec, b->n_units + 1);
    b->rules = MEM_NEW(ivec, b->n_units + 1);
    for (int l = 0; l < p->n_lessons; l++) {
        const struct tt_lesson *le = &p->lessons[l];
        if (!le->active)
            continue;
        for (int i = 0; i < le->n_teachers; i++)
            vec_push(&b->lessons[le->teachers[i]], l);
        for (int i = 0; i < le->n_subgroups; i++)
            vec_push(&b->lessons[p->n_teachers + le->subgroups[i]], l);
    }
    for (int r = 0; r < p->n_rules; r++) {
        const struct tt_rule *rule = &p->rules[r];
        const struct tt_rule_info *info = &tt_rule_infos[rule->type];
        bool closes = info->family == TT_F_NOT_AVAILABLE;
        if (!rule->active || (rule->weight <= 0 && !closes))
            continue;
        if (info->scope == TT_SCOPE_TEACHER && closes)
            close_slots(b, rule->teacher, rule);
        if (info->scope != TT_SCOPE_SET)
            continue;
        const struct tt_set *set = &p->sets[rule->set];
        for (int i = 0; i < set->n_subgroups; i++) {
            int unit = p->n_teachers + set->subgroups[i];
            if (closes)
                close_slots(b, unit, rule);
            else if (is_person_family(info->family))
                vec_push(&b->rules[unit], r);
        }
    }
}

static bool same_ivec(const ivec *a, const ivec *b)
{
    return a->n == b->n && (a->n == 0 || !memcmp(a->v, b->v, (size_t)a->n * sizeof(int)));
}

static uint64_t hash_ints(uint64_t h, const ivec *v)
{
    for (int i = 0; i < v->n; i++)
        h = (h ^ (uint64_t)v->v[i]) * 0x9E3779B97F4A7C15ULL;
    return h ^ h >> 29;
}

static bool same_unit(const struct builder *b, int u, int w)
{
    size_t nd = (size_t)b->m->n_days;
    return same_ivec(&b->lessons[u], &b->lessons[w]) &&
           same_ivec(&b->rules[u], &b->rules[w]) &&
           !memcmp(b->closed + u * nd, b->closed + w * nd, nd * sizeof(uint64_t)) &&
           !memcmp(b->barred + u * nd, b->barred + w * nd, nd * sizeof(uint64_t));
}

static int new_person(struct builder *b, int unit)
{
    struct tt_model *m = b->m;
    int x = m->n_persons++;
    struct tm_person *pe = &m->persons[x];
    pe->is_teacher = unit < m->p->n_teachers;
    pe->id = pe->is_teacher ? unit : unit - m->p->n_teachers;
    pe->mult = 1;
    pe->n_lessons = b->lessons[unit].n;
    pe->lessons = ARENA_NEW(m->arena, int, pe->n_lessons);
    for (int i = 0; i < pe->n_lessons; i++) {
        pe->lessons[i] = b->lessons[unit].v[i];
        pe->hours += m->lessons[pe->lessons[i]].duration;
    }
    uint64_t all = bits_range(0, m->n_periods);
    for (int d = 0; d < m->n_days; d++) {
        size_t at = (size_t)x * m->n_days + d, from = (size_t)unit * m->n_days + d;
        m->avail[at] = all & ~m->pauses[d] & ~b->closed[from];
        m->barred[at] = b->barred[from];
    }
    return x;
}

/* Subgroups with equal lessons, rules and availability become one person. */
static void merge_units(struct builder *b)
{
    struct tt_model *m = b->m;
    const struct tt_problem *p = m->p;
    int cap = 1;
    while (cap < 2 * b->n_units + 2)
        cap *= 2;
    int *table = MEM_NEW(int, cap);
    for (int i = 0; i < cap; i++)
        table[i] = -1;
    for (int u = 0; u < b->n_units; u++) {
        bool teacher = u < p->n_teachers;
        int *slot =
            teacher ? &m->teacher_person[u] : &m->subgroup_person[u - p->n_teachers];
        *slot = -1;
        if (b->lessons[u].n == 0)
            continue;
        if (teacher) {
            *slot = new_person(b, u);
            continue;
        }
        uint64_t h = hash_ints(hash_ints(17, &b->lessons[u]), &b->rules[u]);
        int i = (int)(h & (uint64_t)(cap - 1));
        while (table[i] >= 0 && !same_unit(b, table[i], u))
            i = (i + 1) & (cap - 1);
        if (table[i] < 0) {
            table[i] = u;
            *slot = new_person(b, u);
        } else {
            *slot = m->subgroup_person[table[i] - p->n_teachers];
            m->persons[*slot].mult++;
        }
    }
    mem_free(table);
}

static void persons_of_lessons(struct tt_model *m)
{
    for (int x = 0; x < m->n_persons; x++)
        for (int i = 0; i < m->persons[x].n_lessons; i++)
            m->lessons[m->persons[x].lessons[i]].n_persons++;
    for (int l = 0; l < m->n_lessons; l++) {
        m->lessons[l].persons = ARENA_NEW(m->arena, int, m->lessons[l].n_persons);
        m->lessons[l].n_persons = 0;
    }
    for (int x = 0; x < m->n_persons; x++)
        for (int i = 0; i < m->persons[x].n_lessons; i++) {
            struct tm_lesson *le = &m->lessons[m->persons[x].lessons[i]];
            le->persons[le->n_persons++] = x;
        }
}

void tm_build_persons(struct tt_model *m)
{
    struct builder b = {.m = m};
    collect_units(&b);
    m->persons = ARENA_NEW(m->arena, struct tm_person, b.n_units + 1);
    m->avail = ARENA_NEW(m->arena, uint64_t, (size_t)b.n_units * m->n_days + 1);
    m->barred = ARENA_NEW(m->arena, uint64_t, (size_t)b.n_units * m->n_days + 1);
    m->teacher_person = ARENA_NEW(m->arena, int, m->p->n_teachers + 1);
    m->subgroup_person = ARENA_NEW(m->arena, int, m->p->n_subgroups + 1);
    merge_units(&b);
    persons_of_lessons(m);
    for (int u = 0; u < b.n_units; u++) {
        vec_free(&b.lessons[u]);
        vec_free(&b.rules[u]);
    }
    mem_free(b.closed);
    mem_free(b.barred);
    mem_free(b.lessons);
    mem_free(b.rules);
}

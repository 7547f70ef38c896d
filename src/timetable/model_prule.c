/*
 * Compiling person rules: every rule about one teacher's or one class's week, attached to
 * each person it binds, with the person-tag masks that it needs. Layer: timetable.
 */
#include "base/bits.h"
#include "base/map.h"
#include "base/vec.h"
#include "timetable/model.h"
#include <string.h>

typedef VEC(struct tm_prule) prules;

struct tagged {
    int person, tag;
};

struct builder {
    struct tt_model *m;
    prules *rules; /* [person] */
    struct map tag_index;
    VEC(struct tagged) tagged;
};

/* Index of the mask of (person, tag), made when first asked; -1 if the person has no lesson
   with the tag. */
static int tag_mask(struct builder *b, int person, int tag)
{
    const struct tt_problem *p = b->m->p;
    if (tag < 0)
        return -1;
    int64_t key = (int64_t)person * (p->n_tags + 1) + tag;
    int found = map_get_int(&b->tag_index, key, -1);
    if (found >= 0)
        return found;
    const struct tm_person *pe = &b->m->persons[person];
    bool any = false;
    for (int i = 0; i < pe->n_lessons && !any; i++) {
        const struct tt_lesson *l = &p->lessons[pe->lessons[i]];
        for (int t = 0; t < l->n_tags; t++)
            any = any || l->tags[t] == tag;
    }
    if (!any)
        return -1;
    struct tagged t = {person, tag};
    vec_push(&b->tagged, t);
    map_put_int(&b->tag_index, key, b->tagged.n - 1);
    return b->tagged.n - 1;
}

static bool kind_of(enum tt_family f, enum tm_kind *kind)
{
    static const struct {
        enum tt_family family;
        enum tm_kind kind;
    } table[] = {
        {TT_F_MAX_DAYS, TM_MAX_DAYS},
        {TT_F_MIN_DAYS, TM_MIN_DAYS},
        {TT_F_MAX_GAPS, TM_MAX_GAPS},
        {TT_F_MAX_HOURS, TM_MAX_HOURS},
        {TT_F_MIN_HOURS, TM_MIN_HOURS},
        {TT_F_MAX_RUN, TM_MAX_RUN},
        {TT_F_INTERVAL_MAX_DAYS, TM_INTERVAL},
        {TT_F_MAX_SPAN, TM_MAX_SPAN},
        {TT_F_TWO_TAGS_OF_THREE, TM_TWO_TAGS},
        {TT_F_EARLY, TM_EARLY},
        {TT_F_TAG_PAIR_GAPS, TM_TAG_PAIR},
        {TT_F_MIN_REST, TM_REST},
        {TT_F_MAX_THREE_DAYS, TM_THREE_DAYS},
        {TT_F_BUILDING_CHANGES, TM_BUILDING_CHANGES},
        {TT_F_BUILDING_GAPS, TM_BUILDING_GAPS},
        {TT_F_ROOM_CHANGES, TM_ROOM_CHANGES},
        {TT_F_ROOM_GAPS, TM_ROOM_GAPS},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].family == f) {
            *kind = table[i].kind;
            return true;
        }
    return false;
}

/* Rules that can never bind this person are left out. */
static bool idle_rule(const struct tt_model *m, const struct tm_prule *r)
{
    int per_day = r->span == TT_REAL ? 2 * m->n_periods : m->n_periods;
    switch (r->kind) {
    case TM_MAX_DAYS:
        return r->limit >= m->n_days;
    case TM_MAX_HOURS:
    case TM_MAX_RUN:
    case TM_MAX_SPAN:
        return r->limit >= per_day;
    case TM_MAX_GAPS:
        return r->limit >= (r->span == TT_WEEK ? m->n_slots : per_day);
    case TM_EARLY:
        return false;
    case TM_MIN_HOURS:
    case TM_MIN_DAYS:
    case TM_REST:
    case TM_REST_NOON:
        return r->limit <= 0 || (r->kind == TM_MIN_HOURS && r->limit <= 1 && r->flag);
    default:
        return false;
    }
}

static int tag_by_name(const struct tt_problem *p, const char *name)
{
    for (int t = 0; t < p->n_tags; t++)
        if (!strcmp(p->tags[t].label.name, name))
            return t;
    return -1;
}

static void add_rule(struct builder *b, int person, int index)
{
    struct tt_model *m = b->m;
    const struct tt_rule *rule = &m->p->rules[index];
    const struct tt_rule_info *info = &tt_rule_infos[rule->type];
    struct tm_prule r = {.span = info->span,
                         .flag = rule->flag,
                         .limit = rule->limit,
                         .weight = rule->weight,
                         .hard = rule->weight >= TT_HARD,
                         .tag = {-1, -1, -1},
                         .lesson = -1,
                         .rule = index};
    bool halves =
        info->span == TT_REAL || info->span == TT_MORNING || info->span == TT_AFTERNOON;
    if (!kind_of(info->family, &r.kind) || (halves && !m->halves))
        return; /* without half days, rules about them say nothing */
    if (r.kind == TM_REST && info->span == TT_REAL)
        r.kind = TM_REST_NOON;
    if (strstr(info->layout, "tag=")) {
        r.tag[0] = tag_mask(b, person, rule->tag);
        if (r.tag[0] < 0)
            return;
    }
    if (r.kind == TM_TAG_PAIR && (r.tag[1] = tag_mask(b, person, rule->tag2)) < 0)
        return;
    if (r.kind == TM_TWO_TAGS) {
        static const char *const names[3] = {"N1", "N2", "N3"};
        for (int i = 0; i < 3; i++)
            if ((r.tag[i] = tag_mask(b, person, tag_by_name(m->p, names[i]))) < 0)
                return;
    }
    if (r.kind == TM_INTERVAL) {
        int to = rule->to < 0 ? m->n_periods : rule->to;
        r.periods = to > rule->from ? bits_range(rule->from, to - rule->from) : 0;
    }
    if (!idle_rule(m, &r))
        vec_push(&b->rules[person], r);
}

/* Rules of one scope: every person it binds, merged subgroups once. */
static void bind_rule(struct builder *b, int index, int *seen)
{
    struct tt_model *m = b->m;
    const struct tt_rule *rule = &m->p->rules[index];
    switch (tt_rule_infos[rule->type].scope) {
    case TT_SCOPE_TEACHER:
        if (m->teacher_person[rule->teacher] >= 0)
            add_rule(b, m->teacher_person[rule->teacher], index);
        break;
    case TT_SCOPE_TEACHERS:
    case TT_SCOPE_STUDENTS:
        for (int x = 0; x < m->n_persons; x++)
            if (m->persons[x].is_teacher ==
                (tt_rule_infos[rule->type].scope == TT_SCOPE_TEACHERS))
                add_rule(b, x, index);
        break;
    case TT_SCOPE_SET:
        for (int i = 0; i < m->p->sets[rule->set].n_subgroups; i++) {
            int x = m->subgroup_person[m->p->sets[rule->set].subgroups[i]];
            if (x >= 0 && seen[x] != index) {
                seen[x] = index;
                add_rule(b, x, index);
            }
        }
        break;
    default:
        break;
    }
}

/* Soft ones count once a lesson, whatever the number of its students: see model_rel.c. */
static void bind_ends_day(struct builder *b, int index)
{
    struct tt_model *m = b->m;
    const struct tt_rule *rule = &m->p->rules[index];
    if (rule->weight < TT_HARD)
        return;
    for (int l = 0; l < m->n_lessons; l++) {
        if (m->lessons[l].event < 0 || !tt_rule_matches(m->p, rule, l))
            continue;
        for (int i = 0; i < m->lessons[l].n_persons; i++) {
            int x = m->lessons[l].persons[i];
            if (m->persons[x].is_teacher)
                continue;
            struct tm_prule r = {.kind = TM_ENDS_DAY,
                                 .hard = true,
                                 .weight = rule->weight,
                                 .lesson = l,
                                 .rule = index,
                                 .tag = {-1, -1, -1}};
            vec_push(&b->rules[x], r);
        }
    }
}

static void bind_behaviour(struct builder *b)
{
    struct tt_model *m = b->m;
    for (int t = 0; m->halves && t < m->p->n_teachers; t++) {
        int x = m->teacher_person[t], limit = m->p->teachers[t].behaviour;
        if (x < 0 || limit < 0)
            continue;
        struct tm_prule r = {.kind = TM_BEHAVIOUR,
                             .hard = true,
                             .weight = TT_HARD,
                             .limit = limit,
                             .lesson = -1,
                             .rule = -1,
                             .tag = {-1, -1, -1}};
        vec_push(&b->rules[x], r);
    }
}

/* Stable: the rules on early beginnings first, their result is needed by those on gaps. */
static void early_first(const prules *list, struct tm_prule *out)
{
    int n = 0;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < list->n; i++)
            if ((list->v[i].kind == TM_EARLY) == (pass == 0))
                out[n++] = list->v[i];
}

static void store_rules(struct builder *b)
{
    struct tt_model *m = b->m;
    for (int x = 0; x < m->n_persons; x++) {
        struct tm_person *pe = &m->persons[x];
        pe->n_rules = b->rules[x].n;
        pe->rules = ARENA_NEW(m->arena, struct tm_prule, pe->n_rules);
        early_first(&b->rules[x], pe->rules);
        for (int i = 0; i < pe->n_rules; i++) {
            if (pe->rules[i].kind < TM_BUILDING_CHANGES)
                continue;
            for (int k = 0; k < pe->n_lessons; k++)
                m->lessons[pe->lessons[k]].room_rules = true;
        }
        vec_free(&b->rules[x]);
    }
}

static void store_tagged(struct builder *b)
{
    struct tt_model *m = b->m;
    const struct tt_problem *p = m->p;
    m->n_tagged = b->tagged.n;
    m->tagged_person = ARENA_NEW(m->arena, int, m->n_tagged + 1);
    VEC(int) found = {0};
    for (int i = 0; i < m->n_tagged; i++)
        m->tagged_person[i] = b->tagged.v[i].person;
    for (int l = 0; l < m->n_lessons; l++) {
        found.n = 0;
        for (int i = 0; i < m->lessons[l].n_persons; i++)
            for (int t = 0; t < p->lessons[l].n_tags; t++) {
                int64_t key = (int64_t)m->lessons[l].persons[i] * (p->n_tags + 1) +
                              p->lessons[l].tags[t];
                int index = map_get_int(&b->tag_index, key, -1);
                if (index >= 0)
                    vec_push(&found, index);
            }
        m->lessons[l].n_tagged = found.n;
        m->lessons[l].tagged = ARENA_NEW(m->arena, int, found.n);
        for (int i = 0; i < found.n; i++)
            m->lessons[l].tagged[i] = found.v[i];
    }
    vec_free(&found);
}

void tm_build_person_rules(struct tt_model *m)
{
    struct builder b = {.m = m};
    map_init(&b.tag_index);
    b.rules = MEM_NEW(prules, m->n_persons + 1);
    int *seen = MEM_NEW(int, m->n_persons + 1);
    for (int x = 0; x < m->n_persons; x++)
        seen[x] = -1;
    for (int r = 0; r < m->p->n_rules; r++) {
        const struct tt_rule *rule = &m->p->rules[r];
        if (!rule->active || rule->weight <= 0)
            continue;
        if (tt_rule_infos[rule->type].family == TT_F_ENDS_DAY)
            bind_ends_day(&b, r);
        else
            bind_rule(&b, r, seen);
    }
    bind_behaviour(&b);
    store_rules(&b);
    store_tagged(&b);
    mem_free(seen);
    mem_free(b.rules);
    vec_free(&b.tagged);
    map_release(&b.tag_index);
}

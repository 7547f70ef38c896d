/*
 * Compiling relations: rules on the places of a list of lessons. Layer: timetable.
 */
#include "base/bits.h"
#include "base/vec.h"
#include "timetable/model.h"
#include <string.h>

typedef VEC(struct tm_rel) rels;

static bool is_relation(enum tt_family f)
{
    switch (f) {
    case TT_F_MIN_DAYS_BETWEEN:
    case TT_F_MAX_DAYS_BETWEEN:
    case TT_F_MIN_GAPS_BETWEEN:
    case TT_F_SAME_START:
    case TT_F_SAME_HOUR:
    case TT_F_SAME_DAY:
    case TT_F_NOT_OVERLAPPING:
    case TT_F_TAGS_NOT_OVERLAPPING:
    case TT_F_CONSECUTIVE:
    case TT_F_GROUPED:
    case TT_F_ORDERED:
    case TT_F_OCCUPY_MAX_SLOTS:
    case TT_F_OCCUPY_MIN_SLOTS:
    case TT_F_MAX_SIMULTANEOUS:
    case TT_F_MIN_SIMULTANEOUS:
    case TT_F_MAX_TOTAL_IN_SLOTS:
    case TT_F_MAX_IN_TERM:
    case TT_F_OCCUPY_MAX_TERMS:
    case TT_F_MAX_ROOMS:
    case TT_F_SAME_ROOM_IF_CONSECUTIVE:
        return true;
    default:
        return false;
    }
}

/* Families that keep a counter a slot in the state; TAGS keeps one a tag and slot, and one
   a slot for all tags. */
static int counters_of(const struct tt_model *m, const struct tm_rel *r)
{
    switch (r->family) {
    case TT_F_OCCUPY_MAX_SLOTS:
    case TT_F_OCCUPY_MIN_SLOTS:
    case TT_F_MAX_SIMULTANEOUS:
    case TT_F_MIN_SIMULTANEOUS:
        return m->n_slots;
    case TT_F_TAGS_NOT_OVERLAPPING:
        return (r->n_tags + 1) * m->n_slots;
    default:
        return 0;
    }
}

static bool pairwise(enum tt_family f)
{
    return f <= TT_F_ORDERED && f >= TT_F_MIN_DAYS_BETWEEN &&
           f != TT_F_TAGS_NOT_OVERLAPPING;
}

static void tagged_lessons(struct tt_model *m, const struct tt_rule *rule,
                           struct tm_rel *r)
{
    const struct tt_problem *p = m->p;
    r->n_tags = rule->n_tags;
    r->tags = rule->tags;
    r->lessons = ARENA_NEW(m->arena, int, p->n_lessons + 1);
    for (int l = 0; l < p->n_lessons; l++) {
        bool has = false;
        for (int t = 0; t < p->lessons[l].n_tags; t++)
            for (int k = 0; k < r->n_tags; k++)
                has = has || p->lessons[l].tags[t] == r->tags[k];
        if (has && p->lessons[l].active)
            r->lessons[r->n++] = l;
    }
}

static void listed_lessons(struct tt_model *m, const struct tt_rule *rule,
                           struct tm_rel *r)
{
    r->lessons = ARENA_NEW(m->arena, int, rule->n_lessons + 1);
    for (int i = 0; i < rule->n_lessons; i++)
        if (m->lessons[rule->lessons[i]].event >= 0)
            r->lessons[r->n++] = rule->lessons[i];
}

/* A hard same-start rule inside one event always holds. */
static bool settled(const struct tt_model *m, const struct tm_rel *r)
{
    if (r->family != TT_F_SAME_START && r->family != TT_F_SAME_DAY &&
        r->family != TT_F_SAME_HOUR)
        return false;
    for (int i = 1; i < r->n; i++)
        if (m->lessons[r->lessons[i]].event != m->lessons[r->lessons[0]].event)
            return false;
    return true;
}

static bool compile(struct tt_model *m, int index, struct tm_rel *r)
{
    const struct tt_rule *rule = &m->p->rules[index];
    *r = (struct tm_rel){.family = tt_rule_infos[rule->type].family,
                         .hard = rule->weight >= TT_HARD,
                         .flag = rule->flag,
                         .limit = rule->limit,
                         .weight = rule->weight,
                         .rule = index,
                         .counters = -1,
                         .same_day = tt_rule_infos[rule->type].span == TT_DAY};
    if (r->family == TT_F_TAGS_NOT_OVERLAPPING)
        tagged_lessons(m, rule, r);
    else
        listed_lessons(m, rule, r);
    if (r->n == 0 || (pairwise(r->family) && r->n < 2) || settled(m, r))
        return false;
    if (r->family == TT_F_GROUPED && r->n != rule->n_lessons)
        return false;
    r->n_slots = rule->n_slots;
    if (rule->n_slots) {
        r->slots = ARENA_NEW(m->arena, uint64_t, m->words);
        for (int i = 0; i < rule->n_slots; i++)
            bitset_set(r->slots, rule->slots[i]);
    }
    int counters = counters_of(m, r);
    if (counters) {
        r->counters = m->n_counters;
        m->n_counters += counters;
    }
    return true;
}

/* A lesson that had better be the last of its students' day, then all that they have. */
static void soft_day_end(struct tt_model *m, int index, int lesson, rels *list)
{
    const struct tm_lesson *le = &m->lessons[lesson];
    struct tm_rel r = {.family = TT_F_ENDS_DAY,
                       .weight = m->p->rules[index].weight,
                       .rule = index,
                       .counters = -1};
    bool *in = MEM_NEW(bool, m->n_lessons + 1);
    r.lessons = ARENA_NEW(m->arena, int, m->n_lessons + 1);
    r.lessons[r.n++] = lesson;
    in[lesson] = true;
    for (int i = 0; i < le->n_persons; i++) {
        const struct tm_person *x = &m->persons[le->persons[i]];
        for (int k = 0; k < x->n_lessons && !x->is_teacher; k++) {
            if (!in[x->lessons[k]])
                r.lessons[r.n++] = x->lessons[k];
            in[x->lessons[k]] = true;
        }
    }
    mem_free(in);
    if (r.n > 1)
        vec_push(list, r);
}

static void soft_day_ends(struct tt_model *m, int index, rels *list)
{
    const struct tt_rule *rule = &m->p->rules[index];
    if (tt_rule_infos[rule->type].family != TT_F_ENDS_DAY || !rule->active ||
        rule->weight <= 0 || rule->weight >= TT_HARD)
        return;
    for (int l = 0; l < m->n_lessons; l++)
        if (m->lessons[l].event >= 0 && tt_rule_matches(m->p, rule, l))
            soft_day_end(m, index, l, list);
}

static void rels_of_lessons(struct tt_model *m)
{
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < m->n_rels; i++) {
            const struct tm_rel *r = &m->rels[i];
            bool rooms =
                r->family == TT_F_MAX_ROOMS || r->family == TT_F_SAME_ROOM_IF_CONSECUTIVE;
            for (int k = 0; k < r->n; k++) {
                struct tm_lesson *le = &m->lessons[r->lessons[k]];
                if (pass)
                    le->rels[le->n_rels] = i;
                le->n_rels++;
                le->room_rules = le->room_rules || rooms;
            }
        }
        for (int l = 0; l < m->n_lessons && !pass; l++) {
            m->lessons[l].rels = ARENA_NEW(m->arena, int, m->lessons[l].n_rels);
            m->lessons[l].n_rels = 0;
        }
    }
}

void tm_build_relations(struct tt_model *m)
{
    rels list = {0};
    for (int i = 0; i < m->p->n_rules; i++) {
        const struct tt_rule *rule = &m->p->rules[i];
        struct tm_rel r;
        /* a zero-weight min-days rule still has its hard side conditions */
        bool counts = rule->weight > 0 || rule->type == TT_R_MIN_DAYS_BETWEEN;
        if (rule->active && counts && is_relation(tt_rule_infos[rule->type].family) &&
            compile(m, i, &r))
            vec_push(&list, r);
        soft_day_ends(m, i, &list);
    }
    m->n_rels = list.n;
    m->rels = ARENA_NEW(m->arena, struct tm_rel, list.n + 1);
    if (list.n)
        memcpy(m->rels, list.v, (size_t)list.n * sizeof *list.v);
    vec_free(&list);
    rels_of_lessons(m);
}

/* --- a proven lower bound of the soft total: each rule by itself at its best --- */

struct spread { /* state of the enumeration of days */
    const int *days;
    int n_days, m, per_day;
    int chosen[16];
    int64_t best;
};

static void spread_lessons(struct spread *s, const struct tt_model *m, int depth, int n,
                           int64_t cost)
{
    if (cost >= s->best)
        return;
    if (depth == n) {
        s->best = cost;
        return;
    }
    int from = depth ? s->chosen[depth - 1] : 0;
    for (int i = from; i < s->n_days; i++) {
        if (depth >= s->per_day && s->chosen[depth - s->per_day] == i)
            continue;
        int64_t add = 0;
        for (int k = 0; k < depth; k++) {
            int gap = tm_real_day(m, s->days[i]) - tm_real_day(m, s->days[s->chosen[k]]);
            add += gap < s->m ? s->m - gap : 0;
        }
        s->chosen[depth] = i;
        spread_lessons(s, m, depth + 1, n, cost + add);
    }
}

static int64_t spread_bound(const struct tt_model *m, const struct tm_rel *r, int *days)
{
    int n_days = 0;
    for (int d = 0; d < m->n_days; d++) {
        bool any = false;
        for (int i = 0; i < r->n && !any; i++) {
            const struct tm_event *e = &m->events[m->lessons[r->lessons[i]].event];
            for (int k = 0; k < e->n_starts && !any; k++)
                any = e->starts[k] / m->n_periods == d;
        }
        if (any && (!n_days || tm_real_day(m, days[n_days - 1]) != tm_real_day(m, d)))
            days[n_days++] = d;
    }
    if (r->limit == 1) { /* two on a day, at most, each such day broken once */
        int broken = r->n > n_days ? r->n - n_days : 0;
        return (int64_t)(broken < n_days ? broken : n_days) * r->weight;
    }
    if (n_days == 0 || r->n > 8 || n_days > 12)
        return 0;
    struct spread s = {.days = days, .n_days = n_days, .m = r->limit, .best = INT64_MAX};
    s.per_day = r->limit >= 1 ? 2 : r->n;
    spread_lessons(&s, m, 0, r->n, 0);
    return s.best == INT64_MAX ? 0 : s.best * r->weight;
}

void tm_build_bound(struct tt_model *m)
{
    int64_t bound = 0;
    int *days = MEM_NEW(int, m->n_days + 1);
    for (int i = 0; i < m->n_rels; i++)
        if (m->rels[i].family == TT_F_MIN_DAYS_BETWEEN && !m->rels[i].hard)
            bound += spread_bound(m, &m->rels[i], days);
    for (int i = 0; i < m->n_events; i++) {
        const struct tm_event *e = &m->events[i];
        int low = e->start_cost && e->n_starts ? INT32_MAX : 0;
        for (int k = 0; e->start_cost && k < e->n_starts; k++)
            if (e->start_cost[e->starts[k]] < low)
                low = e->start_cost[e->starts[k]];
        bound += low;
    }
    for (int l = 0; l < m->n_lessons; l++)
        if (m->lessons[l].n_options && m->lessons[l].event >= 0)
            bound += m->lessons[l].options[0].cost;
    m->bound = bound;
    mem_free(days);
}

/* Which rules count and which lessons they bind. Layer: timetable. */
#include "timetable/problem.h"
#include "timetable/problem_index.h"
#include <assert.h>

static bool has(const int *list, int n, int v)
{
    for (int i = 0; i < n; i++)
        if (list[i] == v)
            return true;
    return false;
}

/* Both lists are sorted. */
static bool share(const int *a, int n_a, const int *b, int n_b)
{
    for (int i = 0, k = 0; i < n_a && k < n_b;) {
        if (a[i] == b[k])
            return true;
        if (a[i] < b[k])
            i++;
        else
            k++;
    }
    return false;
}

bool tt_sets_overlap(const struct tt_problem *p, int set_a, int set_b)
{
    const struct tt_set *a = &p->sets[set_a], *b = &p->sets[set_b];
    return share(a->subgroups, a->n_subgroups, b->subgroups, b->n_subgroups);
}

/* A home belongs to the lessons of exactly this one set or exactly this one teacher. */
static bool home_matches(const struct tt_rule *r, const struct tt_lesson *l)
{
    if (r->set >= 0)
        return l->n_sets == 1 && l->sets[0] == r->set;
    return l->n_teachers == 1 && l->teachers[0] == r->teacher;
}

static bool any_tag(const struct tt_rule *r, const struct tt_lesson *l)
{
    for (int i = 0; i < r->n_tags; i++)
        if (has(l->tags, l->n_tags, r->tags[i]))
            return true;
    return false;
}

static bool in_set(const struct tt_problem *p, const struct tt_rule *r,
                   const struct tt_lesson *l)
{
    if (r->set < 0)
        return true;
    const struct tt_set *s = &p->sets[r->set];
    return share(s->subgroups, s->n_subgroups, l->subgroups, l->n_subgroups);
}

static bool filter_matches(const struct tt_problem *p, const struct tt_rule *r,
                           const struct tt_lesson *l)
{
    if (r->teacher >= 0 && !has(l->teachers, l->n_teachers, r->teacher))
        return false;
    if (r->subject >= 0 && l->subject != r->subject)
        return false;
    if (r->tag >= 0 && !has(l->tags, l->n_tags, r->tag))
        return false;
    if (r->duration > 0 && l->duration != r->duration)
        return false;
    if (r->component > 0 && l->component != r->component)
        return false;
    return in_set(p, r, l);
}

bool tt_rule_matches(const struct tt_problem *p, const struct tt_rule *r, int lesson)
{
    const struct tt_rule_info *info = &tt_rule_infos[r->type];
    const struct tt_lesson *l = &p->lessons[lesson];
    if (!l->active)
        return false;
    if (info->scope == TT_SCOPE_LESSON || info->scope == TT_SCOPE_LESSONS)
        return has(r->lessons, r->n_lessons, lesson);
    if (info->family == TT_F_HOME_ROOMS)
        return home_matches(r, l);
    if (info->family == TT_F_TAGS_NOT_OVERLAPPING)
        return any_tag(r, l);
    if (info->family == TT_F_TAG_PAIR_GAPS)
        return in_set(p, r, l) &&
               (has(l->tags, l->n_tags, r->tag) || has(l->tags, l->n_tags, r->tag2));
    return filter_matches(p, r, l);
}

/* How many active lessons a rule of this family needs before it says anything. */
static int needed(const struct tt_rule *r)
{
    switch (tt_rule_infos[r->type].family) {
    case TT_F_GROUPED:
    case TT_F_CONSECUTIVE:
    case TT_F_ORDERED:
        return r->n_lessons; /* one of them inactive: the relation is gone */
    case TT_F_MIN_DAYS_BETWEEN:
    case TT_F_MAX_DAYS_BETWEEN:
    case TT_F_MIN_GAPS_BETWEEN:
    case TT_F_SAME_START:
    case TT_F_SAME_HOUR:
    case TT_F_SAME_DAY:
    case TT_F_NOT_OVERLAPPING:
    case TT_F_TAGS_NOT_OVERLAPPING:
    case TT_F_SAME_ROOM_IF_CONSECUTIVE:
        return 2;
    default:
        return 1;
    }
}

static bool listed_enough(const struct tt_problem *p, const struct tt_rule *r, int want)
{
    int n = 0;
    for (int i = 0; i < r->n_lessons && n < want; i++)
        n += p->lessons[r->lessons[i]].active;
    return n >= want;
}

static bool matched_enough(const struct tt_problem *p, const struct tt_rule *r, int want)
{
    int n = 0;
    for (int i = 0; i < p->n_lessons && n < want; i++)
        n += tt_rule_matches(p, r, i);
    return n >= want;
}

static bool set_used(const struct tt_problem *p, int set)
{
    const struct tt_set *s = &p->sets[set];
    for (int i = 0; i < s->n_subgroups; i++)
        if (p->index->subgroup_used[s->subgroups[i]])
            return true;
    return false;
}

bool tt_rule_live(const struct tt_problem *p, const struct tt_rule *r)
{
    const struct tt_rule_info *info = &tt_rule_infos[r->type];
    assert(p->index);
    if (!r->active)
        return false;
    if (info->family == TT_F_BASIC || info->family == TT_F_BREAK)
        return true;
    if (info->family == TT_F_HOME_ROOMS || info->family == TT_F_TAGS_NOT_OVERLAPPING)
        return matched_enough(p, r, needed(r));
    switch (info->scope) {
    case TT_SCOPE_LESSON:
    case TT_SCOPE_LESSONS:
        return listed_enough(p, r, needed(r));
    case TT_SCOPE_FILTER:
        return matched_enough(p, r, 1);
    case TT_SCOPE_TEACHER:
        return p->index->teacher_used[r->teacher];
    case TT_SCOPE_SET:
        return set_used(p, r->set);
    case TT_SCOPE_TEACHERS:
    case TT_SCOPE_STUDENTS:
    case TT_SCOPE_ROOM:
    case TT_SCOPE_NONE:
        break;
    }
    return p->index->any_used;
}

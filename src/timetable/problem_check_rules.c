/* Checks of rules: every reference and number that the layout of its type asks for.
   Layer: timetable. */
#include "timetable/problem_check.h"
#include "timetable/problem_layout.h"

enum { MAX_LIMIT = 1000000 };

static int bad(const struct tt_problem *p, const struct tt_rule *r, const char *what,
               struct err *e)
{
    return err_at(e, ERR_INPUT, p->source, r->line, 0, "the rule %s: %s",
                  tt_rule_infos[r->type].element, what);
}

static bool in(int v, int n)
{
    return v >= 0 && v < n;
}
static bool in_or_none(int v, int n)
{
    return v >= -1 && v < n;
}

static const char *check_filter(const struct tt_problem *p, const struct tt_rule *r)
{
    if (!in_or_none(r->teacher, p->n_teachers) || !in_or_none(r->set, p->n_sets) ||
        !in_or_none(r->subject, p->n_subjects) || !in_or_none(r->tag, p->n_tags))
        return "its filter names something that is not known";
    if (r->duration < 0 || r->duration > TT_MAX_DURATION)
        return "the duration in its filter is not possible";
    return NULL;
}

static const char *check_reference(const struct tt_problem *p, const struct tt_rule *r,
                                   enum tt_role role)
{
    switch (role) {
    case TT_ROLE_TEACHER:
        return in(r->teacher, p->n_teachers) ? NULL : "its teacher is not known";
    case TT_ROLE_SET:
        return in(r->set, p->n_sets) ? NULL : "its set of students is not known";
    case TT_ROLE_ROOM:
        return in(r->room, p->n_rooms) ? NULL : "its room is not known";
    case TT_ROLE_SUBJECT:
        return in(r->subject, p->n_subjects) ? NULL : "its subject is not known";
    case TT_ROLE_TAG:
        return in(r->tag, p->n_tags) ? NULL : "its tag is not known";
    case TT_ROLE_TAG2:
        return in(r->tag2, p->n_tags) ? NULL : "its second tag is not known";
    case TT_ROLE_LESSON:
        return r->n_lessons >= 1 ? NULL : "it names no lesson";
    case TT_ROLE_LESSON2:
        return r->n_lessons >= 2 ? NULL : "it needs two lessons";
    case TT_ROLE_LESSON3:
        return r->n_lessons >= 3 ? NULL : "it needs three lessons";
    case TT_ROLE_FILTER:
    case TT_ROLE_FILTER_PLUS:
        return check_filter(p, r);
    default:
        return NULL;
    }
}

static const char *check_number(const struct tt_problem *p, const struct tt_rule *r,
                                enum tt_role role)
{
    switch (role) {
    case TT_ROLE_LIMIT:
        return r->limit >= 0 && r->limit <= MAX_LIMIT ? NULL
                                                      : "its limit is not possible";
    case TT_ROLE_COMPONENT:
        return r->component >= 1 ? NULL : "its component must be 1 or more";
    case TT_ROLE_DURATION:
        return in(r->duration, TT_MAX_DURATION + 1) ? NULL
                                                    : "its duration is not possible";
    case TT_ROLE_DAY:
        return in_or_none(r->day, p->n_days) ? NULL : "its day is not known";
    case TT_ROLE_PERIOD:
        return in_or_none(r->period, p->n_periods) ? NULL : "its period is not known";
    case TT_ROLE_FROM:
        return in(r->from, p->n_periods) ? NULL : "its first period is not known";
    case TT_ROLE_TO:
        return r->to == -1 || (r->to > r->from && r->to < p->n_periods)
                   ? NULL
                   : "its interval ends before it begins";
    default:
        return NULL;
    }
}

static const char *check_reals(const struct tt_problem *p, const struct tt_rule *r)
{
    if (r->n_reals == 0)
        return NULL;
    if (r->n_reals != p->rooms[r->room].n_sets)
        return "it must give one real room for each set of its virtual room, or none";
    for (int i = 0; i < r->n_reals; i++)
        if (!in(r->reals[i], p->n_rooms) || p->rooms[r->reals[i]].virtual_room)
            return "one of its real rooms is not a real room";
    return NULL;
}

static const char *check_list(const struct tt_problem *p, const struct tt_rule *r,
                              enum tt_role role)
{
    switch (role) {
    case TT_ROLE_SLOTS:
        return tt_list_fits(r->slots, r->n_slots, p->n_days * p->n_periods)
                   ? NULL
                   : "its periods must exist and be different";
    case TT_ROLE_ROOMS:
        return r->n_rooms >= 1 && tt_list_fits(r->rooms, r->n_rooms, p->n_rooms)
                   ? NULL
                   : "its rooms must exist and be different, at least one";
    case TT_ROLE_TAGS:
        return r->n_tags >= 2 && tt_list_fits(r->tags, r->n_tags, p->n_tags)
                   ? NULL
                   : "its tags must exist and be different, at least two";
    case TT_ROLE_LESSONS:
        return r->n_lessons >= 1 ? NULL : "it names no lesson";
    case TT_ROLE_REALS:
        return check_reals(p, r);
    default:
        return NULL;
    }
}

static int check_rule(const struct tt_problem *p, const struct tt_rule *r, struct err *e)
{
    const char *layout = tt_rule_infos[r->type].layout;
    struct tt_field f;
    if (r->weight < 0 || r->weight > TT_HARD)
        return bad(p, r, "its weight is not between 0 and 100 %", e);
    if (!tt_list_fits(r->lessons, r->n_lessons, p->n_lessons))
        return bad(p, r, "its lessons must exist and be different", e);
    while (tt_layout_next(&layout, &f)) {
        const char *wrong = check_reference(p, r, f.role);
        if (!wrong)
            wrong = check_number(p, r, f.role);
        if (!wrong)
            wrong = check_list(p, r, f.role);
        if (wrong)
            return bad(p, r, wrong, e);
    }
    return 0;
}

int tt_check_rules(const struct tt_problem *p, struct err *e)
{
    int rc = 0;
    for (int i = 0; rc == 0 && i < p->n_rules; i++)
        rc = check_rule(p, &p->rules[i], e);
    return rc;
}

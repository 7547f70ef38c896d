/*
 * Which room a lesson has: preferred and home rooms, lists in few rooms, same room in a
 * row. Layer: timetable.
 *
 * Preferred rules bind every lesson they match: its room must be in the list of each. A
 * home rule binds lessons of just that set or teacher; it is kept in a home room, and
 * also in any room that a preferred rule of the lesson names (a soft home rule is content
 * with any room then). Where hard rules name rooms and the lesson has none, that is told
 * once as a missing room instead of once for each such rule.
 */
#include "timetable/check_context.h"

/* What the preferred rules say about a lesson. */
struct room_facts {
    bool preferred; /* one names rooms for it */
    bool inside;    /* its room is in the list of at least one */
    int hard_rule;  /* a hard rule that names rooms for it, -1 = none */
};

static bool names_room(const struct tt_rule *r, int room)
{
    if (r->room >= 0)
        return r->room == room;
    for (int k = 0; k < r->n_rooms; k++)
        if (r->rooms[k] == room)
            return true;
    return false;
}

static bool uses_real(const struct check *c, int lesson, int room)
{
    const int *real = c->s->real + (size_t)lesson * (size_t)c->s->max_reals;
    for (int k = 0; k < c->s->max_reals; k++)
        if (real[k] == room)
            return true;
    return false;
}

/* Is the lesson where the rule wants it? A rule may also fix the real rooms. */
static bool in_wished_room(const struct check *c, const struct tt_rule *r, int lesson)
{
    if (c->s->room[lesson] < 0 || !names_room(r, c->s->room[lesson]))
        return false;
    for (int k = 0; k < r->n_reals; k++)
        if (!uses_real(c, lesson, r->reals[k]))
            return false;
    return true;
}

static void gather(struct check *c, int rule, struct room_facts *facts)
{
    const struct tt_rule *r = &c->p->rules[rule];
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    for (int k = 0; k < n; k++) {
        struct room_facts *f = &facts[list[k]];
        f->preferred = true;
        f->inside = f->inside || in_wished_room(c, r, list[k]);
        if (r->weight >= TT_HARD && f->hard_rule < 0)
            f->hard_rule = rule;
    }
}

static void report_room(struct check *c, int rule, int lesson, const char *kind)
{
    const struct tt_rule *r = &c->p->rules[rule];
    int room = c->s->room[lesson];
    const char *name = check_lesson_name(c, lesson), *wanted = check_room_names(c, r);
    struct tt_violation *v = check_break(c, rule, 1);
    v->room = room;
    v->day = check_day(c, lesson);
    check_set_lessons(c, v, 1, &lesson);
    if (room < 0)
        check_say(c, v, "%s has no room, %s: %s", name, kind, wanted);
    else if (names_room(r, room))
        check_say(c, v, "%s is in %s, but not in the real rooms that are wanted", name,
                  wanted);
    else
        check_say(c, v, "%s is in room %s, %s: %s", name, c->p->rooms[room].label.name,
                  kind, wanted);
}

static void check_preferred(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    for (int k = 0; k < n; k++) {
        bool told = r->weight >= TT_HARD && c->s->room[list[k]] < 0; /* as missing */
        if (!told && !in_wished_room(c, r, list[k]))
            report_room(c, rule, list[k], "wanted");
    }
}

/* Does the home rule bind the lesson: attended by exactly this set, or given by exactly
   this teacher? */
static bool at_home(const struct tt_rule *r, const struct tt_lesson *l)
{
    if (r->set >= 0)
        return l->n_sets == 1 && l->sets[0] == r->set;
    return l->n_teachers == 1 && l->teachers[0] == r->teacher;
}

static void check_home(struct check *c, int rule, struct room_facts *facts)
{
    const struct tt_rule *r = &c->p->rules[rule];
    const struct check_lists *l =
        r->set >= 0 ? &c->subgroup_lessons : &c->teacher_lessons;
    int who = r->set >= 0 ? c->p->sets[r->set].subgroups[0] : r->teacher;
    for (int k = l->start[who]; k < l->start[who + 1]; k++) {
        int lesson = l->item[k], room = c->s->room[lesson];
        bool hard = r->weight >= TT_HARD;
        if (!at_home(r, &c->p->lessons[lesson]))
            continue;
        if (hard && room < 0) {
            if (facts[lesson].hard_rule < 0)
                facts[lesson].hard_rule = rule;
            continue;
        }
        if (room < 0 || (!names_room(r, room) && !facts[lesson].inside &&
                         !(facts[lesson].preferred && !hard)))
            report_room(c, rule, lesson, "home room");
    }
}

static void check_missing(struct check *c, const struct room_facts *facts)
{
    for (int i = 0; i < c->p->n_lessons; i++) {
        if (facts[i].hard_rule < 0 || c->s->room[i] >= 0)
            continue;
        struct tt_violation *v = check_break_hard(c, -1, TT_BASIC_ROOM_MISSING, 1);
        v->day = check_day(c, i);
        check_set_lessons(c, v, 1, &i);
        check_say(c, v, "%s has no room, it needs %s", check_lesson_name(c, i),
                  check_room_names(c, &c->p->rules[facts[i].hard_rule]));
    }
}

void check_all_rooms(struct check *c)
{
    struct room_facts *facts = ARENA_NEW(c->work, struct room_facts, c->p->n_lessons + 1);
    for (int i = 0; i < c->p->n_lessons; i++)
        facts[i].hard_rule = -1;
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < c->p->n_rules; i++) {
            enum tt_family family = tt_rule_infos[c->p->rules[i].type].family;
            if (!c->live[i])
                continue;
            if (family == TT_F_PREFERRED_ROOMS && pass == 0)
                gather(c, i, facts);
            else if (family == TT_F_PREFERRED_ROOMS)
                check_preferred(c, i);
            else if (family == TT_F_HOME_ROOMS && pass == 1)
                check_home(c, i, facts);
        }
    }
    check_missing(c, facts);
}

void check_max_rooms(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    int n, used = 0;
    const int *list = check_rule_lessons(c, rule, &n);
    for (int i = 0; i < n; i++) {
        bool known = c->s->room[list[i]] < 0;
        for (int j = 0; j < i && !known; j++)
            known = c->s->room[list[j]] == c->s->room[list[i]];
        used += !known;
    }
    if (used <= r->limit)
        return;
    struct tt_violation *v = check_break(c, rule, used - r->limit);
    check_set_lessons(c, v, n, list);
    check_say(c, v, "%s (%s and others) use %d different rooms (allowed: %d)",
              check_count(c, n, "lesson"), check_lesson_name(c, list[0]), used, r->limit);
}

void check_same_room_if_consecutive(struct check *c, int rule)
{
    int n;
    const int *list = check_rule_lessons(c, rule, &n);
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            int a = list[i], b = list[j];
            if (i == j || check_day(c, a) != check_day(c, b) ||
                check_end(c, a) != check_period(c, b) || c->s->room[a] < 0 ||
                c->s->room[b] < 0 || c->s->room[a] == c->s->room[b])
                continue;
            struct tt_violation *v = check_break(c, rule, 1);
            v->day = check_day(c, a);
            check_set_pair(c, v, a, b);
            check_say(c, v,
                      "%s and %s follow each other on %s but are in rooms %s and %s",
                      check_lesson_name(c, a), check_lesson_name(c, b),
                      check_day_name(c, v->day), c->p->rooms[c->s->room[a]].label.name,
                      c->p->rooms[c->s->room[b]].label.name);
        }
    }
}

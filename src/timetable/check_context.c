/* Tables of the judge; see check_context.h. Layer: timetable. */
#include "timetable/check_context.h"
#include <assert.h>
#include <string.h>

void check_lists_count(struct check *c, struct check_lists *l, int n_keys)
{
    l->start = ARENA_NEW(c->work, int, (size_t)n_keys + 2);
    l->item = NULL;
}

/* Until here start[key + 2] counts the items of key. Afterwards start[key + 1] is where
   the next item of key goes, so that after the last put start[] has its final meaning. */
void check_lists_alloc(struct check *c, struct check_lists *l, int n_keys)
{
    for (int k = 0; k < n_keys; k++)
        l->start[k + 2] += l->start[k + 1];
    l->item = ARENA_NEW(c->work, int, (size_t)l->start[n_keys + 1] + 1);
}

static void list_people(struct check *c)
{
    const struct tt_problem *p = c->p;
    check_lists_count(c, &c->teacher_lessons, p->n_teachers);
    check_lists_count(c, &c->subgroup_lessons, p->n_subgroups);
    c->teacher_known = ARENA_NEW(c->work, bool, p->n_teachers + 1);
    c->subgroup_known = ARENA_NEW(c->work, bool, p->n_subgroups + 1);
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < p->n_lessons; i++) {
            const struct tt_lesson *l = &p->lessons[i];
            bool placed = check_is_placed(c, i);
            for (int k = 0; k < l->n_teachers && l->active; k++) {
                c->teacher_known[l->teachers[k]] = true;
                if (placed && pass == 0)
                    c->teacher_lessons.start[l->teachers[k] + 2]++;
                else if (placed)
                    check_lists_put(&c->teacher_lessons, l->teachers[k], i);
            }
            for (int k = 0; k < l->n_subgroups && l->active; k++) {
                c->subgroup_known[l->subgroups[k]] = true;
                if (placed && pass == 0)
                    c->subgroup_lessons.start[l->subgroups[k] + 2]++;
                else if (placed)
                    check_lists_put(&c->subgroup_lessons, l->subgroups[k], i);
            }
        }
        if (pass == 0) {
            check_lists_alloc(c, &c->teacher_lessons, p->n_teachers);
            check_lists_alloc(c, &c->subgroup_lessons, p->n_subgroups);
        }
    }
}

static void list_rooms(struct check *c)
{
    const struct tt_problem *p = c->p;
    struct check_lists *l = &c->room_lessons;
    check_lists_count(c, l, p->n_rooms);
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < p->n_lessons; i++) {
            if (!check_is_placed(c, i))
                continue;
            for (int k = -1; k < c->s->max_reals; k++) {
                int room =
                    k < 0 ? c->s->room[i]
                          : c->s->real[(size_t)i * (size_t)c->s->max_reals + (size_t)k];
                if (room < 0)
                    continue;
                if (pass == 0)
                    l->start[room + 2]++;
                else
                    check_lists_put(l, room, i);
            }
        }
        if (pass == 0)
            check_lists_alloc(c, l, p->n_rooms);
    }
}

static void list_rules(struct check *c)
{
    const struct tt_problem *p = c->p;
    check_lists_count(c, &c->teacher_rules, p->n_teachers);
    check_lists_count(c, &c->set_rules, p->n_sets);
    check_lists_count(c, &c->scope_rules, TT_SCOPE_FILTER + 1);
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < p->n_rules; i++) {
            const struct tt_rule *r = &p->rules[i];
            enum tt_scope scope = tt_rule_infos[r->type].scope;
            struct check_lists *l = &c->scope_rules;
            int key = (int)scope;
            if (!c->live[i])
                continue;
            if (scope == TT_SCOPE_TEACHER) {
                l = &c->teacher_rules;
                key = r->teacher;
            } else if (scope == TT_SCOPE_SET) {
                l = &c->set_rules;
                key = r->set;
            }
            if (key < 0)
                continue;
            if (pass == 0)
                l->start[key + 2]++;
            else
                check_lists_put(l, key, i);
        }
        if (pass == 0) {
            check_lists_alloc(c, &c->teacher_rules, p->n_teachers);
            check_lists_alloc(c, &c->set_rules, p->n_sets);
            check_lists_alloc(c, &c->scope_rules, TT_SCOPE_FILTER + 1);
        }
    }
}

static void list_sets(struct check *c)
{
    const struct tt_problem *p = c->p;
    struct check_lists *l = &c->subgroup_sets;
    check_lists_count(c, l, p->n_subgroups);
    for (int i = 0; i < p->n_sets; i++)
        for (int k = 0; k < p->sets[i].n_subgroups; k++)
            l->start[p->sets[i].subgroups[k] + 2]++;
    check_lists_alloc(c, l, p->n_subgroups);
    for (int i = 0; i < p->n_sets; i++)
        for (int k = 0; k < p->sets[i].n_subgroups; k++)
            check_lists_put(l, p->sets[i].subgroups[k], i);
}

void check_context_init(struct check *c, const struct tt_problem *p,
                        const struct tt_solution *s, struct tt_report *out)
{
    assert(s->n == p->n_lessons);
    memset(c, 0, sizeof *c);
    c->p = p;
    c->s = s;
    c->out = out;
    c->work = arena_new();
    c->n_slots = p->n_days * p->n_periods;
    c->live = ARENA_NEW(c->work, bool, p->n_rules + 1);
    c->breaks = ARENA_NEW(c->work, bool, c->n_slots + 1);
    c->slot_scratch = ARENA_NEW(c->work, int, c->n_slots + 1);
    c->slot_mark = ARENA_NEW(c->work, bool, c->n_slots + 1);
    c->lesson_mark = ARENA_NEW(c->work, bool, p->n_lessons + 1);
    c->lesson_scratch = ARENA_NEW(c->work, int, p->n_lessons + 1);
    for (int i = 0; i < c->n_slots; i++)
        c->slot_scratch[i] = -1;
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        c->live[i] = tt_rule_live(p, r);
        if (c->live[i] && tt_rule_infos[r->type].family == TT_F_BREAK)
            for (int k = 0; k < r->n_slots; k++)
                c->breaks[r->slots[k]] = true;
    }
    for (int i = 0; i < p->n_lessons; i++)
        assert(s->slot[i] < c->n_slots && s->room[i] < p->n_rooms);
    list_people(c);
    list_rooms(c);
    list_rules(c);
    list_sets(c);
}

void check_context_release(struct check *c)
{
    arena_free(c->work);
    c->work = NULL;
}

int check_covered(const struct check *c, int lesson)
{
    int left = c->p->n_periods - check_period(c, lesson);
    int duration = c->p->lessons[lesson].duration;
    return duration < left ? duration : left;
}

int check_real_day(const struct check *c, int day)
{
    return c->p->mode == TT_MORNINGS_AFTERNOONS ? day / 2 : day;
}

int check_overlap(const struct check *c, int a, int b)
{
    if (check_day(c, a) != check_day(c, b))
        return 0;
    int from = check_period(c, a), to = check_end(c, a);
    if (check_period(c, b) > from)
        from = check_period(c, b);
    if (check_end(c, b) < to)
        to = check_end(c, b);
    return to > from ? to - from : 0;
}

bool check_has_tag(const struct check *c, int lesson, int tag)
{
    const struct tt_lesson *l = &c->p->lessons[lesson];
    for (int k = 0; k < l->n_tags; k++)
        if (l->tags[k] == tag)
            return true;
    return false;
}

const int *check_rule_lessons(struct check *c, int rule, int *n)
{
    const struct tt_problem *p = c->p;
    const struct tt_rule *r = &p->rules[rule];
    bool filter = tt_rule_infos[r->type].scope == TT_SCOPE_FILTER;
    int most = filter ? p->n_lessons : r->n_lessons;
    int *list = c->lesson_scratch;
    *n = 0;
    for (int k = 0; k < most; k++) {
        int lesson = filter ? k : r->lessons[k];
        if (!check_is_placed(c, lesson) || c->lesson_mark[lesson])
            continue;
        if (filter && !tt_rule_matches(p, r, lesson))
            continue;
        c->lesson_mark[lesson] = true;
        list[(*n)++] = lesson;
    }
    for (int k = 0; k < *n; k++)
        c->lesson_mark[list[k]] = false;
    return list;
}

const bool *check_rule_slots(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    memset(c->slot_mark, 0, (size_t)c->n_slots * sizeof *c->slot_mark);
    for (int k = 0; k < r->n_slots; k++)
        c->slot_mark[r->slots[k]] = true;
    return c->slot_mark;
}

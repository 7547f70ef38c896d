/*
 * Reasons from occupancy: the lesson's own rules, its people and its rooms. See explain_why.h.
 */
#include "timetable/explain_why.h"

#include <string.h>

static struct why *add_reason(struct why_work *w, enum why_kind kind)
{
    struct why y = {.kind = kind, .who = -1, .bar = {TT_BAR_DAY_END, -1}};
    y.starts = ARENA_NEW(w->arena, uint64_t, w->dom->words);
    vec_push(&w->list, y);
    return &w->list.v[w->list.n - 1];
}

static void take_bar(void *user, const struct tt_bar *bar, const uint64_t *starts)
{
    struct why_work *w = user;
    struct why *y = add_reason(w, WHY_BAR);
    y->bar = *bar;
    if (bar->rule >= 0)
        vec_push(&y->rules, bar->rule);
    memcpy(y->starts, starts, (size_t)w->dom->words * sizeof *starts);
}

void why_unary(struct why_work *w)
{
    tt_domain_each_bar(w->dom, w->lesson, take_bar, w);
}

/* --- people --- */

bool why_share_students(const struct tt_problem *p, int a, int b)
{
    const struct tt_lesson *x = &p->lessons[a], *y = &p->lessons[b];
    for (int i = 0, k = 0; i < x->n_subgroups && k < y->n_subgroups;) {
        if (x->subgroups[i] == y->subgroups[k])
            return true;
        if (x->subgroups[i] < y->subgroups[k])
            i++;
        else
            k++;
    }
    return false;
}

static bool has_teacher(const struct tt_lesson *l, int teacher)
{
    for (int i = 0; i < l->n_teachers; i++)
        if (l->teachers[i] == teacher)
            return true;
    return false;
}

static bool meets_set(const struct tt_problem *p, int lesson, int set)
{
    const struct tt_lesson *l = &p->lessons[lesson];
    const struct tt_set *s = &p->sets[set];
    for (int i = 0, k = 0; i < l->n_subgroups && k < s->n_subgroups;) {
        if (l->subgroups[i] == s->subgroups[k])
            return true;
        if (l->subgroups[i] < s->subgroups[k])
            i++;
        else
            k++;
    }
    return false;
}

bool why_overlaps(const struct why_work *w, int other, int slot, bool students_only)
{
    const struct tt_problem *p = w->p;
    int a = slot, b = w->s->slot[other];
    if (b < 0)
        return false;
    if (p->mode == TT_BLOCK_PLANNING && students_only) {
        a %= p->n_periods;
        b %= p->n_periods;
    } else if (a / p->n_periods != b / p->n_periods) {
        return false;
    }
    return a < b + p->lessons[other].duration && b < a + p->lessons[w->lesson].duration;
}

/* Marks the starts that a placed lesson forbids to those who must attend both. */
static void block(struct why_work *w, struct why *y, int other)
{
    bool any = false;
    for (int s = 0; s < w->dom->n_slots; s++)
        if (why_overlaps(w, other, s, y->kind == WHY_STUDENTS)) {
            bitset_set(y->starts, s);
            any = true;
        }
    if (any)
        vec_push(&y->lessons, other);
}

static bool placed(const struct why_work *w, int lesson)
{
    return lesson != w->lesson && w->p->lessons[lesson].active && w->s->slot[lesson] >= 0;
}

void why_people(struct why_work *w)
{
    const struct tt_problem *p = w->p;
    const struct tt_lesson *l = &p->lessons[w->lesson];
    for (int i = 0; i < l->n_teachers; i++) {
        struct why *y = add_reason(w, WHY_TEACHER);
        y->who = l->teachers[i];
        for (int k = 0; k < p->n_lessons; k++)
            if (placed(w, k) && has_teacher(&p->lessons[k], y->who))
                block(w, y, k);
    }
    for (int i = 0; i < l->n_sets; i++) {
        struct why *y = add_reason(w, WHY_STUDENTS);
        y->who = l->sets[i];
        for (int k = 0; k < p->n_lessons; k++)
            if (placed(w, k) && meets_set(p, k, y->who))
                block(w, y, k);
    }
}

/* --- rooms --- */

static void take_room(struct why_work *w, int room, int lesson)
{
    const struct tt_problem *p = w->p;
    uint64_t *busy = w->busy + (size_t)room * w->dom->words;
    int slot = w->s->slot[lesson], n = p->lessons[lesson].duration;
    for (int s = slot; s < slot + n && s < w->dom->n_slots; s++) {
        bitset_set(busy, s);
        for (int d = 0; p->mode == TT_BLOCK_PLANNING && d < p->n_days; d++)
            bitset_set(busy, d * p->n_periods + s % p->n_periods);
    }
}

static void occupy_rooms(struct why_work *w)
{
    const struct tt_problem *p = w->p;
    w->busy = ARENA_NEW(w->arena, uint64_t, (size_t)(p->n_rooms + 1) * w->dom->words);
    for (int l = 0; l < p->n_lessons; l++) {
        if (!placed(w, l) || w->s->room[l] < 0)
            continue;
        if (!p->rooms[w->s->room[l]].virtual_room) {
            take_room(w, w->s->room[l], l);
            continue;
        }
        for (int k = 0; k < w->s->max_reals; k++) {
            int real = w->s->real[l * w->s->max_reals + k];
            if (real >= 0)
                take_room(w, real, l);
        }
    }
}

bool why_room_free(const struct why_work *w, int room, int slot)
{
    return tt_domain_room_open(w->dom, w->lesson, room, slot, w->busy, NULL);
}

/* Does the lesson sit in one of the rooms that ours may use? */
static bool uses_room_of(const struct why_work *w, int other)
{
    const struct tt_lesson_rooms *lr = &w->dom->rooms[w->lesson];
    const struct tt_solution *s = w->s;
    for (int i = 0; i < lr->n; i++) {
        const struct tt_room *r = &w->p->rooms[lr->rooms[i]];
        if (s->room[other] == lr->rooms[i])
            return true;
        for (int k = 0; k < s->max_reals; k++)
            if (s->real[other * s->max_reals + k] == lr->rooms[i])
                return true;
        for (int k = 0; k < r->n_sets; k++)
            for (int j = 0; j < r->sets[k].n_rooms; j++)
                if (s->room[other] == r->sets[k].rooms[j])
                    return true;
    }
    return false;
}

void why_rooms(struct why_work *w)
{
    const struct tt_problem *p = w->p;
    const struct tt_lesson_rooms *lr = &w->dom->rooms[w->lesson];
    int duration = p->lessons[w->lesson].duration;
    if (!lr->bound || lr->n == 0)
        return;
    struct why *y = add_reason(w, WHY_ROOMS);
    for (int s = 0; s < w->dom->n_slots; s++) {
        bool open = s % p->n_periods + duration > p->n_periods;
        bool ever = open;
        for (int i = 0; !open && i < lr->n; i++) {
            open = why_room_free(w, lr->rooms[i], s);
            ever |= open ||
                    tt_domain_room_open(w->dom, w->lesson, lr->rooms[i], s, NULL, NULL);
        }
        if (!open && ever) /* else the bar of its rooms says it */
            bitset_set(y->starts, s);
    }
    for (int l = 0; l < p->n_lessons; l++) {
        bool near = false;
        for (int s = 0; !near && placed(w, l) && s < w->dom->n_slots; s++)
            near = bitset_get(y->starts, s) &&
                   why_overlaps(w, l, s, p->mode == TT_BLOCK_PLANNING);
        if (near && uses_room_of(w, l))
            vec_push(&y->lessons, l);
    }
    for (int i = 0; i < lr->n_rules; i++)
        vec_push(&y->rules, lr->rules[i]);
}

int why_pin_of(const struct tt_domain *dom, int lesson)
{
    for (int i = dom->first[lesson]; i < dom->first[lesson + 1]; i++) {
        const struct tt_rule *r = &dom->p->rules[dom->rules[i]];
        if (r->type == TT_R_LESSON_START && r->day >= 0 && r->period >= 0)
            return dom->rules[i];
    }
    return -1;
}

/* --- life cycle --- */

void why_begin(struct why_work *w, const struct tt_problem *p,
               const struct tt_domain *dom, const struct tt_solution *s, int lesson,
               bool soft)
{
    *w = (struct why_work){.p = p, .dom = dom, .s = s, .lesson = lesson};
    w->arena = arena_new();
    occupy_rooms(w);
    why_prepare_trial(w, soft);
}

void why_end(struct why_work *w)
{
    for (int i = 0; i < w->list.n; i++) {
        vec_free(&w->list.v[i].rules);
        vec_free(&w->list.v[i].lessons);
    }
    vec_free(&w->list);
    why_release_trial(w);
    arena_free(w->arena);
}

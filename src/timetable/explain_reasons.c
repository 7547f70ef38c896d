/*
 * The bars of one or several lessons as sets of starts, and the few of them that together
 * forbid every start, in words. Layer: timetable.
 */
#include "timetable/explain_parts.h"

/* Equal bars of linked lessons (one break rule for all) count once. */
static void collect(void *user, const struct tt_bar *bar, const uint64_t *starts)
{
    struct explain_reasons *r = user;
    int words = r->x->dom.words, at = -1;
    for (int i = 0; i < r->list.n && at < 0; i++)
        if (bar->rule >= 0 && r->list.v[i].bar.rule == bar->rule)
            at = i;
    if (at < 0) {
        at = r->list.n;
        vec_push(&r->list, ((struct explain_reason){*bar, r->lesson}));
        vec_push(&r->bits, MEM_NEW(uint64_t, words));
    }
    for (int w = 0; w < words; w++)
        r->bits.v[at][w] |= starts[w];
}

void reasons_release(struct explain_reasons *r)
{
    for (int i = 0; i < r->bits.n; i++)
        mem_free(r->bits.v[i]);
    vec_free(&r->bits);
    vec_free(&r->list);
}

void reasons_begin(struct explain_reasons *r, const struct explain *x)
{
    *r = (struct explain_reasons){.x = x};
}

void reasons_add_lesson(struct explain_reasons *r, int lesson)
{
    r->lesson = lesson;
    tt_domain_each_bar(&r->x->dom, lesson, collect, r);
}

/* --- the rooms of a lesson in words --- */

static void add_room_reason(const struct explain *x, struct explain_note *n, int lesson)
{
    const struct tt_problem *p = x->p;
    const struct tt_lesson_rooms *lr = &x->dom.rooms[lesson];
    for (int i = 0; i < lr->n_rules; i++)
        note_rule(n, lr->rules[i]);
    if (lr->n == 0 && lr->n_small > 0) {
        sb_adds(&n->text, "its only rooms (");
        explain_add_rooms(p, &n->text, lr->small, lr->n_small);
        sb_addf(&n->text, ") are too small for its %d students",
                p->lessons[lesson].head_count);
        sb_adds(&n->advice, "Allow a larger room or correct the number of students. ");
        return;
    }
    if (lr->n == 0) {
        sb_addf(&n->text, "its %d room rules have no room in common", lr->n_rules);
        sb_adds(&n->advice, "Let the room rules name a common room. ");
        return;
    }
    sb_adds(&n->text, "its rooms (");
    explain_add_rooms(p, &n->text, lr->rooms, lr->n);
    sb_adds(&n->text, ") are closed at the times that are left");
    for (int i = 0; i < p->n_rules; i++)
        for (int k = 0; k < lr->n; k++)
            if (tt_rule_infos[p->rules[i].type].family == TT_F_ROOM_NOT_AVAILABLE &&
                explain_is_hard(p, i) && p->rules[i].room == lr->rooms[k])
                note_rule(n, i);
    sb_adds(&n->advice, "Open one of the rooms longer or allow another room. ");
}

static void add_reason(const struct explain *x, struct explain_note *n,
                       const struct explain_reason *r, bool name_lesson)
{
    if (name_lesson && (r->bar.kind == TT_BAR_PLACE || r->bar.kind == TT_BAR_ROOM ||
                        r->bar.kind == TT_BAR_DAY_END)) {
        explain_add_lesson(x->p, &n->text, r->lesson);
        sb_adds(&n->text, ": ");
    }
    if (r->bar.kind == TT_BAR_ROOM)
        add_room_reason(x, n, r->lesson);
    else if (r->bar.kind == TT_BAR_DAY_END)
        sb_addf(&n->text, "its %d periods must fit into a day of %d",
                x->p->lessons[r->lesson].duration, x->p->n_periods);
    else
        explain_add_rule(x->p, &n->text, r->bar.rule);
    note_rule(n, r->bar.rule);
}

bool reasons_say(const struct explain_reasons *r, struct explain_note *n,
                 bool name_lessons)
{
    const struct explain *x = r->x;
    uint64_t *universe = MEM_NEW(uint64_t, x->dom.words);
    int *chosen = MEM_NEW(int, x->dom.n_slots + r->list.n + 1), only = 0;
    explain_all_slots(x, universe);
    int k = explain_cover(r->bits.v, r->bits.n, universe, x->dom.words, chosen);
    for (int i = 0; i < k; i++)
        only += r->list.v[chosen[i]].bar.kind != TT_BAR_DAY_END;
    bool first = true;
    for (int i = 0; i < k; i++) {
        const struct explain_reason *one = &r->list.v[chosen[i]];
        /* that a lesson ends with the day goes without saying beside other reasons */
        if (one->bar.kind == TT_BAR_DAY_END && only > 0 &&
            x->p->lessons[one->lesson].duration <= x->p->n_periods)
            continue;
        sb_adds(&n->text, first ? "" : "; ");
        first = false;
        add_reason(x, n, one, name_lessons);
    }
    mem_free(universe);
    mem_free(chosen);
    return k > 0;
}

/*
 * Swaps: two events change places, nobody else moves. Layer: timetable.
 */
#include "base/bits.h"
#include "timetable/suggest_parts.h"

/* May the event start there, by its hard rules, and does it fit the day? */
static bool may_start(const struct tt_suggester *g, const struct tm_event *e, int slot)
{
    return slot >= 0 && slot < g->m->n_slots && bitset_get(e->allowed, slot);
}

/* Places all lessons of a lifted event in free rooms without any clash of persons. */
static bool place_free(struct tt_suggester *g, const struct tm_event *e, int slot)
{
    sg_ints way = {0};
    bool ok = true;
    for (int i = 0; i < e->n_lessons && ok; i++) {
        struct sg_place to = {slot, -1, g->real_scratch};
        sg_in_the_way(g, e->lessons[i], slot, &way);
        ok = way.n == 0 && sg_keep_room(&g->j, e->lessons[i], slot, &to);
        if (ok)
            sg_put(&g->j, e->lessons[i], &to);
    }
    vec_free(&way);
    return ok;
}

static void exchange(struct tt_suggester *g, int lesson, const struct tm_event *b,
                     int slot_a, int slot_b)
{
    const struct tm_event *a = &g->m->events[g->m->lessons[lesson].event];
    if (!may_start(g, a, slot_a) || !may_start(g, b, slot_b))
        return;
    for (int i = 0; i < a->n_lessons; i++)
        sg_lift(&g->j, a->lessons[i]);
    for (int i = 0; i < b->n_lessons; i++)
        sg_lift(&g->j, b->lessons[i]);
    if (place_free(g, a, slot_a) && place_free(g, b, slot_b)) {
        struct cost times = {0, 0, 0};
        sg_ints broken = {0};
        sg_delta(&g->j, TT_LIST_T, &times, &broken);
        sg_note(g, lesson, TT_SUGGEST_SWAP, &times, &broken);
        vec_free(&broken);
    }
    sg_undo(&g->j);
}

/* The common start of an event's lessons; -1 = not all placed, or apart. */
static int start_of(const struct tt_suggester *g, const struct tm_event *e)
{
    int slot = g->given.slot[e->lessons[0]];
    for (int i = 1; i < e->n_lessons; i++)
        if (g->given.slot[e->lessons[i]] != slot)
            return -1;
    return slot;
}

void sg_swap_with(struct tt_suggester *g, int lesson, int event)
{
    const struct tm_event *a = &g->m->events[g->m->lessons[lesson].event];
    const struct tm_event *b = &g->m->events[event];
    int at_a = start_of(g, a), at_b = start_of(g, b);
    if (a == b || at_a < 0 || at_b < 0 || at_a == at_b)
        return;
    exchange(g, lesson, b, at_b, at_a);
    /* neighbours of different length change their order */
    if (a->duration != b->duration && at_a + a->duration == at_b)
        exchange(g, lesson, b, at_a + b->duration, at_a);
    if (a->duration != b->duration && at_b + b->duration == at_a)
        exchange(g, lesson, b, at_b, at_b + a->duration);
}

/* Notes the event of a lesson in the list, once. */
static void note_event(struct tt_suggester *g, int lesson, sg_ints *list)
{
    int event = g->m->lessons[lesson].event;
    if (g->mark[event] == g->round || g->given.slot[lesson] < 0)
        return;
    g->mark[event] = g->round;
    vec_push(list, event);
}

/* Placed lessons in the rooms that the asked one may have. */
static void note_room_mates(struct tt_suggester *g, int lesson, sg_ints *list)
{
    enum { FEW = 8 };
    const struct tm_lesson *le = &g->m->lessons[lesson];
    if (le->n_options > FEW)
        return; /* with many rooms to choose from, one is free or its holder goes elsewhere */
    for (int l = 0; l < g->p->n_lessons; l++)
        for (int i = 0; i < le->n_options; i++)
            if (le->options[i].room >= 0 && g->given.room[l] == le->options[i].room &&
                g->p->lessons[l].active)
                note_event(g, l, list);
}

void sg_swaps(struct tt_suggester *g, int lesson)
{
    const struct tm_event *a = &g->m->events[g->m->lessons[lesson].event];
    sg_ints events = {0};
    if (start_of(g, a) < 0)
        return;
    g->round++;
    for (int i = 0; i < a->n_lessons; i++) {
        const struct tm_lesson *le = &g->m->lessons[a->lessons[i]];
        for (int k = 0; k < le->n_persons; k++) {
            const struct tm_person *x = &g->m->persons[le->persons[k]];
            for (int n = 0; n < x->n_lessons; n++)
                note_event(g, x->lessons[n], &events);
        }
    }
    note_room_mates(g, lesson, &events);
    for (int i = 0; i < events.n; i++)
        sg_swap_with(g, lesson, events.v[i]);
    vec_free(&events);
}

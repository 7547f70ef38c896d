/*
 * Moves: the lesson, and all that must start with it, at another start or in another room.
 * Layer: timetable.
 */
#include "base/bits.h"
#include "timetable/suggest_parts.h"
#include <string.h>

enum { MAX_ROOMS = 512 };

void sg_in_the_way(struct tt_suggester *g, int lesson, int slot, sg_ints *out)
{
    const struct sg_judge *j = &g->j;
    const struct tm_lesson *le = &g->m->lessons[lesson];
    out->n = 0;
    g->round++;
    for (int i = 0; i < le->n_persons; i++) {
        const struct tm_person *x = &g->m->persons[le->persons[i]];
        const uint16_t *busy = j->busy + (size_t)le->persons[i] * (size_t)g->m->n_slots;
        int from = sg_clash_slot(j, slot, x->is_teacher), to = from + le->duration;
        bool any = false;
        for (int k = from; k < to; k++)
            any = any || busy[k];
        for (int k = 0; k < x->n_lessons && any; k++) {
            int l = x->lessons[k];
            if (l == lesson || j->s.slot[l] < 0 || g->mark[l] == g->round)
                continue;
            int begins = sg_clash_slot(j, j->s.slot[l], x->is_teacher);
            if (begins >= to || begins + check_covered(&j->c, l) <= from)
                continue;
            g->mark[l] = g->round;
            vec_push(out, l);
        }
    }
}

static bool fits_day(const struct tt_suggester *g, const struct tm_event *e, int slot)
{
    return slot % g->p->n_periods + e->duration <= g->p->n_periods;
}

/* The start is outside the event's starts. Is one hard rule on its lessons all that forbids
   it, and one that a person could decide to break? Their pins together count as one; breaks
   bind everybody: not those. */
static bool one_rule_forbids(struct tt_suggester *g, const struct tm_event *e, int slot)
{
    struct sg_place at = {slot, -1, NULL};
    int rule = -1;
    bool one = true;
    for (int i = 0; i < e->n_lessons && one; i++) {
        g->j.after.n = 0;
        sg_unary(&g->j, e->lessons[i], &at, TT_LIST_T, &g->j.after);
        for (int k = 0; k < g->j.after.n && one; k++) {
            const struct sg_line *x = &g->j.after.v[k];
            if (!x->hard || x->rule == rule)
                continue;
            enum tt_rule_type type = x->rule < 0 ? TT_R_BREAK : g->p->rules[x->rule].type;
            bool pins = rule >= 0 && type == TT_R_LESSON_START &&
                        g->p->rules[rule].type == TT_R_LESSON_START;
            one = type != TT_R_BREAK && (rule < 0 || pins);
            rule = x->rule;
        }
    }
    return one && rule >= 0;
}

/* Puts the lesson into a room at slot though all are taken: the one that fewest hold. They
   lose their places. False if every room is closed. */
static bool take_room(struct tt_suggester *g, int lesson, int slot, const int *rooms,
                      int n)
{
    struct sg_place to = {slot, -1, g->real_scratch};
    sg_ints holders = {0};
    int best = -1, fewest = 0;
    for (int i = 0; i < n; i++) {
        to.room = rooms[i];
        if (!sg_room_fits(&g->j, lesson, rooms[i], slot, true, to.reals))
            continue;
        sg_holders(&g->j, lesson, &to, &holders);
        if (best < 0 || holders.n < fewest) {
            best = i;
            fewest = holders.n;
        }
    }
    if (best >= 0) {
        to.room = rooms[best];
        sg_room_fits(&g->j, lesson, to.room, slot, true, to.reals);
        sg_holders(&g->j, lesson, &to, &holders);
        for (int i = 0; i < holders.n; i++)
            sg_lift(&g->j, holders.v[i]);
        sg_put(&g->j, lesson, &to);
    }
    vec_free(&holders);
    return best >= 0;
}

/* Lifts the event and those who share people with it at slot; places all of it but `asked`. */
static bool make_way(struct tt_suggester *g, const struct tm_event *e, int asked,
                     int slot)
{
    sg_ints way = {0};
    bool ok = true;
    for (int i = 0; i < e->n_lessons; i++)
        sg_lift(&g->j, e->lessons[i]);
    for (int i = 0; i < e->n_lessons; i++) {
        sg_in_the_way(g, e->lessons[i], slot, &way);
        for (int k = 0; k < way.n; k++)
            sg_lift(&g->j, way.v[k]);
    }
    for (int i = 0; i < e->n_lessons && ok; i++) {
        struct sg_place to = {slot, -1, g->real_scratch};
        int l = e->lessons[i], rooms[MAX_ROOMS];
        if (l == asked)
            continue;
        if (sg_keep_room(&g->j, l, slot, &to))
            sg_put(&g->j, l, &to);
        else
            ok =
                take_room(g, l, slot, rooms, sg_room_choices(&g->j, l, rooms, MAX_ROOMS));
    }
    vec_free(&way);
    return ok;
}

/* The event but for the asked lesson stands; each room of it is a suggestion. */
static void try_rooms(struct tt_suggester *g, int asked, int slot, int only, bool outside,
                      bool best_only)
{
    struct sg_place to = {slot, -1, g->real_scratch};
    int rooms[MAX_ROOMS], n = sg_room_choices(&g->j, asked, rooms, MAX_ROOMS);
    struct cost times = {0, 0, 0};
    sg_ints broken = {0};
    int first = g->found.n, best = -1;
    if (only >= 0) {
        rooms[0] = only;
        n = 1;
    }
    for (int i = 0; i < n; i++) {
        bool here = g->given.slot[asked] == slot && g->given.room[asked] == rooms[i];
        if (here || !sg_room_fits(&g->j, asked, rooms[i], slot, false, to.reals))
            continue;
        to.room = rooms[i];
        sg_put(&g->j, asked, &to);
        if (g->found.n == first)
            sg_delta(&g->j, TT_LIST_T, &times, &broken);
        sg_note(g, asked, TT_SUGGEST_MOVE, &times, &broken);
        sg_lift(&g->j, asked);
    }
    bool stays = g->given.slot[asked] == slot && only < 0;
    if (g->found.n == first && !stays && take_room(g, asked, slot, rooms, n)) {
        sg_delta(&g->j, TT_LIST_T, &times, &broken);
        sg_note(g, asked, TT_SUGGEST_MOVE, &times, &broken);
    }
    for (int i = first; i < g->found.n; i++)
        if (best < 0 || cost_cmp(g->found.v[i].s.delta, g->found.v[best].s.delta) < 0)
            best = i;
    for (int i = first; i < g->found.n; i++) {
        g->found.v[i].outside = outside;
        g->found.v[i].spare = i != best;
    }
    if (best_only && best >= 0) {
        g->found.v[first] = g->found.v[best];
        g->found.n = first + 1;
    }
    vec_free(&broken);
}

void sg_move_to(struct tt_suggester *g, int lesson, int slot, int room, bool best)
{
    const struct tm_event *e = &g->m->events[g->m->lessons[lesson].event];
    bool outside = !bitset_get(e->allowed, slot);
    if (!fits_day(g, e, slot) || (outside && !one_rule_forbids(g, e, slot)))
        return;
    bool ok = true;
    if (g->given.slot[lesson] == slot)
        sg_lift(&g->j, lesson);
    else
        ok = make_way(g, e, lesson, slot);
    if (ok)
        try_rooms(g, lesson, slot, room, outside, best);
    sg_undo(&g->j);
}

void sg_moves(struct tt_suggester *g, int lesson)
{
    for (int slot = 0; slot < g->m->n_slots; slot++)
        sg_move_to(g, lesson, slot, -1, false);
}

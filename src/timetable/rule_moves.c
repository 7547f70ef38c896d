/*
 * Person rules about walking: changes of building or room within a day, and the time
 * between them. Layer: timetable.
 *
 * The day is read hour by hour; hours without a lesson, or with a lesson without a room (or
 * whose room has no building), are passed over.
 */
#include "timetable/state.h"

/* The place of a lesson: its building or its room; -1 = none. */
static int place_of(const struct tt_state *st, int lesson, bool building)
{
    if (lesson < 0 || st->room[lesson] < 0)
        return -1;
    int room = st->room[lesson];
    return building ? st->m->p->rooms[room].building : room;
}

struct walk {            /* what has been met so far */
    int last, last_hour; /* place and hour of the last lesson with a place */
    int changes, tight;  /* changes; changes with too few hours between */
};

static void walk_day(const struct tt_state *st, int person, int day, bool building,
                     int min_gap, struct walk *w)
{
    const struct tt_model *m = st->m;
    const int *owner = st->owner + (size_t)person * (size_t)m->n_clash +
                       (m->block ? 0 : day * m->n_periods);
    for (int h = 0; h < m->n_periods; h++) {
        if (!(st->mask[(size_t)person * (size_t)m->n_days + (size_t)day] >> h & 1))
            continue;
        int place = place_of(st, owner[h], building);
        if (place < 0)
            continue;
        if (w->last >= 0 && w->last != place) {
            w->changes++;
            w->tight += h - w->last_hour - 1 < min_gap;
        }
        w->last = place;
        w->last_hour = h;
    }
}

int ts_moves_amount(const struct tt_state *st, int person, const struct tm_prule *r)
{
    bool building = r->kind == TM_BUILDING_CHANGES || r->kind == TM_BUILDING_GAPS;
    bool gaps = r->kind == TM_BUILDING_GAPS || r->kind == TM_ROOM_GAPS;
    int total = 0, week = 0;
    for (int d = 0; d < st->m->n_days; d++) {
        struct walk w = {.last = -1};
        walk_day(st, person, d, building, gaps ? r->limit : 0, &w);
        if (r->span == TT_REAL && d + 1 < st->m->n_days) {
            w.last_hour -= st->m->n_periods;
            walk_day(st, person, ++d, building, gaps ? r->limit : 0, &w);
        }
        week += w.changes;
        if (gaps)
            total += w.tight;
        else if (r->span != TT_WEEK && w.changes > r->limit)
            total += w.changes - r->limit;
    }
    if (r->span == TT_WEEK && !gaps)
        return week > r->limit ? week - r->limit : 0;
    return total;
}

/*
 * Forcing an event into a slot: who must leave so that no hard rule is broken.
 * Layer: timetable, over state.h.
 */
#ifndef HORARIUM_TIMETABLE_EJECT_H
#define HORARIUM_TIMETABLE_EJECT_H

#include "timetable/state.h"

enum { TE_MAX_EJECTED = 400 };

struct te_guard {    /* who may be sent away, and at what price */
    int *weight;     /* [event], >= 1: grows when an event proves hard to place */
    uint8_t *locked; /* [event]: must stay */
    int max;         /* most events that may leave, <= TE_MAX_EJECTED */
    int64_t hard;    /* hard cost that the state may keep (0 while constructing) */
};

struct te_ejected {
    int n, weight;
    int event[TE_MAX_EJECTED];
};

/*
 * The other events that hold a person of event during its time at slot, each once, at most
 * max. Returns how many, or -1 if there are more or one is fixed. Changes nothing.
 */
int te_in_the_way(const struct tt_state *st, int event, int slot, int *list, int max);

/*
 * Places event (unplaced) at slot after lifting whatever stands in the way: clashing
 * lessons, the holder of a room, and lessons until no rule is broken beyond guard.hard.
 * The state must be flushed, and is again. On success *out lists who was lifted. Returns
 * false, with the state as it was, if that takes a fixed or locked event or too many.
 */
bool te_force(struct tt_state *st, const struct te_guard *g, int event, int slot,
              struct te_ejected *out);

#endif

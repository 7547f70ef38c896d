/*
 * Improvement: simulated annealing over complete timetables. Layer: timetable.
 *
 * A move takes one event to another start; those in the way go to the place it left, or to
 * another one, or are inserted again by a short chain of displacements. A broken hard rule
 * may stand for a while at a price; the best timetable without any is kept.
 */
#ifndef HORARIUM_TIMETABLE_IMPROVE_H
#define HORARIUM_TIMETABLE_IMPROVE_H

#include "timetable/eject.h"
#include <stdatomic.h>

struct ti_search;

/* st holds a timetable without broken hard rules and is borrowed. */
struct ti_search *ti_new(struct tt_state *st);
void ti_free(struct ti_search *s);

/* Starts a cycle of annealing from the present state: hot (0..1) scales the heat. */
void ti_cycle(struct ti_search *s, double hot);

/* Moves until st->work has grown by `work` or *stop; progress 0..1 within the cycle sets
   the temperature. */
void ti_run(struct ti_search *s, int64_t work, double progress, const atomic_bool *stop);

/* The best timetable met (no broken hard rule); lives as long as s. */
const struct tt_solution *ti_best_solution(const struct ti_search *s);
int64_t ti_best_soft(const struct ti_search *s);
int64_t ti_moves(const struct ti_search *s);

/* The present state becomes the best and the beginning (after another one was adopted). */
void ti_adopt(struct ti_search *s);

#endif

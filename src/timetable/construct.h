/*
 * Construction: place every event without breaking a hard rule. Layer: timetable.
 *
 * An event that fits nowhere is inserted by a chain of displacements: it takes a slot,
 * those in the way leave and are inserted again one level deeper, nobody moves twice in one
 * chain. If no chain succeeds within its budget, the event is forced into the slot whose
 * lessons are cheapest to lose, where the price of an event grows with every failure to
 * place it (guided ejection search: Nagata and Bräysy, 2009), and those wait for their turn.
 */
#ifndef HORARIUM_TIMETABLE_CONSTRUCT_H
#define HORARIUM_TIMETABLE_CONSTRUCT_H

#include "timetable/eject.h"
#include <stdatomic.h>

struct tc_search;

/* st is borrowed; whatever it has placed stays as the beginning. */
struct tc_search *tc_new(struct tt_state *st);
void tc_free(struct tc_search *c);

/*
 * Works until everything that can be placed is placed, or st->work has grown by `work`, or
 * *stop. Returns true when nothing is left to place (st->unplaced is then 0, or counts
 * events without any start).
 */
bool tc_run(struct tc_search *c, int64_t work, const atomic_bool *stop);

/* Places what fits without displacing anybody; for a search that was cut short. */
void tc_fill(struct tc_search *c);

/* Events that no slot can hold, or that only fixed events block: given up. */
int tc_given_up(const struct tc_search *c);

#endif

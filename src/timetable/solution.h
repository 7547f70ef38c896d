/*
 * A timetable: flat arrays over lesson ids. Layer: timetable.
 */
#ifndef HORARIUM_TIMETABLE_SOLUTION_H
#define HORARIUM_TIMETABLE_SOLUTION_H

#include "timetable/problem.h"

struct tt_solution {
    int n;         /* p->n_lessons */
    int max_reals; /* p->max_reals */
    int *slot;     /* start slot, -1 = unplaced (inactive lessons stay -1) */
    int *room;     /* room id, -1 = none */
    int *real; /* [lesson * max_reals + k]: real rooms of a virtual room, -1 = unused */
};

void tt_solution_init(struct tt_solution *s,
                      const struct tt_problem *p); /* all unplaced */
void tt_solution_release(struct tt_solution *s);
/* Both are initialised, of the same problem. */
void tt_solution_copy(struct tt_solution *to, const struct tt_solution *from);

/* The pin that keeps the lesson where it is; its real rooms are borrowed from s. */
struct tt_pin tt_solution_pin(const struct tt_solution *s, const struct tt_problem *p,
                              int lesson);

/*
 * The timetable that the problem's own hard locks describe: every active lesson whose
 * start is fixed by active 100 % LESSON_START rules (day and period) gets it, likewise
 * rooms by LESSON_ROOM. This is how a *_data_and_timetable.fet file is read as a solution.
 * Real rooms that the locks leave open are chosen by tt_solution_complete_reals.
 */
void tt_solution_from_locks(struct tt_solution *s, const struct tt_problem *p);

/*
 * Chooses real rooms for placed lessons that have a virtual room and no real ones yet: one
 * free room out of each set, all different. Where that is impossible (or a bounded search
 * finds nothing) they stay open.
 */
void tt_solution_complete_reals(struct tt_solution *s, const struct tt_problem *p);

/* The same problem, other file: slots and rooms of `other_s` carried over by lesson id and by
   day, period and room names. Returns how many lessons were found. */
int tt_solution_carry(struct tt_solution *s, const struct tt_problem *p,
                      const struct tt_solution *other_s,
                      const struct tt_problem *other_p);

#endif

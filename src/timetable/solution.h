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
    int *real;     /* [lesson * max_reals + k]: real rooms of a virtual room, -1 = unused */
};

void tt_solution_init(struct tt_solution *s, const struct tt_problem *p); /* all unplaced */
void tt_solution_release(struct tt_solution *s);
void tt_solution_copy(struct tt_solution *to, const struct tt_solution *from); /* same problem, both initialised */

/*
 * The timetable that the problem's own hard locks describe: every active lesson whose
 * start is fixed by active 100 % LESSON_START rules (day and period) gets it, likewise
 * rooms by LESSON_ROOM. This is how a *_data_and_timetable.fet file is read as a solution.
 */
void tt_solution_from_locks(struct tt_solution *s, const struct tt_problem *p);

/* The same problem, other file: slots and rooms of `other_s` carried over by lesson id and by
   day, period and room names. Returns how many lessons were found. */
int tt_solution_carry(struct tt_solution *s, const struct tt_problem *p,
                      const struct tt_solution *other_s, const struct tt_problem *other_p);

#endif

/*
 * What domain.c and domain_rooms.c share. Layer: timetable, private to them.
 */
#ifndef HORARIUM_TIMETABLE_DOMAIN_PARTS_H
#define HORARIUM_TIMETABLE_DOMAIN_PARTS_H

#include "base/vec.h"
#include "timetable/domain.h"

struct domain_pair {
    int lesson, rule;
};

typedef VEC(struct domain_pair) domain_pairs;

bool domain_has(const int *v, int n, int x);

/* Appends (lesson, rule) for every active lesson that the rule concerns; with `limits` only
   where the rule can forbid something. `marked`: all false, one for each subgroup. */
void domain_pair_up(const struct tt_problem *p, int rule, bool *marked, bool limits,
                    domain_pairs *out);

/* Sorts pairs by lesson: rules of l are (*rules)[(*first)[l] .. (*first)[l + 1] - 1]. */
void domain_compress(struct tt_domain *d, const domain_pairs *pairs, int **first,
                     int **rules);

/* domain_rooms.c */
void domain_index_closed_rooms(struct tt_domain *d);
void domain_index_lesson_rooms(struct tt_domain *d);
/* The starts for which no room of the lesson is open; bits are zeroed before. */
void domain_bar_rooms(const struct tt_domain *d, int lesson, uint64_t *bits);

#endif

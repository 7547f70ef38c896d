/*
 * What problem*.c keep beside a problem: hashed lookups, and room to grow for pins.
 * Layer: timetable, private to problem*.c.
 */
#ifndef HORARIUM_TIMETABLE_PROBLEM_INDEX_H
#define HORARIUM_TIMETABLE_PROBLEM_INDEX_H

#include "base/map.h"
#include "timetable/problem.h"

struct tt_index {
    struct map teachers, sets, rooms, lessons;
    int rules_cap;      /* p->rules has room for that many */
    bool *teacher_used; /* has an active lesson */
    bool *subgroup_used;
    bool any_used; /* some lesson is active */
};

/* Fills p->index. ERR_INPUT when a name or id is there twice. */
int tt_index_build(struct tt_problem *p, struct err *e);
void tt_index_free(struct tt_index *x); /* NULL allowed */

/* Appends a rule, growing the array in the arena. */
void tt_problem_append_rule(struct tt_problem *p, const struct tt_rule *r);

#endif

/* The insides of the public interface's opaque structs. Layer: planner, horarium*.c only. */
#ifndef HORARIUM_PLANNER_HORARIUM_PARTS_H
#define HORARIUM_PLANNER_HORARIUM_PARTS_H

#include "horarium.h"
#include "planner/planner.h"

struct horarium_problem {
    const struct planner *planner;
    void *problem;
};

struct horarium_solution {
    const struct horarium_problem *of;
    void *solution;
};

/* Copies an inner error out and returns its code; either may be NULL. */
int horarium_tell(struct horarium_error *to, const struct err *from);

#endif

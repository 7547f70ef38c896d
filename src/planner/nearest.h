/*
 * "Did you mean?": the known name that is nearest to a mistyped one. Layer: planner.
 */
#ifndef HORARIUM_PLANNER_NEAREST_H
#define HORARIUM_PLANNER_NEAREST_H

struct nearest {
    const char *want;
    const char *best; /* NULL while nothing is near enough; borrowed from nearest_try */
    int distance;     /* edits between want and best */
};

void nearest_init(struct nearest *n, const char *want);
void nearest_try(struct nearest *n, const char *candidate);

#endif

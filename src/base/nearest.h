/*
 * "Did you mean?": the known name that is nearest to a mistyped one, whatever the case of
 * its letters. Layer: base.
 */
#ifndef HORARIUM_BASE_NEAREST_H
#define HORARIUM_BASE_NEAREST_H

#include "base/map.h"

struct nearest {
    const char *want;
    const char *best; /* NULL while nothing is near enough; borrowed from nearest_try */
    int distance;     /* edits between want and best */
};

void nearest_init(struct nearest *n, const char *want);
void nearest_try(struct nearest *n, const char *candidate);

/* The key of a string map nearest to `want`, NULL if none is near enough. Borrowed. */
const char *nearest_key(const struct map *m, const char *want);

#endif

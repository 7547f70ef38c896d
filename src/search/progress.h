/*
 * What a running solver tells. Layer: search.
 */
#ifndef HORARIUM_SEARCH_PROGRESS_H
#define HORARIUM_SEARCH_PROGRESS_H

#include "search/cost.h"

struct progress {
    const char *stage;   /* "load", "construct", "improve", "verify" */
    double percent;      /* of the budget used, 0..100 */
    double seconds;      /* since the start */
    double seconds_left; /* estimate, < 0 = unknown */
    struct cost best;    /* of the incumbent */
    int64_t total;       /* things to place */
    double bound;        /* proven lower bound of soft (planner's units), NAN = none */
    int64_t moves;       /* accepted and rejected, all threads */
};

/* Called from one thread at a time, at most about ten times a second. */
typedef void (*progress_fn)(const struct progress *p, void *user);

#endif

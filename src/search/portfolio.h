/*
 * A portfolio of workers on threads that share one incumbent. Layer: search.
 *
 * Work goes in rounds: in each round every worker does the same amount of work by itself;
 * then, with all workers at rest, `exchange` runs once. So a run that ends by iterations is
 * the same on every machine; the clock and the stop flag can only cut it short.
 */
#ifndef HORARIUM_SEARCH_PORTFOLIO_H
#define HORARIUM_SEARCH_PORTFOLIO_H

#include "search/progress.h"
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct portfolio {
    int n_workers; /* >= 1 */
    void **workers;
    /* One round of a worker, on its own thread; returns soon after *stop is set. */
    void (*round)(void *worker, const atomic_bool *stop);
    /* Between rounds, alone; returns true to end the run. */
    bool (*exchange)(void *user);
    /* The present state for the progress callback; called with the workers running, so it
       may only read what is guarded or atomic. */
    void (*report)(void *user, struct progress *out);
    void *user;
    double seconds;       /* wall clock limit, <= 0 = none */
    atomic_bool *stop;    /* from outside, may be NULL */
    progress_fn progress; /* may be NULL */
    void *progress_user;
};

/* Runs until exchange returns true, the time is over or *stop is set. Returns the seconds
   used. With one worker everything but progress runs on one thread as well. */
double portfolio_run(struct portfolio *p);

#endif

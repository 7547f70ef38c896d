/*
 * Simulated annealing: temperature by progress, acceptance by a drawn budget.
 * Layer: search. Source: Kirkpatrick, Gelatt and Vecchi (1983).
 */
#ifndef HORARIUM_SEARCH_ANNEAL_H
#define HORARIUM_SEARCH_ANNEAL_H

#include "base/rng.h"

struct anneal {
    double hot, cold; /* temperatures at the start and at the end, cost units, > 0 */
    double now;       /* present temperature */
};

void anneal_init(struct anneal *a, double hot, double cold);

/* Sets the temperature for progress 0..1 of a cycle (geometric between hot and cold). */
void anneal_progress(struct anneal *a, double fraction);

/* The largest worsening that the next move may cause: -now * ln(u), u uniform. */
double anneal_budget(const struct anneal *a, struct rng *r);

#endif

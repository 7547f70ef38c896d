/*
 * Solving a timetable: construct until every lesson is placed without a broken hard rule,
 * then lower the soft total until the budget ends. Layer: timetable.
 */
#ifndef HORARIUM_TIMETABLE_SOLVE_H
#define HORARIUM_TIMETABLE_SOLVE_H

#include "search/progress.h"
#include "timetable/solution.h"
#include <stdatomic.h>

struct tt_options {
    double seconds;     /* wall clock, <= 0 = no limit (then iterations must be given) */
    int64_t iterations; /* of each thread, 0 = no limit; ends a run reproducibly */
    int threads;        /* >= 1 */
    uint64_t seed;
    int variants;                   /* how many different timetables to keep, >= 1 */
    const struct tt_solution *from; /* start from this one, NULL = from nothing */
    bool min_changes;  /* with from: changed placements cost more than any soft rule */
    atomic_bool *stop; /* set to true by anyone to end early, may be NULL */
    progress_fn progress;
    void *user;
};

enum tt_status { TT_OPTIMAL, TT_FEASIBLE, TT_INCOMPLETE, TT_INFEASIBLE, TT_STOPPED };

struct tt_variant {
    struct tt_solution solution;
    struct cost cost; /* as tt_check says */
    int changed;      /* placements that differ from options.from, else 0 */
};

struct tt_result {
    enum tt_status status;
    int n_variants; /* best first */
    struct tt_variant *variants;
    int64_t bound; /* proven lower bound of soft, millionths */
    double seconds;
    double first_valid_seconds; /* < 0 = none found */
    int64_t moves;
};

/* Defaults: 20 s, 2 threads, seed 1, one variant. */
void tt_options_init(struct tt_options *o);

/* Solves; always gives at least one variant (perhaps incomplete). 0 or a code of err.h. */
int tt_solve(const struct tt_problem *p, const struct tt_options *o,
             struct tt_result *out, struct err *e);
void tt_result_release(struct tt_result *r);

#endif

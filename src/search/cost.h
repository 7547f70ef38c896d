/*
 * The cost triple of every solver, compared in order: unplaced, hard, soft. Layer: search.
 * soft is scaled to an integer by the planner (timetable: millionths).
 */
#ifndef HORARIUM_SEARCH_COST_H
#define HORARIUM_SEARCH_COST_H

#include <stdbool.h>
#include <stdint.h>

struct cost {
    int64_t unplaced, hard, soft;
};

static inline int cost_cmp(struct cost a, struct cost b)
{
    if (a.unplaced != b.unplaced)
        return a.unplaced < b.unplaced ? -1 : 1;
    if (a.hard != b.hard)
        return a.hard < b.hard ? -1 : 1;
    return a.soft == b.soft ? 0 : (a.soft < b.soft ? -1 : 1);
}

static inline bool cost_valid(struct cost c)
{
    return c.unplaced == 0 && c.hard == 0;
}

#endif

/*
 * Why not? Answers in sentences, found by real analysis. Layer: timetable.
 */
#ifndef HORARIUM_TIMETABLE_EXPLAIN_H
#define HORARIUM_TIMETABLE_EXPLAIN_H

#include "base/vec.h"
#include "timetable/check.h"

struct tt_finding {
    bool fatal;              /* no timetable can exist while this stands */
    int lesson;              /* the lesson concerned, -1 = none */
    int n_lessons, *lessons; /* the set of lessons concerned */
    int n_rules, *rules;     /* the rules (and pins) concerned, indices in p->rules */
    const char *text; /* what is wrong, with the numbers, as a school secretary says it */
    const char *advice; /* what could be changed, may be empty */
};

struct tt_findings {
    struct arena *arena;
    VEC(struct tt_finding) list;
};

/*
 * Before the search: everything that can be proven impossible or is suspicious. Overloaded
 * teacher, class or room; a set of lessons with too few periods (bipartite matching of the
 * lessons of one person or linked group into their allowed periods: the Hall violator) or
 * too few rooms between them; contradicting pins and relations; limits that cannot be met.
 */
void tt_explain_input(const struct tt_problem *p, struct tt_findings *out);

/*
 * After an incomplete search: for each unplaced lesson the smallest set of rules, pins and
 * placed lessons that blocks every start (conflict analysis: which single reasons block
 * each start, smallest set that covers all starts).
 */
void tt_explain_unplaced(const struct tt_problem *p, const struct tt_solution *s,
                         struct tt_findings *out);

/* Why lesson cannot start at slot (in room, -1 = any): each reason alone, hard ones first;
   empty if it can. The rest of s stands; the lesson itself is lifted out first. */
void tt_explain_cell(const struct tt_problem *p, const struct tt_solution *s, int lesson,
                     int slot, int room, struct tt_findings *out);

void tt_findings_release(struct tt_findings *f);

#endif

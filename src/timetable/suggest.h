/*
 * What else could be done with a lesson or a cell, ranked by the change of cost.
 * Layer: timetable. Uses the search's state: milliseconds on a school of 1 000 lessons.
 */
#ifndef HORARIUM_TIMETABLE_SUGGEST_H
#define HORARIUM_TIMETABLE_SUGGEST_H

#include "search/cost.h"
#include "timetable/solution.h"

enum tt_suggest_kind { TT_SUGGEST_MOVE, TT_SUGGEST_SWAP, TT_SUGGEST_CHAIN };

struct tt_step { /* one placement of a suggestion; slot -1 = displaced, becomes unplaced */
    int lesson, slot, room;
};

struct tt_suggestion {
    enum tt_suggest_kind kind;
    struct cost delta;       /* change against the given timetable */
    int n_steps;
    struct tt_step *steps;   /* the asked lesson first */
    int n_displaced, *displaced; /* lessons that lose their place */
    int n_broken;            /* rules broken by it that were not broken before */
    int *broken;             /* indices in p->rules, -1 = basic (clash) */
};

struct tt_suggestions {
    struct arena *arena;
    int n;
    struct tt_suggestion *v; /* best first */
};

/* Every (period, room) choice of a lesson, then swaps and short chains. limit 0 = all. */
void tt_suggest_lesson(const struct tt_problem *p, const struct tt_solution *s, int lesson,
                       int limit, struct tt_suggestions *out);

/* The lessons that could start in the cell `slot` of a set, teacher or room (one of the
   three >= 0, others -1), placed elsewhere or unplaced at present. */
void tt_suggest_cell(const struct tt_problem *p, const struct tt_solution *s, int slot,
                     int set, int teacher, int room, int limit, struct tt_suggestions *out);

void tt_suggestions_release(struct tt_suggestions *s);

#endif

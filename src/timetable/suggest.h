/*
 * What else could be done with a lesson or a cell, ranked by the change of cost.
 * Layer: timetable. Milliseconds on a school of 1 000 lessons.
 *
 * The timetable given may be incomplete and may break hard rules: every change is judged as
 * tt_check would judge it, so that delta is the report after minus the report before. Whoever
 * clashes with a lesson at its new place loses its own place (a step with slot -1) and counts
 * as unplaced. Lessons that must start together move together. Swaps and chains leave
 * everybody a place and add no clash; chains are found by the search, which knows of the
 * timetable given only what does not clash in it.
 *
 * Starts that a single hard rule about the lesson forbids (its pins, times not available,
 * wished starts) are offered, too, behind all others and with that rule among the broken.
 */
#ifndef HORARIUM_TIMETABLE_SUGGEST_H
#define HORARIUM_TIMETABLE_SUGGEST_H

#include "search/cost.h"
#include "timetable/solution.h"

enum tt_suggest_kind { TT_SUGGEST_MOVE, TT_SUGGEST_SWAP, TT_SUGGEST_CHAIN };

struct
    tt_step { /* one placement of a suggestion; slot -1 = displaced, becomes unplaced */
    int lesson, slot, room;
    const int *reals; /* p->max_reals real rooms (-1 = unused), NULL = no virtual room */
};

struct tt_suggestion {
    enum tt_suggest_kind kind;
    struct cost delta; /* change against the given timetable */
    int n_steps;
    struct tt_step *steps;       /* the asked lesson first */
    int n_displaced, *displaced; /* lessons that lose their place */
    int n_broken; /* rules broken by it that were not broken before, or less, at
                                the same person, lesson or list; without those of weight 0 */
    int *broken;  /* indices in p->rules, -1 = basic (clash, room missing, ...) */
};

struct tt_suggestions {
    struct arena *arena;
    int n;
    struct tt_suggestion *v; /* best first */
};

/* Whose cell: one of the three is >= 0, the others are -1. */
struct tt_cell {
    int slot, set, teacher, room;
};

/*
 * All that is made ready once to answer many questions about timetables of one problem.
 * One thread at a time.
 */
struct tt_suggester;

struct tt_suggester *tt_suggester_new(const struct tt_problem *p); /* p must outlive it */
void tt_suggester_free(struct tt_suggester *g);                    /* NULL allowed */

/* The timetable that the next questions are about; copied. Before the first: all unplaced. */
void tt_suggester_load(struct tt_suggester *g, const struct tt_solution *s);

/* Every (period, room) choice of a lesson, swaps and short chains. The best room of each
   start comes before its other rooms when not all fit into limit (0 = all). */
void tt_suggester_lesson(struct tt_suggester *g, int lesson, int limit,
                         struct tt_suggestions *out);

/* The lessons that could start in the cell, placed elsewhere or unplaced at present; also
   by a swap with the lesson that is there. */
void tt_suggester_cell(struct tt_suggester *g, const struct tt_cell *cell, int limit,
                       struct tt_suggestions *out);

/* The same for a single question. */
void tt_suggest_lesson(const struct tt_problem *p, const struct tt_solution *s,
                       int lesson, int limit, struct tt_suggestions *out);
void tt_suggest_cell(const struct tt_problem *p, const struct tt_solution *s,
                     const struct tt_cell *cell, int limit, struct tt_suggestions *out);

void tt_suggestions_release(struct tt_suggestions *s);

#endif

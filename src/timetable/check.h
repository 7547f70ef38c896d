/*
 * The independent judge: scores a timetable from scratch, slowly and plainly, straight from
 * the rules of the problem. Shares no code with the search (compile, state, ...).
 * Layer: timetable. Semantics and amounts: those of FET, so that for the same timetable
 * `soft` equals FET's "Total soft conflicts" (in millionths).
 */
#ifndef HORARIUM_TIMETABLE_CHECK_H
#define HORARIUM_TIMETABLE_CHECK_H

#include "base/vec.h"
#include "timetable/solution.h"

/* What the basic rules and the data say without a rule record. */
enum tt_basic {
    TT_BASIC_NONE,
    TT_BASIC_TEACHER_CLASH,
    TT_BASIC_STUDENTS_CLASH,
    TT_BASIC_ROOM_CLASH,
    TT_BASIC_CAPACITY,
    TT_BASIC_OUTSIDE_DAY,  /* runs past the last period */
    TT_BASIC_VIRTUAL_ROOM, /* the real rooms are not one of each set, or not distinct */
    TT_BASIC_ROOM_MISSING, /* a hard room rule names rooms but the lesson has none */
    TT_BASIC_BEHAVIOUR     /* Mornings_Afternoons_Behavior of a teacher */
};

struct tt_violation {
    int rule;            /* index in p->rules, -1 = basic */
    enum tt_basic basic; /* when rule == -1 */
    bool hard;
    int64_t amount;                   /* violated units, FET's amount */
    int64_t cost;                     /* weight * amount in millionths (soft) */
    int teacher, subgroup, room, day; /* the entity concerned, -1 = none */
    int n_lessons, *lessons;          /* the lessons concerned (in the report's arena) */
    const char *text;                 /* one sentence a school secretary understands */
};

struct tt_report {
    struct arena *arena;
    int unplaced; /* active lessons without a slot */
    int64_t hard; /* sum of amounts of broken hard rules */
    int64_t soft; /* sum of costs of broken soft rules */
    int n_soft;   /* broken soft lines with cost > 0 */
    VEC(struct tt_violation) violations;
};

/* Scores s. Unplaced lessons are ignored by every rule. The report is released with
   tt_report_release. */
void tt_check(const struct tt_problem *p, const struct tt_solution *s,
              struct tt_report *out);
void tt_report_release(struct tt_report *r);

/* "TeacherMaxHoursDaily (Miller, at most 5, 95 %)": a rule with its parameters in words;
   into buf. Used by check, explain, suggest and show alike. */
const char *tt_rule_text(const struct tt_problem *p, const struct tt_rule *r, char *buf,
                         int size);

#endif

/*
 * Why one lesson cannot start at a slot of a given timetable: the reasons that each alone
 * forbid starts. Shared by explain_unplaced.c and explain_cell.c. Layer: timetable, private.
 *
 * What a lesson, its people and its rooms say is computed here from the occupancy; every
 * other hard rule is judged by tt_check on a copy with the lesson placed: what is broken
 * then, and was not before, counts. The copy holds only the lessons and rules that the
 * lesson can touch, so that a verdict takes a fraction of a full check.
 */
#ifndef HORARIUM_TIMETABLE_EXPLAIN_WHY_H
#define HORARIUM_TIMETABLE_EXPLAIN_WHY_H

#include "timetable/explain_parts.h"

enum why_kind {
    WHY_BAR,      /* a hard rule on the lesson alone */
    WHY_TEACHER,  /* a teacher has other lessons then */
    WHY_STUDENTS, /* the students have other lessons then */
    WHY_ROOMS,    /* all rooms it may use are taken or closed then */
    WHY_RULES     /* other hard rules, one alone or several by the choice of room */
};

struct why {
    enum why_kind kind;
    struct tt_bar bar;   /* WHY_BAR */
    int who;             /* teacher, or set of students */
    enum tt_basic basic; /* WHY_RULES without a rule record */
    int_list rules;      /* WHY_RULES, ids of the problem */
    int_list lessons;    /* placed lessons in the way */
    uint64_t *starts;
};

struct why_work {
    const struct tt_problem *p;
    const struct tt_domain *dom;
    const struct tt_solution *s;
    int lesson;
    struct arena *arena;
    VEC(struct why) list;
    uint64_t *busy;         /* [room * words] rooms taken by other lessons */
    struct tt_problem part; /* p with the rules that can be touched */
    int *rule_of;           /* rule of part -> rule of p */
    struct tt_solution trial;
    struct map before; /* broken units without the lesson, by line */
};

/* One line that breaks when the lesson is placed. */
struct why_line {
    int rule; /* of p, -1 = basic */
    enum tt_basic basic;
    bool hard;
    const char *text; /* in the arena of the work */
};

typedef VEC(struct why_line) why_lines;

/* `soft`: soft rules are judged, too. */
void why_begin(struct why_work *w, const struct tt_problem *p,
               const struct tt_domain *dom, const struct tt_solution *s, int lesson,
               bool soft);
void why_end(struct why_work *w);

/* Fill w->list: bars, people, rooms. */
void why_unary(struct why_work *w);
void why_people(struct why_work *w);
void why_rooms(struct why_work *w);

/* Does the placed lesson `other` stand in the way of a start at slot? */
bool why_overlaps(const struct why_work *w, int other, int slot, bool students_only);
/* The room is free and open for the lesson from slot on. */
bool why_room_free(const struct why_work *w, int room, int slot);
/* Lines that break when the lesson starts at slot in room (-1 = none), beside those of the
   three functions above. */
void why_judge(struct why_work *w, int slot, int room, why_lines *out);
/* Judges a start in every free room; adds WHY_RULES reasons. True if nothing forbids it. */
bool why_try(struct why_work *w, int slot);

/* explain_judge.c: the copy that tt_check judges */
void why_prepare_trial(struct why_work *w, bool soft);
void why_release_trial(struct why_work *w);

/* A rule that fixes the start of a placed lesson, -1 = none. */
int why_pin_of(const struct tt_domain *dom, int lesson);
bool why_share_students(const struct tt_problem *p, int a, int b);

#endif

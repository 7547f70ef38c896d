/*
 * What the files explain*.c share: the working state of one analysis, the notes that become
 * findings, sentences, bipartite matching and smallest covers. Layer: timetable, private.
 *
 * Invariant of every analysis of the input: a fatal note rests on a relaxation of the
 * problem that has no solution, so that the problem itself has none. Where a rule is too
 * hard to use, it is left out, never guessed.
 */
#ifndef HORARIUM_TIMETABLE_EXPLAIN_PARTS_H
#define HORARIUM_TIMETABLE_EXPLAIN_PARTS_H

#include "base/bits.h"
#include "base/map.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "timetable/domain.h"
#include "timetable/explain.h"

typedef VEC(int) int_list;

/* A teacher, or students who have the same lessons and the same rules. */
struct explain_person {
    bool teacher;
    int id;     /* teacher, or the first of the subgroups */
    int n_same; /* how many subgroups */
    const char *name;
    int n_lessons, *lessons; /* active ones, ascending */
    int n_rules, *rules;     /* hard rules that bind the person, ascending */
    int hours;               /* periods of all its lessons */
    bool said;               /* already reported as overloaded */
};

struct explain {
    const struct tt_problem *p;
    struct tt_domain dom;
    struct arena *tmp;
    struct tt_findings *out;
    uint64_t *starts; /* as dom.allowed, cut down to what linked lessons share */
    int *block;       /* lesson -> smallest lesson that must start with it */
    bool *dead;       /* lesson already reported as without any start */
    int n_persons;
    struct explain_person *persons;
    struct map said; /* hashes of lesson sets already reported */
};

/* --- explain.c --- */
const uint64_t *explain_starts(const struct explain *x, int lesson);
/* Bits of the slots that period k of the lesson may take. */
void explain_period_slots(const struct explain *x, int lesson, int k, uint64_t *out);
/* True the first time this set of lessons (any order) is met with this salt. */
bool explain_first_time(struct explain *x, const int *lessons, int n, int salt);
bool explain_no_bits(const uint64_t *bits, int words);
void explain_all_slots(const struct explain *x, uint64_t *bits);
bool explain_is_hard(const struct tt_problem *p, int rule);
int explain_real_day(const struct tt_problem *p, int day); /* halves count as one day */
int explain_n_real_days(const struct tt_problem *p);

/* A finding under construction. */
struct explain_note {
    int_list lessons, rules;
    struct strbuf text, advice;
};

void note_begin(struct explain_note *n);
void note_lesson(struct explain_note *n, int lesson); /* each once */
void note_rule(struct explain_note *n, int rule);     /* each once, -1 ignored */
void note_end(struct explain_note *n, struct tt_findings *out, bool fatal, int lesson);
void note_drop(struct explain_note *n); /* instead of note_end */
/* The rules that keep these lessons from some start (not the end of the day, not breaks). */
void note_bar_rules(struct explain_note *n, const struct explain *x, int lesson);

/* --- explain_text.c --- */
const char *explain_count(int n, const char *one, const char *many, char *buf, int size);
/* "Monday 1 to 3, Tuesday 2": a set of slots, shortened when long. */
void explain_add_slots(const struct tt_problem *p, struct strbuf *b,
                       const uint64_t *bits);
void explain_add_days(const struct tt_problem *p, struct strbuf *b, const bool *days);
/* "Physics, 10b, Novak (id 5) and 2 more like it; ...". */
void explain_add_lessons(const struct tt_problem *p, struct strbuf *b, const int *lessons,
                         int n);
void explain_add_lesson(const struct tt_problem *p, struct strbuf *b, int lesson);
void explain_add_rooms(const struct tt_problem *p, struct strbuf *b, const int *rooms,
                       int n);
/* One rule in words: "Novak is not available in 6 periods". */
void explain_add_rule(const struct tt_problem *p, struct strbuf *b, int rule);
/* "a", "a and b", "a, b and c": call before item i of n. */
void explain_join(struct strbuf *b, int i, int n);
/* Names of the teachers and sets that all these lessons share; returns how many. */
int explain_add_shared_people(const struct tt_problem *p, struct strbuf *b,
                              const int *lessons, int n);

/* --- explain_reasons.c --- */
struct explain_reason { /* a bar of a lesson */
    struct tt_bar bar;
    int lesson;
};

struct explain_reasons {
    const struct explain *x;
    int lesson; /* the one being added */
    VEC(struct explain_reason) list;
    VEC(uint64_t *) bits; /* starts that each reason forbids */
};

void reasons_begin(struct explain_reasons *r, const struct explain *x);
void reasons_add_lesson(struct explain_reasons *r, int lesson);
/* Writes the smallest set of reasons that forbids every start; false if there is none. */
bool reasons_say(const struct explain_reasons *r, struct explain_note *n,
                 bool name_lessons);
void reasons_release(struct explain_reasons *r);

/* --- explain_person.c --- */
void explain_find_persons(struct explain *x);

/* The possible periods of each day: every period not closed by breaks and the person's own
   unavailability, or, with lessons, only those that one of its lessons can take. */
void explain_free_mask(const struct explain *x, const struct explain_person *q,
                       const bool *on, bool breaks, uint64_t *mask);
void explain_lesson_mask(const struct explain *x, const struct explain_person *q, int tag,
                         uint64_t *mask);

/* --- explain_cover.c --- */
/*
 * The smallest choice of sets that covers the universe (greedy, then a bounded exact
 * search). chosen gets their numbers in ascending order; returns how many, -1 if even all
 * of them do not cover it.
 */
int explain_cover(uint64_t *const *sets, int n_sets, const uint64_t *universe, int words,
                  int *chosen);

/* --- explain_match.c --- */
struct match_row {
    int n_cells, *cells;
    int_list units; /* lesson of each unit with exactly these cells */
};

/* Units (periods of lessons, or lessons) that each need a cell; cells may be bundled in
   groups and the groups in super groups with capacities of their own. */
struct match {
    struct arena *arena;
    VEC(struct match_row) rows;
    struct map by_hash;
    int n_cells, *cap;
    int n_groups, *group, *group_cap; /* group NULL = no groups */
    int n_supers, *super, *super_cap; /* super NULL = none */
    int64_t n_arcs;
};

struct violator {
    int_list lessons; /* irreducible: without any one of them the rest fits */
    int_list cells;   /* all cells they could take */
    int need, have;   /* units, and how many of them can be served at once */
};

void match_init(struct match *m, int n_cells); /* all capacities 1 */
void match_release(struct match *m);
void match_add(struct match *m, int lesson, const int *cells, int n);
/* Is there a set of lessons that cannot all be served? Fills *v (violator_release). */
bool match_violator(const struct match *m, int n_lessons, struct violator *v);
void violator_release(struct violator *v);

/* --- explain_caps.c --- */
/* Most periods a person can have. */
struct explain_caps {
    int *day;  /* [n_days] */
    int *real; /* [real days], NULL outside mornings-afternoons */
    int week;  /* bound of the whole cycle */
};

/* `mask` has the possible periods of each day; on[i] tells which of person->rules count
   (NULL = all); tag: only lessons with this tag are meant (-1 = all lessons). */
void explain_caps_of(const struct explain *x, const struct explain_person *person,
                     const uint64_t *mask, const bool *on, int tag,
                     struct explain_caps *out);

/* --- the analyses of the input, each adds its findings --- */
void explain_no_start(struct explain *x);        /* explain_start.c */
void explain_linked(struct explain *x);          /* explain_linked.c */
void explain_load(struct explain *x);            /* explain_load.c */
void explain_packing(struct explain *x);         /* explain_packing.c */
void explain_people_matching(struct explain *x); /* explain_hall.c */
void explain_spread(struct explain *x);          /* explain_spread.c */
void explain_rooms(struct explain *x);           /* explain_rooms.c */
void explain_pairs(struct explain *x);           /* explain_pins.c */
void explain_order(struct explain *x);           /* explain_order.c */
void explain_lists(struct explain *x);           /* explain_lists.c */
void explain_hints(struct explain *x);           /* explain_hints.c */

#endif

/*
 * What the files of suggest share. Layer: timetable, private to suggest*.c.
 *
 * The judge holds the timetable given and tries changes on it: sg_put any number of times,
 * sg_delta, sg_undo. It knows what tt_check says about every person, list and lesson that a
 * change touches, by the judge's own functions for the rules of persons and lists; lessons
 * may clash. The amounts before the change are remembered from one trial to the next.
 */
#ifndef HORARIUM_TIMETABLE_SUGGEST_PARTS_H
#define HORARIUM_TIMETABLE_SUGGEST_PARTS_H

#include "base/vec.h"
#include "timetable/check_context.h"
#include "timetable/state.h"
#include "timetable/suggest.h"

struct sg_rows { /* items of x: item[first[x]] .. item[first[x + 1] - 1] */
    int *first, *item;
};

struct sg_amount {
    int64_t hard, soft; /* units of hard lines, cost of soft ones */
};

struct sg_place {
    int slot, room;
    int *reals; /* p->max_reals, may be NULL when the room is not virtual */
};

struct sg_change { /* where a lesson was in the timetable given */
    int lesson, slot, room;
};

struct sg_line { /* what one rule says about one lesson alone; rule -1 = basic */
    int rule;
    bool hard;
    int64_t amount, cost;
};

typedef VEC(struct sg_line) sg_lines;
typedef VEC(int) sg_ints;

struct sg_ends { /* a lesson that should be the last of its students' day */
    int rule, lesson;
};

struct sg_judge {
    const struct tt_problem *p;
    const struct tt_model *m;
    struct tt_solution s; /* as changed */
    struct check c; /* of tt_check, over s; its tables of placed lessons are not used */
    struct arena *tables; /* of c */
    struct tt_report out; /* of c */
    /* what binds what */
    struct sg_rows lesson_rules; /* rules on the lesson alone */
    struct sg_rows lesson_rels;  /* rules on lists */
    struct sg_rows
        person_rules; /* by person of m; -1 = its mornings-afternoons behaviour */
    struct sg_rows person_ends; /* by person of m: indices in ends */
    struct sg_rows room_rules;  /* by room: times not available */
    sg_ints breaks;
    VEC(struct sg_ends) ends;
    uint64_t **rule_slots; /* by rule, NULL without slots */
    struct sg_rows tagged; /* by rule: lessons with a listed tag */
    bool *open;            /* [person * n_slots + slot] */
    bool *walks;           /* by person: has rules about rooms */
    struct arena *arena;   /* of all these tables */
    /* present occupancy, and what clashes */
    uint16_t *busy, *room_busy; /* [person or room * n_slots + clash slot] */
    int64_t clash, room_clash;
    int unplaced;
    int *at; /* [slot] scratch: the week of one person */
    /* the changes on trial */
    VEC(struct sg_change) changes;
    sg_ints old_reals; /* max_reals a change */
    int64_t clash_before, room_clash_before;
    int unplaced_before;
    /* amounts in the timetable given, filled when first touched */
    struct sg_amount *person_base;          /* by position in person_rules.item */
    struct sg_amount *rel_base, *ends_base; /* by rule; by index in ends */
    uint8_t *person_known, *rel_known, *ends_known;
    /* marks of the present round */
    int round;
    int *lesson_seen, *person_seen, *rule_seen, *ends_seen, *broken_seen;
    sg_lines before, after; /* scratch */
};

/* --- suggest_judge.c --- */
void sg_judge_init(struct sg_judge *j, const struct tt_problem *p,
                   const struct tt_model *m);
void sg_judge_release(struct sg_judge *j);
void sg_judge_load(struct sg_judge *j, const struct tt_solution *s);
void sg_put(struct sg_judge *j, int lesson, const struct sg_place *to);
void sg_undo(struct sg_judge *j);
static inline void sg_lift(struct sg_judge *j, int lesson)
{
    sg_put(j, lesson, &(struct sg_place){-1, -1, NULL});
}
static inline int *sg_reals(const struct sg_judge *j, int lesson)
{
    return j->s.real + (size_t)lesson * (size_t)j->s.max_reals;
}
/* Clash slot of a person or room: in block planning students and rooms clash by period. */
static inline int sg_clash_slot(const struct sg_judge *j, int slot, bool teacher)
{
    return j->m->block && !teacher ? slot % j->p->n_periods : slot;
}

/* --- suggest_delta.c --- */
/* Amounts of the person, list and day ends that the lesson touches, before it changes. */
void sg_remember(struct sg_judge *j, int lesson);
/* Adds what the changes do to the rules of one list, and the rules that they break. */
void sg_delta(struct sg_judge *j, enum tt_list part, struct cost *delta, sg_ints *broken);

/* --- suggest_tables.c --- */
void sg_tables(struct sg_judge *j);

/* --- suggest_unary.c --- */
/* What the rules of one list say about the lesson alone if it were at the place. */
void sg_unary(const struct sg_judge *j, int lesson, const struct sg_place *at,
              enum tt_list part, sg_lines *out);

/* --- suggest_rooms.c --- */
/* Is the room open for the lesson from slot on, and is nobody there? With `any` whoever is
   there does not matter. Chooses the real rooms of a virtual one into reals. */
bool sg_room_fits(const struct sg_judge *j, int lesson, int room, int slot, bool any,
                  int *reals);
/* Keeps the room if it is free at slot, else takes the cheapest free one. */
bool sg_keep_room(const struct sg_judge *j, int lesson, int slot, struct sg_place *to);
/* The rooms that the lesson may have, its present one first; at most max. */
int sg_room_choices(const struct sg_judge *j, int lesson, int *rooms, int max);
/* Lessons that hold one of the real rooms of a place during the time of the lesson. */
void sg_holders(const struct sg_judge *j, int lesson, const struct sg_place *at,
                sg_ints *out);

/* --- questions --- */

struct sg_found { /* one suggestion, in g->arena */
    struct tt_suggestion s;
    bool outside; /* at a start that a rule forbids */
    bool spare;   /* another room of a start that has a better one */
};

struct tt_suggester {
    const struct tt_problem *p;
    struct tt_model *m;
    struct sg_judge j;
    struct tt_state *st;              /* for chains */
    struct tt_solution given, loaded; /* loaded: what the state could take of it */
    bool st_ready;
    uint8_t *locked;     /* [event] of the chain */
    int *weight;         /* [event] all 1 */
    struct arena *arena; /* of one question */
    VEC(struct sg_found) found;
    int *real_scratch; /* max_reals */
    int *mark, round;  /* [lesson or event] */
};

/* suggest.c: notes the changes on trial as a suggestion about `asked`. T: what sg_delta gave
   for times; what it gives for rooms is added. */
struct sg_found *sg_note(struct tt_suggester *g, int asked, enum tt_suggest_kind kind,
                         const struct cost *times, const sg_ints *broken);
/* suggest_move.c */
void sg_moves(struct tt_suggester *g, int lesson);
/* One start; room >= 0: only that room; best: without the other rooms. */
void sg_move_to(struct tt_suggester *g, int lesson, int slot, int room, bool best);
/* Placed lessons of other events that share people with the lesson and overlap it at slot. */
void sg_in_the_way(struct tt_suggester *g, int lesson, int slot, sg_ints *out);
/* suggest_swap.c */
void sg_swaps(struct tt_suggester *g, int lesson);
void sg_swap_with(struct tt_suggester *g, int lesson, int event);
/* suggest_chain.c */
void sg_chains(struct tt_suggester *g, int lesson);

#endif

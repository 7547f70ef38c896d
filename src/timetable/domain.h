/*
 * Where each lesson may start at all: what the hard rules that look at one lesson alone
 * leave of its start slots, and which of them forbids a slot. Layer: timetable.
 *
 * Written plainly for explanations and reports; the search keeps a compiled form of its own.
 * Considered: the end of the day, breaks, times when its teachers or students are not
 * available, hard start-time, day and time-slot rules (pins are such rules), limits that
 * the lesson breaks by itself, and hard room lists with capacity and room availability.
 * Invariants: a slot that is not allowed is forbidden by at least one bar alone; an allowed
 * one by none. Inactive lessons have no allowed slot and no bar.
 */
#ifndef HORARIUM_TIMETABLE_DOMAIN_H
#define HORARIUM_TIMETABLE_DOMAIN_H

#include "timetable/problem.h"

enum tt_bar_kind {
    TT_BAR_DAY_END,  /* would run past the last period */
    TT_BAR_BREAK,    /* would cover a break */
    TT_BAR_TEACHER,  /* a teacher is not available */
    TT_BAR_STUDENTS, /* students are not available */
    TT_BAR_PLACE,    /* a start-time, day or time-slot rule, or a pin */
    TT_BAR_LIMIT,    /* a limit that the lesson breaks by itself */
    TT_BAR_ROOM      /* none of the rooms that its hard room rules leave is open */
};

struct tt_bar {
    enum tt_bar_kind kind;
    int rule; /* index in p->rules, -1 for DAY_END and ROOM */
};

/* Called with the starts (a bit a slot) that one bar forbids. */
typedef void (*tt_bar_fn)(void *user, const struct tt_bar *bar, const uint64_t *starts);

/* The rooms that a lesson's hard room rules leave. */
struct tt_lesson_rooms {
    bool bound;          /* some hard room rule names rooms: it needs one of them */
    int n, *rooms;       /* in all hard lists and large enough */
    int n_small, *small; /* in all hard lists, but too small for its students */
    int n_rules, *rules; /* the hard room rules behind it */
    int exact;           /* rule that names the real rooms of a virtual room, -1 = none */
};

struct tt_domain {
    const struct tt_problem *p;
    struct arena *arena;
    int n_slots, words; /* words of 64 bits a set of slots takes */
    uint64_t *allowed;  /* [lesson * words] */
    int *first,
        *rules; /* hard unary rules of lesson l: rules[first[l] .. first[l + 1] - 1] */
    int n_breaks, *breaks; /* hard break rules */
    int n_teacher_rooms,
        *teacher_rooms;            /* hard rules: a teacher not in a room at times */
    uint64_t *room_closed;         /* [room * words] */
    struct tt_lesson_rooms *rooms; /* [lesson] */
};

void tt_domain_init(struct tt_domain *d, const struct tt_problem *p);
void tt_domain_release(struct tt_domain *d);

static inline const uint64_t *tt_domain_starts(const struct tt_domain *d, int lesson)
{
    return d->allowed + (size_t)lesson * (size_t)d->words;
}

/* Calls fn once for each bar that forbids at least one start of the lesson. */
void tt_domain_each_bar(const struct tt_domain *d, int lesson, tt_bar_fn fn, void *user);

/* The bars that forbid this one start, at most max of them; returns how many. */
int tt_domain_why(const struct tt_domain *d, int lesson, int slot, struct tt_bar *out,
                  int max);

/*
 * Can the lesson be in `room` from slot on as far as availability goes? `busy` (may be
 * NULL) holds further closed periods, [room * words]. A virtual room needs an open real
 * room of each set, all different; they go to `reals` (may be NULL, p->max_reals). The
 * lesson must fit the day.
 */
bool tt_domain_room_open(const struct tt_domain *d, int lesson, int room, int slot,
                         const uint64_t *busy, int *reals);

/* Do the teachers or students of two lessons meet? */
bool tt_lessons_share_people(const struct tt_problem *p, int a, int b);

#endif

/*
 * A timetable under search: places, occupancy, counters and cached costs, changed in steps
 * that can be rolled back. Layer: timetable, over model.h.
 *
 * Invariants: no person and no room ever holds two lessons at once; after ts_flush the
 * sums hard, soft equal the cached costs; rollback to a mark restores everything.
 * While lessons are unplaced, rules that ask for a minimum or for no gaps are judged
 * kindly: an hour that is still unplaced may yet fill one missing hour. With all lessons
 * placed hard and soft are exact (soft equals tt_check; hard is 0 when tt_check says 0).
 */
#ifndef HORARIUM_TIMETABLE_STATE_H
#define HORARIUM_TIMETABLE_STATE_H

#include "base/rng.h"
#include "base/vec.h"
#include "search/cost.h"
#include "timetable/model.h"
#include "timetable/solution.h"
#include <assert.h>

struct ts_day { /* what is known of one person's day */
    uint8_t hours, gaps, lead, first,
        last; /* lead: open periods before the first lesson */
};

struct ts_cached { /* cost of one person or relation */
    int32_t hard;
    int64_t soft;
};

enum ts_entry_kind { TS_PLACED, TS_LIFTED, TS_COST };

struct ts_entry { /* undo log */
    enum ts_entry_kind kind;
    int id, slot, room; /* lesson; or index of the cached cost */
    struct ts_cached cached;
    int reals; /* TS_LIFTED: offset into the log of real rooms, -1 = none */
};

struct ts_hold {     /* state_reroom.c: who has a real room during the time in question */
    int lesson, set; /* -1 = free, -2 = blocked; set -1 = the room itself */
};

struct tt_state {
    const struct tt_model *m;
    int *slot, *room, *real;        /* by lesson; real[lesson * max_reals + k] */
    int *unary;                     /* [lesson]: cost of its present start and room */
    int *owner;                     /* [person * n_clash + clash slot]: lesson or -1 */
    int *room_owner;                /* [room * n_clash + clash slot] */
    uint64_t *mask;                 /* [person * n_days + day] */
    uint64_t *tagged;               /* [tagged * n_days + day] */
    struct ts_day *day;             /* [person * n_days + day] */
    int *free_hours, *free_lessons; /* [person]: not placed yet */
    int *rel_unplaced;              /* [relation]: lessons not placed yet */
    int *rel_value;                 /* [relation]: running value of counter families */
    uint16_t *counter;
    struct ts_cached *cached; /* persons, then relations */
    int *dirty, n_dirty;      /* indices into cached */
    uint8_t *is_dirty;
    VEC(int) broken; /* indices with hard > 0 found by the last ts_flush */
    VEC(struct ts_entry) log;
    VEC(int) log_reals;
    int unplaced; /* lessons */
    int64_t hard, soft;
    struct ts_hold *hold; /* [room] scratch of state_reroom.c */
    uint8_t *seen_room;   /* [room] scratch */
    struct rng rng;
    int64_t work; /* placements made, the measure of iterations */
};

struct tt_state *ts_new(const struct tt_model *m, uint64_t seed, uint64_t stream);
void ts_free(struct tt_state *st);

static inline struct cost ts_cost(const struct tt_state *st)
{
    return (struct cost){st->unplaced, st->hard, st->soft};
}

/* --- single steps, logged --- */

/* Nobody in the lesson's persons has another lesson then. */
bool ts_persons_free(const struct tt_state *st, int lesson, int slot);

/* Places lesson at slot in room (-1 = none); reals: its real rooms or NULL. All free. */
void ts_place(struct tt_state *st, int lesson, int slot, int room, const int *reals);
void ts_lift(struct tt_state *st, int lesson);
void ts_lift_event(struct tt_state *st, int event);

static inline bool ts_event_placed(const struct tt_state *st, int event)
{
    return st->slot[st->m->events[event].lessons[0]] >= 0;
}

static inline int ts_event_slot(const struct tt_state *st, int event)
{
    return st->slot[st->m->events[event].lessons[0]];
}

/* Recomputes the costs of what changed; broken lists what has hard > 0 among them. */
void ts_flush(struct tt_state *st);

/* A place to roll back to; only right after ts_flush. */
static inline int ts_mark(const struct tt_state *st)
{
    assert(st->n_dirty == 0);
    return st->log.n;
}

void ts_rollback(struct tt_state *st, int mark);
static inline void ts_commit(struct tt_state *st)
{
    st->log.n = 0;
    st->log_reals.n = 0;
}

/* --- rooms (state_rooms.c) --- */

/*
 * A free room for lesson at slot: the cheapest option, ties at random. Returns 0 with
 * *room (and reals[0..] for a virtual room) or -1 when all are taken or closed.
 */
int ts_free_room(struct tt_state *st, int lesson, int slot, int *room, int *reals);

/* Is this option usable by lesson at slot, looking only at closings (not at who is there)? */
bool ts_room_open(const struct tt_state *st, int lesson, int room, int slot);
bool ts_room_free(const struct tt_state *st, int lesson, int room, int slot);

/* How many lessons would have to change rooms if lesson took this room, because of hard
   limits on the number of different rooms of a list; 0 = none. */
int ts_room_break(const struct tt_state *st, int lesson, int room);

/* Cost of the option and of soft closings for lesson in room at slot. */
int ts_room_cost(const struct tt_state *st, int lesson, int room, const int *reals,
                 int slot);

/* Places lesson at slot (its persons are free) in a free room that keeps the room rules
   where it can. False (nothing changed) if every room is taken. */
bool ts_place_lesson(struct tt_state *st, int lesson, int slot);

/* The same, and if that fails in any free room, whatever the room rules say. */
bool ts_place_anyhow(struct tt_state *st, int lesson, int slot);

/* The same when every room is taken: others that meet then change rooms (state_reroom.c). */
bool ts_reroom(struct tt_state *st, int lesson, int slot);

/* Places all lessons of an event at slot with free rooms, choosing rooms that keep the
   room rules where it can. False (nothing changed) if a person or every room is taken. */
bool ts_place_event(struct tt_state *st, int event, int slot);

/* --- rule costs from the present state --- */
struct ts_cached ts_person_cost(const struct tt_state *st, int person);
struct ts_cached ts_rel_cost(const struct tt_state *st, int rel);

/* Is the relation a sum over pairs of lessons, kept as a running value? */
bool ts_rel_pairs(const struct tm_rel *r);

/* Units broken by the pairs of lesson with the other placed lessons of the relation. */
int ts_pair_sum(const struct tt_state *st, int rel, int lesson);

/* Cost of one person rule (rule_person.c); fill gets what unplaced hours could mend. */
struct ts_amount {
    int exact; /* broken units that nothing to come can mend */
    int fill;  /* hours missing, that hours still unplaced might fill */
    int extra; /* EARLY: gaps that would appear once fill is mended */
};
struct ts_amount ts_prule_amount(const struct tt_state *st, int person,
                                 const struct tm_prule *r);
/* rule_moves.c: building and room changes. */
int ts_moves_amount(const struct tt_state *st, int person, const struct tm_prule *r);

void ts_update_day(struct tt_state *st, int person, int day);

/* --- whole solutions --- */
void ts_load(struct tt_state *st,
             const struct tt_solution *s); /* what fits; the rest unplaced */
void ts_save(const struct tt_state *st, struct tt_solution *s);
void ts_clear(struct tt_state *st);

#endif

/*
 * The problem as the search sees it: compiled once, shared read-only by all threads.
 * Layer: timetable, below state.h.
 *
 * - An event is a group of lessons that must start together (hard SAME_START); it is what
 *   the search places. Most events hold one lesson.
 * - A person is a teacher, or all subgroups that attend the same lessons under the same
 *   rules (mult of them). Persons never have two lessons at once: that is structure, not cost.
 * - Unary rules (availability, start times, time slots) become each event's list of starts
 *   and a cost per start. Room rules become each lesson's list of options.
 * - Everything else is a person rule (a function of one person's week) or a relation (a
 *   function of the places of a list of lessons).
 * - A clash slot is what a person or room can hold only one lesson of: the slot itself, in
 *   block-planning mode the period (whatever the day).
 */
#ifndef HORARIUM_TIMETABLE_MODEL_H
#define HORARIUM_TIMETABLE_MODEL_H

#include "base/arena.h"
#include "timetable/problem.h"

struct tm_option {
    int room; /* -1 = no room */
    int cost; /* millionths */
};

struct tm_forbid { /* a room that a lesson may not use at some slots */
    int room;
    const uint64_t *slots; /* bit set over slots */
};

struct tm_dislike { /* a room that a lesson would rather not use at some slots */
    int room, cost; /* of each slot */
    const uint64_t *slots;
};

struct tm_lesson {
    int event; /* -1 = inactive */
    int duration;
    int n_persons, *persons;
    int n_tagged, *tagged; /* indices of person-tag masks that it fills */
    int n_rels, *rels;
    int n_options;             /* 0 = never has a room */
    struct tm_option *options; /* cheapest first */
    int n_forbids;
    struct tm_forbid *forbids;
    int n_reals, *reals; /* real rooms that a lock demands, 0 = free choice */
    bool room_rules;     /* some rule looks at its room beyond the options */
    int n_dislikes;
    struct tm_dislike *dislikes;
};

struct tm_event {
    int n_lessons, *lessons;
    int duration; /* longest of its lessons */
    int n_starts, *starts;
    int *start_cost;   /* by slot, NULL = all 0 */
    uint64_t *allowed; /* bit set over slots, the same as starts */
    bool fixed;        /* at most one start: never displaced */
};

enum tm_kind {
    TM_MAX_DAYS,
    TM_MIN_DAYS,
    TM_MAX_GAPS,
    TM_MAX_HOURS,
    TM_MIN_HOURS,
    TM_MAX_RUN,
    TM_INTERVAL,
    TM_MAX_SPAN,
    TM_TWO_TAGS,
    TM_EARLY,
    TM_TAG_PAIR,
    TM_REST,
    TM_REST_NOON,
    TM_THREE_DAYS,
    TM_BEHAVIOUR,
    TM_ENDS_DAY,
    TM_BUILDING_CHANGES,
    TM_BUILDING_GAPS,
    TM_ROOM_CHANGES,
    TM_ROOM_GAPS
};

struct tm_prule { /* a rule on one person's week */
    enum tm_kind kind;
    enum tt_span span;
    bool hard, flag;
    int limit;
    int weight;       /* millionths, times the person's mult */
    int tag[3];       /* person-tag mask indices, -1 = none */
    int lesson;       /* TM_ENDS_DAY */
    uint64_t periods; /* TM_INTERVAL */
    int rule;         /* index in p->rules, -1 = teacher's behaviour */
};

struct tm_person {
    bool is_teacher;
    int id;   /* teacher id, or one of its subgroups */
    int mult; /* identical subgroups behind it */
    int n_rules;
    struct tm_prule *rules;
    int n_lessons, *lessons;
    int hours; /* of all its lessons */
};

struct tm_rel { /* a rule on the places of some lessons */
    enum tt_family family;
    bool hard, flag;
    bool same_day; /* ORDERED: only if on the same day */
    int limit, weight;
    int n, *lessons;
    uint64_t *slots; /* selected slots */
    int n_slots;
    int counters;    /* first counter of this relation in the state, -1 = none */
    const int *tags; /* TAGS_NOT_OVERLAPPING */
    int n_tags;
    int rule;
};

struct tt_model {
    const struct tt_problem *p;
    struct arena *arena;
    int n_days, n_periods, n_slots;
    int n_clash;        /* clash slots of a person or room */
    bool block, halves; /* block-planning; mornings-afternoons */
    int n_lessons, n_events, n_persons, n_rels, n_tagged, n_counters, n_rooms;
    int n_active; /* active lessons */
    struct tm_lesson *lessons;
    struct tm_event *events;
    struct tm_person *persons;
    struct tm_rel *rels;
    uint64_t *avail;       /* [person * n_days + day]: periods that are open to it */
    uint64_t *barred;      /* [person * n_days + day]: where it may never be (soft rules
                               close periods, too, and these are then no gaps) */
    uint64_t *breaks;      /* [day] hard ones */
    uint64_t *pauses;      /* [day] breaks of any weight */
    uint64_t *room_closed; /* [room * words + w]: bit set over slots */
    int *room_soft;        /* [room * n_slots + slot] cost of use, NULL = none */
    struct tt_room_set *
        *room_sets;        /* [room]: sets of a virtual room, the rooms that others
                                       want least come first */
    int *next_open;        /* [slot]: first slot of the day at or after it without pause,
                               -1 = none; used by CONSECUTIVE and GROUPED */
    int *teacher_person;   /* by teacher id, -1 = without lessons */
    int *subgroup_person;  /* by subgroup id, -1 = without lessons */
    int *tagged_person;    /* [tagged]: whose mask */
    int words;             /* words of a bit set over slots */
    int64_t bound;         /* proven lower bound of soft */
    int max_lesson_events; /* largest n_lessons of an event */
};

/* Compiles p (which must outlive the model). */
struct tt_model *tm_new(const struct tt_problem *p);
void tm_free(struct tt_model *m);

/* --- steps of tm_new, one file each --- */
void tm_build_events(struct tt_model *m);
void tm_build_persons(struct tt_model *m);
void tm_build_person_rules(struct tt_model *m);
void tm_build_rooms(struct tt_model *m);
void tm_build_starts(struct tt_model *m);
void tm_build_relations(struct tt_model *m);
void tm_build_bound(struct tt_model *m);

/* Adds `cost` to the unary cost of event at slot. */
void tm_add_start_cost(struct tt_model *m, struct tm_event *e, int slot, int cost);

/* Clash slot of a slot. */
static inline int tm_clash(const struct tt_model *m, int slot)
{
    return m->block ? slot % m->n_periods : slot;
}

/* Real (whole) day of a day. */
static inline int tm_real_day(const struct tt_model *m, int day)
{
    return m->halves ? day / 2 : day;
}

#endif

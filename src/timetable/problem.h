/*
 * The timetable problem: what must be planned and the rules. Layer: timetable.
 *
 * A problem is built by a reader (src/formats) through tt_problem_new, the arrays below and
 * tt_problem_finish; after that it is immutable and may be shared by threads. Everything it
 * points to lives in its arena.
 *
 * Ids are dense: index into the array of that kind, -1 = none. A slot is
 * day * n_periods + period. Block-planning and the other modes use the same arrays.
 * Weights and costs are in millionths: 1000000 is a weight of 100 %, and the soft total
 * 164.35 of a .fet file is 164350000.
 */
#ifndef HORARIUM_TIMETABLE_PROBLEM_H
#define HORARIUM_TIMETABLE_PROBLEM_H

#include "base/arena.h"
#include "base/err.h"
#include <stdbool.h>
#include <stdint.h>

#define TT_HARD 1000000 /* the weight of a hard rule */

/* Bounds on what a reader may accept. Periods fit a 64-bit mask of a day. */
enum {
    TT_MAX_DAYS = 400,
    TT_MAX_PERIODS = 60,
    TT_MAX_LESSONS = 500000,
    TT_MAX_NAMES = 500000, /* of each kind */
    TT_MAX_RULES = 2000000,
    TT_MAX_DURATION = 60,
    TT_MAX_ROOM_SETS = 64 /* of a virtual room */
};

enum tt_mode { TT_OFFICIAL, TT_MORNINGS_AFTERNOONS, TT_BLOCK_PLANNING, TT_TERMS };

enum tt_list { TT_LIST_T, TT_LIST_S };

/* Whom a rule binds. */
enum tt_scope {
    TT_SCOPE_NONE,     /* everybody or nobody in particular */
    TT_SCOPE_TEACHER,  /* rule.teacher */
    TT_SCOPE_TEACHERS, /* every teacher */
    TT_SCOPE_SET,      /* every subgroup of rule.set */
    TT_SCOPE_STUDENTS, /* every subgroup */
    TT_SCOPE_ROOM,     /* rule.room */
    TT_SCOPE_LESSON,   /* rule.lessons[0] */
    TT_SCOPE_LESSONS,  /* rule.lessons */
    TT_SCOPE_FILTER    /* every lesson that tt_rule_matches */
};

/* DAY is one index of n_days (in mornings-afternoons mode a half day); REAL a real day
   (days 2r and 2r+1); MORNING / AFTERNOON the even / odd days; WEEK all days together. */
enum tt_span { TT_DAY, TT_REAL, TT_MORNING, TT_AFTERNOON, TT_WEEK };

enum tt_family {
    TT_F_BASIC,
    TT_F_NOT_AVAILABLE,
    TT_F_BREAK,
    TT_F_ROOM_NOT_AVAILABLE,
    TT_F_TEACHER_ROOM_NOT_AVAILABLE,
    TT_F_START_TIMES,
    TT_F_TIME_SLOTS,
    TT_F_ENDS_DAY,
    TT_F_MIN_DAYS_BETWEEN,
    TT_F_MAX_DAYS_BETWEEN,
    TT_F_MIN_GAPS_BETWEEN,
    TT_F_SAME_START,
    TT_F_SAME_HOUR,
    TT_F_SAME_DAY,
    TT_F_NOT_OVERLAPPING,
    TT_F_TAGS_NOT_OVERLAPPING,
    TT_F_CONSECUTIVE,
    TT_F_GROUPED,
    TT_F_ORDERED,
    TT_F_OCCUPY_MAX_SLOTS,
    TT_F_OCCUPY_MIN_SLOTS,
    TT_F_MAX_SIMULTANEOUS,
    TT_F_MIN_SIMULTANEOUS,
    TT_F_MAX_TOTAL_IN_SLOTS,
    TT_F_MAX_IN_TERM,
    TT_F_OCCUPY_MAX_TERMS,
    TT_F_MAX_DAYS,
    TT_F_MIN_DAYS,
    TT_F_MAX_GAPS,
    TT_F_MAX_HOURS,
    TT_F_MIN_HOURS,
    TT_F_MAX_RUN,
    TT_F_INTERVAL_MAX_DAYS,
    TT_F_MAX_SPAN,
    TT_F_TWO_TAGS_OF_THREE,
    TT_F_EARLY,
    TT_F_TAG_PAIR_GAPS,
    TT_F_MIN_REST,
    TT_F_MAX_THREE_DAYS,
    TT_F_PREFERRED_ROOMS,
    TT_F_HOME_ROOMS,
    TT_F_MAX_ROOMS,
    TT_F_SAME_ROOM_IF_CONSECUTIVE,
    TT_F_BUILDING_CHANGES,
    TT_F_BUILDING_GAPS,
    TT_F_ROOM_CHANGES,
    TT_F_ROOM_GAPS,
    TT_N_FAMILIES
};

enum tt_rule_type {
#define RULE(id, element, list, family, scope, span, layout) TT_R_##id,
#include "timetable/rules.def"
#undef RULE
    TT_N_RULE_TYPES
};

struct tt_rule_info {
    const char *element; /* without "Constraint" */
    enum tt_list list;
    enum tt_family family;
    enum tt_scope scope;
    enum tt_span span;
    const char *layout;
};

/* One row a rule type, indexed by enum tt_rule_type. */
extern const struct tt_rule_info tt_rule_infos[TT_N_RULE_TYPES];

/* Type by element name (without prefix), or -1. */
int tt_rule_type_by_name(const char *element);

struct tt_rule {
    enum tt_rule_type type;
    bool active; /* as in the file; tt_rule_live says whether it counts */
    bool flag;   /* meaning by layout, e.g. Allow_Empty_Days */
    bool locked; /* Permanently_Locked */
    bool pin;    /* came from a pin, not from the problem's file */
    int weight;  /* millionths, TT_HARD = hard */
    int line;    /* line in the source, 0 = unknown */
    int teacher, set, room, subject, tag, tag2; /* -1 = not given */
    int component;                              /* 1-based, 0 = not given */
    int duration;                               /* 0 = any */
    int day, period;                            /* wished day / period, -1 = any */
    int from, to; /* periods; to == -1 = end of the day (exclusive otherwise) */
    int limit;
    int n_lessons, *lessons; /* dense lesson ids, in file order */
    int n_slots, *slots;
    int n_rooms, *rooms;
    int n_tags, *tags;
    int n_reals, *reals;  /* real rooms of a virtual room */
    const char *comments; /* never NULL */
};

struct tt_label { /* the names that any named thing carries; never NULL */
    const char *name, *long_name, *code, *comments;
};

struct tt_subject {
    struct tt_label label;
};

struct tt_tag {
    struct tt_label label;
    bool printable;
};

/* How many real days a teacher may work both morning and afternoon. */
enum tt_behaviour { TT_UNRESTRICTED = -1, TT_EXCLUSIVE = 0 /* 1..5: that many days */ };

struct tt_teacher {
    struct tt_label label;
    int behaviour; /* enum tt_behaviour or 1..5, only in mornings-afternoons mode */
    int target_hours;
    int n_subjects, *subjects; /* qualified, for information */
};

enum tt_set_level { TT_YEAR, TT_GROUP, TT_SUBGROUP };

struct tt_category { /* how a year was divided; kept for the user interface of others */
    int n_divisions;
    const char **divisions;
};

/* A named set of students: year, group or subgroup. A set may have several parents. */
struct tt_set {
    struct tt_label label;
    enum tt_set_level level; /* where it was met first */
    int n_students;
    int n_children, *children; /* groups of a year, subgroups of a group (set ids) */
    int n_subgroups,
        *subgroups; /* sorted ids of the subgroups inside, by tt_problem_finish */
    int n_categories;
    struct tt_category *categories;
    const char *separator;
};

/* The atom of students. A year or group without children has one automatic subgroup.
   tt_problem_finish makes the whole array out of the sets. */
struct tt_subgroup {
    const char *name;
    int set; /* the set that names it; for an automatic one the childless set */
    bool automatic;
};

struct tt_building {
    struct tt_label label;
};

struct tt_room_set {
    int n_rooms, *rooms;
};

struct tt_room {
    struct tt_label label;
    int building; /* -1 = none */
    int capacity; /* 30000 and more = unlimited */
    bool virtual_room;
    int n_sets; /* virtual: one real room out of each set */
    struct tt_room_set *sets;
};

struct tt_lesson {
    int id;       /* as in the file, unique, positive */
    int group_id; /* Activity_Group_Id: 0 = unsplit, else the id of the first component */
    int component; /* 1-based; 1 for an unsplit lesson (by tt_problem_finish) */
    int subject;
    int duration, total_duration;
    int n_students; /* head count given, -1 = sum over the sets */
    int head_count; /* what counts (by tt_problem_finish) */
    bool active;
    int n_teachers, *teachers;
    int n_tags, *tags;
    int n_sets, *sets;
    int n_subgroups, *subgroups; /* sorted union (by tt_problem_finish) */
    const char *comments;
};

struct tt_initial_order { /* GroupActivitiesInInitialOrder: kept, not used */
    bool active;
    int n_lessons, *lessons;
    const char *comments;
};

struct tt_index; /* the lookup tables, private to problem*.c */

struct tt_time_name {
    const char *name, *long_name;
};

struct tt_problem {
    struct arena *arena;
    const char *source;          /* file name for messages, never NULL */
    const char *name, *comments; /* institution */
    enum tt_mode mode;
    int n_days, n_periods;
    int n_terms, days_per_term; /* terms mode, else 1 and n_days */
    struct tt_time_name *days, *periods;
    int n_subjects, n_tags, n_teachers, n_sets, n_years, n_subgroups, n_buildings,
        n_rooms;
    int n_lessons, n_rules, n_orders;
    struct tt_subject *subjects;
    struct tt_tag *tags;
    struct tt_teacher *teachers;
    struct tt_set *sets;
    int *years; /* set ids of the years in file order */
    struct tt_subgroup *subgroups;
    struct tt_building *buildings;
    struct tt_room *rooms;
    struct tt_lesson *lessons;
    struct tt_rule *rules;
    struct tt_initial_order *orders;
    int max_reals; /* most sets of a virtual room, 0 without virtual rooms (finish) */
    int n_warnings; /* what a reader accepted but wants said (e.g. empty counts that differ) */
    const char **warnings;
    struct tt_index *index; /* NULL before tt_problem_finish */
};

/* An empty problem with its own arena; `source` is copied. */
struct tt_problem *tt_problem_new(const char *source);
void tt_problem_free(struct tt_problem *p); /* NULL allowed */

/* Adds a sentence to p->warnings (the first few hundred are kept). */
void tt_problem_warn(struct tt_problem *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* A rule with every reference -1 and every list empty, active, hard, comments "". */
struct tt_rule tt_rule_blank(enum tt_rule_type type);

/*
 * Checks all references and bounds, computes what is marked "by tt_problem_finish", and
 * adds the two basic rules if they are missing. 0, or ERR_INPUT / ERR_LIMIT with a place.
 */
int tt_problem_finish(struct tt_problem *p, struct err *e);

/* Where a person wants a lesson to stay; -1 = that part is left open. */
struct tt_pin {
    int lesson; /* dense index, always given */
    int day, period, room;
    int n_reals;      /* real rooms of a virtual room: 0 = open, else one a set */
    const int *reals; /* copied by tt_problem_pin */
};

/*
 * Pins a lesson: appends hard rules with pin = true (LESSON_START when day or period is not
 * -1, LESSON_ROOM when room is not -1, with the real rooms if there are any). Only between
 * reading and solving. Returns 0, or ERR_INPUT if an index is out of range.
 */
int tt_problem_pin(struct tt_problem *p, const struct tt_pin *pin, struct err *e);

/* Active, and its filter / lists still bind at least one (pair types: two) active lessons. */
bool tt_rule_live(const struct tt_problem *p, const struct tt_rule *r);

/* Does the filter of r (teacher, set, subject, tag, duration, component) match the lesson?
   Inactive lessons match nothing. Scope LESSON and LESSONS: membership in the list. Home
   rooms: only lessons whose one set (or one teacher) is the named one itself. */
bool tt_rule_matches(const struct tt_problem *p, const struct tt_rule *r, int lesson);

/* Do two sets share a subgroup? */
bool tt_sets_overlap(const struct tt_problem *p, int set_a, int set_b);

/* Lookups by name / file id (hashed, built by finish); -1 = unknown. */
int tt_find_teacher(const struct tt_problem *p, const char *name);
int tt_find_set(const struct tt_problem *p, const char *name);
int tt_find_room(const struct tt_problem *p, const char *name);
int tt_find_lesson(const struct tt_problem *p, int id);

/* "Mathematics, 9a, Miller (id 17)": the name of a lesson in messages; into buf. */
const char *tt_lesson_text(const struct tt_problem *p, int lesson, char *buf, int size);

/* "Monday 3" : day and period names of a slot; "unplaced" for -1. */
const char *tt_slot_text(const struct tt_problem *p, int slot, char *buf, int size);

#endif

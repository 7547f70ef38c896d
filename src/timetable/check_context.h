/*
 * What the files of the judge share: tables built from one problem and one solution, the
 * week of one person, and the way a broken rule enters the report. Layer: timetable,
 * private to check*.c.
 *
 * Invariants: only active lessons with a start are in the tables ("placed"); a lesson
 * that runs past the end of its day covers only the periods that exist. Scratch memory
 * lives in `work` until the verdict is written, all that the report shows in the report's
 * arena.
 */
#ifndef HORARIUM_TIMETABLE_CHECK_CONTEXT_H
#define HORARIUM_TIMETABLE_CHECK_CONTEXT_H

#include "timetable/check.h"

/* Items of x: item[start[x]] .. item[start[x + 1] - 1]. */
struct check_lists {
    int *start, *item;
};

struct check {
    const struct tt_problem *p;
    const struct tt_solution *s;
    struct tt_report *out;
    struct arena *work;
    int n_slots;
    bool *live;                                           /* of each rule: tt_rule_live */
    bool *breaks;                                         /* of each slot */
    struct check_lists teacher_lessons, subgroup_lessons; /* placed ones */
    struct check_lists room_lessons; /* by room, and by the real rooms of a virtual one */
    struct check_lists teacher_rules, set_rules,
        subgroup_sets;                    /* live rules, by what they name */
    struct check_lists scope_rules;       /* live rules by enum tt_scope */
    bool *teacher_known, *subgroup_known; /* has an active lesson, placed or not */
    int *slot_scratch;                    /* n_slots entries, -1 between uses */
    bool *slot_mark;                      /* of check_rule_slots */
    bool *lesson_mark;                    /* n_lessons entries, false between uses */
    int *lesson_scratch;                  /* of check_rule_lessons */
};

/* The week of one teacher or one subgroup. */
struct check_week {
    bool teacher;
    int id;
    const char *title, *name; /* "Teacher" / "Class" and its name */
    bool known;               /* has an active lesson at all */
    int n_lessons;
    const int *lessons; /* placed */
    int *at;            /* [slot]: the lesson there, -1 = free */
    bool *open;         /* [slot]: neither a break nor not available */
};

/* A stretch of periods that a rule looks at: a day, or morning and afternoon in a row. */
struct check_line {
    int n;
    int day; /* the first day of the stretch */
    int at[2 * TT_MAX_PERIODS];
    bool open[2 * TT_MAX_PERIODS];
};

typedef void check_rule_fn(struct check *c, int rule);
typedef void check_person_fn(struct check *c, const struct check_week *w, int rule);

/* Builds the tables; the solution must belong to the problem. */
void check_context_init(struct check *c, const struct tt_problem *p,
                        const struct tt_solution *s, struct tt_report *out);
void check_context_release(struct check *c);

/* Lists over n_keys keys, filled in two passes: count, check_lists_alloc, put. */
void check_lists_count(struct check *c, struct check_lists *l, int n_keys);
void check_lists_alloc(struct check *c, struct check_lists *l, int n_keys);
static inline void check_lists_put(struct check_lists *l, int key, int item)
{
    l->item[l->start[key + 1]++] = item;
}

/* Where a placed lesson is. */
static inline bool check_is_placed(const struct check *c, int lesson)
{
    return c->p->lessons[lesson].active && c->s->slot[lesson] >= 0;
}
static inline int check_day(const struct check *c, int lesson)
{
    return c->s->slot[lesson] / c->p->n_periods;
}
static inline int check_period(const struct check *c, int lesson)
{
    return c->s->slot[lesson] % c->p->n_periods;
}
/* The period after its last one. */
static inline int check_end(const struct check *c, int lesson)
{
    return check_period(c, lesson) + c->p->lessons[lesson].duration;
}
/* How many periods it covers inside the day. */
int check_covered(const struct check *c, int lesson);
/* The real day of a day: its half in mornings-afternoons mode, else itself. */
int check_real_day(const struct check *c, int day);
/* Periods that both lessons cover. */
int check_overlap(const struct check *c, int a, int b);
bool check_has_tag(const struct check *c, int lesson, int tag);

/* The placed lessons that a rule lists (in the order of the list) or matches; *n of them,
   good until the next call. Lessons named twice are given once. */
const int *check_rule_lessons(struct check *c, int rule, int *n);

/* True in [slot] for each slot of the rule; good until the next call. */
const bool *check_rule_slots(struct check *c, int rule);

/* Puts one broken line into the report: hard when the rule is hard, else at its weight.
   The pointer is good until the next call. */
struct tt_violation *check_break(struct check *c, int rule, int64_t amount);
/* Same for what no rule record says, or for what is hard whatever the weight (rule >= 0).
   */
struct tt_violation *check_break_hard(struct check *c, int rule, enum tt_basic basic,
                                      int64_t amount);
void check_set_lessons(struct check *c, struct tt_violation *v, int n,
                       const int *lessons);
void check_set_pair(struct check *c, struct tt_violation *v, int a, int b);
void check_set_person(struct tt_violation *v, const struct check_week *w, int day);
void check_say(struct check *c, struct tt_violation *v, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Names for sentences; the strings live in scratch memory. */
const char *check_lesson_name(struct check *c, int lesson);
const char *check_slot_name(struct check *c, int slot);
const char *check_day_name(const struct check *c, int day);
/* "1 period", "3 periods". */
const char *check_count(struct check *c, int64_t n, const char *noun);
/* "R1" or "one of R1, R2, R3": the rooms that a rule names. */
const char *check_room_names(struct check *c, const struct tt_rule *r);

/* How many stretches a span has (MORNING, AFTERNOON and REAL only in mornings-afternoons
   mode, 0 otherwise) and the week of w in stretch u. WEEK counts as DAY. */
int check_units(const struct check *c, enum tt_span span);
void check_unit(const struct check *c, const struct check_week *w, enum tt_span span,
                int u, struct check_line *line);
/* "Monday", or "Monday morning and Monday afternoon" for a real day. */
const char *check_unit_name(struct check *c, enum tt_span span, int u);
int check_line_first(const struct check_line *line); /* -1 = an empty stretch */
int check_line_last(const struct check_line *line);
int check_line_hours(const struct check_line *line);
/* Free and open periods between the first and the last lesson. */
int check_line_gaps(const struct check_line *line);
/* Puts the lessons of a stretch, each once, into a violation. */
void check_set_line(struct check *c, struct tt_violation *v,
                    const struct check_line *line);

/* --- the rule families, by file --- */

void check_basic(struct check *c);     /* check_basic.c */
void check_persons(struct check *c);   /* check_person.c: all person families below */
void check_all_rooms(struct check *c); /* check_rooms.c: preferred and home rooms */

check_rule_fn check_not_available, check_break_times, check_room_not_available,
    check_teacher_room_not_available, check_start_times, check_time_slots,
    check_ends_day; /* check_slots.c */
check_rule_fn check_min_days_between, check_max_days_between, check_min_gaps_between,
    check_same_start, check_same_hour, check_same_day,
    check_not_overlapping;                                     /* check_relations.c */
check_rule_fn check_consecutive, check_grouped, check_ordered; /* check_chains.c */
check_rule_fn check_occupy_max_slots, check_occupy_min_slots, check_max_simultaneous,
    check_min_simultaneous, check_max_total_in_slots, check_max_in_term,
    check_occupy_max_terms;                                    /* check_selected.c */
check_rule_fn check_tags_not_overlapping;                      /* check_tags.c */
check_rule_fn check_max_rooms, check_same_room_if_consecutive; /* check_rooms.c */

check_person_fn check_max_days, check_min_days, check_interval, check_min_rest,
    check_three_days; /* check_days.c */
check_person_fn check_max_gaps, check_max_hours, check_min_hours, check_max_run,
    check_max_span, check_early;                      /* check_hours.c */
check_person_fn check_two_tags, check_tag_pair_gaps;  /* check_tags.c */
check_person_fn check_changes, check_gaps_of_changes; /* check_moves.c */

#endif

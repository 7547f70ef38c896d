/*
 * The planners behind one table of functions. Layer: planner (above formats, below the
 * command line, the library interface and the server, which know plans only through here).
 *
 * A problem and a solution are opaque: made by a planner, understood by it alone. All words
 * of one kind of plan (what is placed, what a place is called) come from its table, so that
 * everything above speaks of items, places and resources only.
 *
 * Invariants: strings in results live in the arena of the result; a problem may be used by
 * many threads at a time except in functions that take it as plain `void *problem`.
 */
#ifndef HORARIUM_PLANNER_PLANNER_H
#define HORARIUM_PLANNER_PLANNER_H

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "search/progress.h"
#include <stdatomic.h>
#include <stddef.h>

enum { PLAN_MAX_INPUT = 256 << 20 }; /* bytes of one input */

/* One input in memory with the name it has in messages. Borrowed. */
struct plan_text {
    const char *source;
    const char *data;
    size_t len;
};

enum plan_status {
    PLAN_OPTIMAL,
    PLAN_FEASIBLE,
    PLAN_INCOMPLETE,
    PLAN_INFEASIBLE,
    PLAN_STOPPED,
    PLAN_INVALID /* only of a given solution: not complete or a hard rule is broken */
};

struct plan_kpi {
    const char *name;
    double value;
};

struct plan_violation {
    const char *rule; /* type of the rule, as in the file */
    bool hard;
    int n_entities;
    const char **entities; /* names of the people, rooms and items concerned */
    double amount;         /* violated units */
    double cost;           /* in the file's units, 0 for a hard rule */
    const char *text;      /* one sentence */
};

/* The verdict on one solution. Released with plan_report_release. */
struct plan_report {
    struct arena *arena;
    enum plan_status status; /* PLAN_FEASIBLE or PLAN_INVALID */
    struct cost cost;
    double soft, objective; /* in the file's units */
    int n_kpis;
    struct plan_kpi *kpis;
    int n_violations;
    struct plan_violation *violations; /* hard ones first, then by falling cost */
};

struct plan_finding {
    bool fatal; /* no plan can exist while this stands */
    const char *text, *advice;
};

struct plan_findings {
    struct arena *arena;
    int n;
    struct plan_finding *v;
};

/* One item and where it is. */
struct plan_placement {
    const char *item;     /* its id as text */
    const char *text;     /* its name for people */
    const char *place;    /* NULL = not placed */
    const char *resource; /* room, line, ...; NULL = none */
    int n_parts;          /* what the resource is made of (real rooms of a virtual one) */
    const char **parts;
};

struct plan_placements { /* in the order of the problem */
    struct arena *arena;
    int n;
    struct plan_placement *v;
};

struct plan_step {
    const char *item, *text;
    const char *was;      /* its place now, NULL = none */
    const char *place;    /* NULL = loses its place */
    const char *resource; /* NULL = none */
    int n_parts;          /* as in plan_placement */
    const char **parts;
};

struct plan_suggestion {
    const char *kind; /* "move", "swap", "chain" */
    struct cost delta;
    double soft; /* change of the soft total in the file's units */
    int n_steps;
    struct plan_step *steps; /* the asked item first */
    int n_displaced;
    const char **displaced; /* items that lose their place */
    int n_broken;
    const char **broken; /* rules that would be broken and were not before */
};

struct plan_suggestions {
    struct arena *arena;
    int n;
    struct plan_suggestion *v; /* best first */
};

/* What is asked of explain and suggest: an item, or a place of somebody. */
struct plan_query {
    const char *item;     /* id, NULL = not about one item */
    const char *place;    /* "Monday 3", NULL = everywhere */
    const char *resource; /* explain: with this resource, NULL = any */
    const char *kind;     /* a view of the planner: whose place, NULL = nobody's */
    const char *name;     /* the name of that entity */
    int limit;            /* most suggestions, 0 = all */
};

enum plan_edit_op { PLAN_PLACE, PLAN_MOVE, PLAN_REMOVE, PLAN_PIN };

/* PLACE: an unplaced item; MOVE: a placed one; REMOVE: takes its place; PIN: keeps it where
   it is, or at `place`. A NULL resource leaves the resource as it is. */
struct plan_edit {
    enum plan_edit_op op;
    const char *item, *place, *resource;
    int n_parts;
    const char *const *parts;
};

struct plan_options {
    double seconds;     /* <= 0 = no limit, then iterations are needed */
    int64_t iterations; /* of each thread, 0 = no limit; ends a run reproducibly */
    int threads;
    uint64_t seed;
    int variants;
    const void *from; /* a solution to start from, NULL = none */
    bool min_changes; /* with from: changing a placement costs more than any wish */
    const char *strategy, *profiles; /* names of the planner, NULL = its default */
    atomic_bool *stop;               /* may be NULL */
    progress_fn progress;
    void *user;
};

struct plan_variant {
    void *solution;
    struct plan_report report;
    int changed; /* placements that differ from `from` */
};

struct plan_result {
    enum plan_status status;
    int n_items; /* to be placed */
    int n_variants;
    struct plan_variant *variants; /* best first */
    double bound;                  /* on the objective, NAN = none */
    double seconds;
    double first_valid_seconds; /* < 0 = no valid plan found */
    int64_t moves;
};

/* A format that `write` knows. */
struct plan_format {
    const char *name, *alias;
    const char
        *suffix; /* of the file that solve writes; for one without solution: ".json" */
    const char *help;
    bool needs_solution;
    bool by_default; /* solve writes it without being asked */
};

/* A view that `show` knows and a kind of entity that queries may name. */
struct plan_view {
    const char *name;            /* "class" */
    const char *all;             /* "all-classes" */
    const char *help, *all_help; /* what an option of these names is for */
};

struct plan_show {
    const char *view; /* a name of plan_view */
    const char *name; /* of the entity, NULL = all of them */
    int columns;      /* width of the terminal, 0 = 100 */
    bool color;
};

struct planner {
    const char *name;         /* "timetable" */
    const char *item, *items; /* "lesson", "lessons" */
    const char *item_help;
    double soft_scale; /* cost.soft / soft_scale = the file's units */
    const char *const *strategies, *const *profiles; /* NULL-terminated, default first */
    int n_formats, n_views;
    const struct plan_format *formats;
    const struct plan_view *views;

    /* Is it a problem (not a solution) of this kind? Told by content. */
    bool (*sniff)(const char *data, size_t len);
    /* Is it a solution without its problem? */
    bool (*sniff_solution)(const char *data, size_t len);
    /* Bytes to a problem, and back to nothing. 0 or a code of err.h with a place. */
    int (*read)(const struct plan_text *in, void **problem, struct err *e);
    void (*free_problem)(void *problem);
    int (*count)(const void *problem); /* items to be placed */
    /* "812 lessons, 41 teachers, ...": one line, and what the reader wants said. */
    void (*describe)(const void *problem, struct strbuf *out);
    int (*warnings)(const void *problem, const char *const **list);

    /* Pins what a pin file or a solution names; only before solving. */
    int (*pin)(void *problem, const struct plan_text *in, struct err *e);

    /* A solution in any format that is written. carry: items unknown here are passed over. */
    int (*read_solution)(const void *problem, const struct plan_text *in, bool carry,
                         void **solution, struct err *e);
    /* The solution that the problem file holds itself, ERR_STATE if none. unlock: its pins
       are lifted unless permanent, so that items can be moved; only before sharing. */
    int (*own_solution)(void *problem, bool unlock, void **solution, struct err *e);
    void (*free_solution)(void *solution);

    /* Always gives a variant on success. Released with plan_result_release. */
    int (*solve)(const void *problem, const struct plan_options *o,
                 struct plan_result *out, struct err *e);
    void (*check)(const void *problem, const void *solution, struct plan_report *out);
    void (*placements)(const void *problem, const void *solution,
                       struct plan_placements *out);
    /* No solution: what is wrong with the input. No item: why items are unplaced. Else: why
       the item cannot be at the place (all places without one). solution may be NULL. */
    int (*explain)(const void *problem, const void *solution, const struct plan_query *q,
                   struct plan_findings *out, struct err *e);
    int (*suggest)(const void *problem, const void *solution, const struct plan_query *q,
                   struct plan_suggestions *out, struct err *e);
    /* Edits the solution (PIN: also the problem) and reports on it; on error no change. */
    int (*apply)(void *problem, void *solution, const struct plan_edit *edit,
                 struct plan_report *out, struct err *e);
    /* Appends the problem (with the solution, if not NULL) in a named format. */
    int (*write)(const void *problem, const void *solution, const char *format,
                 struct strbuf *out, struct err *e);
    int (*show)(const void *problem, const void *solution, const struct plan_show *how,
                struct strbuf *out, struct err *e);
    /* Pages for people into a folder; lists the files (index first; mem_free each). */
    int (*pages)(const void *problem, const void *solution, const char *dir,
                 char ***files, int *n, struct err *e);
};

/* All planners in a fixed order; returns how many. */
int planner_list(const struct planner *const **list);

/* The planner whose problem this is, or NULL and ERR_INPUT with a sentence. */
const struct planner *planner_find(const struct plan_text *in, struct err *e);

/* A format by name or alias, a view by name; NULL = unknown. */
const struct plan_format *planner_format(const struct planner *pl, const char *name);
const struct plan_view *planner_view(const struct planner *pl, const char *name);

const char *plan_status_name(enum plan_status s);
void plan_report_release(struct plan_report *r);
void plan_findings_release(struct plan_findings *f);
void plan_placements_release(struct plan_placements *p);
void plan_suggestions_release(struct plan_suggestions *s);
void plan_result_release(const struct planner *pl, struct plan_result *r);

/* Defaults: 20 s, 2 threads, seed 1, one variant. */
void plan_options_init(struct plan_options *o);

/* Broken rules of one type. */
struct plan_total {
    const char *rule; /* borrowed from the report */
    bool hard;
    int count;
    double amount, cost;
};

/* Sums a report by rule type, hard first, then by falling cost. *n entries, mem_free. */
struct plan_total *plan_totals(const struct plan_report *r, int *n);

extern const struct planner planner_timetable;

#endif

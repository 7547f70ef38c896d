/*
 * libhorarium: plans school timetables (and other kinds of plans, told by content).
 *
 * The library prints nothing, opens no files, keeps no global state and starts no process:
 * bytes go in, bytes and structs come out. Any number of runs may go on side by side, and
 * one problem may be solved and queried by many threads at a time.
 *
 * Conventions: texts are UTF-8 and end in a zero byte. What a function returns as a pointer
 * to non-const is the caller's and goes back through the matching ..._free (NULL allowed);
 * const pointers are borrowed from their parent. A problem must outlive its solutions and
 * runs. Functions that can fail take an optional struct horarium_error, which they fill.
 * Allocation never fails: when memory is gone the process ends.
 */
#ifndef HORARIUM_H
#define HORARIUM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum horarium_code {
    HORARIUM_OK = 0,
    HORARIUM_USAGE = -1,   /* the function is not used this way */
    HORARIUM_INPUT = -2,   /* the input is not valid */
    HORARIUM_UNKNOWN = -3, /* a name or id that does not exist */
    HORARIUM_LIMIT = -4,   /* the input is larger than allowed */
    HORARIUM_IO = -5,
    HORARIUM_STATE = -6, /* does not fit the present state */
    HORARIUM_UNSUPPORTED = -7
};

struct horarium_error {
    int code; /* enum horarium_code; set it to 0 before a call */
    int line; /* place in the input, 1-based, 0 = unknown */
    int column;
    char file[256];  /* name of the input as the caller gave it, may be empty */
    char text[1024]; /* one sentence: what is wrong and what to do */
};

struct horarium_problem;
struct horarium_solution;
struct horarium_run;

/* The version of the library, "major.minor.patch". */
const char *horarium_version(void);

/* Frees a buffer that horarium_write returned. */
void horarium_free(void *buffer);

/* ---- problems ---- */

/*
 * Reads a problem from memory; the format (.fet, Horarium's JSON) is told by content.
 * `name` stands for the input in messages. Returns NULL with HORARIUM_INPUT,
 * HORARIUM_UNKNOWN or HORARIUM_LIMIT and the place of the fault. `data` may go afterwards.
 */
struct horarium_problem *horarium_load(const char *name, const char *data, size_t len,
                                       struct horarium_error *e);
void horarium_problem_free(struct horarium_problem *p);

/* The kind of plan: "timetable". */
const char *horarium_problem_planner(const struct horarium_problem *p);

/* How many items (lessons) are to be placed. */
size_t horarium_problem_items(const struct horarium_problem *p);

/* What the reader accepted but wants said; index 0 .. count - 1. */
size_t horarium_problem_warnings(const struct horarium_problem *p);
const char *horarium_problem_warning(const struct horarium_problem *p, size_t index);

/*
 * Pins items where a pin file or a solution (in memory) has them: every run keeps them
 * there. Not while a run or query on the problem is under way. Returns 0 or a code.
 */
int horarium_pin(struct horarium_problem *p, const char *name, const char *data,
                 size_t len, struct horarium_error *e);

/* ---- solutions ---- */

/*
 * Reads a solution of p from memory, in any format that horarium_write writes. NULL with
 * HORARIUM_INPUT or HORARIUM_UNKNOWN. With data == NULL: the solution that the problem's
 * own file holds (a timetable saved as locks), HORARIUM_STATE if there is none.
 */
struct horarium_solution *horarium_solution_load(const struct horarium_problem *p,
                                                 const char *name, const char *data,
                                                 size_t len, struct horarium_error *e);
void horarium_solution_free(struct horarium_solution *s);

struct horarium_placement {
    const char *item;     /* id in the file */
    const char *text;     /* name for people */
    const char *place;    /* "Monday 3", NULL = not placed */
    const char *resource; /* room, NULL = none */
    size_t n_parts;       /* the real rooms of a virtual room */
    const char *const *parts;
};

struct horarium_placements {
    size_t n; /* items in the order of the file */
    const struct horarium_placement *v;
};

/* All placements of s. Never NULL. */
struct horarium_placements *horarium_placements(const struct horarium_solution *s);
void horarium_placements_free(struct horarium_placements *p);

/*
 * Writes problem and solution: "fet" (the solution as locks; s may be NULL), "json" (the
 * problem; s may be NULL), "fet-activities", "csv", "solution-json". Returns the bytes
 * (zero-terminated, *len without the zero, horarium_free), or NULL with
 * HORARIUM_UNSUPPORTED (unknown format) or HORARIUM_STATE (needs a solution).
 */
char *horarium_write(const struct horarium_problem *p, const struct horarium_solution *s,
                     const char *format, size_t *len, struct horarium_error *e);

/* ---- solving ---- */

struct horarium_progress {
    const char *stage;      /* "load", "construct", "improve", "verify" */
    double percent;         /* of the budget, 0..100 */
    double seconds;         /* since the start */
    double seconds_left;    /* < 0 = unknown */
    int64_t unplaced, hard; /* of the best plan so far */
    double soft;            /* in the units of the file's format */
    double bound;           /* no plan has a lower soft total; NAN = not known */
    int64_t total;          /* items to be placed */
    int64_t moves;          /* tried so far */
};

/* Called from one thread at a time, at most about ten times a second. */
typedef void (*horarium_progress_fn)(const struct horarium_progress *p, void *user);

struct horarium_options {
    double seconds;     /* wall clock; <= 0 = none, then iterations are needed */
    int64_t iterations; /* of each thread, 0 = no limit; makes a run reproducible */
    int threads;        /* 1 .. 256 */
    uint64_t seed;
    int variants;                         /* how many different plans to keep, 1 .. 100 */
    const struct horarium_solution *from; /* start here, NULL = from nothing */
    int min_changes; /* with from: a changed placement costs more than any wish */
    horarium_progress_fn progress; /* may be NULL */
    void *user;
};

/* 20 seconds, 2 threads, seed 1, one variant. Call before setting single members. */
void horarium_options_init(struct horarium_options *o);

enum horarium_status {
    HORARIUM_OPTIMAL,    /* proven: no plan is better */
    HORARIUM_FEASIBLE,   /* everything placed, no hard rule broken */
    HORARIUM_INCOMPLETE, /* the time ended before everything was placed */
    HORARIUM_INFEASIBLE, /* proven: no plan exists */
    HORARIUM_STOPPED     /* ended by horarium_run_stop; the best plan so far is kept */
};

struct horarium_outcome {
    enum horarium_status status;
    size_t variants; /* best first */
    double bound;    /* proven bound of the objective, NAN = none */
    double seconds;
    double first_valid_seconds; /* < 0 = no valid plan was found */
    int64_t moves;
};

/* A run of the solver on p, not yet started. Never NULL. */
struct horarium_run *horarium_run_new(const struct horarium_problem *p);
void horarium_run_free(struct horarium_run *r);

/*
 * Solves and returns when the budget is used or the run is stopped. Once per run. Returns 0
 * (also for an incomplete plan: see the outcome) or HORARIUM_USAGE for options out of range.
 */
int horarium_run_solve(struct horarium_run *r, const struct horarium_options *o,
                       struct horarium_error *e);

/* Ends the run soon; it keeps its best plan. From any thread or signal handler, any time. */
void horarium_run_stop(struct horarium_run *r);

/* After horarium_run_solve returned 0. */
void horarium_run_outcome(const struct horarium_run *r, struct horarium_outcome *out);

/* The solution of variant 0 .. variants - 1, borrowed; NULL beyond. */
const struct horarium_solution *horarium_run_solution(const struct horarium_run *r,
                                                      size_t variant);

/* The same, handed over to the caller (once per variant, then NULL). */
struct horarium_solution *horarium_run_take(struct horarium_run *r, size_t variant);

/* ---- judging, explaining, editing ---- */

struct horarium_kpi {
    const char *name;
    double value;
};

struct horarium_violation {
    const char *rule; /* type, as in the file */
    int hard;
    size_t n_entities;
    const char *const *entities; /* names of people, rooms and items */
    double amount;               /* violated units */
    double cost;                 /* in the file's units, 0 for hard rules */
    const char *text;            /* one sentence */
};

struct horarium_report {
    int valid; /* everything placed and no hard rule broken */
    int64_t unplaced, hard;
    double soft, objective; /* in the units of the file's format */
    size_t n_kpis, n_violations;
    const struct horarium_kpi *kpis;
    const struct horarium_violation *violations; /* hard first, then by falling cost */
};

/* Scores s from scratch, independently of the search. Never NULL. */
struct horarium_report *horarium_check(const struct horarium_solution *s);
void horarium_report_free(struct horarium_report *r);

struct horarium_finding {
    int fatal; /* nothing is possible while this stands */
    const char *text, *advice;
};

struct horarium_findings {
    size_t n;
    const struct horarium_finding *v;
};

struct horarium_query {   /* zero all members first */
    const char *item;     /* id of an item, or NULL */
    const char *place;    /* "Monday 3", or NULL */
    const char *resource; /* explain: in this room, or NULL */
    const char *kind;     /* whose place: "class", "teacher" or "room" */
    const char *name;     /* and its name */
    size_t limit;         /* most suggestions, 0 = all */
};

/*
 * s == NULL, no item: what is wrong with the input of p. Without an item: why items of s
 * are unplaced. With one: why it cannot be at `place` (none = every place, one finding
 * each); empty if nothing prevents it. NULL with HORARIUM_UNKNOWN or HORARIUM_STATE.
 */
struct horarium_findings *horarium_explain(const struct horarium_problem *p,
                                           const struct horarium_solution *s,
                                           const struct horarium_query *q,
                                           struct horarium_error *e);
void horarium_findings_free(struct horarium_findings *f);

struct horarium_step {
    const char *item, *text;
    const char *was;      /* its place in s, NULL = none */
    const char *place;    /* NULL = the item loses its place */
    const char *resource; /* NULL = none */
    size_t n_parts;       /* the real rooms of a virtual room */
    const char *const *parts;
};

struct horarium_suggestion {
    const char *kind;       /* "move", "swap", "chain" */
    int64_t unplaced, hard; /* changes against s */
    double soft;
    size_t n_steps, n_displaced, n_broken;
    const struct horarium_step *steps; /* the asked item first */
    const char *const *displaced;      /* items that lose their place */
    const char *const *broken;         /* rules broken by it and not before */
};

struct horarium_suggestions {
    size_t n;
    const struct horarium_suggestion *v; /* best first */
};

/*
 * Where else an item could be (query.item), or what could be put into a place of somebody
 * (query.place, kind, name). NULL with HORARIUM_UNKNOWN, HORARIUM_USAGE, HORARIUM_STATE.
 */
struct horarium_suggestions *horarium_suggest(const struct horarium_solution *s,
                                              const struct horarium_query *q,
                                              struct horarium_error *e);
void horarium_suggestions_free(struct horarium_suggestions *s);

enum horarium_edit_op {
    HORARIUM_PLACE,  /* an unplaced item at `place` */
    HORARIUM_MOVE,   /* a placed item to `place`, into `resource`, or both */
    HORARIUM_REMOVE, /* takes its place */
    HORARIUM_PIN     /* keeps the item where it is, or at `place`, in every later run */
};

struct horarium_edit { /* zero all members first */
    enum horarium_edit_op op;
    const char *item, *place;
    const char *resource; /* NULL = as it is, "" = none */
    size_t n_parts; /* the real rooms of a virtual room; 0 = chosen by the library */
    const char *const *parts;
};

/*
 * Edits s (PIN: also p, not while p is in use elsewhere) and returns the new report. What
 * breaks a rule is done and reported; what makes no sense is refused with no change: NULL
 * with HORARIUM_UNKNOWN, HORARIUM_USAGE or HORARIUM_STATE.
 */
struct horarium_report *horarium_apply(struct horarium_problem *p,
                                       struct horarium_solution *s,
                                       const struct horarium_edit *edit,
                                       struct horarium_error *e);

#ifdef __cplusplus
}
#endif

#endif

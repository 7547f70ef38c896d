/*
 * The parts of the timetable planner's table, one file each. Layer: planner. Only the files
 * timetable*.c of this folder include it. A problem is a struct tt_problem, a solution a
 * struct tt_solution on the heap.
 */
#ifndef HORARIUM_PLANNER_TIMETABLE_PARTS_H
#define HORARIUM_PLANNER_TIMETABLE_PARTS_H

#include "planner/planner.h"
#include "timetable/solution.h"

#define TIMETABLE_SCALE 1000000.0 /* millionths of a file's unit */

/* timetable_words.c: names given by people to ids; -1 and ERR_UNKNOWN with the nearest. */
int timetable_lesson(const struct tt_problem *p, const char *id, struct err *e);
int timetable_slot(const struct tt_problem *p, const char *text, struct err *e);
/* kind: "class", "teacher" or "room". */
int timetable_entity(const struct tt_problem *p, const char *kind, const char *name,
                     struct err *e);
/* The other way, into an arena. */
const char *timetable_lesson_name(const struct tt_problem *p, int lesson,
                                  struct arena *a);
const char *timetable_slot_name(const struct tt_problem *p, int slot, struct arena *a);
const char *timetable_id_text(const struct tt_problem *p, int lesson, struct arena *a);
const char *timetable_rule_name(const struct tt_problem *p, int rule, struct arena *a);

/* timetable_score.c */
void timetable_check(const void *problem, const void *solution, struct plan_report *out);
int timetable_solve(const void *problem, const struct plan_options *o,
                    struct plan_result *out, struct err *e);

/* timetable_ask.c */
int timetable_explain(const void *problem, const void *solution,
                      const struct plan_query *q, struct plan_findings *out,
                      struct err *e);
int timetable_suggest(const void *problem, const void *solution,
                      const struct plan_query *q, struct plan_suggestions *out,
                      struct err *e);

/* timetable_edit.c */
int timetable_apply(void *problem, void *solution, const struct plan_edit *edit,
                    struct plan_report *out, struct err *e);

/* timetable_csv.c: a solution from the CSV that tt_view_csv writes. */
bool timetable_csv_sniff(const char *data, size_t len);
int timetable_csv_read(const struct tt_problem *p, const struct plan_text *in,
                       struct tt_solution *out, struct err *e);

#endif

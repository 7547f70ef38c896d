/*
 * Results as the one JSON object that other programs rely on. Layer: planner.
 */
#ifndef HORARIUM_PLANNER_PLAN_JSON_H
#define HORARIUM_PLANNER_PLAN_JSON_H

#include "base/json.h"
#include "planner/planner.h"

/* The files of each variant, one after the other: of[k] = how many belong to variant k. */
struct plan_files {
    int n, n_variants;
    char **names;
    int *of;
};

/* A key with a number of the file's units: at most six decimals, NAN = null. */
void plan_json_number(struct json_writer *w, const char *key, double v);

/* The object of `solve --json`; numbers rounded so that they show no float noise. */
void plan_json_result(struct json_writer *w, const struct planner *pl,
                      const struct plan_result *r, const struct plan_options *o,
                      const struct plan_files *files);

/* The object of `check --json`: the same keys and "violations". */
void plan_json_report(struct json_writer *w, const struct planner *pl,
                      const struct plan_report *r, double seconds);

/* Bare arrays. */
void plan_json_findings(struct json_writer *w, const struct plan_findings *f);
void plan_json_suggestions(struct json_writer *w, const struct planner *pl,
                           const struct plan_suggestions *s);

/* One line of progress. */
void plan_json_progress(struct json_writer *w, const struct planner *pl,
                        const struct progress *p);

#endif

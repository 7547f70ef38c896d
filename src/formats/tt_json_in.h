/*
 * Reading JSON documents with sentences that name the place: a cursor knows the value and
 * the way to it, so that every refusal says "rules[12].limit" and file:line:column.
 * Layer: formats, private to tt_json*.c.
 *
 * A getter on a cursor whose value is missing leaves *out as it is and returns 0 (the
 * default stands); tj_need refuses instead. All getters return 0 or a code of err.h.
 */
#ifndef HORARIUM_FORMATS_TT_JSON_IN_H
#define HORARIUM_FORMATS_TT_JSON_IN_H

#include "base/arena.h"
#include "base/json.h"
#include "base/map.h"
#include <limits.h>

struct tj_doc {
    const char *source; /* name of the input for messages */
    const char *data;   /* the text, without a byte order mark */
    size_t len;
    struct arena *arena; /* strings and arrays that are read go here */
    struct err *e;
};

struct tj {
    const struct tj_doc *doc;
    const struct tj *up; /* NULL at the root */
    const char *key;     /* name of the member, NULL in an array */
    int index;           /* index in the array when key is NULL */
    json_t *v;           /* NULL = the member is missing */
};

/* What names of one kind mean: "teacher" for messages, and name -> id. */
struct tj_names {
    const char *what;
    struct map map;
};

/* Parses the document (a byte order mark is skipped) and checks its "format". The caller
   owns root->v (json_decref). */
int tj_open(struct tj_doc *doc, struct tj *root, const char *format);

struct tj tj_key(const struct tj *c, const char *key);
struct tj tj_at(const struct tj *c, int index);

/* Fills the error with the place of c, "path: " and the sentence; returns code. */
int tj_fail(const struct tj *c, int code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* c must be there. */
int tj_need(const struct tj *c);

/* c must be an object with members out of `allowed` (blank-separated words). */
int tj_object(const struct tj *c, const char *allowed);

/* c must be an array of at most max items; a missing one counts as empty. */
int tj_array(const struct tj *c, int max, int *n);

int tj_string(const struct tj *c, const char **out); /* copied into the arena */
int tj_int(const struct tj *c, int min, int max, int *out);
int tj_bool(const struct tj *c, bool *out);

/* A name out of names, or a list of them (tj_refs: each once). */
int tj_ref(const struct tj *c, const struct tj_names *names, int *out);
int tj_refs(const struct tj *c, const struct tj_names *names, int *n, int **out);
int tj_refs_any(const struct tj *c, const struct tj_names *names, int *n, int **out);

/* Refuses the item of the array c whose number stands in the list before. */
int tj_distinct(const struct tj *c, int n, const int *list);

/* --- tt_json_scan.c: places in the text --- */

/* Line and column (1-based) of the value of c, or of what is nearest to it. */
void tj_locate(const struct tj *c, int *line, int *column);

/* The lines on which the first n items of the array c begin. */
void tj_item_lines(const struct tj *c, int n, int *lines);

/* Is the text an object whose "format" is `format`? Reads no further than it must. */
bool tj_sniff(const char *data, size_t len, const char *format);

#endif

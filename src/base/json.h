/*
 * JSON: a streaming writer of our own (long lists never become a tree) and small functions
 * over jansson for reading with sentences that name the place. Layer: base.
 */
#ifndef HORARIUM_BASE_JSON_H
#define HORARIUM_BASE_JSON_H

#include "base/err.h"
#include "base/strbuf.h"
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* Writer: commas and nesting are kept by the writer; indent 0 = one line. */
struct json_writer {
    struct strbuf *b;
    int depth, indent;
    bool first;
    bool after_key;
};

void jw_init(struct json_writer *w, struct strbuf *b, int indent);
void jw_open(struct json_writer *w, char bracket);  /* '{' or '[' */
void jw_close(struct json_writer *w, char bracket); /* '}' or ']' */
void jw_key(struct json_writer *w, const char *key);
void jw_str(struct json_writer *w,
            const char *s); /* NULL writes null; escapes as RFC 8259 */
void jw_int(struct json_writer *w, int64_t v);
void jw_num(struct json_writer *w,
            double v); /* shortest form that reads back equal; inf/nan = null */
void jw_bool(struct json_writer *w, bool v);
void jw_null(struct json_writer *w);
/* key + value in one call */
void jw_kstr(struct json_writer *w, const char *key, const char *s);
void jw_kint(struct json_writer *w, const char *key, int64_t v);
void jw_knum(struct json_writer *w, const char *key, double v);
void jw_kbool(struct json_writer *w, const char *key, bool v);

/* Parses a whole document (duplicate keys refused, depth bounded). NULL and *e filled on error. */
json_t *json_parse(const char *file, const char *data, size_t len, struct err *e);

#endif

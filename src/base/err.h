/*
 * Errors. Layer: base (calls nothing above).
 *
 * Fallible functions return 0 or a negative code of the table below. Detail goes into an
 * optional struct err, filled once, where the error arises: callers pass it through and
 * never overwrite it. A NULL struct err is always allowed.
 */
#ifndef HORARIUM_BASE_ERR_H
#define HORARIUM_BASE_ERR_H

#include <stdarg.h>

/* X(name, code, sentence, HTTP status) */
#define ERR_TABLE(X)                                                                     \
    X(ERR_USAGE, -1, "the command is not used this way", 400)                            \
    X(ERR_INPUT, -2, "the input is not valid", 422)                                      \
    X(ERR_UNKNOWN, -3, "the input names something that does not exist", 422)             \
    X(ERR_LIMIT, -4, "the input is larger than allowed", 413)                            \
    X(ERR_IO, -5, "a file could not be read or written", 500)                            \
    X(ERR_STATE, -6, "the request does not fit the present state", 409)                  \
    X(ERR_UNSUPPORTED, -7, "this is not supported", 501)

#define ERR_ENUM(name, code, text, http) name = code,
enum err_code { ERR_OK = 0, ERR_TABLE(ERR_ENUM) };
#undef ERR_ENUM

struct err {
    int code;        /* 0 or a code of ERR_TABLE */
    int line;        /* 1-based line in `file`, 0 = unknown */
    int column;      /* 1-based column, 0 = unknown */
    char file[256];  /* name of the input as the user gave it, may be empty */
    char text[1024]; /* one sentence, names what is wrong and what to do */
};

/* The general sentence of a code, never NULL. */
const char *err_sentence(int code);

/* Fills *e (if not NULL and not yet filled) and returns code. */
int err_set(struct err *e, int code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Same with a place in an input; file may be NULL. */
int err_at(struct err *e, int code, const char *file, int line, int column,
           const char *fmt, ...) __attribute__((format(printf, 6, 7)));

/* Writes "file:line:column: text" (parts that are unknown are left out) into buf. */
void err_format(const struct err *e, char *buf, int size);

#endif

/*
 * Growing byte string. Layer: base.
 * Invariants: s is never NULL after sb_init, s[len] == 0, cap > len.
 */
#ifndef HORARIUM_BASE_STRBUF_H
#define HORARIUM_BASE_STRBUF_H

#include <stdarg.h>
#include <stddef.h>

struct strbuf {
    char *s;
    size_t len, cap;
};

void sb_init(struct strbuf *b);    /* no allocation */
void sb_release(struct strbuf *b); /* frees, leaves an initialised empty buffer */
void sb_clear(struct strbuf *b);   /* keeps the memory */
void sb_add(struct strbuf *b, const char *s, size_t n);
void sb_adds(struct strbuf *b, const char *s);
void sb_addc(struct strbuf *b, char c);
void sb_addf(struct strbuf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
char *sb_detach(struct strbuf *b); /* hands the string over (mem_free), buffer is empty */

#endif

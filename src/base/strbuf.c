/*
 * Growing byte string. Layer: base. An empty buffer points to a shared constant byte, which
 * is never written: cap is 1 then and s is no memory of ours.
 */
#include "base/strbuf.h"
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char nothing[1];

static void make_room(struct strbuf *b, size_t extra)
{
    if (extra > SIZE_MAX / 4 - b->len)
        extra = SIZE_MAX / 2; /* mem_grow says that memory is gone and aborts */
    size_t want = b->len + extra + 1;
    if (want <= b->cap)
        return;
    size_t cap = b->cap < 64 ? 64 : b->cap * 2;
    if (cap < want)
        cap = want;
    b->s = mem_grow(b->s == nothing ? NULL : b->s, cap, 1);
    b->cap = cap;
    b->s[b->len] = 0;
}

void sb_init(struct strbuf *b)
{
    b->s = (char *)nothing;
    b->len = 0;
    b->cap = 1;
}

void sb_release(struct strbuf *b)
{
    if (b->s != nothing)
        mem_free(b->s);
    sb_init(b);
}

void sb_clear(struct strbuf *b)
{
    b->len = 0;
    if (b->s != nothing)
        b->s[0] = 0;
}

void sb_add(struct strbuf *b, const char *s, size_t n)
{
    if (n == 0)
        return;
    make_room(b, n);
    memcpy(b->s + b->len, s, n);
    b->len += n;
    b->s[b->len] = 0;
}

void sb_adds(struct strbuf *b, const char *s)
{
    sb_add(b, s, strlen(s));
}

void sb_addc(struct strbuf *b, char c)
{
    sb_add(b, &c, 1);
}

void sb_addf(struct strbuf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    make_room(b, 64); /* most pieces are short: they are formatted once */
    int n = vsnprintf(b->s + b->len, b->cap - b->len, fmt, ap);
    va_end(ap);
    if (n >= 0 && (size_t)n >= b->cap - b->len) {
        make_room(b, (size_t)n);
        vsnprintf(b->s + b->len, b->cap - b->len, fmt, again);
    }
    va_end(again);
    if (n > 0)
        b->len += (size_t)n;
    b->s[b->len] = 0;
}

char *sb_detach(struct strbuf *b)
{
    char *s = b->s == nothing ? mem_strdup("") : b->s;
    sb_init(b);
    return s;
}

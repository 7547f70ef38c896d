/*
 * Errors: the table's sentences and the one place that fills a struct err. Layer: base.
 */
#include "base/err.h"

#include <stdio.h>
#include <string.h>

const char *err_sentence(int code)
{
    switch (code) {
#define ERR_CASE(name, num, sentence, http)                                              \
    case num:                                                                            \
        return sentence;
        ERR_TABLE(ERR_CASE)
#undef ERR_CASE
    case ERR_OK:
        return "no error";
    default:
        return "an unknown error";
    }
}

/* A text cut to the buffer must not end inside a UTF-8 sequence: it is printed as JSON. */
static void drop_cut_tail(char *s, size_t cap)
{
    size_t n = strlen(s), back = 0;
    if (n + 1 < cap)
        return;
    while (back < 3 && back < n && ((unsigned char)s[n - 1 - back] & 0xC0) == 0x80)
        back++;
    if (back == n)
        return;
    unsigned char lead = (unsigned char)s[n - 1 - back];
    size_t need = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    if (need > back)
        s[n - 1 - back] = 0;
}

static void fill(struct err *e, int code, const char *fmt, va_list ap)
{
    e->code = code;
    vsnprintf(e->text, sizeof e->text, fmt, ap);
    drop_cut_tail(e->text, sizeof e->text);
}

int err_set(struct err *e, int code, const char *fmt, ...)
{
    if (!e || e->code)
        return code;
    e->line = e->column = 0;
    e->file[0] = 0;
    va_list ap;
    va_start(ap, fmt);
    fill(e, code, fmt, ap);
    va_end(ap);
    return code;
}

int err_at(struct err *e, int code, const char *file, int line, int column,
           const char *fmt, ...)
{
    if (!e || e->code)
        return code;
    e->line = line;
    e->column = column;
    snprintf(e->file, sizeof e->file, "%s", file ? file : "");
    drop_cut_tail(e->file, sizeof e->file);
    va_list ap;
    va_start(ap, fmt);
    fill(e, code, fmt, ap);
    va_end(ap);
    return code;
}

void err_format(const struct err *e, char *buf, int size)
{
    if (size <= 0)
        return;
    char place[sizeof e->file + 32] = "";
    int n = 0;
    if (e->file[0])
        n = snprintf(place, sizeof place, "%s:", e->file);
    if (e->line > 0)
        n += snprintf(place + n, sizeof place - (size_t)n, "%d:", e->line);
    if (e->line > 0 && e->column > 0)
        n += snprintf(place + n, sizeof place - (size_t)n, "%d:", e->column);
    const char *text = e->text[0] ? e->text : err_sentence(e->code);
    snprintf(buf, (size_t)size, "%s%s%s", place, n ? " " : "", text);
    drop_cut_tail(buf, (size_t)size);
}

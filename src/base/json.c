/*
 * JSON: the streaming writer, and reading through jansson. Layer: base.
 * Bytes that are not UTF-8 are written as U+FFFD: what we write can always be read.
 */
#include "base/json.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void jw_init(struct json_writer *w, struct strbuf *b, int indent)
{
    *w = (struct json_writer){.b = b, .indent = indent, .first = true};
}

static void new_line(struct json_writer *w)
{
    if (!w->indent)
        return;
    sb_addc(w->b, '\n');
    for (int i = 0; i < w->depth * w->indent; i++)
        sb_addc(w->b, ' ');
}

/* What stands between the previous thing and the one that is now written. */
static void separate(struct json_writer *w)
{
    if (w->after_key) {
        w->after_key = false;
        return;
    }
    if (!w->first)
        sb_addc(w->b, ',');
    if (w->depth > 0)
        new_line(w);
    w->first = false;
}

void jw_open(struct json_writer *w, char bracket)
{
    assert(bracket == '{' || bracket == '[');
    separate(w);
    sb_addc(w->b, bracket);
    w->depth++;
    w->first = true;
}

void jw_close(struct json_writer *w, char bracket)
{
    assert((bracket == '}' || bracket == ']') && w->depth > 0 && !w->after_key);
    w->depth--;
    if (!w->first)
        new_line(w);
    sb_addc(w->b, bracket);
    w->first = false;
}

/* Length of the valid UTF-8 sequence at s (RFC 3629), 0 = not valid. Stops at the end. */
static int utf8_length(const unsigned char *s)
{
    if (s[0] < 0x80)
        return 1;
    int n = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : 2;
    if (s[0] < 0xC2 || s[0] > 0xF4)
        return 0;
    for (int i = 1; i < n; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    bool overlong = (s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xF0 && s[1] < 0x90);
    bool surrogate = s[0] == 0xED && s[1] > 0x9F;
    bool too_large = s[0] == 0xF4 && s[1] > 0x8F;
    return overlong || surrogate || too_large ? 0 : n;
}

static void add_escaped(struct strbuf *b, unsigned char c)
{
    static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
    const char *at = memchr(from, c, sizeof from - 1);
    if (at)
        sb_addf(b, "\\%c", to[at - from]);
    else
        sb_addf(b, "\\u%04x", c);
}

static void add_string(struct strbuf *b, const char *s)
{
    sb_addc(b, '"');
    const char *plain = s; /* start of what needs no escape and is not yet copied */
    while (*s) {
        unsigned char c = (unsigned char)*s;
        int n = utf8_length((const unsigned char *)s);
        if (n && c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) {
            s += n;
            continue;
        }
        sb_add(b, plain, (size_t)(s - plain));
        if (n)
            add_escaped(b, c);
        else
            sb_adds(b, "\xEF\xBF\xBD");
        plain = ++s;
    }
    sb_add(b, plain, (size_t)(s - plain));
    sb_addc(b, '"');
}

void jw_key(struct json_writer *w, const char *key)
{
    assert(!w->after_key && w->depth > 0);
    separate(w);
    add_string(w->b, key);
    sb_adds(w->b, w->indent ? ": " : ":");
    w->after_key = true;
}

void jw_str(struct json_writer *w, const char *s)
{
    if (!s) {
        jw_null(w);
        return;
    }
    separate(w);
    add_string(w->b, s);
}

void jw_int(struct json_writer *w, int64_t v)
{
    separate(w);
    sb_addf(w->b, "%lld", (long long)v);
}

/*
 * Every decimal of up to 15 digits survives the way to a double and back, and %g drops
 * zeros at the end: so the first precision of 15, 16, 17 that reads back equal is the
 * shortest. Below DBL_MIN a double holds fewer digits, so that the search starts at 1.
 */
static void add_double(struct strbuf *b, double v)
{
    char text[40];
    for (int digits = fabs(v) < DBL_MIN ? 1 : 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, v);
        if (strtod(text, NULL) == v)
            break;
    }
    char *comma = strchr(text, ','); /* the decimal point of some locales */
    if (comma)
        *comma = '.';
    sb_adds(b, text);
}

void jw_num(struct json_writer *w, double v)
{
    if (!isfinite(v)) {
        jw_null(w);
        return;
    }
    separate(w);
    add_double(w->b, v);
}

void jw_bool(struct json_writer *w, bool v)
{
    separate(w);
    sb_adds(w->b, v ? "true" : "false");
}

void jw_null(struct json_writer *w)
{
    separate(w);
    sb_adds(w->b, "null");
}

void jw_kstr(struct json_writer *w, const char *key, const char *s)
{
    jw_key(w, key);
    jw_str(w, s);
}

void jw_kint(struct json_writer *w, const char *key, int64_t v)
{
    jw_key(w, key);
    jw_int(w, v);
}

void jw_knum(struct json_writer *w, const char *key, double v)
{
    jw_key(w, key);
    jw_num(w, v);
}

void jw_kbool(struct json_writer *w, const char *key, bool v)
{
    jw_key(w, key);
    jw_bool(w, v);
}

json_t *json_parse(const char *file, const char *data, size_t len, struct err *e)
{
    json_error_t why;
    json_t *root = json_loadb(data, len, JSON_REJECT_DUPLICATES, &why);
    if (root)
        return root;
    err_at(e, ERR_INPUT, file, why.line > 0 ? why.line : 0,
           why.column > 0 ? why.column : 0, "the JSON cannot be read: %s", why.text);
    return NULL;
}

/*
 * Places in a JSON text: the tree that jansson builds has no lines, so that the text is
 * walked once more when a place is wanted. Every step is bounded by the end of the text;
 * broken JSON is walked without harm (sniffing looks at anything). Layer: formats.
 */
#include "formats/tt_json_in.h"

#include <string.h>

struct scan {
    const char *at, *end;
};

static void skip_space(struct scan *s)
{
    while (s->at < s->end && strchr(" \t\r\n", *s->at) && *s->at)
        s->at++;
}

static bool skip_char(struct scan *s, char c)
{
    skip_space(s);
    if (s->at >= s->end || *s->at != c)
        return false;
    s->at++;
    return true;
}

/* Skips a string; *text and *len are its raw inside. */
static bool skip_string(struct scan *s, const char **text, size_t *len)
{
    if (!skip_char(s, '"'))
        return false;
    *text = s->at;
    while (s->at < s->end && *s->at != '"')
        s->at += *s->at == '\\' && s->end - s->at > 1 ? 2 : 1;
    if (s->at >= s->end)
        return false;
    *len = (size_t)(s->at++ - *text);
    return true;
}

/* Skips a value of any depth. False at the end of the text. */
static bool skip_value(struct scan *s)
{
    int depth = 0;
    const char *text;
    size_t len;
    skip_space(s);
    const char *start = s->at;
    while (s->at < s->end) {
        char c = *s->at;
        if (c == '"') {
            if (!skip_string(s, &text, &len))
                return false;
        } else if (c == '{' || c == '[') {
            depth++;
            s->at++;
        } else if (c == '}' || c == ']') {
            if (depth == 0)
                return s->at > start;
            depth--;
            s->at++;
        } else if (depth == 0 && (c == ',' || strchr(" \t\r\n", c))) {
            return s->at > start;
        } else {
            s->at++;
            continue;
        }
        if (depth == 0)
            return true;
    }
    return false;
}

/* Moves from the start of an object to the value of one of its members. */
static bool enter_member(struct scan *s, const char *key)
{
    if (!skip_char(s, '{'))
        return false;
    do {
        const char *text;
        size_t len;
        if (!skip_string(s, &text, &len) || !skip_char(s, ':'))
            return false;
        skip_space(s);
        if (len == strlen(key) && memcmp(text, key, len) == 0)
            return true;
    } while (skip_value(s) && skip_char(s, ','));
    return false;
}

static bool enter_item(struct scan *s, int index)
{
    if (!skip_char(s, '['))
        return false;
    for (int i = 0; i < index; i++)
        if (!skip_value(s) || !skip_char(s, ','))
            return false;
    skip_space(s);
    return s->at < s->end;
}

/* Leaves s at the value of c, or at the last container on the way that was found. */
static bool enter(struct scan *s, const struct tj *c)
{
    if (!c->up) {
        skip_space(s);
        return true;
    }
    if (!enter(s, c->up))
        return false;
    struct scan inside = *s;
    bool found = c->key ? enter_member(&inside, c->key) : enter_item(&inside, c->index);
    if (found)
        *s = inside;
    return found;
}

/* A character begins where a byte is not a continuation of UTF-8. */
static void advance(const char *from, const char *to, int *line, int *column)
{
    for (; from < to; from++) {
        if (*from == '\n') {
            ++*line;
            *column = 1;
        } else if (((unsigned char)*from & 0xC0) != 0x80) {
            ++*column;
        }
    }
}

void tj_locate(const struct tj *c, int *line, int *column)
{
    const struct tj_doc *d = c->doc;
    struct scan s = {d->data, d->data + d->len};
    enter(&s, c);
    *line = *column = 1;
    advance(d->data, s.at < s.end ? s.at : s.end, line, column);
}

void tj_item_lines(const struct tj *c, int n, int *lines)
{
    const struct tj_doc *d = c->doc;
    struct scan s = {d->data, d->data + d->len};
    int line = 1, column = 1;
    const char *counted = d->data;
    if (!enter(&s, c) || !skip_char(&s, '['))
        return;
    for (int i = 0; i < n; i++) {
        skip_space(&s);
        advance(counted, s.at, &line, &column);
        counted = s.at;
        lines[i] = line;
        if (!skip_value(&s) || !skip_char(&s, ','))
            return;
    }
}

bool tj_sniff(const char *data, size_t len, const char *format)
{
    if (len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        data += 3;
        len -= 3;
    }
    struct scan s = {data, data + len};
    const char *text;
    size_t n;
    return enter_member(&s, "format") && skip_string(&s, &text, &n) &&
           n == strlen(format) && memcmp(text, format, n) == 0;
}

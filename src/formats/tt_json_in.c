/* The cursor over a JSON document; see tt_json_in.h. Layer: formats. */
#include "formats/tt_json_in.h"
#include "base/nearest.h"

#include <stdio.h>
#include <string.h>

int tj_open(struct tj_doc *doc, struct tj *root, const char *format)
{
    if (doc->len >= 3 && memcmp(doc->data, "\xEF\xBB\xBF", 3) == 0) {
        doc->data += 3;
        doc->len -= 3;
    }
    json_t *v = json_parse(doc->source, doc->data, doc->len, doc->e);
    *root = (struct tj){.doc = doc, .v = v};
    if (!v)
        return ERR_INPUT;
    struct tj at = tj_key(root, "format");
    const char *given = json_string_value(at.v);
    int rc = 0;
    if (!json_is_object(v))
        rc = tj_fail(root, ERR_INPUT, "the document must be an object {…}");
    else if (!given || strcmp(given, format) != 0)
        rc = tj_fail(&at, ERR_INPUT, "\"format\" must be \"%s\"", format);
    if (rc) {
        json_decref(v);
        root->v = NULL;
    }
    return rc;
}

struct tj tj_key(const struct tj *c, const char *key)
{
    return (struct tj){c->doc, c, key, 0, json_object_get(c->v, key)};
}

struct tj tj_at(const struct tj *c, int index)
{
    return (struct tj){c->doc, c, NULL, index, json_array_get(c->v, (size_t)index)};
}

static void add_path(const struct tj *c, struct strbuf *b)
{
    if (!c->up)
        return;
    add_path(c->up, b);
    if (c->key)
        sb_addf(b, "%s%s", c->up->up ? "." : "", c->key);
    else
        sb_addf(b, "[%d]", c->index);
}

int tj_fail(const struct tj *c, int code, const char *fmt, ...)
{
    int line, column;
    char text[600];
    va_list args;
    va_start(args, fmt);
    vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    struct strbuf path;
    sb_init(&path);
    add_path(c, &path);
    tj_locate(c, &line, &column);
    err_at(c->doc->e, code, c->doc->source, line, column, "%.300s%s%s", path.s,
           path.len ? ": " : "", text);
    sb_release(&path);
    return code;
}

int tj_need(const struct tj *c)
{
    return c->v ? 0 : tj_fail(c, ERR_INPUT, "this field is missing; add it");
}

static const char *type_word(const json_t *v)
{
    switch (json_typeof(v)) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "a list";
    case JSON_STRING:
        return "a text";
    case JSON_INTEGER:
    case JSON_REAL:
        return "a number";
    case JSON_NULL:
        return "null";
    default:
        return "true or false";
    }
}

static int wrong_type(const struct tj *c, const char *wanted)
{
    return tj_fail(c, ERR_INPUT, "this must be %s, not %s", wanted, type_word(c->v));
}

/* Is word one of the blank-separated words? */
static bool among(const char *words, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = words; n && (at = strstr(at, word)); at += n)
        if ((at == words || at[-1] == ' ') && (at[n] == 0 || at[n] == ' '))
            return true;
    return false;
}

int tj_object(const struct tj *c, const char *allowed)
{
    if (!c->v)
        return tj_need(c);
    if (!json_is_object(c->v))
        return wrong_type(c, "an object {…}");
    for (void *it = json_object_iter(c->v); it; it = json_object_iter_next(c->v, it)) {
        const char *key = json_object_iter_key(it);
        struct tj at = tj_key(c, key);
        if (!among(allowed, key))
            return tj_fail(&at, ERR_INPUT,
                           "this field is not known here; the fields are: %s", allowed);
    }
    return 0;
}

int tj_array(const struct tj *c, int max, int *n)
{
    *n = 0;
    if (!c->v)
        return 0;
    if (!json_is_array(c->v))
        return wrong_type(c, "a list […]");
    if (json_array_size(c->v) > (size_t)max)
        return tj_fail(c, ERR_LIMIT, "this list has %zu items; at most %d are allowed",
                       json_array_size(c->v), max);
    *n = (int)json_array_size(c->v);
    return 0;
}

int tj_string(const struct tj *c, const char **out)
{
    if (!c->v)
        return 0;
    if (!json_is_string(c->v))
        return wrong_type(c, "a text");
    *out = arena_strdup(c->doc->arena, json_string_value(c->v));
    return 0;
}

int tj_int(const struct tj *c, int min, int max, int *out)
{
    if (!c->v)
        return 0;
    if (!json_is_integer(c->v))
        return wrong_type(c, "a whole number");
    json_int_t v = json_integer_value(c->v);
    if (v < min || v > max)
        return tj_fail(c, ERR_INPUT, "%lld is not between %d and %d", (long long)v, min,
                       max);
    *out = (int)v;
    return 0;
}

int tj_bool(const struct tj *c, bool *out)
{
    if (!c->v)
        return 0;
    if (!json_is_boolean(c->v))
        return wrong_type(c, "true or false");
    *out = json_is_true(c->v);
    return 0;
}

int tj_ref(const struct tj *c, const struct tj_names *names, int *out)
{
    if (!c->v)
        return 0;
    if (!json_is_string(c->v))
        return wrong_type(c, "a name");
    const char *name = json_string_value(c->v);
    *out = map_get_str(&names->map, name, -1);
    if (*out >= 0)
        return 0;
    const char *like = nearest_key(&names->map, name);
    if (like)
        return tj_fail(c, ERR_UNKNOWN,
                       "there is no %s \"%.120s\"; did you mean \"%.120s\"?", names->what,
                       name, like);
    return tj_fail(c, ERR_UNKNOWN,
                   "there is no %s \"%.200s\"; list it or correct the name", names->what,
                   name);
}

int tj_refs_any(const struct tj *c, const struct tj_names *names, int *n, int **out)
{
    int rc = tj_array(c, INT_MAX, n);
    if (rc || *n == 0)
        return rc;
    *out = ARENA_NEW(c->doc->arena, int, *n);
    for (int i = 0; i < *n && !rc; i++) {
        struct tj at = tj_at(c, i);
        rc = tj_ref(&at, names, &(*out)[i]);
    }
    return rc;
}

int tj_refs(const struct tj *c, const struct tj_names *names, int *n, int **out)
{
    int rc = tj_refs_any(c, names, n, out);
    return rc ? rc : tj_distinct(c, *n, *out);
}

int tj_distinct(const struct tj *c, int n, const int *list)
{
    struct map seen;
    int rc = 0;
    if (n < 2)
        return 0;
    map_init(&seen);
    for (int i = 0; i < n && !rc; i++) {
        if (map_put_int(&seen, list[i], i))
            continue;
        struct tj at = tj_at(c, i);
        rc = tj_fail(&at, ERR_INPUT, "this is listed twice; remove one");
    }
    map_release(&seen);
    return rc;
}

/* Typed access to the elements of a .fet document. Layer: formats. */
#include "formats/fet_in.h"
#include "base/mem.h"
#include "base/nearest.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>

void fet_in_release(struct fet_in *in)
{
    for (int i = 0; i < FET_N_KINDS; i++)
        map_release(&in->names[i]);
    map_release(&in->lessons);
    map_release(&in->types);
    mem_free(in->seen);
}

int fet_fail(const struct fet_in *in, const struct xml_node *at, int code,
             const char *fmt, ...)
{
    char text[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    return err_at(in->e, code, in->p->source, at->line, at->column, "%s", text);
}

static bool tag_in(const char *tag, const char *tags)
{
    size_t n = strlen(tag);
    for (;;) {
        if (strncmp(tags, tag, n) == 0 && (tags[n] == 0 || tags[n] == '|'))
            return true;
        tags = strchr(tags, '|');
        if (!tags)
            return false;
        tags++;
    }
}

struct xml_node *fet_each(struct xml_node *parent, struct xml_node *after,
                          const char *tags)
{
    struct xml_node *n = after ? after->next : parent->first;
    while (n && !tag_in(n->tag, tags))
        n = n->next;
    if (n)
        n->used = true;
    return n;
}

int fet_child(const struct fet_in *in, struct xml_node *parent, const char *tags,
              struct xml_node **out)
{
    *out = fet_each(parent, NULL, tags);
    struct xml_node *again = *out ? fet_each(parent, *out, tags) : NULL;
    if (again)
        return fet_fail(in, again, ERR_INPUT,
                        "<%s> is there twice in <%s> (first in line %d); remove one",
                        again->tag, parent->tag, (*out)->line);
    return 0;
}

int fet_need(const struct fet_in *in, struct xml_node *parent, const char *tags,
             struct xml_node **out)
{
    int rc = fet_child(in, parent, tags, out);
    if (rc == 0 && !*out)
        rc = fet_fail(in, parent, ERR_INPUT, "<%s> needs the element <%.*s>", parent->tag,
                      (int)strcspn(tags, "|"), tags);
    return rc;
}

int fet_done(const struct fet_in *in, const struct xml_node *parent)
{
    for (const struct xml_node *n = parent->first; n; n = n->next)
        if (!n->used)
            return fet_fail(
                in, n, ERR_UNKNOWN,
                "the element <%s> in <%s> is not known; check its spelling or "
                "remove it",
                n->tag, parent->tag);
    if (!parent->first && strspn(parent->text, " \t\r\n") != strlen(parent->text))
        return fet_fail(in, parent, ERR_INPUT, "<%s> holds text where elements belong",
                        parent->tag);
    return 0;
}

static int leaf(const struct fet_in *in, const struct xml_node *n)
{
    if (n->first)
        return fet_fail(
            in, n->first, ERR_UNKNOWN,
            "the element <%s> in <%s> is not known; a plain value belongs here",
            n->first->tag, n->tag);
    return 0;
}

/* Digits with blanks around them; -1 on anything else. Values above 10^12 stay there. */
static int64_t parse_digits(const char *s)
{
    int64_t v = 0;
    s += strspn(s, " \t\r\n");
    if (*s < '0' || *s > '9')
        return -1;
    for (; *s >= '0' && *s <= '9'; s++)
        if (v < 1000000000000)
            v = v * 10 + (*s - '0');
    return s[strspn(s, " \t\r\n")] ? -1 : v;
}

int fet_int(const struct fet_in *in, const struct xml_node *n, int min, int max, int *out)
{
    int rc = leaf(in, n);
    if (rc)
        return rc;
    int64_t v = parse_digits(n->text);
    if (v < 0)
        return fet_fail(in, n, ERR_INPUT, "<%s> must be a whole number, not \"%.60s\"",
                        n->tag, n->text);
    if (v < min || v > max)
        return fet_fail(in, n, ERR_INPUT, "<%s> must be between %d and %d, not %.60s",
                        n->tag, min, max, n->text);
    *out = (int)v;
    return 0;
}

int fet_bool(const struct fet_in *in, const struct xml_node *n, bool *out)
{
    static const char *const words[] = {"true", "yes", "1", "false", "no", "0"};
    int rc = leaf(in, n);
    if (rc)
        return rc;
    for (int i = 0; i < 6; i++)
        if (strcasecmp(n->text, words[i]) == 0) {
            *out = i < 3;
            return 0;
        }
    return fet_fail(in, n, ERR_INPUT, "<%s> must be true or false, not \"%.60s\"", n->tag,
                    n->text);
}

/* A percentage as millionths without floating point; rounding never makes a rule hard. */
int fet_weight(const struct fet_in *in, const struct xml_node *n, int *out)
{
    int rc = leaf(in, n);
    if (rc)
        return rc;
    const char *s = n->text + strspn(n->text, " \t\r\n");
    int64_t whole = 0, unit = 1000, v = 0;
    bool digits = false, inexact = false;
    for (; *s >= '0' && *s <= '9'; s++, digits = true)
        whole = whole > 1000 ? whole : whole * 10 + (*s - '0');
    if (*s == '.')
        for (s++; *s >= '0' && *s <= '9'; s++, unit /= 10) {
            v += unit * (*s - '0');
            inexact |= unit == 0 && *s != '0';
            digits = true;
        }
    v += whole * 10000;
    if (!digits || s[strspn(s, " \t\r\n")])
        return fet_fail(
            in, n, ERR_INPUT,
            "<%s> must be a decimal number such as 95 or 99.75, not \"%.60s\"", n->tag,
            n->text);
    if (v > TT_HARD || (v == TT_HARD && inexact))
        return fet_fail(in, n, ERR_INPUT, "<%s> must be between 0 and 100, not %.60s",
                        n->tag, n->text);
    if (inexact)
        tt_problem_warn(in->p, "%s:%d: the weight %.60s is cut off after four decimals",
                        in->p->source, n->line, n->text);
    *out = (int)v;
    return 0;
}

int fet_opt_int(const struct fet_in *in, struct xml_node *parent, const char *tags,
                int max, int *out)
{
    struct xml_node *n;
    int rc = fet_child(in, parent, tags, &n);
    return rc == 0 && n ? fet_int(in, n, 0, max, out) : rc;
}

int fet_opt_bool(const struct fet_in *in, struct xml_node *parent, const char *tags,
                 bool *out)
{
    struct xml_node *n;
    int rc = fet_child(in, parent, tags, &n);
    return rc == 0 && n ? fet_bool(in, n, out) : rc;
}

int fet_opt_text(const struct fet_in *in, struct xml_node *parent, const char *tags,
                 const char **out)
{
    struct xml_node *n;
    int rc = fet_child(in, parent, tags, &n);
    if (rc == 0 && n)
        rc = leaf(in, n);
    if (rc == 0 && n)
        *out = *n->text ? arena_strdup(in->p->arena, n->text) : "";
    return rc;
}

void *fet_keep(const struct fet_in *in, const void *v, int n, size_t size)
{
    void *kept = arena_alloc(in->p->arena, (size_t)n, size);
    if (n)
        memcpy(kept, v, (size_t)n * size);
    return kept;
}

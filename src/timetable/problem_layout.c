/* Taking the layout strings of rules.def apart. The strings are ours, not input: a wrong
   one is a programmer's error. Layer: timetable. */
#include "timetable/problem_layout.h"
#include <assert.h>
#include <string.h>

static const char *const role_names[TT_N_ROLES] = {
    [TT_ROLE_TEACHER] = "teacher",
    [TT_ROLE_SET] = "set",
    [TT_ROLE_ROOM] = "room",
    [TT_ROLE_SUBJECT] = "subject",
    [TT_ROLE_TAG] = "tag",
    [TT_ROLE_TAG2] = "tag2",
    [TT_ROLE_LESSON] = "lesson",
    [TT_ROLE_LESSON2] = "lesson2",
    [TT_ROLE_LESSON3] = "lesson3",
    [TT_ROLE_LIMIT] = "limit",
    [TT_ROLE_COMPONENT] = "component",
    [TT_ROLE_DURATION] = "duration",
    [TT_ROLE_FLAG] = "flag",
    [TT_ROLE_LOCKED] = "locked",
    [TT_ROLE_DAY] = "day",
    [TT_ROLE_PERIOD] = "period",
    [TT_ROLE_FROM] = "from",
    [TT_ROLE_TO] = "to",
    [TT_ROLE_FILTER] = "filter",
    [TT_ROLE_FILTER_PLUS] = "filter+",
    [TT_ROLE_LESSONS] = "lessons",
    [TT_ROLE_SLOTS] = "slots",
    [TT_ROLE_ROOMS] = "rooms",
    [TT_ROLE_TAGS] = "tags",
    [TT_ROLE_REALS] = "reals",
};

static enum tt_role role_by_name(const char *s, size_t n)
{
    for (int i = 0; i < TT_N_ROLES; i++)
        if (strlen(role_names[i]) == n && memcmp(role_names[i], s, n) == 0)
            return (enum tt_role)i;
    assert(!"unknown role in rules.def");
    return TT_N_ROLES;
}

static void take_name(struct tt_field *f, const char *s, size_t n)
{
    assert(f->n_names < 4 && n < sizeof f->names[0]);
    memcpy(f->names[f->n_names], s, n);
    f->names[f->n_names++][n] = 0;
}

bool tt_layout_next(const char **cursor, struct tt_field *out)
{
    const char *s = *cursor + strspn(*cursor, " ");
    if (!*s)
        return false;
    const char *end = s + strcspn(s, " ");
    const char *eq = s + strcspn(s, " =");
    out->role = role_by_name(s, (size_t)(eq - s));
    out->n_names = 0;
    for (s = eq; s < end;) {
        s++; /* the '=' or '/' */
        size_t n = strcspn(s, " /");
        take_name(out, s, n);
        s += n;
    }
    *cursor = end;
    return true;
}

bool tt_layout_has(const char *layout, enum tt_role role)
{
    struct tt_field f;
    while (tt_layout_next(&layout, &f))
        if (f.role == role)
            return true;
    return false;
}

/*
 * Layouts of rules: the last column of rules.def, taken apart. Layer: timetable.
 * Readers, writers and checks of rules walk a layout field by field, so that a new rule
 * type needs a line in the table and nothing in them.
 */
#ifndef HORARIUM_TIMETABLE_PROBLEM_LAYOUT_H
#define HORARIUM_TIMETABLE_PROBLEM_LAYOUT_H

#include "timetable/problem.h"

enum tt_role {
    TT_ROLE_TEACHER,
    TT_ROLE_SET,
    TT_ROLE_ROOM,
    TT_ROLE_SUBJECT,
    TT_ROLE_TAG,
    TT_ROLE_TAG2,
    TT_ROLE_LESSON,
    TT_ROLE_LESSON2,
    TT_ROLE_LESSON3,
    TT_ROLE_LIMIT,
    TT_ROLE_COMPONENT,
    TT_ROLE_DURATION,
    TT_ROLE_FLAG,
    TT_ROLE_LOCKED,
    TT_ROLE_DAY,
    TT_ROLE_PERIOD,
    TT_ROLE_FROM,
    TT_ROLE_TO,
    TT_ROLE_FILTER,      /* teacher, set, subject, tag, each may be absent */
    TT_ROLE_FILTER_PLUS, /* the same and a duration */
    TT_ROLE_LESSONS,
    TT_ROLE_SLOTS,
    TT_ROLE_ROOMS,
    TT_ROLE_TAGS,
    TT_ROLE_REALS,
    TT_N_ROLES
};

struct tt_field {
    enum tt_role role;
    int n_names;
    char names[4][64]; /* the element names of the field, as many as the role has */
};

/* Takes the next field off *cursor (start with the layout string); false at its end. */
bool tt_layout_next(const char **cursor, struct tt_field *out);

/* Does the layout have a field of this role? */
bool tt_layout_has(const char *layout, enum tt_role role);

#endif

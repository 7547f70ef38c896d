/*
 * Rules in our JSON: {"type":"TeacherMaxHoursDaily","weight":95,"teacher":"Miller",
 * "limit":5}. The members follow the layout of the type in rules.def: one member a role.
 * Layer: formats, private to tt_json*.c.
 */
#ifndef HORARIUM_FORMATS_TT_JSON_RULE_H
#define HORARIUM_FORMATS_TT_JSON_RULE_H

#include "formats/tt_json_in.h"
#include "timetable/problem.h"

enum tj_kind {            /* how the value of a role is written */
               TJ_NAME,   /* one name */
               TJ_LESSON, /* one lesson id, lessons[place] */
               TJ_INT,
               TJ_BOOL,
               TJ_NAMES,
               TJ_LESSONS,
               TJ_SLOTS
};

enum tj_table {
    TJ_TEACHER,
    TJ_SET,
    TJ_ROOM,
    TJ_SUBJECT,
    TJ_TAG,
    TJ_DAY,
    TJ_PERIOD,
    TJ_BUILDING,
    TJ_N_TABLES
};

struct tj_role {
    const char *name; /* the key */
    enum tj_kind kind;
    enum tj_table table; /* of names */
    size_t at;           /* offset of the value in struct tt_rule */
    size_t count_at;     /* lists: offset of the count */
    int place;           /* TJ_LESSON: index in lessons */
    bool required;
    int least, most; /* TJ_INT */
};

enum { TJ_MAX_ROLES = 12 };

/* The roles of a rule type in the order of its layout; returns how many. */
int tj_rule_roles(enum tt_rule_type type, struct tj_role roles[TJ_MAX_ROLES]);

/* The name with an id in a table of p. */
const char *tj_name(const struct tt_problem *p, enum tj_table table, int id);

/* Reads one rule object; names[TJ_N_TABLES], lessons maps lesson ids to indices. */
int tj_rule_read(const struct tj *c, const struct tt_problem *p,
                 const struct tj_names *names, const struct map *lessons,
                 struct tt_rule *r);
void tj_rule_write(struct json_writer *w, const struct tt_problem *p,
                   const struct tt_rule *r);

/* One lesson by its id, and a list of [day, period] pairs; also used outside of rules. */
int tj_lesson_ref(const struct tj *c, const struct map *lessons, int *out);
int tj_lesson_refs(const struct tj *c, const struct map *lessons, int *n, int **out);

#endif

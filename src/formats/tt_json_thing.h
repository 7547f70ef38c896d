/*
 * The things of a timetable problem out of our JSON: one function a kind, each reads one
 * item of its list into the array of the problem. Layer: formats, private to tt_json*.c.
 */
#ifndef HORARIUM_FORMATS_TT_JSON_THING_H
#define HORARIUM_FORMATS_TT_JSON_THING_H

#include "formats/tt_json_rule.h"

struct tj_reader {
    struct tt_problem *p;
    struct tj_names names[TJ_N_TABLES];
    struct map lessons; /* id -> index */
};

/* Puts the name at c into the table; refuses empty and double ones. */
int tj_add_name(const struct tj *c, struct tj_names *names, const char *name, int id);

typedef int (*tj_item_fn)(struct tj_reader *, const struct tj *, int);

int tj_read_subject(struct tj_reader *r, const struct tj *c, int i);
int tj_read_building(struct tj_reader *r, const struct tj *c, int i);
int tj_read_tag(struct tj_reader *r, const struct tj *c, int i);
int tj_read_teacher(struct tj_reader *r, const struct tj *c, int i);
int tj_read_set(struct tj_reader *r, const struct tj *c, int i);
int tj_read_room(struct tj_reader *r, const struct tj *c, int i);
int tj_read_lesson(struct tj_reader *r, const struct tj *c, int i);

/* Second passes, when all names are known. */
int tj_read_children(struct tj_reader *r, const struct tj *c, int i);
int tj_read_room_sets(struct tj_reader *r, const struct tj *c, int i);

#endif

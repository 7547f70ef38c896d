/*
 * Words of people to ids and back, for the timetable planner. Layer: planner.
 */
#include "base/nearest.h"
#include "planner/timetable_parts.h"

#include "timetable/check.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { TEXT = 512 };

int timetable_lesson(const struct tt_problem *p, const char *id, struct err *e)
{
    char *end;
    errno = 0;
    long v = strtol(id, &end, 10);
    if (!*id || *end || errno || v <= 0 || v > INT32_MAX) {
        err_set(e, ERR_UNKNOWN,
                "'%s' is not a lesson id; give the number that the file has", id);
        return -1;
    }
    int lesson = tt_find_lesson(p, (int)v);
    if (lesson < 0)
        err_set(e, ERR_UNKNOWN, "there is no lesson with the id %ld in %s", v, p->source);
    return lesson;
}

/* A period by its name, else by its number counted from 1; -1 = neither. */
static int find_period(const struct tt_problem *p, const char *text)
{
    for (int i = 0; i < p->n_periods; i++)
        if (!strcasecmp(p->periods[i].name, text))
            return i;
    char *end;
    long v = strtol(text, &end, 10);
    return *text && !*end && v >= 1 && v <= p->n_periods ? (int)v - 1 : -1;
}

int timetable_slot(const struct tt_problem *p, const char *text, struct err *e)
{
    for (int d = 0; d < p->n_days; d++) {
        size_t n = strlen(p->days[d].name);
        if (strncasecmp(text, p->days[d].name, n) || !text[n] ||
            !strchr(" ,/\t", text[n]))
            continue;
        const char *rest = text + n + strspn(text + n, " ,/\t");
        int period = find_period(p, rest);
        if (period >= 0)
            return d * p->n_periods + period;
    }
    err_set(e, ERR_UNKNOWN,
            "there is no cell '%s'; give a day and a period of the file, such as '%s %s'",
            text, p->days[0].name, p->periods[0].name);
    return -1;
}

static int unknown_name(const char *kind, const char *name, const struct nearest *near,
                        struct err *e)
{
    if (near->best)
        err_set(e, ERR_UNKNOWN, "there is no %s '%s'; did you mean '%s'?", kind, name,
                near->best);
    else
        err_set(e, ERR_UNKNOWN, "there is no %s '%s' in this timetable", kind, name);
    return -1;
}

int timetable_entity(const struct tt_problem *p, const char *kind, const char *name,
                     struct err *e)
{
    struct nearest near;
    nearest_init(&near, name);
    int id = -1;
    if (!strcmp(kind, "teacher")) {
        id = tt_find_teacher(p, name);
        for (int i = 0; id < 0 && i < p->n_teachers; i++)
            nearest_try(&near, p->teachers[i].label.name);
    } else if (!strcmp(kind, "room")) {
        id = tt_find_room(p, name);
        for (int i = 0; id < 0 && i < p->n_rooms; i++)
            nearest_try(&near, p->rooms[i].label.name);
    } else if (!strcmp(kind, "class")) {
        id = tt_find_set(p, name);
        for (int i = 0; id < 0 && i < p->n_sets; i++)
            nearest_try(&near, p->sets[i].label.name);
    } else {
        err_set(e, ERR_USAGE, "a timetable has classes, teachers and rooms, but no '%s'",
                kind);
        return -1;
    }
    return id >= 0 ? id : unknown_name(kind, name, &near, e);
}

const char *timetable_lesson_name(const struct tt_problem *p, int lesson, struct arena *a)
{
    char buf[TEXT];
    return arena_strdup(a, tt_lesson_text(p, lesson, buf, sizeof buf));
}

const char *timetable_slot_name(const struct tt_problem *p, int slot, struct arena *a)
{
    char buf[TEXT];
    return slot < 0 ? NULL : arena_strdup(a, tt_slot_text(p, slot, buf, sizeof buf));
}

const char *timetable_id_text(const struct tt_problem *p, int lesson, struct arena *a)
{
    return arena_printf(a, "%d", p->lessons[lesson].id);
}

const char *timetable_rule_name(const struct tt_problem *p, int rule, struct arena *a)
{
    char buf[TEXT];
    if (rule < 0)
        return "two lessons at the same time";
    return arena_strdup(a, tt_rule_text(p, &p->rules[rule], buf, sizeof buf));
}

/*
 * Solutions and pins in our JSON: placements by lesson id and by the names of days, periods
 * and rooms, so that they outlive changes of the problem. Layer: formats.
 */
#include "base/mem.h"
#include "formats/tt_json.h"
#include "formats/tt_json_rule.h"

#include <string.h>

#define SOLUTION_FORMAT "horarium-timetable-solution-1"
#define PINS_FORMAT     "horarium-timetable-pins-1"

bool tt_json_sniff_solution(const char *data, size_t len)
{
    return tj_sniff(data, len, SOLUTION_FORMAT);
}

struct tables {
    const struct tt_problem *p;
    struct arena *arena;
    struct tj_names days, periods, rooms;
    struct map lessons;
};

static void tables_init(struct tables *t, const struct tt_problem *p)
{
    *t = (struct tables){.p = p, .arena = arena_new()};
    t->days.what = "day";
    t->periods.what = "period";
    t->rooms.what = "room";
    for (int i = 0; i < p->n_days; i++)
        map_put_str(&t->days.map, p->days[i].name, i);
    for (int i = 0; i < p->n_periods; i++)
        map_put_str(&t->periods.map, p->periods[i].name, i);
    for (int i = 0; i < p->n_rooms; i++)
        map_put_str(&t->rooms.map, p->rooms[i].label.name, i);
    for (int i = 0; i < p->n_lessons; i++)
        map_put_int(&t->lessons, p->lessons[i].id, i);
}

static void tables_release(struct tables *t)
{
    map_release(&t->days.map);
    map_release(&t->periods.map);
    map_release(&t->rooms.map);
    map_release(&t->lessons);
    arena_free(t->arena);
}

/* Real rooms: one a set of the virtual room, none of them virtual. */
static int check_reals(const struct tj *c, const struct tables *t, struct tt_pin *out)
{
    const struct tt_room *room = out->room >= 0 ? &t->p->rooms[out->room] : NULL;
    if (!room || !room->virtual_room)
        return tj_fail(c, ERR_INPUT, "real rooms only go with a virtual \"room\"");
    if (out->n_reals != room->n_sets)
        return tj_fail(c, ERR_INPUT, "\"%.120s\" stands for %d real rooms, not for %d",
                       room->label.name, room->n_sets, out->n_reals);
    for (int i = 0; i < out->n_reals; i++) {
        struct tj at = tj_at(c, i);
        if (t->p->rooms[out->reals[i]].virtual_room)
            return tj_fail(&at, ERR_INPUT, "\"%.120s\" is itself a virtual room",
                           t->p->rooms[out->reals[i]].label.name);
    }
    return 0;
}

static int read_placement(const struct tj *c, const struct tables *t, struct tt_pin *out)
{
    struct tj lesson = tj_key(c, "lesson"), day = tj_key(c, "day");
    struct tj period = tj_key(c, "period"), room = tj_key(c, "room");
    struct tj reals = tj_key(c, "reals");
    int *rooms = NULL;
    *out = (struct tt_pin){-1, -1, -1, -1, 0, NULL};
    int rc = tj_object(c, "lesson day period room reals");
    if (!rc)
        rc = tj_need(&lesson);
    if (!rc)
        rc = tj_lesson_ref(&lesson, &t->lessons, &out->lesson);
    if (!rc)
        rc = tj_ref(&day, &t->days, &out->day);
    if (!rc)
        rc = tj_ref(&period, &t->periods, &out->period);
    if (!rc)
        rc = tj_ref(&room, &t->rooms, &out->room);
    if (!rc)
        rc = tj_refs(&reals, &t->rooms, &out->n_reals, &rooms);
    out->reals = rooms;
    return rc || out->n_reals == 0 ? rc : check_reals(&reals, t, out);
}

/* A placement of a solution: a whole slot or none. */
static int read_whole(const struct tj *c, const struct tables *t, struct tt_pin *out)
{
    int rc = read_placement(c, t, out);
    if (rc)
        return rc;
    if ((out->day < 0) != (out->period < 0))
        return tj_fail(c, ERR_INPUT, "\"day\" and \"period\" go together; add the other");
    if (!t->p->lessons[out->lesson].active)
        return tj_fail(c, ERR_INPUT, "lesson %d is not active; take it out of the list",
                       t->p->lessons[out->lesson].id);
    return 0;
}

static void place(struct tt_solution *s, const struct tt_problem *p,
                  const struct tt_pin *m)
{
    if (m->day >= 0)
        s->slot[m->lesson] = m->day * p->n_periods + m->period;
    s->room[m->lesson] = m->room;
    for (int k = 0; k < m->n_reals && k < s->max_reals; k++)
        s->real[m->lesson * s->max_reals + k] = m->reals[k];
}

/* Reads the list of a solution into s. */
static int read_placements(const struct tj *root, const struct tables *t,
                           struct tt_solution *s)
{
    struct tj list = tj_key(root, "placements"), problem = tj_key(root, "problem");
    struct tj comments = tj_key(root, "comments");
    const char *ignored;
    bool *seen = MEM_NEW(bool, t->p->n_lessons);
    int n = 0, rc = tj_object(root, "format problem comments placements");
    if (!rc)
        rc = tj_string(&problem, &ignored);
    if (!rc)
        rc = tj_string(&comments, &ignored);
    if (!rc)
        rc = tj_need(&list);
    if (!rc)
        rc = tj_array(&list, TT_MAX_LESSONS, &n);
    for (int i = 0; i < n && !rc; i++) {
        struct tt_pin m;
        struct tj at = tj_at(&list, i);
        rc = read_whole(&at, t, &m);
        if (!rc && seen[m.lesson])
            rc = tj_fail(&at, ERR_INPUT, "lesson %d is in the list twice; remove one",
                         t->p->lessons[m.lesson].id);
        if (rc)
            break;
        seen[m.lesson] = true;
        place(s, t->p, &m);
    }
    mem_free(seen);
    return rc;
}

int tt_json_read_solution(const struct tt_problem *p, const char *source,
                          const char *data, size_t len, struct tt_solution *out,
                          struct err *e)
{
    struct tables t;
    struct tj root;
    tt_solution_init(out, p);
    tables_init(&t, p);
    struct tj_doc doc = {source, data, len, t.arena, e};
    int rc = tj_open(&doc, &root, SOLUTION_FORMAT);
    if (!rc)
        rc = read_placements(&root, &t, out);
    json_decref(root.v);
    tables_release(&t);
    if (rc)
        tt_solution_release(out);
    return rc;
}

static void write_placement(struct json_writer *w, const struct tt_problem *p,
                            const struct tt_solution *s, int lesson)
{
    int slot = s->slot[lesson], room = s->room[lesson], indent = w->indent;
    jw_open(w, '{');
    w->indent = 0;
    jw_kint(w, "lesson", p->lessons[lesson].id);
    if (slot >= 0) {
        jw_kstr(w, "day", p->days[slot / p->n_periods].name);
        jw_kstr(w, "period", p->periods[slot % p->n_periods].name);
    }
    if (room >= 0)
        jw_kstr(w, "room", p->rooms[room].label.name);
    const int *reals = s->max_reals ? s->real + lesson * s->max_reals : NULL;
    if (reals && reals[0] >= 0) {
        jw_key(w, "reals");
        jw_open(w, '[');
        for (int k = 0; k < s->max_reals && reals[k] >= 0; k++)
            jw_str(w, p->rooms[reals[k]].label.name);
        jw_close(w, ']');
    }
    jw_close(w, '}');
    w->indent = indent;
}

void tt_json_write_solution(const struct tt_problem *p, const struct tt_solution *s,
                            struct strbuf *out)
{
    struct json_writer w;
    jw_init(&w, out, 2);
    jw_open(&w, '{');
    jw_kstr(&w, "format", SOLUTION_FORMAT);
    jw_kstr(&w, "problem", p->name);
    jw_key(&w, "placements");
    jw_open(&w, '[');
    for (int i = 0; i < p->n_lessons; i++)
        if (s->slot[i] >= 0 || s->room[i] >= 0)
            write_placement(&w, p, s, i);
    jw_close(&w, ']');
    jw_close(&w, '}');
    sb_addc(out, '\n');
}

/* --- pins --- */

/* All is read before the first pin is set: a refused file changes nothing. */
static int read_pin_list(const struct tj *list, const struct tables *t,
                         struct tt_pin *pins, int n)
{
    int rc = 0;
    for (int i = 0; i < n && !rc; i++) {
        struct tj at = tj_at(list, i);
        rc = read_placement(&at, t, &pins[i]);
        if (!rc && pins[i].day < 0 && pins[i].period < 0 && pins[i].room < 0)
            rc = tj_fail(&at, ERR_INPUT,
                         "this pin fixes nothing; give a day, a period or a room");
    }
    return rc;
}

static int read_pins(struct tt_problem *p, const struct tables *t, struct tj_doc *doc)
{
    struct tj root;
    int n = 0, rc = tj_open(doc, &root, PINS_FORMAT);
    if (rc)
        return rc;
    struct tj list = tj_key(&root, "pins");
    rc = tj_object(&root, "format problem comments pins");
    if (!rc)
        rc = tj_need(&list);
    if (!rc)
        rc = tj_array(&list, TT_MAX_LESSONS, &n);
    struct tt_pin *pins = MEM_NEW(struct tt_pin, n);
    if (!rc)
        rc = read_pin_list(&list, t, pins, n);
    for (int i = 0; i < n && !rc; i++)
        rc = tt_problem_pin(p, &pins[i], doc->e);
    mem_free(pins);
    json_decref(root.v);
    return rc;
}

/* Pins every placement of a solution document. */
static int pin_solution(struct tt_problem *p, const char *source, const char *data,
                        size_t len, struct err *e)
{
    struct tt_solution s;
    int rc = tt_json_read_solution(p, source, data, len, &s, e);
    if (rc)
        return rc;
    for (int i = 0; i < p->n_lessons && !rc; i++) {
        struct tt_pin there = tt_solution_pin(&s, p, i);
        rc = tt_problem_pin(p, &there, e);
    }
    tt_solution_release(&s);
    return rc;
}

int tt_json_read_pins(struct tt_problem *p, const char *source, const char *data,
                      size_t len, struct err *e)
{
    struct tables t;
    if (tt_json_sniff_solution(data, len))
        return pin_solution(p, source, data, len, e);
    tables_init(&t, p);
    struct tj_doc doc = {source, data, len, t.arena, e};
    int rc = read_pins(p, &t, &doc);
    tables_release(&t);
    return rc;
}

/* Timetables in FET's documents: <Activities_Timetable>, and .fet files whose locks place
   the lessons. Layer: formats. */
#include "formats/fet.h"
#include "formats/fet_in.h"
#include "formats/fet_out.h"
#include <string.h>

static void put_activity(const struct tt_problem *p, const struct tt_solution *s,
                         int lesson, struct strbuf *b)
{
    int slot = s->slot[lesson], room = slot < 0 ? -1 : s->room[lesson];
    fet_open(b, 0, "Activity");
    fet_put_int(b, 1, "Id", p->lessons[lesson].id);
    fet_put(b, 1, "Day", slot < 0 ? "" : p->days[slot / p->n_periods].name);
    fet_put(b, 1, "Hour", slot < 0 ? "" : p->periods[slot % p->n_periods].name);
    fet_put(b, 1, "Room", room < 0 ? "" : p->rooms[room].label.name);
    for (int k = 0; room >= 0 && k < p->rooms[room].n_sets; k++) {
        int real = s->real[lesson * s->max_reals + k];
        if (real >= 0)
            fet_put(b, 1, "Real_Room", p->rooms[real].label.name);
    }
    fet_close(b, 0, "Activity");
}

void fet_write_activities(const struct tt_problem *p, const struct tt_solution *s,
                          struct strbuf *out)
{
    sb_adds(out, "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    fet_open(out, 0, "Activities_Timetable");
    for (int i = 0; i < p->n_lessons; i++)
        if (p->lessons[i].active)
            put_activity(p, s, i, out);
    fet_close(out, 0, "Activities_Timetable");
}

/* The names of p as a reader's context, so that references are resolved and explained in
   the same way as in a .fet document. */
static void known_names(struct fet_in *in, const struct tt_problem *p)
{
    for (int i = 0; i < p->n_days; i++)
        map_put_str(&in->names[FET_DAY], p->days[i].name, i);
    for (int i = 0; i < p->n_periods; i++)
        map_put_str(&in->names[FET_PERIOD], p->periods[i].name, i);
    for (int i = 0; i < p->n_rooms; i++)
        map_put_str(&in->names[FET_ROOM], p->rooms[i].label.name, i);
    for (int i = 0; i < p->n_lessons; i++)
        map_put_int(&in->lessons, p->lessons[i].id, i);
}

static int read_place(struct fet_in *in, struct xml_node *n, int lesson, int *slot)
{
    const struct tt_problem *p = in->p;
    struct xml_node *day, *hour;
    int d = -1, h = -1, rc = fet_need(in, n, "Day", &day);
    if (rc == 0)
        rc = fet_need(in, n, "Hour", &hour);
    if (rc || (!*day->text && !*hour->text && !day->first && !hour->first))
        return rc;
    rc = fet_ref(in, FET_DAY, day, &d);
    if (rc == 0)
        rc = fet_ref(in, FET_PERIOD, hour, &h);
    if (rc == 0 && h + p->lessons[lesson].duration > p->n_periods)
        rc = fet_fail(
            in, hour, ERR_INPUT,
            "the lesson with id %d lasts %d periods and would run past the end of "
            "the day",
            p->lessons[lesson].id, p->lessons[lesson].duration);
    if (rc == 0)
        *slot = d * p->n_periods + h;
    return rc;
}

static int read_rooms(struct fet_in *in, struct xml_node *n, int lesson,
                      struct tt_solution *s)
{
    struct xml_node *room;
    int *reals, n_reals = 0, rc = fet_child(in, n, "Room", &room);
    if (rc == 0 && room && (*room->text || room->first))
        rc = fet_ref(in, FET_ROOM, room, &s->room[lesson]);
    if (rc == 0)
        rc = fet_refs(in, FET_ROOM, n, "Real_Room", &reals, &n_reals);
    if (rc || n_reals == 0)
        return rc;
    int sets = s->room[lesson] < 0 ? 0 : in->p->rooms[s->room[lesson]].n_sets;
    if (n_reals != sets)
        return fet_fail(
            in, n, ERR_INPUT,
            "the lesson with id %d has %d real rooms, but its room stands for %d",
            in->p->lessons[lesson].id, n_reals, sets);
    memcpy(s->real + (size_t)lesson * (size_t)s->max_reals, reals,
           (size_t)n_reals * sizeof *reals);
    return 0;
}

static int read_activity(struct fet_in *in, struct xml_node *n, bool *placed,
                         struct tt_solution *s)
{
    struct xml_node *id;
    int lesson = -1, rc = fet_need(in, n, "Id", &id);
    if (rc == 0)
        rc = fet_lesson_ref(in, id, &lesson);
    if (rc == 0 && placed[lesson])
        rc = fet_fail(in, id, ERR_INPUT, "the lesson with id %s is placed twice",
                      id->text);
    if (rc)
        return rc;
    placed[lesson] = true;
    rc = read_place(in, n, lesson, &s->slot[lesson]);
    if (rc == 0)
        rc = read_rooms(in, n, lesson, s);
    if (rc == 0 && !in->p->lessons[lesson].active && s->slot[lesson] >= 0)
        rc = fet_fail(in, id, ERR_INPUT, "the lesson with id %s is not active", id->text);
    return rc == 0 ? fet_done(in, n) : rc;
}

/* `shell` is a copy of the problem with the arena of the tree, so that reading neither
   changes nor grows the shared problem. */
static int read_activities(const struct tt_problem *p, struct xml_node *root,
                           struct arena *tree, const char *source, struct tt_solution *s,
                           struct err *e)
{
    struct tt_problem shell = *p;
    struct fet_in in = {.p = &shell, .e = e, .root = root};
    bool *placed = ARENA_NEW(tree, bool, p->n_lessons);
    int rc = 0;
    shell.arena = tree;
    shell.source = source;
    shell.warnings = NULL;
    shell.n_warnings = 0;
    known_names(&in, p);
    for (struct xml_node *n = NULL; rc == 0 && (n = fet_each(root, n, "Activity"));)
        rc = read_activity(&in, n, placed, s);
    if (rc == 0)
        rc = fet_done(&in, root);
    fet_in_release(&in);
    return rc;
}

/* Every placement of the other file must have found its lesson here. */
static int check_carried(const struct tt_problem *p, const struct tt_solution *s,
                         const struct tt_problem *other,
                         const struct tt_solution *other_s, struct err *e)
{
    int placed = 0;
    for (int i = 0; i < other->n_lessons; i++) {
        int here = tt_find_lesson(p, other->lessons[i].id);
        if (other_s->slot[i] < 0)
            continue;
        placed++;
        if (here < 0 || s->slot[here] < 0)
            return err_at(
                e, ERR_UNKNOWN, other->source, 0, 0,
                "the file places the lesson with id %d, which the problem does not "
                "have there (other ids, days or periods); is it the timetable of "
                "another problem?",
                other->lessons[i].id);
    }
    if (placed == 0 && p->n_lessons > 0)
        return err_at(e, ERR_INPUT, other->source, 0, 0,
                      "the file places no lesson: it has no preferred starting times of "
                      "100 %% for single lessons");
    return 0;
}

static int read_locked(const struct tt_problem *p, const char *source, const char *data,
                       size_t len, struct tt_solution *s, struct err *e)
{
    struct tt_problem *other;
    struct tt_solution other_s;
    int rc = fet_read(source, data, len, &other, e);
    if (rc)
        return rc;
    tt_solution_init(&other_s, other);
    tt_solution_from_locks(&other_s, other);
    tt_solution_carry(s, p, &other_s, other);
    rc = check_carried(p, s, other, &other_s, e);
    tt_solution_release(&other_s);
    tt_problem_free(other);
    return rc;
}

int fet_read_solution(const struct tt_problem *p, const char *source, const char *data,
                      size_t len, struct tt_solution *out, struct err *e)
{
    int rc;
    tt_solution_init(out, p);
    if (fet_sniff(data, len)) {
        rc = read_locked(p, source, data, len, out, e);
    } else {
        struct arena *tree = arena_new();
        struct xml_node *root;
        rc = xml_parse(source, data, len, tree, &root, e);
        if (rc == 0 && strcmp(root->tag, "Activities_Timetable") != 0)
            rc = err_at(e, ERR_INPUT, source, root->line, root->column,
                        "this is no timetable: its root is <%.60s>, not "
                        "<Activities_Timetable> or <fet>",
                        root->tag);
        if (rc == 0)
            rc = read_activities(p, root, tree, source, out, e);
        arena_free(tree);
    }
    if (rc)
        tt_solution_release(out);
    return rc;
}

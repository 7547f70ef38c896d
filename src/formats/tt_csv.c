/*
 * A timetable as CSV (RFC 4180: CRLF, quotes doubled). Layer: formats.
 * Lists stand in one field, separated by "; "; a name that holds a semicolon or begins with
 * a quote is itself quoted inside the list, so that every name can be had back unchanged.
 */
#include "formats/tt_grid.h"

#include <string.h>

static void add_field(struct strbuf *out, const char *s)
{
    if (!strpbrk(s, ",\"\r\n") && *s != ' ' && (!*s || s[strlen(s) - 1] != ' ')) {
        sb_adds(out, s);
        return;
    }
    sb_addc(out, '"');
    for (; *s; s++) {
        if (*s == '"')
            sb_addc(out, '"');
        sb_addc(out, *s);
    }
    sb_addc(out, '"');
}

static void add_list_name(struct strbuf *list, const char *name)
{
    if (list->len)
        sb_adds(list, "; ");
    if (!strchr(name, ';') && *name != '"' && *name != ' ') {
        sb_adds(list, name);
        return;
    }
    sb_addc(list, '"');
    for (; *name; name++) {
        if (*name == '"')
            sb_addc(list, '"');
        sb_addc(list, *name);
    }
    sb_addc(list, '"');
}

static void flush_list(struct strbuf *out, struct strbuf *list)
{
    sb_addc(out, ',');
    add_field(out, list->s);
    sb_clear(list);
}

static void add_people(const struct tt_problem *p, const struct tt_lesson *l,
                       struct strbuf *list, struct strbuf *out)
{
    for (int i = 0; i < l->n_teachers; i++)
        add_list_name(list, p->teachers[l->teachers[i]].label.name);
    flush_list(out, list);
    for (int i = 0; i < l->n_sets; i++)
        add_list_name(list, p->sets[l->sets[i]].label.name);
    flush_list(out, list);
    for (int i = 0; i < l->n_tags; i++)
        add_list_name(list, p->tags[l->tags[i]].label.name);
    flush_list(out, list);
}

static void add_row(const struct tt_problem *p, const struct tt_solution *s, int lesson,
                    struct strbuf *list, struct strbuf *out)
{
    const struct tt_lesson *l = &p->lessons[lesson];
    int slot = s->slot[lesson], room = s->room[lesson];
    sb_addf(out, "%d,", l->id);
    add_field(out, slot < 0 ? "" : p->days[slot / p->n_periods].name);
    sb_addc(out, ',');
    add_field(out, slot < 0 ? "" : p->periods[slot % p->n_periods].name);
    sb_addf(out, ",%d,", l->duration);
    add_field(out, p->subjects[l->subject].label.name);
    add_people(p, l, list, out);
    sb_addc(out, ',');
    add_field(out, room >= 0 ? p->rooms[room].label.name : "");
    for (int k = 1; (room = tt_lesson_room_at(s, lesson, k)) >= 0; k++)
        add_list_name(list, p->rooms[room].label.name);
    flush_list(out, list);
    sb_adds(out, "\r\n");
}

void tt_view_csv(const struct tt_problem *p, const struct tt_solution *s,
                 struct strbuf *out)
{
    struct strbuf list;
    sb_init(&list);
    sb_adds(out, "lesson,day,period,duration,subject,teachers,students,tags,room,"
                 "real_rooms\r\n");
    for (int i = 0; i < p->n_lessons; i++)
        if (p->lessons[i].active)
            add_row(p, s, i, &list, out);
    sb_release(&list);
}

/*
 * A timetable back out of the CSV that is written for spreadsheets. Layer: planner. Columns
 * go by their names in the first line; all but the placement's are ignored. The separator is
 * the character behind "lesson": spreadsheets of some countries write semicolons.
 */
#include "planner/timetable_parts.h"

#include "base/mem.h"
#include "base/vec.h"
#include <stdlib.h>
#include <string.h>

enum { LESSON, DAY, PERIOD, ROOM, REALS, N_COLUMNS, MAX_FIELDS = 64 };

static const char *const column_names[N_COLUMNS] = {"lesson", "day", "period", "room",
                                                    "real_rooms"};

struct csv {
    const struct plan_text *in;
    size_t at;
    char separator;
    int line;              /* of the record that was read last */
    int next_line;         /* of the next one */
    struct strbuf text;    /* the fields of the record, each with its 0 byte */
    VEC(int) fields;       /* where in text each begins */
    int column[N_COLUMNS]; /* field of each column, -1 = the file has none */
};

static size_t skip_mark(const char *data, size_t len)
{
    return len >= 3 && !memcmp(data, "\xEF\xBB\xBF", 3) ? 3 : 0;
}

bool timetable_csv_sniff(const char *data, size_t len)
{
    size_t at = skip_mark(data, len);
    return len - at > 7 && !memcmp(data + at, "lesson", 6) &&
           strchr(",;\t", data[at + 6]);
}

/* One field into the buffer; false at a quote that is never closed. */
static bool read_field(struct csv *c)
{
    const char *d = c->in->data;
    bool quoted = c->at < c->in->len && d[c->at] == '"';
    vec_push(&c->fields, (int)c->text.len);
    c->at += quoted;
    for (;; c->at++) {
        char ch = c->at < c->in->len ? d[c->at] : '\n';
        if (quoted && c->at >= c->in->len)
            return false;
        if (quoted && ch == '"') {
            if (c->at + 1 >= c->in->len || d[c->at + 1] != '"') {
                quoted = false;
                continue;
            }
            c->at++;
        } else if (!quoted && (ch == c->separator || ch == '\n' || ch == '\r')) {
            break;
        }
        c->next_line += ch == '\n';
        sb_addc(&c->text, ch);
    }
    sb_addc(&c->text, 0);
    return true;
}

/* The next record; 0 fields at the end of the file. */
static int read_record(struct csv *c, struct err *e)
{
    const char *d = c->in->data;
    sb_clear(&c->text);
    c->fields.n = 0;
    while (c->at < c->in->len && strchr("\r\n", d[c->at]) && d[c->at])
        c->next_line += d[c->at++] == '\n';
    c->line = c->next_line;
    if (c->at >= c->in->len)
        return 0;
    for (;;) {
        if (c->fields.n == MAX_FIELDS)
            return err_at(e, ERR_LIMIT, c->in->source, c->line, 0,
                          "the line has more than %d fields", MAX_FIELDS);
        if (!read_field(c))
            return err_at(e, ERR_INPUT, c->in->source, c->line, 0,
                          "a quoted field that begins here is never closed");
        if (c->at >= c->in->len || d[c->at] != c->separator)
            return 0;
        c->at++;
    }
}

static const char *field(const struct csv *c, int column)
{
    int k = c->column[column];
    return k < 0 || k >= c->fields.n ? "" : c->text.s + c->fields.v[k];
}

static int read_header(struct csv *c, struct err *e)
{
    int code = read_record(c, e);
    for (int k = 0; k < N_COLUMNS; k++) {
        c->column[k] = -1;
        for (int i = 0; i < c->fields.n; i++)
            if (!strcmp(c->text.s + c->fields.v[i], column_names[k]))
                c->column[k] = i;
        if (!code && c->column[k] < 0 && k <= PERIOD)
            code = err_at(e, ERR_INPUT, c->in->source, 1, 0,
                          "the first line names no column '%s'", column_names[k]);
    }
    return code;
}

static int unknown(const struct csv *c, const char *what, const char *name, struct err *e)
{
    return err_at(e, ERR_UNKNOWN, c->in->source, c->line, 0,
                  "there is no %s '%s' in the problem", what, name);
}

static int find_time(const struct tt_time_name *names, int n, const char *want)
{
    int i = 0;
    while (i < n && strcmp(names[i].name, want))
        i++;
    return i < n ? i : -1;
}

static int place(const struct tt_problem *p, struct csv *c, struct tt_solution *s,
                 int lesson, struct err *e)
{
    const char *day = field(c, DAY), *period = field(c, PERIOD);
    if (!*day && !*period)
        return 0;
    int d = find_time(p->days, p->n_days, day);
    int h = find_time(p->periods, p->n_periods, period);
    if (d < 0)
        return unknown(c, "day", day, e);
    if (h < 0)
        return unknown(c, "period", period, e);
    s->slot[lesson] = d * p->n_periods + h;
    return 0;
}

/* The next name of a list "a; b; "c;d""; NULL at its end. Changes the text. */
static char *next_name(char **at)
{
    char *s = *at + strspn(*at, "; "), *to;
    if (!*s)
        return NULL;
    if (*s != '"') {
        char *end = s + strcspn(s, ";");
        *at = *end ? end + 1 : end;
        *end = 0;
        return s;
    }
    char *name = to = ++s;
    while (*s && (*s != '"' || s[1] == '"')) {
        s += *s == '"';
        *to++ = *s++;
    }
    *at = *s ? s + 1 : s;
    *to = 0;
    return name;
}

static int place_reals(const struct tt_problem *p, struct csv *c, struct tt_solution *s,
                       int lesson, struct err *e)
{
    char *list = mem_strdup(field(c, REALS)), *at = list;
    int code = 0, n = 0;
    for (char *name; !code && (name = next_name(&at)); n++) {
        int room = tt_find_room(p, name);
        if (room < 0)
            code = unknown(c, "room", name, e);
        else if (n >= p->rooms[s->room[lesson]].n_sets)
            code = err_at(e, ERR_INPUT, c->in->source, c->line, 0,
                          "the room '%s' is not made of so many real rooms",
                          p->rooms[s->room[lesson]].label.name);
        else
            s->real[lesson * s->max_reals + n] = room;
    }
    mem_free(list);
    return code;
}

static int read_row(const struct tt_problem *p, struct csv *c, struct tt_solution *s,
                    bool *seen, struct err *e)
{
    char *end;
    const char *id = field(c, LESSON), *room = field(c, ROOM);
    long v = strtol(id, &end, 10);
    int lesson = *id && !*end && v > 0 && v <= INT32_MAX ? tt_find_lesson(p, (int)v) : -1;
    if (lesson < 0)
        return unknown(c, "lesson", id, e);
    if (seen[lesson])
        return err_at(e, ERR_INPUT, c->in->source, c->line, 0,
                      "the lesson %s is listed twice", id);
    seen[lesson] = true;
    if (!p->lessons[lesson].active)
        return 0;
    int code = place(p, c, s, lesson, e);
    if (code || !*room)
        return code;
    s->room[lesson] = tt_find_room(p, room);
    if (s->room[lesson] < 0)
        return unknown(c, "room", room, e);
    return place_reals(p, c, s, lesson, e);
}

int timetable_csv_read(const struct tt_problem *p, const struct plan_text *in,
                       struct tt_solution *out, struct err *e)
{
    struct csv c = {.in = in, .at = skip_mark(in->data, in->len), .next_line = 1};
    bool *seen = MEM_NEW(bool, p->n_lessons);
    c.separator = in->data[c.at + 6];
    sb_init(&c.text);
    tt_solution_init(out, p);
    int code = read_header(&c, e);
    while (!code && (code = read_record(&c, e)) == 0 && c.fields.n)
        code = read_row(p, &c, out, seen, e);
    vec_free(&c.fields);
    sb_release(&c.text);
    mem_free(seen);
    if (code)
        tt_solution_release(out);
    return code;
}

/* A timetable problem as our JSON: one line an item, defaults left out. Layer: formats. */
#include "formats/tt_json.h"
#include "formats/tt_json_rule.h"

enum { INDENT = 2, UNLIMITED = 30000 };

/* An item of a list stands on one line: indentation is off inside. */
static void open_item(struct json_writer *w)
{
    jw_open(w, '{');
    w->indent = 0;
}

static void close_item(struct json_writer *w)
{
    jw_close(w, '}');
    w->indent = INDENT;
}

/* A member that holds its default is left out. */
static void text(struct json_writer *w, const char *key, const char *s)
{
    if (*s)
        jw_kstr(w, key, s);
}

static void number(struct json_writer *w, const char *key, int v, int usual)
{
    if (v != usual)
        jw_kint(w, key, v);
}

static void names(struct json_writer *w, const struct tt_problem *p, enum tj_table table,
                  int n, const int *ids)
{
    jw_open(w, '[');
    for (int i = 0; i < n; i++)
        jw_str(w, tj_name(p, table, ids[i]));
    jw_close(w, ']');
}

static void named_list(struct json_writer *w, const struct tt_problem *p, const char *key,
                       enum tj_table table, int n, const int *ids)
{
    if (n == 0)
        return;
    jw_key(w, key);
    names(w, p, table, n, ids);
}

static void write_label(struct json_writer *w, const struct tt_label *l)
{
    jw_kstr(w, "name", l->name);
    text(w, "long_name", l->long_name);
    text(w, "code", l->code);
    text(w, "comments", l->comments);
}

static void write_times(struct json_writer *w, const char *key, int n,
                        const struct tt_time_name *list)
{
    jw_key(w, key);
    jw_open(w, '[');
    for (int i = 0; i < n; i++) {
        if (!*list[i].long_name) {
            jw_str(w, list[i].name);
            continue;
        }
        open_item(w);
        jw_kstr(w, "name", list[i].name);
        jw_kstr(w, "long_name", list[i].long_name);
        close_item(w);
    }
    jw_close(w, ']');
}

static void write_head(struct json_writer *w, const struct tt_problem *p)
{
    static const char *const modes[] = {"official", "mornings-afternoons",
                                        "block-planning", "terms"};
    jw_kstr(w, "format", "horarium-timetable-1");
    jw_kstr(w, "name", p->name);
    text(w, "comments", p->comments);
    jw_kstr(w, "mode", modes[p->mode]);
    number(w, "terms", p->n_terms, 1);
    number(w, "days_per_term", p->days_per_term, p->n_days);
    write_times(w, "days", p->n_days, p->days);
    write_times(w, "periods", p->n_periods, p->periods);
}

static void write_subjects_and_tags(struct json_writer *w, const struct tt_problem *p)
{
    jw_key(w, "subjects");
    jw_open(w, '[');
    for (int i = 0; i < p->n_subjects; i++) {
        open_item(w);
        write_label(w, &p->subjects[i].label);
        close_item(w);
    }
    jw_close(w, ']');
    jw_key(w, "tags");
    jw_open(w, '[');
    for (int i = 0; i < p->n_tags; i++) {
        open_item(w);
        write_label(w, &p->tags[i].label);
        if (!p->tags[i].printable)
            jw_kbool(w, "printable", false);
        close_item(w);
    }
    jw_close(w, ']');
}

static void write_teachers(struct json_writer *w, const struct tt_problem *p)
{
    jw_key(w, "teachers");
    jw_open(w, '[');
    for (int i = 0; i < p->n_teachers; i++) {
        const struct tt_teacher *t = &p->teachers[i];
        open_item(w);
        write_label(w, &t->label);
        if (t->behaviour == TT_EXCLUSIVE)
            jw_kstr(w, "behaviour", "exclusive");
        else
            number(w, "behaviour", t->behaviour, TT_UNRESTRICTED);
        number(w, "target_hours", t->target_hours, 0);
        named_list(w, p, "subjects", TJ_SUBJECT, t->n_subjects, t->subjects);
        close_item(w);
    }
    jw_close(w, ']');
}

static void write_categories(struct json_writer *w, const struct tt_set *s)
{
    if (s->n_categories == 0)
        return;
    jw_key(w, "categories");
    jw_open(w, '[');
    for (int i = 0; i < s->n_categories; i++) {
        jw_open(w, '[');
        for (int k = 0; k < s->categories[i].n_divisions; k++)
            jw_str(w, s->categories[i].divisions[k]);
        jw_close(w, ']');
    }
    jw_close(w, ']');
}

static void write_sets(struct json_writer *w, const struct tt_problem *p)
{
    static const char *const levels[] = {"year", "group", "subgroup"};
    jw_key(w, "sets");
    jw_open(w, '[');
    for (int i = 0; i < p->n_sets; i++) {
        const struct tt_set *s = &p->sets[i];
        open_item(w);
        write_label(w, &s->label);
        jw_kstr(w, "level", levels[s->level]);
        number(w, "students", s->n_students, 0);
        named_list(w, p, "children", TJ_SET, s->n_children, s->children);
        write_categories(w, s);
        text(w, "separator", s->separator);
        close_item(w);
    }
    jw_close(w, ']');
    jw_key(w, "years");
    names(w, p, TJ_SET, p->n_years, p->years);
}

static void write_buildings(struct json_writer *w, const struct tt_problem *p)
{
    jw_key(w, "buildings");
    jw_open(w, '[');
    for (int i = 0; i < p->n_buildings; i++) {
        open_item(w);
        write_label(w, &p->buildings[i].label);
        close_item(w);
    }
    jw_close(w, ']');
}

static void write_rooms(struct json_writer *w, const struct tt_problem *p)
{
    jw_key(w, "rooms");
    jw_open(w, '[');
    for (int i = 0; i < p->n_rooms; i++) {
        const struct tt_room *r = &p->rooms[i];
        open_item(w);
        write_label(w, &r->label);
        if (r->building >= 0)
            jw_kstr(w, "building", tj_name(p, TJ_BUILDING, r->building));
        number(w, "capacity", r->capacity, UNLIMITED);
        if (r->virtual_room)
            jw_kbool(w, "virtual", true);
        if (r->n_sets) {
            jw_key(w, "sets");
            jw_open(w, '[');
            for (int k = 0; k < r->n_sets; k++)
                names(w, p, TJ_ROOM, r->sets[k].n_rooms, r->sets[k].rooms);
            jw_close(w, ']');
        }
        close_item(w);
    }
    jw_close(w, ']');
}

static void write_lesson(struct json_writer *w, const struct tt_problem *p,
                         const struct tt_lesson *l)
{
    open_item(w);
    jw_kint(w, "id", l->id);
    number(w, "group", l->group_id, 0);
    jw_kstr(w, "subject", tj_name(p, TJ_SUBJECT, l->subject));
    named_list(w, p, "teachers", TJ_TEACHER, l->n_teachers, l->teachers);
    named_list(w, p, "sets", TJ_SET, l->n_sets, l->sets);
    named_list(w, p, "tags", TJ_TAG, l->n_tags, l->tags);
    jw_kint(w, "duration", l->duration);
    number(w, "total_duration", l->total_duration, l->duration);
    number(w, "students", l->n_students, -1);
    if (!l->active)
        jw_kbool(w, "active", false);
    text(w, "comments", l->comments);
    close_item(w);
}

static void write_plan(struct json_writer *w, const struct tt_problem *p)
{
    jw_key(w, "lessons");
    jw_open(w, '[');
    for (int i = 0; i < p->n_lessons; i++)
        write_lesson(w, p, &p->lessons[i]);
    jw_close(w, ']');
    jw_key(w, "rules");
    jw_open(w, '[');
    for (int i = 0; i < p->n_rules; i++)
        tj_rule_write(w, p, &p->rules[i]);
    jw_close(w, ']');
}

static void write_orders(struct json_writer *w, const struct tt_problem *p)
{
    if (p->n_orders == 0)
        return;
    jw_key(w, "orders");
    jw_open(w, '[');
    for (int i = 0; i < p->n_orders; i++) {
        const struct tt_initial_order *o = &p->orders[i];
        open_item(w);
        jw_key(w, "lessons");
        jw_open(w, '[');
        for (int k = 0; k < o->n_lessons; k++)
            jw_int(w, p->lessons[o->lessons[k]].id);
        jw_close(w, ']');
        if (!o->active)
            jw_kbool(w, "active", false);
        text(w, "comments", o->comments);
        close_item(w);
    }
    jw_close(w, ']');
}

static void write_warnings(struct json_writer *w, const struct tt_problem *p)
{
    if (p->n_warnings == 0)
        return;
    jw_key(w, "warnings");
    jw_open(w, '[');
    for (int i = 0; i < p->n_warnings; i++)
        jw_str(w, p->warnings[i]);
    jw_close(w, ']');
}

void tt_json_write(const struct tt_problem *p, struct strbuf *out)
{
    struct json_writer w;
    jw_init(&w, out, INDENT);
    jw_open(&w, '{');
    write_head(&w, p);
    write_subjects_and_tags(&w, p);
    write_teachers(&w, p);
    write_sets(&w, p);
    write_buildings(&w, p);
    write_rooms(&w, p);
    write_plan(&w, p);
    write_orders(&w, p);
    write_warnings(&w, p);
    jw_close(&w, '}');
    sb_addc(out, '\n');
}

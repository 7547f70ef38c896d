/* Rules in our JSON, driven by the layouts of rules.def; see tt_json_rule.h. */
#include "formats/tt_json_rule.h"
#include "timetable/problem_layout.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

enum { MAX_LIMIT = 1000000 };

#define AT(member) offsetof(struct tt_rule, member)

#define NAME(key, of, needed)                                                            \
    {                                                                                    \
        .name = #key, .kind = TJ_NAME, .table = of, .at = AT(key), .required = needed    \
    }
#define LESSON(key, number)                                                              \
    {                                                                                    \
        .name = key, .kind = TJ_LESSON, .at = AT(lessons), .place = number,              \
        .required = true                                                                 \
    }
#define NUMBER(key, low, high, needed)                                                   \
    {                                                                                    \
        .name = #key, .kind = TJ_INT, .at = AT(key), .required = needed, .least = low,   \
        .most = high                                                                     \
    }
#define SWITCH(key)                                                                      \
    {                                                                                    \
        .name = #key, .kind = TJ_BOOL, .at = AT(key)                                     \
    }
#define LIST(key, how, of, needed)                                                       \
    {                                                                                    \
        .name = #key, .kind = how, .table = of, .at = AT(key), .count_at = AT(n_##key),  \
        .required = needed                                                               \
    }

/* The roles that a layout can name, but the filters. */
static const struct tj_role all_roles[TT_N_ROLES] = {
    [TT_ROLE_TEACHER] = NAME(teacher, TJ_TEACHER, true),
    [TT_ROLE_SET] = NAME(set, TJ_SET, true),
    [TT_ROLE_ROOM] = NAME(room, TJ_ROOM, true),
    [TT_ROLE_SUBJECT] = NAME(subject, TJ_SUBJECT, true),
    [TT_ROLE_TAG] = NAME(tag, TJ_TAG, true),
    [TT_ROLE_TAG2] = NAME(tag2, TJ_TAG, true),
    [TT_ROLE_LESSON] = LESSON("lesson", 0),
    [TT_ROLE_LESSON2] = LESSON("lesson2", 1),
    [TT_ROLE_LESSON3] = LESSON("lesson3", 2),
    [TT_ROLE_LIMIT] = NUMBER(limit, 0, MAX_LIMIT, true),
    [TT_ROLE_COMPONENT] = NUMBER(component, 1, INT_MAX, true),
    [TT_ROLE_DURATION] = NUMBER(duration, 0, TT_MAX_DURATION, false),
    [TT_ROLE_FLAG] = SWITCH(flag),
    [TT_ROLE_LOCKED] = SWITCH(locked),
    [TT_ROLE_DAY] = NAME(day, TJ_DAY, false),
    [TT_ROLE_PERIOD] = NAME(period, TJ_PERIOD, false),
    [TT_ROLE_FROM] = NAME(from, TJ_PERIOD, true),
    [TT_ROLE_TO] = NAME(to, TJ_PERIOD, false),
    [TT_ROLE_LESSONS] = LIST(lessons, TJ_LESSONS, 0, true),
    [TT_ROLE_SLOTS] = LIST(slots, TJ_SLOTS, 0, true),
    [TT_ROLE_ROOMS] = LIST(rooms, TJ_NAMES, TJ_ROOM, true),
    [TT_ROLE_TAGS] = LIST(tags, TJ_NAMES, TJ_TAG, true),
    [TT_ROLE_REALS] = LIST(reals, TJ_NAMES, TJ_ROOM, false),
};

static int add_filter(struct tj_role *roles, int n, bool with_duration)
{
    static const enum tt_role parts[] = {TT_ROLE_TEACHER, TT_ROLE_SET, TT_ROLE_SUBJECT,
                                         TT_ROLE_TAG, TT_ROLE_DURATION};
    for (int i = 0; i < 4 + with_duration; i++) {
        roles[n] = all_roles[parts[i]];
        roles[n++].required = false;
    }
    return n;
}

int tj_rule_roles(enum tt_rule_type type, struct tj_role roles[TJ_MAX_ROLES])
{
    int n = 0;
    struct tt_field f;
    const char *cursor = tt_rule_infos[type].layout;
    while (tt_layout_next(&cursor, &f)) {
        assert(n < TJ_MAX_ROLES - 5);
        if (f.role == TT_ROLE_FILTER || f.role == TT_ROLE_FILTER_PLUS)
            n = add_filter(roles, n, f.role == TT_ROLE_FILTER_PLUS);
        else
            roles[n++] = all_roles[f.role];
    }
    return n;
}

static int *int_at(const struct tt_rule *r, size_t at)
{
    return (int *)((char *)r + at);
}

static int **list_at(const struct tt_rule *r, size_t at)
{
    return (int **)((char *)r + at);
}

static bool *bool_at(const struct tt_rule *r, size_t at)
{
    return (bool *)((char *)r + at);
}

const char *tj_name(const struct tt_problem *p, enum tj_table table, int id)
{
    switch (table) {
    case TJ_TEACHER:
        return p->teachers[id].label.name;
    case TJ_SET:
        return p->sets[id].label.name;
    case TJ_ROOM:
        return p->rooms[id].label.name;
    case TJ_SUBJECT:
        return p->subjects[id].label.name;
    case TJ_TAG:
        return p->tags[id].label.name;
    case TJ_DAY:
        return p->days[id].name;
    case TJ_PERIOD:
        return p->periods[id].name;
    default:
        return p->buildings[id].label.name;
    }
}

/* --- reading --- */

int tj_lesson_ref(const struct tj *c, const struct map *lessons, int *out)
{
    int id = 0;
    if (!c->v)
        return 0;
    int rc = tj_int(c, 1, INT_MAX, &id);
    if (rc)
        return rc;
    *out = map_get_int(lessons, id, -1);
    if (*out < 0)
        return tj_fail(c, ERR_UNKNOWN, "there is no lesson with the id %d", id);
    return 0;
}

int tj_lesson_refs(const struct tj *c, const struct map *lessons, int *n, int **out)
{
    int rc = tj_array(c, INT_MAX, n);
    if (rc || *n == 0)
        return rc;
    *out = ARENA_NEW(c->doc->arena, int, *n);
    for (int i = 0; i < *n && !rc; i++) {
        struct tj at = tj_at(c, i);
        rc = tj_lesson_ref(&at, lessons, &(*out)[i]);
    }
    return rc ? rc : tj_distinct(c, *n, *out);
}

static int read_slot(const struct tj *c, const struct tt_problem *p,
                     const struct tj_names *names, int *slot)
{
    int n = 0, day = 0, period = 0;
    int rc = tj_array(c, INT_MAX, &n);
    if (!rc && n != 2)
        return tj_fail(c, ERR_INPUT, "a slot is a pair [day, period]");
    struct tj day_at = tj_at(c, 0), period_at = tj_at(c, 1);
    if (!rc)
        rc = tj_ref(&day_at, &names[TJ_DAY], &day);
    if (!rc)
        rc = tj_ref(&period_at, &names[TJ_PERIOD], &period);
    *slot = day * p->n_periods + period;
    return rc;
}

static int read_slots(const struct tj *c, const struct tt_problem *p,
                      const struct tj_names *names, int *n, int **out)
{
    int rc = tj_array(c, INT_MAX, n);
    if (rc || *n == 0)
        return rc;
    *out = ARENA_NEW(c->doc->arena, int, *n);
    for (int i = 0; i < *n && !rc; i++) {
        struct tj at = tj_at(c, i);
        rc = read_slot(&at, p, names, &(*out)[i]);
    }
    return rc ? rc : tj_distinct(c, *n, *out);
}

/* "lesson", "lesson2" and "lesson3" fill one list in this order. */
static int read_lesson(const struct tj *c, const struct map *lessons,
                       const struct tj_role *role, struct tt_rule *r)
{
    if (!r->lessons)
        r->lessons = ARENA_NEW(c->doc->arena, int, 3);
    r->n_lessons = role->place + 1; /* the layouts name them in order */
    return tj_lesson_ref(c, lessons, &r->lessons[role->place]);
}

static int read_role(const struct tj *rule, const struct tt_problem *p,
                     const struct tj_names *names, const struct map *lessons,
                     const struct tj_role *role, struct tt_rule *r)
{
    struct tj at = tj_key(rule, role->name);
    if (role->required && !at.v)
        return tj_fail(rule, ERR_INPUT, "a rule %s needs the field \"%s\"; add it",
                       tt_rule_infos[r->type].element, role->name);
    switch (role->kind) {
    case TJ_NAME:
        return tj_ref(&at, &names[role->table], int_at(r, role->at));
    case TJ_LESSON:
        return read_lesson(&at, lessons, role, r);
    case TJ_INT:
        return tj_int(&at, role->least, role->most, int_at(r, role->at));
    case TJ_BOOL:
        return tj_bool(&at, bool_at(r, role->at));
    case TJ_NAMES:
        return (role->required ? tj_refs : tj_refs_any)(
            &at, &names[role->table], int_at(r, role->count_at), list_at(r, role->at));
    case TJ_LESSONS:
        return tj_lesson_refs(&at, lessons, int_at(r, role->count_at),
                              list_at(r, role->at));
    case TJ_SLOTS:
        return read_slots(&at, p, names, int_at(r, role->count_at), list_at(r, role->at));
    }
    return 0;
}

/* A percentage with up to 4 decimals is a whole number of millionths. */
static int read_weight(const struct tj *c, int *weight)
{
    if (!c->v)
        return 0;
    if (!json_is_number(c->v))
        return tj_fail(c, ERR_INPUT, "the weight must be a number between 0 and 100");
    double percent = json_number_value(c->v), scaled = percent * 10000;
    if (!(percent >= 0 && percent <= 100))
        return tj_fail(c, ERR_INPUT, "the weight must be between 0 and 100");
    if (fabs(scaled - nearbyint(scaled)) > 1e-6)
        return tj_fail(c, ERR_INPUT, "the weight has more than 4 decimals; round it");
    *weight = (int)nearbyint(scaled);
    return 0;
}

static void allowed_fields(const struct tj_role *roles, int n, struct strbuf *b)
{
    sb_adds(b, "type weight");
    for (int i = 0; i < n; i++)
        sb_addf(b, " %s", roles[i].name);
    sb_adds(b, " active comments pin");
}

static int read_common(const struct tj *c, struct tt_rule *r)
{
    struct tj weight = tj_key(c, "weight"), active = tj_key(c, "active");
    struct tj comments = tj_key(c, "comments"), pin = tj_key(c, "pin");
    int rc = read_weight(&weight, &r->weight);
    if (!rc)
        rc = tj_bool(&active, &r->active);
    if (!rc)
        rc = tj_string(&comments, &r->comments);
    if (!rc)
        rc = tj_bool(&pin, &r->pin);
    return rc;
}

static int read_type(const struct tj *c, enum tt_rule_type *type)
{
    struct tj at = tj_key(c, "type");
    if (!json_is_object(c->v))
        return tj_fail(c, ERR_INPUT, "a rule must be an object {…}");
    if (!json_is_string(at.v))
        return tj_fail(&at, ERR_INPUT, "a rule needs a \"type\", the name of its kind");
    int found = tt_rule_type_by_name(json_string_value(at.v));
    if (found < 0)
        return tj_fail(&at, ERR_UNKNOWN,
                       "there is no rule type \"%.120s\"; docs/formats/timetable.md "
                       "lists them",
                       json_string_value(at.v));
    *type = (enum tt_rule_type)found;
    return 0;
}

int tj_rule_read(const struct tj *c, const struct tt_problem *p,
                 const struct tj_names *names, const struct map *lessons,
                 struct tt_rule *r)
{
    enum tt_rule_type type = TT_R_BASIC_TIME;
    struct tj_role roles[TJ_MAX_ROLES];
    int rc = read_type(c, &type);
    if (rc)
        return rc;
    int n = tj_rule_roles(type, roles);
    struct strbuf allowed;
    sb_init(&allowed);
    allowed_fields(roles, n, &allowed);
    rc = tj_object(c, allowed.s);
    sb_release(&allowed);
    *r = tt_rule_blank(type);
    if (!rc)
        rc = read_common(c, r);
    for (int i = 0; i < n && !rc; i++)
        rc = read_role(c, p, names, lessons, &roles[i], r);
    return rc;
}

/* --- writing --- */

static void write_list(struct json_writer *w, const struct tt_problem *p,
                       const struct tt_rule *r, const struct tj_role *role)
{
    int n = *int_at(r, role->count_at);
    const int *list = *list_at(r, role->at);
    if (!role->required && n == 0)
        return;
    jw_key(w, role->name);
    jw_open(w, '[');
    for (int i = 0; i < n; i++) {
        if (role->kind == TJ_NAMES) {
            jw_str(w, tj_name(p, role->table, list[i]));
        } else if (role->kind == TJ_LESSONS) {
            jw_int(w, p->lessons[list[i]].id);
        } else {
            jw_open(w, '[');
            jw_str(w, p->days[list[i] / p->n_periods].name);
            jw_str(w, p->periods[list[i] % p->n_periods].name);
            jw_close(w, ']');
        }
    }
    jw_close(w, ']');
}

static void write_role(struct json_writer *w, const struct tt_problem *p,
                       const struct tt_rule *r, const struct tj_role *role)
{
    switch (role->kind) {
    case TJ_NAME:
        if (*int_at(r, role->at) >= 0)
            jw_kstr(w, role->name, tj_name(p, role->table, *int_at(r, role->at)));
        break;
    case TJ_LESSON:
        jw_kint(w, role->name, p->lessons[r->lessons[role->place]].id);
        break;
    case TJ_INT:
        if (role->required || *int_at(r, role->at) != 0)
            jw_kint(w, role->name, *int_at(r, role->at));
        break;
    case TJ_BOOL:
        if (*bool_at(r, role->at))
            jw_kbool(w, role->name, true);
        break;
    default:
        write_list(w, p, r, role);
    }
}

void tj_rule_write(struct json_writer *w, const struct tt_problem *p,
                   const struct tt_rule *r)
{
    struct tj_role roles[TJ_MAX_ROLES];
    int n = tj_rule_roles(r->type, roles), indent = w->indent;
    jw_open(w, '{');
    w->indent = 0; /* one line a rule */
    jw_kstr(w, "type", tt_rule_infos[r->type].element);
    jw_knum(w, "weight", r->weight / 10000.0);
    for (int i = 0; i < n; i++)
        write_role(w, p, r, &roles[i]);
    if (!r->active)
        jw_kbool(w, "active", false);
    if (r->pin)
        jw_kbool(w, "pin", true);
    if (r->comments[0])
        jw_kstr(w, "comments", r->comments);
    jw_close(w, '}');
    w->indent = indent;
}

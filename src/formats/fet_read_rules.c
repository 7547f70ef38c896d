/* Rules of a .fet document, read field by field along the layouts of rules.def.
   Layer: formats. */
#include "base/nearest.h"
#include "formats/fet_in.h"
#include "timetable/problem_layout.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

enum { MAX_LIMIT = 1000000, PREFIX = 10 /* strlen("Constraint") */ };

struct rule_in { /* one rule element on its way into a rule */
    struct fet_in *in;
    struct xml_node *n;
    struct tt_rule *r;
};

/* Spellings differ between versions: with and without "_Name". */
static const char *spellings(const char *name, char *buf, size_t size)
{
    size_t n = strlen(name);
    if (n > 5 && strcmp(name + n - 5, "_Name") == 0)
        snprintf(buf, size, "%s|%.*s", name, (int)n - 5, name);
    else
        snprintf(buf, size, "%s|%s_Name", name, name);
    return buf;
}

/* Preferred_Day was Day once, and so on. */
static const char *time_spellings(const char *name, char *buf, size_t size)
{
    const char *last = strrchr(name, '_');
    snprintf(buf, size, "%s|%s", name, last ? last + 1 : name);
    return buf;
}

static int read_ref(struct rule_in *c, enum fet_kind kind, const char *name, int *out)
{
    char tags[160];
    struct xml_node *v;
    int rc = fet_need(c->in, c->n, spellings(name, tags, sizeof tags), &v);
    return rc == 0 ? fet_ref(c->in, kind, v, out) : rc;
}

/* Empty or missing means "any". */
static int read_opt_ref(struct rule_in *c, enum fet_kind kind, const char *name, int *out)
{
    char tags[160];
    struct xml_node *v;
    int rc = fet_child(c->in, c->n, spellings(name, tags, sizeof tags), &v);
    if (rc || !v || (!v->first && !*v->text))
        return rc;
    return fet_ref(c->in, kind, v, out);
}

static int read_time_ref(struct rule_in *c, enum fet_kind kind, const char *name,
                         int *out)
{
    char tags[160];
    struct xml_node *v;
    int rc = fet_child(c->in, c->n, time_spellings(name, tags, sizeof tags), &v);
    if (rc || !v || (!v->first && !*v->text))
        return rc;
    return fet_ref(c->in, kind, v, out);
}

static int read_number(struct rule_in *c, const char *name, int min, int max, int *out)
{
    struct xml_node *v;
    int rc = fet_need(c->in, c->n, name, &v);
    return rc == 0 ? fet_int(c->in, v, min, max, out) : rc;
}

/* The exceptions came late and may be missing; other flags are worth a word. */
static int read_flag(struct rule_in *c, const char *name)
{
    struct xml_node *v;
    int rc = fet_child(c->in, c->n, name, &v);
    if (rc || v)
        return rc ? rc : fet_bool(c->in, v, &c->r->flag);
    enum tt_scope scope = tt_rule_infos[c->r->type].scope;
    bool people = scope == TT_SCOPE_TEACHER || scope == TT_SCOPE_TEACHERS;
    c->r->flag = strcmp(name, "Consecutive_If_Same_Day") == 0 ||
                 (people && strcmp(name, "Allow_Empty_Days") == 0);
    if (strcmp(name, "Allow_One_Day_Exception_of_Plus_One") != 0)
        tt_problem_warn(c->in->p, "%s:%d: <%s> has no <%s>; it is taken as %s",
                        c->in->p->source, c->n->line, c->n->tag, name,
                        c->r->flag ? "true" : "false");
    return 0;
}

static int read_filter(struct rule_in *c, bool with_duration)
{
    struct xml_node *v;
    int rc = read_opt_ref(c, FET_TEACHER, "Teacher_Name", &c->r->teacher);
    if (rc == 0)
        rc = read_opt_ref(c, FET_SET, "Students_Name", &c->r->set);
    if (rc == 0)
        rc = read_opt_ref(c, FET_SUBJECT, "Subject_Name", &c->r->subject);
    if (rc == 0)
        rc = read_opt_ref(c, FET_TAG, "Activity_Tag_Name", &c->r->tag);
    if (rc || !with_duration)
        return rc;
    rc = fet_child(c->in, c->n, "Duration", &v);
    if (rc || !v || (!v->first && !*v->text))
        return rc;
    return fet_int(c->in, v, 1, TT_MAX_DURATION, &c->r->duration);
}

/* Single lessons (First_..., Second_...) gather in the same list, in layout order. */
static int read_lesson(struct rule_in *c, const char *name)
{
    struct tt_rule *r = c->r;
    struct xml_node *v;
    int index = -1, rc = fet_need(c->in, c->n, name, &v);
    if (rc == 0)
        rc = fet_lesson_ref(c->in, v, &index);
    for (int i = 0; rc == 0 && i < r->n_lessons; i++)
        if (r->lessons[i] == index)
            rc = fet_fail(c->in, v, ERR_INPUT, "<%s> names the lesson %s a second time",
                          name, v->text);
    if (rc)
        return rc;
    int *grown = ARENA_NEW(c->in->p->arena, int, r->n_lessons + 1);
    if (r->n_lessons)
        memcpy(grown, r->lessons, (size_t)r->n_lessons * sizeof *grown);
    grown[r->n_lessons++] = index;
    r->lessons = grown;
    return 0;
}

static int read_lessons(struct rule_in *c, const char *count)
{
    int rc = fet_lesson_refs(c->in, c->n, &c->r->lessons, &c->r->n_lessons);
    if (rc == 0)
        rc = fet_count(c->in, c->n, count, c->r->n_lessons);
    if (rc == 0 && c->r->n_lessons == 0)
        rc = fet_fail(c->in, c->n, ERR_INPUT, "<%s> names no lesson", c->n->tag);
    return rc;
}

static int read_slot(struct fet_in *in, struct xml_node *item, const struct tt_field *f,
                     int *slot)
{
    char tags[160];
    struct xml_node *v;
    int day = -1, period = -1;
    int rc = fet_need(in, item, time_spellings(f->names[2], tags, sizeof tags), &v);
    if (rc == 0)
        rc = fet_ref(in, FET_DAY, v, &day);
    if (rc == 0)
        rc = fet_need(in, item, time_spellings(f->names[3], tags, sizeof tags), &v);
    if (rc == 0)
        rc = fet_ref(in, FET_PERIOD, v, &period);
    *slot = day * in->p->n_periods + period;
    return rc == 0 ? fet_done(in, item) : rc;
}

/* A slot that is listed again changes nothing: said, and left out. */
static int read_slots(struct rule_in *c, const struct tt_field *f)
{
    fet_ints v = {0};
    int rc = 0, slot = -1, listed = 0;
    fet_new_list(c->in);
    for (struct xml_node *s = NULL; rc == 0 && (s = fet_each(c->n, s, f->names[1]));) {
        listed++;
        rc = read_slot(c->in, s, f, &slot);
        if (rc == 0 && fet_first_time(c->in, slot))
            vec_push(&v, slot);
        else if (rc == 0)
            tt_problem_warn(c->in->p, "%s:%d: <%s> is listed twice", c->in->p->source,
                            s->line, s->tag);
    }
    c->r->slots = fet_keep(c->in, v.v, v.n, sizeof *v.v);
    c->r->n_slots = v.n;
    vec_free(&v);
    return rc == 0 ? fet_count(c->in, c->n, f->names[0], listed) : rc;
}

static int read_list(struct rule_in *c, enum fet_kind kind, const struct tt_field *f,
                     int **list, int *n)
{
    int rc = fet_refs(c->in, kind, c->n, f->names[1], list, n);
    int least = kind == FET_TAG ? 2 : 1;
    if (rc == 0)
        rc = fet_count(c->in, c->n, f->names[0], *n);
    if (rc == 0 && *n < least)
        rc = fet_fail(c->in, c->n, ERR_INPUT, "<%s> needs at least %d <%s>", c->n->tag,
                      least, f->names[1]);
    return rc;
}

static int read_reals(struct rule_in *c)
{
    struct tt_rule *r = c->r;
    const struct tt_room *room = &c->in->p->rooms[r->room];
    int rc = fet_refs(c->in, FET_ROOM, c->n, "Real_Room", &r->reals, &r->n_reals);
    if (rc == 0)
        rc = fet_count(c->in, c->n, "Number_of_Real_Rooms", r->n_reals);
    if (rc == 0 && r->n_reals > 0 && r->n_reals != room->n_sets)
        rc = fet_fail(c->in, c->n, ERR_INPUT,
                      "<%s> lists %d real rooms, but \"%.200s\" stands for %d", c->n->tag,
                      r->n_reals, room->label.name, room->n_sets);
    for (int i = 0; rc == 0 && i < r->n_reals; i++)
        if (c->in->p->rooms[r->reals[i]].virtual_room)
            rc = fet_fail(c->in, c->n, ERR_INPUT, "the real room \"%.200s\" is virtual",
                          c->in->p->rooms[r->reals[i]].label.name);
    return rc;
}

static int read_interval_end(struct rule_in *c, const char *name)
{
    int rc = read_time_ref(c, FET_PERIOD, name, &c->r->to);
    if (rc == 0 && c->r->to >= 0 && c->r->to <= c->r->from)
        rc = fet_fail(c->in, c->n, ERR_INPUT,
                      "the interval of <%s> ends before it begins", c->n->tag);
    return rc;
}

static int read_scalar(struct rule_in *c, const struct tt_field *f)
{
    const char *name = f->names[0];
    struct tt_rule *r = c->r;
    switch (f->role) {
    case TT_ROLE_LIMIT:
        return read_number(c, name, 0, MAX_LIMIT, &r->limit);
    case TT_ROLE_COMPONENT:
        return read_number(c, name, 1, MAX_LIMIT, &r->component);
    case TT_ROLE_DURATION:
        return read_number(c, name, 1, TT_MAX_DURATION, &r->duration);
    case TT_ROLE_FLAG:
        return read_flag(c, name);
    case TT_ROLE_LOCKED:
        return fet_opt_bool(c->in, c->n, name, &r->locked);
    case TT_ROLE_DAY:
        return read_time_ref(c, FET_DAY, name, &r->day);
    case TT_ROLE_PERIOD:
        return read_time_ref(c, FET_PERIOD, name, &r->period);
    case TT_ROLE_FROM:
        return read_ref(c, FET_PERIOD, name, &r->from);
    case TT_ROLE_TO:
        return read_interval_end(c, name);
    default:
        assert(!"not a scalar");
        return 0;
    }
}

static int read_field(struct rule_in *c, const struct tt_field *f)
{
    struct tt_rule *r = c->r;
    switch (f->role) {
    case TT_ROLE_TEACHER:
        return read_ref(c, FET_TEACHER, f->names[0], &r->teacher);
    case TT_ROLE_SET:
        return read_ref(c, FET_SET, f->names[0], &r->set);
    case TT_ROLE_ROOM:
        return read_ref(c, FET_ROOM, f->names[0], &r->room);
    case TT_ROLE_SUBJECT:
        return read_ref(c, FET_SUBJECT, f->names[0], &r->subject);
    case TT_ROLE_TAG:
        return read_ref(c, FET_TAG, f->names[0], &r->tag);
    case TT_ROLE_TAG2:
        return read_ref(c, FET_TAG, f->names[0], &r->tag2);
    case TT_ROLE_LESSON:
    case TT_ROLE_LESSON2:
    case TT_ROLE_LESSON3:
        return read_lesson(c, f->names[0]);
    case TT_ROLE_FILTER:
    case TT_ROLE_FILTER_PLUS:
        return read_filter(c, f->role == TT_ROLE_FILTER_PLUS);
    case TT_ROLE_LESSONS:
        return read_lessons(c, f->names[0]);
    case TT_ROLE_SLOTS:
        return read_slots(c, f);
    case TT_ROLE_ROOMS:
        return read_list(c, FET_ROOM, f, &r->rooms, &r->n_rooms);
    case TT_ROLE_TAGS:
        return read_list(c, FET_TAG, f, &r->tags, &r->n_tags);
    case TT_ROLE_REALS:
        return read_reals(c);
    default:
        return read_scalar(c, f);
    }
}

static int read_rule(struct fet_in *in, struct xml_node *n, enum tt_rule_type type,
                     struct tt_rule *r)
{
    struct rule_in c = {in, n, r};
    const char *layout = tt_rule_infos[type].layout;
    struct tt_field f;
    struct xml_node *weight;
    *r = tt_rule_blank(type);
    r->line = n->line;
    int rc = fet_child(in, n, "Weight_Percentage", &weight);
    if (rc == 0 && weight)
        rc = fet_weight(in, weight, &r->weight);
    while (rc == 0 && tt_layout_next(&layout, &f))
        rc = read_field(&c, &f);
    if (rc == 0)
        rc = fet_opt_bool(in, n, "Active", &r->active);
    if (rc == 0)
        rc = fet_opt_text(in, n, "Comments", &r->comments);
    return rc == 0 ? fet_done(in, n) : rc;
}

static int find_type(const struct fet_in *in, const struct xml_node *n, enum tt_list list,
                     int *type)
{
    if (strncmp(n->tag, "Constraint", PREFIX) != 0)
        return fet_fail(in, n, ERR_UNKNOWN,
                        "<%s> is not a rule (they begin with Constraint)", n->tag);
    *type = map_get_str(&in->types, fet_modern_element(in, n->tag + PREFIX), -1);
    if (*type >= 0 && tt_rule_infos[*type].list == list)
        return 0;
    if (*type >= 0)
        return fet_fail(in, n, ERR_INPUT, "<%s> belongs into the list of %s constraints",
                        n->tag, list == TT_LIST_T ? "space" : "time");
    const char *near = nearest_key(&in->types, n->tag + PREFIX);
    if (near)
        return fet_fail(in, n, ERR_UNKNOWN,
                        "the rule <%s> is not known; did you mean <Constraint%s>?",
                        n->tag, near);
    return fet_fail(in, n, ERR_UNKNOWN,
                    "the rule <%s> is not known; remove it or replace it by known ones",
                    n->tag);
}

static int count_rules(const struct fet_in *in, const struct xml_node *section, int *n)
{
    for (const struct xml_node *c = section ? section->first : NULL; c; c = c->next)
        if (++*n > TT_MAX_RULES)
            return fet_fail(in, c, ERR_LIMIT, "there are more than %d rules",
                            TT_MAX_RULES);
    return 0;
}

static int read_section(struct fet_in *in, struct xml_node *section, enum tt_list list)
{
    struct tt_problem *p = in->p;
    int rc = 0, type = -1;
    for (struct xml_node *n = section ? section->first : NULL; rc == 0 && n;
         n = n->next) {
        n->used = true;
        rc = find_type(in, n, list, &type);
        if (rc == 0)
            rc = read_rule(in, n, (enum tt_rule_type)type, &p->rules[p->n_rules]);
        p->n_rules++;
    }
    return rc == 0 && section ? fet_done(in, section) : rc;
}

int fet_read_rules(struct fet_in *in)
{
    struct xml_node *time, *space;
    int n = 0;
    for (int i = 0; i < TT_N_RULE_TYPES; i++)
        map_put_str(&in->types, tt_rule_infos[i].element, i);
    int rc = fet_child(in, in->root, "Time_Constraints_List", &time);
    if (rc == 0)
        rc = fet_child(in, in->root, "Space_Constraints_List", &space);
    if (rc == 0)
        rc = count_rules(in, time, &n);
    if (rc == 0)
        rc = count_rules(in, space, &n);
    if (rc)
        return rc;
    in->p->rules = ARENA_NEW(in->p->arena, struct tt_rule, n);
    rc = read_section(in, time, TT_LIST_T);
    return rc == 0 ? read_section(in, space, TT_LIST_S) : rc;
}

/* Sections of a .fet document that only list things: days, periods, subjects, tags,
   buildings, teachers, rooms. Layer: formats. */
#include "formats/fet_in.h"
#include <string.h>

/* One <Day> or <Hour>; very old files have bare names in the list. */
static int read_time(struct fet_in *in, enum fet_kind kind, struct xml_node *n, int index,
                     struct tt_time_name *out)
{
    if (strcmp(n->tag, "Name") == 0) {
        out->name = arena_strdup(in->p->arena, n->text);
        out->long_name = "";
        return fet_name(in, kind, n, out->name, index);
    }
    int rc = fet_time_name(in, kind, n, index, out);
    return rc == 0 ? fet_done(in, n) : rc;
}

struct time_list {
    const char *section, *item, *count;
    enum fet_kind kind;
    int max;
};

static int read_time_list(struct fet_in *in, const struct time_list *what,
                          struct tt_time_name **list, int *n_out)
{
    VEC(struct tt_time_name) v = {0};
    struct xml_node *section;
    int rc = fet_need(in, in->root, what->section, &section);
    if (rc)
        return rc;
    for (struct xml_node *n = NULL; rc == 0 && (n = fet_each(section, n, what->item));) {
        struct tt_time_name t;
        rc = read_time(in, what->kind, n, v.n, &t);
        if (rc == 0)
            vec_push(&v, t);
        if (rc == 0 && v.n > what->max)
            rc = fet_fail(in, n, ERR_LIMIT, "<%s> may have at most %d entries",
                          what->section, what->max);
    }
    if (rc == 0)
        rc = fet_count(in, section, what->count, v.n);
    if (rc == 0)
        rc = fet_done(in, section);
    if (rc == 0 && v.n == 0)
        rc = fet_fail(in, section, ERR_INPUT,
                      "<%s> is empty; a timetable needs at least one", what->section);
    *list = fet_keep(in, v.v, v.n, sizeof *v.v);
    *n_out = v.n;
    vec_free(&v);
    return rc;
}

/* Newer files may name the real days of mornings and afternoons; only FET's own printouts
   use these names. */
static int skip_real_times(struct fet_in *in, const char *tag)
{
    struct xml_node *n;
    int rc = fet_child(in, in->root, tag, &n);
    if (rc == 0 && n)
        tt_problem_warn(in->p, "%s:%d: the names in <%s> are not kept", in->p->source,
                        n->line, tag);
    return rc;
}

/* The mode asks something of the number of days; better said here, with the place. */
static int check_days(struct fet_in *in)
{
    const struct tt_problem *p = in->p;
    struct xml_node *days = fet_each(in->root, NULL, "Days_List");
    if (p->mode == TT_MORNINGS_AFTERNOONS && p->n_days % 2)
        return fet_fail(
            in, days, ERR_INPUT,
            "with mornings and afternoons the number of days must be even (each "
            "real day counts twice), but it is %d",
            p->n_days);
    if (p->mode == TT_TERMS && p->n_terms * p->days_per_term != p->n_days)
        return fet_fail(in, days, ERR_INPUT,
                        "%d terms of %d days do not make the %d days of the timetable",
                        p->n_terms, p->days_per_term, p->n_days);
    return 0;
}

int fet_read_times(struct fet_in *in)
{
    static const struct time_list days = {"Days_List", "Day|Name", "Number_of_Days",
                                          FET_DAY, TT_MAX_DAYS};
    static const struct time_list hours = {"Hours_List", "Hour|Name", "Number_of_Hours",
                                           FET_PERIOD, TT_MAX_PERIODS};
    struct tt_problem *p = in->p;
    int rc = read_time_list(in, &days, &p->days, &p->n_days);
    if (rc == 0)
        rc = check_days(in);
    if (rc == 0)
        rc = read_time_list(in, &hours, &p->periods, &p->n_periods);
    if (rc == 0)
        rc = skip_real_times(in, "Real_Days_List");
    if (rc == 0)
        rc = skip_real_times(in, "Real_Hours_List");
    return rc;
}

/* Walks a section that may be missing; `item` reads one entry. */
typedef int read_item(struct fet_in *in, struct xml_node *n, int index, void *out);

static int read_list(struct fet_in *in, const char *section_tag, const char *item_tag,
                     size_t size, read_item *item, void **list)
{
    struct xml_node *section;
    int n_items = 0, rc = fet_child(in, in->root, section_tag, &section);
    *list = NULL;
    if (rc || !section)
        return rc ? rc : 0;
    for (struct xml_node *n = NULL; (n = fet_each(section, n, item_tag));)
        n_items++;
    if (n_items > TT_MAX_NAMES)
        return fet_fail(in, section, ERR_LIMIT, "<%s> has more than %d entries",
                        section_tag, TT_MAX_NAMES);
    *list = arena_alloc(in->p->arena, (size_t)n_items, size);
    int index = 0;
    for (struct xml_node *n = NULL; rc == 0 && (n = fet_each(section, n, item_tag));
         index++)
        rc = item(in, n, index, (char *)*list + (size_t)index * size);
    if (rc == 0)
        rc = fet_done(in, section);
    return rc ? rc : n_items;
}

static int read_subject(struct fet_in *in, struct xml_node *n, int index, void *out)
{
    struct tt_subject *s = out;
    int rc = fet_label(in, FET_SUBJECT, n, index, &s->label);
    return rc == 0 ? fet_done(in, n) : rc;
}

static int read_tag(struct fet_in *in, struct xml_node *n, int index, void *out)
{
    struct tt_tag *t = out;
    t->printable = true;
    int rc = fet_label(in, FET_TAG, n, index, &t->label);
    if (rc == 0)
        rc = fet_opt_bool(in, n, "Printable", &t->printable);
    return rc == 0 ? fet_done(in, n) : rc;
}

static int read_building(struct fet_in *in, struct xml_node *n, int index, void *out)
{
    struct tt_building *b = out;
    int rc = fet_label(in, FET_BUILDING, n, index, &b->label);
    return rc == 0 ? fet_done(in, n) : rc;
}

/* Moves a count out of the result of read_list, which is a count or an error. */
static int take_count(int rc, int *n)
{
    if (rc < 0)
        return rc;
    *n = rc;
    return 0;
}

int fet_read_names(struct fet_in *in)
{
    struct tt_problem *p = in->p;
    void *list;
    int rc = take_count(read_list(in, "Subjects_List", "Subject", sizeof *p->subjects,
                                  read_subject, &list),
                        &p->n_subjects);
    p->subjects = list;
    if (rc)
        return rc;
    rc = take_count(read_list(in, "Activity_Tags_List|Subject_Tags_List",
                              "Activity_Tag|Subject_Tag", sizeof *p->tags, read_tag,
                              &list),
                    &p->n_tags);
    p->tags = list;
    if (rc)
        return rc;
    rc = take_count(read_list(in, "Buildings_List", "Building", sizeof *p->buildings,
                              read_building, &list),
                    &p->n_buildings);
    p->buildings = list;
    return rc;
}

static const char *const behaviours[] = {"Exclusive",           "One day exception",
                                         "Two days exception",  "Three days exception",
                                         "Four days exception", "Five days exception"};

static int read_behaviour(struct fet_in *in, struct xml_node *n, int *out)
{
    struct xml_node *b;
    int rc = fet_child(in, n, "Mornings_Afternoons_Behavior", &b);
    if (rc || !b)
        return rc;
    *out = TT_UNRESTRICTED;
    if (strcmp(b->text, "Unrestricted") == 0)
        return 0;
    for (int i = 0; i < 6; i++)
        if (strcmp(b->text, behaviours[i]) == 0) {
            *out = i;
            return 0;
        }
    return fet_fail(in, b, ERR_INPUT,
                    "<%s> must be Unrestricted, Exclusive or \"One day exception\" to "
                    "\"Five days exception\", not \"%.60s\"",
                    b->tag, b->text);
}

static int read_qualified(struct fet_in *in, struct xml_node *n, struct tt_teacher *t)
{
    struct xml_node *q;
    int rc = fet_child(in, n, "Qualified_Subjects", &q);
    if (rc || !q)
        return rc;
    rc = fet_refs(in, FET_SUBJECT, q, "Qualified_Subject", &t->subjects, &t->n_subjects);
    return rc == 0 ? fet_done(in, q) : rc;
}

static int read_teacher(struct fet_in *in, struct xml_node *n, int index, void *out)
{
    struct tt_teacher *t = out;
    t->behaviour =
        in->dialect == FET_OLD_MOROCCO ? (int)TT_EXCLUSIVE : (int)TT_UNRESTRICTED;
    int rc = fet_label(in, FET_TEACHER, n, index, &t->label);
    if (rc == 0)
        rc = read_behaviour(in, n, &t->behaviour);
    if (rc == 0)
        rc = fet_opt_int(in, n, "Target_Number_of_Hours", 1000000, &t->target_hours);
    if (rc == 0)
        rc = read_qualified(in, n, t);
    return rc == 0 ? fet_done(in, n) : rc;
}

/* Old Morocco files list the teachers who may work that many full days. */
static int read_exceptions(struct fet_in *in)
{
    static const char *const lists[] = {
        "Exception_Teachers_One_Day_List", "Exception_Teachers_Two_Days_List",
        "Exception_Teachers_Three_Days_List", "Exception_Teachers_Four_Days_List",
        "Exception_Teachers_Five_Days_List"};
    int rc = 0;
    for (int i = 0; rc == 0 && i < 5; i++) {
        struct xml_node *section;
        int *list, n = 0;
        rc = fet_child(in, in->root, lists[i], &section);
        if (rc || !section)
            continue;
        rc = fet_refs(in, FET_TEACHER, section, "Teacher", &list, &n);
        for (int k = 0; rc == 0 && k < n; k++)
            in->p->teachers[list[k]].behaviour = i + 1;
        if (rc == 0)
            rc = fet_done(in, section);
    }
    return rc;
}

int fet_read_teachers(struct fet_in *in)
{
    struct tt_problem *p = in->p;
    void *list;
    int rc = take_count(read_list(in, "Teachers_List", "Teacher", sizeof *p->teachers,
                                  read_teacher, &list),
                        &p->n_teachers);
    p->teachers = list;
    return rc == 0 ? read_exceptions(in) : rc;
}

/* Names and plain fields; the sets of virtual rooms follow when all rooms are known. */
static int read_room(struct fet_in *in, struct xml_node *n, int index, void *out)
{
    struct tt_room *r = out;
    struct xml_node *building;
    r->building = -1;
    r->capacity = 30000;
    int rc = fet_label(in, FET_ROOM, n, index, &r->label);
    if (rc == 0)
        rc = fet_child(in, n, "Building", &building);
    if (rc == 0 && building && *building->text)
        rc = fet_ref(in, FET_BUILDING, building, &r->building);
    if (rc == 0)
        rc = fet_opt_int(in, n, "Capacity", INT32_MAX, &r->capacity);
    if (rc == 0)
        rc = fet_opt_bool(in, n, "Virtual", &r->virtual_room);
    return rc;
}

static int read_room_set(struct fet_in *in, struct xml_node *n, struct tt_room_set *out)
{
    int rc = fet_refs(in, FET_ROOM, n, "Real_Room", &out->rooms, &out->n_rooms);
    for (int i = 0; rc == 0 && i < out->n_rooms; i++)
        if (in->p->rooms[out->rooms[i]].virtual_room)
            rc = fet_fail(in, n, ERR_INPUT,
                          "\"%s\" is virtual itself and cannot stand for a real room",
                          in->p->rooms[out->rooms[i]].label.name);
    if (rc == 0 && out->n_rooms == 0)
        rc = fet_fail(in, n, ERR_INPUT, "<%s> names no room", n->tag);
    if (rc == 0)
        rc = fet_count(in, n, "Number_of_Real_Rooms", out->n_rooms);
    return rc == 0 ? fet_done(in, n) : rc;
}

static int read_room_sets(struct fet_in *in, struct xml_node *n, struct tt_room *r)
{
    struct tt_room_set sets[TT_MAX_ROOM_SETS];
    int rc = 0, n_sets = 0;
    for (struct xml_node *s = NULL;
         rc == 0 && (s = fet_each(n, s, "Set_of_Real_Rooms"));) {
        if (n_sets == TT_MAX_ROOM_SETS)
            rc = fet_fail(in, s, ERR_LIMIT, "a virtual room may have at most %d sets",
                          TT_MAX_ROOM_SETS);
        else
            rc = read_room_set(in, s, &sets[n_sets++]);
    }
    if (rc == 0)
        rc = fet_count(in, n, "Number_of_Sets_of_Real_Rooms", n_sets);
    if (rc == 0 && r->virtual_room != (n_sets > 0))
        rc = fet_fail(in, n, ERR_INPUT,
                      r->virtual_room
                          ? "the virtual room \"%s\" needs sets of real rooms"
                          : "the room \"%s\" has sets of real rooms but is not virtual",
                      r->label.name);
    if (rc == 0) {
        r->sets = fet_keep(in, sets, n_sets, sizeof *sets);
        r->n_sets = n_sets;
    }
    return rc == 0 ? fet_done(in, n) : rc;
}

int fet_read_rooms(struct fet_in *in)
{
    struct tt_problem *p = in->p;
    struct xml_node *section;
    void *list;
    int rc = fet_child(in, in->root, "Rooms_List", &section);
    if (rc || !section)
        return rc;
    rc = take_count(
        read_list(in, "Rooms_List", "Room", sizeof *p->rooms, read_room, &list),
        &p->n_rooms);
    p->rooms = list;
    int index = 0;
    for (struct xml_node *n = NULL; rc == 0 && (n = fet_each(section, n, "Room"));
         index++)
        rc = read_room_sets(in, n, &p->rooms[index]);
    return rc;
}

/* Teachers, classes, rooms, lessons … out of our JSON; see tt_json_thing.h. */
#include "formats/tt_json_thing.h"

#include <string.h>

enum { MAX_HEADS = 10000000, UNLIMITED = 30000 };

#define LABEL_FIELDS "name long_name code comments"

int tj_add_name(const struct tj *c, struct tj_names *names, const char *name, int id)
{
    if (!*name)
        return tj_fail(c, ERR_INPUT, "a %s needs a name that is not empty", names->what);
    if (!map_put_str(&names->map, name, id))
        return tj_fail(c, ERR_INPUT, "there is already a %s \"%.200s\"; rename one",
                       names->what, name);
    return 0;
}

static int read_label(const struct tj *c, struct tj_names *names, int id,
                      struct tt_label *label)
{
    struct tj name = tj_key(c, "name"), long_name = tj_key(c, "long_name");
    struct tj code = tj_key(c, "code"), comments = tj_key(c, "comments");
    *label = (struct tt_label){"", "", "", ""};
    int rc = tj_need(&name);
    if (!rc)
        rc = tj_string(&name, &label->name);
    if (!rc)
        rc = tj_add_name(&name, names, label->name, id);
    if (!rc)
        rc = tj_string(&long_name, &label->long_name);
    if (!rc)
        rc = tj_string(&code, &label->code);
    if (!rc)
        rc = tj_string(&comments, &label->comments);
    return rc;
}

int tj_read_subject(struct tj_reader *r, const struct tj *c, int i)
{
    int rc = tj_object(c, LABEL_FIELDS);
    return rc ? rc : read_label(c, &r->names[TJ_SUBJECT], i, &r->p->subjects[i].label);
}

int tj_read_building(struct tj_reader *r, const struct tj *c, int i)
{
    int rc = tj_object(c, LABEL_FIELDS);
    return rc ? rc : read_label(c, &r->names[TJ_BUILDING], i, &r->p->buildings[i].label);
}

int tj_read_tag(struct tj_reader *r, const struct tj *c, int i)
{
    struct tj printable = tj_key(c, "printable");
    struct tt_tag *tag = &r->p->tags[i];
    tag->printable = true;
    int rc = tj_object(c, LABEL_FIELDS " printable");
    if (!rc)
        rc = read_label(c, &r->names[TJ_TAG], i, &tag->label);
    return rc ? rc : tj_bool(&printable, &tag->printable);
}

static int read_behaviour(const struct tj *c, int *out)
{
    const char *word = json_string_value(c->v);
    *out = TT_UNRESTRICTED;
    if (!c->v || (word && strcmp(word, "unrestricted") == 0))
        return 0;
    if (word && strcmp(word, "exclusive") == 0) {
        *out = TT_EXCLUSIVE;
        return 0;
    }
    if (!json_is_integer(c->v))
        return tj_fail(c, ERR_INPUT,
                       "this must be \"unrestricted\", \"exclusive\" or a number of days "
                       "from 1 to 5");
    return tj_int(c, 1, 5, out);
}

int tj_read_teacher(struct tj_reader *r, const struct tj *c, int i)
{
    struct tt_teacher *t = &r->p->teachers[i];
    struct tj behaviour = tj_key(c, "behaviour"), target = tj_key(c, "target_hours");
    struct tj subjects = tj_key(c, "subjects");
    int rc = tj_object(c, LABEL_FIELDS " behaviour target_hours subjects");
    if (!rc)
        rc = read_label(c, &r->names[TJ_TEACHER], i, &t->label);
    if (!rc)
        rc = read_behaviour(&behaviour, &t->behaviour);
    if (!rc)
        rc = tj_int(&target, 0, INT_MAX, &t->target_hours);
    if (!rc)
        rc = tj_refs(&subjects, &r->names[TJ_SUBJECT], &t->n_subjects, &t->subjects);
    return rc;
}

static int read_level(const struct tj *c, enum tt_set_level *out)
{
    static const char *const levels[] = {"year", "group", "subgroup"};
    const char *word = levels[0];
    int rc = tj_string(c, &word);
    if (rc)
        return rc;
    for (int i = 0; i < 3; i++)
        if (strcmp(word, levels[i]) == 0) {
            *out = (enum tt_set_level)i;
            return 0;
        }
    return tj_fail(c, ERR_INPUT, "the level must be \"year\", \"group\" or \"subgroup\"");
}

static int read_category(const struct tj *c, struct tt_category *out)
{
    int rc = tj_array(c, TT_MAX_NAMES, &out->n_divisions);
    out->divisions = ARENA_NEW(c->doc->arena, const char *, out->n_divisions);
    for (int i = 0; i < out->n_divisions && !rc; i++) {
        struct tj at = tj_at(c, i);
        out->divisions[i] = "";
        rc = tj_string(&at, &out->divisions[i]);
    }
    return rc;
}

static int read_categories(const struct tj *c, struct tt_set *set)
{
    int rc = tj_array(c, TT_MAX_NAMES, &set->n_categories);
    if (rc || set->n_categories == 0)
        return rc;
    set->categories = ARENA_NEW(c->doc->arena, struct tt_category, set->n_categories);
    for (int i = 0; i < set->n_categories && !rc; i++) {
        struct tj at = tj_at(c, i);
        rc = read_category(&at, &set->categories[i]);
    }
    return rc;
}

int tj_read_set(struct tj_reader *r, const struct tj *c, int i)
{
    struct tt_set *set = &r->p->sets[i];
    struct tj level = tj_key(c, "level"), students = tj_key(c, "students");
    struct tj categories = tj_key(c, "categories"), separator = tj_key(c, "separator");
    set->separator = "";
    int rc = tj_object(c, LABEL_FIELDS " level students children categories separator");
    if (!rc)
        rc = read_label(c, &r->names[TJ_SET], i, &set->label);
    if (!rc)
        rc = read_level(&level, &set->level);
    if (!rc)
        rc = tj_int(&students, 0, MAX_HEADS, &set->n_students);
    if (!rc)
        rc = read_categories(&categories, set);
    return rc ? rc : tj_string(&separator, &set->separator);
}

/* Children may stand behind their parents: they are read when all names are known. */
int tj_read_children(struct tj_reader *r, const struct tj *c, int i)
{
    struct tt_set *sets = r->p->sets, *set = &sets[i];
    struct tj list = tj_key(c, "children");
    int rc = tj_refs(&list, &r->names[TJ_SET], &set->n_children, &set->children);
    for (int k = 0; k < set->n_children && !rc; k++) {
        struct tj at = tj_at(&list, k);
        if ((int)sets[set->children[k]].level != (int)set->level + 1)
            rc = tj_fail(&at, ERR_INPUT,
                         "years consist of groups and groups of subgroups; correct the "
                         "level of one");
    }
    return rc;
}

int tj_read_room(struct tj_reader *r, const struct tj *c, int i)
{
    struct tt_room *room = &r->p->rooms[i];
    struct tj building = tj_key(c, "building"), capacity = tj_key(c, "capacity");
    struct tj is_virtual = tj_key(c, "virtual");
    room->building = -1;
    room->capacity = UNLIMITED;
    int rc = tj_object(c, LABEL_FIELDS " building capacity virtual sets");
    if (!rc)
        rc = read_label(c, &r->names[TJ_ROOM], i, &room->label);
    if (!rc)
        rc = tj_ref(&building, &r->names[TJ_BUILDING], &room->building);
    if (!rc)
        rc = tj_int(&capacity, 0, INT_MAX, &room->capacity);
    return rc ? rc : tj_bool(&is_virtual, &room->virtual_room);
}

int tj_read_room_sets(struct tj_reader *r, const struct tj *c, int i)
{
    struct tt_room *room = &r->p->rooms[i];
    struct tj sets = tj_key(c, "sets");
    int rc = tj_array(&sets, TT_MAX_NAMES, &room->n_sets);
    if (rc || room->n_sets == 0)
        return rc;
    room->sets = ARENA_NEW(c->doc->arena, struct tt_room_set, room->n_sets);
    for (int k = 0; k < room->n_sets && !rc; k++) {
        struct tj at = tj_at(&sets, k);
        rc = tj_refs(&at, &r->names[TJ_ROOM], &room->sets[k].n_rooms,
                     &room->sets[k].rooms);
    }
    return rc;
}

static int read_lesson_numbers(const struct tj *c, int n_periods, struct tt_lesson *l)
{
    struct tj duration = tj_key(c, "duration"), total = tj_key(c, "total_duration");
    struct tj group = tj_key(c, "group"), students = tj_key(c, "students");
    struct tj active = tj_key(c, "active"), comments = tj_key(c, "comments");
    l->duration = 1;
    l->n_students = -1;
    l->active = true;
    l->comments = "";
    int rc = tj_int(&group, 0, l->id, &l->group_id);
    if (!rc)
        rc = tj_int(&duration, 1, n_periods, &l->duration);
    l->total_duration = l->duration;
    if (!rc)
        rc = tj_int(&total, 0, INT_MAX, &l->total_duration);
    if (!rc)
        rc = tj_int(&students, 0, MAX_HEADS, &l->n_students);
    if (!rc)
        rc = tj_bool(&active, &l->active);
    return rc ? rc : tj_string(&comments, &l->comments);
}

static int read_lesson_id(struct tj_reader *r, const struct tj *c, int i)
{
    struct tj at = tj_key(c, "id");
    int rc = tj_need(&at), *id = &r->p->lessons[i].id;
    if (!rc)
        rc = tj_int(&at, 1, INT_MAX, id);
    if (!rc && !map_put_int(&r->lessons, *id, i))
        rc = tj_fail(&at, ERR_INPUT, "there is already a lesson with the id %d", *id);
    return rc;
}

int tj_read_lesson(struct tj_reader *r, const struct tj *c, int i)
{
    struct tt_lesson *l = &r->p->lessons[i];
    struct tj subject = tj_key(c, "subject"), teachers = tj_key(c, "teachers");
    struct tj sets = tj_key(c, "sets"), tags = tj_key(c, "tags");
    int rc = tj_object(c, "id group subject teachers sets tags duration total_duration "
                          "students active comments");
    if (!rc)
        rc = read_lesson_id(r, c, i);
    if (!rc)
        rc = tj_need(&subject);
    if (!rc)
        rc = tj_ref(&subject, &r->names[TJ_SUBJECT], &l->subject);
    if (!rc)
        rc = tj_refs(&teachers, &r->names[TJ_TEACHER], &l->n_teachers, &l->teachers);
    if (!rc)
        rc = tj_refs(&sets, &r->names[TJ_SET], &l->n_sets, &l->sets);
    if (!rc)
        rc = tj_refs(&tags, &r->names[TJ_TAG], &l->n_tags, &l->tags);
    return rc ? rc : read_lesson_numbers(c, r->p->n_periods, l);
}

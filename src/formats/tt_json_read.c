/* A timetable problem out of our JSON. Layer: formats. */
#include "base/mem.h"
#include "formats/tt_json.h"
#include "formats/tt_json_rule.h"

#include <string.h>

enum { MAX_HEADS = 10000000 };

#define LABEL_FIELDS "name long_name code comments"

struct reader {
    struct tt_problem *p;
    struct tj_names names[TJ_N_TABLES];
    struct map lessons;
};

bool tt_json_sniff(const char *data, size_t len)
{
    return tj_sniff(data, len, "horarium-timetable-1");
}

/* Puts the name at c into the table; refuses empty and double ones. */
static int add_name(const struct tj *c, struct tj_names *names, const char *name, int id)
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
        rc = add_name(&name, names, label->name, id);
    if (!rc)
        rc = tj_string(&long_name, &label->long_name);
    if (!rc)
        rc = tj_string(&code, &label->code);
    if (!rc)
        rc = tj_string(&comments, &label->comments);
    return rc;
}

/* "Monday" or {"name":"Monday","long_name":"…"} */
static int read_time_name(const struct tj *c, struct tj_names *names, int id,
                          struct tt_time_name *out)
{
    *out = (struct tt_time_name){"", ""};
    if (!json_is_object(c->v)) {
        int rc = tj_string(c, &out->name);
        return rc ? rc : add_name(c, names, out->name, id);
    }
    struct tj name = tj_key(c, "name"), long_name = tj_key(c, "long_name");
    int rc = tj_object(c, "name long_name");
    if (!rc)
        rc = tj_need(&name);
    if (!rc)
        rc = tj_string(&name, &out->name);
    if (!rc)
        rc = add_name(&name, names, out->name, id);
    return rc ? rc : tj_string(&long_name, &out->long_name);
}

static int read_times(const struct tj *root, const char *key, int max,
                      struct tj_names *names, int *n, struct tt_time_name **out)
{
    struct tj list = tj_key(root, key);
    int rc = tj_need(&list);
    if (!rc)
        rc = tj_array(&list, max, n);
    if (!rc && *n == 0)
        rc = tj_fail(&list, ERR_INPUT, "this list must not be empty");
    if (rc)
        return rc;
    *out = ARENA_NEW(root->doc->arena, struct tt_time_name, *n);
    for (int i = 0; i < *n && !rc; i++) {
        struct tj at = tj_at(&list, i);
        rc = read_time_name(&at, names, i, &(*out)[i]);
    }
    return rc;
}

static int read_mode(const struct tj *root, struct tt_problem *p)
{
    static const char *const modes[] = {"official", "mornings-afternoons",
                                        "block-planning", "terms"};
    struct tj at = tj_key(root, "mode"), terms = tj_key(root, "terms");
    struct tj days = tj_key(root, "days_per_term");
    const char *word = modes[0];
    int rc = tj_string(&at, &word), mode = -1;
    for (int i = 0; i < 4 && !rc; i++)
        if (strcmp(word, modes[i]) == 0)
            mode = i;
    if (!rc && mode < 0)
        rc = tj_fail(&at, ERR_INPUT,
                     "the mode must be \"official\", \"mornings-afternoons\", "
                     "\"block-planning\" or \"terms\"");
    p->mode = (enum tt_mode)mode;
    p->n_terms = 1;
    p->days_per_term = p->n_days;
    if (!rc)
        rc = tj_int(&terms, 1, TT_MAX_DAYS, &p->n_terms);
    return rc ? rc : tj_int(&days, 1, TT_MAX_DAYS, &p->days_per_term);
}

static int read_head(struct reader *r, const struct tj *root)
{
    struct tt_problem *p = r->p;
    struct tj name = tj_key(root, "name"), comments = tj_key(root, "comments");
    int rc = tj_object(root, "format name comments mode terms days_per_term days periods "
                             "subjects tags teachers sets years buildings rooms lessons "
                             "rules orders warnings");
    if (!rc)
        rc = tj_string(&name, &p->name);
    if (!rc)
        rc = tj_string(&comments, &p->comments);
    if (!rc)
        rc = read_times(root, "days", TT_MAX_DAYS, &r->names[TJ_DAY], &p->n_days,
                        &p->days);
    if (!rc)
        rc = read_times(root, "periods", TT_MAX_PERIODS, &r->names[TJ_PERIOD],
                        &p->n_periods, &p->periods);
    return rc ? rc : read_mode(root, p);
}

static int read_subject(struct reader *r, const struct tj *c, int i)
{
    int rc = tj_object(c, LABEL_FIELDS);
    return rc ? rc : read_label(c, &r->names[TJ_SUBJECT], i, &r->p->subjects[i].label);
}

static int read_building(struct reader *r, const struct tj *c, int i)
{
    int rc = tj_object(c, LABEL_FIELDS);
    return rc ? rc : read_label(c, &r->names[TJ_BUILDING], i, &r->p->buildings[i].label);
}

static int read_tag(struct reader *r, const struct tj *c, int i)
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

static int read_teacher(struct reader *r, const struct tj *c, int i)
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

static int read_set(struct reader *r, const struct tj *c, int i)
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
static int read_children(struct reader *r, const struct tj *c, int i)
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

static int read_room(struct reader *r, const struct tj *c, int i)
{
    struct tt_room *room = &r->p->rooms[i];
    struct tj building = tj_key(c, "building"), capacity = tj_key(c, "capacity");
    struct tj is_virtual = tj_key(c, "virtual");
    room->building = -1;
    room->capacity = 30000;
    int rc = tj_object(c, LABEL_FIELDS " building capacity virtual sets");
    if (!rc)
        rc = read_label(c, &r->names[TJ_ROOM], i, &room->label);
    if (!rc)
        rc = tj_ref(&building, &r->names[TJ_BUILDING], &room->building);
    if (!rc)
        rc = tj_int(&capacity, 0, INT_MAX, &room->capacity);
    return rc ? rc : tj_bool(&is_virtual, &room->virtual_room);
}

static int read_room_sets(struct reader *r, const struct tj *c, int i)
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

static int read_lesson_id(struct reader *r, const struct tj *c, int i)
{
    struct tj at = tj_key(c, "id");
    int rc = tj_need(&at), *id = &r->p->lessons[i].id;
    if (!rc)
        rc = tj_int(&at, 1, INT_MAX, id);
    if (!rc && !map_put_int(&r->lessons, *id, i))
        rc = tj_fail(&at, ERR_INPUT, "there is already a lesson with the id %d", *id);
    return rc;
}

static int read_lesson(struct reader *r, const struct tj *c, int i)
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

static int read_rule(struct reader *r, const struct tj *c, int i)
{
    return tj_rule_read(c, r->p, r->names, &r->lessons, &r->p->rules[i]);
}

static int read_order(struct reader *r, const struct tj *c, int i)
{
    struct tt_initial_order *o = &r->p->orders[i];
    struct tj active = tj_key(c, "active"), comments = tj_key(c, "comments");
    struct tj lessons = tj_key(c, "lessons");
    o->active = true;
    o->comments = "";
    int rc = tj_object(c, "lessons active comments");
    if (!rc)
        rc = tj_lesson_refs(&lessons, &r->lessons, &o->n_lessons, &o->lessons);
    if (!rc)
        rc = tj_bool(&active, &o->active);
    return rc ? rc : tj_string(&comments, &o->comments);
}

static int read_warnings(struct reader *r, const struct tj *c)
{
    int n, rc = tj_array(c, TT_MAX_NAMES, &n);
    for (int i = 0; i < n && !rc; i++) {
        struct tj at = tj_at(c, i);
        const char *text = "";
        rc = tj_string(&at, &text);
        if (!rc)
            tt_problem_warn(r->p, "%s", text);
    }
    return rc;
}

static int read_year(struct reader *r, const struct tj *c, int i)
{
    return tj_ref(c, &r->names[TJ_SET], &r->p->years[i]);
}

typedef int (*item_fn)(struct reader *, const struct tj *, int);

/* Runs fn over the items of a list whose array is already there. */
static int each(struct reader *r, const struct tj *list, item_fn fn)
{
    int rc = 0, n = list->v ? (int)json_array_size(list->v) : 0;
    for (int i = 0; i < n && !rc; i++) {
        struct tj at = tj_at(list, i);
        rc = fn(r, &at, i);
    }
    return rc;
}

/* Allocates the array of a list and reads its items. */
#define READ_LIST(r, root, key, max, n, array, fn)                                       \
    do {                                                                                 \
        struct tj list_ = tj_key((root), (key));                                         \
        int rc_ = tj_array(&list_, (max), &(n));                                         \
        if (rc_)                                                                         \
            return rc_;                                                                  \
        if (n)                                                                           \
            (array) = arena_alloc((r)->p->arena, (size_t)(n), sizeof *(array));          \
        rc_ = each((r), &list_, (fn));                                                   \
        if (rc_)                                                                         \
            return rc_;                                                                  \
    } while (0)

static int read_people(struct reader *r, const struct tj *root)
{
    struct tt_problem *p = r->p;
    struct tj sets = tj_key(root, "sets");
    READ_LIST(r, root, "subjects", TT_MAX_NAMES, p->n_subjects, p->subjects,
              read_subject);
    READ_LIST(r, root, "tags", TT_MAX_NAMES, p->n_tags, p->tags, read_tag);
    READ_LIST(r, root, "teachers", TT_MAX_NAMES, p->n_teachers, p->teachers,
              read_teacher);
    READ_LIST(r, root, "sets", TT_MAX_NAMES, p->n_sets, p->sets, read_set);
    READ_LIST(r, root, "years", TT_MAX_NAMES, p->n_years, p->years, read_year);
    return each(r, &sets, read_children);
}

static int read_places(struct reader *r, const struct tj *root)
{
    struct tt_problem *p = r->p;
    struct tj rooms = tj_key(root, "rooms");
    READ_LIST(r, root, "buildings", TT_MAX_NAMES, p->n_buildings, p->buildings,
              read_building);
    READ_LIST(r, root, "rooms", TT_MAX_NAMES, p->n_rooms, p->rooms, read_room);
    return each(r, &rooms, read_room_sets);
}

static int read_plan(struct reader *r, const struct tj *root)
{
    struct tt_problem *p = r->p;
    READ_LIST(r, root, "lessons", TT_MAX_LESSONS, p->n_lessons, p->lessons, read_lesson);
    READ_LIST(r, root, "rules", TT_MAX_RULES, p->n_rules, p->rules, read_rule);
    READ_LIST(r, root, "orders", TT_MAX_NAMES, p->n_orders, p->orders, read_order);
    struct tj warnings = tj_key(root, "warnings");
    return read_warnings(r, &warnings);
}

/* What tt_problem_finish says again is already in the list of the document. */
static void drop_double_warnings(struct tt_problem *p, int n_read)
{
    int n = n_read;
    for (int i = n_read; i < p->n_warnings; i++) {
        bool known = false;
        for (int k = 0; k < n_read && !known; k++)
            known = strcmp(p->warnings[k], p->warnings[i]) == 0;
        if (!known)
            p->warnings[n++] = p->warnings[i];
    }
    p->n_warnings = n;
}

/* Messages of later stages name the line of a rule. */
static void note_lines(struct reader *r, const struct tj *root)
{
    struct tj rules = tj_key(root, "rules");
    int n = r->p->n_rules, *lines = MEM_NEW(int, n);
    tj_item_lines(&rules, n, lines);
    for (int i = 0; i < n; i++)
        r->p->rules[i].line = lines[i];
    mem_free(lines);
}

static void reader_init(struct reader *r, const char *source)
{
    static const char *const words[TJ_N_TABLES] = {
        [TJ_TEACHER] = "teacher", [TJ_SET] = "set of students",
        [TJ_ROOM] = "room",       [TJ_SUBJECT] = "subject",
        [TJ_TAG] = "tag",         [TJ_DAY] = "day",
        [TJ_PERIOD] = "period",   [TJ_BUILDING] = "building"};
    *r = (struct reader){.p = tt_problem_new(source)};
    for (int i = 0; i < TJ_N_TABLES; i++)
        r->names[i].what = words[i];
}

static void reader_release(struct reader *r)
{
    for (int i = 0; i < TJ_N_TABLES; i++)
        map_release(&r->names[i].map);
    map_release(&r->lessons);
}

static int finish(struct reader *r, const struct tj *root, struct err *e)
{
    int n_warnings = r->p->n_warnings;
    note_lines(r, root);
    int rc = tt_problem_finish(r->p, e);
    if (!rc)
        drop_double_warnings(r->p, n_warnings);
    return rc;
}

int tt_json_read(const char *source, const char *data, size_t len,
                 struct tt_problem **out, struct err *e)
{
    struct reader r;
    struct tj root;
    *out = NULL;
    reader_init(&r, source);
    struct tj_doc doc = {source, data, len, r.p->arena, e};
    int rc = tj_open(&doc, &root, "horarium-timetable-1");
    if (!rc)
        rc = read_head(&r, &root);
    if (!rc)
        rc = read_people(&r, &root);
    if (!rc)
        rc = read_places(&r, &root);
    if (!rc)
        rc = read_plan(&r, &root);
    if (!rc)
        rc = finish(&r, &root, e);
    json_decref(root.v);
    reader_release(&r);
    if (rc)
        tt_problem_free(r.p);
    else
        *out = r.p;
    return rc;
}

/* A timetable problem out of our JSON. Layer: formats. */
#include "base/mem.h"
#include "formats/tt_json.h"
#include "formats/tt_json_thing.h"

#include <string.h>

bool tt_json_sniff(const char *data, size_t len)
{
    return tj_sniff(data, len, "horarium-timetable-1");
}

/* "Monday" or {"name":"Monday","long_name":"…"} */
static int read_time_name(const struct tj *c, struct tj_names *names, int id,
                          struct tt_time_name *out)
{
    *out = (struct tt_time_name){"", ""};
    if (!json_is_object(c->v)) {
        int rc = tj_string(c, &out->name);
        return rc ? rc : tj_add_name(c, names, out->name, id);
    }
    struct tj name = tj_key(c, "name"), long_name = tj_key(c, "long_name");
    int rc = tj_object(c, "name long_name");
    if (!rc)
        rc = tj_need(&name);
    if (!rc)
        rc = tj_string(&name, &out->name);
    if (!rc)
        rc = tj_add_name(&name, names, out->name, id);
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
    if (!rc)
        rc = tj_int(&days, 1, TT_MAX_DAYS, &p->days_per_term);
    if (!rc && mode != TT_TERMS && (terms.v || days.v))
        rc = tj_fail(terms.v ? &terms : &days, ERR_INPUT,
                     "this only goes with the mode \"terms\"");
    return rc;
}

static int read_head(struct tj_reader *r, const struct tj *root)
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

static int read_rule(struct tj_reader *r, const struct tj *c, int i)
{
    return tj_rule_read(c, r->p, r->names, &r->lessons, &r->p->rules[i]);
}

static int read_order(struct tj_reader *r, const struct tj *c, int i)
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

static int read_warnings(struct tj_reader *r, const struct tj *c)
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

static int read_year(struct tj_reader *r, const struct tj *c, int i)
{
    return tj_ref(c, &r->names[TJ_SET], &r->p->years[i]);
}

/* Runs fn over the items of a list whose array is already there. */
static int each(struct tj_reader *r, const struct tj *list, tj_item_fn fn)
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

static int read_people(struct tj_reader *r, const struct tj *root)
{
    struct tt_problem *p = r->p;
    struct tj sets = tj_key(root, "sets");
    READ_LIST(r, root, "subjects", TT_MAX_NAMES, p->n_subjects, p->subjects,
              tj_read_subject);
    READ_LIST(r, root, "tags", TT_MAX_NAMES, p->n_tags, p->tags, tj_read_tag);
    READ_LIST(r, root, "teachers", TT_MAX_NAMES, p->n_teachers, p->teachers,
              tj_read_teacher);
    READ_LIST(r, root, "sets", TT_MAX_NAMES, p->n_sets, p->sets, tj_read_set);
    READ_LIST(r, root, "years", TT_MAX_NAMES, p->n_years, p->years, read_year);
    return each(r, &sets, tj_read_children);
}

static int read_places(struct tj_reader *r, const struct tj *root)
{
    struct tt_problem *p = r->p;
    struct tj rooms = tj_key(root, "rooms");
    READ_LIST(r, root, "buildings", TT_MAX_NAMES, p->n_buildings, p->buildings,
              tj_read_building);
    READ_LIST(r, root, "rooms", TT_MAX_NAMES, p->n_rooms, p->rooms, tj_read_room);
    return each(r, &rooms, tj_read_room_sets);
}

static int read_plan(struct tj_reader *r, const struct tj *root)
{
    struct tt_problem *p = r->p;
    READ_LIST(r, root, "lessons", TT_MAX_LESSONS, p->n_lessons, p->lessons,
              tj_read_lesson);
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
static void note_lines(struct tj_reader *r, const struct tj *root)
{
    struct tj rules = tj_key(root, "rules");
    int n = r->p->n_rules, *lines = MEM_NEW(int, n);
    tj_item_lines(&rules, n, lines);
    for (int i = 0; i < n; i++)
        r->p->rules[i].line = lines[i];
    mem_free(lines);
}

static void reader_init(struct tj_reader *r, const char *source)
{
    static const char *const words[TJ_N_TABLES] = {
        [TJ_TEACHER] = "teacher", [TJ_SET] = "set of students",
        [TJ_ROOM] = "room",       [TJ_SUBJECT] = "subject",
        [TJ_TAG] = "tag",         [TJ_DAY] = "day",
        [TJ_PERIOD] = "period",   [TJ_BUILDING] = "building"};
    *r = (struct tj_reader){.p = tt_problem_new(source)};
    for (int i = 0; i < TJ_N_TABLES; i++)
        r->names[i].what = words[i];
}

static void reader_release(struct tj_reader *r)
{
    for (int i = 0; i < TJ_N_TABLES; i++)
        map_release(&r->names[i].map);
    map_release(&r->lessons);
}

static int finish(struct tj_reader *r, const struct tj *root, struct err *e)
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
    struct tj_reader r;
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

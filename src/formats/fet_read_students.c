/* Years, groups and subgroups of a .fet document. Layer: formats. */
#include "formats/fet_in.h"
#include <string.h>

enum { MAX_HEADS = 10000000, MAX_CATEGORIES = 1000 };

struct reading { /* sets are found while walking down; children may come back */
    struct fet_in *in;
    VEC(struct tt_set) sets;
    fet_ints owner; /* of each set: the serial number of the parent that listed it last */
    fet_ints years;
    int serial;
};

static const char *const level_tags[] = {"Year", "Group", "Subgroup"};

/* A set that was listed before: it must be the same thing again. */
static int meet_again(struct reading *c, struct xml_node *n, enum tt_set_level level,
                      const struct tt_set *now, int index)
{
    struct fet_in *in = c->in;
    const struct tt_set *old = &c->sets.v[index];
    if (old->level != level)
        return fet_fail(
            in, n, ERR_INPUT,
            "\"%.200s\" is a %s here, but was a %s before; rename one of the two",
            now->label.name, level_tags[level], level_tags[old->level]);
    if (level == TT_YEAR)
        return fet_fail(in, n, ERR_INPUT,
                        "the year \"%.200s\" is there twice; rename or remove one",
                        now->label.name);
    if (old->n_students != now->n_students)
        tt_problem_warn(in->p,
                        "%s:%d: \"%s\" has %d students here but %d before; the first "
                        "number counts",
                        in->p->source, n->line, now->label.name, now->n_students,
                        old->n_students);
    return 0;
}

/* Reads name and numbers; *index tells the set, *again whether it was known. */
static int read_set(struct reading *c, struct xml_node *n, enum tt_set_level level,
                    int *index, bool *again)
{
    struct fet_in *in = c->in;
    struct xml_node *name;
    struct tt_set s = {.level = level, .separator = " "}; /* as FET has it */
    int rc = fet_need(in, n, "Name", &name);
    if (rc)
        return rc;
    *index = map_get_str(&in->names[FET_SET], name->text, -1);
    *again = *index >= 0;
    s.label = (struct tt_label){name->text, "", "", ""};
    if (!*again) {
        *index = c->sets.n;
        rc = fet_label(in, FET_SET, n, *index, &s.label);
    } else { /* marks the rest of the label as taken */
        fet_each(n, NULL, "Long_Name");
        fet_each(n, NULL, "Code");
        fet_each(n, NULL, "Comments");
    }
    if (rc == 0)
        rc = fet_opt_int(in, n, "Number_of_Students", MAX_HEADS, &s.n_students);
    if (rc == 0 && *again)
        rc = meet_again(c, n, level, &s, *index);
    if (rc == 0 && !*again) {
        vec_push(&c->sets, s);
        vec_push(&c->owner, 0);
    }
    return rc;
}

/* Keeps the parts of a set, or compares them with those of its first appearance. */
static int keep_children(struct reading *c, struct xml_node *n, int index, bool again,
                         const fet_ints *children)
{
    struct tt_set *s = &c->sets.v[index];
    if (again) {
        bool same = s->n_children == children->n;
        for (int i = 0; same && i < children->n; i++)
            same = s->children[i] == children->v[i];
        if (!same)
            return fet_fail(c->in, n, ERR_INPUT,
                            "\"%.200s\" was listed before with other subgroups; list the "
                            "same ones, or rename one of the two",
                            s->label.name);
        return 0;
    }
    s->children = fet_keep(c->in, children->v, children->n, sizeof *children->v);
    s->n_children = children->n;
    return 0;
}

static int read_subgroup(struct reading *c, struct xml_node *n, int *index)
{
    bool again = false;
    int rc = read_set(c, n, TT_SUBGROUP, index, &again);
    return rc == 0 ? fet_done(c->in, n) : rc;
}

static int push_child(struct reading *c, const struct xml_node *n, fet_ints *children,
                      int child, int parent)
{
    if (c->owner.v[child] == parent)
        return fet_fail(c->in, n, ERR_INPUT, "\"%.200s\" is listed twice in one <%s>",
                        c->sets.v[child].label.name, n->parent->tag);
    c->owner.v[child] = parent;
    vec_push(children, child);
    return 0;
}

static int read_group(struct reading *c, struct xml_node *n, int *index)
{
    fet_ints children = {0};
    bool again = false;
    int serial = ++c->serial, child = -1;
    int rc = read_set(c, n, TT_GROUP, index, &again);
    for (struct xml_node *s = NULL; rc == 0 && (s = fet_each(n, s, "Subgroup"));) {
        rc = read_subgroup(c, s, &child);
        if (rc == 0)
            rc = push_child(c, s, &children, child, serial);
    }
    if (rc == 0)
        rc = keep_children(c, n, *index, again, &children);
    vec_free(&children);
    return rc == 0 ? fet_done(c->in, n) : rc;
}

static int read_category(struct fet_in *in, struct xml_node *n, struct tt_category *out)
{
    VEC(const char *) v = {0};
    for (struct xml_node *d = NULL; (d = fet_each(n, d, "Division"));)
        vec_push(&v, arena_strdup(in->p->arena, d->text));
    out->n_divisions = v.n;
    out->divisions = fet_keep(in, v.v, v.n, sizeof *v.v);
    vec_free(&v);
    int rc = fet_count(in, n, "Number_of_Divisions", out->n_divisions);
    return rc == 0 ? fet_done(in, n) : rc;
}

static int read_categories(struct fet_in *in, struct xml_node *n, struct tt_set *s)
{
    VEC(struct tt_category) v = {0};
    int rc = 0;
    for (struct xml_node *k = NULL; rc == 0 && (k = fet_each(n, k, "Category"));) {
        struct tt_category category;
        rc = read_category(in, k, &category);
        if (rc == 0 && v.n == MAX_CATEGORIES)
            rc = fet_fail(in, k, ERR_LIMIT, "a year may have at most %d categories",
                          MAX_CATEGORIES);
        if (rc == 0)
            vec_push(&v, category);
    }
    s->n_categories = v.n;
    s->categories = fet_keep(in, v.v, v.n, sizeof *v.v);
    vec_free(&v);
    if (rc == 0)
        rc = fet_count(in, n, "Number_of_Categories", s->n_categories);
    return rc == 0 ? fet_opt_text(in, n, "Separator", &s->separator) : rc;
}

static int read_year(struct reading *c, struct xml_node *n)
{
    fet_ints children = {0};
    bool again = false;
    int serial = ++c->serial, index = -1, child = -1;
    int rc = read_set(c, n, TT_YEAR, &index, &again);
    if (rc == 0)
        rc = read_categories(c->in, n, &c->sets.v[index]);
    for (struct xml_node *g = NULL; rc == 0 && (g = fet_each(n, g, "Group"));) {
        rc = read_group(c, g, &child);
        if (rc == 0)
            rc = push_child(c, g, &children, child, serial);
    }
    if (rc == 0)
        rc = keep_children(c, n, index, again, &children);
    vec_free(&children);
    if (rc == 0)
        vec_push(&c->years, index);
    return rc == 0 ? fet_done(c->in, n) : rc;
}

int fet_read_students(struct fet_in *in)
{
    struct reading c = {.in = in};
    struct tt_problem *p = in->p;
    struct xml_node *section;
    int rc = fet_child(in, in->root, "Students_List", &section);
    if (rc || !section)
        return rc;
    for (struct xml_node *n = NULL; rc == 0 && (n = fet_each(section, n, "Year"));)
        rc = read_year(&c, n);
    if (rc == 0)
        rc = fet_done(in, section);
    p->n_sets = c.sets.n;
    p->sets = fet_keep(in, c.sets.v, c.sets.n, sizeof *c.sets.v);
    p->n_years = c.years.n;
    p->years = fet_keep(in, c.years.v, c.years.n, sizeof *c.years.v);
    vec_free(&c.sets);
    vec_free(&c.owner);
    vec_free(&c.years);
    return rc;
}

/* Reading a .fet document: version, mode, and the sections in the order in which they
   refer to one another. Layer: formats. */
#include "formats/fet.h"
#include "formats/fet_in.h"
#include <stdlib.h>
#include <string.h>

enum { OLDEST_VERSION = 5, NEWEST_VERSION = 7, DEFAULT_TERMS = 5 };

bool fet_sniff(const char *data, size_t len)
{
    const char *end = data + len, *s = data;
    if (len >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0)
        s += 3;
    for (;;) {
        while (s < end && strchr(" \t\r\n", *s) && *s)
            s++;
        if (end - s < 5 || *s != '<')
            return false;
        const char *stop = s[1] == '?' ? "?>" : memcmp(s, "<!--", 4) == 0 ? "-->" : NULL;
        if (!stop)
            break;
        s = memmem(s, (size_t)(end - s), stop, strlen(stop));
        if (!s)
            return false;
        s += strlen(stop);
    }
    if (memcmp(s, "<fet", 4) != 0 && memcmp(s, "<FET", 4) != 0)
        return false;
    return strchr(" \t\r\n>/", s[4]) && s[4];
}

/* Is `mark` in the version, followed by the end, a digit, '-' or '_'? */
static bool has_mark(const char *version, const char *mark)
{
    size_t n = strlen(mark);
    for (const char *s = version; (s = strstr(s, mark)); s++)
        if (s[n] == 0 || s[n] == '-' || s[n] == '_' || (s[n] >= '0' && s[n] <= '9'))
            return true;
    return false;
}

/* The custom builds of FET 5 told their mode by a mark in the version. */
static void apply_marks(struct fet_in *in, const char *version)
{
    in->p->mode = TT_MORNINGS_AFTERNOONS;
    if (has_mark(version, "-ma"))
        in->dialect = FET_OLD_MA;
    else if (has_mark(version, "-morocco"))
        in->dialect = FET_OLD_MOROCCO;
    else if (has_mark(version, "-algeria"))
        in->dialect = FET_OLD_ALGERIA;
    else if (has_mark(version, "-bp"))
        in->p->mode = TT_BLOCK_PLANNING;
    else if (has_mark(version, "-mathmake"))
        in->p->mode = TT_TERMS;
    else
        in->p->mode = TT_OFFICIAL;
}

static int read_version(struct fet_in *in)
{
    const char *version = NULL;
    for (const struct xml_attr *a = in->root->attrs; a; a = a->next) {
        if (strcmp(a->name, "version") != 0)
            return fet_fail(in, in->root, ERR_UNKNOWN, "the attribute %.60s is not known",
                            a->name);
        version = a->value;
    }
    if (!version) {
        tt_problem_warn(in->p, "%s:%d: no version is given; it is read as FET %d",
                        in->p->source, in->root->line, NEWEST_VERSION);
        return 0;
    }
    char *end;
    long major = strtol(version, &end, 10);
    if (end == version || (*end != '.' && *end != 0) || major < 1 || major > 1000)
        return fet_fail(in, in->root, ERR_INPUT, "\"%.60s\" is not a version of FET",
                        version);
    if (major < OLDEST_VERSION)
        return fet_fail(
            in, in->root, ERR_INPUT,
            "the document was written by FET %.60s; open and save it with FET 5 "
            "or newer first",
            version);
    if (major > NEWEST_VERSION)
        tt_problem_warn(in->p,
                        "%s:%d: the document was written by FET %.60s, newer than %d",
                        in->p->source, in->root->line, version, NEWEST_VERSION);
    if (major == 5)
        apply_marks(in, version);
    return 0;
}

static int read_mode(struct fet_in *in)
{
    static const char *const words[] = {"Official", "Mornings_Afternoons",
                                        "Block_Planning", "Terms"};
    struct xml_node *n, *exceptions;
    int rc = fet_child(in, in->root, "Mode", &n);
    if (rc == 0)
        rc = fet_child(in, in->root, "Exception_Teachers_One_Day_List", &exceptions);
    if (rc)
        return rc;
    if (exceptions) {
        in->p->mode = TT_MORNINGS_AFTERNOONS;
        if (in->dialect == FET_CURRENT)
            in->dialect = FET_OLD_MOROCCO;
    }
    if (!n)
        return 0;
    for (int i = 0; i < 4; i++)
        if (strcmp(n->text, words[i]) == 0) {
            in->p->mode = (enum tt_mode)i;
            return 0;
        }
    return fet_fail(
        in, n, ERR_INPUT,
        "<Mode> must be Official, Mornings_Afternoons, Block_Planning or Terms, "
        "not \"%.60s\"",
        n->text);
}

static int read_head(struct fet_in *in)
{
    struct tt_problem *p = in->p;
    int rc = read_version(in);
    if (rc == 0)
        rc = read_mode(in);
    if (rc == 0)
        rc = fet_opt_text(in, in->root, "Institution_Name", &p->name);
    if (rc == 0)
        rc = fet_opt_text(in, in->root, "Comments", &p->comments);
    if (p->mode == TT_TERMS)
        p->n_terms = p->days_per_term = DEFAULT_TERMS;
    if (rc == 0)
        rc = fet_opt_int(in, in->root, "Number_of_Terms", TT_MAX_DAYS, &p->n_terms);
    if (rc == 0)
        rc = fet_opt_int(in, in->root, "Number_of_Days_Per_Term", TT_MAX_DAYS,
                         &p->days_per_term);
    return rc;
}

/* No element but the root carries attributes. Depth-first without recursion. */
static int check_attrs(struct fet_in *in)
{
    const struct xml_node *n = in->root;
    while (n) {
        if (n->attrs && n != in->root)
            return fet_fail(in, n, ERR_UNKNOWN,
                            "the attribute %.60s of <%s> is not known", n->attrs->name,
                            n->tag);
        if (n->first) {
            n = n->first;
            continue;
        }
        while (n && !n->next)
            n = n->parent;
        if (n)
            n = n->next;
    }
    return 0;
}

static int read_document(struct fet_in *in)
{
    if (strcmp(in->root->tag, "fet") != 0 && strcmp(in->root->tag, "FET") != 0)
        return fet_fail(in, in->root, ERR_INPUT,
                        "this is not a .fet document: its root is <%.60s>, not <fet>",
                        in->root->tag);
    int (*const sections[])(struct fet_in *) = {
        check_attrs,    read_head,         fet_read_times,    fet_read_names,
        fet_read_rooms, fet_read_teachers, fet_read_students, fet_read_lessons,
        fet_read_rules, fet_read_orders};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        int rc = sections[i](in);
        if (rc)
            return rc;
    }
    return fet_done(in, in->root);
}

int fet_read(const char *source, const char *data, size_t len, struct tt_problem **out,
             struct err *e)
{
    struct fet_in in = {.e = e};
    struct arena *tree = arena_new();
    *out = NULL;
    int rc = xml_parse(source, data, len, tree, &in.root, e);
    if (rc == 0) {
        in.p = tt_problem_new(source);
        rc = read_document(&in);
        if (rc == 0)
            rc = tt_problem_finish(in.p, e);
        if (rc == 0)
            *out = in.p;
        else
            tt_problem_free(in.p);
        fet_in_release(&in);
    }
    arena_free(tree);
    return rc;
}

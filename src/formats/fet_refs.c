/* Names and references of a .fet document. Layer: formats. */
#include "base/mem.h"
#include "base/nearest.h"
#include "formats/fet_in.h"
#include <string.h>

enum { MAX_NAME = 4000 };

static const char *const kind_words[FET_N_KINDS] = {
    "day",     "period (hour)",   "subject",  "tag",
    "teacher", "set of students", "building", "room"};

int fet_name(struct fet_in *in, enum fet_kind kind, const struct xml_node *at,
             const char *name, int index)
{
    if (!*name)
        return fet_fail(in, at, ERR_INPUT, "this %s has no name; give it one",
                        kind_words[kind]);
    if (strlen(name) > MAX_NAME)
        return fet_fail(in, at, ERR_LIMIT, "the name of this %s is too long",
                        kind_words[kind]);
    if (index >= TT_MAX_NAMES)
        return fet_fail(in, at, ERR_LIMIT, "there are more than %d names of this kind",
                        TT_MAX_NAMES);
    if (!map_put_str(&in->names[kind], name, index))
        return fet_fail(in, at, ERR_INPUT,
                        "the %s \"%.200s\" is there twice; rename or remove one",
                        kind_words[kind], name);
    return 0;
}

int fet_ref(const struct fet_in *in, enum fet_kind kind, const struct xml_node *n,
            int *out)
{
    if (n->first)
        return fet_fail(in, n, ERR_INPUT, "<%s> must hold a name", n->tag);
    *out = map_get_str(&in->names[kind], n->text, -1);
    if (*out >= 0)
        return 0;
    const char *near = nearest_key(&in->names[kind], n->text);
    if (near)
        return fet_fail(in, n, ERR_UNKNOWN,
                        "the %s \"%.200s\" in <%s> is not known; did you mean \"%s\"?",
                        kind_words[kind], n->text, n->tag, near);
    return fet_fail(in, n, ERR_UNKNOWN, "the %s \"%.200s\" in <%s> is not known",
                    kind_words[kind], n->text, n->tag);
}

int fet_lesson_ref(const struct fet_in *in, const struct xml_node *n, int *out)
{
    int id = 0, rc = fet_int(in, n, 1, INT32_MAX, &id);
    if (rc)
        return rc;
    *out = map_get_int(&in->lessons, id, -1);
    if (*out < 0)
        return fet_fail(in, n, ERR_UNKNOWN, "there is no lesson with the id %d in <%s>",
                        id, n->tag);
    return 0;
}

int fet_count(const struct fet_in *in, struct xml_node *parent, const char *tag, int n)
{
    struct xml_node *c;
    int declared = n, rc = fet_child(in, parent, tag, &c);
    if (rc == 0 && c)
        rc = fet_int(in, c, 0, INT32_MAX, &declared);
    if (rc == 0 && declared != n)
        tt_problem_warn(in->p, "%s:%d: <%s> says %d, but there are %d", in->p->source,
                        c->line, tag, declared, n);
    return rc;
}

void fet_new_list(struct fet_in *in)
{
    in->stamp++;
}

bool fet_first_time(struct fet_in *in, int index)
{
    if (index >= in->n_seen) {
        int n = 2 * index + 64;
        in->seen = mem_grow(in->seen, (size_t)n, sizeof *in->seen);
        memset(in->seen + in->n_seen, 0, (size_t)(n - in->n_seen) * sizeof *in->seen);
        in->n_seen = n;
    }
    bool first = in->seen[index] != in->stamp;
    in->seen[index] = in->stamp;
    return first;
}

static int twice(const struct fet_in *in, const struct xml_node *n)
{
    return fet_fail(in, n, ERR_INPUT, "\"%.200s\" is listed twice in <%s>; remove one",
                    n->text, n->parent->tag);
}

enum { LESSONS = FET_N_KINDS }; /* besides the kinds: references by lesson id */

static int refs(struct fet_in *in, int kind, struct xml_node *parent, const char *tag,
                int **list, int *n_out)
{
    fet_ints v = {0};
    int rc = 0, index = -1;
    fet_new_list(in);
    for (struct xml_node *n = NULL; rc == 0 && (n = fet_each(parent, n, tag));) {
        rc = kind == LESSONS ? fet_lesson_ref(in, n, &index)
                             : fet_ref(in, (enum fet_kind)kind, n, &index);
        if (rc == 0 && !fet_first_time(in, index))
            rc = twice(in, n);
        if (rc == 0)
            vec_push(&v, index);
    }
    *list = fet_keep(in, v.v, v.n, sizeof *v.v);
    *n_out = v.n;
    vec_free(&v);
    return rc;
}

int fet_refs(struct fet_in *in, enum fet_kind kind, struct xml_node *parent,
             const char *tag, int **list, int *n_out)
{
    return refs(in, kind, parent, tag, list, n_out);
}

int fet_lesson_refs(struct fet_in *in, struct xml_node *parent, int **list, int *n_out)
{
    return refs(in, LESSONS, parent, "Activity_Id", list, n_out);
}

int fet_time_name(struct fet_in *in, enum fet_kind kind, struct xml_node *n, int index,
                  struct tt_time_name *out)
{
    struct xml_node *name;
    out->name = out->long_name = "";
    int rc = fet_need(in, n, "Name", &name);
    if (rc == 0)
        rc = fet_opt_text(in, n, "Name", &out->name);
    if (rc == 0)
        rc = fet_name(in, kind, name, out->name, index);
    return rc == 0 ? fet_opt_text(in, n, "Long_Name", &out->long_name) : rc;
}

int fet_label(struct fet_in *in, enum fet_kind kind, struct xml_node *n, int index,
              struct tt_label *out)
{
    struct tt_time_name names;
    int rc = fet_time_name(in, kind, n, index, &names);
    *out = (struct tt_label){names.name, names.long_name, "", ""};
    if (rc == 0)
        rc = fet_opt_text(in, n, "Code", &out->code);
    if (rc == 0)
        rc = fet_opt_text(in, n, "Comments", &out->comments);
    return rc;
}

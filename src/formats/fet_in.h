/*
 * What the parts of the .fet reader share: the document being read, typed access to its
 * elements, and names. Layer: formats, private to fet_*.c.
 *
 * Every element that a reader takes is marked as used; fet_done then reports the first
 * element that nobody took, so nothing in a file is ever skipped silently.
 */
#ifndef HORARIUM_FORMATS_FET_IN_H
#define HORARIUM_FORMATS_FET_IN_H

#include "base/map.h"
#include "base/vec.h"
#include "formats/fet_xml.h"
#include "timetable/problem.h"

enum fet_kind {
    FET_DAY,
    FET_PERIOD,
    FET_SUBJECT,
    FET_TAG,
    FET_TEACHER,
    FET_SET,
    FET_BUILDING,
    FET_ROOM,
    FET_N_KINDS
};

/* FET 5 for North Africa meant real days where FET 6 says half days. */
enum fet_dialect { FET_CURRENT, FET_OLD_MA, FET_OLD_MOROCCO, FET_OLD_ALGERIA };

struct fet_in {
    struct tt_problem *p;
    struct err *e;
    struct xml_node *root;
    enum fet_dialect dialect;
    struct map names[FET_N_KINDS]; /* name -> index */
    struct map lessons;            /* id -> index */
    struct map types;              /* rule element -> enum tt_rule_type */
    int *seen, n_seen, stamp;      /* fet_first_time */
};

typedef VEC(int) fet_ints;

void fet_in_release(struct fet_in *in); /* maps and scratch, not the problem */

/* Errors at a node; they return code. */
int fet_fail(const struct fet_in *in, const struct xml_node *at, int code,
             const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* The child with one of the tags of "A|B|C", NULL if there is none. Two are an error. */
int fet_child(const struct fet_in *in, struct xml_node *parent, const char *tags,
              struct xml_node **out);

/* The same; none is an error. */
int fet_need(const struct fet_in *in, struct xml_node *parent, const char *tags,
             struct xml_node **out);

/* The next child with one of the tags after `after` (NULL = from the first). */
struct xml_node *fet_each(struct xml_node *parent, struct xml_node *after,
                          const char *tags);

/* Error if a child was not taken. */
int fet_done(const struct fet_in *in, const struct xml_node *parent);

/* Values of a leaf. */
int fet_int(const struct fet_in *in, const struct xml_node *n, int min, int max,
            int *out);
int fet_bool(const struct fet_in *in, const struct xml_node *n, bool *out);
int fet_weight(const struct fet_in *in, const struct xml_node *n, int *out);

/* Optional children: *out is left alone when the child is not there. Texts are copied. */
int fet_opt_int(const struct fet_in *in, struct xml_node *parent, const char *tags,
                int max, int *out);
int fet_opt_bool(const struct fet_in *in, struct xml_node *parent, const char *tags,
                 bool *out);
int fet_opt_text(const struct fet_in *in, struct xml_node *parent, const char *tags,
                 const char **out);

/* Registers the index of a name; a second time is an error. The text must stay. */
int fet_name(struct fet_in *in, enum fet_kind kind, const struct xml_node *at,
             const char *name, int index);

/* Index of the name in the leaf; unknown ones are an error with the nearest known name. */
int fet_ref(const struct fet_in *in, enum fet_kind kind, const struct xml_node *n,
            int *out);

/* Dense index of the lesson whose id is in the leaf. */
int fet_lesson_ref(const struct fet_in *in, const struct xml_node *n, int *out);

/* Warns if the declared count (child `tag`, may be missing) is not n. */
int fet_count(const struct fet_in *in, struct xml_node *parent, const char *tag, int n);

/* For lists without repetitions: fet_new_list, then true at the first time of each index. */
void fet_new_list(struct fet_in *in);
bool fet_first_time(struct fet_in *in, int index);

/* Reads children `tag` as references without repetitions into *list (in the arena). */
int fet_refs(struct fet_in *in, enum fet_kind kind, struct xml_node *parent,
             const char *tag, int **list, int *n_out);
int fet_lesson_refs(struct fet_in *in, struct xml_node *parent, int **list, int *n_out);

/* The present name of a rule element (without "Constraint"), by the document's dialect. */
const char *fet_modern_element(const struct fet_in *in, const char *element);

/* A copy of n elements in the problem's arena. */
void *fet_keep(const struct fet_in *in, const void *v, int n, size_t size);

/* Name (registered) and long name of a day or period, or of any other thing. */
int fet_time_name(struct fet_in *in, enum fet_kind kind, struct xml_node *n, int index,
                  struct tt_time_name *out);

/* Name (registered), long name, code and comments of a thing. */
int fet_label(struct fet_in *in, enum fet_kind kind, struct xml_node *n, int index,
              struct tt_label *out);

/* Sections: each takes its list off the root and fills its arrays of the problem. */
int fet_read_times(struct fet_in *in);
int fet_read_names(struct fet_in *in);
int fet_read_rooms(struct fet_in *in);
int fet_read_teachers(struct fet_in *in);
int fet_read_students(struct fet_in *in);
int fet_read_lessons(struct fet_in *in);
int fet_read_rules(struct fet_in *in);
int fet_read_orders(struct fet_in *in);

#endif

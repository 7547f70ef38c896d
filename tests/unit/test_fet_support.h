/* What the tests of .fet documents share: a small school as text, with room for changes,
   and a deep comparison of two problems. */
#ifndef HORARIUM_TESTS_TEST_FET_SUPPORT_H
#define HORARIUM_TESTS_TEST_FET_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "formats/fet.h"
#include <stdio.h>
#include <string.h>

/* Each part of the document of a small school, in file order; a test changes what it
   needs. Line 1 holds the root. */
struct doc {
    const char *root, *mode, *head, *days, *hours, *subjects, *tags, *teachers, *students;
    const char *lessons, *buildings, *rooms, *time, *space, *more, *end;
};

static inline struct doc small_school(void)
{
    return (struct doc){
        .root = "<fet version=\"6.8.5\">\n",
        .mode = "<Mode>Mornings_Afternoons</Mode>\n",
        .head = "<Institution_Name>S</Institution_Name>\n<Comments></Comments>\n",
        .days =
            "<Days_List>\n<Number_of_Days>2</Number_of_Days>\n<Day><Name>Mo</Name></Day>"
            "<Day><Name>Mo2</Name></Day>\n</Days_List>\n",
        .hours = "<Hours_List>\n<Number_of_Hours>3</Number_of_Hours>\n"
                 "<Hour><Name>1</Name></Hour><Hour><Name>2</Name></Hour>"
                 "<Hour><Name>3</Name></Hour>\n</Hours_List>\n",
        .subjects = "<Subjects_List>\n<Subject><Name>Maths</Name><Comments></Comments>"
                    "</Subject>\n</Subjects_List>\n",
        .tags =
            "<Activity_Tags_List>\n"
            "<Activity_Tag><Name>lab</Name><Printable>true</Printable></Activity_Tag>\n"
            "<Activity_Tag><Name>sport</Name><Printable>false</Printable></Activity_Tag>"
            "\n</Activity_Tags_List>\n",
        .teachers = "<Teachers_List>\n<Teacher><Name>Ann</Name></Teacher>\n"
                    "<Teacher><Name>Bob</Name></Teacher>\n</Teachers_List>\n",
        .students = "<Students_List>\n<Year><Name>7</Name>"
                    "<Number_of_Students>30</Number_of_Students>\n"
                    "<Group><Name>7a</Name><Number_of_Students>15</Number_of_Students>"
                    "<Subgroup><Name>x</Name><Number_of_Students>8</Number_of_Students></"
                    "Subgroup>"
                    "</Group>\n</Year>\n</Students_List>\n",
        .lessons =
            "<Activities_List>\n"
            "<Activity><Teacher>Ann</Teacher><Subject>Maths</Subject>"
            "<Activity_Tag>lab</Activity_Tag><Students>7a</Students><Duration>2</"
            "Duration>"
            "<Total_Duration>2</Total_Duration><Id>4</Id>"
            "<Activity_Group_Id>0</Activity_Group_Id><Active>true</Active></Activity>\n"
            "<Activity><Teacher>Bob</Teacher><Subject>Maths</Subject><Students>7</"
            "Students>"
            "<Duration>1</Duration><Total_Duration>2</Total_Duration><Id>5</Id>"
            "<Activity_Group_Id>5</Activity_Group_Id><Active>true</Active></Activity>\n"
            "<Activity><Teacher>Bob</Teacher><Subject>Maths</Subject><Students>7</"
            "Students>"
            "<Duration>1</Duration><Total_Duration>2</Total_Duration><Id>6</Id>"
            "<Activity_Group_Id>5</Activity_Group_Id><Active>false</Active></Activity>\n"
            "</Activities_List>\n",
        .buildings = "<Buildings_List>\n<Building><Name>B</Name></Building>\n"
                     "</Buildings_List>\n",
        .rooms =
            "<Rooms_List>\n"
            "<Room><Name>R1</Name><Building>B</Building><Capacity>30</Capacity></Room>\n"
            "<Room><Name>R2</Name><Building></Building><Capacity>30000</Capacity></"
            "Room>\n"
            "<Room><Name>V</Name><Building></Building><Capacity>9</Capacity>"
            "<Virtual>true</Virtual><Number_of_Sets_of_Real_Rooms>2"
            "</Number_of_Sets_of_Real_Rooms><Set_of_Real_Rooms><Number_of_Real_Rooms>1"
            "</Number_of_Real_Rooms><Real_Room>R1</Real_Room></Set_of_Real_Rooms>"
            "<Set_of_Real_Rooms><Number_of_Real_Rooms>2</Number_of_Real_Rooms>"
            "<Real_Room>R1</Real_Room><Real_Room>R2</Real_Room></Set_of_Real_Rooms></"
            "Room>\n"
            "</Rooms_List>\n",
        .time = "",
        .space = "",
        .more = "",
        .end = "</fet>\n",
    };
}

static inline void doc_text(const struct doc *d, struct strbuf *b)
{
    const char *const parts[] = {d->root,     d->mode,     d->head,      d->days,
                                 d->hours,    d->subjects, d->tags,      d->teachers,
                                 d->students, d->lessons,  d->buildings, d->rooms};
    sb_init(b);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        sb_adds(b, parts[i]);
    sb_addf(b, "<Time_Constraints_List>\n%s</Time_Constraints_List>\n", d->time);
    sb_addf(b, "<Space_Constraints_List>\n%s</Space_Constraints_List>\n", d->space);
    sb_adds(b, d->more);
    sb_adds(b, d->end);
}

/* Reads text that must be good; the test fails with the reader's message otherwise. */
static inline struct tt_problem *read_text(const char *s, size_t n)
{
    struct err e = {0};
    struct tt_problem *p = NULL;
    char message[1500];
    if (fet_read("doc.fet", s, n, &p, &e) != 0) {
        err_format(&e, message, sizeof message);
        fail_msg("not read: %s", message);
    }
    return p;
}

static inline struct tt_problem *read_doc(const struct doc *d)
{
    struct strbuf b;
    doc_text(d, &b);
    struct tt_problem *p = read_text(b.s, b.len);
    sb_release(&b);
    return p;
}

/* --- deep comparison; the first difference is named in `what` --- */

#define SAME(a, b, what)                                                                 \
    do {                                                                                 \
        if ((a) != (b))                                                                  \
            return what;                                                                 \
    } while (0)

static inline bool same_ints(const int *a, int n_a, const int *b, int n_b)
{
    return n_a == n_b && (n_a == 0 || memcmp(a, b, (size_t)n_a * sizeof *a) == 0);
}

static inline bool same_label(const struct tt_label *a, const struct tt_label *b)
{
    return strcmp(a->name, b->name) == 0 && strcmp(a->long_name, b->long_name) == 0 &&
           strcmp(a->code, b->code) == 0 && strcmp(a->comments, b->comments) == 0;
}

static inline bool same_times(const struct tt_time_name *a, const struct tt_time_name *b,
                              int n)
{
    for (int i = 0; i < n; i++)
        if (strcmp(a[i].name, b[i].name) != 0 ||
            strcmp(a[i].long_name, b[i].long_name) != 0)
            return false;
    return true;
}

static inline const char *compare_set(const struct tt_set *a, const struct tt_set *b)
{
    if (!same_label(&a->label, &b->label))
        return "label of a set";
    SAME(a->level, b->level, "level of a set");
    SAME(a->n_students, b->n_students, "students of a set");
    SAME(a->n_categories, b->n_categories, "categories of a set");
    for (int i = 0; i < a->n_categories; i++) {
        SAME(a->categories[i].n_divisions, b->categories[i].n_divisions, "divisions");
        for (int k = 0; k < a->categories[i].n_divisions; k++)
            if (strcmp(a->categories[i].divisions[k], b->categories[i].divisions[k]) != 0)
                return "name of a division";
    }
    if (strcmp(a->separator, b->separator) != 0)
        return "separator of a year";
    if (!same_ints(a->children, a->n_children, b->children, b->n_children))
        return "children of a set";
    if (!same_ints(a->subgroups, a->n_subgroups, b->subgroups, b->n_subgroups))
        return "subgroups of a set";
    return NULL;
}

static inline const char *compare_room(const struct tt_room *a, const struct tt_room *b)
{
    if (!same_label(&a->label, &b->label))
        return "label of a room";
    SAME(a->building, b->building, "building of a room");
    SAME(a->capacity, b->capacity, "capacity of a room");
    SAME(a->virtual_room, b->virtual_room, "virtual room");
    SAME(a->n_sets, b->n_sets, "sets of a room");
    for (int i = 0; i < a->n_sets; i++)
        if (!same_ints(a->sets[i].rooms, a->sets[i].n_rooms, b->sets[i].rooms,
                       b->sets[i].n_rooms))
            return "real rooms of a room";
    return NULL;
}

static inline const char *compare_lesson(const struct tt_lesson *a,
                                         const struct tt_lesson *b)
{
    SAME(a->id, b->id, "id of a lesson");
    SAME(a->group_id, b->group_id, "group of a lesson");
    SAME(a->component, b->component, "component of a lesson");
    SAME(a->subject, b->subject, "subject of a lesson");
    SAME(a->duration, b->duration, "duration of a lesson");
    SAME(a->total_duration, b->total_duration, "total duration of a lesson");
    SAME(a->n_students, b->n_students, "students of a lesson");
    SAME(a->head_count, b->head_count, "head count of a lesson");
    SAME(a->active, b->active, "activity of a lesson");
    if (!same_ints(a->teachers, a->n_teachers, b->teachers, b->n_teachers))
        return "teachers of a lesson";
    if (!same_ints(a->tags, a->n_tags, b->tags, b->n_tags))
        return "tags of a lesson";
    if (!same_ints(a->sets, a->n_sets, b->sets, b->n_sets))
        return "sets of a lesson";
    if (!same_ints(a->subgroups, a->n_subgroups, b->subgroups, b->n_subgroups))
        return "subgroups of a lesson";
    return strcmp(a->comments, b->comments) == 0 ? NULL : "comments of a lesson";
}

static inline const char *compare_rule(const struct tt_rule *a, const struct tt_rule *b)
{
    SAME(a->type, b->type, "type of a rule");
    SAME(a->active, b->active, "activity of a rule");
    SAME(a->flag, b->flag, "flag of a rule");
    SAME(a->locked, b->locked, "lock of a rule");
    SAME(a->weight, b->weight, "weight of a rule");
    SAME(a->teacher, b->teacher, "teacher of a rule");
    SAME(a->set, b->set, "set of a rule");
    SAME(a->room, b->room, "room of a rule");
    SAME(a->subject, b->subject, "subject of a rule");
    SAME(a->tag, b->tag, "tag of a rule");
    SAME(a->tag2, b->tag2, "second tag of a rule");
    SAME(a->component, b->component, "component of a rule");
    SAME(a->duration, b->duration, "duration of a rule");
    SAME(a->day, b->day, "day of a rule");
    SAME(a->period, b->period, "period of a rule");
    SAME(a->from, b->from, "begin of a rule");
    SAME(a->to, b->to, "end of a rule");
    SAME(a->limit, b->limit, "limit of a rule");
    if (!same_ints(a->lessons, a->n_lessons, b->lessons, b->n_lessons))
        return "lessons of a rule";
    if (!same_ints(a->slots, a->n_slots, b->slots, b->n_slots))
        return "slots of a rule";
    if (!same_ints(a->rooms, a->n_rooms, b->rooms, b->n_rooms))
        return "rooms of a rule";
    if (!same_ints(a->tags, a->n_tags, b->tags, b->n_tags))
        return "tags of a rule";
    if (!same_ints(a->reals, a->n_reals, b->reals, b->n_reals))
        return "real rooms of a rule";
    return strcmp(a->comments, b->comments) == 0 ? NULL : "comments of a rule";
}

static inline const char *compare_people(const struct tt_problem *a,
                                         const struct tt_problem *b)
{
    for (int i = 0; i < a->n_teachers; i++) {
        const struct tt_teacher *x = &a->teachers[i], *y = &b->teachers[i];
        if (!same_label(&x->label, &y->label))
            return "label of a teacher";
        if (a->mode == TT_MORNINGS_AFTERNOONS)
            SAME(x->behaviour, y->behaviour, "behaviour of a teacher");
        SAME(x->target_hours, y->target_hours, "target hours of a teacher");
        if (!same_ints(x->subjects, x->n_subjects, y->subjects, y->n_subjects))
            return "subjects of a teacher";
    }
    for (int i = 0; i < a->n_subgroups; i++)
        if (strcmp(a->subgroups[i].name, b->subgroups[i].name) != 0 ||
            a->subgroups[i].set != b->subgroups[i].set ||
            a->subgroups[i].automatic != b->subgroups[i].automatic)
            return "a subgroup";
    return NULL;
}

static inline const char *compare_sizes(const struct tt_problem *a,
                                        const struct tt_problem *b)
{
    SAME(a->mode, b->mode, "mode");
    SAME(a->n_days, b->n_days, "number of days");
    SAME(a->n_periods, b->n_periods, "number of periods");
    SAME(a->n_terms, b->n_terms, "number of terms");
    SAME(a->days_per_term, b->days_per_term, "days of a term");
    SAME(a->n_subjects, b->n_subjects, "number of subjects");
    SAME(a->n_tags, b->n_tags, "number of tags");
    SAME(a->n_teachers, b->n_teachers, "number of teachers");
    SAME(a->n_sets, b->n_sets, "number of sets");
    SAME(a->n_subgroups, b->n_subgroups, "number of subgroups");
    SAME(a->n_buildings, b->n_buildings, "number of buildings");
    SAME(a->n_rooms, b->n_rooms, "number of rooms");
    SAME(a->n_lessons, b->n_lessons, "number of lessons");
    SAME(a->n_rules, b->n_rules, "number of rules");
    SAME(a->n_orders, b->n_orders, "number of orders");
    SAME(a->max_reals, b->max_reals, "most real rooms");
    return NULL;
}

static inline const char *compare_names(const struct tt_problem *a,
                                        const struct tt_problem *b)
{
    if (strcmp(a->name, b->name) != 0 || strcmp(a->comments, b->comments) != 0)
        return "institution";
    if (!same_times(a->days, b->days, a->n_days))
        return "days";
    if (!same_times(a->periods, b->periods, a->n_periods))
        return "periods";
    for (int i = 0; i < a->n_subjects; i++)
        if (!same_label(&a->subjects[i].label, &b->subjects[i].label))
            return "a subject";
    for (int i = 0; i < a->n_tags; i++)
        if (!same_label(&a->tags[i].label, &b->tags[i].label) ||
            a->tags[i].printable != b->tags[i].printable)
            return "a tag";
    for (int i = 0; i < a->n_buildings; i++)
        if (!same_label(&a->buildings[i].label, &b->buildings[i].label))
            return "a building";
    if (!same_ints(a->years, a->n_years, b->years, b->n_years))
        return "years";
    return NULL;
}

/* NULL if equal, else what differs first. Sources, lines and warnings are left out. */
static inline const char *compare_problems(const struct tt_problem *a,
                                           const struct tt_problem *b)
{
    const char *what = compare_sizes(a, b);
    if (!what)
        what = compare_names(a, b);
    if (!what)
        what = compare_people(a, b);
    for (int i = 0; !what && i < a->n_sets; i++)
        what = compare_set(&a->sets[i], &b->sets[i]);
    for (int i = 0; !what && i < a->n_rooms; i++)
        what = compare_room(&a->rooms[i], &b->rooms[i]);
    for (int i = 0; !what && i < a->n_lessons; i++)
        what = compare_lesson(&a->lessons[i], &b->lessons[i]);
    for (int i = 0; !what && i < a->n_rules; i++)
        what = compare_rule(&a->rules[i], &b->rules[i]);
    for (int i = 0; !what && i < a->n_orders; i++)
        if (!same_ints(a->orders[i].lessons, a->orders[i].n_lessons, b->orders[i].lessons,
                       b->orders[i].n_lessons) ||
            a->orders[i].active != b->orders[i].active ||
            strcmp(a->orders[i].comments, b->orders[i].comments) != 0)
            what = "an initial order";
    return what;
}

#endif

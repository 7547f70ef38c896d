/* Activities of a .fet document, and the hint about their initial order.
   Layer: formats. */
#include "formats/fet_in.h"

enum { MAX_HEADS = 10000000 };

static int read_numbers(struct fet_in *in, struct xml_node *n, struct tt_lesson *l)
{
    struct xml_node *v;
    int rc = fet_need(in, n, "Duration", &v);
    if (rc == 0)
        rc = fet_int(in, v, 1, TT_MAX_DURATION, &l->duration);
    if (rc == 0 && l->duration > in->p->n_periods)
        rc = fet_fail(in, v, ERR_INPUT,
                      "the lesson lasts %d periods, but a day has only %d", l->duration,
                      in->p->n_periods);
    l->total_duration = l->duration;
    if (rc == 0)
        rc = fet_opt_int(in, n, "Total_Duration", 1000000, &l->total_duration);
    if (rc == 0)
        rc = fet_need(in, n, "Id", &v);
    if (rc == 0)
        rc = fet_int(in, v, 1, INT32_MAX, &l->id);
    if (rc == 0)
        rc = fet_child(in, n, "Activity_Group_Id", &v);
    if (rc == 0 && v)
        rc = fet_int(in, v, 0, INT32_MAX, &l->group_id);
    if (rc == 0 && l->group_id > l->id)
        rc = fet_fail(
            in, v, ERR_INPUT,
            "the lesson %d cannot belong to the split lesson %d; that is the id of "
            "the first component",
            l->id, l->group_id);
    l->n_students = -1;
    if (rc == 0)
        rc = fet_opt_int(in, n, "Number_Of_Students|Number_of_Students", MAX_HEADS,
                         &l->n_students);
    return rc;
}

/* Marks of fortnightly lessons in very old files: FET itself places them every week. */
static int old_marks(struct fet_in *in, struct xml_node *n)
{
    bool weekly = true, other = false;
    int rc = fet_opt_bool(in, n, "Weekly", &weekly);
    if (rc == 0)
        rc = fet_opt_bool(in, n, "Biweekly|Fortnightly", &other);
    if (rc == 0 && (!weekly || other))
        tt_problem_warn(in->p, "%s:%d: the fortnightly lesson is planned for every week",
                        in->p->source, n->line);
    return rc;
}

static int read_lesson(struct fet_in *in, struct xml_node *n, int index,
                       struct tt_lesson *l)
{
    struct xml_node *subject;
    l->comments = "";
    l->active = true;
    int rc = fet_refs(in, FET_TEACHER, n, "Teacher|Teacher_Name", &l->teachers,
                      &l->n_teachers);
    if (rc == 0)
        rc = fet_need(in, n, "Subject|Subject_Name", &subject);
    if (rc == 0)
        rc = fet_ref(in, FET_SUBJECT, subject, &l->subject);
    if (rc == 0)
        rc = fet_refs(in, FET_TAG, n, "Activity_Tag|Activity_Tag_Name|Subject_Tag",
                      &l->tags, &l->n_tags);
    if (rc == 0)
        rc = fet_refs(in, FET_SET, n, "Students|Students_Name", &l->sets, &l->n_sets);
    if (rc == 0)
        rc = read_numbers(in, n, l);
    if (rc == 0)
        rc = fet_opt_bool(in, n, "Active", &l->active);
    if (rc == 0)
        rc = fet_opt_text(in, n, "Comments", &l->comments);
    if (rc == 0)
        rc = old_marks(in, n);
    if (rc == 0)
        rc = fet_done(in, n);
    if (rc == 0 && !map_put_int(&in->lessons, l->id, index))
        rc =
            fet_fail(in, n, ERR_INPUT,
                     "the lesson id %d is there twice; each lesson needs its own", l->id);
    return rc;
}

/* Components of a split lesson follow one another by id. */
static int check_components(struct fet_in *in, struct xml_node *section)
{
    const struct tt_lesson *l = in->p->lessons;
    for (struct xml_node *n = NULL; (n = fet_each(section, n, "Activity")); l++) {
        int before = l->group_id && l->id > l->group_id
                         ? map_get_int(&in->lessons, l->id - 1, -1)
                         : -1;
        if (before >= 0 && in->p->lessons[before].group_id != l->group_id)
            return fet_fail(
                in, n, ERR_INPUT,
                "lesson %d belongs to the split lesson %d, but lesson %d before "
                "it belongs to %d; components need consecutive ids",
                l->id, l->group_id, l->id - 1, in->p->lessons[before].group_id);
    }
    return 0;
}

int fet_read_lessons(struct fet_in *in)
{
    struct tt_problem *p = in->p;
    struct xml_node *section;
    int count = 0, rc = fet_child(in, in->root, "Activities_List", &section);
    if (rc || !section)
        return rc;
    for (struct xml_node *n = NULL; (n = fet_each(section, n, "Activity"));)
        count++;
    if (count > TT_MAX_LESSONS)
        return fet_fail(in, section, ERR_LIMIT,
                        "there are %d lessons, more than the %d that "
                        "are allowed",
                        count, TT_MAX_LESSONS);
    p->lessons = ARENA_NEW(p->arena, struct tt_lesson, count);
    for (struct xml_node *n = NULL; rc == 0 && (n = fet_each(section, n, "Activity"));) {
        rc = read_lesson(in, n, p->n_lessons, &p->lessons[p->n_lessons]);
        p->n_lessons++;
    }
    if (rc == 0)
        rc = check_components(in, section);
    return rc == 0 ? fet_done(in, section) : rc;
}

static int read_order(struct fet_in *in, struct xml_node *n, struct tt_initial_order *o)
{
    *o = (struct tt_initial_order){.active = true, .comments = ""};
    int rc = fet_lesson_refs(in, n, &o->lessons, &o->n_lessons);
    if (rc == 0)
        rc = fet_count(in, n, "Number_of_Activities", o->n_lessons);
    if (rc == 0)
        rc = fet_opt_bool(in, n, "Active", &o->active);
    if (rc == 0)
        rc = fet_opt_text(in, n, "Comments", &o->comments);
    return rc == 0 ? fet_done(in, n) : rc;
}

int fet_read_orders(struct fet_in *in)
{
    VEC(struct tt_initial_order) v = {0};
    struct xml_node *section;
    int rc = fet_child(in, in->root, "Timetable_Generation_Options_List", &section);
    if (rc || !section)
        return rc;
    for (struct xml_node *n = NULL;
         rc == 0 && (n = fet_each(section, n, "GroupActivitiesInInitialOrder"));) {
        struct tt_initial_order o;
        rc = read_order(in, n, &o);
        if (rc == 0)
            vec_push(&v, o);
    }
    in->p->orders = fet_keep(in, v.v, v.n, sizeof *v.v);
    in->p->n_orders = v.n;
    vec_free(&v);
    return rc == 0 ? fet_done(in, section) : rc;
}

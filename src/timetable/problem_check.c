/* Checks of the data of a problem: sizes, references, numbers. Layer: timetable. */
#include "timetable/problem_check.h"
#include "base/map.h"
#include "base/mem.h"

enum { MAX_HEADS = 10000000, FEW = 32 };

bool tt_list_fits(const int *list, int n, int limit)
{
    struct map seen;
    bool ok = true;
    for (int i = 0; i < n; i++)
        if (list[i] < 0 || list[i] >= limit)
            return false;
    if (n <= FEW) {
        for (int i = 1; i < n; i++)
            for (int k = 0; k < i; k++)
                if (list[i] == list[k])
                    return false;
        return true;
    }
    map_init(&seen);
    for (int i = 0; ok && i < n; i++)
        ok = map_put_int(&seen, list[i], i);
    map_release(&seen);
    return ok;
}

static int check_count(const struct tt_problem *p, const char *what, int n, int limit,
                       struct err *e)
{
    if (n > limit)
        return err_at(e, ERR_LIMIT, p->source, 0, 0,
                      "there are %d %s, more than the %d that are allowed", n, what,
                      limit);
    return 0;
}

static int check_sizes(const struct tt_problem *p, struct err *e)
{
    const struct {
        const char *what;
        int n, limit;
    } sizes[] = {{"days", p->n_days, TT_MAX_DAYS},
                 {"periods", p->n_periods, TT_MAX_PERIODS},
                 {"lessons", p->n_lessons, TT_MAX_LESSONS},
                 {"subjects", p->n_subjects, TT_MAX_NAMES},
                 {"tags", p->n_tags, TT_MAX_NAMES},
                 {"teachers", p->n_teachers, TT_MAX_NAMES},
                 {"sets of students", p->n_sets, TT_MAX_NAMES},
                 {"buildings", p->n_buildings, TT_MAX_NAMES},
                 {"rooms", p->n_rooms, TT_MAX_NAMES},
                 {"rules", p->n_rules, TT_MAX_RULES}};
    if (p->n_days < 1 || p->n_periods < 1)
        return err_at(e, ERR_INPUT, p->source, 0, 0,
                      "a timetable needs at least one day and one period");
    for (int i = 0; i < (int)(sizeof sizes / sizeof *sizes); i++) {
        int rc = check_count(p, sizes[i].what, sizes[i].n, sizes[i].limit, e);
        if (rc)
            return rc;
    }
    return 0;
}

static int check_mode(struct tt_problem *p, struct err *e)
{
    if (p->mode == TT_MORNINGS_AFTERNOONS && p->n_days % 2)
        return err_at(e, ERR_INPUT, p->source, 0, 0,
                      "with mornings and afternoons the number of days must be even "
                      "(each real day counts twice), but it is %d",
                      p->n_days);
    if (p->mode != TT_TERMS) {
        p->n_terms = 1;
        p->days_per_term = p->n_days;
        return 0;
    }
    if (p->n_terms < 1 || p->days_per_term < 1 ||
        (int64_t)p->n_terms * p->days_per_term != p->n_days)
        return err_at(e, ERR_INPUT, p->source, 0, 0,
                      "%d terms of %d days do not make the %d days of the timetable",
                      p->n_terms, p->days_per_term, p->n_days);
    return 0;
}

static int check_teachers(const struct tt_problem *p, struct err *e)
{
    for (int i = 0; i < p->n_teachers; i++) {
        const struct tt_teacher *t = &p->teachers[i];
        if (t->behaviour < TT_UNRESTRICTED || t->behaviour > 5)
            return err_at(e, ERR_INPUT, p->source, 0, 0,
                          "the teacher \"%s\" may have 0 to 5 days with morning and "
                          "afternoon, not %d",
                          t->label.name, t->behaviour);
        if (!tt_list_fits(t->subjects, t->n_subjects, p->n_subjects))
            return err_at(e, ERR_INPUT, p->source, 0, 0,
                          "the subjects of the teacher \"%s\" are not all known and "
                          "different",
                          t->label.name);
    }
    return 0;
}

static int check_sets(const struct tt_problem *p, struct err *e)
{
    for (int i = 0; i < p->n_sets; i++) {
        const struct tt_set *s = &p->sets[i];
        if (s->n_students < 0 || s->n_students > MAX_HEADS)
            return err_at(e, ERR_INPUT, p->source, 0, 0,
                          "the set of students \"%s\" cannot have %d students",
                          s->label.name, s->n_students);
        if (!tt_list_fits(s->children, s->n_children, p->n_sets))
            return err_at(e, ERR_INPUT, p->source, 0, 0,
                          "the parts of the set of students \"%s\" are not all known and "
                          "different",
                          s->label.name);
        for (int k = 0; k < s->n_children; k++)
            if ((int)p->sets[s->children[k]].level != (int)s->level + 1)
                return err_at(
                    e, ERR_INPUT, p->source, 0, 0,
                    "\"%s\" cannot be a part of \"%s\": years consist of groups, "
                    "groups of subgroups",
                    p->sets[s->children[k]].label.name, s->label.name);
    }
    if (!tt_list_fits(p->years, p->n_years, p->n_sets))
        return err_at(e, ERR_INPUT, p->source, 0, 0,
                      "the years are not all known and different");
    return 0;
}

static int check_virtual(const struct tt_problem *p, const struct tt_room *r,
                         struct err *e)
{
    if (r->n_sets > TT_MAX_ROOM_SETS)
        return err_at(e, ERR_LIMIT, p->source, 0, 0,
                      "the virtual room \"%s\" has %d sets of real rooms; at most %d are "
                      "possible",
                      r->label.name, r->n_sets, TT_MAX_ROOM_SETS);
    for (int k = 0; k < r->n_sets; k++) {
        const struct tt_room_set *s = &r->sets[k];
        if (s->n_rooms < 1 || !tt_list_fits(s->rooms, s->n_rooms, p->n_rooms))
            return err_at(e, ERR_INPUT, p->source, 0, 0,
                          "set %d of the virtual room \"%s\" needs real rooms that are "
                          "known and different",
                          k + 1, r->label.name);
        for (int i = 0; i < s->n_rooms; i++)
            if (p->rooms[s->rooms[i]].virtual_room)
                return err_at(
                    e, ERR_INPUT, p->source, 0, 0,
                    "\"%s\" is virtual and cannot stand in a set of the virtual "
                    "room \"%s\"",
                    p->rooms[s->rooms[i]].label.name, r->label.name);
    }
    return 0;
}

static int check_rooms(const struct tt_problem *p, struct err *e)
{
    for (int i = 0; i < p->n_rooms; i++) {
        const struct tt_room *r = &p->rooms[i];
        if (r->building < -1 || r->building >= p->n_buildings)
            return err_at(e, ERR_INPUT, p->source, 0, 0,
                          "the building of the room \"%s\" is not known", r->label.name);
        if (r->capacity < 0)
            return err_at(e, ERR_INPUT, p->source, 0, 0,
                          "the capacity of the room \"%s\" is negative", r->label.name);
        if (r->virtual_room != (r->n_sets > 0))
            return err_at(
                e, ERR_INPUT, p->source, 0, 0,
                "the room \"%s\" must have sets of real rooms if and only if it "
                "is virtual",
                r->label.name);
        int rc = check_virtual(p, r, e);
        if (rc)
            return rc;
    }
    return 0;
}

static int check_lesson(const struct tt_problem *p, const struct tt_lesson *l,
                        struct err *e)
{
    if (l->id < 1)
        return err_at(e, ERR_INPUT, p->source, 0, 0,
                      "the lesson id %d is not a positive number", l->id);
    if (l->duration < 1 || l->duration > p->n_periods)
        return err_at(e, ERR_INPUT, p->source, 0, 0,
                      "the lesson with id %d lasts %d periods, but a day has %d", l->id,
                      l->duration, p->n_periods);
    if (l->subject < 0 || l->subject >= p->n_subjects)
        return err_at(e, ERR_INPUT, p->source, 0, 0,
                      "the subject of the lesson with id %d is not known", l->id);
    if (!tt_list_fits(l->teachers, l->n_teachers, p->n_teachers) ||
        !tt_list_fits(l->tags, l->n_tags, p->n_tags) ||
        !tt_list_fits(l->sets, l->n_sets, p->n_sets))
        return err_at(e, ERR_INPUT, p->source, 0, 0,
                      "the teachers, tags and sets of students of the lesson with id %d "
                      "must be known and different",
                      l->id);
    if (l->n_students < -1 || l->n_students > MAX_HEADS)
        return err_at(e, ERR_INPUT, p->source, 0, 0,
                      "the lesson with id %d cannot have %d students", l->id,
                      l->n_students);
    if (l->group_id < 0 || l->group_id > l->id)
        return err_at(
            e, ERR_INPUT, p->source, 0, 0,
            "the lesson with id %d belongs to the split lesson %d; that must be "
            "the id of its first component, or 0",
            l->id, l->group_id);
    return 0;
}

int tt_check_data(struct tt_problem *p, struct err *e)
{
    int rc = check_sizes(p, e);
    if (rc == 0)
        rc = check_mode(p, e);
    if (rc == 0)
        rc = check_teachers(p, e);
    if (rc == 0)
        rc = check_sets(p, e);
    if (rc == 0)
        rc = check_rooms(p, e);
    for (int i = 0; rc == 0 && i < p->n_lessons; i++)
        rc = check_lesson(p, &p->lessons[i], e);
    return rc;
}

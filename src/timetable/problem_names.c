/* Lookups by name and the names of lessons and slots in messages. Layer: timetable. */
#include "base/mem.h"
#include "timetable/problem.h"
#include "timetable/problem_index.h"
#include <assert.h>
#include <stdio.h>
#include <string.h>

static int put_name(const struct tt_problem *p, struct map *m, const char *name, int i,
                    const char *kind, struct err *e)
{
    if (!name || !*name)
        return err_at(e, ERR_INPUT, p->source, 0, 0,
                      "%s number %d has no name; give it one", kind, i + 1);
    if (!map_put_str(m, name, i))
        return err_at(e, ERR_INPUT, p->source, 0, 0,
                      "the %s \"%s\" is there twice; rename one of the two", kind, name);
    return 0;
}

/* Kinds that are never looked up later: only their names must differ. */
#define CHECK_NAMES(p, list, n, field, kind, rc, e)                                      \
    do {                                                                                 \
        struct map seen_;                                                                \
        map_init(&seen_);                                                                \
        for (int i_ = 0; (rc) == 0 && i_ < (n); i_++)                                    \
            (rc) = put_name((p), &seen_, (list)[i_].field, i_, (kind), (e));             \
        map_release(&seen_);                                                             \
    } while (0)

static int check_other_names(const struct tt_problem *p, struct err *e)
{
    int rc = 0;
    CHECK_NAMES(p, p->days, p->n_days, name, "day", rc, e);
    CHECK_NAMES(p, p->periods, p->n_periods, name, "period", rc, e);
    CHECK_NAMES(p, p->subjects, p->n_subjects, label.name, "subject", rc, e);
    CHECK_NAMES(p, p->tags, p->n_tags, label.name, "tag", rc, e);
    CHECK_NAMES(p, p->buildings, p->n_buildings, label.name, "building", rc, e);
    return rc;
}

int tt_index_build(struct tt_problem *p, struct err *e)
{
    struct tt_index *x = MEM_NEW(struct tt_index, 1);
    int rc = 0;
    p->index = x;
    x->rules_cap = p->n_rules;
    for (int i = 0; rc == 0 && i < p->n_teachers; i++)
        rc = put_name(p, &x->teachers, p->teachers[i].label.name, i, "teacher", e);
    for (int i = 0; rc == 0 && i < p->n_sets; i++)
        rc = put_name(p, &x->sets, p->sets[i].label.name, i, "set of students", e);
    for (int i = 0; rc == 0 && i < p->n_rooms; i++)
        rc = put_name(p, &x->rooms, p->rooms[i].label.name, i, "room", e);
    for (int i = 0; rc == 0 && i < p->n_lessons; i++)
        if (!map_put_int(&x->lessons, p->lessons[i].id, i))
            rc = err_at(e, ERR_INPUT, p->source, 0, 0,
                        "the lesson id %d is there twice; each lesson needs its own id",
                        p->lessons[i].id);
    return rc ? rc : check_other_names(p, e);
}

void tt_index_free(struct tt_index *x)
{
    if (!x)
        return;
    map_release(&x->teachers);
    map_release(&x->sets);
    map_release(&x->rooms);
    map_release(&x->lessons);
    mem_free(x);
}

int tt_find_teacher(const struct tt_problem *p, const char *name)
{
    assert(p->index);
    return map_get_str(&p->index->teachers, name, -1);
}

int tt_find_set(const struct tt_problem *p, const char *name)
{
    assert(p->index);
    return map_get_str(&p->index->sets, name, -1);
}

int tt_find_room(const struct tt_problem *p, const char *name)
{
    assert(p->index);
    return map_get_str(&p->index->rooms, name, -1);
}

int tt_find_lesson(const struct tt_problem *p, int id)
{
    assert(p->index);
    return map_get_int(&p->index->lessons, id, -1);
}

/* A text in a buffer of fixed size. */
struct text {
    char *buf;
    int size, len;
    bool full;
};

static struct text begin(char *buf, int size)
{
    assert(size > 0);
    buf[0] = 0;
    return (struct text){buf, size, 0, false};
}

/* What does not fit is cut off between characters; after that nothing is added. */
static void add(struct text *t, const char *s)
{
    int more = (int)strlen(s);
    if (t->full)
        return;
    if (t->len + more >= t->size) {
        t->full = true;
        more = t->size - 1 - t->len;
        while (more > 0 && ((unsigned char)s[more] & 0xC0) == 0x80)
            more--;
    }
    memcpy(t->buf + t->len, s, (size_t)more);
    t->len += more;
    t->buf[t->len] = 0;
}

const char *tt_lesson_text(const struct tt_problem *p, int lesson, char *buf, int size)
{
    const struct tt_lesson *l = &p->lessons[lesson];
    struct text t = begin(buf, size);
    char id[32];
    add(&t, p->subjects[l->subject].label.name);
    for (int i = 0; i < l->n_sets; i++) {
        add(&t, i ? " + " : ", ");
        add(&t, p->sets[l->sets[i]].label.name);
    }
    for (int i = 0; i < l->n_teachers; i++) {
        add(&t, i ? " + " : ", ");
        add(&t, p->teachers[l->teachers[i]].label.name);
    }
    snprintf(id, sizeof id, " (id %d)", l->id);
    add(&t, id);
    return buf;
}

const char *tt_slot_text(const struct tt_problem *p, int slot, char *buf, int size)
{
    struct text t = begin(buf, size);
    assert(slot < p->n_days * p->n_periods);
    if (slot < 0) {
        add(&t, "unplaced");
        return buf;
    }
    add(&t, p->days[slot / p->n_periods].name);
    add(&t, " ");
    add(&t, p->periods[slot % p->n_periods].name);
    return buf;
}

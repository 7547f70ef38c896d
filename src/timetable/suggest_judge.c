/*
 * The judge of changes: the timetable given, who is where in it, and changes on trial.
 * Layer: timetable.
 */
#include "timetable/suggest_parts.h"
#include <string.h>

void sg_judge_init(struct sg_judge *j, const struct tt_problem *p,
                   const struct tt_model *m)
{
    memset(j, 0, sizeof *j);
    j->p = p;
    j->m = m;
    tt_solution_init(&j->s, p);
    j->out.arena = arena_new();
    check_context_init(&j->c, p, &j->s, &j->out);
    j->tables = j->c.work;
    j->c.work = arena_new();
    struct arena *a = j->arena = arena_new();
    size_t slots = (size_t)m->n_slots;
    j->walks = ARENA_NEW(a, bool, m->n_persons + 1);
    j->busy = ARENA_NEW(a, uint16_t, (size_t)m->n_persons * slots + 1);
    j->room_busy = ARENA_NEW(a, uint16_t, (size_t)p->n_rooms * slots + 1);
    j->at = ARENA_NEW(a, int, slots + 1);
    memset(j->at, 0xff, slots * sizeof *j->at);
    j->rel_base = ARENA_NEW(a, struct sg_amount, p->n_rules + 1);
    j->rel_known = ARENA_NEW(a, uint8_t, p->n_rules + 1);
    j->person_known = ARENA_NEW(a, uint8_t, m->n_persons + 1);
    j->lesson_seen = ARENA_NEW(a, int, p->n_lessons + 1);
    j->person_seen = ARENA_NEW(a, int, m->n_persons + 1);
    j->rule_seen = ARENA_NEW(a, int, p->n_rules + 1);
    j->broken_seen = ARENA_NEW(a, int, p->n_rules + 1);
    sg_tables(j);
    sg_judge_load(j, &j->s);
}

void sg_judge_release(struct sg_judge *j)
{
    arena_free(j->c.work);
    arena_free(j->tables);
    arena_free(j->out.arena);
    arena_free(j->arena);
    vec_free(&j->out.violations);
    vec_free(&j->breaks);
    vec_free(&j->ends);
    vec_free(&j->changes);
    vec_free(&j->old_reals);
    vec_free(&j->before);
    vec_free(&j->after);
    tt_solution_release(&j->s);
}

/* Counts `by` on n clash slots; returns how many lessons too many that makes or ends. */
static int64_t count(uint16_t *busy, int n, int by)
{
    int64_t clashes = 0;
    for (int k = 0; k < n; k++) {
        if (by > 0)
            clashes += busy[k] > 0;
        busy[k] = (uint16_t)(busy[k] + by);
        if (by < 0)
            clashes -= busy[k] > 0;
    }
    return clashes;
}

static void count_rooms(struct sg_judge *j, int lesson, int n, int by)
{
    const int *reals = sg_reals(j, lesson);
    int slot = j->s.slot[lesson], room = j->s.room[lesson];
    for (int k = -1; k < j->s.max_reals; k++) {
        int r = k < 0 ? room : reals[k];
        bool known = r < 0 || j->p->rooms[r].virtual_room || (k >= 0 && r == room);
        for (int i = 0; i < k && !known; i++)
            known = reals[i] == r;
        if (known)
            continue;
        uint16_t *busy = j->room_busy + (size_t)r * (size_t)j->m->n_slots;
        j->room_clash += count(busy + sg_clash_slot(j, slot, false), n, by);
    }
}

/* Puts the lesson into the counts of occupancy (by = 1) or takes it out (by = -1). */
static void occupy(struct sg_judge *j, int lesson, int by)
{
    const struct tm_lesson *le = &j->m->lessons[lesson];
    int slot = j->s.slot[lesson];
    if (slot < 0)
        return;
    int n = check_covered(&j->c, lesson);
    for (int i = 0; i < le->n_persons; i++) {
        const struct tm_person *x = &j->m->persons[le->persons[i]];
        uint16_t *busy = j->busy + (size_t)le->persons[i] * (size_t)j->m->n_slots;
        j->clash += x->mult * count(busy + sg_clash_slot(j, slot, x->is_teacher), n, by);
    }
    count_rooms(j, lesson, n, by);
    j->unplaced -= by;
}

static void move(struct sg_judge *j, int lesson, const struct sg_place *to)
{
    int *reals = sg_reals(j, lesson);
    occupy(j, lesson, -1);
    j->s.slot[lesson] = to->slot;
    j->s.room[lesson] = to->slot < 0 ? -1 : to->room;
    for (int k = 0; k < j->s.max_reals; k++)
        reals[k] = to->slot >= 0 && to->reals ? to->reals[k] : -1;
    occupy(j, lesson, 1);
}

static void begin(struct sg_judge *j)
{
    j->changes.n = j->old_reals.n = 0;
    j->clash_before = j->clash;
    j->room_clash_before = j->room_clash;
    j->unplaced_before = j->unplaced;
}

void sg_judge_load(struct sg_judge *j, const struct tt_solution *s)
{
    const struct tt_problem *p = j->p;
    size_t slots = (size_t)j->m->n_slots;
    memset(j->busy, 0, (size_t)j->m->n_persons * slots * sizeof *j->busy);
    memset(j->room_busy, 0, (size_t)p->n_rooms * slots * sizeof *j->room_busy);
    memset(j->person_known, 0, (size_t)j->m->n_persons);
    memset(j->rel_known, 0, (size_t)p->n_rules);
    memset(j->ends_known, 0, (size_t)j->ends.n);
    j->clash = j->room_clash = 0;
    j->unplaced = j->m->n_active;
    if (s != &j->s)
        tt_solution_copy(&j->s, s);
    for (int l = 0; l < p->n_lessons; l++) {
        if (!p->lessons[l].active)
            j->s.slot[l] = -1;
        occupy(j, l, 1);
    }
    begin(j);
}

void sg_put(struct sg_judge *j, int lesson, const struct sg_place *to)
{
    bool known = false;
    for (int i = 0; i < j->changes.n && !known; i++)
        known = j->changes.v[i].lesson == lesson;
    if (!known) {
        struct sg_change x = {lesson, j->s.slot[lesson], j->s.room[lesson]};
        sg_remember(j, lesson);
        vec_push(&j->changes, x);
        for (int k = 0; k < j->s.max_reals; k++)
            vec_push(&j->old_reals, sg_reals(j, lesson)[k]);
    }
    move(j, lesson, to);
}

void sg_undo(struct sg_judge *j)
{
    for (int i = j->changes.n - 1; i >= 0; i--) {
        const struct sg_change *x = &j->changes.v[i];
        int *reals = j->s.max_reals ? j->old_reals.v + i * j->s.max_reals : NULL;
        move(j, x->lesson, &(struct sg_place){x->slot, x->room, reals});
    }
    begin(j);
}

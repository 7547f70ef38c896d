/*
 * The basic rules: nobody and no room twice at once, nothing past the end of a day, rooms
 * large enough, virtual rooms filled, the mornings-afternoons behaviour. Layer:
 * timetable.
 *
 * A clash counts, for each person or room and period, the lessons beyond the first one.
 * It is told once for each pair of lessons. In block planning students and rooms clash by
 * the period alone, whatever the day.
 */
#include "base/map.h"
#include "timetable/check_context.h"

/* Clashing pairs of lessons, with the first person or room that shares them. */
struct clash {
    int first, second, entity, n_entities, last_entity, slot;
    int64_t amount;
};

struct clashes {
    struct map pairs; /* first * n_lessons + second -> index in list */
    VEC(struct clash) list;
};

static void note_clash(struct check *c, struct clashes *all, struct clash one)
{
    int64_t key = (int64_t)one.first * c->p->n_lessons + one.second;
    int at = map_get_int(&all->pairs, key, -1);
    if (at < 0) {
        at = all->list.n;
        map_put_int(&all->pairs, key, at);
        one.n_entities = 1;
        one.last_entity = one.entity;
        vec_push(&all->list, one);
    } else if (all->list.v[at].last_entity != one.entity) {
        all->list.v[at].last_entity = one.entity;
        all->list.v[at].n_entities++;
    }
    all->list.v[at].amount++;
}

/* All clashes of one entity; `across` = periods of all days are the same. */
static void find_clashes(struct check *c, const struct check_lists *l, int entity,
                         bool across, struct clashes *all)
{
    int *at = c->slot_scratch;
    for (int pass = 0; pass < 2; pass++) {
        for (int k = l->start[entity]; k < l->start[entity + 1]; k++) {
            int lesson = l->item[k], n = check_covered(c, lesson);
            int slot = c->s->slot[lesson];
            int base = across ? check_period(c, lesson) : slot;
            for (int h = 0; h < n; h++) {
                if (pass == 1)
                    at[base + h] = -1;
                else if (at[base + h] < 0)
                    at[base + h] = lesson;
                else if (at[base + h] != lesson)
                    note_clash(c, all,
                               (struct clash){.first = at[base + h],
                                              .second = lesson,
                                              .entity = entity,
                                              .slot = slot + h});
            }
        }
    }
}

static void report_clashes(struct check *c, enum tt_basic basic, struct clashes *all)
{
    const struct tt_problem *p = c->p;
    for (int k = 0; k < all->list.n; k++) {
        const struct clash *x = &all->list.v[k];
        struct tt_violation *v = check_break_hard(c, -1, basic, x->amount);
        const char *who, *more = "", *kind = "Room";
        if (basic == TT_BASIC_TEACHER_CLASH) {
            v->teacher = x->entity;
            who = p->teachers[x->entity].label.name;
            kind = "Teacher";
        } else if (basic == TT_BASIC_STUDENTS_CLASH) {
            v->subgroup = x->entity;
            who = p->sets[p->subgroups[x->entity].set].label.name;
            kind = "Class";
        } else {
            v->room = x->entity;
            who = p->rooms[x->entity].label.name;
        }
        if (x->n_entities > 1)
            more = arena_printf(c->work, " (and %d more)", x->n_entities - 1);
        v->day = x->slot / p->n_periods;
        check_set_pair(c, v, x->first, x->second);
        check_say(c, v, "%s %s%s has two lessons at once on %s: %s and %s", kind, who,
                  more, check_slot_name(c, x->slot), check_lesson_name(c, x->first),
                  check_lesson_name(c, x->second));
    }
}

static void check_clashes(struct check *c, enum tt_basic basic,
                          const struct check_lists *l, int n)
{
    struct clashes all = {0};
    bool across = c->p->mode == TT_BLOCK_PLANNING && basic != TT_BASIC_TEACHER_CLASH;
    map_init(&all.pairs);
    for (int entity = 0; entity < n; entity++)
        if (basic != TT_BASIC_ROOM_CLASH || !c->p->rooms[entity].virtual_room)
            find_clashes(c, l, entity, across, &all);
    report_clashes(c, basic, &all);
    vec_free(&all.list);
    map_release(&all.pairs);
}

static void check_outside_day(struct check *c, int lesson)
{
    int outside = c->p->lessons[lesson].duration - check_covered(c, lesson);
    if (outside == 0)
        return;
    struct tt_violation *v = check_break_hard(c, -1, TT_BASIC_OUTSIDE_DAY, outside);
    v->day = check_day(c, lesson);
    check_set_lessons(c, v, 1, &lesson);
    check_say(c, v, "%s starts on %s and runs %s past the end of the day",
              check_lesson_name(c, lesson), check_slot_name(c, c->s->slot[lesson]),
              check_count(c, outside, "period"));
}

static void check_capacity(struct check *c, int lesson)
{
    const struct tt_lesson *l = &c->p->lessons[lesson];
    const struct tt_room *room = &c->p->rooms[c->s->room[lesson]];
    if (l->head_count <= room->capacity)
        return;
    struct tt_violation *v = check_break_hard(c, -1, TT_BASIC_CAPACITY, 1);
    v->room = c->s->room[lesson];
    check_set_lessons(c, v, 1, &lesson);
    check_say(c, v, "Room %s is too small for %s: it holds %d, %d are expected",
              room->label.name, check_lesson_name(c, lesson), room->capacity,
              l->head_count);
}

/* Work of one matching of real rooms to the sets of a virtual room. */
struct matching {
    const struct tt_room *room;
    const int *real;
    int *owner; /* [set]: index in real, -1 = free */
    int *from;  /* [set]: who reached it in this search, -1 = nobody */
    int *queue;
};

static bool stands_for(const struct tt_room_set *set, int room)
{
    for (int j = 0; j < set->n_rooms; j++)
        if (set->rooms[j] == room)
            return true;
    return false;
}

/* Gives real[k] a set, moving earlier ones if needed (augmenting path, breadth first). */
static bool match_real(const struct matching *m, int k)
{
    int n = 0, set;
    for (set = 0; set < m->room->n_sets; set++)
        m->from[set] = -1;
    m->queue[n++] = k;
    for (int head = 0; head < n; head++) {
        for (set = 0; set < m->room->n_sets; set++) {
            int who = m->queue[head];
            if (m->from[set] >= 0 || !stands_for(&m->room->sets[set], m->real[who]))
                continue;
            m->from[set] = who;
            if (m->owner[set] >= 0) {
                m->queue[n++] = m->owner[set];
                continue;
            }
            while (who != k) {
                int before = 0;
                while (m->owner[before] != who)
                    before++;
                m->owner[set] = who;
                set = before;
                who = m->from[set];
            }
            m->owner[set] = k;
            return true;
        }
    }
    return false;
}

/* Are the first n real rooms distinct, one for each set? */
static bool fills(struct check *c, const struct tt_room *room, const int *real, int n)
{
    struct matching m = {.room = room, .real = real};
    if (n != room->n_sets)
        return false;
    for (int k = 0; k < n; k++)
        for (int j = 0; j < k; j++)
            if (real[j] == real[k])
                return false;
    m.owner = ARENA_NEW(c->work, int, n + 1);
    m.from = ARENA_NEW(c->work, int, n + 1);
    m.queue = ARENA_NEW(c->work, int, n + 1);
    for (int k = 0; k < n; k++)
        m.owner[k] = -1;
    for (int k = 0; k < n; k++)
        if (!match_real(&m, k))
            return false;
    return true;
}

static void check_virtual(struct check *c, int lesson)
{
    const struct tt_room *room = &c->p->rooms[c->s->room[lesson]];
    const int *real = &c->s->real[(size_t)lesson * (size_t)c->s->max_reals];
    int n = 0;
    while (n < c->s->max_reals && real[n] >= 0)
        n++;
    if (fills(c, room, real, n))
        return;
    struct tt_violation *v = check_break_hard(c, -1, TT_BASIC_VIRTUAL_ROOM, 1);
    v->room = c->s->room[lesson];
    check_set_lessons(c, v, 1, &lesson);
    check_say(c, v, "%s needs %s for virtual room %s, one out of each of its sets",
              check_lesson_name(c, lesson),
              check_count(c, room->n_sets, "different real room"), room->label.name);
}

static void check_behaviour(struct check *c, int teacher)
{
    const struct tt_teacher *t = &c->p->teachers[teacher];
    const struct check_lists *l = &c->teacher_lessons;
    int both = 0;
    bool *busy;
    if (c->p->mode != TT_MORNINGS_AFTERNOONS || t->behaviour == TT_UNRESTRICTED)
        return;
    busy = ARENA_NEW(c->work, bool, c->p->n_days + 1);
    for (int k = l->start[teacher]; k < l->start[teacher + 1]; k++)
        busy[check_day(c, l->item[k])] = true;
    for (int d = 0; d + 1 < c->p->n_days; d += 2)
        both += busy[d] && busy[d + 1];
    if (both <= t->behaviour)
        return;
    struct tt_violation *v =
        check_break_hard(c, -1, TT_BASIC_BEHAVIOUR, both - t->behaviour);
    v->teacher = teacher;
    check_say(c, v, "Teacher %s works both morning and afternoon on %s (allowed: %d)",
              t->label.name, check_count(c, both, "day"), t->behaviour);
}

void check_basic(struct check *c)
{
    const struct tt_problem *p = c->p;
    check_clashes(c, TT_BASIC_TEACHER_CLASH, &c->teacher_lessons, p->n_teachers);
    check_clashes(c, TT_BASIC_STUDENTS_CLASH, &c->subgroup_lessons, p->n_subgroups);
    check_clashes(c, TT_BASIC_ROOM_CLASH, &c->room_lessons, p->n_rooms);
    for (int i = 0; i < p->n_lessons; i++) {
        if (!check_is_placed(c, i))
            continue;
        check_outside_day(c, i);
        if (c->s->room[i] < 0)
            continue;
        check_capacity(c, i);
        if (p->rooms[c->s->room[i]].virtual_room)
            check_virtual(c, i);
    }
    for (int t = 0; t < p->n_teachers; t++)
        check_behaviour(c, t);
}

/*
 * The rooms that hard rules leave to each lesson, and when they are open. See domain.h.
 */
#include "timetable/domain_parts.h"

#include "base/bits.h"
#include <string.h>

void domain_index_closed_rooms(struct tt_domain *d)
{
    const struct tt_problem *p = d->p;
    VEC(int) teacher_rooms = {0};
    d->room_closed = ARENA_NEW(d->arena, uint64_t, (size_t)(p->n_rooms + 1) * d->words);
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        enum tt_family f = tt_rule_infos[r->type].family;
        if (!r->active || r->weight < TT_HARD || r->room < 0)
            continue;
        if (f == TT_F_TEACHER_ROOM_NOT_AVAILABLE)
            vec_push(&teacher_rooms, i);
        for (int k = 0; f == TT_F_ROOM_NOT_AVAILABLE && k < r->n_slots; k++)
            bitset_set(d->room_closed + (size_t)r->room * d->words, r->slots[k]);
    }
    d->n_teacher_rooms = teacher_rooms.n;
    d->teacher_rooms = ARENA_NEW(d->arena, int, teacher_rooms.n + 1);
    for (int i = 0; i < teacher_rooms.n; i++)
        d->teacher_rooms[i] = teacher_rooms.v[i];
    vec_free(&teacher_rooms);
}

static bool home_concerns(const struct tt_problem *p, const struct tt_rule *r, int lesson)
{
    const struct tt_lesson *l = &p->lessons[lesson];
    if (tt_rule_infos[r->type].scope == TT_SCOPE_SET)
        return l->n_sets == 1 && l->sets[0] == r->set;
    return l->n_teachers == 1 && l->teachers[0] == r->teacher;
}

/* All room rules, hard and soft, by lesson (a soft list takes the place of a home room). */
static void pair_room_rules(const struct tt_problem *p, domain_pairs *out)
{
    bool *marked = MEM_NEW(bool, p->n_subgroups + 1);
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        enum tt_family f = tt_rule_infos[r->type].family;
        if (f == TT_F_PREFERRED_ROOMS && tt_rule_live(p, r))
            domain_pair_up(p, i, marked, false, out);
        if (f != TT_F_HOME_ROOMS || !r->active)
            continue;
        for (int l = 0; l < p->n_lessons; l++)
            if (p->lessons[l].active && home_concerns(p, r, l))
                vec_push(out, ((struct domain_pair){l, i}));
    }
    mem_free(marked);
}

static int rule_room_count(const struct tt_rule *r)
{
    return r->room >= 0 ? 1 : r->n_rooms;
}

static int rule_room(const struct tt_rule *r, int i)
{
    return r->room >= 0 ? r->room : r->rooms[i];
}

/* The hard rules that decide a lesson's rooms, out of all its room rules. */
static int hard_lists(const struct tt_problem *p, const int *rules, int n, int *out)
{
    int n_out = 0;
    bool preferred = false;
    for (int i = 0; i < n; i++) {
        const struct tt_rule *r = &p->rules[rules[i]];
        if (tt_rule_infos[r->type].family != TT_F_PREFERRED_ROOMS)
            continue;
        preferred = true;
        if (r->weight >= TT_HARD)
            out[n_out++] = rules[i];
    }
    for (int i = 0; !preferred && i < n; i++)
        if (p->rules[rules[i]].weight >= TT_HARD)
            out[n_out++] = rules[i];
    return n_out;
}

/* Intersects the lists; `count` is a zeroed array over rooms and is left zeroed. */
static void intersect_lists(struct tt_domain *d, int lesson, int *count)
{
    const struct tt_problem *p = d->p;
    struct tt_lesson_rooms *lr = &d->rooms[lesson];
    const struct tt_rule *head = &p->rules[lr->rules[0]];
    int n = rule_room_count(head), students = p->lessons[lesson].head_count;
    for (int k = 0; k < lr->n_rules; k++) {
        const struct tt_rule *r = &p->rules[lr->rules[k]];
        if (r->n_reals > 0)
            lr->exact = lr->rules[k];
        for (int i = 0; i < rule_room_count(r); i++)
            if (count[rule_room(r, i)] == k)
                count[rule_room(r, i)]++;
    }
    lr->rooms = ARENA_NEW(d->arena, int, n + 1);
    lr->small = ARENA_NEW(d->arena, int, n + 1);
    for (int i = 0; i < n; i++) {
        int room = rule_room(head, i);
        if (count[room] != lr->n_rules)
            continue;
        count[room] = 0;
        if (students > p->rooms[room].capacity)
            lr->small[lr->n_small++] = room;
        else
            lr->rooms[lr->n++] = room;
    }
    for (int k = 0; k < lr->n_rules; k++)
        for (int i = 0; i < rule_room_count(&p->rules[lr->rules[k]]); i++)
            count[rule_room(&p->rules[lr->rules[k]], i)] = 0;
}

void domain_index_lesson_rooms(struct tt_domain *d)
{
    const struct tt_problem *p = d->p;
    domain_pairs pairs = {0};
    int *first, *rules, *count = MEM_NEW(int, p->n_rooms + 1);
    pair_room_rules(p, &pairs);
    domain_compress(d, &pairs, &first, &rules);
    d->rooms = ARENA_NEW(d->arena, struct tt_lesson_rooms, p->n_lessons + 1);
    for (int l = 0; l < p->n_lessons; l++) {
        struct tt_lesson_rooms *lr = &d->rooms[l];
        int n = first[l + 1] - first[l];
        lr->exact = -1;
        if (n == 0)
            continue;
        lr->rules = ARENA_NEW(d->arena, int, n);
        lr->n_rules = hard_lists(p, rules + first[l], n, lr->rules);
        lr->bound = lr->n_rules > 0;
        if (lr->bound)
            intersect_lists(d, l, count);
    }
    mem_free(count);
    vec_free(&pairs);
}

/* Is one room open for all periods of the lesson (its own closed times, its teachers')? */
static bool plain_open(const struct tt_domain *d, int lesson, int room, int slot,
                       const uint64_t *busy)
{
    const struct tt_problem *p = d->p;
    const struct tt_lesson *l = &p->lessons[lesson];
    const uint64_t *closed = d->room_closed + (size_t)room * d->words;
    for (int s = slot; s < slot + l->duration; s++)
        if (bitset_get(closed, s) ||
            (busy && bitset_get(busy + (size_t)room * d->words, s)))
            return false;
    for (int i = 0; i < d->n_teacher_rooms; i++) {
        const struct tt_rule *r = &p->rules[d->teacher_rooms[i]];
        if (r->room != room || !domain_has(l->teachers, l->n_teachers, r->teacher))
            continue;
        for (int k = 0; k < r->n_slots; k++)
            if (r->slots[k] >= slot && r->slots[k] < slot + l->duration)
                return false;
    }
    return true;
}

struct virtual_try {
    const struct tt_domain *d;
    const struct tt_room *room;
    int lesson, slot;
    const uint64_t *busy;
    int *set_of; /* real room -> set it serves, -1 = none */
    bool *tried;
};

/* Augmenting path: finds a real room for set k (Kuhn). */
static bool serve_set(struct virtual_try *v, int k)
{
    for (int i = 0; i < v->room->sets[k].n_rooms; i++) {
        int real = v->room->sets[k].rooms[i];
        if (v->tried[real] || !plain_open(v->d, v->lesson, real, v->slot, v->busy))
            continue;
        v->tried[real] = true;
        if (v->set_of[real] < 0 || serve_set(v, v->set_of[real])) {
            v->set_of[real] = k;
            return true;
        }
    }
    return false;
}

static bool virtual_open(const struct tt_domain *d, int lesson, int room, int slot,
                         const uint64_t *busy, int *reals)
{
    int n = d->p->n_rooms;
    bool ok = true;
    struct virtual_try v = {d,    &d->p->rooms[room], lesson,          slot,
                            busy, MEM_NEW(int, n),    MEM_NEW(bool, n)};
    for (int i = 0; i < n; i++)
        v.set_of[i] = -1;
    for (int k = 0; ok && k < v.room->n_sets; k++) {
        memset(v.tried, 0, (size_t)n * sizeof *v.tried);
        ok = serve_set(&v, k);
    }
    for (int i = 0; ok && reals && i < n; i++)
        if (v.set_of[i] >= 0)
            reals[v.set_of[i]] = i;
    mem_free(v.set_of);
    mem_free(v.tried);
    return ok;
}

bool tt_domain_room_open(const struct tt_domain *d, int lesson, int room, int slot,
                         const uint64_t *busy, int *reals)
{
    const struct tt_problem *p = d->p;
    if (!p->rooms[room].virtual_room)
        return plain_open(d, lesson, room, slot, busy);
    if (!plain_open(d, lesson, room, slot, NULL)) /* its own times count, not its use */
        return false;
    int exact = d->rooms[lesson].exact;
    if (exact < 0 || p->rules[exact].room != room)
        return virtual_open(d, lesson, room, slot, busy, reals);
    for (int i = 0; i < p->rules[exact].n_reals; i++) {
        if (!plain_open(d, lesson, p->rules[exact].reals[i], slot, busy))
            return false;
        if (reals && i < p->max_reals)
            reals[i] = p->rules[exact].reals[i];
    }
    return true;
}

void domain_bar_rooms(const struct tt_domain *d, int lesson, uint64_t *bits)
{
    const struct tt_lesson_rooms *lr = &d->rooms[lesson];
    int duration = d->p->lessons[lesson].duration;
    for (int s = 0; s < d->n_slots; s++) {
        bool open = s % d->p->n_periods + duration > d->p->n_periods;
        for (int i = 0; !open && i < lr->n; i++)
            open = tt_domain_room_open(d, lesson, lr->rooms[i], s, NULL, NULL);
        if (!open)
            bitset_set(bits, s);
    }
}

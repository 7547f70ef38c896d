/*
 * Too few rooms: lessons whose hard room lists lie inside a few rooms need more periods
 * than these rooms offer. Rooms with the same open times that occur in the same lists are
 * one class, so that the matching stays small. Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <string.h>

enum { MOST_ARCS = 6000000 };

/* What one lesson needs at the same time: one room out of each list. */
struct need {
    int lesson, n, *rooms;
};

struct room_work {
    struct explain *x;
    VEC(struct need) needs;
    int *class_of, n_classes; /* room -> class of equal rooms */
    int *size;                /* rooms of each class */
    int *example;             /* one room of each class */
    int width;                /* cells of a class: slots, or periods in block planning */
};

static int *copy_ints(struct arena *a, const int *v, int n)
{
    int *to = ARENA_NEW(a, int, n + 1);
    if (n > 0)
        memcpy(to, v, (size_t)n * sizeof *to);
    return to;
}

static void add_need(struct room_work *w, int lesson, const int *rooms, int n)
{
    vec_push(&w->needs, ((struct need){lesson, n, copy_ints(w->x->tmp, rooms, n)}));
}

/* All real rooms that a choice among the lesson's rooms may take at least one of. */
static void any_of(struct room_work *w, int lesson)
{
    const struct tt_problem *p = w->x->p;
    const struct tt_lesson_rooms *lr = &w->x->dom.rooms[lesson];
    bool *in = MEM_NEW(bool, p->n_rooms + 1);
    int *rooms = MEM_NEW(int, p->n_rooms + 1), n = 0;
    for (int i = 0; i < lr->n; i++) {
        const struct tt_room *r = &p->rooms[lr->rooms[i]];
        if (!r->virtual_room)
            in[lr->rooms[i]] = true;
        for (int k = 0; k < r->n_sets; k++)
            for (int j = 0; j < r->sets[k].n_rooms; j++)
                in[r->sets[k].rooms[j]] = true;
    }
    for (int i = 0; i < p->n_rooms; i++)
        if (in[i])
            rooms[n++] = i;
    add_need(w, lesson, rooms, n);
    mem_free(in);
    mem_free(rooms);
}

static void collect_needs(struct room_work *w)
{
    const struct tt_problem *p = w->x->p;
    for (int l = 0; l < p->n_lessons; l++) {
        const struct tt_lesson_rooms *lr = &w->x->dom.rooms[l];
        if (!p->lessons[l].active || !lr->bound || w->x->dead[l] || lr->n == 0)
            continue;
        const struct tt_room *only = &p->rooms[lr->rooms[0]];
        if (lr->n > 1 || !only->virtual_room) {
            any_of(w, l);
            continue;
        }
        const struct tt_rule *exact = lr->exact >= 0 ? &p->rules[lr->exact] : NULL;
        if (exact && exact->room != lr->rooms[0])
            exact = NULL;
        for (int k = 0; exact && k < exact->n_reals; k++)
            add_need(w, l, &exact->reals[k], 1);
        for (int k = 0; !exact && k < only->n_sets; k++)
            add_need(w, l, only->sets[k].rooms, only->sets[k].n_rooms);
    }
}

/* --- classes of equal rooms --- */

/* Splits classes by whether a room is `in`. */
static void refine(struct room_work *w, const bool *in)
{
    int n = w->x->p->n_rooms, fresh = 0;
    int *to = MEM_NEW(int, 2 * n + 2);
    for (int i = 0; i < 2 * n + 2; i++)
        to[i] = -1;
    for (int r = 0; r < n; r++) {
        int key = 2 * w->class_of[r] + in[r];
        if (to[key] < 0)
            to[key] = fresh++;
        w->class_of[r] = to[key];
    }
    w->n_classes = fresh;
    mem_free(to);
}

static void split_by_times(struct room_work *w)
{
    int n = w->x->p->n_rooms, words = w->x->dom.words;
    bool *in = MEM_NEW(bool, n + 1), *done = MEM_NEW(bool, n + 1);
    for (int a = 0; a < n; a++) {
        if (done[a])
            continue;
        for (int b = 0; b < n; b++) {
            in[b] = !memcmp(w->x->dom.room_closed + (size_t)a * words,
                            w->x->dom.room_closed + (size_t)b * words,
                            (size_t)words * sizeof(uint64_t));
            done[b] |= in[b];
        }
        refine(w, in);
    }
    mem_free(in);
    mem_free(done);
}

static int64_t hash_rooms(const struct need *d)
{
    uint64_t h = 1469598103934665603ULL;
    for (int i = 0; i < d->n; i++)
        h = (h ^ (uint64_t)d->rooms[i]) * 1099511628211ULL;
    return (int64_t)(h >> 1);
}

static void find_classes(struct room_work *w)
{
    int n = w->x->p->n_rooms;
    bool *in = MEM_NEW(bool, n + 1);
    struct map known;
    map_init(&known);
    w->class_of = MEM_NEW(int, n + 1);
    w->n_classes = 1;
    split_by_times(w);
    for (int i = 0; i < w->needs.n; i++) {
        /* lists with equal hashes but other rooms would only be split too little: check */
        if (!map_put_int(&known, hash_rooms(&w->needs.v[i]), i)) {
            const struct need *o =
                &w->needs.v[map_get_int(&known, hash_rooms(&w->needs.v[i]), i)];
            if (o->n == w->needs.v[i].n &&
                !memcmp(o->rooms, w->needs.v[i].rooms, (size_t)o->n * sizeof(int)))
                continue;
        }
        memset(in, 0, (size_t)n * sizeof *in);
        for (int k = 0; k < w->needs.v[i].n; k++)
            in[w->needs.v[i].rooms[k]] = true;
        refine(w, in);
    }
    w->size = MEM_NEW(int, w->n_classes + 1);
    w->example = MEM_NEW(int, w->n_classes + 1);
    for (int r = n - 1; r >= 0; r--) {
        w->size[w->class_of[r]]++;
        w->example[w->class_of[r]] = r;
    }
    map_release(&known);
    mem_free(in);
}

/* --- matching --- */

static int cell_of(const struct room_work *w, int class, int slot)
{
    return class * w->width + slot % w->width;
}

static int cells_of(const struct room_work *w, const struct need *d, const uint64_t *bits,
                    int *cells, bool *seen)
{
    const struct explain *x = w->x;
    int n = 0;
    for (int i = 0; i < d->n; i++) {
        int class = w->class_of[d->rooms[i]];
        const uint64_t *closed = x->dom.room_closed + (size_t)d->rooms[i] * x->dom.words;
        for (int s = 0; s < x->dom.n_slots; s++) {
            int c = cell_of(w, class, s);
            if (!bitset_get(bits, s) || bitset_get(closed, s) || seen[c])
                continue;
            seen[c] = true;
            cells[n++] = c;
        }
    }
    for (int i = 0; i < n; i++)
        seen[cells[i]] = false;
    return n;
}

static void add_rows(struct room_work *w, struct match *m)
{
    const struct explain *x = w->x;
    uint64_t *bits = MEM_NEW(uint64_t, x->dom.words);
    int *cells = MEM_NEW(int, m->n_cells + 1);
    bool *seen = MEM_NEW(bool, m->n_cells + 1);
    for (int i = 0; i < w->needs.n && m->n_arcs < MOST_ARCS; i++) {
        const struct need *d = &w->needs.v[i];
        for (int k = 0; k < x->p->lessons[d->lesson].duration; k++) {
            explain_period_slots(x, d->lesson, k, bits);
            match_add(m, d->lesson, cells, cells_of(w, d, bits, cells, seen));
        }
    }
    mem_free(bits);
    mem_free(cells);
    mem_free(seen);
}

/* --- sentences --- */

static void say(struct room_work *w, const struct violator *v)
{
    struct explain *x = w->x;
    struct explain_note n;
    uint64_t *bits = MEM_NEW(uint64_t, x->dom.words);
    bool *used = MEM_NEW(bool, w->n_classes + 1);
    int_list rooms = {0};
    int places = 0;
    for (int i = 0; i < v->cells.n; i++) {
        used[v->cells.v[i] / w->width] = true;
        places += w->size[v->cells.v[i] / w->width];
        bitset_set(bits, v->cells.v[i] % w->width);
    }
    for (int r = 0; r < x->p->n_rooms; r++)
        if (used[w->class_of[r]])
            vec_push(&rooms, r);
    note_begin(&n);
    sb_addf(&n.text, "%d periods of ", v->need);
    explain_add_lessons(x->p, &n.text, v->lessons.v, v->lessons.n);
    sb_addf(&n.text, " need %s", rooms.n == 1 ? "the room " : "one of the rooms ");
    explain_add_rooms(x->p, &n.text, rooms.v, rooms.n);
    sb_addf(&n.text, ", which can hold at most %d of them then", v->have);
    int slots = 0;
    for (int k = 0; k < x->dom.words; k++)
        slots += bits_count(bits[k]);
    sb_addf(&n.text, " (%d room periods: ", places);
    if (slots == w->width)
        sb_adds(&n.text, "the whole plan");
    else
        explain_add_slots(x->p, &n.text, bits);
    sb_adds(&n.text, ").");
    sb_adds(&n.advice, "Allow these lessons more rooms or other periods.");
    for (int i = 0; i < v->lessons.n; i++) {
        note_lesson(&n, v->lessons.v[i]);
        if (n.rules.n < 40)
            note_bar_rules(&n, x, v->lessons.v[i]);
    }
    note_end(&n, x->out, true, -1);
    mem_free(bits);
    mem_free(used);
    vec_free(&rooms);
}

void explain_rooms(struct explain *x)
{
    const struct tt_problem *p = x->p;
    struct room_work w = {.x = x};
    w.width = p->mode == TT_BLOCK_PLANNING ? p->n_periods : x->dom.n_slots;
    collect_needs(&w);
    if (w.needs.n > 0) {
        struct match m;
        struct violator v;
        find_classes(&w);
        match_init(&m, w.n_classes * w.width);
        for (int c = 0; c < m.n_cells; c++)
            m.cap[c] = w.size[c / w.width];
        add_rows(&w, &m);
        if (match_violator(&m, p->n_lessons, &v) &&
            explain_first_time(x, v.lessons.v, v.lessons.n, 0))
            say(&w, &v);
        violator_release(&v);
        match_release(&m);
        mem_free(w.class_of);
        mem_free(w.size);
        mem_free(w.example);
    }
    vec_free(&w.needs);
}

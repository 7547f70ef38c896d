/* Collecting which lessons are in which cell; see tt_grid.h. Layer: formats. */
#include "formats/tt_grid.h"
#include "base/mem.h"
#include "base/vec.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* --- who has which lessons --- */

int tt_lesson_room_at(const struct tt_solution *s, int lesson, int k)
{
    if (k == 0)
        return s->room[lesson];
    return k <= s->max_reals ? s->real[lesson * s->max_reals + k - 1] : -1;
}

/* The k-th subgroup, teacher or room that a lesson belongs to, -1 behind the last. */
static int member(const struct tt_grid_index *x, enum tt_view_kind kind, int lesson,
                  int k)
{
    const struct tt_lesson *l = &x->p->lessons[lesson];
    if (!l->active)
        return -1;
    if (kind == TT_VIEW_ROOM)
        return tt_lesson_room_at(x->s, lesson, k);
    if (kind == TT_VIEW_SET)
        return k < l->n_subgroups ? l->subgroups[k] : -1;
    return k < l->n_teachers ? l->teachers[k] : -1;
}

static void index_kind(struct tt_grid_index *x, enum tt_view_kind kind, int n)
{
    const struct tt_problem *p = x->p;
    int who, *count = x->n_by[kind] = ARENA_NEW(x->arena, int, n);
    for (int i = 0; i < p->n_lessons; i++)
        for (int k = 0; (who = member(x, kind, i, k)) >= 0; k++)
            count[who]++;
    x->by[kind] = ARENA_NEW(x->arena, int *, n);
    for (int i = 0; i < n; i++)
        x->by[kind][i] = ARENA_NEW(x->arena, int, count[i]);
    memset(count, 0, (size_t)n * sizeof *count);
    for (int i = 0; i < p->n_lessons; i++)
        for (int k = 0; (who = member(x, kind, i, k)) >= 0; k++)
            x->by[kind][who][count[who]++] = i;
}

void tt_grid_index_init(struct tt_grid_index *x, const struct tt_problem *p,
                        const struct tt_solution *s)
{
    *x = (struct tt_grid_index){.p = p, .s = s, .arena = arena_new()};
    x->count = ARENA_NEW(x->arena, int, p->n_lessons);
    index_kind(x, TT_VIEW_SET, p->n_subgroups);
    index_kind(x, TT_VIEW_TEACHER, p->n_teachers);
    index_kind(x, TT_VIEW_ROOM, p->n_rooms);
}

void tt_grid_index_release(struct tt_grid_index *x)
{
    arena_free(x->arena);
    *x = (struct tt_grid_index){0};
}

bool tt_grid_used(const struct tt_grid_index *x, enum tt_view_kind kind, int id)
{
    if (kind != TT_VIEW_SET)
        return x->n_by[kind][id] > 0;
    const struct tt_set *set = &x->p->sets[id];
    for (int i = 0; i < set->n_subgroups; i++)
        if (x->n_by[TT_VIEW_SET][set->subgroups[i]] > 0)
            return true;
    return false;
}

/* --- cells --- */

typedef VEC(int) int_vec;

/* The lessons of a class, teacher or room, each once; x->count says how many subgroups of
   a class attend each. */
static void collect(struct tt_grid_index *x, enum tt_view_kind kind, int id, int_vec *out)
{
    const struct tt_set *set = kind == TT_VIEW_SET ? &x->p->sets[id] : NULL;
    int n = set ? set->n_subgroups : 1;
    for (int i = 0; i < n; i++) {
        int who = set ? set->subgroups[i] : id;
        for (int k = 0; k < x->n_by[kind][who]; k++) {
            int lesson = x->by[kind][who][k];
            if (x->count[lesson]++ == 0)
                vec_push(out, lesson);
        }
    }
}

static int by_place(const void *a, const void *b)
{
    const struct tt_grid_item *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    if (x->period != y->period)
        return x->period < y->period ? -1 : 1;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return (x->lesson > y->lesson) - (x->lesson < y->lesson);
}

static int by_number(const void *a, const void *b)
{
    return (*(const int *)a > *(const int *)b) - (*(const int *)a < *(const int *)b);
}

/* Splits the lessons into items and unplaced ones. */
static void place_items(struct tt_grid *g, struct tt_grid_index *x,
                        const int_vec *lessons)
{
    const struct tt_problem *p = x->p;
    int whole = g->kind == TT_VIEW_SET ? p->sets[g->id].n_subgroups : 1;
    g->items = MEM_NEW(struct tt_grid_item, lessons->n);
    g->unplaced = MEM_NEW(int, lessons->n);
    for (int i = 0; i < lessons->n; i++) {
        int lesson = lessons->v[i], slot = x->s->slot[lesson];
        const struct tt_lesson *l = &p->lessons[lesson];
        bool partial = x->count[lesson] < whole;
        x->count[lesson] = 0;
        if (slot < 0) {
            g->unplaced[g->n_unplaced++] = lesson;
            continue;
        }
        int day = slot / p->n_periods, period = slot % p->n_periods;
        int room_left = p->n_periods - period;
        int length = l->duration < room_left ? l->duration : room_left;
        int order = l->n_sets ? l->sets[0] : p->n_sets;
        g->items[g->n_items++] =
            (struct tt_grid_item){lesson, day, period, length, 0, order, partial};
        g->hours += length;
    }
    qsort(g->items, (size_t)g->n_items, sizeof *g->items, by_place);
    qsort(g->unplaced, (size_t)g->n_unplaced, sizeof *g->unplaced, by_number);
}

/* The first lane that is free at the start of each item; items are sorted by start. */
static void assign_lanes(struct tt_grid *g, struct tt_grid_cell *c)
{
    int *busy_until = MEM_NEW(int, c->n);
    c->uniform = true;
    for (int i = c->first; i < c->first + c->n; i++) {
        struct tt_grid_item *item = &g->items[i];
        int lane = 0;
        while (lane < c->lanes && busy_until[lane] > item->period)
            lane++;
        if (lane == c->lanes)
            c->lanes++;
        item->lane = lane;
        busy_until[lane] = item->period + item->length;
        if (item->period != c->period || item->length != c->length)
            c->uniform = false;
    }
    mem_free(busy_until);
}

static void make_cells(struct tt_grid *g)
{
    g->cells = MEM_NEW(struct tt_grid_cell, g->n_items);
    for (int i = 0; i < g->n_items; i++) {
        const struct tt_grid_item *item = &g->items[i];
        struct tt_grid_cell *c = g->n_cells ? &g->cells[g->n_cells - 1] : NULL;
        int end = item->period + item->length;
        if (!c || c->day != item->day || c->period + c->length <= item->period) {
            c = &g->cells[g->n_cells++];
            *c = (struct tt_grid_cell){item->day, item->period, item->length, i, 1,
                                       0,         true};
            continue;
        }
        c->n++;
        if (end > c->period + c->length)
            c->length = end - c->period;
    }
    for (int i = 0; i < g->n_cells; i++)
        assign_lanes(g, &g->cells[i]);
}

/* Are all subgroups of `inner` also in `outer`? Both lists are sorted. */
static bool set_within(const struct tt_problem *p, int inner, int outer)
{
    const struct tt_set *a = &p->sets[inner], *b = &p->sets[outer];
    int k = 0;
    for (int i = 0; i < a->n_subgroups; i++) {
        while (k < b->n_subgroups && b->subgroups[k] < a->subgroups[i])
            k++;
        if (k == b->n_subgroups || b->subgroups[k] != a->subgroups[i])
            return false;
    }
    return true;
}

static bool marks_us(const struct tt_problem *p, const struct tt_rule *r,
                     const struct tt_grid *g)
{
    if (!r->active)
        return false;
    switch (tt_rule_infos[r->type].family) {
    case TT_F_BREAK:
        return true;
    case TT_F_NOT_AVAILABLE:
        if (r->set >= 0)
            return g->kind == TT_VIEW_SET && set_within(p, g->id, r->set);
        return g->kind == TT_VIEW_TEACHER && r->teacher == g->id;
    case TT_F_ROOM_NOT_AVAILABLE:
        return g->kind == TT_VIEW_ROOM && r->room == g->id;
    default:
        return false;
    }
}

static void make_marks(struct tt_grid *g, const struct tt_problem *p)
{
    g->marks = MEM_NEW(unsigned char, p->n_days * p->n_periods);
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        if (!marks_us(p, r, g))
            continue;
        bool is_break = tt_rule_infos[r->type].family == TT_F_BREAK;
        for (int k = 0; k < r->n_slots; k++)
            if (is_break || g->marks[r->slots[k]] == TT_FREE)
                g->marks[r->slots[k]] = is_break ? TT_BREAK : TT_NOT_AVAILABLE;
    }
}

static void choose_days(struct tt_grid *g, const struct tt_problem *p)
{
    bool *used = MEM_NEW(bool, p->n_days);
    for (int i = 0; i < g->n_items; i++)
        used[g->items[i].day] = true;
    bool all = p->mode != TT_BLOCK_PLANNING || g->n_items == 0;
    g->days = MEM_NEW(int, p->n_days);
    for (int i = 0; i < p->n_days; i++)
        if (all || used[i])
            g->days[g->n_days++] = i;
    mem_free(used);
}

void tt_grid_init(struct tt_grid *g, struct tt_grid_index *x, enum tt_view_kind kind,
                  int id)
{
    int_vec lessons = {0};
    assert(kind <= TT_VIEW_ROOM);
    *g = (struct tt_grid){.kind = kind, .id = id};
    collect(x, kind, id, &lessons);
    place_items(g, x, &lessons);
    vec_free(&lessons);
    make_cells(g);
    make_marks(g, x->p);
    choose_days(g, x->p);
}

void tt_grid_release(struct tt_grid *g)
{
    mem_free(g->items);
    mem_free(g->cells);
    mem_free(g->unplaced);
    mem_free(g->marks);
    mem_free(g->days);
    *g = (struct tt_grid){0};
}

const struct tt_grid_cell *tt_grid_cell_at(const struct tt_grid *g, int day, int period)
{
    int low = 0, high = g->n_cells;
    while (low < high) { /* the last cell that begins here or before */
        int mid = (low + high) / 2;
        const struct tt_grid_cell *c = &g->cells[mid];
        if (c->day < day || (c->day == day && c->period <= period))
            low = mid + 1;
        else
            high = mid;
    }
    if (low == 0)
        return NULL;
    const struct tt_grid_cell *c = &g->cells[low - 1];
    return c->day == day && period < c->period + c->length ? c : NULL;
}

/* --- tables of days --- */

/* Days that must not share a table with others: indices in g->days, by first, step, n. */
static bool stretch_at(const struct tt_problem *p, int n_days, int index, int *first,
                       int *step, int *n)
{
    *step = 1;
    if (p->mode == TT_MORNINGS_AFTERNOONS) {
        *first = index;
        *step = 2;
        *n = index < 2 ? (n_days - index + 1) / 2 : 0;
    } else if (p->mode == TT_TERMS && p->days_per_term > 0) {
        *first = index * p->days_per_term;
        *n = n_days - *first < p->days_per_term ? n_days - *first : p->days_per_term;
    } else {
        *first = 0;
        *n = index == 0 ? n_days : 0;
    }
    return *n > 0;
}

/* *state counts the days that were given out. */
bool tt_block_next(const struct tt_problem *p, const struct tt_grid *g, int most,
                   int *state, struct tt_block *out)
{
    int first, step, n, before = 0;
    assert(most > 0);
    for (int i = 0; stretch_at(p, g->n_days, i, &first, &step, &n); before += n, i++) {
        if (*state >= before + n)
            continue;
        int tables = (n + most - 1) / most, size = (n + tables - 1) / tables;
        int done = *state - before;
        out->n_days = n - done < size ? n - done : size;
        for (int k = 0; k < out->n_days; k++)
            out->days[k] = g->days[first + (done + k) * step];
        *state += out->n_days;
        return true;
    }
    return false;
}

/* --- names and colours --- */

int *tt_subject_colors(const struct tt_problem *p, int n_colors)
{
    int *color = MEM_NEW(int, p->n_subjects), *used = MEM_NEW(int, n_colors);
    for (int i = 0; i < p->n_subjects; i++) {
        unsigned hash = 2166136261u; /* FNV-1a */
        for (const char *c = p->subjects[i].label.name; *c; c++)
            hash = (hash ^ (unsigned char)*c) * 16777619u;
        int round = i / n_colors;
        color[i] = (int)((hash ^ hash >> 15) % (unsigned)n_colors);
        while (used[color[i]] > round)
            color[i] = (color[i] + 1) % n_colors;
        used[color[i]]++;
    }
    mem_free(used);
    return color;
}

const struct tt_label *tt_view_label(const struct tt_problem *p, enum tt_view_kind kind,
                                     int id)
{
    if (kind == TT_VIEW_SET)
        return &p->sets[id].label;
    return kind == TT_VIEW_TEACHER ? &p->teachers[id].label : &p->rooms[id].label;
}

static void add_name(struct strbuf *out, size_t start, const char *between,
                     const char *name)
{
    if (out->len > start)
        sb_adds(out, between);
    sb_adds(out, name);
}

void tt_lesson_teachers(const struct tt_problem *p, int lesson, const char *between,
                        struct strbuf *out)
{
    const struct tt_lesson *l = &p->lessons[lesson];
    size_t start = out->len;
    for (int i = 0; i < l->n_teachers; i++)
        add_name(out, start, between, p->teachers[l->teachers[i]].label.name);
}

void tt_lesson_sets(const struct tt_problem *p, int lesson, int within_set,
                    const char *between, struct strbuf *out)
{
    const struct tt_lesson *l = &p->lessons[lesson];
    size_t start = out->len;
    for (int i = 0; i < l->n_sets; i++)
        if (within_set < 0 || tt_sets_overlap(p, l->sets[i], within_set))
            add_name(out, start, between, p->sets[l->sets[i]].label.name);
}

void tt_lesson_room(const struct tt_problem *p, const struct tt_solution *s, int lesson,
                    const char *between, struct strbuf *out)
{
    size_t start = out->len;
    int room, k = tt_lesson_room_at(s, lesson, 1) >= 0;
    for (; (room = tt_lesson_room_at(s, lesson, k)) >= 0; k++)
        add_name(out, start, between, p->rooms[room].label.name);
}

/*
 * Suggestions: gathers moves, swaps and chains, ranks them and hands out the best.
 * Layer: timetable.
 */
#include "timetable/suggest_parts.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct tt_suggester *tt_suggester_new(const struct tt_problem *p)
{
    struct tt_suggester *g = MEM_NEW(struct tt_suggester, 1);
    g->p = p;
    g->m = tm_new(p);
    sg_judge_init(&g->j, p, g->m);
    tt_solution_init(&g->given, p);
    tt_solution_init(&g->loaded, p);
    g->real_scratch = MEM_NEW(int, p->max_reals + 1);
    g->mark = MEM_NEW(int, p->n_lessons + 1);
    return g;
}

void tt_suggester_free(struct tt_suggester *g)
{
    if (!g)
        return;
    sg_judge_release(&g->j);
    ts_free(g->st);
    tm_free(g->m);
    tt_solution_release(&g->given);
    tt_solution_release(&g->loaded);
    vec_free(&g->found);
    mem_free(g->locked);
    mem_free(g->weight);
    mem_free(g->real_scratch);
    mem_free(g->mark);
    mem_free(g);
}

void tt_suggester_load(struct tt_suggester *g, const struct tt_solution *s)
{
    tt_solution_copy(&g->given, s);
    for (int l = 0; l < g->p->n_lessons; l++)
        if (!g->p->lessons[l].active)
            g->given.slot[l] = -1;
    sg_judge_load(&g->j, &g->given);
    g->st_ready = false;
}

/* --- one suggestion --- */

static struct tt_step step_of(const struct tt_suggester *g, int lesson)
{
    const struct tt_solution *s = &g->j.s;
    struct tt_step x = {lesson, s->slot[lesson], s->room[lesson], NULL};
    if (x.room >= 0 && g->p->rooms[x.room].virtual_room) {
        int *reals = ARENA_NEW(g->arena, int, s->max_reals);
        memcpy(reals, sg_reals(&g->j, lesson), (size_t)s->max_reals * sizeof *reals);
        x.reals = reals;
    }
    return x;
}

static bool changed(const struct tt_suggester *g, int lesson)
{
    const struct tt_solution *is = &g->j.s, *was = &g->given;
    size_t n = (size_t)is->max_reals, at = (size_t)lesson * n;
    return is->slot[lesson] != was->slot[lesson] ||
           (is->slot[lesson] >= 0 &&
            (is->room[lesson] != was->room[lesson] ||
             memcmp(is->real + at, was->real + at, n * sizeof(int)) != 0));
}

/* Those that start together with the asked lesson follow it, then the others. */
static int rank_of_step(const struct tt_suggester *g, int asked, int lesson)
{
    if (lesson == asked)
        return 0;
    return g->m->lessons[lesson].event == g->m->lessons[asked].event ? 1 : 2;
}

static void note_steps(struct tt_suggester *g, int asked, struct tt_suggestion *s)
{
    int n = g->j.changes.n;
    s->steps = ARENA_NEW(g->arena, struct tt_step, n + 1);
    s->displaced = ARENA_NEW(g->arena, int, n + 1);
    for (int rank = 0; rank < 3; rank++)
        for (int i = 0; i < n; i++) {
            int l = g->j.changes.v[i].lesson;
            if (rank_of_step(g, asked, l) != rank || !changed(g, l))
                continue;
            s->steps[s->n_steps++] = step_of(g, l);
            if (g->j.s.slot[l] < 0)
                s->displaced[s->n_displaced++] = l;
        }
}

struct sg_found *sg_note(struct tt_suggester *g, int asked, enum tt_suggest_kind kind,
                         const struct cost *times, const sg_ints *broken)
{
    struct sg_found x = {.s = {.kind = kind, .delta = *times}};
    sg_ints all = {0};
    for (int i = 0; i < broken->n; i++)
        vec_push(&all, broken->v[i]);
    sg_delta(&g->j, TT_LIST_S, &x.s.delta, &all);
    x.s.n_broken = all.n;
    x.s.broken = ARENA_NEW(g->arena, int, all.n + 1);
    for (int i = 0; i < all.n; i++)
        x.s.broken[i] = all.v[i];
    vec_free(&all);
    note_steps(g, asked, &x.s);
    vec_push(&g->found, x);
    return &g->found.v[g->found.n - 1];
}

/* --- ranking --- */

static int compare_steps(const struct tt_suggestion *a, const struct tt_suggestion *b)
{
    if (a->n_steps != b->n_steps)
        return a->n_steps - b->n_steps;
    for (int i = 0; i < a->n_steps; i++) {
        const struct tt_step *x = &a->steps[i], *y = &b->steps[i];
        if (x->slot != y->slot)
            return x->slot - y->slot;
        if (x->lesson != y->lesson)
            return x->lesson - y->lesson;
        if (x->room != y->room)
            return x->room - y->room;
    }
    return 0;
}

static int by_rank(const void *left, const void *right)
{
    const struct sg_found *a = left, *b = right;
    int by = a->outside - b->outside;
    if (by == 0)
        by = cost_cmp(a->s.delta, b->s.delta);
    if (by == 0)
        by = (int)a->s.kind - (int)b->s.kind;
    return by ? by : compare_steps(&a->s, &b->s);
}

/* Which to keep when not all fit: other rooms of a start come after the best of each. */
static int by_worth(const void *left, const void *right)
{
    const struct sg_found *a = left, *b = right;
    int by = a->outside - b->outside;
    if (by == 0)
        by = a->spare - b->spare;
    return by ? by : by_rank(left, right);
}

static bool same_steps(const struct tt_suggestion *a, const struct tt_suggestion *b)
{
    if (a->n_steps != b->n_steps)
        return false;
    for (int i = 0; i < a->n_steps; i++) {
        bool found = false;
        for (int k = 0; k < b->n_steps && !found; k++)
            found = a->steps[i].lesson == b->steps[k].lesson &&
                    a->steps[i].slot == b->steps[k].slot &&
                    a->steps[i].room == b->steps[k].room;
        if (!found)
            return false;
    }
    return true;
}

/* A chain may have found what a swap does, or two chains the same. */
static void drop_doubles(struct tt_suggester *g)
{
    int n = 0;
    for (int i = 0; i < g->found.n; i++) {
        bool twice = false;
        for (int k = 0; k < n && !twice && g->found.v[i].s.kind != TT_SUGGEST_MOVE; k++)
            twice = same_steps(&g->found.v[k].s, &g->found.v[i].s);
        if (!twice)
            g->found.v[n++] = g->found.v[i];
    }
    g->found.n = n;
}

static void copy_out(const struct tt_suggester *g, const struct tt_suggestion *from,
                     struct arena *a, struct tt_suggestion *to)
{
    *to = *from;
    to->steps = ARENA_NEW(a, struct tt_step, from->n_steps + 1);
    to->displaced = ARENA_NEW(a, int, from->n_displaced + 1);
    to->broken = ARENA_NEW(a, int, from->n_broken + 1);
    memcpy(to->displaced, from->displaced, (size_t)from->n_displaced * sizeof(int));
    memcpy(to->broken, from->broken, (size_t)from->n_broken * sizeof(int));
    for (int i = 0; i < from->n_steps; i++) {
        to->steps[i] = from->steps[i];
        if (!from->steps[i].reals)
            continue;
        size_t bytes = (size_t)g->p->max_reals * sizeof(int);
        int *reals = ARENA_NEW(a, int, g->p->max_reals);
        memcpy(reals, from->steps[i].reals, bytes);
        to->steps[i].reals = reals;
    }
}

static void begin(struct tt_suggester *g)
{
    g->arena = arena_new();
    g->found.n = 0;
}

static void hand_out(struct tt_suggester *g, int limit, struct tt_suggestions *out)
{
    drop_doubles(g);
    int n = g->found.n;
    size_t size = sizeof *g->found.v;
    if (limit > 0 && n > limit) {
        qsort(g->found.v, (size_t)n, size, by_worth);
        n = limit;
    }
    if (n > 1)
        qsort(g->found.v, (size_t)n, size, by_rank);
    *out = (struct tt_suggestions){.arena = arena_new(), .n = n};
    out->v = ARENA_NEW(out->arena, struct tt_suggestion, n + 1);
    for (int i = 0; i < n; i++)
        copy_out(g, &g->found.v[i].s, out->arena, &out->v[i]);
    arena_free(g->arena);
    g->arena = NULL;
}

/* --- the questions --- */

/* A swap of neighbours may bring a lesson elsewhere than into the cell asked for. */
static void keep_cell(struct tt_suggester *g, const struct tt_cell *cell)
{
    int n = 0;
    for (int i = 0; i < g->found.n; i++) {
        const struct tt_step *x = &g->found.v[i].s.steps[0];
        if (x->slot == cell->slot && (cell->room < 0 || x->room == cell->room))
            g->found.v[n++] = g->found.v[i];
    }
    g->found.n = n;
}

void tt_suggester_lesson(struct tt_suggester *g, int lesson, int limit,
                         struct tt_suggestions *out)
{
    assert(lesson >= 0 && lesson < g->p->n_lessons);
    begin(g);
    if (g->p->lessons[lesson].active) {
        sg_moves(g, lesson);
        sg_swaps(g, lesson);
        sg_chains(g, lesson);
    }
    hand_out(g, limit, out);
}

static void lessons_of_persons(const struct tt_suggester *g, const struct tt_cell *cell,
                               bool *in)
{
    const struct tt_problem *p = g->p;
    int n = cell->teacher >= 0 ? 1 : p->sets[cell->set].n_subgroups;
    for (int i = 0; i < n; i++) {
        int x = cell->teacher >= 0
                    ? g->m->teacher_person[cell->teacher]
                    : g->m->subgroup_person[p->sets[cell->set].subgroups[i]];
        for (int k = 0; x >= 0 && k < g->m->persons[x].n_lessons; k++)
            in[g->m->persons[x].lessons[k]] = true;
    }
}

static void lessons_of_room(const struct tt_suggester *g, int room, bool *in)
{
    for (int l = 0; l < g->p->n_lessons; l++) {
        const struct tm_lesson *le = &g->m->lessons[l];
        for (int i = 0; i < le->n_options && !in[l]; i++)
            in[l] = le->options[i].room == room && g->p->lessons[l].active;
        in[l] = in[l] || (g->given.slot[l] >= 0 && g->given.room[l] == room);
    }
}

/* Is the lesson in the cell now? */
static bool covers(const struct tt_suggester *g, const struct tt_cell *cell, int lesson)
{
    int slot = g->given.slot[lesson];
    return slot >= 0 && slot <= cell->slot &&
           cell->slot < slot + check_covered(&g->j.c, lesson) &&
           (cell->room < 0 || g->given.room[lesson] == cell->room);
}

void tt_suggester_cell(struct tt_suggester *g, const struct tt_cell *cell, int limit,
                       struct tt_suggestions *out)
{
    assert(cell->slot >= 0 && cell->slot < g->m->n_slots);
    begin(g);
    bool *in = ARENA_NEW(g->arena, bool, g->p->n_lessons + 1);
    if (cell->room >= 0)
        lessons_of_room(g, cell->room, in);
    else
        lessons_of_persons(g, cell, in);
    for (int l = 0; l < g->p->n_lessons; l++) {
        bool here = g->given.slot[l] == cell->slot &&
                    (cell->room < 0 || g->given.room[l] == cell->room);
        if (!in[l] || here)
            continue;
        sg_move_to(g, l, cell->slot, cell->room, true);
        for (int k = 0; k < g->p->n_lessons; k++)
            if (in[k] && g->given.slot[k] == cell->slot && covers(g, cell, k))
                sg_swap_with(g, l, g->m->lessons[k].event);
    }
    keep_cell(g, cell);
    hand_out(g, limit, out);
}

void tt_suggest_lesson(const struct tt_problem *p, const struct tt_solution *s,
                       int lesson, int limit, struct tt_suggestions *out)
{
    struct tt_suggester *g = tt_suggester_new(p);
    tt_suggester_load(g, s);
    tt_suggester_lesson(g, lesson, limit, out);
    tt_suggester_free(g);
}

void tt_suggest_cell(const struct tt_problem *p, const struct tt_solution *s,
                     const struct tt_cell *cell, int limit, struct tt_suggestions *out)
{
    struct tt_suggester *g = tt_suggester_new(p);
    tt_suggester_load(g, s);
    tt_suggester_cell(g, cell, limit, out);
    tt_suggester_free(g);
}

void tt_suggestions_release(struct tt_suggestions *s)
{
    arena_free(s->arena);
    memset(s, 0, sizeof *s);
}

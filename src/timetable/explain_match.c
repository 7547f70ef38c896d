/*
 * Bipartite matching with capacities, as a maximum flow (Dinic 1970), and the small set of
 * lessons that cannot be served: Hall's theorem (1935) says that one exists exactly when
 * the matching is not perfect; reachability in the residual graph finds it, leaving out
 * lessons one after the other makes it irreducible. Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <limits.h>
#include <string.h>

enum { MOST_TRIES = 16 };

/* --- flow --- */

struct arc {
    int to, next, cap;
};

struct net {
    int n;
    int *head, *at, *level, *queue;
    VEC(struct arc) arcs;
};

static void net_init(struct net *g, int n)
{
    *g = (struct net){.n = n};
    g->head = MEM_NEW(int, n);
    g->at = MEM_NEW(int, n);
    g->level = MEM_NEW(int, n);
    g->queue = MEM_NEW(int, n);
    for (int i = 0; i < n; i++)
        g->head[i] = -1;
}

static void net_release(struct net *g)
{
    mem_free(g->head);
    mem_free(g->at);
    mem_free(g->level);
    mem_free(g->queue);
    vec_free(&g->arcs);
}

static void net_add(struct net *g, int from, int to, int cap)
{
    vec_push(&g->arcs, ((struct arc){to, g->head[from], cap}));
    g->head[from] = g->arcs.n - 1;
    vec_push(&g->arcs, ((struct arc){from, g->head[to], 0}));
    g->head[to] = g->arcs.n - 1;
}

/* Breadth first from a node; level[v] < 0 = not reached. */
static void net_reach(struct net *g, int from)
{
    int first = 0, last = 0;
    for (int i = 0; i < g->n; i++)
        g->level[i] = -1;
    g->level[from] = 0;
    g->queue[last++] = from;
    while (first < last) {
        int v = g->queue[first++];
        for (int a = g->head[v]; a >= 0; a = g->arcs.v[a].next) {
            int to = g->arcs.v[a].to;
            if (g->arcs.v[a].cap > 0 && g->level[to] < 0) {
                g->level[to] = g->level[v] + 1;
                g->queue[last++] = to;
            }
        }
    }
}

static int net_push(struct net *g, int v, int sink, int most)
{
    if (v == sink || most == 0)
        return most;
    int sent = 0;
    for (; g->at[v] >= 0; g->at[v] = g->arcs.v[g->at[v]].next) {
        struct arc *a = &g->arcs.v[g->at[v]];
        if (a->cap == 0 || g->level[a->to] != g->level[v] + 1)
            continue;
        int rest = most - sent;
        int k = net_push(g, a->to, sink, a->cap < rest ? a->cap : rest);
        a->cap -= k;
        g->arcs.v[g->at[v] ^ 1].cap += k;
        sent += k;
        if (sent == most)
            return sent;
    }
    return sent;
}

static int net_run(struct net *g, int source, int sink)
{
    int total = 0;
    for (net_reach(g, source); g->level[sink] >= 0; net_reach(g, source)) {
        memcpy(g->at, g->head, (size_t)g->n * sizeof *g->at);
        total += net_push(g, source, sink, INT_MAX);
    }
    return total;
}

/* --- matching --- */

void match_init(struct match *m, int n_cells)
{
    *m = (struct match){.arena = arena_new(), .n_cells = n_cells};
    map_init(&m->by_hash);
    m->cap = ARENA_NEW(m->arena, int, n_cells + 1);
    for (int i = 0; i < n_cells; i++)
        m->cap[i] = 1;
}

void match_release(struct match *m)
{
    for (int i = 0; i < m->rows.n; i++)
        vec_free(&m->rows.v[i].units);
    vec_free(&m->rows);
    map_release(&m->by_hash);
    arena_free(m->arena);
}

static int64_t hash_ints(const int *v, int n)
{
    uint64_t h = 1469598103934665603ULL;
    for (int i = 0; i < n; i++)
        h = (h ^ (uint64_t)(unsigned)v[i]) * 1099511628211ULL;
    return (int64_t)(h >> 2);
}

void match_add(struct match *m, int lesson, const int *cells, int n)
{
    int64_t key = hash_ints(cells, n);
    int row;
    while ((row = map_get_int(&m->by_hash, key, -1)) >= 0) {
        struct match_row *r = &m->rows.v[row];
        if (r->n_cells == n && !memcmp(r->cells, cells, (size_t)n * sizeof *cells))
            break;
        key++;
    }
    if (row < 0) {
        struct match_row fresh = {.n_cells = n, .cells = ARENA_NEW(m->arena, int, n + 1)};
        if (n > 0)
            memcpy(fresh.cells, cells, (size_t)n * sizeof *cells);
        row = m->rows.n;
        vec_push(&m->rows, fresh);
        map_put_int(&m->by_hash, key, row);
        m->n_arcs += n;
    }
    vec_push(&m->rows.v[row].units, lesson);
}

static int live_units(const struct match_row *r, const bool *off)
{
    int n = 0;
    for (int i = 0; i < r->units.n; i++)
        n += !off[r->units.v[i]];
    return n;
}

/* Nodes: 0 source, 1 sink, then rows, cells, groups, super groups. */
static void build(const struct match *m, const bool *off, struct net *g, int *units)
{
    int rows = 2, cells = rows + m->rows.n, groups = cells + m->n_cells;
    int supers = groups + m->n_groups;
    net_init(g, supers + m->n_supers);
    *units = 0;
    for (int i = 0; i < m->rows.n; i++) {
        const struct match_row *r = &m->rows.v[i];
        int n = live_units(r, off);
        *units += n;
        net_add(g, 0, rows + i, n);
        for (int k = 0; n > 0 && k < r->n_cells; k++)
            net_add(g, rows + i, cells + r->cells[k], n);
    }
    for (int c = 0; c < m->n_cells; c++)
        net_add(g, cells + c, m->group ? groups + m->group[c] : 1, m->cap[c]);
    for (int k = 0; k < m->n_groups; k++)
        net_add(g, groups + k, m->super ? supers + m->super[k] : 1, m->group_cap[k]);
    for (int k = 0; k < m->n_supers; k++)
        net_add(g, supers + k, 1, m->super_cap[k]);
}

/* Units that cannot be served when the lessons marked off are left out. */
static int deficiency(const struct match *m, const bool *off, int *units)
{
    struct net g;
    build(m, off, &g, units);
    int served = net_run(&g, 0, 1);
    net_release(&g);
    return *units - served;
}

static bool row_unserved(const struct net *g, int row)
{
    for (int a = g->head[2 + row]; a >= 0; a = g->arcs.v[a].next)
        if (g->arcs.v[a].to == 0)
            return g->arcs.v[a ^ 1].cap > 0;
    return false;
}

/* The lessons that compete with a row, directly or through others; returns how many. */
static int reach_lessons(const struct match *m, struct net *g, int row, int n_lessons,
                         bool *in)
{
    int n = 0;
    net_reach(g, 2 + row);
    memset(in, 0, (size_t)n_lessons * sizeof *in);
    for (int k = 0; k < m->rows.n; k++)
        for (int u = 0; g->level[2 + k] >= 0 && u < m->rows.v[k].units.n; u++) {
            n += !in[m->rows.v[k].units.v[u]];
            in[m->rows.v[k].units.v[u]] = true;
        }
    return n;
}

/* Marks off every lesson outside the smallest reachable set of an unserved row. */
static bool first_violator(const struct match *m, int n_lessons, bool *off)
{
    struct net g;
    int units, best = INT_MAX, tries = 0;
    bool *in = MEM_NEW(bool, n_lessons + 1);
    build(m, off, &g, &units);
    bool found = net_run(&g, 0, 1) < units;
    for (int i = 0; found && i < m->rows.n && tries < MOST_TRIES; i++) {
        if (!row_unserved(&g, i))
            continue;
        tries++;
        int n = reach_lessons(m, &g, i, n_lessons, in);
        for (int l = 0; n < best && l < n_lessons; l++)
            off[l] = !in[l];
        best = n < best ? n : best;
    }
    net_release(&g);
    mem_free(in);
    return found;
}

/* Leaves out whole chunks, then single lessons, as long as the rest stays unservable. */
static void shrink(const struct match *m, bool *off, int_list *left)
{
    int units;
    for (int chunk = (left->n + 1) / 2; chunk >= 1;
         chunk = chunk > 1 ? (chunk + 1) / 2 : 0)
        for (int i = 0; i < left->n;) {
            int k = left->n - i < chunk ? left->n - i : chunk;
            for (int j = i; j < i + k; j++)
                off[left->v[j]] = true;
            if (k < left->n && deficiency(m, off, &units) > 0) {
                memmove(left->v + i, left->v + i + k,
                        (size_t)(left->n - i - k) * sizeof *left->v);
                left->n -= k;
                continue;
            }
            for (int j = i; j < i + k; j++)
                off[left->v[j]] = false;
            i += k;
        }
}

static void collect_cells(const struct match *m, const bool *off, int_list *out)
{
    bool *in = MEM_NEW(bool, m->n_cells + 1);
    for (int i = 0; i < m->rows.n; i++)
        for (int k = 0; live_units(&m->rows.v[i], off) && k < m->rows.v[i].n_cells; k++)
            in[m->rows.v[i].cells[k]] = true;
    for (int c = 0; c < m->n_cells; c++)
        if (in[c])
            vec_push(out, c);
    mem_free(in);
}

bool match_violator(const struct match *m, int n_lessons, struct violator *v)
{
    *v = (struct violator){0};
    bool *off = MEM_NEW(bool, n_lessons + 1), *known = MEM_NEW(bool, n_lessons + 1);
    bool found = first_violator(m, n_lessons, off);
    for (int i = 0; found && i < m->rows.n; i++)
        for (int u = 0; u < m->rows.v[i].units.n; u++) {
            int lesson = m->rows.v[i].units.v[u];
            if (!off[lesson] && !known[lesson])
                vec_push(&v->lessons, lesson);
            known[lesson] = true;
        }
    if (found) {
        shrink(m, off, &v->lessons);
        v->have = -deficiency(m, off, &v->need);
        v->have += v->need;
        collect_cells(m, off, &v->cells);
    }
    mem_free(off);
    mem_free(known);
    return found;
}

void violator_release(struct violator *v)
{
    vec_free(&v->lessons);
    vec_free(&v->cells);
}

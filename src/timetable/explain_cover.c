/*
 * Smallest set cover for explanations: which few reasons together forbid every slot.
 * Greedy first (Chvatal 1979), then an exact search by depth that branches on the slot
 * with the fewest reasons; bounded, so that a hard case keeps the greedy answer.
 * Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <limits.h>
#include <string.h>

enum { MOST_NODES = 20000 };

struct cover {
    uint64_t *const *sets;
    int n_sets, words;
    uint64_t *open; /* stack of uncovered elements, one row a depth */
    int *picked;
    int nodes;
};

static int count_common(const uint64_t *a, const uint64_t *b, int words)
{
    int n = 0;
    for (int w = 0; w < words; w++)
        n += bits_count(a[w] & b[w]);
    return n;
}

static bool empty(const uint64_t *a, int words)
{
    for (int w = 0; w < words; w++)
        if (a[w])
            return false;
    return true;
}

static int greedy(const struct cover *c, const uint64_t *universe, int *chosen)
{
    int n = 0;
    uint64_t *open = MEM_NEW(uint64_t, c->words);
    memcpy(open, universe, (size_t)c->words * sizeof *open);
    while (!empty(open, c->words)) {
        int best = -1, most = 0;
        for (int i = 0; i < c->n_sets; i++) {
            int k = count_common(open, c->sets[i], c->words);
            if (k > most) {
                most = k;
                best = i;
            }
        }
        if (best < 0) {
            n = -1;
            break;
        }
        chosen[n++] = best;
        for (int w = 0; w < c->words; w++)
            open[w] &= ~c->sets[best][w];
    }
    mem_free(open);
    return n;
}

/* The uncovered element that the fewest sets hold. */
static int rarest(const struct cover *c, const uint64_t *open)
{
    int best = -1, fewest = INT_MAX;
    for (int e = 0; e < c->words * 64; e++) {
        if (!bitset_get(open, e))
            continue;
        int n = 0;
        for (int i = 0; i < c->n_sets; i++)
            n += bitset_get(c->sets[i], e);
        if (n < fewest) {
            fewest = n;
            best = e;
        }
        if (n <= 1)
            break;
    }
    return best;
}

/* Can `left` more sets cover what is open at this depth? */
static bool search(struct cover *c, int depth, int left)
{
    uint64_t *open = c->open + (size_t)depth * c->words, *next = open + c->words;
    if (empty(open, c->words))
        return true;
    if (left == 0 || ++c->nodes > MOST_NODES)
        return false;
    int e = rarest(c, open);
    for (int i = 0; i < c->n_sets; i++) {
        if (!bitset_get(c->sets[i], e))
            continue;
        for (int w = 0; w < c->words; w++)
            next[w] = open[w] & ~c->sets[i][w];
        c->picked[depth] = i;
        if (search(c, depth + 1, left - 1))
            return true;
    }
    c->picked[depth] = -1;
    return false;
}

static void sort_ints(int *v, int n)
{
    for (int i = 1; i < n; i++)
        for (int k = i; k > 0 && v[k - 1] > v[k]; k--) {
            int t = v[k];
            v[k] = v[k - 1];
            v[k - 1] = t;
        }
}

int explain_cover(uint64_t *const *sets, int n_sets, const uint64_t *universe, int words,
                  int *chosen)
{
    struct cover c = {.sets = sets, .n_sets = n_sets, .words = words};
    int n = greedy(&c, universe, chosen);
    if (n <= 1)
        return n;
    c.open = MEM_NEW(uint64_t, (size_t)(n + 1) * words);
    c.picked = MEM_NEW(int, n + 1);
    for (int size = 1; size < n; size++) {
        memcpy(c.open, universe, (size_t)words * sizeof *c.open);
        for (int i = 0; i <= n; i++)
            c.picked[i] = -1;
        if (!search(&c, 0, size))
            continue;
        n = 0;
        for (int i = 0; i < size; i++)
            if (c.picked[i] >= 0)
                chosen[n++] = c.picked[i];
        break;
    }
    mem_free(c.open);
    mem_free(c.picked);
    sort_ints(chosen, n);
    return n;
}

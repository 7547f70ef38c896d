/*
 * Edit distance with transpositions of neighbours (optimal string alignment), ignoring
 * case. Layer: base.
 */
#include "base/nearest.h"

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST = 80,      /* longer names are not guessed at */
    MOST_KEYS = 50000, /* of a map: a hint must not take longer than reading the file */
};

void nearest_init(struct nearest *n, const char *want)
{
    *n = (struct nearest){.want = want, .distance = INT_MAX};
}

static int lower(char c)
{
    return tolower((unsigned char)c);
}

static int min3(int a, int b, int c)
{
    int m = a < b ? a : b;
    return m < c ? m : c;
}

static int edit_distance(const char *a, int n, const char *b, int m)
{
    int rows[3][LONGEST + 1];
    for (int j = 0; j <= m; j++)
        rows[0][j] = j;
    for (int i = 1; i <= n; i++) {
        int *row = rows[i % 3], *up = rows[(i + 2) % 3], *up2 = rows[(i + 1) % 3];
        row[0] = i;
        for (int j = 1; j <= m; j++) {
            int change = lower(a[i - 1]) != lower(b[j - 1]);
            row[j] = min3(up[j] + 1, row[j - 1] + 1, up[j - 1] + change);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]) && up2[j - 2] + 1 < row[j])
                row[j] = up2[j - 2] + 1;
        }
    }
    return rows[n % 3][m];
}

void nearest_try(struct nearest *n, const char *candidate)
{
    int a = (int)strnlen(n->want, LONGEST + 1), b = (int)strnlen(candidate, LONGEST + 1);
    if (a == 0 || b == 0 || a > LONGEST || b > LONGEST)
        return;
    int allowed = a < 3 ? 1 : (a + 2) / 3, d = 1;
    bool cut_short = strncmp(n->want, candidate, (size_t)a) == 0;
    if (!cut_short && abs(a - b) > allowed) /* the lengths alone are too far apart */
        return;
    if (!cut_short)
        d = edit_distance(n->want, a, candidate, b);
    if (d <= allowed && d < n->distance) {
        n->distance = d;
        n->best = candidate;
    }
}

const char *nearest_key(const struct map *m, const char *want)
{
    struct nearest n;
    nearest_init(&n, want);
    for (int i = 0, looked_at = 0; i < m->cap && looked_at < MOST_KEYS; i++) {
        if (!m->slots[i].used)
            continue;
        nearest_try(&n, m->slots[i].str);
        looked_at++;
    }
    return n.best;
}

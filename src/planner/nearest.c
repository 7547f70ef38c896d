/*
 * Edit distance with transpositions of neighbours (optimal string alignment), ignoring
 * case. Layer: planner.
 */
#include "planner/nearest.h"

#include <ctype.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>

enum { LONGEST = 60 }; /* longer names are not guessed at */

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
    size_t a = strlen(n->want), b = strlen(candidate);
    if (a == 0 || b == 0 || a > LONGEST || b > LONGEST)
        return;
    int d = edit_distance(n->want, (int)a, candidate, (int)b);
    int allowed = a < 3 ? 1 : (int)(a + 2) / 3;
    if (strncmp(n->want, candidate, a) == 0) /* a name cut short */
        d = 1;
    if (d <= allowed && d < n->distance) {
        n->distance = d;
        n->best = candidate;
    }
}

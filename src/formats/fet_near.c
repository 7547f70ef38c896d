/* Nearest names: the edit distance of Levenshtein over bytes, letters of one case.
   Layer: formats. */
#include "formats/fet_near.h"
#include <ctype.h>
#include <stddef.h>
#include <string.h>

enum { MAX_LEN = 80, MAX_LOOKED_AT = 50000 };

static int min3(int a, int b, int c)
{
    int m = a < b ? a : b;
    return m < c ? m : c;
}

/* At most MAX_LEN bytes each. */
static int distance(const char *a, int n_a, const char *b, int n_b)
{
    int row[MAX_LEN + 1];
    for (int k = 0; k <= n_b; k++)
        row[k] = k;
    for (int i = 1; i <= n_a; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int k = 1; k <= n_b; k++) {
            int same =
                tolower((unsigned char)a[i - 1]) == tolower((unsigned char)b[k - 1]);
            int above = row[k];
            row[k] = min3(above + 1, row[k - 1] + 1, diagonal + !same);
            diagonal = above;
        }
    }
    return row[n_b];
}

const char *fet_near(const struct map *m, const char *name)
{
    int n = (int)strnlen(name, MAX_LEN + 1), looked = 0;
    int best = n < 4 ? 2 : n / 4 + 2; /* must be below this */
    const char *found = NULL;
    if (n > MAX_LEN)
        return NULL;
    for (int i = 0; i < m->cap && looked < MAX_LOOKED_AT; i++) {
        if (!m->slots[i].used)
            continue;
        const char *other = m->slots[i].str;
        int n_o = (int)strnlen(other, MAX_LEN + 1);
        looked++;
        if (n_o > MAX_LEN || n_o - n >= best || n - n_o >= best)
            continue;
        int d = distance(name, n, other, n_o);
        if (d < best) {
            best = d;
            found = other;
        }
    }
    return found;
}

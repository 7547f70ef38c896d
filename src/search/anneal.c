#include "search/anneal.h"
#include <assert.h>
#include <math.h>

void anneal_init(struct anneal *a, double hot, double cold)
{
    assert(hot > 0 && cold > 0);
    *a = (struct anneal){hot, cold, hot};
}

void anneal_progress(struct anneal *a, double fraction)
{
    double f = fraction < 0 ? 0 : fraction > 1 ? 1 : fraction;
    a->now = a->hot * pow(a->cold / a->hot, f);
}

double anneal_budget(const struct anneal *a, struct rng *r)
{
    double u = rng_unit(r);
    return -a->now * log(u > 0 ? u : 0x1p-53);
}

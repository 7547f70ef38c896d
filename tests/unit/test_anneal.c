/* Annealing: the temperature falls geometrically from hot to cold; budgets are drawn so that a
   worsening d is accepted with probability exp(-d / temperature). */
#include "search/anneal.h"
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void expect_near(double a, double b, double tolerance)
{
    if (!(fabs(a - b) <= tolerance))
        fail_msg("%g is not near %g", a, b);
}

static void test_temperature(void **state)
{
    struct anneal a;
    (void)state;
    anneal_init(&a, 1000, 10);
    expect_near(a.now, 1000, 1e-9);
    anneal_progress(&a, 0);
    expect_near(a.now, 1000, 1e-9);
    anneal_progress(&a, 0.5);
    expect_near(a.now, 100, 1e-6);
    anneal_progress(&a, 1);
    expect_near(a.now, 10, 1e-9);
    anneal_progress(&a, 7); /* beyond the end it stays cold, before the start hot */
    expect_near(a.now, 10, 1e-9);
    anneal_progress(&a, -1);
    expect_near(a.now, 1000, 1e-9);
    double last = INFINITY;
    for (int i = 0; i <= 100; i++) {
        anneal_progress(&a, i / 100.0);
        assert_true(a.now < last);
        last = a.now;
    }
    anneal_init(&a, 5, 5);
    anneal_progress(&a, 0.3);
    expect_near(a.now, 5, 1e-9);
}

static void test_budget(void **state)
{
    enum { DRAWS = 200000 };
    struct anneal a;
    struct rng r;
    double sum = 0;
    int above = 0;
    (void)state;
    rng_seed(&r, 3, 0);
    anneal_init(&a, 50, 1);
    for (int i = 0; i < DRAWS; i++) {
        double b = anneal_budget(&a, &r);
        assert_true(b >= 0 && isfinite(b));
        sum += b;
        above += b > 100;
    }
    expect_near(sum / DRAWS, 50, 1); /* the mean of the exponential distribution */
    expect_near((double)above / DRAWS, exp(-2), 0.005);
}

static void test_equal_streams(void **state)
{
    struct anneal a;
    struct rng x, y;
    (void)state;
    anneal_init(&a, 50, 1);
    rng_seed(&x, 9, 2);
    rng_seed(&y, 9, 2);
    for (int i = 0; i < 100; i++)
        assert_true(anneal_budget(&a, &x) == anneal_budget(&a, &y));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_temperature),
                                       cmocka_unit_test(test_budget),
                                       cmocka_unit_test(test_equal_streams)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

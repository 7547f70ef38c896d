/* The cost triple: compared in order, unplaced first; valid means nothing missing and no hard
   rule broken. */
#include "search/cost.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct cost ascending[] = {
    {0, 0, INT64_MIN}, {0, 0, -1}, {0, 0, 0},         {0, 0, 1}, {0, 0, INT64_MAX},
    {0, 1, -5},        {0, 1, 0},  {0, 2, INT64_MIN}, {1, 0, 0}, {1, 0, 7},
    {1, 3, 0},         {2, 0, 0},  {INT64_MAX, 0, 0},
};
enum { N = sizeof ascending / sizeof *ascending };

static void test_order(void **state)
{
    (void)state;
    for (int i = 0; i < N; i++)
        for (int k = 0; k < N; k++) {
            int by = cost_cmp(ascending[i], ascending[k]);
            assert_true(i < k ? by < 0 : i > k ? by > 0 : by == 0);
        }
}

static void test_valid(void **state)
{
    (void)state;
    assert_true(cost_valid((struct cost){0, 0, 0}));
    assert_true(cost_valid((struct cost){0, 0, 900}));
    assert_false(cost_valid((struct cost){1, 0, 0}));
    assert_false(cost_valid((struct cost){0, 1, 0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_order),
                                       cmocka_unit_test(test_valid)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

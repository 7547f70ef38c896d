/* "Did you mean?": which name is near, and which is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/nearest.h"
#include <string.h>

static const char *nearest_of(const char *want, const char *const *names)
{
    struct nearest n;
    nearest_init(&n, want);
    for (; *names; names++)
        nearest_try(&n, *names);
    return n.best;
}

static void nearest_name_is_found(void **state)
{
    (void)state;
    static const char *const names[] = {"seconds", "seed",  "threads",
                                        "out",     "quiet", NULL};
    assert_string_equal(nearest_of("secons", names), "seconds");
    assert_string_equal(nearest_of("esed", names),
                        "seed"); /* neighbours swapped: one edit */
    assert_string_equal(nearest_of("SEED", names), "seed");
    assert_string_equal(nearest_of("thr", names), "threads"); /* cut short */
    assert_null(nearest_of("frobnicate", names));
    assert_null(nearest_of("", names));
    assert_null(nearest_of("x", (const char *const[]){"yz", NULL}));
}

static void keys_of_a_map_are_compared(void **state)
{
    (void)state;
    struct map m;
    map_init(&m);
    assert_null(nearest_key(&m, "Novak"));
    map_put_str(&m, "Novak", 0);
    map_put_str(&m, "Miller", 1);
    map_put_str(&m, "Mueller", 2);
    assert_string_equal(nearest_key(&m, "Nowak"), "Novak");
    assert_string_equal(nearest_key(&m, "MUELER"), "Mueller");
    assert_null(nearest_key(&m, "Schmidt"));
    map_release(&m);
}

/* The length where guessing ends, and texts far beyond it on either side. */
static void long_names_are_not_guessed_at(void **state)
{
    (void)state;
    char want[1001], other[1001];
    memset(want, 'a', sizeof want);
    memset(other, 'a', sizeof other);
    want[80] = other[79] = 0;
    const char *const near[] = {other, NULL};
    assert_ptr_equal(nearest_of(want, near), other);
    want[80] = 'a';
    want[81] = 0;
    assert_null(nearest_of(want, near));
    want[81] = 'a';
    want[1000] = 0;
    assert_null(nearest_of(want, near));
    assert_null(nearest_of(other, (const char *const[]){want, NULL}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearest_name_is_found),
        cmocka_unit_test(keys_of_a_map_are_compared),
        cmocka_unit_test(long_names_are_not_guessed_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

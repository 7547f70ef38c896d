/*
 * base/bits.h, base/rng.h and base/clock.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/bits.h"
#include "base/clock.h"
#include "base/rng.h"
#include <string.h>

static void masks_agree_with_loops(void **state)
{
    (void)state;
    struct rng r;
    rng_seed(&r, 7, 0);
    for (int i = 0; i < 2000; i++) {
        uint64_t m = rng_next(&r) & rng_next(&r) & rng_next(&r);
        int count = 0, first = -1, last = -1;
        for (int b = 0; b < 64; b++) {
            if (!(m >> b & 1))
                continue;
            count++;
            first = first < 0 ? b : first;
            last = b;
        }
        assert_int_equal(bits_count(m), count);
        if (m) {
            assert_int_equal(bits_first(m), first);
            assert_int_equal(bits_last(m), last);
        }
    }
}

static void ranges_have_exactly_their_bits(void **state)
{
    (void)state;
    for (int from = 0; from < 64; from++) {
        for (int len = 0; from + len <= 64; len++) {
            uint64_t m = bits_range(from, len);
            for (int b = 0; b < 64; b++)
                assert_int_equal(m >> b & 1, b >= from && b < from + len);
        }
    }
    assert_int_equal(bits_range(0, 64), UINT64_MAX);
}

static void bit_sets_touch_one_bit(void **state)
{
    (void)state;
    enum { N = 200 };
    uint64_t s[(N + 63) / 64] = {0};
    assert_int_equal(bitset_words(0), 0);
    assert_int_equal(bitset_words(1), 1);
    assert_int_equal(bitset_words(64), 1);
    assert_int_equal(bitset_words(65), 2);
    for (int i = 0; i < N; i++) {
        bitset_set(s, i);
        for (int j = 0; j < N; j++)
            assert_int_equal(bitset_get(s, j), i == j);
        bitset_clear(s, i);
        assert_false(bitset_get(s, i));
    }
}

/* First outputs of the published generator for the state 1, 2, 3, 4. */
static void follows_the_published_generator(void **state)
{
    (void)state;
    struct rng r = {{1, 2, 3, 4}};
    static const uint64_t want[] = {11520ULL, 0ULL, 1509978240ULL,
                                    1215971899390074240ULL};
    for (int i = 0; i < 4; i++)
        assert_true(rng_next(&r) == want[i]);
}

static void equal_seeds_give_equal_streams(void **state)
{
    (void)state;
    struct rng a, b;
    rng_seed(&a, 42, 3);
    rng_seed(&b, 42, 3);
    for (int i = 0; i < 100; i++)
        assert_true(rng_next(&a) == rng_next(&b));
    static const uint64_t other[][2] = {{42, 4}, {43, 3}, {3, 42}, {0, 0}, {4, 42}};
    for (int k = 0; k < 5; k++) {
        int same = 0;
        rng_seed(&a, 42, 3);
        rng_seed(&b, other[k][0], other[k][1]);
        for (int i = 0; i < 100; i++)
            same += rng_next(&a) == rng_next(&b);
        assert_int_equal(same, 0);
    }
}

static void numbers_are_in_range_and_even(void **state)
{
    (void)state;
    struct rng r;
    int seen[7] = {0};
    double sum = 0;
    rng_seed(&r, 5, 0);
    for (int i = 0; i < 70000; i++) {
        int k = rng_below(&r, 7);
        assert_in_range(k, 0, 6);
        seen[k]++;
        double u = rng_unit(&r);
        assert_true(u >= 0 && u < 1);
        sum += u;
    }
    for (int k = 0; k < 7; k++) /* 10000 expected, 93 the standard deviation */
        assert_in_range(seen[k], 9500, 10500);
    assert_true(sum > 34500 && sum < 35500);
    assert_int_equal(rng_below(&r, 1), 0);
    for (int i = 0; i < 1000; i++)
        assert_true(rng_below(&r, INT32_MAX) >= 0);
}

static void shuffle_is_a_permutation(void **state)
{
    (void)state;
    struct rng r;
    int v[50], at_front[50] = {0};
    rng_seed(&r, 9, 0);
    for (int round = 0; round < 5000; round++) {
        int seen[50] = {0};
        for (int i = 0; i < 50; i++)
            v[i] = i;
        rng_shuffle(&r, v, 50);
        for (int i = 0; i < 50; i++)
            seen[v[i]]++;
        for (int i = 0; i < 50; i++)
            assert_int_equal(seen[i], 1);
        at_front[v[0]]++;
    }
    for (int i = 0; i < 50; i++) /* 100 expected, 10 the standard deviation */
        assert_in_range(at_front[i], 50, 150);
    rng_shuffle(&r, v, 0);
    rng_shuffle(&r, v, 1);
}

static void clock_never_goes_back(void **state)
{
    (void)state;
    double last = clock_seconds();
    for (int i = 0; i < 10000; i++) {
        double now = clock_seconds();
        assert_true(now >= last);
        last = now;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(masks_agree_with_loops),
        cmocka_unit_test(ranges_have_exactly_their_bits),
        cmocka_unit_test(bit_sets_touch_one_bit),
        cmocka_unit_test(follows_the_published_generator),
        cmocka_unit_test(equal_seeds_give_equal_streams),
        cmocka_unit_test(numbers_are_in_range_and_even),
        cmocka_unit_test(shuffle_is_a_permutation),
        cmocka_unit_test(clock_never_goes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

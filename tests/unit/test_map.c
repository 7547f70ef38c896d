/*
 * base/vec.h and base/map.h, against what a plain array says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/map.h"
#include "base/rng.h"
#include "base/vec.h"
#include <stdio.h>
#include <string.h>

struct pair {
    int key;
    char name[20];
};

static void vec_keeps_order_and_bounds(void **state)
{
    (void)state;
    VEC(struct pair) v = {0};
    assert_null(v.v);
    for (int i = 0; i < 5000; i++) {
        vec_push(&v, ((struct pair){.key = i * 3}));
        assert_true(0 <= v.n && v.n <= v.cap);
    }
    assert_int_equal(v.n, 5000);
    for (int i = 0; i < v.n; i++)
        assert_int_equal(v.v[i].key, i * 3);
    vec_free(&v);
    assert_null(v.v);
    assert_int_equal(v.n, 0);
    assert_int_equal(v.cap, 0);
    vec_free(&v);
}

static void vec_reserve_moves_nothing_later(void **state)
{
    (void)state;
    VEC(int) v = {0};
    vec_push(&v, 1);
    vec_reserve(&v, 1000);
    assert_true(v.cap >= 1000);
    assert_int_equal(v.n, 1);
    int *before = v.v;
    while (v.n < 1000)
        vec_push(&v, v.n);
    assert_ptr_equal(v.v, before);
    vec_free(&v);
}

static void empty_map_knows_nothing(void **state)
{
    (void)state;
    struct map m;
    map_init(&m);
    assert_int_equal(map_get_str(&m, "a", -7), -7);
    assert_int_equal(map_get_int(&m, 0, 5), 5);
    map_release(&m);
    map_release(&m);
}

static void a_key_is_put_once(void **state)
{
    (void)state;
    struct map m;
    map_init(&m);
    char copy[] = "Room";
    assert_true(map_put_str(&m, "Room", 1));
    assert_false(map_put_str(&m, copy, 2));  /* equal by text, not by address */
    assert_true(map_put_str(&m, "room", 3)); /* exact: case matters */
    assert_true(map_put_str(&m, "", 4));
    assert_true(map_put_str(&m, "Room ", 5));
    assert_int_equal(m.n, 4);
    assert_int_equal(map_get_str(&m, copy, -1), 1);
    assert_int_equal(map_get_str(&m, "room", -1), 3);
    assert_int_equal(map_get_str(&m, "", -1), 4);
    assert_int_equal(map_get_str(&m, "Room ", -1), 5);
    assert_int_equal(map_get_str(&m, "Roo", -1), -1);
    map_release(&m);
}

static void holds_many_strings(void **state)
{
    (void)state;
    enum { N = 20000 };
    struct pair *keys = MEM_NEW(struct pair, N);
    struct map m;
    map_init(&m);
    for (int i = 0; i < N; i++) {
        snprintf(keys[i].name, sizeof keys[i].name, "name %d", i);
        assert_true(map_put_str(&m, keys[i].name, i));
        assert_true(m.n <= m.cap / 4 * 3 && (m.cap & (m.cap - 1)) == 0);
    }
    assert_int_equal(m.n, N);
    for (int i = 0; i < N; i++) {
        assert_int_equal(map_get_str(&m, keys[i].name, -1), i);
        assert_false(map_put_str(&m, keys[i].name, 0));
    }
    assert_int_equal(map_get_str(&m, "name 20000", -1), -1);
    map_release(&m);
    mem_free(keys);
}

static void integer_keys_of_every_kind(void **state)
{
    (void)state;
    struct map m;
    map_init(&m);
    static const int64_t odd[] = {0,         -1,        1,           INT64_MIN,
                                  INT64_MAX, 1LL << 32, -(1LL << 40)};
    for (int i = 0; i < 7; i++)
        assert_true(map_put_int(&m, odd[i], i));
    for (int i = 0; i < 7; i++) {
        assert_int_equal(map_get_int(&m, odd[i], -1), i);
        assert_false(map_put_int(&m, odd[i], 99));
    }
    assert_int_equal(map_get_int(&m, 2, -1), -1);
    map_release(&m);
}

static void agrees_with_an_array(void **state)
{
    (void)state;
    enum { KEYS = 5000 };
    int truth[KEYS];
    memset(truth, -1, sizeof truth);
    struct map m;
    struct rng r;
    map_init(&m);
    rng_seed(&r, 1, 0);
    for (int i = 0; i < 3 * KEYS; i++) {
        int key = rng_below(&r, KEYS);
        assert_int_equal(map_get_int(&m, (int64_t)key << 16, -1), truth[key]);
        assert_int_equal(map_put_int(&m, (int64_t)key << 16, i), truth[key] < 0);
        if (truth[key] < 0)
            truth[key] = i;
    }
    map_release(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vec_keeps_order_and_bounds),
        cmocka_unit_test(vec_reserve_moves_nothing_later),
        cmocka_unit_test(empty_map_knows_nothing),
        cmocka_unit_test(a_key_is_put_once),
        cmocka_unit_test(holds_many_strings),
        cmocka_unit_test(integer_keys_of_every_kind),
        cmocka_unit_test(agrees_with_an_array),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The two search tools behind explanations: smallest covers and violators of matchings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rng.h"
#include "timetable/explain_parts.h"

/* --- covers --- */

static void cover_beats_greed(void **state)
{
    (void)state;
    /* greed takes 1 2 3 4 first and then needs two more */
    uint64_t bits[] = {0x1e, 0x07, 0x38, 0x01, 0x20}, universe = 0x3f;
    uint64_t *sets[5];
    int chosen[16];
    for (int i = 0; i < 5; i++)
        sets[i] = &bits[i];
    assert_int_equal(explain_cover(sets, 5, &universe, 1, chosen), 2);
    assert_int_equal(chosen[0], 1);
    assert_int_equal(chosen[1], 2);
}

static void cover_that_cannot_be(void **state)
{
    (void)state;
    uint64_t a = 0x3, b = 0x6, universe = 0xf, none = 0;
    uint64_t *sets[] = {&a, &b};
    int chosen[8];
    assert_int_equal(explain_cover(sets, 2, &universe, 1, chosen), -1);
    assert_int_equal(explain_cover(sets, 2, &none, 1, chosen), 0);
}

static int brute_cover(const uint64_t *bits, int n, uint64_t universe)
{
    int best = -1;
    for (int m = 0; m < 1 << n; m++) {
        uint64_t all = 0;
        for (int i = 0; i < n; i++)
            if (m >> i & 1)
                all |= bits[i];
        int size = bits_count((uint64_t)m);
        if ((universe & ~all) == 0 && (best < 0 || size < best))
            best = size;
    }
    return best;
}

static void cover_is_smallest(void **state)
{
    (void)state;
    struct rng g;
    rng_seed(&g, 1, 1);
    for (int round = 0; round < 300; round++) {
        uint64_t bits[9], *sets[9], universe = rng_next(&g) & 0xfffff, all = 0;
        int chosen[64];
        for (int i = 0; i < 9; i++) {
            bits[i] = rng_next(&g) & rng_next(&g) & 0xfffff;
            sets[i] = &bits[i];
        }
        int n = explain_cover(sets, 9, &universe, 1, chosen);
        assert_int_equal(n, brute_cover(bits, 9, universe));
        for (int i = 0; i < n; i++)
            all |= bits[chosen[i]];
        assert_true(n < 0 || (universe & ~all) == 0);
    }
}

/* --- violators --- */

static void violator_is_irreducible(void **state)
{
    (void)state;
    static const int both[] = {0, 1}, far[] = {2, 3, 4};
    struct match m;
    struct violator v;
    match_init(&m, 5);
    for (int l = 0; l < 4; l++) /* four lessons for two cells: any three are too many */
        match_add(&m, l, both, 2);
    match_add(&m, 4, far, 3);
    assert_true(match_violator(&m, 5, &v));
    assert_int_equal(v.lessons.n, 3);
    assert_int_equal(v.need, 3);
    assert_int_equal(v.have, 2);
    assert_int_equal(v.cells.n, 2);
    for (int i = 0; i < 3; i++)
        assert_true(v.lessons.v[i] < 4);
    violator_release(&v);
    m.cap[0] = 3; /* a cell for three */
    assert_false(match_violator(&m, 5, &v));
    violator_release(&v);
    match_release(&m);
}

static void groups_bound_their_cells(void **state)
{
    (void)state;
    static const int all[] = {0, 1, 2, 3};
    int group[] = {0, 0, 1, 1}, group_cap[] = {2, 2}, super[] = {0, 0}, super_cap[] = {3};
    struct match m;
    struct violator v;
    match_init(&m, 4);
    for (int l = 0; l < 4; l++)
        match_add(&m, l, all, 4);
    assert_false(match_violator(&m, 4, &v));
    violator_release(&v);
    m.n_groups = 2;
    m.group = group;
    m.group_cap = group_cap;
    assert_false(match_violator(&m, 4, &v));
    violator_release(&v);
    group_cap[1] = 1;
    assert_true(match_violator(&m, 4, &v));
    assert_int_equal(v.have, 3);
    violator_release(&v);
    group_cap[1] = 2;
    m.n_supers = 1;
    m.super = super;
    m.super_cap = super_cap;
    assert_true(match_violator(&m, 4, &v));
    assert_int_equal(v.lessons.n, 4);
    violator_release(&v);
    match_release(&m);
}

static void a_lesson_without_a_cell(void **state)
{
    (void)state;
    static const int one[] = {0};
    struct match m;
    struct violator v;
    match_init(&m, 1);
    match_add(&m, 0, one, 1);
    match_add(&m, 1, one, 0);
    assert_true(match_violator(&m, 2, &v));
    assert_int_equal(v.lessons.n, 1);
    assert_int_equal(v.lessons.v[0], 1);
    assert_int_equal(v.cells.n, 0);
    violator_release(&v);
    match_release(&m);
}

/* Hall: some set of lessons has fewer cells than members. */
static bool brute_violator(const uint64_t *cells, int n)
{
    for (int m = 1; m < 1 << n; m++) {
        uint64_t all = 0;
        for (int i = 0; i < n; i++)
            if (m >> i & 1)
                all |= cells[i];
        if (bits_count(all) < bits_count((uint64_t)m))
            return true;
    }
    return false;
}

static void violators_are_found_exactly_when_there_are_some(void **state)
{
    (void)state;
    struct rng g;
    int found = 0;
    rng_seed(&g, 2, 1);
    for (int round = 0; round < 400; round++) {
        uint64_t cells[9], all = 0;
        struct match m;
        struct violator v;
        match_init(&m, 10);
        for (int l = 0; l < 9; l++) {
            int list[10], n = 0;
            cells[l] = rng_next(&g) & rng_next(&g) & 0x3ff;
            for (int c = 0; c < 10; c++)
                if (cells[l] >> c & 1)
                    list[n++] = c;
            match_add(&m, l, list, n);
        }
        bool is = match_violator(&m, 9, &v);
        assert_int_equal(is, brute_violator(cells, 9));
        for (int i = 0; is && i < v.lessons.n; i++)
            all |= cells[v.lessons.v[i]];
        assert_true(!is || bits_count(all) == v.lessons.n - 1);
        found += is;
        violator_release(&v);
        match_release(&m);
    }
    assert_true(found > 20 && found < 380);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cover_beats_greed),
        cmocka_unit_test(cover_that_cannot_be),
        cmocka_unit_test(cover_is_smallest),
        cmocka_unit_test(violator_is_irreducible),
        cmocka_unit_test(groups_bound_their_cells),
        cmocka_unit_test(a_lesson_without_a_cell),
        cmocka_unit_test(violators_are_found_exactly_when_there_are_some),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * base/arena.h and base/mem.h: zeroed, aligned, never moving, separate pieces.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/mem.h"
#include <string.h>

static int is_filled(const unsigned char *p, size_t n, unsigned char with)
{
    for (size_t i = 0; i < n; i++)
        if (p[i] != with)
            return 0;
    return 1;
}

/* Pieces of all sizes, each filled with its own byte: an overlap or a move would show. */
static void pieces_are_zeroed_aligned_and_stay(void **state)
{
    (void)state;
    enum { PIECES = 600 };
    struct arena *a = arena_new();
    unsigned char *piece[PIECES];
    size_t size[PIECES], total = 0;
    for (int i = 0; i < PIECES; i++) {
        size[i] = (size_t)(i * 7919) % (i % 50 == 0 ? 200000 : 300);
        piece[i] = arena_alloc(a, size[i], 1);
        assert_non_null(piece[i]);
        assert_int_equal((uintptr_t)piece[i] % 16, 0);
        assert_true(is_filled(piece[i], size[i], 0));
        memset(piece[i], i % 255 + 1, size[i]);
        total += size[i];
    }
    for (int i = 0; i < PIECES; i++)
        assert_true(is_filled(piece[i], size[i], (unsigned char)(i % 255 + 1)));
    assert_true(arena_bytes(a) >= total);
    arena_free(a);
}

static void small_pieces_cost_few_bytes(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (int i = 0; i < 100000; i++)
        *ARENA_NEW(a, int64_t, 1) = i;
    assert_true(arena_bytes(a) < 100000 * 16 * 2 + (2 << 20));
    arena_free(a);
}

static void empty_pieces_are_distinct(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    void *p = arena_alloc(a, 0, 8), *q = arena_alloc(a, 8, 0);
    assert_non_null(p);
    assert_non_null(q);
    assert_ptr_not_equal(p, q);
    arena_free(a);
    arena_free(NULL);
}

static void strings_are_copies(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    char text[] = "Mathematics";
    char *all = arena_strdup(a, text), *some = arena_strndup(a, text, 4);
    char *beyond = arena_strndup(a, text, 100), *none = arena_strndup(a, text, 0);
    text[0] = 'X';
    assert_string_equal(all, "Mathematics");
    assert_string_equal(some, "Math");
    assert_string_equal(beyond, "Mathematics");
    assert_string_equal(none, "");
    assert_string_equal(arena_printf(a, "%s %d%c", "R", 12, 'b'), "R 12b");
    assert_string_equal(arena_printf(a, "%s", ""), "");
    char *longer = arena_printf(a, "%9000d", 7);
    assert_int_equal(strlen(longer), 9000);
    assert_int_equal(longer[8999], '7');
    arena_free(a);
}

static void mem_never_gives_null(void **state)
{
    (void)state;
    void *p = mem_alloc(0), *q = mem_zero(0, 8);
    int *grown = mem_grow(NULL, 2, sizeof *grown);
    assert_non_null(p);
    assert_non_null(q);
    grown[1] = 42;
    grown = mem_grow(grown, 5000, sizeof *grown);
    assert_int_equal(grown[1], 42);
    int *zeroed = MEM_NEW(int, 1000);
    assert_true(is_filled((unsigned char *)zeroed, 1000 * sizeof(int), 0));
    char *copy = mem_strdup("abc");
    assert_string_equal(copy, "abc");
    mem_free(copy);
    mem_free(zeroed);
    mem_free(grown);
    mem_free(q);
    mem_free(p);
    mem_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_stay),
        cmocka_unit_test(small_pieces_cost_few_bytes),
        cmocka_unit_test(empty_pieces_are_distinct),
        cmocka_unit_test(strings_are_copies),
        cmocka_unit_test(mem_never_gives_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

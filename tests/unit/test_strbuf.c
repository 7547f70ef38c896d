/*
 * base/strbuf.h: s is never NULL, s[len] is 0, cap is larger than len.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include <string.h>

static void assert_sound(const struct strbuf *b)
{
    assert_non_null(b->s);
    assert_int_equal(b->s[b->len], 0);
    assert_true(b->cap > b->len);
}

static void stays_sound_through_its_life(void **state)
{
    (void)state;
    struct strbuf b;
    sb_init(&b);
    assert_sound(&b);
    assert_int_equal(b.len, 0);
    sb_adds(&b, "");
    sb_add(&b, NULL, 0);
    assert_sound(&b);
    sb_clear(&b);
    assert_sound(&b);
    for (int i = 0; i < 1000; i++) {
        sb_addc(&b, (char)('a' + i % 26));
        assert_sound(&b);
    }
    assert_int_equal(b.len, 1000);
    char *kept = b.s;
    sb_clear(&b);
    assert_sound(&b);
    assert_int_equal(b.len, 0);
    assert_ptr_equal(b.s, kept);
    sb_release(&b);
    assert_sound(&b);
    sb_adds(&b, "again");
    assert_string_equal(b.s, "again");
    sb_release(&b);
}

static void two_empty_buffers_do_not_share(void **state)
{
    (void)state;
    struct strbuf a, b;
    sb_init(&a);
    sb_init(&b);
    sb_addc(&a, 'x');
    assert_string_equal(a.s, "x");
    assert_string_equal(b.s, "");
    sb_release(&a);
    sb_release(&b);
}

static void adds_bytes_with_zeros(void **state)
{
    (void)state;
    struct strbuf b;
    sb_init(&b);
    sb_add(&b, "a\0b", 3);
    assert_int_equal(b.len, 3);
    assert_memory_equal(b.s, "a\0b", 4);
    sb_release(&b);
}

/* Around every capacity the formatted text fits exactly, by one more and by one less. */
static void formats_at_every_length(void **state)
{
    (void)state;
    for (int before = 0; before < 140; before++) {
        for (int width = 1; width < 140; width += 3) {
            struct strbuf b;
            sb_init(&b);
            for (int i = 0; i < before; i++)
                sb_addc(&b, '.');
            sb_addf(&b, "%*d", width, 7);
            assert_sound(&b);
            assert_int_equal(b.len, before + width);
            assert_int_equal(strlen(b.s), before + width);
            assert_int_equal(b.s[b.len - 1], '7');
            sb_release(&b);
        }
    }
}

static void detach_hands_over(void **state)
{
    (void)state;
    struct strbuf b;
    sb_init(&b);
    char *empty = sb_detach(&b);
    assert_string_equal(empty, "");
    sb_addf(&b, "%s-%d", "x", 1);
    char *full = sb_detach(&b);
    assert_string_equal(full, "x-1");
    assert_sound(&b);
    assert_int_equal(b.len, 0);
    mem_free(empty);
    mem_free(full);
    sb_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stays_sound_through_its_life),
        cmocka_unit_test(two_empty_buffers_do_not_share),
        cmocka_unit_test(adds_bytes_with_zeros),
        cmocka_unit_test(formats_at_every_length),
        cmocka_unit_test(detach_hands_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

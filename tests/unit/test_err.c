/*
 * base/err.h: filled once where the error arises, never overwritten, always readable.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include <string.h>

static void every_code_has_its_own_sentence(void **state)
{
    (void)state;
    static const int codes[] = {ERR_USAGE, ERR_INPUT, ERR_UNKNOWN,    ERR_LIMIT,
                                ERR_IO,    ERR_STATE, ERR_UNSUPPORTED};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        assert_true(codes[i] < 0);
        assert_true(strlen(err_sentence(codes[i])) > 10);
        for (size_t j = 0; j < i; j++) {
            assert_int_not_equal(codes[i], codes[j]);
            assert_string_not_equal(err_sentence(codes[i]), err_sentence(codes[j]));
        }
    }
    assert_non_null(err_sentence(ERR_OK));
    assert_non_null(err_sentence(-12345));
}

static void first_error_wins(void **state)
{
    (void)state;
    struct err e = {0};
    assert_int_equal(err_at(&e, ERR_INPUT, "a.fet", 3, 9, "no room %s", "R1"), ERR_INPUT);
    assert_int_equal(err_set(&e, ERR_IO, "later"), ERR_IO);
    assert_int_equal(err_at(&e, ERR_LIMIT, "b", 1, 1, "later"), ERR_LIMIT);
    assert_int_equal(e.code, ERR_INPUT);
    assert_int_equal(e.line, 3);
    assert_int_equal(e.column, 9);
    assert_string_equal(e.file, "a.fet");
    assert_string_equal(e.text, "no room R1");
}

static void null_err_is_allowed(void **state)
{
    (void)state;
    assert_int_equal(err_set(NULL, ERR_USAGE, "x"), ERR_USAGE);
    assert_int_equal(err_at(NULL, ERR_IO, NULL, 0, 0, "x"), ERR_IO);
}

static void assert_formatted(const char *file, int line, int column, const char *want)
{
    struct err e = {0};
    char buf[2048];
    err_at(&e, ERR_INPUT, file, line, column, "bad");
    err_format(&e, buf, sizeof buf);
    assert_string_equal(buf, want);
}

static void format_leaves_out_what_is_unknown(void **state)
{
    (void)state;
    assert_formatted("a.fet", 3, 9, "a.fet:3:9: bad");
    assert_formatted("a.fet", 3, 0, "a.fet:3: bad");
    assert_formatted("a.fet", 0, 0, "a.fet: bad");
    assert_formatted("a.fet", 0, 5, "a.fet: bad");
    assert_formatted(NULL, 0, 0, "bad");
}

static void format_respects_the_buffer(void **state)
{
    (void)state;
    struct err e = {0};
    char buf[8] = "1234567";
    err_set(&e, ERR_INPUT, "abcdefghijkl");
    err_format(&e, buf, 4);
    assert_string_equal(buf, "abc");
    assert_int_equal(buf[4], '5');
    err_format(&e, buf, 0);
    assert_string_equal(buf, "abc");
}

/* Cut texts go into JSON: no half of a character may stay at the end. */
static void cut_texts_stay_utf8(void **state)
{
    (void)state;
    static const char *const letters[] = {"\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x8F\xAB"};
    for (size_t k = 0; k < 3; k++) {
        for (int shift = 0; shift < 5; shift++) {
            struct err e = {0};
            char many[3000];
            size_t n = strlen(letters[k]), len = 0;
            memset(many, 'x', (size_t)shift);
            for (len = (size_t)shift; len + n < sizeof many; len += n)
                memcpy(many + len, letters[k], n);
            many[len] = 0;
            err_at(&e, ERR_INPUT, many, 1, 1, "%s", many);
            assert_int_equal((strlen(e.text) - (size_t)shift) % n, 0);
            assert_int_equal((strlen(e.file) - (size_t)shift) % n, 0);
            assert_true(strlen(e.text) + 5 > sizeof e.text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_has_its_own_sentence),
        cmocka_unit_test(first_error_wins),
        cmocka_unit_test(null_err_is_allowed),
        cmocka_unit_test(format_leaves_out_what_is_unknown),
        cmocka_unit_test(format_respects_the_buffer),
        cmocka_unit_test(cut_texts_stay_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

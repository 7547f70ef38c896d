/*
 * base/json.h: what is written is JSON and reads back equal; errors name their place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/rng.h"
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void write_sample(struct json_writer *w)
{
    jw_open(w, '{');
    jw_kstr(w, "s", "a\"b\\c\n\t\x01/");
    jw_kint(w, "i", INT64_MIN);
    jw_knum(w, "d", 0.1);
    jw_kbool(w, "b", true);
    jw_kstr(w, "none", NULL);
    jw_key(w, "list");
    jw_open(w, '[');
    jw_int(w, 1);
    jw_open(w, '[');
    jw_close(w, ']');
    jw_open(w, '{');
    jw_close(w, '}');
    jw_num(w, NAN);
    jw_num(w, -INFINITY);
    jw_bool(w, false);
    jw_null(w);
    jw_close(w, ']');
    jw_close(w, '}');
}

static void writes_one_line(void **state)
{
    (void)state;
    struct strbuf b;
    struct json_writer w;
    sb_init(&b);
    jw_init(&w, &b, 0);
    write_sample(&w);
    assert_string_equal(b.s,
                        "{\"s\":\"a\\\"b\\\\c\\n\\t\\u0001/\",\"i\":-9223372036854775808,"
                        "\"d\":0.1,\"b\":true,\"none\":null,"
                        "\"list\":[1,[],{},null,null,false,null]}");
    sb_release(&b);
}

static void indents(void **state)
{
    (void)state;
    struct strbuf b;
    struct json_writer w;
    sb_init(&b);
    jw_init(&w, &b, 2);
    jw_open(&w, '{');
    jw_kint(&w, "a", 1);
    jw_key(&w, "b");
    jw_open(&w, '[');
    jw_int(&w, 2);
    jw_close(&w, ']');
    jw_key(&w, "c");
    jw_open(&w, '[');
    jw_close(&w, ']');
    jw_close(&w, '}');
    assert_string_equal(b.s, "{\n  \"a\": 1,\n  \"b\": [\n    2\n  ],\n  \"c\": []\n}");
    sb_release(&b);
}

static void both_layouts_say_the_same(void **state)
{
    (void)state;
    json_t *read[2];
    for (int i = 0; i < 2; i++) {
        struct strbuf b;
        struct json_writer w;
        sb_init(&b);
        jw_init(&w, &b, i * 4);
        write_sample(&w);
        read[i] = json_parse("sample", b.s, b.len, NULL);
        assert_non_null(read[i]);
        sb_release(&b);
    }
    assert_true(json_equal(read[0], read[1]));
    assert_string_equal(json_string_value(json_object_get(read[0], "s")),
                        "a\"b\\c\n\t\x01/");
    json_decref(read[0]);
    json_decref(read[1]);
}

static void assert_written(const char *s, const char *want)
{
    struct strbuf b;
    struct json_writer w;
    sb_init(&b);
    jw_init(&w, &b, 0);
    jw_open(&w, '[');
    jw_str(&w, s);
    jw_close(&w, ']');
    assert_string_equal(b.s, want);
    json_t *back = json_parse("x", b.s, b.len, NULL);
    assert_non_null(back);
    json_decref(back);
    sb_release(&b);
}

static void broken_text_becomes_readable(void **state)
{
    (void)state;
    assert_written("\xC3\xA4\xE2\x82\xAC\xF0\x9F\x8F\xAB",
                   "[\"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x8F\xAB\"]");
    assert_written("a\xFFz", "[\"a\xEF\xBF\xBDz\"]");
    assert_written("\xC3", "[\"\xEF\xBF\xBD\"]");                 /* cut */
    assert_written("\xC0\xAF", "[\"\xEF\xBF\xBD\xEF\xBF\xBD\"]"); /* overlong */
    assert_written("\xED\xA0\x80", "[\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"]");
    assert_written("\x7F", "[\"\\u007f\"]");
}

static void random_bytes_are_always_readable(void **state)
{
    (void)state;
    struct rng r;
    rng_seed(&r, 3, 0);
    for (int i = 0; i < 3000; i++) {
        char s[32];
        int n = rng_below(&r, 31);
        for (int k = 0; k < n; k++)
            s[k] = (char)(rng_below(&r, 255) + 1);
        s[n] = 0;
        struct strbuf b;
        struct json_writer w;
        sb_init(&b);
        jw_init(&w, &b, 0);
        jw_open(&w, '{');
        jw_kstr(&w, s, s);
        jw_close(&w, '}');
        json_t *back = json_parse("x", b.s, b.len, NULL);
        assert_non_null(back);
        json_decref(back);
        sb_release(&b);
    }
}

static void number_text(double v, char *out, size_t size)
{
    struct strbuf b;
    struct json_writer w;
    sb_init(&b);
    jw_init(&w, &b, 0);
    jw_num(&w, v);
    snprintf(out, size, "%s", b.s);
    sb_release(&b);
}

static void numbers_are_short(void **state)
{
    (void)state;
    static const struct {
        double v;
        const char *text;
    } cases[] = {{0, "0"},
                 {-0.0, "-0"},
                 {1, "1"},
                 {0.1, "0.1"},
                 {164.35, "164.35"},
                 {100, "100"},
                 {-2.5, "-2.5"},
                 {1e300, "1e+300"},
                 {5e-324, "5e-324"},
                 {123456, "123456"},
                 {0.1 + 0.2, "0.30000000000000004"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[64];
        number_text(cases[i].v, text, sizeof text);
        assert_string_equal(text, cases[i].text);
    }
}

static void assert_reads_back(double v)
{
    char text[64];
    number_text(v, text, sizeof text);
    double back = strtod(text, NULL);
    assert_memory_equal(&back, &v, sizeof v);
    for (int digits = 1; digits < 17; digits++) { /* nothing shorter would do */
        char shorter[64];
        snprintf(shorter, sizeof shorter, "%.*e", digits - 1, v);
        if (strtod(shorter, NULL) != v)
            continue;
        int written = 0;
        for (const char *c = text; *c && *c != 'e'; c++)
            written += *c >= '0' && *c <= '9';
        if (fabs(v) >= 1 && fabs(v) < 1e15 && v != floor(v))
            assert_int_equal(written, digits);
        break;
    }
}

static void numbers_read_back_equal(void **state)
{
    (void)state;
    struct rng r;
    rng_seed(&r, 11, 0);
    for (int i = 0; i < 20000; i++) {
        uint64_t raw = rng_next(&r);
        double v;
        memcpy(&v, &raw, sizeof v);
        if (isfinite(v))
            assert_reads_back(v);
        assert_reads_back(rng_below(&r, 1000000) / 1000.0);
        assert_reads_back(rng_unit(&r) * 1000);
    }
    assert_reads_back(DBL_MAX);
    assert_reads_back(DBL_MIN);
    assert_reads_back(nextafter(DBL_MIN, 0));
}

static void assert_refused(const char *text, int line)
{
    struct err e = {0};
    assert_null(json_parse("in.json", text, strlen(text), &e));
    assert_int_equal(e.code, ERR_INPUT);
    assert_string_equal(e.file, "in.json");
    assert_int_equal(e.line, line);
    assert_true(e.column > 0);
    assert_true(strlen(e.text) > 10);
}

static void errors_name_the_place(void **state)
{
    (void)state;
    assert_refused("{\n  \"a\": 1,\n  \"b\": }", 3);
    assert_refused("{\"a\":1,\"a\":2}", 1); /* twice the same key */
    assert_refused("[1] x", 1);
    assert_refused("[\"\xFF\"]", 1);
    assert_refused("[\n1,\n2", 3);
    assert_null(json_parse("x", "", 0, NULL));
}

static void depth_is_bounded(void **state)
{
    (void)state;
    size_t n = 1000000;
    char *deep = mem_alloc(n);
    memset(deep, '[', n);
    struct err e = {0};
    assert_null(json_parse("deep", deep, n, &e));
    assert_int_equal(e.code, ERR_INPUT);
    mem_free(deep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_one_line),
        cmocka_unit_test(indents),
        cmocka_unit_test(both_layouts_say_the_same),
        cmocka_unit_test(broken_text_becomes_readable),
        cmocka_unit_test(random_bytes_are_always_readable),
        cmocka_unit_test(numbers_are_short),
        cmocka_unit_test(numbers_read_back_equal),
        cmocka_unit_test(errors_name_the_place),
        cmocka_unit_test(depth_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

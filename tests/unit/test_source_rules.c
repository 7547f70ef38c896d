/*
 * Rules of style that a machine can see: calls that are never made because they cannot be
 * bounded or cannot report an error, and files that have grown too long.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "source_tree.h"
#include <ctype.h>
#include <stdbool.h>

enum { MAX_LINES = 800 };

static const char *const banned[] = {"strcpy", "strcat", "sprintf", "vsprintf", "strtok",
                                     "atoi",   "atol",   "atof",    "gets"};

/* Where a comment or literal that starts at s ends (behind it), or s if none starts. */
static const char *skip_non_code(const char *s)
{
    if (s[0] == '/' && s[1] == '/')
        return s + strcspn(s, "\n");
    if (s[0] == '/' && s[1] == '*') {
        const char *end = strstr(s + 2, "*/");
        return end ? end + 2 : s + strlen(s);
    }
    if (*s != '"' && *s != '\'')
        return s;
    char quote = *s++;
    while (*s && *s != quote && *s != '\n')
        s += s[0] == '\\' && s[1] ? 2 : 1;
    return s + (*s == quote);
}

/* What only the command line may do: the library takes its settings from its caller. */
static const char *const banned_in_library[] = {"getenv", "exit", "printf", "puts"};

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static bool is_among(const char *word, size_t n, const char *const *list, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (strlen(list[i]) == n && memcmp(list[i], word, n) == 0)
            return true;
    return false;
}

static bool is_library(const char *path)
{
    static const char *const above[] = {"src/cli/", "src/server/", "src/service/",
                                        "examples/"};
    for (size_t i = 0; i < sizeof above / sizeof *above; i++)
        if (strncmp(path, above[i], strlen(above[i])) == 0)
            return false;
    return true;
}

static bool is_banned_call(const char *path, const char *word, size_t n)
{
    if (word[n + strspn(word + n, " \t\n")] != '(')
        return false;
    return is_among(word, n, banned, sizeof banned / sizeof *banned) ||
           (is_library(path) && is_among(word, n, banned_in_library,
                                         sizeof banned_in_library / sizeof(char *)));
}

static int count_lines(const char *from, const char *to)
{
    int n = 0;
    for (; from < to; from++)
        n += *from == '\n';
    return n;
}

static void find_banned(const char *path, const char *text, void *user)
{
    struct strbuf *found = user;
    const char *s = text;
    while (*s) {
        const char *behind = skip_non_code(s);
        if (behind != s) {
            s = behind;
        } else if (is_word(*s)) {
            size_t n = 1;
            while (is_word(s[n]))
                n++;
            if (is_banned_call(path, s, n))
                sb_addf(found, "%s:%d: calls %.*s, which is banned\n", path,
                        count_lines(text, s) + 1, (int)n, s);
            s += n;
        } else {
            s++;
        }
    }
}

static void find_long(const char *path, const char *text, void *user)
{
    int n = count_lines(text, text + strlen(text));
    if (n > MAX_LINES)
        sb_addf(user, "%s: %d lines, allowed are %d; split it\n", path, n, MAX_LINES);
}

static void no_banned_calls(void **state)
{
    (void)state;
    struct strbuf found;
    sb_init(&found);
    assert_true(visit_sources("src", find_banned, &found) > 20);
    visit_sources("examples", find_banned, &found);
    assert_no_findings(&found);
}

static void no_file_is_too_long(void **state)
{
    (void)state;
    static const char *const folders[] = {"src", "include", "tests", "examples"};
    struct strbuf found;
    sb_init(&found);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        visit_sources(folders[i], find_long, &found);
    assert_no_findings(&found);
}

static void made_up_calls_are_caught(void **state)
{
    (void)state;
    static const char *const wrong[] = {"x = atoi(s);", "strcpy (a, b);",
                                        "a;\n\ngets\n(x)", "'\"'; sprintf(b, \"%d\", 1)",
                                        "/* a */ strtok(s, 0) // b"};
    static const char *const right[] = {"snprintf(b, n, x)",
                                        "fgets(b, n, f)",
                                        "/* strcpy(a, b) */",
                                        "// gets(x)\n",
                                        "\"sprintf(\\\"gets(\"",
                                        "strtok_r(a, b, c)",
                                        "int atoi;",
                                        "my_gets(x)"};
    struct strbuf found;
    sb_init(&found);
    find_banned("src/cli/x.c", "getenv(x); exit(1); printf(y)", &found);
    assert_int_equal(found.len, 0);
    find_banned("src/search/x.c", "getenv(x);\nexit(1)", &found);
    assert_int_equal(count_lines(found.s, found.s + found.len), 2);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        sb_clear(&found);
        find_banned("x.c", wrong[i], &found);
        assert_int_equal(count_lines(found.s, found.s + found.len), 1);
    }
    sb_clear(&found);
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        find_banned("x.c", right[i], &found);
    assert_no_findings(&found);
}

static void made_up_long_file_is_caught(void **state)
{
    (void)state;
    struct strbuf found, text;
    sb_init(&found);
    sb_init(&text);
    for (int i = 0; i < MAX_LINES; i++)
        sb_addc(&text, '\n');
    find_long("x.c", text.s, &found);
    assert_int_equal(found.len, 0);
    sb_addc(&text, '\n');
    find_long("x.c", text.s, &found);
    assert_true(found.len > 0);
    sb_release(&found);
    sb_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_banned_calls),
        cmocka_unit_test(no_file_is_too_long),
        cmocka_unit_test(made_up_calls_are_caught),
        cmocka_unit_test(made_up_long_file_is_caught),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

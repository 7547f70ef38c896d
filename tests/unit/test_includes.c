/*
 * Dependencies between the folders of src/ point one way. This test reads every #include
 * and fails on an arrow against the direction, on folders that nobody put into the table,
 * and on headers of databases outside src/store.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "source_tree.h"
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

/* Folder and what it may include directly; what those may include is allowed as well. */
static const struct {
    const char *name, *below[5];
} layers[] = {
    {"base", {NULL}},          {"search", {"base"}},
    {"timetable", {"search"}}, {"roster", {"search"}},
    {"line", {"search"}},      {"formats", {"timetable", "roster", "line"}},
    {"planner", {"formats"}},  {"store", {"base"}},
    {"entity", {"store"}},     {"service", {"planner", "entity"}},
    {"server", {"service"}},   {"cli", {"server"}},
};
enum { LAYERS = sizeof layers / sizeof *layers };

static int layer_of(const char *name)
{
    for (int i = 0; i < LAYERS; i++)
        if (strcmp(layers[i].name, name) == 0)
            return i;
    return -1;
}

static bool may_include(int from, int to)
{
    if (from == to)
        return true;
    for (const char *const *b = layers[from].below; *b; b++)
        if (may_include(layer_of(*b), to))
            return true;
    return false;
}

/* The first folder of a path, e.g. "base" of "base/err.h"; "" if there is none. */
static void folder_of(const char *path, char *out, size_t size)
{
    size_t n = strcspn(path, "/");
    snprintf(out, size, "%.*s", path[n] ? (int)n : 0, path);
}

/* What is wrong with folder `from` including `target`, NULL = nothing. */
static const char *objection(const char *from, const char *target, bool system)
{
    if (system) {
        bool database =
            strcmp(target, "sqlite3.h") == 0 || strcmp(target, "libpq-fe.h") == 0;
        return database && strcmp(from, "store") ? "only src/store may see a database"
                                                 : NULL;
    }
    char to[64];
    folder_of(strcmp(target, "horarium.h") == 0 ? "planner/" : target, to, sizeof to);
    if (!to[0])
        return "the include must name its folder";
    if (layer_of(from) < 0 || layer_of(to) < 0)
        return "the folder is not in the table of layers";
    return may_include(layer_of(from), layer_of(to)) ? NULL : "the arrow points back";
}

struct scan {
    const char *root; /* the folder that holds the layers */
    struct strbuf found;
    int includes;
};

/* The name in an #include line, in buf; false if the line is none. */
static bool parse_include(const char *line, char *buf, size_t size, bool *system)
{
    line += strspn(line, " \t");
    if (*line++ != '#')
        return false;
    line += strspn(line, " \t");
    if (strncmp(line, "include", 7))
        return false;
    line += 7 + strspn(line + 7, " \t");
    if (*line != '"' && *line != '<')
        return false;
    *system = *line == '<';
    snprintf(buf, size, "%.*s", (int)strcspn(line + 1, "\">\n"), line + 1);
    return true;
}

static void scan_file(const char *path, const char *text, void *user)
{
    struct scan *s = user;
    char from[64], target[256];
    folder_of(path + strlen(s->root) + 1, from, sizeof from);
    int line = 1;
    for (const char *at = text; *at; line++) {
        bool system;
        if (parse_include(at, target, sizeof target, &system)) {
            const char *why = objection(from, target, system);
            s->includes++;
            if (why)
                sb_addf(&s->found, "%s:%d: includes %s: %s\n", path, line, target, why);
        }
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
}

static void every_arrow_points_down(void **state)
{
    (void)state;
    struct scan s = {.root = "src"};
    sb_init(&s.found);
    assert_true(visit_sources("src", scan_file, &s) > 20);
    assert_true(s.includes > 50);
    assert_no_findings(&s.found);
}

/* The public header must stand alone: its users have nothing but it. */
static void public_header_stands_alone(void **state)
{
    (void)state;
    struct scan s = {.root = "include"};
    sb_init(&s.found);
    visit_sources("include", scan_file, &s);
    assert_no_findings(&s.found);
}

static void the_table_has_no_circle(void **state)
{
    (void)state;
    for (int i = 0; i < LAYERS; i++)
        for (int j = 0; j < i; j++) {
            assert_false(may_include(j, i)); /* the table is sorted from below */
        }
}

static void made_up_arrows_are_caught(void **state)
{
    (void)state;
    static const char *const wrong[][2] = {
        {"base", "search/cost.h"},      {"search", "timetable/problem.h"},
        {"timetable", "formats/fet.h"}, {"timetable", "roster/problem.h"},
        {"roster", "line/problem.h"},   {"line", "timetable/problem.h"},
        {"formats", "planner/p.h"},     {"planner", "store/store.h"},
        {"store", "planner/p.h"},       {"store", "entity/e.h"},
        {"entity", "search/cost.h"},    {"service", "server/s.h"},
        {"server", "cli/c.h"},          {"base", "magic/m.h"},
        {"magic", "base/err.h"},        {"base", "err.h"},
        {"base", "../search/cost.h"},   {"formats", "horarium.h"},
    };
    static const char *const right[][2] = {
        {"base", "base/err.h"},           {"timetable", "base/err.h"},
        {"formats", "line/problem.h"},    {"planner", "horarium.h"},
        {"service", "timetable/check.h"}, {"cli", "store/store.h"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_non_null(objection(wrong[i][0], wrong[i][1], false));
    for (size_t i = 0; i < sizeof right / sizeof *right; i++)
        assert_null(objection(right[i][0], right[i][1], false));
    assert_non_null(objection("server", "sqlite3.h", true));
    assert_null(objection("store", "sqlite3.h", true));
    assert_null(objection("base", "stdio.h", true));
}

/* The whole way once: a tree on disk with one wrong line among right ones. */
static void a_wrong_line_in_a_tree_is_caught(void **state)
{
    (void)state;
    static const char text[] = "#include <stdio.h>\n#include \"base/err.h\"\n"
                               "  #  include  \"search/cost.h\" /* wrong */\n";
    char root[] = "/tmp/horarium-test-XXXXXX", dir[64], path[80], want[200];
    assert_non_null(mkdtemp(root));
    snprintf(dir, sizeof dir, "%s/base", root);
    snprintf(path, sizeof path, "%s/a.c", dir);
    assert_int_equal(file_mkdirs(dir, NULL), 0);
    assert_int_equal(file_write(path, text, sizeof text - 1, NULL), 0);
    struct scan s = {.root = root};
    sb_init(&s.found);
    assert_int_equal(visit_sources(root, scan_file, &s), 1);
    assert_int_equal(s.includes, 3);
    snprintf(want, sizeof want, "%s:3: includes search/cost.h: the arrow points back\n",
             path);
    assert_string_equal(s.found.s, want);
    sb_release(&s.found);
    unlink(path);
    rmdir(dir);
    rmdir(root);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_arrow_points_down),
        cmocka_unit_test(public_header_stands_alone),
        cmocka_unit_test(the_table_has_no_circle),
        cmocka_unit_test(made_up_arrows_are_caught),
        cmocka_unit_test(a_wrong_line_in_a_tree_is_caught),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The HTML pages of a timetable: every link leads somewhere, tags and table cells add up,
   names never become markup, and what is not placed is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/vec.h"
#include "formats/fet.h"
#include "formats/tt_json.h"
#include "formats/tt_views.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define EXAMPLES "/usr/share/doc/fet-data/examples/"

enum { MAX_BYTES = 64 << 20, MAX_DEPTH = 40, MAX_COLUMNS = 64 };

struct site {
    char dir[64];
    char **files;
    int n;
};

static struct site write_site(const struct tt_problem *p, const struct tt_solution *s)
{
    struct site site = {.dir = "/tmp/tt_views_XXXXXX"};
    struct err e = {0};
    assert_non_null(mkdtemp(site.dir));
    if (tt_view_html(p, s, site.dir, &site.files, &site.n, &e))
        fail_msg("%s", e.text);
    return site;
}

static void site_free(struct site *site)
{
    for (int i = 0; i < site->n; i++) {
        assert_int_equal(unlink(site->files[i]), 0);
        mem_free(site->files[i]);
    }
    mem_free(site->files);
    assert_int_equal(rmdir(site->dir), 0);
}

static char *load(const char *path)
{
    char *data;
    size_t len;
    assert_int_equal(file_read(path, MAX_BYTES, &data, &len, NULL), 0);
    return data;
}

/* The page whose name begins so. */
static char *page(const struct site *site, const char *prefix)
{
    for (int i = 0; i < site->n; i++)
        if (strncmp(strrchr(site->files[i], '/') + 1, prefix, strlen(prefix)) == 0)
            return load(site->files[i]);
    fail_msg("no page %s…", prefix);
    return NULL;
}

/* --- what holds for every page --- */

static bool is_void(const char *tag)
{
    static const char *const words[] = {"meta", "input", "col", "br"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(tag, words[i]) == 0)
            return true;
    return false;
}

/* Cells of the table that is being walked: how many rows each column is still covered. */
struct cells {
    int covered[MAX_COLUMNS], columns, used;
};

static int attribute(const char *tag, const char *end, const char *name)
{
    const char *at = strstr(tag, name);
    return at && at < end ? (int)strtol(at + strlen(name), NULL, 10) : 1;
}

static void end_row(struct cells *c, const char *path)
{
    for (int i = 0; i < c->columns; i++)
        if (c->covered[i] > 0)
            c->covered[i]--;
        else if (c->columns)
            fail_msg("%s: a row of a table leaves column %d open", path, i);
}

static void add_cell(struct cells *c, const char *tag, const char *end, const char *path)
{
    int wide = attribute(tag, end, "colspan=\""),
        high = attribute(tag, end, "rowspan=\"");
    for (; wide > 0; wide--) {
        while (c->used < MAX_COLUMNS && c->covered[c->used] > 0)
            c->used++;
        if (c->used >= c->columns)
            fail_msg("%s: a row of a table has too many cells", path);
        c->covered[c->used] = high;
        c->used++;
    }
}

static void see_tag(struct cells *c, const char *name, const char *tag, const char *end,
                    const char *path)
{
    if (strcmp(name, "colgroup") == 0)
        memset(c, 0, sizeof *c);
    else if (strcmp(name, "col") == 0)
        c->columns++;
    else if (strcmp(name, "/table") == 0)
        c->columns = 0;
    else if (strcmp(name, "tr") == 0)
        c->used = 0;
    else if (c->columns && (strcmp(name, "td") == 0 || strcmp(name, "th") == 0))
        add_cell(c, tag, end, path);
    else if (strcmp(name, "/tr") == 0)
        end_row(c, path);
}

/* Tags are balanced, cells fill their tables. */
static void check_tags(const char *text, const char *path)
{
    char open[MAX_DEPTH][16], name[16];
    int depth = 0;
    struct cells cells = {0};
    for (const char *at = text; (at = strchr(at, '<')); at++) {
        const char *end = strchr(at, '>');
        assert_non_null(end);
        if (at[1] == '!')
            continue;
        size_t n = strcspn(at + 1, " >");
        assert_true(n < sizeof name);
        memcpy(name, at + 1, n);
        name[n] = 0;
        see_tag(&cells, name, at, end, path);
        if (name[0] == '/') {
            if (depth == 0 || strcmp(open[depth - 1], name + 1) != 0)
                fail_msg("%s: <%s> does not close <%s>", path, name,
                         depth ? open[depth - 1] : "");
            depth--;
        } else if (!is_void(name)) {
            assert_true(depth < MAX_DEPTH);
            memcpy(open[depth++], name, n + 1);
        }
        if (strcmp(name, "script") == 0 || strcmp(name, "style") == 0)
            at = strstr(at, "</") - 1;
        else
            at = end - 1;
    }
    assert_int_equal(depth, 0);
}

static void check_links(const struct site *site, const char *text, const char *path)
{
    for (const char *at = text; (at = strstr(at, " href=\"")); at++) {
        char file[300];
        struct stat st;
        const char *name = at + 7;
        int n = (int)strcspn(name, "\"");
        snprintf(file, sizeof file, "%s/%.*s", site->dir, n, name);
        if (stat(file, &st) != 0)
            fail_msg("%s: the link %s leads nowhere", path, file);
    }
}

static void check_site(const struct site *site)
{
    assert_non_null(strstr(site->files[0], "/index.html"));
    for (int i = 0; i < site->n; i++) {
        for (int k = i + 1; k < site->n && site->n < 300; k++)
            assert_string_not_equal(site->files[i], site->files[k]);
        char *text = load(site->files[i]);
        check_tags(text, site->files[i]);
        check_links(site, text, site->files[i]);
        mem_free(text);
    }
}

/* --- pages of a school with awkward names --- */

static const char problem[] =
    "{\"format\":\"horarium-timetable-1\",\"name\":\"<b>&\\\"Hill'\",\"days\":[\"Mo\","
    "\"Tu\"],"
    "\"periods\":[\"1\",\"2\",\"3\",\"4\"],"
    "\"subjects\":[{\"name\":\"<script>alert(1)</script>\",\"long_name\":\"\\\" "
    "onx=\\\"\"},"
    "{\"name\":\"Art\"}],\"teachers\":[{\"name\":\"O'Neil\"},{\"name\":\"Idle\"}],"
    "\"sets\":[{\"name\":\"A+\",\"children\":[\"h1\",\"h2\"]},"
    "{\"name\":\"h1\",\"level\":\"group\"},{\"name\":\"h2\",\"level\":\"group\"},"
    "{\"name\":\"A-\"},{\"name\":\"none\"}],\"years\":[\"A+\",\"A-\",\"none\"],"
    "\"rooms\":[{\"name\":\"R\"}],\"lessons\":["
    "{\"id\":1,\"subject\":\"Art\",\"sets\":[\"h1\"],\"teachers\":[\"O'Neil\"],"
    "\"duration\":2},"
    "{\"id\":2,\"subject\":\"Art\",\"sets\":[\"h2\"],\"duration\":2},"
    "{\"id\":3,\"subject\":\"<script>alert(1)</"
    "script>\",\"sets\":[\"A+\"],\"duration\":3,"
    "\"comments\":\"\\\"><i>\"},"
    "{\"id\":4,\"subject\":\"<script>alert(1)</script>\",\"sets\":[\"A-\"],"
    "\"teachers\":[\"O'Neil\"]}],"
    "\"rules\":[{\"type\":\"BreakTimes\",\"slots\":[[\"Mo\",\"4\"],[\"Tu\",\"4\"]]},"
    "{\"type\":\"TeacherNotAvailableTimes\",\"teacher\":\"O'Neil\",\"slots\":[[\"Mo\","
    "\"3\"]]},"
    "{\"type\":\"TeacherMaxDaysPerWeek\",\"teacher\":\"Idle\",\"limit\":2}]}";
static const char solution[] =
    "{\"format\":\"horarium-timetable-solution-1\",\"placements\":["
    "{\"lesson\":1,\"day\":\"Mo\",\"period\":\"1\",\"room\":\"R\"},"
    "{\"lesson\":2,\"day\":\"Mo\",\"period\":\"2\"},"
    "{\"lesson\":3,\"day\":\"Tu\",\"period\":\"1\"}]}";

struct world {
    struct tt_problem *p;
    struct tt_solution s;
    struct site site;
};

static int set_up(void **state)
{
    struct world *w = MEM_NEW(struct world, 1);
    struct err e = {0};
    *state = w;
    if (tt_json_read("p", problem, sizeof problem - 1, &w->p, &e) ||
        tt_json_read_solution(w->p, "s", solution, sizeof solution - 1, &w->s, &e)) {
        print_error("%s\n", e.text);
        return -1;
    }
    w->site = write_site(w->p, &w->s);
    return 0;
}

static int tear_down(void **state)
{
    struct world *w = *state;
    site_free(&w->site);
    tt_solution_release(&w->s);
    tt_problem_free(w->p);
    mem_free(w);
    return 0;
}

static void pages_are_whole_and_linked(void **state)
{
    struct world *w = *state;
    check_site(&w->site);
    assert_int_equal(w->site.n, 1 + 4 + 2 + 1); /* "none" has no lessons, no page */
}

static void names_never_become_markup(void **state)
{
    struct world *w = *state;
    for (int i = 0; i < w->site.n; i++) {
        char *text = load(w->site.files[i]);
        assert_null(strstr(text, "<script>alert"));
        assert_null(strstr(text, "<b>&"));
        assert_null(strstr(text, "><i>"));
        assert_null(strstr(text, "\" onx"));
        mem_free(text);
    }
    char *text = page(&w->site, "class-1-");
    assert_non_null(strstr(text, "&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert_non_null(strstr(text, "O&#39;Neil"));
    mem_free(text);
}

static void the_index_tells_the_totals(void **state)
{
    struct world *w = *state;
    char *text = page(&w->site, "index");
    assert_non_null(strstr(text, "<b>3</b><span>of 4 lessons placed</span>"));
    assert_non_null(strstr(text, "<b>1</b><span>not placed</span>"));
    assert_non_null(strstr(text, "Not placed: 1"));
    assert_non_null(strstr(text, "type=\"search\""));
    const char *year = strstr(text, "<details class=\"y\"");
    assert_non_null(year); /* the year holds its groups */
    assert_true(strstr(year, ">h1</bdi>") < strstr(year, "</details>"));
    assert_null(strstr(text, ">none<"));
    mem_free(text);
}

static void cells_show_their_lessons(void **state)
{
    struct world *w = *state;
    char *text = page(&w->site, "class-1-");
    assert_non_null(strstr(text, "<td rowspan=\"3\"><div class=\"c\" style=\"--m:2\">"));
    assert_non_null(strstr(text, "style=\"grid-area:2/2/span 2\""));
    assert_non_null(
        strstr(text, "<a dir=\"auto\" href=\"teacher-1-o-neil.html\">O&#39;Neil</a>"));
    assert_non_null(strstr(text, "href=\"room-1-r.html\">R</a>"));
    assert_non_null(
        strstr(text, "<span class=\"g\"><a dir=\"auto\" href=\"class-2-h1.html\">h1"));
    assert_non_null(strstr(text, "<td class=\"break\" colspan=\"2\">break</td>"));
    assert_non_null(strstr(text, "<th scope=\"col\">"));
    assert_non_null(strstr(text, "<th scope=\"row\">"));
    assert_null(strstr(text, "Not placed:"));
    mem_free(text);
    text = page(&w->site, "teacher-1-");
    assert_non_null(strstr(text, "<td class=\"off\">"));
    assert_non_null(strstr(text, "Not placed: 1"));
    mem_free(text);
    text = page(&w->site, "class-4-"); /* A- and A+ have the same plain letters */
    assert_non_null(strstr(text, "A-</h1>"));
    mem_free(text);
}

/* --- timetables of real schools --- */

static void check_example(const char *path)
{
    struct tt_problem *p = NULL;
    struct tt_solution s;
    struct err e = {0};
    char *data;
    size_t len;
    if (file_read(path, MAX_BYTES, &data, &len, &e) || fet_read(path, data, len, &p, &e))
        fail_msg("%s: %s", path, e.text);
    mem_free(data);
    tt_solution_init(&s, p);
    tt_solution_from_locks(&s, p);
    struct site site = write_site(p, &s);
    check_site(&site);
    site_free(&site);
    tt_solution_release(&s);
    tt_problem_free(p);
}

static void real_schools_are_shown(void **state)
{
    (void)state;
    static const char *const paths[] = {
        EXAMPLES "FET-6-mornings-afternoons/Algeria/4-max-three-consecutive-days/"
                 "benahmed_5_bis_2-M3_data_and_timetable.fet",
        EXAMPLES "FET-6-block-planning/by-Darren-McDonald/"
                 "Blocks-8-overflow_data_and_timetable.fet",
        EXAMPLES
        "FET-5-mornings-afternoons/Algeria/3-by-Benahmed-Abdelkrim-virtual-rooms/"
        "Test_Virtual_Rooms_NoSubG_data_and_timetable.fet",
        EXAMPLES "FET-5-official/Spain/4-secondary-and-vocational-school/"
                 "SPAIN_20-21-locked.fet"};
    struct stat st;
    if (stat(EXAMPLES, &st) != 0)
        skip();
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        check_example(paths[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_are_whole_and_linked),
        cmocka_unit_test(names_never_become_markup),
        cmocka_unit_test(the_index_tells_the_totals),
        cmocka_unit_test(cells_show_their_lessons),
        cmocka_unit_test(real_schools_are_shown),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

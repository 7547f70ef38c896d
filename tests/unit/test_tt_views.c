/* A timetable for people: the text table, the CSV file and the grid behind all views. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "formats/tt_grid.h"
#include "formats/tt_json.h"
#include "formats/tt_width.h"
#include <string.h>

#define HEAD     "{\"format\":\"horarium-timetable-1\","
#define SOLUTION "{\"format\":\"horarium-timetable-solution-1\",\"placements\":["

struct plan {
    struct tt_problem *p;
    struct tt_solution s;
};

static struct plan plan_of(const char *problem, const char *solution)
{
    struct plan plan;
    struct err e = {0};
    if (tt_json_read("p", problem, strlen(problem), &plan.p, &e))
        fail_msg("%d:%d: %s", e.line, e.column, e.text);
    if (tt_json_read_solution(plan.p, "s", solution, strlen(solution), &plan.s, &e))
        fail_msg("%d:%d: %s", e.line, e.column, e.text);
    return plan;
}

static void plan_free(struct plan *plan)
{
    tt_solution_release(&plan->s);
    tt_problem_free(plan->p);
}

/* A class of two halves: a double period, a split hour, a break, one lesson left over. */
static struct plan school(void)
{
    return plan_of(
        HEAD
        "\"name\":\"Hill\",\"days\":[\"Mo\",\"Tu\"],\"periods\":[\"1\",\"2\",\"3\"],"
        "\"subjects\":[{\"name\":\"Maths\"},{\"name\":\"Art\"},{\"name\":\"Music\"}],"
        "\"teachers\":[{\"name\":\"Lee\"},{\"name\":\"Ann\"}],"
        "\"tags\":[{\"name\":\"x; y\"},{\"name\":\"z\"}],"
        "\"sets\":[{\"name\":\"9\",\"children\":[\"A\",\"B\"]},"
        "{\"name\":\"A\",\"level\":\"group\"},{\"name\":\"B\",\"level\":\"group\"},"
        "{\"name\":\"8\"}],\"years\":[\"9\",\"8\"],"
        "\"rooms\":[{\"name\":\"R1\"},{\"name\":\"R, \\\"2\\\"\"},"
        "{\"name\":\"V\",\"virtual\":true,\"sets\":[[\"R1\"],[\"R, \\\"2\\\"\"]]}],"
        "\"lessons\":["
        "{\"id\":1,\"subject\":\"Maths\",\"teachers\":[\"Lee\"],\"sets\":[\"9\"],"
        "\"duration\":2},"
        "{\"id\":2,\"subject\":\"Art\",\"teachers\":[\"Ann\"],\"sets\":[\"A\"]},"
        "{\"id\":3,\"subject\":\"Music\",\"teachers\":[\"Lee\"],\"sets\":[\"B\"]},"
        "{\"id\":4,\"subject\":\"Art\",\"sets\":[\"9\"],\"duration\":2,"
        "\"tags\":[\"x; y\",\"z\"]},"
        "{\"id\":5,\"subject\":\"Art\",\"sets\":[\"8\"],\"active\":false}],"
        "\"rules\":[{\"type\":\"BreakTimes\",\"slots\":[[\"Tu\",\"2\"]]},"
        "{\"type\":\"StudentsSetNotAvailableTimes\",\"set\":\"9\",\"slots\":[[\"Tu\","
        "\"3\"]]}]}",
        SOLUTION
        "{\"lesson\":1,\"day\":\"Mo\",\"period\":\"1\",\"room\":\"R1\"},"
        "{\"lesson\":2,\"day\":\"Tu\",\"period\":\"1\",\"room\":\"R, \\\"2\\\"\"},"
        "{\"lesson\":3,\"day\":\"Tu\",\"period\":\"1\",\"room\":\"V\","
        "\"reals\":[\"R1\",\"R, \\\"2\\\"\"]}]}");
}

static char *text_of(const struct plan *plan, enum tt_view_kind kind, int id, int columns,
                     bool color)
{
    struct strbuf b;
    const struct tt_view_options o = {.columns = columns, .color = color};
    sb_init(&b);
    tt_view_text(plan->p, &plan->s, kind, id, &o, &b);
    return sb_detach(&b);
}

/* --- text --- */

static void a_class_is_drawn(void **state)
{
    (void)state;
    struct plan plan = school();
    char *text = text_of(&plan, TT_VIEW_SET, 0, 39, false);
    assert_string_equal(text, "9: 3 lessons, 4 periods\n"
                              "┌───┬────────────────┬────────────────┐\n"
                              "│   │ Mo             │ Tu             │\n"
                              "├───┼────────────────┼────────────────┤\n"
                              "│ 1 │ Maths          │ Art            │\n"
                              "│   │ Lee · R1       │ Ann · R, \"2\"   │\n"
                              "│   │                │ (A)            │\n"
                              "│   │                │ ┄┄┄┄┄┄┄┄┄┄┄┄┄┄ │\n"
                              "│   │                │ Music          │\n"
                              "│   │                │ Lee            │\n"
                              "│   │                │ R1 + R, \"2\"    │\n"
                              "│   │                │ (B)            │\n"
                              "├───┤                ├────────────────┤\n"
                              "│ 2 │                │     break      │\n"
                              "├───┼────────────────┼────────────────┤\n"
                              "│ 3 │                │       ×        │\n"
                              "└───┴────────────────┴────────────────┘\n"
                              "× not available\n"
                              "Not placed (1):\n"
                              "  Art, 9 (id 4), 2 periods\n");
    mem_free(text);
    plan_free(&plan);
}

/* Two halves side by side for two periods need more lines than two plain rows have. */
static void rows_grow_for_double_periods(void **state)
{
    (void)state;
    struct plan plan = school();
    plan.p->lessons[1].duration = plan.p->lessons[2].duration = 2;
    plan.s.slot[0] = -1;
    plan.s.slot[1] = plan.s.slot[2] = 0;
    char *text = text_of(&plan, TT_VIEW_SET, 0, 39, false);
    assert_non_null(strstr(text, "│ 1 │ Art            │"));
    assert_non_null(strstr(text, "├───┤ Ann · R, \"2\"   ├"));
    assert_non_null(strstr(text, "│ R1 + R, \"2\"    │"));
    assert_non_null(strstr(text, "│ (B)            │                │\n├───┼─"));
    mem_free(text);
    plan_free(&plan);
}

static void teachers_and_rooms_see_their_partners(void **state)
{
    (void)state;
    struct plan plan = school();
    char *text = text_of(&plan, TT_VIEW_TEACHER, 0, 39, false);
    assert_non_null(strstr(text, "Lee: 2 lessons, 3 periods\n"));
    assert_non_null(strstr(text, "│ 9 · R1         │ B"));
    mem_free(text);
    text = text_of(&plan, TT_VIEW_ROOM, 0, 39, false);
    assert_non_null(strstr(text, "│ 9 · Lee        │ B · Lee        │"));
    mem_free(text);
    text = text_of(&plan, TT_VIEW_ALL_ROOMS, 0, 39, false);
    assert_non_null(strstr(text, "R1: 2 lessons"));
    assert_non_null(strstr(text, "V: 1 lesson, 1 period\n"));
    mem_free(text);
    text = text_of(&plan, TT_VIEW_ALL_SETS, 0, 39, false);
    assert_non_null(strstr(text, "\nB: 2 lessons"));
    assert_null(strstr(text, "\n8: ")); /* has no active lesson */
    mem_free(text);
    plan_free(&plan);
}

/* Days that do not fit are drawn in further tables, lines never get wider than asked. */
static void check_lines(const char *text, int columns)
{
    int width = 0;
    while (*text) {
        size_t n = strcspn(text, "\n");
        char *line = mem_strdup(text);
        line[n] = 0;
        int w = tt_text_width(line);
        bool table = strstr(line, "│") || strstr(line, "─");
        if (table && w > columns)
            fail_msg("%d columns instead of %d: %s", w, columns, line);
        if (table && width && w != width)
            fail_msg("%d columns after %d: %s", w, width, line);
        width = table ? w : 0;
        if (table && strstr(line, "┘"))
            width = 0; /* the next table may be narrower */
        mem_free(line);
        text += n + (text[n] == '\n');
    }
}

static struct plan awkward(void)
{
    return plan_of(
        HEAD
        "\"days\":[\"月曜日\",\"יום ב\",\"الثلاثاء\",\"Mittwoch mit sehr langem Namen\","
        "\"a\\u0301e\\u0301\",\"Sa\\tx\",\"\\u001b[31mSu\"],"
        "\"periods\":[\"08:00-08:45 erste Stunde\",\"2\"],"
        "\"subjects\":[{\"name\":\"数学数学数学数学数学数学数学数学数学\"},"
        "{\"name\":\"Donaudampfschifffahrtsgesellschaftsrecht\"},"
        "{\"name\":\"\\u202eevil\\u2028\"}],"
        "\"teachers\":[{\"name\":\"שרה לוי כהן מזרחי פרץ\"}],"
        "\"sets\":[{\"name\":\"9a\"}],\"years\":[\"9a\"],\"lessons\":["
        "{\"id\":1,\"subject\":\"数学数学数学数学数学数学数学数学数学\",\"sets\":[\"9a\"]"
        ","
        "\"teachers\":[\"שרה לוי כהן מזרחי פרץ\"]},"
        "{\"id\":2,\"subject\":\"Donaudampfschifffahrtsgesellschaftsrecht\","
        "\"sets\":[\"9a\"]},{\"id\":3,\"subject\":\"\\u202eevil\\u2028\","
        "\"sets\":[\"9a\"]},{\"id\":4,\"subject\":\"\\u202eevil\\u2028\","
        "\"sets\":[\"9a\"],\"duration\":2}]}",
        SOLUTION "{\"lesson\":1,\"day\":\"月曜日\",\"period\":\"2\"},"
                 "{\"lesson\":2,\"day\":\"יום ב\",\"period\":\"2\"},"
                 "{\"lesson\":3,\"day\":\"الثلاثاء\",\"period\":\"2\"},"
                 "{\"lesson\":4,\"day\":\"a\\u0301e\\u0301\",\"period\":\"2\"}]}");
}

static void every_width_holds(void **state)
{
    (void)state;
    struct plan plan = awkward();
    for (int columns = 28; columns < 260; columns += 3) {
        char *text = text_of(&plan, TT_VIEW_SET, 0, columns, false);
        check_lines(text, columns);
        assert_null(strchr(text, '\033'));
        assert_null(strstr(text, "\xE2\x80\xAE")); /* no mark may turn the direction */
        mem_free(text);
    }
    plan_free(&plan);
}

static void colours_change_nothing_else(void **state)
{
    (void)state;
    struct plan plan = school();
    char *plain = text_of(&plan, TT_VIEW_SET, 0, 60, false);
    char *colored = text_of(&plan, TT_VIEW_SET, 0, 60, true), *to = colored;
    assert_non_null(strstr(colored, "\033[1;38;5;"));
    for (const char *from = colored; *from;) { /* takes the escapes out */
        if (*from == '\033')
            from += strcspn(from, "m") + 1;
        else
            *to++ = *from++;
    }
    *to = 0;
    assert_string_equal(plain, colored);
    mem_free(plain);
    mem_free(colored);
    plan_free(&plan);
}

static void characters_have_widths(void **state)
{
    (void)state;
    assert_int_equal(tt_text_width("abc"), 3);
    assert_int_equal(tt_text_width("\xC3\xA9"), 1);
    assert_int_equal(tt_text_width("e\xCC\x81"), 1);         /* combining acute */
    assert_int_equal(tt_text_width("\xE6\x95\xB0"), 2);      /* CJK */
    assert_int_equal(tt_text_width("\xED\x95\x9C"), 2);      /* Hangul */
    assert_int_equal(tt_text_width("\xD7\xA9\xD6\xB8"), 1);  /* Hebrew with a point */
    assert_int_equal(tt_text_width("\xF0\x9F\x8E\xB5"), 2);  /* emoji */
    assert_int_equal(tt_text_width("\xE2\x80\x8E"), 0);      /* direction mark */
    assert_int_equal(tt_text_width("\xFF\xC3x\xE6\x95"), 5); /* not UTF-8: one a byte */
    assert_true(tt_text_rtl("1. \xD7\xA9 a"));
    assert_false(tt_text_rtl("a \xD7\xA9"));
    assert_false(tt_text_rtl("123"));
}

/* --- CSV --- */

static void csv_follows_the_rfc(void **state)
{
    (void)state;
    struct plan plan = school();
    struct strbuf b;
    sb_init(&b);
    tt_view_csv(plan.p, &plan.s, &b);
    assert_string_equal(
        b.s,
        "lesson,day,period,duration,subject,teachers,students,tags,room,real_rooms\r\n"
        "1,Mo,1,2,Maths,Lee,9,,R1,\r\n"
        "2,Tu,1,1,Art,Ann,A,,\"R, \"\"2\"\"\",\r\n"
        "3,Tu,1,1,Music,Lee,B,,V,\"R1; R, \"\"2\"\"\"\r\n"
        "4,,,2,Art,,9,\"\"\"x; y\"\"; z\",,\r\n");
    sb_release(&b);
    plan_free(&plan);
}

/* --- the grid --- */

static void cells_collect_what_overlaps(void **state)
{
    (void)state;
    struct plan plan = school();
    struct tt_grid_index x;
    struct tt_grid g;
    plan.s.slot[2] = 0; /* Music of B now runs beside the first half of Maths */
    tt_grid_index_init(&x, plan.p, &plan.s);
    tt_grid_init(&g, &x, TT_VIEW_SET, 0);
    assert_int_equal(g.n_items, 3);
    assert_int_equal(g.hours, 4);
    assert_int_equal(g.n_cells, 2);
    assert_int_equal(g.cells[0].length, 2);
    assert_int_equal(g.cells[0].lanes, 2);
    assert_false(g.cells[0].uniform);
    assert_true(g.cells[1].uniform);
    assert_false(g.items[0].partial);
    assert_true(g.items[1].partial);
    assert_ptr_equal(tt_grid_cell_at(&g, 0, 1), &g.cells[0]);
    assert_null(tt_grid_cell_at(&g, 0, 2));
    assert_null(tt_grid_cell_at(&g, 1, 1));
    assert_int_equal(g.marks[4], TT_BREAK);
    assert_int_equal(g.marks[5], TT_NOT_AVAILABLE);
    assert_int_equal(g.n_unplaced, 1);
    tt_grid_release(&g);
    tt_grid_init(&g, &x, TT_VIEW_SET, 2); /* B: for itself nothing is partial */
    assert_int_equal(g.n_items, 2);
    assert_false(g.items[0].partial || g.items[1].partial);
    assert_int_equal(g.marks[5], TT_NOT_AVAILABLE);
    tt_grid_release(&g);
    tt_grid_init(&g, &x, TT_VIEW_TEACHER, 1);
    assert_int_equal(g.marks[5], TT_FREE);
    tt_grid_release(&g);
    tt_grid_index_release(&x);
    plan_free(&plan);
}

static void check_blocks(enum tt_mode mode, int n_days, int days_per_term, int most,
                         const int *expected)
{
    struct tt_problem p = {
        .mode = mode, .n_days = n_days, .days_per_term = days_per_term};
    int days[] = {0, 1, 2, 3, 4, 5, 6, 7}, state = 0, at = 0;
    struct tt_grid g = {.n_days = n_days, .days = days};
    struct tt_block b;
    while (tt_block_next(&p, &g, most, &state, &b)) {
        for (int i = 0; i < b.n_days; i++)
            assert_int_equal(b.days[i], expected[at++]);
        assert_int_equal(expected[at++], -1);
    }
    assert_int_equal(expected[at], -2);
}

static void days_are_split_into_tables(void **state)
{
    (void)state;
    check_blocks(TT_OFFICIAL, 5, 5, 7, (const int[]){0, 1, 2, 3, 4, -1, -2});
    check_blocks(TT_OFFICIAL, 8, 8, 7, (const int[]){0, 1, 2, 3, -1, 4, 5, 6, 7, -1, -2});
    check_blocks(TT_OFFICIAL, 3, 3, 1, (const int[]){0, -1, 1, -1, 2, -1, -2});
    check_blocks(TT_MORNINGS_AFTERNOONS, 4, 4, 7, (const int[]){0, 2, -1, 1, 3, -1, -2});
    check_blocks(TT_MORNINGS_AFTERNOONS, 6, 6, 2,
                 (const int[]){0, 2, -1, 4, -1, 1, 3, -1, 5, -1, -2});
    check_blocks(TT_TERMS, 6, 3, 7, (const int[]){0, 1, 2, -1, 3, 4, 5, -1, -2});
}

static void subjects_keep_their_colours(void **state)
{
    (void)state;
    struct plan plan = school();
    int *a = tt_subject_colors(plan.p, 16), *b;
    assert_true(a[0] != a[1] && a[1] != a[2] && a[0] != a[2]);
    struct tt_subject last = plan.p->subjects[2];
    plan.p->n_subjects = 2;
    b = tt_subject_colors(plan.p, 16);
    assert_int_equal(a[0], b[0]);
    mem_free(b);
    plan.p->n_subjects = 3;
    plan.p->subjects[2] = last;
    b = tt_subject_colors(plan.p, 2); /* fewer colours than subjects */
    assert_true(b[0] != b[1] && b[2] >= 0 && b[2] < 2);
    mem_free(a);
    mem_free(b);
    plan_free(&plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_class_is_drawn),
        cmocka_unit_test(rows_grow_for_double_periods),
        cmocka_unit_test(teachers_and_rooms_see_their_partners),
        cmocka_unit_test(every_width_holds),
        cmocka_unit_test(colours_change_nothing_else),
        cmocka_unit_test(characters_have_widths),
        cmocka_unit_test(csv_follows_the_rfc),
        cmocka_unit_test(cells_collect_what_overlaps),
        cmocka_unit_test(days_are_split_into_tables),
        cmocka_unit_test(subjects_keep_their_colours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

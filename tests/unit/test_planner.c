/*
 * What stands between the command line and the timetables: names given by people, lists of
 * formats, sums of reports, edits with virtual rooms, timetables from spreadsheets.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "planner/planner.h"
#include "planner/timetable_parts.h"
#include <string.h>

static const char school[] =
    "{\"format\":\"horarium-timetable-1\",\"name\":\"S\","
    "\"days\":[\"Day 1\",\"Day 10\"],\"periods\":[\"8:00\",\"9:00\",\"10:00\"],"
    "\"subjects\":[{\"name\":\"Maths\"}],\"tags\":[],"
    "\"teachers\":[{\"name\":\"Ada\"},{\"name\":\"Bo\"},{\"name\":\"Cy\"}],"
    "\"sets\":[{\"name\":\"9a\",\"level\":\"year\",\"students\":9},"
    "{\"name\":\"9b\",\"level\":\"year\",\"students\":9},"
    "{\"name\":\"9c\",\"level\":\"year\",\"students\":9}],"
    "\"years\":[\"9a\",\"9b\",\"9c\"],\"buildings\":[],"
    "\"rooms\":[{\"name\":\"r1\",\"capacity\":30},{\"name\":\"r2\",\"capacity\":30},"
    "{\"name\":\"Big; \\\"old\\\"\",\"capacity\":30},"
    "{\"name\":\"both\",\"capacity\":30,\"virtual\":true,"
    "\"sets\":[[\"r1\",\"r2\"],[\"r1\",\"Big; \\\"old\\\"\"]]}],"
    "\"lessons\":["
    "{\"id\":1,\"group\":0,\"subject\":\"Maths\",\"teachers\":[\"Ada\"],\"sets\":[\"9a\"]"
    ","
    "\"duration\":2,\"total_duration\":2},"
    "{\"id\":5,\"group\":0,\"subject\":\"Maths\",\"teachers\":[\"Bo\"],\"sets\":[\"9b\"],"
    "\"duration\":1,\"total_duration\":1},"
    "{\"id\":7,\"group\":0,\"subject\":\"Maths\",\"teachers\":[\"Cy\"],\"sets\":[\"9c\"],"
    "\"duration\":1,\"total_duration\":1}],"
    "\"rules\":[{\"type\":\"BasicCompulsoryTime\",\"weight\":100},"
    "{\"type\":\"BasicCompulsorySpace\",\"weight\":100},"
    "{\"type\":\"ActivityPreferredRoom\",\"weight\":100,\"lesson\":1,\"room\":\"both\"}]"
    "}";

static struct tt_problem *load(void)
{
    struct plan_text in = {"s.json", school, sizeof school - 1};
    struct err e = {0};
    void *p = NULL;
    const struct planner *pl = planner_find(&in, &e);
    if (!pl || pl->read(&in, &p, &e))
        print_error("%d: %s\n", e.line, e.text);
    assert_ptr_equal(pl, &planner_timetable);
    assert_non_null(p);
    return p;
}

static void formats_go_by_name_and_alias(void **state)
{
    (void)state;
    const struct planner *pl = &planner_timetable;
    assert_ptr_equal(planner_format(pl, "activities"),
                     planner_format(pl, "fet-activities"));
    assert_ptr_equal(planner_format(pl, "solution"), planner_format(pl, "solution-json"));
    assert_null(planner_format(pl, "docx"));
    assert_null(planner_view(pl, "lot"));
    for (int i = 0; i < pl->n_formats; i++)
        for (int k = 0; k < i; k++)
            assert_string_not_equal(pl->formats[i].suffix, pl->formats[k].suffix);
}

static void cells_go_by_day_and_period(void **state)
{
    (void)state;
    struct tt_problem *p = load();
    assert_int_equal(timetable_slot(p, "Day 1 9:00", NULL), 1);
    assert_int_equal(timetable_slot(p, "day 10, 8:00", NULL), 3);
    assert_int_equal(timetable_slot(p, "Day 10 3", NULL), 5); /* the third period */
    assert_int_equal(timetable_slot(p, "Day 10/10:00", NULL), 5);
    assert_int_equal(timetable_slot(p, "Day 1 4", NULL), -1);
    assert_int_equal(timetable_slot(p, "Day 1", NULL), -1);
    assert_int_equal(timetable_slot(p, "", NULL), -1);
    assert_int_equal(timetable_lesson(p, "5", NULL), 1);
    assert_int_equal(timetable_lesson(p, "5x", NULL), -1);
    assert_int_equal(timetable_lesson(p, "99999999999999", NULL), -1);
    struct err e = {0};
    assert_int_equal(timetable_entity(p, "teacher", "Ad", &e), -1);
    assert_int_equal(e.code, ERR_UNKNOWN);
    assert_non_null(strstr(e.text, "'Ada'"));
    tt_problem_free(p);
}

static void *empty_solution(const struct tt_problem *p)
{
    struct tt_solution *s = MEM_NEW(struct tt_solution, 1);
    tt_solution_init(s, p);
    return s;
}

static struct tt_solution *edit(struct tt_problem *p, struct tt_solution *s,
                                struct plan_edit what)
{
    struct plan_report r;
    struct err e = {0};
    if (timetable_apply(p, s, &what, &r, &e)) {
        print_error("%s\n", e.text);
        fail();
    }
    plan_report_release(&r);
    return s;
}

/* Lesson 5 sits in r1 when the virtual room needs {r1 or r2} and {r1 or Big}. */
static void a_virtual_room_gets_free_real_rooms(void **state)
{
    (void)state;
    struct tt_problem *p = load();
    struct tt_solution *s = empty_solution(p);
    int big = tt_find_room(p, "Big; \"old\""), r1 = tt_find_room(p, "r1"),
        r2 = tt_find_room(p, "r2");
    edit(p, s, (struct plan_edit){PLAN_PLACE, "5", "Day 1 2", "r1", 0, NULL});
    edit(p, s, (struct plan_edit){PLAN_PLACE, "1", "Day 1 1", "both", 0, NULL});
    assert_int_equal(s->real[0], r2); /* r1 is taken in the second period */
    assert_int_equal(s->real[1], big);
    edit(p, s, (struct plan_edit){PLAN_MOVE, "1", "Day 10 1", NULL, 0, NULL});
    assert_int_equal(s->real[0], r2); /* a move keeps the rooms */
    edit(p, s, (struct plan_edit){PLAN_REMOVE, "1", NULL, NULL, 0, NULL});
    assert_true(s->slot[0] < 0 && s->room[0] < 0 && s->real[0] < 0);
    edit(p, s, (struct plan_edit){PLAN_PLACE, "1", "Day 10 1", "both", 0, NULL});
    assert_int_equal(s->real[0], r1);
    assert_int_equal(s->real[1], big); /* r1 serves only one of the two sets */
    const char *parts[] = {"r2", "r1"}, *one[] = {"r2"};
    edit(p, s, (struct plan_edit){PLAN_MOVE, "1", NULL, "both", 2, parts});
    assert_true(s->real[0] == r2 && s->real[1] == r1);
    struct plan_edit wrong = {PLAN_MOVE, "1", NULL, "both", 1, one};
    assert_int_equal(timetable_apply(p, s, &wrong, NULL, NULL), ERR_USAGE);
    planner_timetable.free_solution(s);
    tt_problem_free(p);
}

static int read_csv(const struct tt_problem *p, const char *text, struct tt_solution *s,
                    struct err *e)
{
    struct plan_text in = {"t.csv", text, strlen(text)};
    *e = (struct err){0};
    assert_true(timetable_csv_sniff(in.data, in.len));
    return timetable_csv_read(p, &in, s, e);
}

static void spreadsheets_are_read(void **state)
{
    (void)state;
    struct tt_problem *p = load();
    struct tt_solution s;
    struct err e;
    /* Columns in any order, a mark, semicolons, quotes, a name with quotes and semicolon. */
    assert_int_equal(read_csv(p,
                              "\xEF\xBB\xBF"
                              "lesson;note;room;period;day;real_rooms\r\n"
                              "1;\"a;\"\"b\"\"\n\";both;8:00;Day 10;"
                              "\"r2; \"\"Big; \"\"\"\"old\"\"\"\"\"\"\"\r\n"
                              "\n5;;;;;\n7;;r1;9:00;Day 1",
                              &s, &e),
                     0);
    assert_true(s.slot[0] == 3 && s.slot[1] == -1 && s.slot[2] == 1);
    assert_int_equal(s.real[1], tt_find_room(p, "Big; \"old\""));
    assert_int_equal(s.room[2], tt_find_room(p, "r1"));
    tt_solution_release(&s);
    static const struct {
        const char *text, *says;
        int line;
    } wrong[] = {
        {"lesson,day\n", "column 'period'", 1},
        {"lesson,day,period\n1,Day 1,8:00\n9,,\n", "lesson '9'", 3},
        {"lesson,day,period\n1,Day 2,8:00\n", "day 'Day 2'", 2},
        {"lesson,day,period\n1,Day 1,\n", "period ''", 2},
        {"lesson,day,period\n1,,\n1,,\n", "twice", 3},
        {"lesson,day,period\n\n\"1,Day 1,8:00\n", "never closed", 3},
        {"lesson,day,period,room\n1,Day 1,8:00,r9\n", "room 'r9'", 2},
        {"lesson,day,period,room,real_rooms\n5,Day 1,8:00,r1,r2\n", "real rooms", 2},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_true(read_csv(p, wrong[i].text, &s, &e) < 0);
        assert_non_null(strstr(e.text, wrong[i].says));
        assert_int_equal(e.line, wrong[i].line);
        assert_string_equal(e.file, "t.csv");
    }
    tt_problem_free(p);
}

static void reports_are_summed_by_type(void **state)
{
    (void)state;
    struct plan_violation v[] = {
        {.rule = "B", .hard = true, .amount = 2}, {.rule = "A", .amount = 1, .cost = 0.5},
        {.rule = "C", .amount = 1, .cost = 4},    {.rule = "A", .amount = 3, .cost = 1},
        {.rule = "B", .amount = 1, .cost = 9},
    };
    struct plan_report r = {.n_violations = 5, .violations = v};
    int n;
    struct plan_total *t = plan_totals(&r, &n);
    assert_int_equal(n, 4);
    assert_true(t[0].hard && !strcmp(t[0].rule, "B") && t[0].count == 1);
    assert_true(!strcmp(t[1].rule, "B") && !strcmp(t[2].rule, "C"));
    assert_true(!strcmp(t[3].rule, "A") && t[3].count == 2 && t[3].cost == 1.5);
    mem_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_go_by_name_and_alias),
        cmocka_unit_test(cells_go_by_day_and_period),
        cmocka_unit_test(a_virtual_room_gets_free_real_rooms),
        cmocka_unit_test(spreadsheets_are_read),
        cmocka_unit_test(reports_are_summed_by_type),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

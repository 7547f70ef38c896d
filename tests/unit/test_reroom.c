/*
 * Changing rooms along augmenting paths: what can be mended is, a path longer than the bound
 * is given up, and either way nobody ends up in a room of somebody else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "formats/fet.h"
#include "timetable/state.h"

static void add_room_list(struct strbuf *b, int lesson, int from, int n)
{
    sb_addf(b,
            "<ConstraintActivityPreferredRooms><Weight_Percentage>100</Weight_Percentage>"
            "<Activity_Id>%d</Activity_Id>"
            "<Number_of_Preferred_Rooms>%d</Number_of_Preferred_Rooms>",
            lesson, n);
    for (int i = 0; i < n; i++)
        sb_addf(b, "<Preferred_Room>R%d</Preferred_Room>", from + i);
    sb_adds(b, "<Active>true</Active><Comments></Comments>"
               "</ConstraintActivityPreferredRooms>\n");
}

/* One slot; n lessons, lesson i may use rooms i and i + 1; one more may use room 0 only. */
static struct tt_problem *ladder(int n)
{
    struct strbuf b;
    sb_init(&b);
    sb_adds(&b,
            "<fet version=\"6.8.5\">\n<Institution_Name>L</Institution_Name>"
            "<Comments></Comments>\n<Days_List><Number_of_Days>1</Number_of_Days>"
            "<Day><Name>Mon</Name></Day></Days_List>\n<Hours_List>"
            "<Number_of_Hours>1</Number_of_Hours><Hour><Name>1</Name></Hour>"
            "</Hours_List>\n<Subjects_List><Subject><Name>S</Name><Comments></Comments>"
            "</Subject></Subjects_List>\n<Activity_Tags_List></Activity_Tags_List>"
            "<Teachers_List></Teachers_List><Students_List></Students_List>\n"
            "<Activities_List>\n");
    for (int i = 0; i <= n; i++)
        sb_addf(&b,
                "<Activity><Subject>S</Subject><Duration>1</Duration>"
                "<Total_Duration>1</Total_Duration><Id>%d</Id>"
                "<Activity_Group_Id>0</Activity_Group_Id><Active>true</Active>"
                "<Comments></Comments></Activity>\n",
                i + 1);
    sb_adds(&b, "</Activities_List>\n<Buildings_List></Buildings_List>\n<Rooms_List>\n");
    for (int i = 0; i <= n; i++)
        sb_addf(&b,
                "<Room><Name>R%d</Name><Building></Building><Capacity>30000</Capacity>"
                "<Virtual>false</Virtual><Comments></Comments></Room>\n",
                i);
    sb_adds(&b, "</Rooms_List>\n<Time_Constraints_List></Time_Constraints_List>\n"
                "<Space_Constraints_List>\n");
    for (int i = 0; i < n; i++)
        add_room_list(&b, i + 1, i, 2);
    add_room_list(&b, n + 1, 0, 1);
    sb_adds(&b, "</Space_Constraints_List></fet>\n");
    struct tt_problem *p = NULL;
    struct err e = {0};
    if (fet_read("ladder.fet", b.s, b.len, &p, &e))
        fail_msg("%s:%d: %s", e.file, e.line, e.text);
    sb_release(&b);
    return p;
}

/* Lesson i sits in room i; then the last one wants room 0. Returns whether it got it. */
static bool climb(int n)
{
    struct tt_problem *p = ladder(n);
    struct tt_model *m = tm_new(p);
    struct tt_state *st = ts_new(m, 1, 0);
    for (int i = 0; i < n; i++)
        ts_place(st, i, 0, i, NULL);
    ts_flush(st);
    bool got = ts_place_lesson(st, n, 0);
    uint8_t *taken = MEM_NEW(uint8_t, p->n_rooms);
    for (int l = 0; l <= n; l++) {
        assert_true(l == n || st->slot[l] == 0);
        if (st->slot[l] < 0)
            continue;
        assert_in_range(st->room[l], 0, p->n_rooms - 1);
        assert_false(taken[st->room[l]]);
        taken[st->room[l]] = 1;
        assert_int_equal(st->room_owner[st->room[l]], l);
        assert_true(l == n ? st->room[l] == 0 : st->room[l] - l <= 1 && st->room[l] >= l);
    }
    assert_int_equal(st->slot[n] >= 0, got);
    mem_free(taken);
    ts_free(st);
    tm_free(m);
    tt_problem_free(p);
    return got;
}

static void short_paths_are_found(void **state)
{
    (void)state;
    assert_true(climb(1));
    assert_true(climb(5));
    assert_true(climb(30));
}

static void long_paths_are_given_up_whole(void **state)
{
    (void)state;
    assert_false(climb(40));
    assert_false(climb(200));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_paths_are_found),
        cmocka_unit_test(long_paths_are_given_up_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

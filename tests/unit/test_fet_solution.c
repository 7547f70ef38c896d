/* Timetables in FET's documents: locks, Activities_Timetable, and reading both back. */
#include "test_fet_support.h"

static struct tt_problem *school(void)
{
    struct doc d = small_school();
    d.time = "<ConstraintActivityPreferredStartingTime><Weight_Percentage>100"
             "</Weight_Percentage><Activity_Id>5</Activity_Id><Preferred_Day>Mo"
             "</Preferred_Day><Preferred_Hour>3</Preferred_Hour><Permanently_Locked>true"
             "</Permanently_Locked></ConstraintActivityPreferredStartingTime>"
             "<ConstraintActivityPreferredStartingTime><Weight_Percentage>50"
             "</Weight_Percentage><Activity_Id>4</Activity_Id><Preferred_Day>Mo2"
             "</Preferred_Day><Preferred_Hour>2</Preferred_Hour>"
             "</ConstraintActivityPreferredStartingTime>";
    d.space =
        "<ConstraintActivityPreferredRoom><Weight_Percentage>100</Weight_Percentage>"
        "<Activity_Id>5</Activity_Id><Room>R2</Room>"
        "</ConstraintActivityPreferredRoom>";
    return read_doc(&d);
}

/* Lesson 4 on Mo2 2-3 in both rooms of V, lesson 5 on Mo 3 in R2. */
static void place(struct tt_solution *s, const struct tt_problem *p)
{
    tt_solution_init(s, p);
    s->slot[0] = 4;
    s->room[0] = 2;
    s->real[0] = 0;
    s->real[1] = 1;
    s->slot[1] = 2;
    s->room[1] = 1;
}

static void assert_same(const struct tt_solution *a, const struct tt_solution *b)
{
    assert_true(same_ints(a->slot, a->n, b->slot, b->n));
    assert_true(same_ints(a->room, a->n, b->room, b->n));
    assert_true(same_ints(a->real, a->n * a->max_reals, b->real, b->n * b->max_reals));
}

static int count(const char *text, const char *part)
{
    int n = 0;
    for (const char *s = text; (s = strstr(s, part)); s++)
        n++;
    return n;
}

static void locks_are_written_once(void **state)
{
    (void)state;
    struct tt_problem *p = school(), *q;
    struct tt_solution s, t;
    struct strbuf b, again;
    place(&s, p);
    sb_init(&b);
    fet_write(p, &s, &b);
    /* lesson 5 has both locks already, the soft wish of lesson 4 is none */
    assert_int_equal(count(b.s, "<ConstraintActivityPreferredStartingTime>"), 3);
    assert_int_equal(count(b.s, "<ConstraintActivityPreferredRoom>"), 2);
    assert_int_equal(
        count(b.s, "<Number_of_Real_Rooms>2</Number_of_Real_Rooms>\n\t<Real"), 1);
    assert_non_null(strstr(b.s, "</ConstraintActivityPreferredStartingTime>\n"
                                "</Time_Constraints_List>"));
    q = read_text(b.s, b.len);
    tt_solution_init(&t, q);
    tt_solution_from_locks(&t, q);
    assert_same(&s, &t);
    sb_init(&again);
    fet_write(q, &t, &again); /* nothing is left to add */
    assert_string_equal(b.s, again.s);
    tt_solution_release(&t);
    assert_int_equal(fet_read_solution(p, "t.fet", b.s, b.len, &t, NULL), 0);
    assert_same(&s, &t);
    sb_release(&b);
    sb_release(&again);
    tt_solution_release(&s);
    tt_solution_release(&t);
    tt_problem_free(p);
    tt_problem_free(q);
}

static void pins_are_written_as_locks(void **state)
{
    (void)state;
    struct tt_problem *p = school(), *q;
    struct strbuf b;
    int reals[] = {0, 1};
    assert_int_equal(tt_problem_pin(p, &(struct tt_pin){0, 0, 0, 2, 2, reals}, NULL), 0);
    sb_init(&b);
    fet_write(p, NULL, &b);
    q = read_text(b.s, b.len);
    assert_int_equal(p->n_rules, q->n_rules);
    assert_int_equal(count(b.s, "<ConstraintActivityPreferredStartingTime>"), 3);
    assert_int_equal(count(b.s, "<ConstraintActivityPreferredRoom>"), 2);
    sb_release(&b);
    tt_problem_free(p);
    tt_problem_free(q);
}

static void activities_are_written_and_read(void **state)
{
    (void)state;
    struct tt_problem *p = school();
    struct tt_solution s, t;
    struct strbuf b;
    place(&s, p);
    sb_init(&b);
    fet_write_activities(p, &s, &b);
    assert_int_equal(count(b.s, "<Activity>"), 2); /* the inactive one is not there */
    assert_non_null(strstr(b.s,
                           "<Id>4</Id>\n\t<Day>Mo2</Day>\n\t<Hour>2</Hour>\n\t<Room>V"
                           "</Room>\n\t<Real_Room>R1</Real_Room>"));
    assert_int_equal(fet_read_solution(p, "t.xml", b.s, b.len, &t, NULL), 0);
    assert_same(&s, &t);
    tt_solution_release(&t);
    sb_clear(&b);
    s.slot[0] = -1;
    s.room[0] = -1;
    s.real[0] = s.real[1] = -1;
    fet_write_activities(p, &s, &b);
    assert_int_equal(count(b.s, "<Day></Day>"), 1);
    assert_int_equal(fet_read_solution(p, "t.xml", b.s, b.len, &t, NULL), 0);
    assert_same(&s, &t);
    tt_solution_release(&t);
    tt_solution_release(&s);
    sb_release(&b);
    tt_problem_free(p);
}

static void refused(const char *text, int code, int line, const char *words)
{
    struct tt_problem *p = school();
    struct tt_solution s;
    struct err e = {0};
    int rc = fet_read_solution(p, "t.xml", text, strlen(text), &s, &e);
    if (rc != code || e.line != line || !strstr(e.text, words))
        fail_msg("got %d, line %d, \"%s\"; wanted %d, line %d, \"%s\"", rc, e.line,
                 e.text, code, line, words);
    tt_problem_free(p);
}

static void bad_timetables_are_refused(void **state)
{
    (void)state;
#define ONE(inner)                                                                       \
    "<Activities_Timetable>\n<Activity>" inner "</Activity></Activities_Timetable>"
#define PLACED "<Id>4</Id><Day>Mo</Day><Hour>1</Hour>"
    refused(ONE("<Id>9</Id>"), ERR_UNKNOWN, 2, "id 9");
    refused(ONE("<Id>4</Id><Day>Su</Day><Hour>1</Hour>"), ERR_UNKNOWN, 2, "day \"Su\"");
    refused(ONE("<Id>4</Id><Day>Mo</Day><Hour></Hour>"), ERR_UNKNOWN, 2, "period");
    refused(ONE("<Id>4</Id><Day>Mo</Day><Hour>3</Hour>"), ERR_INPUT, 2, "end of the day");
    refused(ONE("<Id>4</Id><Hour>3</Hour>"), ERR_INPUT, 2, "<Day>");
    refused(ONE(PLACED "<Room>R9</Room>"), ERR_UNKNOWN, 2, "did you mean \"R");
    refused(ONE(PLACED "<Room>V</Room><Real_Room>R1</Real_Room>"), ERR_INPUT, 2,
            "stands for 2");
    refused(ONE(PLACED "<Real_Room>R1</Real_Room>"), ERR_INPUT, 2, "stands for 0");
    refused(ONE(PLACED "<Colour>red</Colour>"), ERR_UNKNOWN, 2, "<Colour>");
    refused(ONE(PLACED "</Activity>\n<Activity>" PLACED), ERR_INPUT, 3, "placed twice");
    refused(ONE("<Id>6</Id><Day>Mo</Day><Hour>1</Hour>"), ERR_INPUT, 2, "not active");
    refused("<Students_Timetable/>", ERR_INPUT, 1, "<Students_Timetable>");
    refused("<Activities_Timetable>", ERR_INPUT, 1, "cut off");
#undef PLACED
#undef ONE
}

static void other_problems_are_noticed(void **state)
{
    (void)state;
    struct tt_problem *p = school(), *q;
    struct tt_solution s;
    struct strbuf b;
    struct err e = {0};
    sb_init(&b);
    struct doc d = small_school();
    q = read_doc(&d);
    fet_write(q, NULL, &b);
    assert_int_equal(fet_read_solution(p, "q.fet", b.s, b.len, &s, &e), ERR_INPUT);
    assert_non_null(strstr(e.text, "places no lesson"));
    tt_problem_free(q);
    sb_release(&b);
    d.lessons =
        "<Activities_List><Activity><Subject>Maths</Subject><Duration>1</Duration>"
        "<Id>77</Id></Activity></Activities_List>";
    d.time = "<ConstraintActivityPreferredStartingTime><Activity_Id>77</Activity_Id>"
             "<Preferred_Day>Mo</Preferred_Day><Preferred_Hour>1</Preferred_Hour>"
             "</ConstraintActivityPreferredStartingTime>";
    doc_text(&d, &b);
    e = (struct err){0};
    assert_int_equal(fet_read_solution(p, "q.fet", b.s, b.len, &s, &e), ERR_UNKNOWN);
    assert_non_null(strstr(e.text, "id 77"));
    sb_release(&b);
    tt_problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(locks_are_written_once),
        cmocka_unit_test(pins_are_written_as_locks),
        cmocka_unit_test(activities_are_written_and_read),
        cmocka_unit_test(bad_timetables_are_refused),
        cmocka_unit_test(other_problems_are_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

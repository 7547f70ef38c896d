/* Every rule type of rules.def through the .fet format: a document with one rule of each
   type is made from the table, read, written and read again. */
#include "test_fet_support.h"

#include "timetable/problem_layout.h"

/* Values that differ from the defaults, so that a field that got lost is noticed. */
static void put_slots(struct strbuf *b, const struct tt_field *f)
{
    static const char *const days[] = {"Mo", "Mo2"}, *const hours[] = {"3", "1"};
    sb_addf(b, "<%s>2</%s>", f->names[0], f->names[0]);
    for (int i = 0; i < 2; i++)
        sb_addf(b, "<%s><%s>%s</%s><%s>%s</%s></%s>", f->names[1], f->names[2], days[i],
                f->names[2], f->names[3], hours[i], f->names[3], f->names[1]);
}

static void put_list(struct strbuf *b, const char *count, const char *item,
                     const char *const *values)
{
    sb_addf(b, "<%s>2</%s>", count, count);
    for (int i = 0; i < 2; i++)
        sb_addf(b, "<%s>%s</%s>", item, values[i], item);
}

static const char *scalar_value(enum tt_role role)
{
    switch (role) {
    case TT_ROLE_TEACHER:
        return "Bob";
    case TT_ROLE_SET:
        return "7a";
    case TT_ROLE_ROOM:
        return "V";
    case TT_ROLE_SUBJECT:
        return "Maths";
    case TT_ROLE_TAG:
        return "sport";
    case TT_ROLE_TAG2:
        return "lab";
    case TT_ROLE_LESSON:
        return "6";
    case TT_ROLE_LESSON2:
        return "4";
    case TT_ROLE_LESSON3:
        return "5";
    case TT_ROLE_FLAG:
    case TT_ROLE_LOCKED:
        return "true";
    case TT_ROLE_DAY:
        return "Mo2";
    case TT_ROLE_PERIOD:
    case TT_ROLE_FROM:
        return "2";
    case TT_ROLE_TO:
        return "3";
    default: /* limit, component, duration */
        return "2";
    }
}

static void put_filter(struct strbuf *b)
{
    sb_adds(b, "<Teacher_Name>Bob</Teacher_Name><Students_Name>7a</Students_Name>"
               "<Subject_Name>Maths</Subject_Name><Activity_Tag_Name>sport"
               "</Activity_Tag_Name>");
}

static void put_field(struct strbuf *b, const struct tt_field *f)
{
    static const char *const lessons[] = {"6", "4"}, *const rooms[] = {"V", "R1"},
                             *const tags[] = {"sport", "lab"},
                             *const reals[] = {"R1", "R2"};
    switch (f->role) {
    case TT_ROLE_FILTER:
        put_filter(b);
        break;
    case TT_ROLE_FILTER_PLUS:
        put_filter(b);
        sb_adds(b, "<Duration>2</Duration>");
        break;
    case TT_ROLE_LESSONS:
        put_list(b, f->names[0], "Activity_Id", lessons);
        break;
    case TT_ROLE_SLOTS:
        put_slots(b, f);
        break;
    case TT_ROLE_ROOMS:
        put_list(b, f->names[0], f->names[1], rooms);
        break;
    case TT_ROLE_TAGS:
        put_list(b, f->names[0], f->names[1], tags);
        break;
    case TT_ROLE_REALS:
        put_list(b, "Number_of_Real_Rooms", "Real_Room", reals);
        break;
    default:
        sb_addf(b, "<%s>%s</%s>", f->names[0], scalar_value(f->role), f->names[0]);
    }
}

static void put_rule(struct strbuf *b, int type)
{
    const struct tt_rule_info *info = &tt_rule_infos[type];
    const char *layout = info->layout;
    bool basic = info->family == TT_F_BASIC;
    struct tt_field f;
    sb_addf(b, "<Constraint%s><Weight_Percentage>%s</Weight_Percentage>", info->element,
            basic ? "100" : "99.75");
    while (tt_layout_next(&layout, &f))
        put_field(b, &f);
    sb_addf(b, "<Active>%s</Active><Comments>c &amp; %d</Comments></Constraint%s>\n",
            basic ? "true" : "false", type, info->element);
}

/* The whole school with one rule of every type; the caller releases both buffers. */
static struct doc school_with_all(struct strbuf *time, struct strbuf *space)
{
    struct doc d = small_school();
    sb_init(time);
    sb_init(space);
    for (int i = 0; i < TT_N_RULE_TYPES; i++)
        put_rule(tt_rule_infos[i].list == TT_LIST_T ? time : space, i);
    d.time = time->s;
    d.space = space->s;
    return d;
}

static const struct tt_rule *rule_of(const struct tt_problem *p, int type)
{
    for (int i = 0; i < p->n_rules; i++)
        if ((int)p->rules[i].type == type)
            return &p->rules[i];
    fail_msg("no rule %s", tt_rule_infos[type].element);
    return NULL;
}

static void check_single(const struct tt_rule *r, enum tt_role role)
{
    switch (role) {
    case TT_ROLE_TEACHER:
        assert_int_equal(r->teacher, 1);
        break;
    case TT_ROLE_SET:
        assert_int_equal(r->set, 1);
        break;
    case TT_ROLE_ROOM:
        assert_int_equal(r->room, 2);
        break;
    case TT_ROLE_SUBJECT:
        assert_int_equal(r->subject, 0);
        break;
    case TT_ROLE_TAG:
        assert_int_equal(r->tag, 1);
        break;
    case TT_ROLE_TAG2:
        assert_int_equal(r->tag2, 0);
        break;
    case TT_ROLE_LIMIT:
        assert_int_equal(r->limit, 2);
        break;
    case TT_ROLE_COMPONENT:
        assert_int_equal(r->component, 2);
        break;
    case TT_ROLE_FLAG:
        assert_true(r->flag);
        break;
    case TT_ROLE_LOCKED:
        assert_true(r->locked);
        break;
    case TT_ROLE_DAY:
        assert_int_equal(r->day, 1);
        break;
    case TT_ROLE_PERIOD:
        assert_int_equal(r->period, 1);
        break;
    case TT_ROLE_FROM:
        assert_int_equal(r->from, 1);
        break;
    case TT_ROLE_TO:
        assert_int_equal(r->to, 2);
        break;
    default:
        break;
    }
}

static void check_many(const struct tt_rule *r, enum tt_role role)
{
    static const int lessons[] = {2, 0, 1}, slots[] = {2, 3}, rooms[] = {2, 0},
                     tags[] = {1, 0}, reals[] = {0, 1};
    switch (role) {
    case TT_ROLE_LESSON:
    case TT_ROLE_LESSON2:
    case TT_ROLE_LESSON3: {
        int at = (int)role - (int)TT_ROLE_LESSON;
        assert_true(r->n_lessons > at);
        assert_int_equal(r->lessons[at], lessons[at]);
        break;
    }
    case TT_ROLE_FILTER:
    case TT_ROLE_FILTER_PLUS:
        assert_int_equal(r->teacher, 1);
        assert_int_equal(r->set, 1);
        assert_int_equal(r->subject, 0);
        assert_int_equal(r->tag, 1);
        assert_int_equal(r->duration, role == TT_ROLE_FILTER_PLUS ? 2 : 0);
        break;
    case TT_ROLE_LESSONS:
        assert_true(same_ints(r->lessons, r->n_lessons, lessons, 2));
        break;
    case TT_ROLE_SLOTS:
        assert_true(same_ints(r->slots, r->n_slots, slots, 2));
        break;
    case TT_ROLE_ROOMS:
        assert_true(same_ints(r->rooms, r->n_rooms, rooms, 2));
        break;
    case TT_ROLE_TAGS:
        assert_true(same_ints(r->tags, r->n_tags, tags, 2));
        break;
    case TT_ROLE_REALS:
        assert_true(same_ints(r->reals, r->n_reals, reals, 2));
        break;
    default:
        check_single(r, role);
    }
}

static void every_field_of_every_type_is_read(void **state)
{
    (void)state;
    struct strbuf time, space;
    struct doc d = school_with_all(&time, &space);
    struct tt_problem *p = read_doc(&d);
    char comment[32];
    assert_int_equal(p->n_rules, TT_N_RULE_TYPES);
    assert_int_equal(p->n_warnings, 0);
    for (int i = 0; i < TT_N_RULE_TYPES; i++) {
        const struct tt_rule *r = rule_of(p, i);
        const char *layout = tt_rule_infos[i].layout;
        bool basic = tt_rule_infos[i].family == TT_F_BASIC;
        struct tt_field f;
        while (tt_layout_next(&layout, &f))
            check_many(r, f.role);
        snprintf(comment, sizeof comment, "c & %d", i);
        assert_string_equal(r->comments, comment);
        assert_int_equal(r->weight, basic ? TT_HARD : 997500);
        assert_int_equal(r->active, basic);
        assert_true(r->line > 0);
    }
    tt_problem_free(p);
    sb_release(&time);
    sb_release(&space);
}

/* Written and read again it is the same problem, and the same bytes when written again. */
static void check_round_trip(const struct doc *d)
{
    struct tt_problem *p = read_doc(d), *q;
    struct strbuf once, twice;
    sb_init(&once);
    sb_init(&twice);
    fet_write(p, NULL, &once);
    assert_memory_equal(once.s, "\xEF\xBB\xBF<?xml", 8);
    q = read_text(once.s, once.len);
    const char *what = compare_problems(p, q);
    if (what)
        fail_msg("%s differs after writing and reading", what);
    fet_write(q, NULL, &twice);
    assert_int_equal(once.len, twice.len);
    assert_memory_equal(once.s, twice.s, once.len);
    sb_release(&once);
    sb_release(&twice);
    tt_problem_free(p);
    tt_problem_free(q);
}

static void every_type_survives_writing(void **state)
{
    (void)state;
    struct strbuf time, space;
    struct doc d = school_with_all(&time, &space);
    check_round_trip(&d);
    sb_release(&time);
    sb_release(&space);
}

/* Fields that may be absent are absent after a round trip as well. */
static void absent_fields_stay_absent(void **state)
{
    (void)state;
    struct doc d = small_school();
    d.time = "<ConstraintActivitiesPreferredStartingTimes><Weight_Percentage>0.5"
             "</Weight_Percentage></ConstraintActivitiesPreferredStartingTimes>"
             "<ConstraintActivityPreferredStartingTime><Activity_Id>4</Activity_Id>"
             "<Preferred_Day>Mo</Preferred_Day></ConstraintActivityPreferredStartingTime>"
             "<ConstraintTeachersIntervalMaxDaysPerWeek><Interval_Start_Hour>1"
             "</Interval_Start_Hour><Max_Days_Per_Week>0</Max_Days_Per_Week>"
             "</ConstraintTeachersIntervalMaxDaysPerWeek>"
             "<ConstraintBreakTimes><Number_of_Break_Times>0</Number_of_Break_Times>"
             "</ConstraintBreakTimes><ConstraintBasicCompulsoryTime/>";
    d.space =
        "<ConstraintBasicCompulsorySpace/"
        "><ConstraintActivityPreferredRoom><Activity_Id>4</Activity_Id><Room>V</Room>"
        "</ConstraintActivityPreferredRoom>";
    d.more = "<Timetable_Generation_Options_List><GroupActivitiesInInitialOrder>"
             "<Number_of_Activities>2</Number_of_Activities><Activity_Id>6</Activity_Id>"
             "<Activity_Id>4</Activity_Id><Active>false</Active><Comments>x</Comments>"
             "</GroupActivitiesInInitialOrder></Timetable_Generation_Options_List>";
    check_round_trip(&d);
}

/* Everything that is not a rule, with the characters that XML reserves. */
static void names_survive_writing(void **state)
{
    (void)state;
    struct doc d = small_school();
    d.head = "<Institution_Name> &lt;A&gt; &amp; \"B\" 'C' </Institution_Name>"
             "<Comments>one&#13;\ntwo\t</Comments>";
    d.students =
        "<Students_List><Year><Name>7</Name><Number_of_Students>3"
        "</Number_of_Students><Comments>c</Comments><Number_of_Categories>1"
        "</Number_of_Categories><Separator> </Separator><Category>"
        "<Number_of_Divisions>2</Number_of_Divisions><Division>a</Division>"
        "<Division>b &amp; c</Division></Category><Group><Name>7a</Name>"
        "<Long_Name>seven</Long_Name><Code>S</Code></Group></Year></Students_List>";
    d.teachers = "<Teachers_List><Teacher><Name>Ann</Name><Target_Number_of_Hours>7"
                 "</Target_Number_of_Hours><Qualified_Subjects><Qualified_Subject>Maths"
                 "</Qualified_Subject></Qualified_Subjects><Mornings_Afternoons_Behavior>"
                 "Four days exception</Mornings_Afternoons_Behavior></Teacher><Teacher>"
                 "<Name>Bob</Name></Teacher></Teachers_List>";
    check_round_trip(&d);
    d.mode = "<Mode>Terms</Mode><Number_of_Terms>2</Number_of_Terms>"
             "<Number_of_Days_Per_Term>1</Number_of_Days_Per_Term>";
    check_round_trip(&d);
}

/* Sections may be missing altogether: filters then name nobody. */
static void missing_sections_survive_writing(void **state)
{
    (void)state;
    struct doc d = small_school();
    d.tags = d.teachers = d.students = d.lessons = d.buildings = d.rooms = "";
    d.time =
        "<ConstraintBasicCompulsoryTime/><ConstraintActivitiesPreferredTimeSlots>"
        "<Subject_Name>Maths</Subject_Name></ConstraintActivitiesPreferredTimeSlots>";
    d.space = "<ConstraintBasicCompulsorySpace/>";
    check_round_trip(&d);
}

/* Other versions spell references with or without "_Name". */
static void both_spellings_are_read(void **state)
{
    (void)state;
    struct doc d = small_school();
    d.time =
        "<ConstraintTeacherMaxGapsPerWeek><Teacher>Bob</Teacher><Max_Gaps>2</Max_Gaps>"
        "</ConstraintTeacherMaxGapsPerWeek>"
        "<ConstraintTeacherNotAvailableTimes><Teacher_Name>Bob</Teacher_Name>"
        "</ConstraintTeacherNotAvailableTimes>"
        "<ConstraintStudentsSetMaxGapsPerWeek><Students_Name>7a</Students_Name>"
        "<Max_Gaps>2</Max_Gaps></ConstraintStudentsSetMaxGapsPerWeek>"
        "<ConstraintStudentsActivityTagMaxHoursDaily><Activity_Tag_Name>sport"
        "</Activity_Tag_Name><Maximum_Hours_Daily>2</Maximum_Hours_Daily>"
        "</ConstraintStudentsActivityTagMaxHoursDaily>"
        "<ConstraintActivitiesPreferredTimeSlots><Teacher>Bob</Teacher><Students>7a"
        "</Students><Subject>Maths</Subject><Activity_Tag>sport</Activity_Tag>"
        "<Duration>2</Duration><Preferred_Time_Slot><Day>Mo</Day><Hour>3</Hour>"
        "</Preferred_Time_Slot></ConstraintActivitiesPreferredTimeSlots>"
        "<ConstraintActivityPreferredStartingTime><Activity_Id>4</Activity_Id><Day>Mo2"
        "</Day><Hour>2</Hour></ConstraintActivityPreferredStartingTime>";
    d.space =
        "<ConstraintSubjectActivityTagPreferredRoom><Subject_Name>Maths</Subject_Name>"
        "<Activity_Tag_Name>sport</Activity_Tag_Name><Room_Name>V</Room_Name>"
        "</ConstraintSubjectActivityTagPreferredRoom>";
    struct tt_problem *p = read_doc(&d);
    assert_int_equal(p->rules[0].teacher, 1);
    assert_int_equal(p->rules[1].teacher, 1);
    assert_int_equal(p->rules[2].set, 1);
    assert_int_equal(p->rules[3].tag, 1);
    check_many(&p->rules[4], TT_ROLE_FILTER_PLUS);
    assert_int_equal(p->rules[4].slots[0], 2);
    assert_int_equal(p->rules[5].day, 1);
    assert_int_equal(p->rules[5].period, 1);
    assert_int_equal(p->rules[6].room, 2);
    assert_int_equal(p->rules[6].subject, 0);
    assert_int_equal(p->rules[6].tag, 1);
    tt_problem_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_of_every_type_is_read),
        cmocka_unit_test(every_type_survives_writing),
        cmocka_unit_test(absent_fields_stay_absent),
        cmocka_unit_test(names_survive_writing),
        cmocka_unit_test(missing_sections_survive_writing),
        cmocka_unit_test(both_spellings_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

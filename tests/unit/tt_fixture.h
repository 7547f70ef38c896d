/*
 * Small timetable problems for tests, written as .fet text and read back through
 * fet_read.
 *
 *     struct fx f;
 *     fx_init(&f, 5, 6);                               days Mon Tue ..., periods 1 2 ...
 *     fx_lesson(&f, 1, "Miller", "Maths", "9a", 2);    id, teachers, subject, students,
 *     fx_tagged(&f, 2, "", "Sport", "9a+9b", "Late", 1);   duration; lists joined by '+'
 *     fx_time(&f, "TeacherMaxDaysPerWeek", 100, "<Teacher_Name>Miller</Teacher_Name>"
 *                 "<Max_Days_Per_Week>2</Max_Days_Per_Week>");
 *     fx_build(&f);
 *     fx_place(&f, 1, 0, 3, "R1");                     id, day, period (from 0), room
 *     fx_check(&f);                                        f.r is the report
 *     fx_release(&f);
 *
 * Teachers, subjects, tags, students (as years) and rooms are declared by their first
 * use; fx_teacher, fx_year, fx_split_year and fx_room declare what needs more than a
 * name.
 */
#ifndef HORARIUM_TESTS_TT_FIXTURE_H
#define HORARIUM_TESTS_TT_FIXTURE_H

#include "base/strbuf.h"
#include "formats/fet.h"
#include "timetable/check.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct fx {
    int days, hours;
    const char *mode,
        *extra; /* extra: elements after <Comments>, e.g. the numbers of terms */
    struct strbuf teachers, subjects, tags, students, lessons, buildings, rooms, time,
        space;
    struct strbuf seen; /* "\n<kind>:name\n" of everything declared so far */
    struct tt_problem *p;
    struct tt_solution s;
    struct tt_report r;
    bool built, checked;
};

static inline void fx_init(struct fx *f, int days, int hours)
{
    memset(f, 0, sizeof *f);
    f->days = days;
    f->hours = hours;
    f->mode = "Official";
    f->extra = "";
    struct strbuf *all[] = {&f->teachers, &f->subjects,  &f->tags,  &f->students,
                            &f->lessons,  &f->buildings, &f->rooms, &f->time,
                            &f->space,    &f->seen};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        sb_init(all[i]);
}

/* True for the first call with this kind and name. */
static inline bool fx_first(struct fx *f, const char *kind, const char *name)
{
    struct strbuf key;
    sb_init(&key);
    sb_addf(&key, "\n%s:%s\n", kind, name);
    bool first = !strstr(f->seen.s, key.s);
    if (first)
        sb_adds(&f->seen, key.s);
    sb_release(&key);
    return first;
}

static inline void fx_teacher(struct fx *f, const char *name, const char *behaviour)
{
    if (!fx_first(f, "teacher", name))
        return;
    sb_addf(&f->teachers, "<Teacher><Name>%s</Name>", name);
    if (behaviour)
        sb_addf(&f->teachers,
                "<Mornings_Afternoons_Behavior>%s</Mornings_Afternoons_Behavior>",
                behaviour);
    sb_adds(&f->teachers, "<Target_Number_of_Hours>0</Target_Number_of_Hours>"
                          "<Qualified_Subjects></Qualified_Subjects></Teacher>\n");
}

/* A year with `inner` (groups as XML, may be "") and a head count. */
static inline void fx_year(struct fx *f, const char *name, int n, const char *inner)
{
    if (fx_first(f, "students", name))
        sb_addf(
            &f->students,
            "<Year><Name>%s</Name><Number_of_Students>%d</Number_of_Students>%s</Year>\n",
            name, n, inner);
}

/* A year with two groups of half its students; the groups are declared, too. */
static inline void fx_split_year(struct fx *f, const char *name, const char *a,
                                 const char *b, int n)
{
    struct strbuf inner;
    sb_init(&inner);
    sb_addf(&inner,
            "<Group><Name>%s</Name><Number_of_Students>%d</Number_of_Students></Group>"
            "<Group><Name>%s</Name><Number_of_Students>%d</Number_of_Students></Group>",
            a, n / 2, b, n / 2);
    fx_year(f, name, n, inner.s);
    fx_first(f, "students", a);
    fx_first(f, "students", b);
    sb_release(&inner);
}

static inline void fx_building(struct fx *f, const char *name)
{
    if (fx_first(f, "building", name))
        sb_addf(&f->buildings, "<Building><Name>%s</Name></Building>\n", name);
}

/* building may be ""; virtual_sets is the XML of the sets of real rooms, NULL = a real
   room. */
static inline void fx_room(struct fx *f, const char *name, const char *building,
                           int capacity, const char *virtual_sets)
{
    if (!fx_first(f, "room", name))
        return;
    if (*building)
        fx_building(f, building);
    sb_addf(&f->rooms,
            "<Room><Name>%s</Name><Building>%s</Building><Capacity>%d</Capacity>"
            "<Virtual>%s</Virtual>%s</Room>\n",
            name, building, capacity, virtual_sets ? "true" : "false",
            virtual_sets ? virtual_sets : "");
}

/* Writes <element>part</element> for each part of "a+b" and declares it. */
static inline void fx_list(struct fx *f, const char *element, const char *names)
{
    char name[128];
    while (*names) {
        size_t n = strcspn(names, "+");
        snprintf(name, sizeof name, "%.*s", (int)n, names);
        sb_addf(&f->lessons, "<%s>%s</%s>", element, name, element);
        if (strcmp(element, "Teacher") == 0)
            fx_teacher(f, name, NULL);
        else if (strcmp(element, "Students") == 0)
            fx_year(f, name, 0, "");
        else if (strcmp(element, "Subject") == 0 && fx_first(f, "subject", name))
            sb_addf(&f->subjects, "<Subject><Name>%s</Name></Subject>\n", name);
        else if (strcmp(element, "Activity_Tag") == 0 && fx_first(f, "tag", name))
            sb_addf(&f->tags,
                    "<Activity_Tag><Name>%s</Name><Printable>true</Printable></"
                    "Activity_Tag>\n",
                    name);
        names += names[n] ? n + 1 : n;
    }
}

static inline void fx_tagged(struct fx *f, int id, const char *teachers,
                             const char *subject, const char *students, const char *tags,
                             int duration)
{
    sb_adds(&f->lessons, "<Activity>");
    fx_list(f, "Teacher", teachers);
    fx_list(f, "Subject", subject);
    fx_list(f, "Activity_Tag", tags);
    fx_list(f, "Students", students);
    sb_addf(&f->lessons,
            "<Duration>%d</Duration><Total_Duration>%d</Total_Duration><Id>%d</Id>"
            "<Activity_Group_Id>0</Activity_Group_Id><Active>true</Active></Activity>\n",
            duration, duration, id);
}

static inline void fx_lesson(struct fx *f, int id, const char *teachers,
                             const char *subject, const char *students, int duration)
{
    fx_tagged(f, id, teachers, subject, students, "", duration);
}

/* Makes a lesson inactive. */
static inline void fx_switch_off(struct fx *f, int id)
{
    struct strbuf old = f->lessons;
    char key[32];
    snprintf(key, sizeof key, "<Id>%d</Id>", id);
    const char *lesson = strstr(old.s, key);
    const char *at = lesson ? strstr(lesson, "<Active>true") : NULL;
    assert_non_null(at);
    sb_init(&f->lessons);
    sb_add(&f->lessons, old.s, (size_t)(at - old.s));
    sb_adds(&f->lessons, "<Active>false");
    sb_adds(&f->lessons, at + strlen("<Active>true"));
    sb_release(&old);
}

static inline void fx_rule(struct strbuf *list, const char *element, double weight,
                           const char *inner)
{
    sb_addf(
        list,
        "<Constraint%s><Weight_Percentage>%.9g</Weight_Percentage>%s<Active>true</Active>"
        "<Comments></Comments></Constraint%s>\n",
        element, weight, inner, element);
}

/* A rule of the list of times / of rooms; inner = its own elements as XML. */
static inline void fx_time(struct fx *f, const char *element, double weight,
                           const char *inner)
{
    fx_rule(&f->time, element, weight, inner);
}

static inline void fx_space(struct fx *f, const char *element, double weight,
                            const char *inner)
{
    fx_rule(&f->space, element, weight, inner);
}

static inline void fx_names(struct strbuf *b, const char *list, const char *element,
                            int n, const char *const *names)
{
    sb_addf(b, "<%s_List><Number_of_%s>%d</Number_of_%s>\n", list, list, n, list);
    for (int i = 0; i < n; i++) {
        char number[16];
        snprintf(number, sizeof number, "%d", i + 1);
        sb_addf(b, "<%s><Name>%s</Name></%s>\n", element, names ? names[i] : number,
                element);
    }
    sb_addf(b, "</%s_List>\n", list);
}

static inline void fx_document(const struct fx *f, struct strbuf *b)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const halves[] = {"Mon am", "Mon pm", "Tue am", "Tue pm",
                                         "Wed am", "Wed pm", "Thu am", "Thu pm",
                                         "Fri am", "Fri pm"};
    bool half = strcmp(f->mode, "Mornings_Afternoons") == 0;
    const char *const *names = half ? halves : f->days <= 7 ? days : NULL;
    sb_addf(b,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<fet version=\"6.8.5\">\n"
            "<Mode>%s</Mode>\n<Institution_Name>Test</Institution_Name>\n"
            "<Comments></Comments>\n%s",
            f->mode, f->extra);
    fx_names(b, "Days", "Day", f->days, names);
    fx_names(b, "Hours", "Hour", f->hours, NULL);
    sb_addf(b, "<Subjects_List>\n%s</Subjects_List>\n", f->subjects.s);
    sb_addf(b, "<Activity_Tags_List>\n%s</Activity_Tags_List>\n", f->tags.s);
    sb_addf(b, "<Teachers_List>\n%s</Teachers_List>\n", f->teachers.s);
    sb_addf(b, "<Students_List>\n%s</Students_List>\n", f->students.s);
    sb_addf(b, "<Activities_List>\n%s</Activities_List>\n", f->lessons.s);
    sb_addf(b, "<Buildings_List>\n%s</Buildings_List>\n", f->buildings.s);
    sb_addf(b, "<Rooms_List>\n%s</Rooms_List>\n", f->rooms.s);
    sb_adds(b, "<Time_Constraints_List>\n");
    fx_rule(b, "BasicCompulsoryTime", 100, "");
    sb_addf(b, "%s</Time_Constraints_List>\n<Space_Constraints_List>\n", f->time.s);
    fx_rule(b, "BasicCompulsorySpace", 100, "");
    sb_addf(b, "%s</Space_Constraints_List>\n</fet>\n", f->space.s);
}

/* Reads the text; the problem must be valid. All lessons are unplaced then. */
static inline void fx_build(struct fx *f)
{
    struct strbuf b;
    struct err e = {0};
    sb_init(&b);
    fx_document(f, &b);
    if (fet_read("fixture.fet", b.s, b.len, &f->p, &e) != 0)
        fail_msg("fixture.fet:%d:%d: %s", e.line, e.column, e.text);
    tt_solution_init(&f->s, f->p);
    f->built = true;
    sb_release(&b);
}

static inline void fx_place(struct fx *f, int id, int day, int period, const char *room)
{
    int lesson = tt_find_lesson(f->p, id);
    assert_true(lesson >= 0 && day < f->days && period < f->hours);
    f->s.slot[lesson] = day < 0 ? -1 : day * f->hours + period;
    f->s.room[lesson] = room ? tt_find_room(f->p, room) : -1;
    assert_true(!room || f->s.room[lesson] >= 0);
}

/* The k-th real room of a lesson in a virtual room. */
static inline void fx_real(struct fx *f, int id, int k, const char *room)
{
    int lesson = tt_find_lesson(f->p, id);
    assert_true(lesson >= 0 && k < f->s.max_reals);
    f->s.real[lesson * f->s.max_reals + k] = tt_find_room(f->p, room);
}

/* Judges the present placement into f->r. */
static inline void fx_check(struct fx *f)
{
    if (f->checked)
        tt_report_release(&f->r);
    tt_check(f->p, &f->s, &f->r);
    f->checked = true;
}

static inline void fx_release(struct fx *f)
{
    struct strbuf *all[] = {&f->teachers, &f->subjects,  &f->tags,  &f->students,
                            &f->lessons,  &f->buildings, &f->rooms, &f->time,
                            &f->space,    &f->seen};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        sb_release(all[i]);
    if (f->checked)
        tt_report_release(&f->r);
    if (f->built) {
        tt_solution_release(&f->s);
        tt_problem_free(f->p);
    }
}

/* Judges and expects: hard amount, soft total in millionths, number of lines. */
static inline void fx_expect(struct fx *f, int64_t hard, int64_t soft, int lines)
{
    fx_check(f);
    for (int i = 0; i < f->r.violations.n; i++)
        if (f->r.hard != hard || f->r.soft != soft || f->r.violations.n != lines)
            print_message("line %d: %s\n", i, f->r.violations.v[i].text);
    assert_int_equal(f->r.hard, hard);
    assert_int_equal(f->r.soft, soft);
    assert_int_equal(f->r.violations.n, lines);
}

/* Some line of the report says `part`. */
static inline void fx_expect_text(const struct fx *f, const char *part)
{
    for (int i = 0; i < f->r.violations.n; i++)
        if (strstr(f->r.violations.v[i].text, part))
            return;
    for (int i = 0; i < f->r.violations.n; i++)
        print_message("line %d: %s\n", i, f->r.violations.v[i].text);
    fail_msg("no line says: %s", part);
}

#endif

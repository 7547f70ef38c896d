/*
 * What the tests of explanations share: rules as .fet text from short lists, and questions
 * to the findings. On top of tt_fixture.h.
 */
#ifndef HORARIUM_TESTS_TEST_EXPLAIN_SUPPORT_H
#define HORARIUM_TESTS_TEST_EXPLAIN_SUPPORT_H

#include "tt_fixture.h"

#include "timetable/explain.h"

/* Calls add for each part of "a,b,c". */
static inline int ex_parts(struct strbuf *b, const char *list,
                           void (*add)(struct strbuf *, const char *, const char *),
                           const char *element)
{
    char part[64];
    int n = 0;
    while (*list) {
        size_t len = strcspn(list, ",");
        snprintf(part, sizeof part, "%.*s", (int)len, list);
        add(b, part, element);
        list += list[len] ? len + 1 : len;
        n++;
    }
    return n;
}

static inline void ex_add_plain(struct strbuf *b, const char *part, const char *element)
{
    sb_addf(b, "<%s>%s</%s>", element, part, element);
}

/* "Mon 1" as <Item><xDay>Mon</xDay><xHour>1</xHour></Item>; element = "Item/xDay/xHour". */
static inline void ex_add_slot(struct strbuf *b, const char *part, const char *element)
{
    char names[3][64] = {{0}};
    const char *hour = strrchr(part, ' ');
    int k = 0;
    assert_non_null(hour);
    for (const char *s = element; *s && k < 3; k++) {
        size_t len = strcspn(s, "/");
        snprintf(names[k], sizeof names[k], "%.*s", (int)len, s);
        s += s[len] ? len + 1 : len;
    }
    sb_addf(b, "<%s><%s>%.*s</%s><%s>%s</%s></%s>", names[0], names[1],
            (int)(hour - part), part, names[1], names[2], hour + 1, names[2], names[0]);
}

/* head, then <count>n</count>, then the items, then tail. */
static inline void ex_rule(struct strbuf *to, const char *rule, double weight,
                           const char *head, const char *count,
                           const struct strbuf *items, int n)
{
    struct strbuf b;
    sb_init(&b);
    sb_addf(&b, "%s<%s>%d</%s>%s", head, count, n, count, items->s);
    fx_rule(to, rule, weight, b.s);
    sb_release(&b);
}

static inline void ex_slots_rule(struct strbuf *to, const char *rule, double weight,
                                 const char *head, const char *count, const char *item,
                                 const char *slots)
{
    struct strbuf b;
    sb_init(&b);
    int n = ex_parts(&b, slots, ex_add_slot, item);
    ex_rule(to, rule, weight, head, count, &b, n);
    sb_release(&b);
}

static inline void ex_teacher_away(struct fx *f, const char *teacher, const char *slots)
{
    char head[128];
    snprintf(head, sizeof head, "<Teacher>%s</Teacher>", teacher);
    ex_slots_rule(&f->time, "TeacherNotAvailableTimes", 100, head,
                  "Number_of_Not_Available_Times", "Not_Available_Time/Day/Hour", slots);
}

static inline void ex_students_away(struct fx *f, const char *set, const char *slots)
{
    char head[128];
    snprintf(head, sizeof head, "<Students>%s</Students>", set);
    ex_slots_rule(&f->time, "StudentsSetNotAvailableTimes", 100, head,
                  "Number_of_Not_Available_Times", "Not_Available_Time/Day/Hour", slots);
}

static inline void ex_room_closed(struct fx *f, const char *room, const char *slots)
{
    char head[128];
    snprintf(head, sizeof head, "<Room>%s</Room>", room);
    ex_slots_rule(&f->space, "RoomNotAvailableTimes", 100, head,
                  "Number_of_Not_Available_Times", "Not_Available_Time/Day/Hour", slots);
}

static inline void ex_breaks(struct fx *f, const char *slots)
{
    ex_slots_rule(&f->time, "BreakTimes", 100, "", "Number_of_Break_Times",
                  "Break_Time/Day/Hour", slots);
}

static inline void ex_starts(struct fx *f, int id, double weight, const char *slots)
{
    char head[64];
    snprintf(head, sizeof head, "<Activity_Id>%d</Activity_Id>", id);
    ex_slots_rule(
        &f->time, "ActivityPreferredStartingTimes", weight, head,
        "Number_of_Preferred_Starting_Times",
        "Preferred_Starting_Time/Preferred_Starting_Day/Preferred_Starting_Hour", slots);
}

static inline void ex_lock(struct fx *f, int id, const char *day, const char *hour)
{
    char inner[256];
    snprintf(inner, sizeof inner,
             "<Activity_Id>%d</Activity_Id><Preferred_Day>%s</Preferred_Day>"
             "<Preferred_Hour>%s</Preferred_Hour><Permanently_Locked>true</"
             "Permanently_Locked>",
             id, day, hour);
    fx_time(f, "ActivityPreferredStartingTime", 100, inner);
}

/* Rooms "R1,R2" for a lesson; each is declared with this capacity if it is new. */
static inline void ex_rooms(struct fx *f, int id, const char *rooms, int capacity)
{
    struct strbuf b;
    char head[64], name[64];
    snprintf(head, sizeof head, "<Activity_Id>%d</Activity_Id>", id);
    for (const char *s = rooms; *s;) {
        size_t len = strcspn(s, ",");
        snprintf(name, sizeof name, "%.*s", (int)len, s);
        fx_room(f, name, "", capacity, NULL);
        s += s[len] ? len + 1 : len;
    }
    sb_init(&b);
    int n = ex_parts(&b, rooms, ex_add_plain, "Preferred_Room");
    ex_rule(&f->space, "ActivityPreferredRooms", 100, head, "Number_of_Preferred_Rooms",
            &b, n);
    sb_release(&b);
}

/* A rule on a list of lessons "1,2,3", with further elements before and after the list. */
static inline void ex_list(struct fx *f, struct strbuf *to, const char *rule,
                           double weight, const char *ids, const char *more)
{
    struct strbuf b;
    sb_init(&b);
    int n = ex_parts(&b, ids, ex_add_plain, "Activity_Id");
    sb_adds(&b, more);
    ex_rule(to, rule, weight, "", "Number_of_Activities", &b, n);
    sb_release(&b);
    (void)f;
}

static inline void ex_relation(struct fx *f, const char *rule, double weight,
                               const char *ids, const char *more)
{
    ex_list(f, &f->time, rule, weight, ids, more);
}

/* --- questions --- */

static inline void ex_print(const struct tt_findings *out)
{
    for (int i = 0; i < out->list.n; i++)
        print_message("%s: %s >> %s\n", out->list.v[i].fatal ? "fatal" : "hint",
                      out->list.v[i].text, out->list.v[i].advice);
}

/* The first finding of this kind that says all words ("a|b|c"); fails if there is none. */
static inline const struct tt_finding *ex_find(const struct tt_findings *out, bool fatal,
                                               const char *words)
{
    char word[128];
    for (int i = 0; i < out->list.n; i++) {
        bool all = out->list.v[i].fatal == fatal;
        for (const char *s = words; *s && all;) {
            size_t len = strcspn(s, "|");
            snprintf(word, sizeof word, "%.*s", (int)len, s);
            all = strstr(out->list.v[i].text, word) != NULL;
            s += s[len] ? len + 1 : len;
        }
        if (all)
            return &out->list.v[i];
    }
    ex_print(out);
    fail_msg("no %s finding says: %s", fatal ? "fatal" : "harmless", words);
    return NULL;
}

static inline int ex_count(const struct tt_findings *out, bool fatal)
{
    int n = 0;
    for (int i = 0; i < out->list.n; i++)
        n += out->list.v[i].fatal == fatal;
    return n;
}

/* Builds and asks; the problem must be called impossible in these words, with so many
   lessons in the finding and at least so many rules. */
static inline void ex_impossible(struct fx *f, const char *words, int lessons, int rules)
{
    struct tt_findings out;
    fx_build(f);
    tt_explain_input(f->p, &out);
    const struct tt_finding *x = ex_find(&out, true, words);
    if (x->n_lessons != lessons || x->n_rules < rules || !x->advice[0]) {
        ex_print(&out);
        fail_msg("%d lessons and %d rules in: %s", x->n_lessons, x->n_rules, x->text);
    }
    for (int i = 0; i < x->n_rules; i++)
        assert_true(x->rules[i] >= 0 && x->rules[i] < f->p->n_rules);
    for (int i = 0; i < x->n_lessons; i++)
        assert_true(x->lessons[i] >= 0 && x->lessons[i] < f->p->n_lessons);
    tt_findings_release(&out);
    fx_release(f);
}

/* Builds and asks; nothing may be called impossible. */
static inline void ex_possible(struct fx *f)
{
    struct tt_findings out;
    fx_build(f);
    tt_explain_input(f->p, &out);
    if (ex_count(&out, true) != 0) {
        ex_print(&out);
        fail_msg("called impossible, but it is not");
    }
    tt_findings_release(&out);
    fx_release(f);
}

#endif

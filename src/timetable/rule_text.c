/*
 * A rule with its parameters in words: "TeacherMaxHoursDaily (Miller, at most 5, 95 %)".
 * Layer: timetable. The parts follow the layout of the rule's type (rules.def), so that a
 * new type needs no line here.
 */
#include "base/strbuf.h"
#include "timetable/check.h"
#include <stdio.h>
#include <string.h>

enum { MAX_NAMED = 3, NAME_SIZE = 256 };

/* Opens the next part: "(" before the first, ", " before the others. */
static void part(struct strbuf *b)
{
    sb_adds(b, b->len > 0 && b->s[b->len - 1] == '(' ? "" : ", ");
}

static void add_label(struct strbuf *b, const char *before, const struct tt_label *label)
{
    part(b);
    sb_addf(b, "%s%s", before, label->name);
}

static void add_lesson(const struct tt_problem *p, struct strbuf *b, int lesson)
{
    char name[NAME_SIZE];
    sb_adds(b, tt_lesson_text(p, lesson, name, sizeof name));
}

/* "12 lessons: A; B; C ..." */
static void add_lessons(const struct tt_problem *p, struct strbuf *b,
                        const struct tt_rule *r)
{
    part(b);
    sb_addf(b, "%d lesson%s", r->n_lessons, r->n_lessons == 1 ? "" : "s");
    for (int k = 0; k < r->n_lessons && k < MAX_NAMED; k++) {
        sb_adds(b, k ? "; " : ": ");
        add_lesson(p, b, r->lessons[k]);
    }
    sb_adds(b, r->n_lessons > MAX_NAMED ? " ..." : "");
}

static void add_slots(const struct tt_problem *p, struct strbuf *b,
                      const struct tt_rule *r)
{
    char name[NAME_SIZE];
    part(b);
    sb_addf(b, "%d slot%s", r->n_slots, r->n_slots == 1 ? "" : "s");
    for (int k = 0; k < r->n_slots && k < MAX_NAMED; k++)
        sb_addf(b, "%s%s", k ? "; " : ": ",
                tt_slot_text(p, r->slots[k], name, sizeof name));
    sb_adds(b, r->n_slots > MAX_NAMED ? " ..." : "");
}

static void add_rooms(const struct tt_problem *p, struct strbuf *b, int n,
                      const int *rooms)
{
    for (int k = 0; k < n && k < MAX_NAMED; k++)
        add_label(b, k ? "or " : "", &p->rooms[rooms[k]].label);
    if (n > MAX_NAMED) {
        part(b);
        sb_addf(b, "or %d more", n - MAX_NAMED);
    }
}

static void add_limit(struct strbuf *b, const struct tt_rule *r)
{
    const char *word = "at most";
    switch (tt_rule_infos[r->type].family) {
    case TT_F_MIN_DAYS_BETWEEN:
    case TT_F_MIN_GAPS_BETWEEN:
    case TT_F_OCCUPY_MIN_SLOTS:
    case TT_F_MIN_SIMULTANEOUS:
    case TT_F_MIN_DAYS:
    case TT_F_MIN_HOURS:
    case TT_F_TAG_PAIR_GAPS:
    case TT_F_MIN_REST:
    case TT_F_BUILDING_GAPS:
    case TT_F_ROOM_GAPS:
        word = "at least";
        break;
    default:
        break;
    }
    part(b);
    sb_addf(b, "%s %d", word, r->limit);
}

static void add_flag(struct strbuf *b, const struct tt_rule *r)
{
    const char *yes = "with the exception allowed", *no = NULL;
    switch (tt_rule_infos[r->type].family) {
    case TT_F_MIN_DAYS_BETWEEN:
        yes = "in a row if on the same day";
        break;
    case TT_F_MIN_HOURS:
        yes = "empty days allowed";
        no = "no empty days";
        break;
    case TT_F_MIN_SIMULTANEOUS:
        yes = "empty slots allowed";
        break;
    case TT_F_MAX_GAPS:
    case TT_F_MAX_SPAN:
        yes = "one day may have 1 more";
        break;
    case TT_F_MIN_REST:
        yes = "also from the last day to the first";
        break;
    case TT_F_MAX_THREE_DAYS:
        yes = "afternoon to morning allowed";
        break;
    default:
        break;
    }
    if (!r->flag && !no)
        return;
    part(b);
    sb_adds(b, r->flag ? yes : no);
}

static void add_interval(const struct tt_problem *p, struct strbuf *b,
                         const struct tt_rule *r)
{
    bool open = r->to < 0 || r->to >= p->n_periods;
    part(b);
    sb_addf(b, "from %s to %s", r->from < 0 ? "the start" : p->periods[r->from].name,
            open ? "the end of the day" : p->periods[r->to].name);
}

static void add_filter(const struct tt_problem *p, struct strbuf *b,
                       const struct tt_rule *r)
{
    if (r->teacher >= 0)
        add_label(b, "teacher ", &p->teachers[r->teacher].label);
    if (r->set >= 0)
        add_label(b, "students ", &p->sets[r->set].label);
    if (r->subject >= 0)
        add_label(b, "subject ", &p->subjects[r->subject].label);
    if (r->tag >= 0)
        add_label(b, "tag ", &p->tags[r->tag].label);
    if (r->duration > 0) {
        part(b);
        sb_addf(b, "duration %d", r->duration);
    }
}

/* References by name; true if the role is one of them. */
static bool add_name(const struct tt_problem *p, struct strbuf *b,
                     const struct tt_rule *r, const char *role)
{
    const struct tt_label *label = NULL;
    const char *before = "";
    if (strcmp(role, "teacher") == 0) {
        label = r->teacher >= 0 ? &p->teachers[r->teacher].label : NULL;
    } else if (strcmp(role, "set") == 0) {
        label = r->set >= 0 ? &p->sets[r->set].label : NULL;
    } else if (strcmp(role, "room") == 0) {
        label = r->room >= 0 ? &p->rooms[r->room].label : NULL;
    } else if (strcmp(role, "subject") == 0) {
        label = r->subject >= 0 ? &p->subjects[r->subject].label : NULL;
    } else if (strcmp(role, "tag") == 0 || strcmp(role, "tag2") == 0) {
        int tag = role[3] ? r->tag2 : r->tag;
        label = tag >= 0 ? &p->tags[tag].label : NULL;
        before = role[3] ? "then tag " : "tag ";
    } else {
        return false;
    }
    if (label)
        add_label(b, before, label);
    return true;
}

static void add_tags(const struct tt_problem *p, struct strbuf *b,
                     const struct tt_rule *r)
{
    for (int k = 0; k < r->n_tags; k++)
        add_label(b, k ? "" : "tags ", &p->tags[r->tags[k]].label);
}

/* Numbers, times and lists. */
static void add_value(const struct tt_problem *p, struct strbuf *b,
                      const struct tt_rule *r, const char *role)
{
    if (strncmp(role, "lesson", 6) == 0 && strcmp(role, "lessons") != 0) {
        int k = role[6] ? role[6] - '1' : 0;
        if (k < r->n_lessons) {
            part(b);
            add_lesson(p, b, r->lessons[k]);
        }
    } else if (strcmp(role, "lessons") == 0) {
        add_lessons(p, b, r);
    } else if (strcmp(role, "slots") == 0) {
        add_slots(p, b, r);
    } else if (strcmp(role, "rooms") == 0) {
        add_rooms(p, b, r->n_rooms, r->rooms);
    } else if (strcmp(role, "reals") == 0) {
        add_rooms(p, b, r->n_reals, r->reals);
    } else if (strcmp(role, "tags") == 0) {
        add_tags(p, b, r);
    } else if (strcmp(role, "limit") == 0) {
        add_limit(b, r);
    } else if (strcmp(role, "flag") == 0) {
        add_flag(b, r);
    } else if (strcmp(role, "from") == 0) {
        add_interval(p, b, r);
    } else if (strncmp(role, "filter", 6) == 0) {
        add_filter(p, b, r);
    } else if (strcmp(role, "component") == 0) {
        part(b);
        sb_addf(b, "part %d", r->component);
    } else if (strcmp(role, "day") == 0 && r->day >= 0) {
        part(b);
        sb_adds(b, p->days[r->day].name);
    } else if (strcmp(role, "period") == 0 && r->period >= 0) {
        part(b);
        sb_adds(b, p->periods[r->period].name);
    }
}

const char *tt_rule_text(const struct tt_problem *p, const struct tt_rule *r, char *buf,
                         int size)
{
    const char *at = tt_rule_infos[r->type].layout;
    struct strbuf b;
    char role[16];
    sb_init(&b);
    sb_addf(&b, "%s (", tt_rule_infos[r->type].element);
    while (*at) {
        size_t n = strcspn(at, " "), name = strcspn(at, " =");
        snprintf(role, sizeof role, "%.*s", (int)name, at);
        if (n > 0 && !add_name(p, &b, r, role))
            add_value(p, &b, r, role);
        at += n;
        at += strspn(at, " ");
    }
    part(&b);
    sb_addf(&b, "%.9g %%)", r->weight / 10000.0);
    snprintf(buf, (size_t)size, "%s", b.s);
    sb_release(&b);
    return buf;
}

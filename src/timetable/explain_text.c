/*
 * Sentences of findings: slots, lessons, rooms and rules in words. Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <stdio.h>
#include <string.h>

enum { MOST_RANGES = 8, MOST_KINDS = 5, MOST_ROOMS = 8, TEXT_SIZE = 512 };

const char *explain_count(int n, const char *one, const char *many, char *buf, int size)
{
    snprintf(buf, (size_t)size, "%d %s", n, n == 1 ? one : many);
    return buf;
}

void explain_join(struct strbuf *b, int i, int n)
{
    if (i > 0)
        sb_adds(b, i == n - 1 ? " and " : ", ");
}

/* --- slots --- */

/* "1-3" for short plain names, "08:00 to 10:50" for others. */
static void add_range(const struct tt_problem *p, struct strbuf *b, int from, int to)
{
    const char *first = p->periods[from].name, *last = p->periods[to].name;
    sb_adds(b, first);
    if (from == to)
        return;
    bool plain = strlen(first) <= 3 && strlen(last) <= 3 && !strchr(first, '-');
    sb_adds(b, plain ? "-" : " to ");
    sb_adds(b, last);
}

static uint64_t day_mask(const struct tt_problem *p, const uint64_t *bits, int day)
{
    uint64_t m = 0;
    for (int h = 0; h < p->n_periods; h++)
        if (bitset_get(bits, day * p->n_periods + h))
            m |= 1ULL << h;
    return m;
}

static void add_day(const struct tt_problem *p, struct strbuf *b, int day, uint64_t m)
{
    sb_addf(b, "%s ", p->days[day].name);
    for (int k = 0; m; k++) {
        int from = bits_first(m), to = from;
        while (to + 1 < p->n_periods && m >> (to + 1) & 1)
            to++;
        sb_adds(b, k ? ", " : "");
        add_range(p, b, from, to);
        m &= ~bits_range(from, to - from + 1);
    }
}

void explain_add_slots(const struct tt_problem *p, struct strbuf *b, const uint64_t *bits)
{
    int days = 0, more = 0;
    for (int d = 0; d < p->n_days; d++) {
        uint64_t m = day_mask(p, bits, d);
        if (!m)
            continue;
        if (days == MOST_RANGES) {
            more += bits_count(m);
            continue;
        }
        sb_adds(b, days++ ? "; " : "");
        add_day(p, b, d, m);
    }
    if (more)
        sb_addf(b, " and %d more", more);
    if (!days)
        sb_adds(b, "none");
}

void explain_add_days(const struct tt_problem *p, struct strbuf *b, const bool *days)
{
    int n = 0, shown = 0;
    for (int d = 0; d < p->n_days; d++)
        n += days[d];
    for (int d = 0; d < p->n_days && shown < MOST_RANGES; d++)
        if (days[d]) {
            explain_join(b, shown, n > MOST_RANGES ? n + 1 : n);
            sb_adds(b, p->days[d].name);
            shown++;
        }
    if (n > shown)
        sb_addf(b, " and %d more", n - shown);
    if (n == 0)
        sb_adds(b, "no day");
}

/* --- lessons and rooms --- */

void explain_add_lesson(const struct tt_problem *p, struct strbuf *b, int lesson)
{
    char text[TEXT_SIZE];
    sb_adds(b, tt_lesson_text(p, lesson, text, sizeof text));
}

/* Do two lessons read the same but for their ids? */
static bool alike(const struct tt_problem *p, int a, int b)
{
    const struct tt_lesson *x = &p->lessons[a], *y = &p->lessons[b];
    return x->subject == y->subject && x->n_teachers == y->n_teachers &&
           x->n_sets == y->n_sets &&
           !memcmp(x->teachers, y->teachers, (size_t)x->n_teachers * sizeof(int)) &&
           !memcmp(x->sets, y->sets, (size_t)x->n_sets * sizeof(int));
}

void explain_add_lessons(const struct tt_problem *p, struct strbuf *b, const int *lessons,
                         int n)
{
    bool *done = MEM_NEW(bool, n + 1);
    int kinds = 0, left = n;
    for (int i = 0; i < n && kinds < MOST_KINDS; i++) {
        if (done[i])
            continue;
        int more = 0;
        sb_adds(b, kinds++ ? "; " : "");
        explain_add_lesson(p, b, lessons[i]);
        for (int k = i + 1; k < n; k++)
            if (!done[k] && alike(p, lessons[i], lessons[k])) {
                done[k] = true;
                more++;
            }
        if (more)
            sb_addf(b, " and %d more like it", more);
        left -= 1 + more;
    }
    if (left > 0)
        sb_addf(b, "; and %d more lessons", left);
    mem_free(done);
}

void explain_add_rooms(const struct tt_problem *p, struct strbuf *b, const int *rooms,
                       int n)
{
    int shown = n > MOST_ROOMS ? MOST_ROOMS : n;
    for (int i = 0; i < shown; i++) {
        explain_join(b, i, n > shown ? n + 1 : n);
        sb_adds(b, p->rooms[rooms[i]].label.name);
    }
    if (n > shown)
        sb_addf(b, " and %d more rooms", n - shown);
}

static bool shared_teacher(const struct tt_problem *p, const int *lessons, int n, int t)
{
    for (int i = 1; i < n; i++) {
        const struct tt_lesson *l = &p->lessons[lessons[i]];
        bool found = false;
        for (int k = 0; k < l->n_teachers && !found; k++)
            found = l->teachers[k] == t;
        if (!found)
            return false;
    }
    return true;
}

static bool lesson_meets_set(const struct tt_problem *p, int lesson, int set)
{
    const struct tt_lesson *l = &p->lessons[lesson];
    for (int i = 0; i < l->n_sets; i++)
        if (l->sets[i] == set || tt_sets_overlap(p, l->sets[i], set))
            return true;
    return false;
}

int explain_add_shared_people(const struct tt_problem *p, struct strbuf *b,
                              const int *lessons, int n)
{
    const struct tt_lesson *l = &p->lessons[lessons[0]];
    const char *names[4];
    int found = 0;
    for (int i = 0; i < l->n_teachers && found < 4; i++)
        if (shared_teacher(p, lessons, n, l->teachers[i]))
            names[found++] = p->teachers[l->teachers[i]].label.name;
    for (int i = 0; i < l->n_sets && found < 4; i++) {
        bool all = true;
        for (int k = 1; k < n && all; k++)
            all = lesson_meets_set(p, lessons[k], l->sets[i]);
        if (all)
            names[found++] = p->sets[l->sets[i]].label.name;
    }
    for (int i = 0; i < found; i++) {
        explain_join(b, i, found);
        sb_adds(b, names[i]);
    }
    return found;
}

/* --- rules --- */

/* Whom a rule binds: "Novak", "9a", "each teacher", "each class". */
static const char *who(const struct tt_problem *p, const struct tt_rule *r)
{
    switch (tt_rule_infos[r->type].scope) {
    case TT_SCOPE_TEACHER:
        return p->teachers[r->teacher].label.name;
    case TT_SCOPE_SET:
        return p->sets[r->set].label.name;
    case TT_SCOPE_TEACHERS:
        return "each teacher";
    case TT_SCOPE_STUDENTS:
        return "each class";
    default:
        return "";
    }
}

static const char *span_word(enum tt_span span, const char *day, const char *half)
{
    return span == TT_MORNING     ? "morning"
           : span == TT_AFTERNOON ? "afternoon"
           : span == TT_REAL      ? day
                                  : half;
}

static void add_place_rule(const struct tt_problem *p, struct strbuf *b,
                           const struct tt_rule *r)
{
    char text[TEXT_SIZE];
    const char *verb = r->pin ? "a pin" : "a rule";
    bool single = r->type == TT_R_LESSON_START || r->type == TT_R_LESSON_DAY;
    if (!single) {
        sb_addf(b, "a rule allows it only %s %d chosen periods (%s)",
                tt_rule_infos[r->type].family == TT_F_START_TIMES ? "to start in"
                                                                  : "inside",
                r->n_slots, tt_rule_text(p, r, text, sizeof text));
        return;
    }
    if (r->day >= 0 && r->type == TT_R_LESSON_START && r->period >= 0)
        sb_addf(b, "%s fixes it at %s", verb,
                tt_slot_text(p, r->day * p->n_periods + r->period, text, sizeof text));
    else if (r->day >= 0)
        sb_addf(b, "%s fixes it on %s", verb, p->days[r->day].name);
    else if (r->period >= 0)
        sb_addf(b, "%s fixes it at period %s", verb, p->periods[r->period].name);
    else
        sb_adds(b, tt_rule_text(p, r, text, sizeof text));
}

static bool add_person_rule(const struct tt_problem *p, struct strbuf *b,
                            const struct tt_rule *r)
{
    const struct tt_rule_info *info = &tt_rule_infos[r->type];
    const char *day = span_word(info->span, "whole day", "day"), *name = who(p, r);
    const char *tag = r->tag >= 0 ? p->tags[r->tag].label.name : NULL;
    switch (info->family) {
    case TT_F_MAX_DAYS:
        sb_addf(b, "%s may come on at most %d %ss", name, r->limit, day);
        return true;
    case TT_F_MIN_DAYS:
        sb_addf(b, "%s must come on at least %d %ss", name, r->limit, day);
        return true;
    case TT_F_MAX_HOURS:
        sb_addf(b, "%s may have at most %d periods%s%s a %s", name, r->limit,
                tag ? " of " : "", tag ? tag : "", day);
        return true;
    case TT_F_MIN_HOURS:
        sb_addf(b, "%s must have at least %d periods a %s%s", name, r->limit, day,
                r->flag ? " (or none)" : "");
        return true;
    case TT_F_MAX_RUN:
        sb_addf(b, "%s may have at most %d periods%s%s without a break", name, r->limit,
                tag ? " of " : "", tag ? tag : "");
        return true;
    case TT_F_MAX_SPAN:
        sb_addf(b, "%s may be at school for at most %d periods a %s from first to last",
                name, r->limit, day);
        return true;
    default:
        return false;
    }
}

void explain_add_rule(const struct tt_problem *p, struct strbuf *b, int rule)
{
    const struct tt_rule *r = &p->rules[rule];
    char text[TEXT_SIZE];
    switch (tt_rule_infos[r->type].family) {
    case TT_F_BREAK:
        sb_addf(b, "%d periods are breaks", r->n_slots);
        return;
    case TT_F_NOT_AVAILABLE:
        sb_addf(b, "%s is not available in %d periods", who(p, r), r->n_slots);
        return;
    case TT_F_START_TIMES:
    case TT_F_TIME_SLOTS:
        add_place_rule(p, b, r);
        return;
    case TT_F_PREFERRED_ROOMS:
        if (r->pin && r->room >= 0) {
            sb_addf(b, "a pin puts it into %s", p->rooms[r->room].label.name);
            return;
        }
        break;
    default:
        if (add_person_rule(p, b, r))
            return;
    }
    sb_adds(b, tt_rule_text(p, r, text, sizeof text));
}

/*
 * How often a person changes building or room, and the time between. Layer: timetable.
 * Periods without a room (or in a room without a building) do not count as a change.
 */
#include "timetable/check_context.h"

static bool is_building(const struct tt_rule *r)
{
    enum tt_family f = tt_rule_infos[r->type].family;
    return f == TT_F_BUILDING_CHANGES || f == TT_F_BUILDING_GAPS;
}

/* The building or room of period k of a stretch, -1 = none. */
static int place_at(const struct check *c, const struct tt_rule *r,
                    const struct check_line *line, int k)
{
    int room = line->at[k] < 0 ? -1 : c->s->room[line->at[k]];
    return room >= 0 && is_building(r) ? c->p->rooms[room].building : room;
}

static int changes(const struct check *c, const struct tt_rule *r,
                   const struct check_line *line)
{
    int n = 0, before = -1;
    for (int k = 0; k < line->n; k++) {
        int here = place_at(c, r, line, k);
        n += here >= 0 && before >= 0 && here != before;
        before = here >= 0 ? here : before;
    }
    return n;
}

void check_changes(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    enum tt_span span = tt_rule_infos[r->type].span;
    const char *what = is_building(r) ? "building" : "room";
    struct check_line line;
    int week = 0;
    for (int u = 0; u < check_units(c, span); u++) {
        check_unit(c, w, span, u, &line);
        int n = changes(c, r, &line);
        week += n;
        if (span == TT_WEEK || n <= r->limit)
            continue;
        struct tt_violation *v = check_break(c, rule, n - r->limit);
        check_set_person(v, w, line.day);
        check_set_line(c, v, &line);
        check_say(c, v, "%s %s changes the %s %s on %s (allowed: %d)", w->title, w->name,
                  what, check_count(c, n, "time"), check_unit_name(c, span, u), r->limit);
    }
    if (span != TT_WEEK || week <= r->limit)
        return;
    struct tt_violation *v = check_break(c, rule, week - r->limit);
    check_set_person(v, w, -1);
    check_say(c, v, "%s %s changes the %s %s in the week (allowed: %d)", w->title,
              w->name, what, check_count(c, week, "time"), r->limit);
}

void check_gaps_of_changes(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    enum tt_span span = tt_rule_infos[r->type].span;
    struct check_line line;
    for (int u = 0; u < check_units(c, span); u++) {
        int last = -1;
        check_unit(c, w, span, u, &line);
        for (int k = 0; k < line.n; k++) {
            if (place_at(c, r, &line, k) < 0)
                continue;
            int before = last, gap = k - last - 1;
            last = k;
            if (before < 0 || place_at(c, r, &line, k) == place_at(c, r, &line, before) ||
                gap >= r->limit)
                continue;
            struct tt_violation *v = check_break(c, rule, 1);
            check_set_person(v, w, line.day);
            check_set_pair(c, v, line.at[before], line.at[k]);
            check_say(c, v,
                      "%s %s has %s to change the %s on %s between %s and %s (at least "
                      "%d wanted)",
                      w->title, w->name, check_count(c, gap, "period"),
                      is_building(r) ? "building" : "room", check_unit_name(c, span, u),
                      check_lesson_name(c, line.at[before]),
                      check_lesson_name(c, line.at[k]), r->limit);
        }
    }
}

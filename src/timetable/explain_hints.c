/*
 * Suspicious, but not proven impossible: persons and rooms that are nearly full, soft rules
 * that can never be kept, rules on inactive lessons, unknown sizes. Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <limits.h>
#include <string.h>

enum { MOST_NAMES = 8, FULL_PERCENT = 95 };

static void end_hint(struct explain *x, struct explain_note *n, const char *advice)
{
    sb_adds(&n->advice, advice);
    note_end(n, x->out, false, -1);
}

/* --- nearly full persons --- */

static void full_people(struct explain *x, bool teachers)
{
    const struct tt_problem *p = x->p;
    struct explain_note n;
    int found = 0;
    uint64_t *mask = MEM_NEW(uint64_t, p->n_days + 1);
    struct explain_caps caps = {.day = MEM_NEW(int, p->n_days + 1)};
    if (p->mode == TT_MORNINGS_AFTERNOONS)
        caps.real = MEM_NEW(int, explain_n_real_days(p) + 1);
    note_begin(&n);
    for (int i = 0; i < x->n_persons; i++) {
        const struct explain_person *q = &x->persons[i];
        if (q->said || q->teacher != teachers ||
            (p->mode == TT_BLOCK_PLANNING && !q->teacher))
            continue;
        explain_free_mask(x, q, NULL, true, mask);
        explain_caps_of(x, q, mask, NULL, -1, &caps);
        if (caps.week <= 0 || q->hours * 100 <= caps.week * FULL_PERCENT)
            continue;
        if (found++ < MOST_NAMES)
            sb_addf(&n.text, "%s%s (%d of %d)", found > 1 ? ", " : "", q->name, q->hours,
                    caps.week);
    }
    if (found > MOST_NAMES)
        sb_addf(&n.text, " and %d more", found - MOST_NAMES);
    struct strbuf head;
    sb_init(&head);
    sb_addf(&head, "%d %s more than %d %% of the periods that can be theirs: ", found,
            teachers ? (found == 1 ? "teacher uses" : "teachers use")
                     : (found == 1 ? "class or group uses" : "classes or groups use"),
            FULL_PERCENT);
    sb_adds(&head, n.text.s);
    sb_addc(&head, '.');
    sb_clear(&n.text);
    sb_adds(&n.text, head.s);
    sb_release(&head);
    if (found > 0) {
        end_hint(x, &n,
                 "There is little freedom left for them; if the search gets stuck, "
                 "open more periods here first.");
    } else {
        note_drop(&n);
    }
    mem_free(mask);
    mem_free(caps.day);
    mem_free(caps.real);
}

/* --- nearly full rooms: lessons that have one room only --- */

static void full_rooms(struct explain *x)
{
    const struct tt_problem *p = x->p;
    int *hours = MEM_NEW(int, p->n_rooms + 1), *open = MEM_NEW(int, p->n_rooms + 1),
        found = 0;
    struct explain_note n;
    note_begin(&n);
    for (int l = 0; l < p->n_lessons; l++)
        if (p->lessons[l].active && x->dom.rooms[l].bound && x->dom.rooms[l].n == 1)
            hours[x->dom.rooms[l].rooms[0]] += p->lessons[l].duration;
    for (int r = 0; r < p->n_rooms; r++) {
        const uint64_t *closed = x->dom.room_closed + (size_t)r * x->dom.words;
        for (int s = 0; s < x->dom.n_slots; s++) {
            bool off = bitset_get(closed, s);
            for (int i = 0; i < x->dom.n_breaks && !off; i++) {
                const struct tt_rule *b = &p->rules[x->dom.breaks[i]];
                for (int k = 0; k < b->n_slots && !off; k++)
                    off = b->slots[k] == s;
            }
            open[r] += !off;
        }
        if (p->rooms[r].virtual_room || hours[r] == 0 || hours[r] > open[r] ||
            hours[r] * 100 <= open[r] * FULL_PERCENT)
            continue;
        if (found++ < MOST_NAMES)
            sb_addf(&n.text, "%s%s (%d of %d)",
                    found > 1 ? ", " : "Rooms that are nearly always taken: ",
                    p->rooms[r].label.name, hours[r], open[r]);
    }
    if (found > MOST_NAMES)
        sb_addf(&n.text, " and %d more", found - MOST_NAMES);
    if (found > 0) {
        sb_addc(&n.text, '.');
        end_hint(x, &n, "Allow some of the lessons there another room.");
    } else {
        note_drop(&n);
    }
    mem_free(hours);
    mem_free(open);
}

/* --- soft rules that can never be kept --- */

struct least {
    int64_t cost; /* millionths */
    struct explain_note note;
    int rules;
};

/* Fewest units that a soft rule on one lesson's place is broken by, over its starts. */
static int least_place(const struct explain *x, const struct tt_rule *r, int lesson)
{
    const struct tt_problem *p = x->p;
    int least = INT_MAX, duration = p->lessons[lesson].duration;
    bool slots = tt_rule_infos[r->type].family == TT_F_TIME_SLOTS;
    bool single = r->type == TT_R_LESSON_START || r->type == TT_R_LESSON_DAY;
    uint64_t *wished = MEM_NEW(uint64_t, x->dom.words);
    for (int i = 0; i < r->n_slots; i++)
        bitset_set(wished, r->slots[i]);
    for (int s = 0; s < x->dom.n_slots && least > 0; s++) {
        int off = 0;
        if (!bitset_get(explain_starts(x, lesson), s))
            continue;
        if (single)
            off = (r->day >= 0 && r->day != s / p->n_periods) ||
                  (r->type == TT_R_LESSON_START && r->period >= 0 &&
                   r->period != s % p->n_periods);
        else if (!slots)
            off = !bitset_get(wished, s);
        for (int k = 0; slots && k < duration; k++)
            off += !bitset_get(wished, s + k);
        least = off < least ? off : least;
    }
    mem_free(wished);
    return least == INT_MAX ? 0 : least;
}

/* Smallest sum of |m - distance| over the pairs of k lessons in D days, if each may be
   anywhere: exact for two lessons, else the pigeonhole count for m = 1. */
static int least_days(const struct tt_problem *p, const struct tt_rule *r, int k)
{
    int days = explain_n_real_days(p);
    if (r->limit < 1 || k < 2)
        return 0;
    if (k == 2)
        return r->limit > days - 1 ? r->limit - (days - 1) : 0;
    int total = 0; /* lessons sharing a day as evenly as possible: m each pair */
    for (int d = 0; d < days; d++) {
        int here = k / days + (d < k % days);
        total += here * (here - 1) / 2 * r->limit;
    }
    return total;
}

static int rule_least(struct explain *x, int rule, struct explain_note *n)
{
    const struct tt_problem *p = x->p;
    const struct tt_rule *r = &p->rules[rule];
    enum tt_family f = tt_rule_infos[r->type].family;
    int total = 0;
    if (f == TT_F_MIN_DAYS_BETWEEN) {
        int k = 0;
        for (int i = 0; i < r->n_lessons; i++)
            k += p->lessons[r->lessons[i]].active;
        total = least_days(p, r, k);
        for (int i = 0; total > 0 && i < r->n_lessons; i++)
            if (p->lessons[r->lessons[i]].active)
                note_lesson(n, r->lessons[i]);
        return total;
    }
    if (f != TT_F_START_TIMES && f != TT_F_TIME_SLOTS)
        return 0;
    bool listed = tt_rule_infos[r->type].scope == TT_SCOPE_LESSON;
    int count = listed ? r->n_lessons : p->n_lessons;
    for (int i = 0; i < count; i++) {
        int l = listed ? r->lessons[i] : i;
        if (!p->lessons[l].active || x->dead[l] || (!listed && !tt_rule_matches(p, r, l)))
            continue;
        int least = least_place(x, r, l);
        total += least;
        if (least > 0)
            note_lesson(n, l);
    }
    return total;
}

static void unkeepable(struct explain *x)
{
    const struct tt_problem *p = x->p;
    struct explain_note n;
    struct strbuf list;
    char text[512];
    int64_t cost = 0;
    int found = 0;
    sb_init(&list);
    note_begin(&n);
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        if (r->weight <= 0 || r->weight >= TT_HARD || !tt_rule_live(p, r))
            continue;
        int least = rule_least(x, i, &n);
        if (least <= 0)
            continue;
        note_rule(&n, i);
        cost += (int64_t)least * r->weight;
        if (found++ < 4)
            sb_addf(&list, "%s%s", found > 1 ? "; " : "",
                    tt_rule_text(p, r, text, sizeof text));
    }
    if (found > 4)
        sb_addf(&list, " and %d more", found - 4);
    if (found > 0) {
        sb_addf(&n.text,
                "%d soft %s can never be kept in full; every timetable costs at "
                "least %.2f for %s: %s.",
                found, found == 1 ? "rule" : "rules", (double)cost / TT_HARD,
                found == 1 ? "it" : "them", list.s);
        end_hint(x, &n, "Change or remove these rules if they are not meant so.");
    } else {
        note_drop(&n);
    }
    sb_release(&list);
}

/* --- odd data --- */

static void inactive_lessons(struct explain *x)
{
    const struct tt_problem *p = x->p;
    struct explain_note n;
    int rules = 0;
    note_begin(&n);
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        bool names = false;
        for (int k = 0; r->active && k < r->n_lessons; k++)
            if (!p->lessons[r->lessons[k]].active) {
                names = true;
                note_lesson(&n, r->lessons[k]);
            }
        rules += names;
        note_rule(&n, names && n.rules.n < 100 ? i : -1);
    }
    sb_addf(&n.text,
            "%d active %s lessons that are switched off (%d of them); these parts count "
            "for nothing.",
            rules, rules == 1 ? "rule names" : "rules name", n.lessons.n);
    if (rules > 0) {
        end_hint(x, &n, "Switch the lessons on, or remove them from the rules.");
        return;
    }
    note_drop(&n);
}

static void unknown_sizes(struct explain *x)
{
    const struct tt_problem *p = x->p;
    struct explain_note n;
    int limited = 0, unknown = 0;
    note_begin(&n);
    for (int r = 0; r < p->n_rooms; r++)
        limited += p->rooms[r].capacity < 30000;
    for (int l = 0; limited > 0 && l < p->n_lessons; l++)
        if (p->lessons[l].active && x->dom.rooms[l].bound &&
            p->lessons[l].n_subgroups > 0 && p->lessons[l].head_count == 0) {
            unknown++;
            note_lesson(&n, l);
        }
    sb_addf(
        &n.text,
        "%d %s for which rooms are chosen have no number of students; the capacity of "
        "%d %s does not bind them.",
        unknown, unknown == 1 ? "lesson" : "lessons", limited,
        limited == 1 ? "room" : "rooms");
    if (unknown > 0) {
        end_hint(x, &n, "Enter the number of students of the classes.");
        return;
    }
    note_drop(&n);
}

void explain_hints(struct explain *x)
{
    full_people(x, true);
    full_people(x, false);
    full_rooms(x);
    unkeepable(x);
    inactive_lessons(x);
    unknown_sizes(x);
}

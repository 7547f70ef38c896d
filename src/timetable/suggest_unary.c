/*
 * What rules say about one lesson at one place, whatever the others do: the same verdicts
 * as tt_check, lesson by lesson. Layer: timetable.
 */
#include "base/bits.h"
#include "timetable/suggest_parts.h"
#include <string.h>

static int covered(const struct sg_judge *j, int lesson, int slot)
{
    int left = j->p->n_periods - slot % j->p->n_periods;
    int duration = j->p->lessons[lesson].duration;
    return duration < left ? duration : left;
}

static void say(const struct sg_judge *j, int rule, int64_t amount, sg_lines *out)
{
    struct sg_line x = {.rule = rule, .hard = true, .amount = amount};
    if (amount == 0)
        return;
    if (rule >= 0 && j->p->rules[rule].weight < TT_HARD) {
        x.hard = false;
        x.cost = j->p->rules[rule].weight * amount;
    }
    if (x.hard || x.cost > 0)
        vec_push(out, x);
}

/* Covered slots that are (or are not) among those of the rule. */
static int in_slots(const struct sg_judge *j, int rule, int slot, int n, bool inside)
{
    const uint64_t *set = j->rule_slots[rule];
    int count = 0;
    for (int k = 0; k < n; k++)
        count += (set && bitset_get(set, slot + k)) == inside;
    return count;
}

static bool good_start(const struct sg_judge *j, int rule, int slot)
{
    const struct tt_rule *r = &j->p->rules[rule];
    if (r->type != TT_R_LESSON_START && r->type != TT_R_LESSON_DAY)
        return in_slots(j, rule, slot, 1, true) == 1;
    return (r->day < 0 || r->day == slot / j->p->n_periods) &&
           (r->period < 0 || r->period == slot % j->p->n_periods);
}

static void times(const struct sg_judge *j, int lesson, int slot, sg_lines *out)
{
    int n = covered(j, lesson, slot);
    say(j, -1, j->p->lessons[lesson].duration - n, out);
    for (int i = 0; i < j->breaks.n; i++)
        say(j, j->breaks.v[i], in_slots(j, j->breaks.v[i], slot, n, true), out);
    const struct sg_rows *rows = &j->lesson_rules;
    for (int i = rows->first[lesson]; i < rows->first[lesson + 1]; i++) {
        int rule = rows->item[i];
        switch (tt_rule_infos[j->p->rules[rule].type].family) {
        case TT_F_NOT_AVAILABLE:
            say(j, rule, in_slots(j, rule, slot, n, true), out);
            break;
        case TT_F_START_TIMES:
            say(j, rule, !good_start(j, rule, slot), out);
            break;
        case TT_F_TIME_SLOTS:
            say(j, rule, in_slots(j, rule, slot, n, false), out);
            break;
        default:
            break;
        }
    }
}

/* --- rooms --- */

static bool names_room(const struct tt_rule *r, int room)
{
    if (r->room >= 0)
        return r->room == room;
    for (int k = 0; k < r->n_rooms; k++)
        if (r->rooms[k] == room)
            return true;
    return false;
}

static int real_at(const struct sg_judge *j, const struct sg_place *at, int k)
{
    return at->reals && k < j->s.max_reals ? at->reals[k] : -1;
}

static bool uses_real(const struct sg_judge *j, const struct sg_place *at, int room)
{
    for (int k = 0; k < j->s.max_reals; k++)
        if (real_at(j, at, k) == room)
            return true;
    return false;
}

static bool wished(const struct sg_judge *j, const struct tt_rule *r,
                   const struct sg_place *at)
{
    if (at->room < 0 || !names_room(r, at->room))
        return false;
    for (int k = 0; k < r->n_reals; k++)
        if (!uses_real(j, at, r->reals[k]))
            return false;
    return true;
}

/* Preferred rooms first, then home rooms in their light; a hard wish without any room is a
   missing room, told once. */
static void wishes(const struct sg_judge *j, int lesson, const struct sg_place *at,
                   sg_lines *out)
{
    const struct sg_rows *rows = &j->lesson_rules;
    bool preferred = false, inside = false, missing = false;
    for (int i = rows->first[lesson]; i < rows->first[lesson + 1]; i++) {
        const struct tt_rule *r = &j->p->rules[rows->item[i]];
        if (tt_rule_infos[r->type].family != TT_F_PREFERRED_ROOMS)
            continue;
        preferred = true;
        if (wished(j, r, at))
            inside = true;
        else if (r->weight >= TT_HARD && at->room < 0)
            missing = true;
        else
            say(j, rows->item[i], 1, out);
    }
    for (int i = rows->first[lesson]; i < rows->first[lesson + 1]; i++) {
        const struct tt_rule *r = &j->p->rules[rows->item[i]];
        bool hard = r->weight >= TT_HARD;
        if (tt_rule_infos[r->type].family != TT_F_HOME_ROOMS)
            continue;
        if (hard && at->room < 0)
            missing = true;
        else if (at->room < 0 ||
                 (!names_room(r, at->room) && !inside && !(preferred && !hard)))
            say(j, rows->item[i], 1, out);
    }
    say(j, -1, missing, out);
}

/* Gives real k a set of the virtual room; who holds one may change to another (Kuhn). */
static bool give_set(const struct tt_room *room, const int *real, int k, int *owner,
                     bool *tried)
{
    for (int s = 0; s < room->n_sets; s++) {
        bool listed = false;
        for (int i = 0; i < room->sets[s].n_rooms && !listed; i++)
            listed = room->sets[s].rooms[i] == real[k];
        if (!listed || tried[s])
            continue;
        tried[s] = true;
        if (owner[s] < 0 || give_set(room, real, owner[s], owner, tried)) {
            owner[s] = k;
            return true;
        }
    }
    return false;
}

/* The real rooms are one of each set, all different. */
static bool fills(const struct sg_judge *j, const struct sg_place *at)
{
    const struct tt_room *room = &j->p->rooms[at->room];
    int n = 0;
    while (n < j->s.max_reals && real_at(j, at, n) >= 0)
        n++;
    if (n != room->n_sets)
        return false;
    for (int k = 0; k < n; k++)
        for (int i = 0; i < k; i++)
            if (at->reals[i] == at->reals[k])
                return false;
    int *owner = MEM_NEW(int, n + 1);
    bool *tried = MEM_NEW(bool, n + 1), ok = true;
    memset(owner, 0xff, (size_t)n * sizeof *owner);
    for (int k = 0; k < n && ok; k++) {
        memset(tried, 0, (size_t)n);
        ok = give_set(room, at->reals, k, owner, tried);
    }
    mem_free(owner);
    mem_free(tried);
    return ok;
}

static void closed(const struct sg_judge *j, int lesson, int room, int slot,
                   sg_lines *out)
{
    int n = covered(j, lesson, slot);
    if (room < 0)
        return;
    const struct sg_rows *rows = &j->room_rules;
    for (int i = rows->first[room]; i < rows->first[room + 1]; i++)
        say(j, rows->item[i], in_slots(j, rows->item[i], slot, n, true), out);
    rows = &j->lesson_rules;
    for (int i = rows->first[lesson]; i < rows->first[lesson + 1]; i++) {
        const struct tt_rule *r = &j->p->rules[rows->item[i]];
        if (r->type == TT_R_TEACHER_ROOM_NOT_AVAILABLE && r->room == room)
            say(j, rows->item[i], in_slots(j, rows->item[i], slot, n, true), out);
    }
}

void sg_unary(const struct sg_judge *j, int lesson, const struct sg_place *at,
              enum tt_list part, sg_lines *out)
{
    if (at->slot < 0)
        return;
    if (part == TT_LIST_T) {
        times(j, lesson, at->slot, out);
        return;
    }
    wishes(j, lesson, at, out);
    closed(j, lesson, at->room, at->slot, out);
    for (int k = 0; k < j->s.max_reals; k++)
        closed(j, lesson, real_at(j, at, k), at->slot, out);
    if (at->room < 0)
        return;
    const struct tt_room *room = &j->p->rooms[at->room];
    say(j, -1, j->p->lessons[lesson].head_count > room->capacity, out);
    say(j, -1, room->virtual_room && !fills(j, at), out);
}

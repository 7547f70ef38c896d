/*
 * Compiling start times: for each event the slots where it may start, and what each costs.
 * Layer: timetable.
 */
#include "base/bits.h"
#include "base/vec.h"
#include "timetable/model.h"

void tm_add_start_cost(struct tt_model *m, struct tm_event *e, int slot, int cost)
{
    if (!e->start_cost)
        e->start_cost = ARENA_NEW(m->arena, int, m->n_slots);
    e->start_cost[slot] += cost;
}

/* Room r is open in all slots of the lesson. */
static bool room_open(const struct tt_model *m, int room, int slot, int duration)
{
    const struct tt_room *r = &m->p->rooms[room];
    for (int k = 0; k < duration; k++)
        if (bitset_get(m->room_closed + (size_t)room * m->words, slot + k))
            return false;
    for (int i = 0; i < r->n_sets; i++) {
        bool any = false;
        for (int j = 0; j < r->sets[i].n_rooms && !any; j++)
            any = room_open(m, r->sets[i].rooms[j], slot, duration);
        if (!any)
            return false;
    }
    return true;
}

static bool some_room_open(const struct tt_model *m, int lesson, int slot)
{
    const struct tm_lesson *le = &m->lessons[lesson];
    for (int i = 0; i < le->n_options; i++) {
        int room = le->options[i].room;
        if (room == -1 || (room >= 0 && room_open(m, room, slot, le->duration)))
            return true;
    }
    return le->n_options == 0;
}

static bool lesson_fits(const struct tt_model *m, int lesson, int slot)
{
    const struct tm_lesson *le = &m->lessons[lesson];
    int d = slot / m->n_periods, h = slot % m->n_periods;
    if (h + le->duration > m->n_periods)
        return false;
    uint64_t need = bits_range(h, le->duration);
    if (need & m->breaks[d])
        return false;
    for (int i = 0; i < le->n_persons; i++)
        if (need & m->barred[(size_t)le->persons[i] * m->n_days + d])
            return false;
    return some_room_open(m, lesson, slot);
}

/* Members that share a person can never start together. */
static bool members_clash(const struct tt_model *m, const struct tm_event *e)
{
    for (int i = 0; i < e->n_lessons; i++)
        for (int j = i + 1; j < e->n_lessons; j++) {
            const struct tm_lesson *a = &m->lessons[e->lessons[i]];
            const struct tm_lesson *b = &m->lessons[e->lessons[j]];
            int x = 0, y = 0;
            while (x < a->n_persons && y < b->n_persons) {
                if (a->persons[x] == b->persons[y])
                    return true;
                if (a->persons[x] < b->persons[y])
                    x++;
                else
                    y++;
            }
        }
    return false;
}

/* What rule says about lesson starting at slot: units broken (0 = kept). The slots of a
   rule on time slots are wanted; those of a break or of an absence are not. */
static int start_units(const struct tt_model *m, const struct tt_rule *r,
                       const uint64_t *wanted, int slot, int duration)
{
    int d = slot / m->n_periods, h = slot % m->n_periods;
    if (r->type == TT_R_LESSON_START || r->type == TT_R_LESSON_DAY)
        return (r->day >= 0 && r->day != d) ||
               (r->type == TT_R_LESSON_START && r->period >= 0 && r->period != h);
    if (tt_rule_infos[r->type].family == TT_F_START_TIMES)
        return !bitset_get(wanted, slot);
    bool outside = tt_rule_infos[r->type].family == TT_F_TIME_SLOTS;
    int units = 0;
    for (int k = 0; k < duration; k++)
        units += bitset_get(wanted, slot + k) != outside;
    return units;
}

static void apply_to_lesson(struct tt_model *m, const struct tt_rule *r,
                            const uint64_t *wanted, int lesson)
{
    struct tm_event *e = &m->events[m->lessons[lesson].event];
    for (int s = 0; s < m->n_slots; s++) {
        if (!bitset_get(e->allowed, s))
            continue;
        int units = start_units(m, r, wanted, s, m->lessons[lesson].duration);
        if (!units)
            continue;
        if (r->weight >= TT_HARD)
            bitset_clear(e->allowed, s);
        else
            tm_add_start_cost(m, e, s, units * r->weight);
    }
}

static void apply_rule(struct tt_model *m, const struct tt_rule *r)
{
    uint64_t *wanted = MEM_NEW(uint64_t, m->words);
    for (int i = 0; i < r->n_slots; i++)
        bitset_set(wanted, r->slots[i]);
    if (tt_rule_infos[r->type].scope == TT_SCOPE_LESSON) {
        if (m->lessons[r->lessons[0]].event >= 0)
            apply_to_lesson(m, r, wanted, r->lessons[0]);
    } else {
        for (int l = 0; l < m->n_lessons; l++)
            if (m->lessons[l].event >= 0 && tt_rule_matches(m->p, r, l))
                apply_to_lesson(m, r, wanted, l);
    }
    mem_free(wanted);
}

static void basic_starts(struct tt_model *m, struct tm_event *e)
{
    e->allowed = ARENA_NEW(m->arena, uint64_t, m->words);
    if (members_clash(m, e))
        return;
    for (int s = 0; s < m->n_slots; s++) {
        bool ok = true;
        for (int i = 0; ok && i < e->n_lessons; i++)
            ok = lesson_fits(m, e->lessons[i], s);
        if (ok)
            bitset_set(e->allowed, s);
    }
}

/* Hard breaks and absences have shaped the starts already (lesson_fits). */
static bool limits_starts(const struct tt_rule *r)
{
    enum tt_family f = tt_rule_infos[r->type].family;
    if (!r->active || r->weight <= 0)
        return false;
    return f == TT_F_START_TIMES || f == TT_F_TIME_SLOTS ||
           ((f == TT_F_NOT_AVAILABLE || f == TT_F_BREAK) && r->weight < TT_HARD);
}

void tm_build_starts(struct tt_model *m)
{
    const struct tt_problem *p = m->p;
    for (int e = 0; e < m->n_events; e++)
        basic_starts(m, &m->events[e]);
    /* hard rules first, so that no cost is kept for a slot that is forbidden anyway */
    for (int pass = 0; pass < 2; pass++)
        for (int r = 0; r < p->n_rules; r++)
            if (limits_starts(&p->rules[r]) &&
                (p->rules[r].weight < TT_HARD) == (pass == 1))
                apply_rule(m, &p->rules[r]);
    for (int i = 0; i < m->n_events; i++) {
        struct tm_event *e = &m->events[i];
        e->starts = ARENA_NEW(m->arena, int, m->n_slots + 1);
        for (int s = 0; s < m->n_slots; s++)
            if (bitset_get(e->allowed, s))
                e->starts[e->n_starts++] = s;
        e->fixed = e->n_starts <= 1;
    }
}

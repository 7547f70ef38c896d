/*
 * The judge of a trial placement: tt_check before and after, on a copy that holds only what
 * the lesson can touch. See explain_why.h. Layer: timetable.
 */
#include "timetable/explain_why.h"

#include <string.h>

/* --- the copy --- */

static bool has(const int *v, int n, int x)
{
    for (int i = 0; i < n; i++)
        if (v[i] == x)
            return true;
    return false;
}

static bool lesson_in_set(const struct tt_problem *p, int lesson, int set)
{
    const struct tt_lesson *l = &p->lessons[lesson];
    for (int i = 0; i < l->n_sets; i++)
        if (l->sets[i] == set || tt_sets_overlap(p, l->sets[i], set))
            return true;
    return false;
}

/* Rules whose verdict the lesson's own bars give already. */
static bool said_by_bars(const struct tt_rule *r)
{
    enum tt_family f = tt_rule_infos[r->type].family;
    return r->weight >= TT_HARD &&
           (f == TT_F_NOT_AVAILABLE || f == TT_F_START_TIMES || f == TT_F_TIME_SLOTS ||
            f == TT_F_ROOM_NOT_AVAILABLE || f == TT_F_TEACHER_ROOM_NOT_AVAILABLE ||
            f == TT_F_PREFERRED_ROOMS || f == TT_F_HOME_ROOMS);
}

static bool touches(const struct why_work *w, const struct tt_rule *r)
{
    const struct tt_lesson *l = &w->p->lessons[w->lesson];
    switch (tt_rule_infos[r->type].scope) {
    case TT_SCOPE_TEACHER:
        return has(l->teachers, l->n_teachers, r->teacher);
    case TT_SCOPE_TEACHERS:
        return l->n_teachers > 0;
    case TT_SCOPE_SET:
        return lesson_in_set(w->p, w->lesson, r->set);
    case TT_SCOPE_STUDENTS:
        return l->n_subgroups > 0;
    case TT_SCOPE_LESSON:
    case TT_SCOPE_LESSONS:
        return has(r->lessons, r->n_lessons, w->lesson) ||
               tt_rule_infos[r->type].family == TT_F_ENDS_DAY;
    default:
        return true;
    }
}

static void copy_rules(struct why_work *w, bool soft)
{
    const struct tt_problem *p = w->p;
    w->part = *p;
    w->part.rules = ARENA_NEW(w->arena, struct tt_rule, p->n_rules + 1);
    w->rule_of = ARENA_NEW(w->arena, int, p->n_rules + 1);
    w->part.n_rules = 0;
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        enum tt_family f = tt_rule_infos[r->type].family;
        /* breaks and unavailable times shape gaps, and soft day distances have a hard side */
        bool frame = f == TT_F_BREAK || f == TT_F_BASIC ||
                     (f == TT_F_NOT_AVAILABLE && touches(w, r));
        bool judged = !said_by_bars(r) && touches(w, r) &&
                      (soft || r->weight >= TT_HARD || f == TT_F_MIN_DAYS_BETWEEN);
        if (!r->active || (!frame && !judged))
            continue;
        w->rule_of[w->part.n_rules] = i;
        w->part.rules[w->part.n_rules++] = *r;
    }
}

/* Lessons that share a person or a copied list with ours stay, all others are lifted. */
static void copy_placements(struct why_work *w)
{
    const struct tt_problem *p = w->p;
    bool *stay = ARENA_NEW(w->arena, bool, p->n_lessons + 1), tags = false;
    for (int i = 0; i < w->part.n_rules; i++) {
        const struct tt_rule *r = &w->part.rules[i];
        tags |= tt_rule_infos[r->type].family == TT_F_TAGS_NOT_OVERLAPPING;
        for (int k = 0; k < r->n_lessons; k++)
            stay[r->lessons[k]] = true;
    }
    tt_solution_copy(&w->trial, w->s);
    for (int l = 0; l < p->n_lessons; l++)
        if (l == w->lesson ||
            (!stay[l] && !tags && !tt_lessons_share_people(p, l, w->lesson))) {
            w->trial.slot[l] = -1;
            w->trial.room[l] = -1;
        }
}

/* --- lines --- */

static int64_t line_key(const struct tt_violation *v)
{
    uint64_t h = 1469598103934665603ULL;
    int parts[5] = {v->rule, (int)v->basic, v->teacher, v->subgroup, v->day};
    for (int i = 0; i < 5; i++) {
        h = (h ^ (uint64_t)(parts[i] + 2)) * 0x9E3779B97F4A7C15ULL;
        h ^= h >> 29;
    }
    return (int64_t)(h >> 1);
}

static int capped(int64_t n)
{
    return n > 1000000000 ? 1000000000 : (int)n;
}

/* Sums up the broken units of equal lines; `sums` grows in step with the map's values. */
static void add_lines(const struct tt_report *r, struct map *lines, int_list *sums)
{
    for (int i = 0; i < r->violations.n; i++) {
        const struct tt_violation *v = &r->violations.v[i];
        int at = map_get_int(lines, line_key(v), -1);
        if (at < 0) {
            at = sums->n;
            map_put_int(lines, line_key(v), at);
            vec_push(sums, 0);
        }
        sums->v[at] = capped((int64_t)sums->v[at] + v->amount);
    }
}

static void judge_before(struct why_work *w)
{
    struct tt_report r;
    struct map lines;
    int_list sums = {0};
    map_init(&lines);
    map_init(&w->before);
    tt_check(&w->part, &w->trial, &r);
    add_lines(&r, &lines, &sums);
    for (int i = 0; i < r.violations.n; i++) {
        int64_t key = line_key(&r.violations.v[i]);
        map_put_int(&w->before, key, sums.v[map_get_int(&lines, key, 0)]);
    }
    map_release(&lines);
    vec_free(&sums);
    tt_report_release(&r);
}

void why_prepare_trial(struct why_work *w, bool soft)
{
    tt_solution_init(&w->trial, w->p);
    copy_rules(w, soft);
    copy_placements(w);
    judge_before(w);
}

void why_release_trial(struct why_work *w)
{
    tt_solution_release(&w->trial);
    map_release(&w->before);
}

/* Clashes, capacity and rooms are said by why_people and why_rooms. */
static bool basic_counts(const struct tt_violation *v)
{
    return v->rule >= 0 || v->basic == TT_BASIC_BEHAVIOUR;
}

static void place(struct why_work *w, int slot, int room)
{
    int *reals = w->trial.real + (size_t)w->lesson * w->trial.max_reals;
    for (int k = 0; k < w->trial.max_reals; k++)
        reals[k] = -1;
    w->trial.slot[w->lesson] = slot;
    w->trial.room[w->lesson] = room;
    if (slot >= 0 && room >= 0 && w->p->rooms[room].virtual_room)
        tt_domain_room_open(w->dom, w->lesson, room, slot, w->busy, reals);
}

void why_judge(struct why_work *w, int slot, int room, why_lines *out)
{
    struct tt_report r;
    struct map lines, said;
    int_list sums = {0};
    out->n = 0;
    place(w, slot, room);
    tt_check(&w->part, &w->trial, &r);
    map_init(&lines);
    map_init(&said);
    add_lines(&r, &lines, &sums);
    for (int i = 0; i < r.violations.n; i++) {
        const struct tt_violation *v = &r.violations.v[i];
        int64_t key = line_key(v);
        int rule = v->rule < 0 ? -1 : w->rule_of[v->rule];
        if (!basic_counts(v) ||
            sums.v[map_get_int(&lines, key, 0)] <= map_get_int(&w->before, key, 0) ||
            !map_put_int(&said, v->rule < 0 ? -(int64_t)v->basic : rule, 1))
            continue;
        vec_push(out, ((struct why_line){rule, v->rule < 0 ? v->basic : TT_BASIC_NONE,
                                         v->hard, arena_strdup(w->arena, v->text)}));
    }
    map_release(&lines);
    map_release(&said);
    vec_free(&sums);
    tt_report_release(&r);
    place(w, -1, -1);
}

/* --- reasons --- */

static bool same_rules(const struct why *y, const int_list *rules, enum tt_basic basic)
{
    if (y->kind != WHY_RULES || y->rules.n != rules->n || y->basic != basic)
        return false;
    for (int i = 0; i < rules->n; i++)
        if (y->rules.v[i] != rules->v[i])
            return false;
    return true;
}

static void add_rules(struct why_work *w, const int_list *rules, enum tt_basic basic,
                      int slot)
{
    int at = 0;
    while (at < w->list.n && !same_rules(&w->list.v[at], rules, basic))
        at++;
    if (at == w->list.n) {
        struct why y = {
            .kind = WHY_RULES, .who = -1, .basic = basic, .bar = {TT_BAR_DAY_END, -1}};
        y.starts = ARENA_NEW(w->arena, uint64_t, w->dom->words);
        for (int i = 0; i < rules->n; i++)
            vec_push(&y.rules, rules->v[i]);
        vec_push(&w->list, y);
    }
    bitset_set(w->list.v[at].starts, slot);
}

static int hard_lines(const why_lines *lines)
{
    int n = 0;
    for (int i = 0; i < lines->n; i++)
        n += lines->v[i].hard;
    return n;
}

/* Is a verdict the same in every room? Then no other room needs to be tried. */
static bool any_room(const struct why_work *w, const why_lines *lines)
{
    for (int i = 0; i < lines->n; i++)
        if (lines->v[i].hard &&
            (lines->v[i].rule < 0 ||
             tt_rule_infos[w->p->rules[lines->v[i].rule].type].list == TT_LIST_T))
            return true;
    return false;
}

static void add_lines_alone(struct why_work *w, const why_lines *lines, int slot,
                            bool timed)
{
    for (int i = 0; i < lines->n; i++) {
        const struct why_line *l = &lines->v[i];
        int_list one = {0};
        if (!l->hard || (timed && l->rule >= 0 &&
                         tt_rule_infos[w->p->rules[l->rule].type].list != TT_LIST_T))
            continue;
        if (l->rule >= 0)
            vec_push(&one, l->rule);
        add_rules(w, &one, l->basic, slot);
        vec_free(&one);
    }
}

static void gather_rules(int_list *all, const why_lines *lines)
{
    for (int i = 0; i < lines->n; i++) {
        int at = 0;
        if (!lines->v[i].hard || lines->v[i].rule < 0)
            continue;
        while (at < all->n && all->v[at] < lines->v[i].rule)
            at++;
        if (at < all->n && all->v[at] == lines->v[i].rule)
            continue;
        vec_push(all, 0);
        memmove(all->v + at + 1, all->v + at, (size_t)(all->n - 1 - at) * sizeof *all->v);
        all->v[at] = lines->v[i].rule;
    }
}

bool why_try(struct why_work *w, int slot)
{
    const struct tt_lesson_rooms *lr = &w->dom->rooms[w->lesson];
    why_lines lines = {0};
    int_list all = {0};
    int tried = 0, n = lr->bound ? lr->n : 1;
    bool free = false, timed = false;
    for (int i = 0; i < n && !free && !timed; i++) {
        int room = lr->bound ? lr->rooms[i] : -1;
        bool last = i == n - 1 && tried == 0; /* no room is free: people and rules only */
        if (lr->bound && !last && !why_room_free(w, room, slot))
            continue;
        why_judge(w, slot, room, &lines);
        tried++;
        free = hard_lines(&lines) == 0;
        timed = !free && any_room(w, &lines);
        gather_rules(&all, &lines);
    }
    if (timed)
        add_lines_alone(w, &lines, slot, lr->bound);
    else if (!free && tried == 1)
        add_lines_alone(w, &lines, slot, false);
    else if (!free && tried > 1)
        add_rules(w, &all, TT_BASIC_NONE, slot);
    vec_free(&lines);
    vec_free(&all);
    return free;
}

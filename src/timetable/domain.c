/*
 * Allowed starts of lessons under hard unary rules. See domain.h.
 */
#include "timetable/domain_parts.h"

#include "base/bits.h"
#include <string.h>

bool domain_has(const int *v, int n, int x)
{
    for (int i = 0; i < n; i++)
        if (v[i] == x)
            return true;
    return false;
}

static bool sorted_meet(const int *a, int na, const int *b, int nb)
{
    for (int i = 0, j = 0; i < na && j < nb;) {
        if (a[i] == b[j])
            return true;
        if (a[i] < b[j])
            i++;
        else
            j++;
    }
    return false;
}

bool tt_lessons_share_people(const struct tt_problem *p, int a, int b)
{
    const struct tt_lesson *x = &p->lessons[a], *y = &p->lessons[b];
    for (int i = 0; i < x->n_teachers; i++)
        if (domain_has(y->teachers, y->n_teachers, x->teachers[i]))
            return true;
    return sorted_meet(x->subgroups, x->n_subgroups, y->subgroups, y->n_subgroups);
}

/* --- what one rule forbids --- */

static void forbid_all(const struct tt_domain *d, uint64_t *bits)
{
    for (int s = 0; s < d->n_slots; s++)
        bitset_set(bits, s);
}

static void flip(const struct tt_domain *d, uint64_t *bits)
{
    for (int w = 0; w < d->words; w++)
        bits[w] = ~bits[w];
    for (int s = d->n_slots; s < d->words * 64; s++)
        bitset_clear(bits, s);
}

/* Marks the starts from which a lesson of this duration covers the slot. */
static void mark_covering(const struct tt_problem *p, uint64_t *bits, int slot,
                          int duration)
{
    int first = slot - slot % p->n_periods;
    int from = slot - duration + 1;
    for (int s = from < first ? first : from; s <= slot; s++)
        bitset_set(bits, s);
}

static void bar_covering_list(const struct tt_domain *d, const struct tt_rule *r,
                              int duration, uint64_t *bits)
{
    for (int i = 0; i < r->n_slots; i++)
        mark_covering(d->p, bits, r->slots[i], duration);
}

static void bar_start_times(const struct tt_domain *d, const struct tt_rule *r,
                            uint64_t *bits)
{
    const struct tt_problem *p = d->p;
    bool single = r->type == TT_R_LESSON_START || r->type == TT_R_LESSON_DAY;
    for (int s = 0; single && s < d->n_slots; s++)
        if ((r->day < 0 || r->day == s / p->n_periods) &&
            (r->type == TT_R_LESSON_DAY || r->period < 0 ||
             r->period == s % p->n_periods))
            bitset_set(bits, s);
    for (int i = 0; !single && i < r->n_slots; i++)
        bitset_set(bits, r->slots[i]);
    flip(d, bits);
}

static void bar_time_slots(const struct tt_domain *d, const struct tt_rule *r,
                           int duration, uint64_t *bits)
{
    uint64_t *wished = MEM_NEW(uint64_t, d->words);
    for (int i = 0; i < r->n_slots; i++)
        bitset_set(wished, r->slots[i]);
    for (int s = 0; s < d->n_slots; s++)
        if (!bitset_get(wished, s))
            mark_covering(d->p, bits, s, duration);
    mem_free(wished);
}

/* A limit on chosen slots: the starts from which the lesson alone covers too many of them. */
static void bar_selected(const struct tt_domain *d, const struct tt_rule *r, int duration,
                         int most, uint64_t *bits)
{
    uint64_t *chosen = MEM_NEW(uint64_t, d->words);
    for (int i = 0; i < r->n_slots; i++)
        bitset_set(chosen, r->slots[i]);
    for (int s = 0; s < d->n_slots; s++) {
        int covered = 0, end = s - s % d->p->n_periods + d->p->n_periods;
        for (int k = s; k < s + duration && k < end; k++)
            covered += bitset_get(chosen, k);
        if (covered > most)
            bitset_set(bits, s);
    }
    mem_free(chosen);
}

static void bar_interval(const struct tt_domain *d, const struct tt_rule *r, int duration,
                         uint64_t *bits)
{
    int to = r->to < 0 ? d->p->n_periods : r->to;
    for (int day = 0; day < d->p->n_days; day++)
        for (int h = r->from < 0 ? 0 : r->from; h < to; h++)
            mark_covering(d->p, bits, day * d->p->n_periods + h, duration);
}

static void bar_days(const struct tt_domain *d, enum tt_span span, uint64_t *bits)
{
    for (int s = 0; s < d->n_slots; s++) {
        int odd = s / d->p->n_periods % 2;
        if (!(span == TT_MORNING && odd) && !(span == TT_AFTERNOON && !odd))
            bitset_set(bits, s);
    }
}

static bool has_tag(const struct tt_lesson *l, int tag)
{
    return tag < 0 || domain_has(l->tags, l->n_tags, tag);
}

/* Fills bits (zeroed) with the starts that the rule forbids for the lesson. */
static enum tt_bar_kind rule_bar(const struct tt_domain *d, int rule, int lesson,
                                 uint64_t *bits)
{
    const struct tt_rule *r = &d->p->rules[rule];
    const struct tt_rule_info *info = &tt_rule_infos[r->type];
    int duration = d->p->lessons[lesson].duration;
    switch (info->family) {
    case TT_F_NOT_AVAILABLE:
        bar_covering_list(d, r, duration, bits);
        return info->scope == TT_SCOPE_TEACHER ? TT_BAR_TEACHER : TT_BAR_STUDENTS;
    case TT_F_BREAK:
        bar_covering_list(d, r, duration, bits);
        return TT_BAR_BREAK;
    case TT_F_START_TIMES:
        bar_start_times(d, r, bits);
        return TT_BAR_PLACE;
    case TT_F_TIME_SLOTS:
        bar_time_slots(d, r, duration, bits);
        return TT_BAR_PLACE;
    case TT_F_INTERVAL_MAX_DAYS:
        bar_interval(d, r, duration, bits);
        return TT_BAR_LIMIT;
    case TT_F_MAX_DAYS:
        bar_days(d, info->span, bits);
        return TT_BAR_LIMIT;
    case TT_F_OCCUPY_MAX_SLOTS:
        bar_selected(d, r, duration, r->limit, bits);
        return TT_BAR_LIMIT;
    case TT_F_MAX_SIMULTANEOUS:
    case TT_F_MAX_TOTAL_IN_SLOTS:
        bar_selected(d, r, duration, 0, bits);
        return TT_BAR_LIMIT;
    default:
        forbid_all(d, bits); /* hours, run or span: concerned only if it is too long */
        return TT_BAR_LIMIT;
    }
}

/* --- which rules concern which lesson --- */

/* Could the limit forbid anything for this lesson alone? */
static bool limit_bites(const struct tt_rule *r, const struct tt_lesson *l)
{
    switch (tt_rule_infos[r->type].family) {
    case TT_F_MAX_HOURS:
    case TT_F_MAX_RUN:
        return l->duration > r->limit && has_tag(l, r->tag);
    case TT_F_MAX_SPAN:
        return l->duration > r->limit + (r->flag ? 1 : 0);
    case TT_F_OCCUPY_MAX_SLOTS:
        return l->duration > r->limit;
    case TT_F_INTERVAL_MAX_DAYS:
    case TT_F_MAX_DAYS:
    case TT_F_MAX_SIMULTANEOUS:
    case TT_F_MAX_TOTAL_IN_SLOTS:
        return r->limit <= 0;
    case TT_F_NOT_AVAILABLE:
    case TT_F_START_TIMES:
    case TT_F_TIME_SLOTS:
        return true;
    default:
        return false;
    }
}

static bool unary_family(enum tt_family f)
{
    return f == TT_F_NOT_AVAILABLE || f == TT_F_START_TIMES || f == TT_F_TIME_SLOTS ||
           f == TT_F_MAX_HOURS || f == TT_F_MAX_RUN || f == TT_F_MAX_SPAN ||
           f == TT_F_INTERVAL_MAX_DAYS || f == TT_F_MAX_DAYS ||
           f == TT_F_OCCUPY_MAX_SLOTS || f == TT_F_MAX_SIMULTANEOUS ||
           f == TT_F_MAX_TOTAL_IN_SLOTS;
}

static bool meets_marked(const struct tt_lesson *l, const bool *marked)
{
    for (int i = 0; i < l->n_subgroups; i++)
        if (marked[l->subgroups[i]])
            return true;
    return false;
}

/* Does a rule of this scope concern the lesson? `marked` holds the subgroups of r->set. */
static bool concerns(const struct tt_problem *p, const struct tt_rule *r, int lesson,
                     const bool *marked)
{
    const struct tt_lesson *l = &p->lessons[lesson];
    switch (tt_rule_infos[r->type].scope) {
    case TT_SCOPE_TEACHER:
        return domain_has(l->teachers, l->n_teachers, r->teacher);
    case TT_SCOPE_TEACHERS:
        return l->n_teachers > 0;
    case TT_SCOPE_SET:
        return meets_marked(l, marked);
    case TT_SCOPE_STUDENTS:
        return l->n_subgroups > 0;
    case TT_SCOPE_FILTER:
        return tt_rule_matches(p, r, lesson);
    default:
        return false;
    }
}

static void mark_set(const struct tt_problem *p, int set, bool *marked, bool value)
{
    if (set < 0)
        return;
    for (int i = 0; i < p->sets[set].n_subgroups; i++)
        marked[p->sets[set].subgroups[i]] = value;
}

/* Appends (lesson, rule) for every active lesson that the rule concerns. */
void domain_pair_up(const struct tt_problem *p, int rule, bool *marked, bool limits,
                    domain_pairs *out)
{
    const struct tt_rule *r = &p->rules[rule];
    enum tt_scope scope = tt_rule_infos[r->type].scope;
    if (scope == TT_SCOPE_LESSON || scope == TT_SCOPE_LESSONS) {
        for (int i = 0; i < r->n_lessons; i++) {
            const struct tt_lesson *l = &p->lessons[r->lessons[i]];
            if (l->active && (!limits || limit_bites(r, l)))
                vec_push(out, ((struct domain_pair){r->lessons[i], rule}));
        }
        return;
    }
    mark_set(p, r->set, marked, true);
    for (int i = 0; i < p->n_lessons; i++)
        if (p->lessons[i].active && (!limits || limit_bites(r, &p->lessons[i])) &&
            concerns(p, r, i, marked))
            vec_push(out, ((struct domain_pair){i, rule}));
    mark_set(p, r->set, marked, false);
}

/* Sorts pairs by lesson into compressed rows. */
void domain_compress(struct tt_domain *d, const domain_pairs *pairs, int **first,
                     int **rules)
{
    int n = d->p->n_lessons;
    *first = ARENA_NEW(d->arena, int, n + 2);
    *rules = ARENA_NEW(d->arena, int, pairs->n + 1);
    int *at = *first;
    for (int i = 0; i < pairs->n; i++)
        at[pairs->v[i].lesson + 2]++;
    for (int l = 0; l < n; l++)
        at[l + 2] += at[l + 1];
    for (int i = 0; i < pairs->n; i++)
        (*rules)[at[pairs->v[i].lesson + 1]++] = pairs->v[i].rule;
}

static bool is_hard(const struct tt_problem *p, int rule)
{
    const struct tt_rule *r = &p->rules[rule];
    return r->weight >= TT_HARD && tt_rule_live(p, r);
}

static void index_rules(struct tt_domain *d)
{
    const struct tt_problem *p = d->p;
    domain_pairs pairs = {0};
    bool *marked = MEM_NEW(bool, p->n_subgroups + 1);
    VEC(int) breaks = {0};
    for (int i = 0; i < p->n_rules; i++) {
        enum tt_family f = tt_rule_infos[p->rules[i].type].family;
        if (f == TT_F_BREAK && p->rules[i].active && p->rules[i].weight >= TT_HARD)
            vec_push(&breaks, i);
        else if (unary_family(f) && is_hard(p, i))
            domain_pair_up(p, i, marked, true, &pairs);
    }
    domain_compress(d, &pairs, &d->first, &d->rules);
    d->n_breaks = breaks.n;
    d->breaks = ARENA_NEW(d->arena, int, breaks.n + 1);
    for (int i = 0; i < breaks.n; i++)
        d->breaks[i] = breaks.v[i];
    vec_free(&breaks);
    vec_free(&pairs);
    mem_free(marked);
}

/* --- all bars of a lesson --- */

static bool any_bit(const struct tt_domain *d, const uint64_t *bits)
{
    for (int w = 0; w < d->words; w++)
        if (bits[w])
            return true;
    return false;
}

static void hand_out(const struct tt_domain *d, struct tt_bar bar, uint64_t *bits,
                     tt_bar_fn fn, void *user)
{
    if (any_bit(d, bits))
        fn(user, &bar, bits);
    memset(bits, 0, (size_t)d->words * sizeof *bits);
}

void tt_domain_each_bar(const struct tt_domain *d, int lesson, tt_bar_fn fn, void *user)
{
    const struct tt_problem *p = d->p;
    if (!p->lessons[lesson].active)
        return;
    uint64_t *bits = MEM_NEW(uint64_t, d->words);
    for (int s = 0; s < d->n_slots; s++)
        if (s % p->n_periods + p->lessons[lesson].duration > p->n_periods)
            bitset_set(bits, s);
    hand_out(d, (struct tt_bar){TT_BAR_DAY_END, -1}, bits, fn, user);
    for (int i = 0; i < d->n_breaks; i++) {
        rule_bar(d, d->breaks[i], lesson, bits);
        hand_out(d, (struct tt_bar){TT_BAR_BREAK, d->breaks[i]}, bits, fn, user);
    }
    for (int i = d->first[lesson]; i < d->first[lesson + 1]; i++) {
        enum tt_bar_kind kind = rule_bar(d, d->rules[i], lesson, bits);
        hand_out(d, (struct tt_bar){kind, d->rules[i]}, bits, fn, user);
    }
    if (d->rooms[lesson].bound) {
        domain_bar_rooms(d, lesson, bits);
        hand_out(d, (struct tt_bar){TT_BAR_ROOM, -1}, bits, fn, user);
    }
    mem_free(bits);
}

struct why {
    int slot, n, max;
    struct tt_bar *out;
};

static void collect_why(void *user, const struct tt_bar *bar, const uint64_t *starts)
{
    struct why *w = user;
    if (bitset_get(starts, w->slot) && w->n < w->max)
        w->out[w->n++] = *bar;
}

int tt_domain_why(const struct tt_domain *d, int lesson, int slot, struct tt_bar *out,
                  int max)
{
    struct why w = {slot, 0, max, out};
    tt_domain_each_bar(d, lesson, collect_why, &w);
    return w.n;
}

struct removal {
    int words;
    uint64_t *allowed;
};

static void remove_starts(void *user, const struct tt_bar *bar, const uint64_t *starts)
{
    struct removal *r = user;
    (void)bar;
    for (int w = 0; w < r->words; w++)
        r->allowed[w] &= ~starts[w];
}

void tt_domain_init(struct tt_domain *d, const struct tt_problem *p)
{
    *d = (struct tt_domain){
        .p = p, .arena = arena_new(), .n_slots = p->n_days * p->n_periods};
    d->words = bitset_words(d->n_slots);
    index_rules(d);
    domain_index_closed_rooms(d);
    domain_index_lesson_rooms(d);
    d->allowed = ARENA_NEW(d->arena, uint64_t, (size_t)(p->n_lessons + 1) * d->words);
    for (int l = 0; l < p->n_lessons; l++) {
        struct removal r = {d->words, d->allowed + (size_t)l * d->words};
        if (!p->lessons[l].active)
            continue;
        forbid_all(d, r.allowed);
        tt_domain_each_bar(d, l, remove_starts, &r);
    }
}

void tt_domain_release(struct tt_domain *d)
{
    arena_free(d->arena);
    *d = (struct tt_domain){0};
}

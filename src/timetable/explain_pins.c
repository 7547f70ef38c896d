/*
 * Contradictions between lessons: for each two lessons that hard relations link, is there
 * any pair of starts that keeps them all? If not, the smallest set of relations that
 * already contradicts itself is named. Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_LINKS = 2000000, LONG_LIST = 60, MOST_PAIR_RULES = 24 };

struct link {
    int a, b, rule; /* a < b; rule -1 = they share people */
};

typedef VEC(struct link) link_list;

struct pins {
    struct explain *x;
    bool *breaks; /* slot -> a break */
    link_list links;
};

static bool relation(enum tt_family f)
{
    return f == TT_F_SAME_START || f == TT_F_SAME_HOUR || f == TT_F_SAME_DAY ||
           f == TT_F_NOT_OVERLAPPING || f == TT_F_MIN_DAYS_BETWEEN ||
           f == TT_F_MAX_DAYS_BETWEEN || f == TT_F_MIN_GAPS_BETWEEN ||
           f == TT_F_CONSECUTIVE || f == TT_F_GROUPED || f == TT_F_ORDERED;
}

/* --- does a pair of starts keep one relation? --- */

struct pair {
    int a, b, sa, sb; /* lessons and their starts */
};

static bool overlap(const struct tt_problem *p, const struct pair *q, bool by_period)
{
    int sa = q->sa, sb = q->sb;
    if (by_period) {
        sa %= p->n_periods;
        sb %= p->n_periods;
    }
    return sa < sb + p->lessons[q->b].duration && sb < sa + p->lessons[q->a].duration;
}

static bool share_teacher(const struct tt_problem *p, int a, int b)
{
    const struct tt_lesson *x = &p->lessons[a], *y = &p->lessons[b];
    for (int i = 0; i < x->n_teachers; i++)
        for (int k = 0; k < y->n_teachers; k++)
            if (x->teachers[i] == y->teachers[k])
                return true;
    return false;
}

static bool apart_people(const struct tt_problem *p, const struct pair *q)
{
    /* in block planning students meet by period, teachers by slot as everywhere */
    bool by_period = p->mode == TT_BLOCK_PLANNING && !share_teacher(p, q->a, q->b);
    return !overlap(p, q, by_period);
}

/* First period after the end of a lesson that is no break, in its day; -1 = none. */
static int next_free(const struct pins *w, int lesson, int start)
{
    const struct tt_problem *p = w->x->p;
    int end = start - start % p->n_periods + p->n_periods;
    int s = start + p->lessons[lesson].duration;
    while (s < end && w->breaks[s])
        s++;
    return s < end ? s : -1;
}

static bool min_days_kept(const struct tt_problem *p, const struct tt_rule *r,
                          const struct pair *q)
{
    int da = q->sa / p->n_periods, db = q->sb / p->n_periods;
    int far = abs(explain_real_day(p, da) - explain_real_day(p, db));
    if (far >= r->limit)
        return true;
    if (r->weight >= TT_HARD)
        return false;
    if (far > 0 || !r->flag)
        return true; /* a soft rule may be broken, but not apart on the same day */
    return da == db && (q->sa + p->lessons[q->a].duration == q->sb ||
                        q->sb + p->lessons[q->b].duration == q->sa);
}

static bool min_gaps_kept(const struct tt_problem *p, const struct tt_rule *r,
                          const struct pair *q)
{
    if (q->sa / p->n_periods != q->sb / p->n_periods)
        return true;
    int gap = q->sa <= q->sb ? q->sb - q->sa - p->lessons[q->a].duration
                             : q->sa - q->sb - p->lessons[q->b].duration;
    return gap >= r->limit;
}

static bool ordered_kept(const struct tt_problem *p, const struct tt_rule *r,
                         const struct pair *q)
{
    bool a_first = r->lessons[0] == q->a;
    int s1 = a_first ? q->sa : q->sb, s2 = a_first ? q->sb : q->sa;
    int first = a_first ? q->a : q->b;
    if (tt_rule_infos[r->type].span == TT_DAY && s1 / p->n_periods != s2 / p->n_periods)
        return true;
    return s1 + p->lessons[first].duration <= s2;
}

static bool consecutive(const struct pins *w, int first, int s1, int s2)
{
    return next_free(w, first, s1) == s2;
}

static bool kept(const struct pins *w, int rule, const struct pair *q)
{
    const struct tt_problem *p = w->x->p;
    if (rule < 0)
        return apart_people(p, q);
    const struct tt_rule *r = &p->rules[rule];
    int da = q->sa / p->n_periods, db = q->sb / p->n_periods;
    switch (tt_rule_infos[r->type].family) {
    case TT_F_SAME_START:
        return q->sa == q->sb;
    case TT_F_SAME_HOUR:
        return q->sa % p->n_periods == q->sb % p->n_periods;
    case TT_F_SAME_DAY:
        return da == db;
    case TT_F_NOT_OVERLAPPING:
        return !overlap(p, q, false);
    case TT_F_MIN_DAYS_BETWEEN:
        return min_days_kept(p, r, q);
    case TT_F_MAX_DAYS_BETWEEN:
        return abs(explain_real_day(p, da) - explain_real_day(p, db)) <= r->limit;
    case TT_F_MIN_GAPS_BETWEEN:
        return min_gaps_kept(p, r, q);
    case TT_F_CONSECUTIVE:
        return r->lessons[0] == q->a ? consecutive(w, q->a, q->sa, q->sb)
                                     : consecutive(w, q->b, q->sb, q->sa);
    case TT_F_GROUPED:
        if (r->type == TT_R_THREE_GROUPED)
            return da == db;
        return consecutive(w, q->a, q->sa, q->sb) || consecutive(w, q->b, q->sb, q->sa);
    case TT_F_ORDERED:
        return ordered_kept(p, r, q);
    default:
        return true;
    }
}

/* --- pairs --- */

static void add_pair(struct pins *w, int a, int b, int rule)
{
    if (a != b && !w->x->dead[a] && !w->x->dead[b] && w->links.n < MOST_LINKS)
        vec_push(&w->links, ((struct link){a < b ? a : b, a < b ? b : a, rule}));
}

static void collect_links(struct pins *w)
{
    const struct tt_problem *p = w->x->p;
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        bool soft_days = r->type == TT_R_MIN_DAYS_BETWEEN && r->flag && r->limit > 0 &&
                         tt_rule_live(p, r);
        if (!relation(tt_rule_infos[r->type].family) ||
            (!soft_days && !explain_is_hard(p, i)))
            continue;
        for (int a = 0; a < r->n_lessons; a++) {
            int last = r->n_lessons > LONG_LIST ? a + 2 : r->n_lessons;
            for (int b = a + 1; b < last && b < r->n_lessons; b++)
                if (p->lessons[r->lessons[a]].active && p->lessons[r->lessons[b]].active)
                    add_pair(w, r->lessons[a], r->lessons[b], i);
        }
    }
}

static int by_pair(const void *x, const void *y)
{
    const struct link *a = x, *b = y;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    if (a->b != b->b)
        return a->b < b->b ? -1 : 1;
    return a->rule < b->rule ? -1 : a->rule > b->rule;
}

/* Is there a pair of starts that keeps these relations? `free`: any start in the day. */
static bool possible(const struct pins *w, int a, int b, const int *rules, int n,
                     bool free)
{
    const struct explain *x = w->x;
    const struct tt_problem *p = x->p;
    const uint64_t *in_a = explain_starts(x, a), *in_b = explain_starts(x, b);
    struct pair q = {a, b, 0, 0};
    for (q.sa = 0; q.sa < x->dom.n_slots; q.sa++) {
        if (free ? q.sa % p->n_periods + p->lessons[a].duration > p->n_periods
                 : !bitset_get(in_a, q.sa))
            continue;
        for (q.sb = 0; q.sb < x->dom.n_slots; q.sb++) {
            if (free ? q.sb % p->n_periods + p->lessons[b].duration > p->n_periods
                     : !bitset_get(in_b, q.sb))
                continue;
            int k = 0;
            while (k < n && kept(w, rules[k], &q))
                k++;
            if (k == n)
                return true;
        }
    }
    return false;
}

/* --- sentences --- */

static void add_relation(const struct explain *x, struct strbuf *b, int rule,
                         const int *pair)
{
    char text[512];
    if (rule >= 0) {
        sb_adds(b, tt_rule_text(x->p, &x->p->rules[rule], text, sizeof text));
        return;
    }
    struct strbuf who;
    sb_init(&who);
    if (explain_add_shared_people(x->p, &who, pair, 2))
        sb_addf(b, "both need %s", who.s);
    else
        sb_adds(b, "both have the same students");
    sb_release(&who);
}

static void say(struct pins *w, const int *pair, const int *rules, int n)
{
    struct explain *x = w->x;
    bool alone = !possible(w, pair[0], pair[1], rules, n, true);
    struct explain_note note;
    note_begin(&note);
    sb_adds(&note.text, alone ? "Contradicting rules for " : "No two starts suit both ");
    for (int i = 0; i < 2; i++) {
        sb_adds(&note.text, i ? " and " : "");
        explain_add_lesson(x->p, &note.text, pair[i]);
        note_lesson(&note, pair[i]);
        if (!alone) {
            sb_adds(&note.text, " (may start: ");
            explain_add_slots(x->p, &note.text, explain_starts(x, pair[i]));
            sb_adds(&note.text, ")");
            note_bar_rules(&note, x, pair[i]);
        }
    }
    sb_adds(&note.text, ": ");
    for (int i = 0; i < n; i++) {
        sb_adds(&note.text, i ? "; " : "");
        add_relation(x, &note.text, rules[i], pair);
        note_rule(&note, rules[i]);
    }
    sb_adds(&note.text, ".");
    sb_adds(&note.advice,
            alone ? "Remove one of these rules or make it soft."
                  : "Let one of the lessons start at other times, or make the "
                    "rule soft.");
    note_end(&note, x->out, true, -1);
}

static void check_pair(struct pins *w, const struct link *links, int n)
{
    int a = links[0].a, b = links[0].b, pair[2] = {a, b}, rules[MOST_PAIR_RULES + 1],
        k = 0;
    for (int i = 0; i < n && k < MOST_PAIR_RULES; i++)
        if (i == 0 || links[i].rule != links[i - 1].rule)
            rules[k++] = links[i].rule;
    if (tt_lessons_share_people(w->x->p, a, b))
        rules[k++] = -1;
    if (possible(w, a, b, rules, k, false))
        return;
    for (int i = 0; i < k;) { /* leave out what the contradiction does not need */
        int one = rules[i];
        memmove(rules + i, rules + i + 1, (size_t)(k - i - 1) * sizeof *rules);
        if (possible(w, a, b, rules, k - 1, false)) {
            memmove(rules + i + 1, rules + i, (size_t)(k - i - 1) * sizeof *rules);
            rules[i++] = one;
        } else {
            k--;
        }
    }
    /* one report for each set of rules, and none for lessons already said to compete */
    bool fresh = (k == 1 && rules[0] < 0) || explain_first_time(w->x, rules, k, 3);
    if (fresh && explain_first_time(w->x, pair, 2, 0))
        say(w, pair, rules, k);
}

/* --- three lessons in a row --- */

static bool in_a_row(const struct pins *w, const int *l)
{
    const struct explain *x = w->x;
    for (int s = 0; s < x->dom.n_slots; s++) {
        if (!bitset_get(explain_starts(x, l[0]), s))
            continue;
        int t = next_free(w, l[0], s);
        if (t < 0 || !bitset_get(explain_starts(x, l[1]), t))
            continue;
        int u = next_free(w, l[1], t);
        if (u >= 0 && bitset_get(explain_starts(x, l[2]), u))
            return true;
    }
    return false;
}

static void check_three(struct pins *w, int rule)
{
    static const int orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                     {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    struct explain *x = w->x;
    const struct tt_rule *r = &x->p->rules[rule];
    for (int i = 0; i < 3; i++)
        if (r->n_lessons < 3 || !x->p->lessons[r->lessons[i]].active ||
            x->dead[r->lessons[i]])
            return;
    for (int i = 0; i < 6; i++) {
        int l[3] = {r->lessons[orders[i][0]], r->lessons[orders[i][1]],
                    r->lessons[orders[i][2]]};
        if (in_a_row(w, l))
            return;
    }
    struct explain_note n;
    note_begin(&n);
    note_rule(&n, rule);
    sb_adds(&n.text,
            "Three lessons must follow each other on one day, but no start allows "
            "it: ");
    for (int i = 0; i < 3; i++) {
        sb_adds(&n.text, i ? "; " : "");
        explain_add_lesson(x->p, &n.text, r->lessons[i]);
        sb_adds(&n.text, " (may start: ");
        explain_add_slots(x->p, &n.text, explain_starts(x, r->lessons[i]));
        sb_adds(&n.text, ")");
        note_lesson(&n, r->lessons[i]);
        note_bar_rules(&n, x, r->lessons[i]);
    }
    sb_adds(&n.text, ".");
    sb_adds(&n.advice, "Remove the rule, or let the lessons start at other times.");
    note_end(&n, x->out, true, -1);
}

/* --- days at least m apart, but at most M --- */

static void check_min_max(struct pins *w, int min_rule, int max_rule)
{
    struct explain *x = w->x;
    const struct tt_rule *lo = &x->p->rules[min_rule], *hi = &x->p->rules[max_rule];
    int_list both = {0};
    for (int i = 0; i < lo->n_lessons; i++)
        for (int k = 0; k < hi->n_lessons; k++)
            if (lo->lessons[i] == hi->lessons[k] &&
                x->p->lessons[lo->lessons[i]].active) {
                vec_push(&both, lo->lessons[i]);
                break;
            }
    /* two alone are a contradicting pair already */
    if (both.n > 2 && lo->limit <= hi->limit &&
        (int64_t)(both.n - 1) * lo->limit > hi->limit) {
        struct explain_note n;
        note_begin(&n);
        sb_addf(
            &n.text,
            "%d lessons must lie at least %d days apart, so over %d days or more, but "
            "at most %d days may lie between any two of them: ",
            both.n, lo->limit, (both.n - 1) * lo->limit, hi->limit);
        explain_add_lessons(x->p, &n.text, both.v, both.n);
        sb_adds(&n.text, ".");
        sb_adds(&n.advice, "Make one of the two rules soft, or change its days.");
        note_rule(&n, min_rule);
        note_rule(&n, max_rule);
        for (int i = 0; i < both.n; i++)
            note_lesson(&n, both.v[i]);
        note_end(&n, x->out, true, -1);
    }
    vec_free(&both);
}

/* Every hard rule on most days against those on least days that share its first lesson. */
static void check_days_rules(struct pins *w)
{
    const struct tt_problem *p = w->x->p;
    int_list *least = MEM_NEW(int_list, p->n_lessons + 1);
    for (int i = 0; i < p->n_rules; i++)
        if (p->rules[i].type == TT_R_MIN_DAYS_BETWEEN && p->rules[i].limit > 0 &&
            explain_is_hard(p, i))
            for (int k = 0; k < p->rules[i].n_lessons; k++)
                vec_push(&least[p->rules[i].lessons[k]], i);
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        int last = -1;
        if (r->type != TT_R_MAX_DAYS_BETWEEN || !explain_is_hard(p, i))
            continue;
        for (int k = 0; k < r->n_lessons; k++)
            for (int j = 0; j < least[r->lessons[k]].n; j++) {
                int other = least[r->lessons[k]].v[j], key[2] = {other, i};
                if (other != last && explain_first_time(w->x, key, 2, 4))
                    check_min_max(w, other, i);
                last = other;
            }
    }
    for (int l = 0; l < p->n_lessons; l++)
        vec_free(&least[l]);
    mem_free(least);
}

void explain_pairs(struct explain *x)
{
    const struct tt_problem *p = x->p;
    struct pins w = {.x = x, .breaks = MEM_NEW(bool, x->dom.n_slots + 1)};
    for (int i = 0; i < x->dom.n_breaks; i++)
        for (int k = 0; k < p->rules[x->dom.breaks[i]].n_slots; k++)
            w.breaks[p->rules[x->dom.breaks[i]].slots[k]] = true;
    collect_links(&w);
    if (w.links.n > 0)
        qsort(w.links.v, (size_t)w.links.n, sizeof *w.links.v, by_pair);
    for (int i = 0, k; i < w.links.n; i = k) {
        for (k = i + 1; k < w.links.n && w.links.v[k].a == w.links.v[i].a &&
                        w.links.v[k].b == w.links.v[i].b;)
            k++;
        check_pair(&w, w.links.v + i, k - i);
    }
    for (int i = 0; i < p->n_rules; i++)
        if (p->rules[i].type == TT_R_THREE_GROUPED && explain_is_hard(p, i))
            check_three(&w, i);
    check_days_rules(&w);
    vec_free(&w.links);
    mem_free(w.breaks);
}

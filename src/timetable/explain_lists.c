/*
 * Limits on lists of lessons in chosen periods, terms or rooms that cannot be met.
 * Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <limits.h>
#include <string.h>

struct lists {
    struct explain *x;
    int rule;
    const struct tt_rule *r;
    uint64_t *chosen; /* the selected slots */
    int n_chosen;
    int *lessons, n; /* living lessons of the rule */
};

/* Selected periods that a lesson covers from a start. */
static int covered(const struct lists *w, int lesson, int start)
{
    int n = 0;
    for (int s = start; s < start + w->x->p->lessons[lesson].duration; s++)
        n += bitset_get(w->chosen, s);
    return n;
}

/* Fewest selected periods that the lesson must cover wherever it goes. */
static int least_covered(const struct lists *w, int lesson)
{
    int least = INT_MAX;
    for (int s = 0; s < w->x->dom.n_slots; s++)
        if (bitset_get(explain_starts(w->x, lesson), s)) {
            int k = covered(w, lesson, s);
            least = k < least ? k : least;
        }
    return least == INT_MAX ? 0 : least;
}

static void begin(struct lists *w, struct explain_note *n)
{
    note_begin(n);
    note_rule(n, w->rule);
}

static void finish(struct lists *w, struct explain_note *n, const int *lessons, int count,
                   const char *advice)
{
    char text[512];
    sb_addf(&n->text, " (%s): ", tt_rule_text(w->x->p, w->r, text, sizeof text));
    explain_add_lessons(w->x->p, &n->text, lessons, count);
    sb_adds(&n->text, ".");
    sb_adds(&n->advice, advice);
    for (int i = 0; i < count; i++) {
        note_lesson(n, lessons[i]);
        if (n->rules.n < 40)
            note_bar_rules(n, w->x, lessons[i]);
    }
    note_end(n, w->x->out, true, -1);
}

/* --- at most n selected periods used: lessons of one person cannot share a period --- */

static void check_occupy_max(struct lists *w)
{
    int most = 0, who = -1;
    int *least = MEM_NEW(int, w->x->p->n_lessons + 1);
    int_list forced = {0};
    for (int i = 0; i < w->n; i++)
        least[w->lessons[i]] = least_covered(w, w->lessons[i]);
    for (int q = 0; q < w->x->n_persons; q++) {
        const struct explain_person *a = &w->x->persons[q];
        int sum = 0;
        if (w->x->p->mode == TT_BLOCK_PLANNING && !a->teacher)
            continue;
        for (int i = 0; i < a->n_lessons; i++)
            sum += least[a->lessons[i]];
        if (sum > most) {
            most = sum;
            who = q;
        }
    }
    if (who >= 0 && most > w->r->limit) {
        struct explain_note n;
        for (int i = 0; i < w->x->persons[who].n_lessons; i++)
            if (least[w->x->persons[who].lessons[i]] > 0)
                vec_push(&forced, w->x->persons[who].lessons[i]);
        begin(w, &n);
        sb_addf(
            &n.text,
            "At most %d of %d chosen periods may be used, but lessons of %s must lie in "
            "at least %d of them",
            w->r->limit, w->n_chosen, w->x->persons[who].name, most);
        finish(w, &n, forced.v, forced.n,
               "Raise the limit, or let the lessons lie elsewhere.");
    }
    vec_free(&forced);
    mem_free(least);
}

static void check_occupy_min(struct lists *w)
{
    uint64_t *can = MEM_NEW(uint64_t, w->x->dom.words);
    uint64_t *bits = MEM_NEW(uint64_t, w->x->dom.words);
    int possible = 0, hours = 0;
    for (int i = 0; i < w->n; i++) {
        int duration = w->x->p->lessons[w->lessons[i]].duration;
        hours += duration;
        for (int k = 0; k < duration; k++) {
            explain_period_slots(w->x, w->lessons[i], k, bits);
            for (int j = 0; j < w->x->dom.words; j++)
                can[j] |= bits[j] & w->chosen[j];
        }
    }
    for (int j = 0; j < w->x->dom.words; j++)
        possible += bits_count(can[j]);
    int most = possible < hours ? possible : hours;
    if (most < w->r->limit) {
        struct explain_note n;
        begin(w, &n);
        sb_addf(
            &n.text,
            "At least %d of %d chosen periods must be used, but these lessons can use at "
            "most %d",
            w->r->limit, w->n_chosen, most);
        finish(w, &n, w->lessons, w->n,
               "Lower the limit, or choose more periods or lessons.");
    }
    mem_free(can);
    mem_free(bits);
}

static void check_simultaneous_max(struct lists *w)
{
    int64_t sum = 0;
    int_list forced = {0};
    for (int i = 0; i < w->n; i++) {
        int k = least_covered(w, w->lessons[i]);
        sum += k;
        if (k > 0)
            vec_push(&forced, w->lessons[i]);
    }
    if (sum > (int64_t)w->r->limit * w->n_chosen) {
        struct explain_note n;
        begin(w, &n);
        sb_addf(
            &n.text,
            "%d lessons must take %d periods inside %d chosen periods, where at most %d "
            "may run at the same time",
            forced.n, (int)sum, w->n_chosen, w->r->limit);
        finish(w, &n, forced.v, forced.n, "Raise the limit, or choose more periods.");
    }
    vec_free(&forced);
}

static void check_simultaneous_min(struct lists *w)
{
    int hours = 0;
    uint64_t *bits = MEM_NEW(uint64_t, w->x->dom.words);
    int *can = MEM_NEW(int, w->x->dom.n_slots + 1),
        *last = MEM_NEW(int, w->x->dom.n_slots + 1);
    for (int i = 0; i < w->n; i++)
        for (int k = 0; k < w->x->p->lessons[w->lessons[i]].duration; k++) {
            hours++;
            explain_period_slots(w->x, w->lessons[i], k, bits);
            for (int s = 0; s < w->x->dom.n_slots; s++)
                if (bitset_get(bits, s) && last[s] != i + 1) {
                    last[s] = i + 1;
                    can[s]++;
                }
        }
    int bad = -1;
    for (int s = 0; s < w->x->dom.n_slots && bad < 0; s++)
        if (bitset_get(w->chosen, s) && can[s] < w->r->limit)
            bad = s;
    bool few = hours < (int64_t)w->r->limit * w->n_chosen;
    if (!w->r->flag && (few || bad >= 0)) {
        char slot[256];
        struct explain_note n;
        begin(w, &n);
        if (few)
            sb_addf(&n.text,
                    "%d chosen periods with at least %d lessons each need %d periods, "
                    "but the "
                    "lessons have only %d",
                    w->n_chosen, w->r->limit, w->n_chosen * w->r->limit, hours);
        else
            sb_addf(&n.text, "At least %d of the lessons must run at %s, but only %d can",
                    w->r->limit, tt_slot_text(w->x->p, bad, slot, sizeof slot), can[bad]);
        finish(w, &n, w->lessons, w->n, "Lower the limit, or allow empty periods.");
    }
    mem_free(bits);
    mem_free(can);
    mem_free(last);
}

static void check_total(struct lists *w)
{
    int_list forced = {0};
    for (int i = 0; i < w->n; i++)
        if (least_covered(w, w->lessons[i]) > 0)
            vec_push(&forced, w->lessons[i]);
    if (forced.n > w->r->limit) {
        struct explain_note n;
        begin(w, &n);
        sb_addf(&n.text,
                "At most %d lessons may lie in the chosen periods, but %d have to",
                w->r->limit, forced.n);
        finish(w, &n, forced.v, forced.n,
               "Raise the limit, or let lessons lie elsewhere.");
    }
    vec_free(&forced);
}

/* --- terms --- */

static void check_term(struct lists *w)
{
    const struct tt_problem *p = w->x->p;
    if ((int64_t)w->r->limit * p->n_terms >= w->n)
        return;
    struct explain_note n;
    begin(w, &n);
    sb_addf(&n.text, "%d terms with at most %d lessons each hold %d, but there are %d",
            p->n_terms, w->r->limit, p->n_terms * w->r->limit, w->n);
    finish(w, &n, w->lessons, w->n, "Raise the number of lessons a term.");
}

static bool term_free(const struct lists *w, int lesson, const bool *taken, bool *own)
{
    const struct tt_problem *p = w->x->p;
    bool disjoint = true;
    memset(own, 0, (size_t)p->n_terms * sizeof *own);
    for (int s = 0; s < w->x->dom.n_slots; s++) {
        int term = s / p->n_periods / (p->days_per_term > 0 ? p->days_per_term : 1);
        if (term < p->n_terms && bitset_get(explain_starts(w->x, lesson), s)) {
            own[term] = true;
            disjoint &= !taken[term];
        }
    }
    return disjoint;
}

static void check_terms_used(struct lists *w)
{
    const struct tt_problem *p = w->x->p;
    bool *taken = MEM_NEW(bool, p->n_terms + 1), *own = MEM_NEW(bool, p->n_terms + 1);
    int_list apart = {0};
    for (int i = 0; i < w->n; i++) {
        if (!term_free(w, w->lessons[i], taken, own))
            continue;
        vec_push(&apart, w->lessons[i]);
        for (int t = 0; t < p->n_terms; t++)
            taken[t] |= own[t];
    }
    if (apart.n > w->r->limit) {
        struct explain_note n;
        begin(w, &n);
        sb_addf(&n.text,
                "The lessons may use at most %d terms, but %d of them can only lie in "
                "different terms",
                w->r->limit, apart.n);
        finish(w, &n, apart.v, apart.n, "Raise the number of terms.");
    }
    vec_free(&apart);
    mem_free(taken);
    mem_free(own);
}

/* --- different rooms: lessons whose room lists have nothing in common --- */

static void check_rooms_used(struct lists *w)
{
    const struct tt_problem *p = w->x->p;
    bool *taken = MEM_NEW(bool, p->n_rooms + 1);
    int_list apart = {0};
    for (int i = 0; i < w->n; i++) {
        const struct tt_lesson_rooms *lr = &w->x->dom.rooms[w->lessons[i]];
        bool disjoint = lr->bound && lr->n > 0;
        for (int k = 0; k < lr->n && disjoint; k++)
            disjoint = !taken[lr->rooms[k]];
        for (int k = 0; k < lr->n && disjoint; k++)
            taken[lr->rooms[k]] = true;
        if (disjoint)
            vec_push(&apart, w->lessons[i]);
    }
    if (apart.n > w->r->limit) {
        struct explain_note n;
        begin(w, &n);
        sb_addf(&n.text,
                "The lessons may use at most %d different rooms, but %d of them have "
                "no room in common",
                w->r->limit, apart.n);
        finish(w, &n, apart.v, apart.n,
               "Raise the number of rooms, or allow a common room.");
    }
    vec_free(&apart);
    mem_free(taken);
}

static void check(struct lists *w)
{
    switch (tt_rule_infos[w->r->type].family) {
    case TT_F_OCCUPY_MAX_SLOTS:
        check_occupy_max(w);
        return;
    case TT_F_OCCUPY_MIN_SLOTS:
        check_occupy_min(w);
        return;
    case TT_F_MAX_SIMULTANEOUS:
        check_simultaneous_max(w);
        return;
    case TT_F_MIN_SIMULTANEOUS:
        check_simultaneous_min(w);
        return;
    case TT_F_MAX_TOTAL_IN_SLOTS:
        check_total(w);
        return;
    case TT_F_MAX_IN_TERM:
        check_term(w);
        return;
    case TT_F_OCCUPY_MAX_TERMS:
        check_terms_used(w);
        return;
    case TT_F_MAX_ROOMS:
        check_rooms_used(w);
        return;
    default:
        return;
    }
}

void explain_lists(struct explain *x)
{
    const struct tt_problem *p = x->p;
    struct lists w = {.x = x};
    w.chosen = MEM_NEW(uint64_t, x->dom.words);
    w.lessons = MEM_NEW(int, p->n_lessons + 1);
    int *met = MEM_NEW(int, p->n_lessons + 1);
    for (int i = 0; i < p->n_rules; i++) {
        bool any_dead = false;
        enum tt_family f = tt_rule_infos[p->rules[i].type].family;
        if (f < TT_F_OCCUPY_MAX_SLOTS ||
            (f > TT_F_OCCUPY_MAX_TERMS && f != TT_F_MAX_ROOMS) || !explain_is_hard(p, i))
            continue;
        w.rule = i;
        w.r = &p->rules[i];
        w.n = w.n_chosen = 0;
        for (int k = 0; k < w.r->n_lessons; k++) {
            int l = w.r->lessons[k];
            if (met[l] == i + 1 || !p->lessons[l].active)
                continue;
            met[l] = i + 1;
            any_dead |= x->dead[l];
            w.lessons[w.n++] = l;
        }
        memset(w.chosen, 0, (size_t)x->dom.words * sizeof *w.chosen);
        for (int k = 0; k < w.r->n_slots; k++) {
            w.n_chosen += !bitset_get(w.chosen, w.r->slots[k]);
            bitset_set(w.chosen, w.r->slots[k]);
        }
        if (!any_dead)
            check(&w);
    }
    mem_free(w.chosen);
    mem_free(w.lessons);
    mem_free(met);
}

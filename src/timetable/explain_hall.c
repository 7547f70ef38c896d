/*
 * Too few periods for the lessons of one person, or of any lessons that may not overlap:
 * the periods of the lessons are matched with the periods they may take; where that fails,
 * a small set of lessons competes for too few periods. Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <string.h>

/* Whose lessons are matched. */
struct crowd {
    const char *name;               /* NULL for lessons that a rule keeps apart */
    const struct explain_person *q; /* NULL likewise */
    int rule;
    const int *lessons;
    int n;
    bool by_period; /* block planning: students meet in the same period of any day */
};

static int n_cells(const struct explain *x, const struct crowd *c)
{
    return c->by_period ? x->p->n_periods : x->dom.n_slots;
}

static int cells_of(const struct explain *x, const struct crowd *c, const uint64_t *bits,
                    int *cells)
{
    int n = 0;
    if (!c->by_period) {
        for (int s = 0; s < x->dom.n_slots; s++)
            if (bitset_get(bits, s))
                cells[n++] = s;
        return n;
    }
    for (int h = 0; h < x->p->n_periods; h++) {
        bool any = false;
        for (int d = 0; d < x->p->n_days && !any; d++)
            any = bitset_get(bits, d * x->p->n_periods + h);
        if (any)
            cells[n++] = h;
    }
    return n;
}

static void add_lessons(struct explain *x, const struct crowd *c, struct match *m)
{
    uint64_t *bits = MEM_NEW(uint64_t, x->dom.words);
    int *cells = MEM_NEW(int, x->dom.n_slots + 1);
    for (int i = 0; i < c->n; i++)
        for (int k = 0; k < x->p->lessons[c->lessons[i]].duration; k++) {
            if (!x->p->lessons[c->lessons[i]].active || x->dead[c->lessons[i]])
                break;
            explain_period_slots(x, c->lessons[i], k, bits);
            match_add(m, c->lessons[i], cells, cells_of(x, c, bits, cells));
        }
    mem_free(bits);
    mem_free(cells);
}

/* Periods are bundled into days, halves into real days, with the person's daily bounds. */
static void add_days(const struct explain *x, const struct explain_person *q,
                     struct match *m)
{
    const struct tt_problem *p = x->p;
    uint64_t *mask = MEM_NEW(uint64_t, p->n_days + 1);
    bool halves = p->mode == TT_MORNINGS_AFTERNOONS;
    struct explain_caps caps = {.day = ARENA_NEW(m->arena, int, p->n_days + 1)};
    if (halves)
        caps.real = ARENA_NEW(m->arena, int, explain_n_real_days(p) + 1);
    explain_lesson_mask(x, q, -1, mask);
    explain_caps_of(x, q, mask, NULL, -1, &caps);
    m->n_groups = p->n_days;
    m->group_cap = caps.day;
    m->group = ARENA_NEW(m->arena, int, m->n_cells + 1);
    for (int s = 0; s < m->n_cells; s++)
        m->group[s] = s / p->n_periods;
    if (halves) {
        m->n_supers = explain_n_real_days(p);
        m->super_cap = caps.real;
        m->super = ARENA_NEW(m->arena, int, p->n_days + 1);
        for (int d = 0; d < p->n_days; d++)
            m->super[d] = d / 2;
    }
    mem_free(mask);
}

/* --- sentences --- */

static void add_cells(const struct explain *x, const struct crowd *c,
                      const struct violator *v, struct strbuf *b)
{
    uint64_t *bits = MEM_NEW(uint64_t, x->dom.words);
    for (int i = 0; c->by_period && i < v->cells.n; i++) {
        explain_join(b, i, v->cells.n);
        sb_adds(b, x->p->periods[v->cells.v[i]].name);
    }
    for (int i = 0; !c->by_period && i < v->cells.n; i++)
        bitset_set(bits, v->cells.v[i]);
    if (!c->by_period)
        explain_add_slots(x->p, b, bits);
    mem_free(bits);
}

/* Lessons that are all fixed by rules to one start each. */
static bool all_fixed(const struct explain *x, const struct violator *v)
{
    for (int i = 0; i < v->lessons.n; i++) {
        int n = 0;
        for (int w = 0; w < x->dom.words; w++)
            n += bits_count(explain_starts(x, v->lessons.v[i])[w]);
        if (n != 1)
            return false;
    }
    return true;
}

static int only_start(const struct explain *x, int lesson)
{
    for (int s = 0; s < x->dom.n_slots; s++)
        if (bitset_get(explain_starts(x, lesson), s))
            return s;
    return -1;
}

static void say_people(const struct explain *x, const struct crowd *c,
                       const struct violator *v, struct strbuf *b)
{
    if (c->name && explain_add_shared_people(x->p, b, v->lessons.v, v->lessons.n) == 0)
        sb_adds(b, c->name);
}

static void say_fixed(const struct explain *x, const struct crowd *c,
                      const struct violator *v, struct explain_note *n)
{
    char slot[256];
    explain_add_lessons(x->p, &n->text, v->lessons.v, v->lessons.n);
    sb_addf(&n->text, " may start only at %s",
            tt_slot_text(x->p, only_start(x, v->lessons.v[0]), slot, sizeof slot));
    for (int i = 1; i < v->lessons.n; i++)
        sb_addf(&n->text, "%s%s", i == v->lessons.n - 1 ? " and " : ", ",
                tt_slot_text(x->p, only_start(x, v->lessons.v[i]), slot, sizeof slot));
    if (c->name) {
        sb_adds(&n->text, ", and these overlap, but they need the same people (");
        say_people(x, c, v, &n->text);
        sb_adds(&n->text, ").");
    } else {
        sb_adds(&n->text, ", and these overlap, but a rule keeps them apart.");
    }
    sb_adds(&n->advice, "Move or unpin one of them.");
}

static void say_compete(const struct explain *x, const struct crowd *c,
                        const struct violator *v, struct explain_note *n)
{
    if (c->name) {
        say_people(x, c, v, &n->text);
        sb_adds(&n->text, ": ");
    }
    if (v->need > v->cells.n) {
        sb_addf(&n->text, "the %d periods of ", v->need);
        explain_add_lessons(x->p, &n->text, v->lessons.v, v->lessons.n);
        sb_addf(&n->text, " must all lie in %d period%s (", v->cells.n,
                v->cells.n == 1 ? "" : "s");
    } else {
        sb_addf(&n->text,
                "%d lessons do not fit together, at most %d of their %d periods can "
                "be placed: ",
                v->lessons.n, v->have, v->need);
        explain_add_lessons(x->p, &n->text, v->lessons.v, v->lessons.n);
        sb_adds(&n->text, " (possible periods: ");
    }
    add_cells(x, c, v, &n->text);
    sb_adds(&n->text, c->name ? ")." : "), but a rule keeps them apart.");
    sb_adds(&n->advice,
            "Let one of these lessons take other periods, or give it to somebody "
            "else.");
}

static void say(struct explain *x, const struct crowd *c, const struct violator *v)
{
    struct explain_note n;
    note_begin(&n);
    if (v->lessons.n > 1 && all_fixed(x, v))
        say_fixed(x, c, v, &n);
    else
        say_compete(x, c, v, &n);
    note_rule(&n, c->rule);
    for (int i = 0; i < v->lessons.n; i++) {
        note_lesson(&n, v->lessons.v[i]);
        if (n.rules.n < 40)
            note_bar_rules(&n, x, v->lessons.v[i]);
    }
    note_end(&n, x->out, true, -1);
}

/* The days on which the lessons may lie and what the person can have there. */
static void say_days(struct explain *x, const struct crowd *c, const struct match *m,
                     const struct violator *v)
{
    const struct tt_problem *p = x->p;
    struct explain_note n;
    bool first = true, *days = MEM_NEW(bool, p->n_days + 1);
    note_begin(&n);
    for (int i = 0; i < v->cells.n; i++)
        days[m->group[v->cells.v[i]]] = true;
    sb_addf(&n.text, "%s: the %d periods of ", c->name, v->need);
    explain_add_lessons(p, &n.text, v->lessons.v, v->lessons.n);
    sb_addf(&n.text, " do not fit, at most %d of them can be placed: they may lie on ",
            v->have);
    explain_add_days(p, &n.text, days);
    for (int i = 0; i < c->q->n_rules; i++) {
        const struct tt_rule *r = &p->rules[c->q->rules[i]];
        enum tt_family f = tt_rule_infos[r->type].family;
        if ((f != TT_F_MAX_HOURS && f != TT_F_MAX_RUN && f != TT_F_MAX_SPAN &&
             f != TT_F_MIN_HOURS) ||
            r->tag >= 0)
            continue;
        sb_adds(&n.text, first ? ", and " : "; ");
        first = false;
        explain_add_rule(p, &n.text, c->q->rules[i]);
        note_rule(&n, c->q->rules[i]);
    }
    sb_adds(&n.text, ".");
    sb_adds(&n.advice,
            "Let one of these lessons lie on another day, or raise the limit.");
    for (int i = 0; i < v->lessons.n; i++) {
        note_lesson(&n, v->lessons.v[i]);
        if (n.rules.n < 40)
            note_bar_rules(&n, x, v->lessons.v[i]);
    }
    note_end(&n, x->out, true, -1);
    mem_free(days);
}

/* --- the crowds --- */

static void match_crowd(struct explain *x, const struct crowd *c)
{
    struct match m;
    struct violator v;
    match_init(&m, n_cells(x, c));
    add_lessons(x, c, &m);
    bool found = match_violator(&m, x->p->n_lessons, &v);
    if (found && explain_first_time(x, v.lessons.v, v.lessons.n, 0))
        say(x, c, &v);
    violator_release(&v);
    if (!found && c->q && !c->by_period) {
        add_days(x, c->q, &m);
        if (match_violator(&m, x->p->n_lessons, &v) &&
            explain_first_time(x, v.lessons.v, v.lessons.n, 0))
            say_days(x, c, &m, &v);
        violator_release(&v);
    }
    match_release(&m);
}

void explain_people_matching(struct explain *x)
{
    const struct tt_problem *p = x->p;
    for (int i = 0; i < x->n_persons; i++) {
        const struct explain_person *q = &x->persons[i];
        bool by_period = p->mode == TT_BLOCK_PLANNING && !q->teacher;
        if (q->said || !explain_first_time(x, q->lessons, q->n_lessons, 1))
            continue; /* the same lessons as somebody before: nothing new */
        match_crowd(x,
                    &(struct crowd){q->name, q, -1, q->lessons, q->n_lessons, by_period});
    }
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        if (r->type == TT_R_NOT_OVERLAPPING && explain_is_hard(p, i))
            match_crowd(x,
                        &(struct crowd){NULL, NULL, i, r->lessons, r->n_lessons, false});
    }
}

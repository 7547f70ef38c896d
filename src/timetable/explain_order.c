/*
 * Chains of lessons in order: each must end before the next begins. The earliest possible
 * starts are pushed along the chains; a lesson pushed beyond its last start, or a chain
 * that comes back to itself, cannot be placed. Layer: timetable.
 */
#include "timetable/explain_parts.h"

struct step {
    int after, rule; /* the lesson that comes later, by which rule */
};

typedef VEC(struct step) step_list;

struct order {
    struct explain *x;
    step_list *next; /* per lesson */
    int *earliest;   /* slot */
    int *pred, *pred_rule;
};

static bool ordering(const struct tt_problem *p, int rule)
{
    const struct tt_rule *r = &p->rules[rule];
    if (r->type != TT_R_TWO_ORDERED && r->type != TT_R_TWO_CONSECUTIVE)
        return false;
    return explain_is_hard(p, rule) && r->n_lessons >= 2 &&
           p->lessons[r->lessons[0]].active && p->lessons[r->lessons[1]].active;
}

static int first_from(const struct explain *x, int lesson, int from)
{
    for (int s = from; s < x->dom.n_slots; s++)
        if (bitset_get(explain_starts(x, lesson), s))
            return s;
    return -1;
}

/* The chain that ends in `last`, first lesson first; a circle is cut out of it. */
static bool chain_of(const struct order *o, int last, int_list *lessons, int_list *rules)
{
    int n = o->x->p->n_lessons, *seen = MEM_NEW(int, n + 1), l = last, at = 0;
    bool circle = false;
    int_list back = {0};
    while (l >= 0 && !seen[l]) {
        seen[l] = ++at;
        vec_push(&back, l);
        l = o->pred[l];
    }
    circle = l >= 0;
    /* in a circle only what lies behind the first meeting of l belongs to it */
    int from = circle ? seen[l] - 1 : 0;
    for (int i = back.n - 1; i >= from; i--) {
        vec_push(lessons, back.v[i]);
        if (circle || i < back.n - 1)
            vec_push(rules, o->pred_rule[back.v[i]]);
    }
    vec_free(&back);
    mem_free(seen);
    return circle;
}

static void say(const struct order *o, int last)
{
    struct explain *x = o->x;
    struct explain_note n;
    int_list lessons = {0}, rules = {0};
    bool circle = chain_of(o, last, &lessons, &rules);
    note_begin(&n);
    sb_adds(&n.text,
            circle ? "These lessons must come one after the other in a circle: "
                   : "These lessons must come one after the other, but there is not "
                     "enough time: ");
    for (int i = 0; i < lessons.n; i++) {
        sb_adds(&n.text, i ? ", then " : "");
        explain_add_lesson(x->p, &n.text, lessons.v[i]);
        note_lesson(&n, lessons.v[i]);
        if (!circle && (i == 0 || i == lessons.n - 1)) {
            sb_adds(&n.text, " (may start: ");
            explain_add_slots(x->p, &n.text, explain_starts(x, lessons.v[i]));
            sb_adds(&n.text, ")");
        }
    }
    if (circle) {
        sb_adds(&n.text, ", then again ");
        explain_add_lesson(x->p, &n.text, lessons.v[0]);
    }
    sb_adds(&n.text, ".");
    sb_adds(&n.advice,
            circle ? "Remove one of the rules of the circle."
                   : "Remove one of the order rules, or let the last lesson start "
                     "later or the first one earlier.");
    for (int i = 0; i < rules.n; i++)
        note_rule(&n, rules.v[i]);
    for (int i = 0; !circle && i < lessons.n; i++)
        note_bar_rules(&n, x, lessons.v[i]);
    if (explain_first_time(x, lessons.v, lessons.n, 0))
        note_end(&n, x->out, true, -1);
    else {
        note_drop(&n);
    }
    vec_free(&lessons);
    vec_free(&rules);
}

/* Pushes until nothing moves; the first lesson without a start left, or -1. */
static int push(struct order *o)
{
    const struct explain *x = o->x;
    int n = x->p->n_lessons;
    for (bool moved = true; moved;) {
        moved = false;
        for (int l = 0; l < n; l++) {
            for (int k = 0; o->earliest[l] >= 0 && k < o->next[l].n; k++) {
                int b = o->next[l].v[k].after;
                int end = o->earliest[l] + x->p->lessons[l].duration;
                if (o->earliest[b] < 0 || end <= o->earliest[b])
                    continue;
                o->earliest[b] = first_from(x, b, end);
                o->pred[b] = l;
                o->pred_rule[b] = o->next[l].v[k].rule;
                moved = true;
                if (o->earliest[b] < 0)
                    return b;
            }
        }
    }
    return -1;
}

void explain_order(struct explain *x)
{
    const struct tt_problem *p = x->p;
    int n = p->n_lessons, edges = 0;
    struct order o = {x, MEM_NEW(step_list, n + 1), MEM_NEW(int, n + 1),
                      MEM_NEW(int, n + 1), MEM_NEW(int, n + 1)};
    for (int i = 0; i < p->n_rules; i++) {
        if (!ordering(p, i))
            continue;
        const struct tt_rule *r = &p->rules[i];
        if (x->dead[r->lessons[0]] || x->dead[r->lessons[1]])
            continue;
        vec_push(&o.next[r->lessons[0]], ((struct step){r->lessons[1], i}));
        edges++;
    }
    for (int l = 0; edges > 0 && l < n; l++) {
        o.earliest[l] = p->lessons[l].active ? first_from(x, l, 0) : -1;
        o.pred[l] = o.pred_rule[l] = -1;
    }
    int late = edges > 0 ? push(&o) : -1;
    if (late >= 0)
        say(&o, late);
    for (int l = 0; l < n; l++)
        vec_free(&o.next[l]);
    mem_free(o.next);
    mem_free(o.earliest);
    mem_free(o.pred);
    mem_free(o.pred_rule);
}

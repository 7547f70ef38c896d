/*
 * Lessons that cannot start anywhere. Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <string.h>

static bool same_rules(const struct explain *x, const struct tt_finding *f, int lesson,
                       const struct explain_note *n)
{
    if (f->lesson < 0 || f->n_rules != n->rules.n || f->n_lessons == 0 ||
        n->rules.n == 0 ||
        x->p->lessons[f->lessons[0]].duration != x->p->lessons[lesson].duration)
        return false;
    for (int i = 0; i < n->rules.n; i++)
        if (f->rules[i] != n->rules.v[i])
            return false;
    return true;
}

struct merged {
    int finding;
    int_list lessons;
};

/* Adds the other lessons that the same rules forbid to the finding of the first. */
static void say_merged(struct explain *x, struct merged *m)
{
    struct tt_finding *f = &x->out->list.v[m->finding];
    if (m->lessons.n > 1) {
        f->text = arena_printf(x->out->arena, "%s The same rules stop %d more lessons.",
                               f->text, m->lessons.n - 1);
        f->n_lessons = m->lessons.n;
        f->lessons = ARENA_NEW(x->out->arena, int, m->lessons.n);
        memcpy(f->lessons, m->lessons.v, (size_t)m->lessons.n * sizeof(int));
    }
    vec_free(&m->lessons);
}

static void finish_note(struct explain_note *n)
{
    sb_adds(&n->text, ".");
    if (n->advice.len == 0)
        sb_adds(&n->advice, "Loosen one of these rules.");
}

void explain_no_start(struct explain *x)
{
    const struct tt_problem *p = x->p;
    VEC(struct merged) groups = {0};
    for (int l = 0; l < p->n_lessons; l++) {
        if (!p->lessons[l].active ||
            !explain_no_bits(tt_domain_starts(&x->dom, l), x->dom.words))
            continue;
        struct explain_reasons r;
        struct explain_note n;
        x->dead[l] = true;
        reasons_begin(&r, x);
        reasons_add_lesson(&r, l);
        note_begin(&n);
        note_lesson(&n, l);
        explain_add_lesson(p, &n.text, l);
        sb_adds(&n.text, " has no period in which it may start: ");
        reasons_say(&r, &n, false);
        finish_note(&n);
        reasons_release(&r);
        int g = 0;
        while (g < groups.n &&
               !same_rules(x, &x->out->list.v[groups.v[g].finding], l, &n))
            g++;
        if (g == groups.n) {
            vec_push(&groups, ((struct merged){.finding = x->out->list.n}));
            note_end(&n, x->out, true, l);
        } else {
            note_drop(&n);
        }
        vec_push(&groups.v[g].lessons, l);
    }
    for (int g = 0; g < groups.n; g++)
        say_merged(x, &groups.v[g]);
    vec_free(&groups);
}

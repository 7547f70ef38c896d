/*
 * Long lessons of one person: a lesson of d periods needs d free periods in a row, and a
 * day holds only so many such places. Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <string.h>

struct packing {
    struct explain *x;
    const struct explain_person *q;
    int duration; /* lessons of at least so many periods */
    uint64_t *starts, *mask;
    struct explain_caps caps;
};

/* The lessons meant; the union of their starts goes to w->starts. */
static int gather(struct packing *w, int_list *lessons)
{
    lessons->n = 0;
    memset(w->starts, 0, (size_t)w->x->dom.words * sizeof *w->starts);
    for (int i = 0; i < w->q->n_lessons; i++) {
        int l = w->q->lessons[i];
        if (w->x->p->lessons[l].duration < w->duration)
            continue;
        vec_push(lessons, l);
        for (int k = 0; k < w->x->dom.words; k++)
            w->starts[k] |= explain_starts(w->x, l)[k];
    }
    return lessons->n;
}

/* Most places of `duration` periods that do not overlap, earliest first, in one day. */
static int places(const struct packing *w, int day)
{
    const struct tt_problem *p = w->x->p;
    int n = 0;
    for (int h = 0; h + w->duration <= p->n_periods;) {
        if (bitset_get(w->starts, day * p->n_periods + h)) {
            n++;
            h += w->duration;
        } else {
            h++;
        }
    }
    int by_hours = w->caps.day[day] / w->duration;
    return n < by_hours ? n : by_hours;
}

static void say(struct packing *w, const int_list *lessons, int total, const int *per_day)
{
    const struct tt_problem *p = w->x->p;
    struct explain_note n;
    note_begin(&n);
    sb_addf(&n.text,
            "%s has %d lessons of %d or more periods, but there is room for at most %d (",
            w->q->name, lessons->n, w->duration, total);
    bool first = true;
    for (int d = 0; d < p->n_days; d++)
        if (per_day[d] > 0) {
            sb_addf(&n.text, "%s%s %d", first ? "" : ", ", p->days[d].name, per_day[d]);
            first = false;
        }
    sb_adds(&n.text, first ? "on no day): " : "): ");
    explain_add_lessons(p, &n.text, lessons->v, lessons->n);
    sb_adds(&n.text, ".");
    sb_adds(&n.advice, "Split some of them into shorter lessons, or free more periods in "
                       "a row.");
    for (int i = 0; i < lessons->n; i++) {
        note_lesson(&n, lessons->v[i]);
        if (n.rules.n < 30)
            note_bar_rules(&n, w->x, lessons->v[i]);
    }
    for (int i = 0; i < w->q->n_rules; i++)
        if (tt_rule_infos[p->rules[w->q->rules[i]].type].family == TT_F_MAX_HOURS)
            note_rule(&n, w->q->rules[i]);
    note_end(&n, w->x->out, true, -1);
}

static bool check(struct packing *w, int_list *lessons)
{
    const struct tt_problem *p = w->x->p;
    int n = gather(w, lessons), total = 0;
    int *per_day = MEM_NEW(int, p->n_days + 1);
    for (int d = 0; d < p->n_days; d++)
        total += per_day[d] = places(w, d);
    bool bad = n > total;
    if (bad && explain_first_time(w->x, lessons->v, n, 0))
        say(w, lessons, total, per_day);
    mem_free(per_day);
    return bad;
}

static void check_person(struct packing *w, int_list *lessons)
{
    const struct tt_problem *p = w->x->p;
    bool *durations = MEM_NEW(bool, TT_MAX_DURATION + 1), dead = w->q->said;
    for (int i = 0; i < w->q->n_lessons; i++) {
        durations[p->lessons[w->q->lessons[i]].duration] = true;
        dead |= w->x->dead[w->q->lessons[i]];
    }
    explain_lesson_mask(w->x, w->q, -1, w->mask);
    explain_caps_of(w->x, w->q, w->mask, NULL, -1, &w->caps);
    for (int d = 2; !dead && d <= TT_MAX_DURATION; d++) {
        w->duration = d;
        if (durations[d] && check(w, lessons))
            break;
    }
    mem_free(durations);
}

void explain_packing(struct explain *x)
{
    const struct tt_problem *p = x->p;
    struct packing w = {.x = x};
    int_list lessons = {0};
    w.starts = MEM_NEW(uint64_t, x->dom.words);
    w.mask = MEM_NEW(uint64_t, p->n_days + 1);
    w.caps.day = MEM_NEW(int, p->n_days + 1);
    if (p->mode == TT_MORNINGS_AFTERNOONS)
        w.caps.real = MEM_NEW(int, explain_n_real_days(p) + 1);
    for (int i = 0; i < x->n_persons; i++) {
        w.q = &x->persons[i];
        if (p->mode != TT_BLOCK_PLANNING || w.q->teacher)
            check_person(&w, &lessons);
    }
    mem_free(w.starts);
    mem_free(w.mask);
    mem_free(w.caps.day);
    mem_free(w.caps.real);
    vec_free(&lessons);
}

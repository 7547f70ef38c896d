/*
 * Lessons that must lie on different days, or not more than so many on one: their days are
 * matched as periods are in explain_hall.c. Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <limits.h>
#include <string.h>

/* Days that the starts of a lesson touch; in halves when real is false. */
static int lesson_days(const struct explain *x, int lesson, bool real, bool *days)
{
    const struct tt_problem *p = x->p;
    const uint64_t *starts = explain_starts(x, lesson);
    int n = 0;
    for (int s = 0; s < x->dom.n_slots; s++) {
        int d = s / p->n_periods;
        d = real ? explain_real_day(p, d) : d;
        if (bitset_get(starts, s) && !days[d]) {
            days[d] = true;
            n++;
        }
    }
    return n;
}

static int living(const struct explain *x, const struct tt_rule *r, int *out)
{
    int n = 0;
    for (int i = 0; i < r->n_lessons; i++) {
        int l = r->lessons[i];
        bool twice = false;
        for (int k = 0; k < n; k++)
            twice |= out[k] == l;
        if (x->p->lessons[l].active && !x->dead[l] && !twice)
            out[n++] = l;
    }
    return n;
}

/* Matches lessons with days that hold `most` each; false and *v filled if they do not fit. */
static bool fit_days(const struct explain *x, const int *lessons, int n, bool real,
                     int most, struct violator *v)
{
    const struct tt_problem *p = x->p;
    int n_days = real ? explain_n_real_days(p) : p->n_days;
    bool *days = MEM_NEW(bool, n_days + 1);
    int *cells = MEM_NEW(int, n_days + 1);
    struct match m;
    match_init(&m, n_days);
    for (int d = 0; d < n_days; d++)
        m.cap[d] = most;
    for (int i = 0; i < n; i++) {
        int k = 0;
        memset(days, 0, (size_t)n_days * sizeof *days);
        lesson_days(x, lessons[i], real, days);
        for (int d = 0; d < n_days; d++)
            if (days[d])
                cells[k++] = d;
        match_add(&m, lessons[i], cells, k);
    }
    bool fits = !match_violator(&m, p->n_lessons, v);
    match_release(&m);
    mem_free(days);
    mem_free(cells);
    return fits;
}

static void add_real_days(const struct explain *x, struct strbuf *b, const int *cells,
                          int n, bool real)
{
    const struct tt_problem *p = x->p;
    bool *days = MEM_NEW(bool, p->n_days + 2);
    bool halves = real && p->mode == TT_MORNINGS_AFTERNOONS;
    for (int i = 0; i < n; i++) {
        days[halves ? 2 * cells[i] : cells[i]] = true;
        if (halves && 2 * cells[i] + 1 < p->n_days)
            days[2 * cells[i] + 1] = true;
    }
    explain_add_days(p, b, days);
    mem_free(days);
}

static void end_days_note(struct explain *x, struct explain_note *n, const int *lessons,
                          int count, int rule)
{
    note_rule(n, rule);
    for (int i = 0; i < count; i++) {
        note_lesson(n, lessons[i]);
        if (n->rules.n < 40)
            note_bar_rules(n, x, lessons[i]);
    }
    note_end(n, x->out, true, -1);
}

static void say_too_few_days(struct explain *x, int rule, const struct violator *v,
                             int most, bool hidden)
{
    const struct tt_problem *p = x->p;
    struct explain_note n;
    note_begin(&n);
    sb_addf(&n.text, "%d lessons must lie on ", v->need);
    sb_adds(&n.text, most == 1 ? "different days" : "days with at most two of them each");
    sb_addf(&n.text, ", but only %d day%s can take them (", v->cells.n,
            v->cells.n == 1 ? "" : "s");
    add_real_days(x, &n.text, v->cells.v, v->cells.n, true);
    sb_adds(&n.text, "): ");
    explain_add_lessons(p, &n.text, v->lessons.v, v->lessons.n);
    sb_adds(&n.text, ".");
    if (hidden)
        sb_adds(&n.text,
                " A rule on the days between lessons, even a soft one, never lets "
                "more than two of its lessons share a day.");
    sb_adds(&n.advice,
            "Allow more days for these lessons, or take some out of the rule.");
    end_days_note(x, &n, v->lessons.v, v->lessons.n, rule);
}

/* How many of the days, at least `apart` from each other, can be chosen? */
static int spaced_days(const bool *days, int n_days, int apart)
{
    int n = 0;
    for (int d = 0; d < n_days;) {
        if (days[d]) {
            n++;
            d += apart;
        } else {
            d++;
        }
    }
    return n;
}

static bool check_spacing(struct explain *x, int rule, const int *lessons, int n)
{
    const struct tt_problem *p = x->p;
    const struct tt_rule *r = &p->rules[rule];
    int n_days = explain_n_real_days(p), apart = r->limit;
    bool *days = MEM_NEW(bool, n_days + 1);
    for (int i = 0; i < n; i++)
        lesson_days(x, lessons[i], true, days);
    int possible = spaced_days(days, n_days, apart);
    if (possible < n) {
        struct explain_note note;
        note_begin(&note);
        sb_addf(&note.text,
                "%d lessons must lie at least %d days apart from each other, but the "
                "days they "
                "may be on have room for only %d: ",
                n, apart, possible);
        explain_add_lessons(p, &note.text, lessons, n);
        sb_adds(&note.text, ".");
        sb_adds(&note.advice,
                "Lower the number of days between them, or make the rule soft.");
        end_days_note(x, &note, lessons, n, rule);
    }
    mem_free(days);
    return possible < n;
}

/* Lessons of one person that must lie on different days, but the person comes too rarely. */
static void check_max_days(struct explain *x, int rule, const int *lessons, int n)
{
    const struct tt_problem *p = x->p;
    int *in = MEM_NEW(int, p->n_lessons + 1);
    for (int i = 0; i < n; i++)
        in[lessons[i]] = 1;
    for (int q = 0; q < x->n_persons; q++) {
        const struct explain_person *who = &x->persons[q];
        int most = INT_MAX, limit_rule = -1, count = 0;
        for (int i = 0; i < who->n_rules; i++) {
            const struct tt_rule *r = &p->rules[who->rules[i]];
            enum tt_span span = tt_rule_infos[r->type].span;
            if (tt_rule_infos[r->type].family == TT_F_MAX_DAYS && r->limit < most &&
                (span == TT_DAY || span == TT_REAL)) {
                most = r->limit;
                limit_rule = who->rules[i];
            }
        }
        if (limit_rule < 0 || most >= n)
            continue;
        for (int i = 0; i < who->n_lessons; i++)
            count += in[who->lessons[i]];
        if (count <= most)
            continue;
        struct explain_note note;
        note_begin(&note);
        sb_addf(&note.text, "%d lessons of %s must lie on different days, but ", count,
                who->name);
        explain_add_rule(p, &note.text, limit_rule);
        sb_adds(&note.text, ": ");
        explain_add_lessons(p, &note.text, lessons, n);
        sb_adds(&note.text, ".");
        sb_adds(&note.advice,
                "Raise the number of days, or make the rule on the days between "
                "the lessons soft.");
        note_rule(&note, limit_rule);
        end_days_note(x, &note, lessons, n, rule);
        break;
    }
    mem_free(in);
}

static void check_min_days(struct explain *x, int rule)
{
    const struct tt_problem *p = x->p;
    const struct tt_rule *r = &p->rules[rule];
    int *lessons = MEM_NEW(int, r->n_lessons + 1), n = living(x, r, lessons);
    bool hard = r->weight >= TT_HARD;
    struct violator v = {0};
    if (n < 2 || r->limit < 1) {
        mem_free(lessons);
        return;
    }
    bool fits = fit_days(x, lessons, n, true, hard ? 1 : 2, &v);
    if (!fits && explain_first_time(x, v.lessons.v, v.lessons.n, 0))
        say_too_few_days(x, rule, &v, hard ? 1 : 2, !hard);
    violator_release(&v);
    if (fits && hard && (r->limit < 2 || !check_spacing(x, rule, lessons, n)))
        check_max_days(x, rule, lessons, n);
    mem_free(lessons);
}

/* --- lessons that end a day: of one person at most one a day --- */

static void check_last_lessons(struct explain *x)
{
    const struct tt_problem *p = x->p;
    bool *last = MEM_NEW(bool, p->n_lessons + 1);
    int *lessons = MEM_NEW(int, p->n_lessons + 1), any = -1;
    for (int i = 0; i < p->n_rules; i++) {
        if (tt_rule_infos[p->rules[i].type].family != TT_F_ENDS_DAY ||
            !explain_is_hard(p, i))
            continue;
        any = i;
        for (int l = 0; l < p->n_lessons; l++)
            last[l] |= p->lessons[l].active && tt_rule_matches(p, &p->rules[i], l);
    }
    for (int q = 0; any >= 0 && q < x->n_persons; q++) {
        const struct explain_person *who = &x->persons[q];
        struct violator v;
        int n = 0;
        for (int i = 0; !who->teacher && i < who->n_lessons; i++)
            if (last[who->lessons[i]] && !x->dead[who->lessons[i]])
                lessons[n++] = who->lessons[i];
        if (n < 2 || !explain_first_time(x, lessons, n, 2))
            continue;
        if (!fit_days(x, lessons, n, false, 1, &v)) {
            struct explain_note note;
            note_begin(&note);
            sb_addf(&note.text,
                    "%s: %d lessons must each be the last of a day, but only %d "
                    "day%s can take them (",
                    who->name, v.need, v.cells.n, v.cells.n == 1 ? "" : "s");
            add_real_days(x, &note.text, v.cells.v, v.cells.n, false);
            sb_adds(&note.text, "): ");
            explain_add_lessons(p, &note.text, v.lessons.v, v.lessons.n);
            sb_adds(&note.text, ".");
            sb_adds(&note.advice, "Let fewer lessons end the day.");
            end_days_note(x, &note, v.lessons.v, v.lessons.n, any);
        }
        violator_release(&v);
    }
    mem_free(last);
    mem_free(lessons);
}

void explain_spread(struct explain *x)
{
    const struct tt_problem *p = x->p;
    for (int i = 0; i < p->n_rules; i++)
        if (p->rules[i].type == TT_R_MIN_DAYS_BETWEEN && tt_rule_live(p, &p->rules[i]))
            check_min_days(x, i);
    if (p->mode != TT_BLOCK_PLANNING)
        check_last_lessons(x);
}

/*
 * The driver of the analyses of the input, and the findings they make. Layer: timetable.
 */
#include "timetable/explain_parts.h"

#include <string.h>

enum { MOST_FATAL = 40, MOST_HINTS = 24 };

/* --- what all analyses use --- */

const uint64_t *explain_starts(const struct explain *x, int lesson)
{
    return x->starts + (size_t)lesson * x->dom.words;
}

void explain_period_slots(const struct explain *x, int lesson, int k, uint64_t *out)
{
    const uint64_t *starts = explain_starts(x, lesson);
    memset(out, 0, (size_t)x->dom.words * sizeof *out);
    for (int s = 0; s + k < x->dom.n_slots; s++)
        if (bitset_get(starts, s))
            bitset_set(out, s + k);
}

bool explain_first_time(struct explain *x, const int *lessons, int n, int salt)
{
    uint64_t h = 0;
    for (int i = 0; i < n; i++) { /* a sum does not see the order */
        uint64_t v = (uint64_t)lessons[i] + 0x9E3779B97F4A7C15ULL;
        v = (v ^ v >> 30) * 0xBF58476D1CE4E5B9ULL;
        v = (v ^ v >> 27) * 0x94D049BB133111EBULL;
        h += v ^ v >> 31;
    }
    h = h * 31 + (uint64_t)salt * 1000003 + (uint64_t)n;
    return map_put_int(&x->said, (int64_t)(h >> 1), 1);
}

bool explain_no_bits(const uint64_t *bits, int words)
{
    for (int w = 0; w < words; w++)
        if (bits[w])
            return false;
    return true;
}

void explain_all_slots(const struct explain *x, uint64_t *bits)
{
    for (int s = 0; s < x->dom.n_slots; s++)
        bitset_set(bits, s);
}

bool explain_is_hard(const struct tt_problem *p, int rule)
{
    return p->rules[rule].weight >= TT_HARD && tt_rule_live(p, &p->rules[rule]);
}

int explain_real_day(const struct tt_problem *p, int day)
{
    return p->mode == TT_MORNINGS_AFTERNOONS ? day / 2 : day;
}

int explain_n_real_days(const struct tt_problem *p)
{
    return p->mode == TT_MORNINGS_AFTERNOONS ? (p->n_days + 1) / 2 : p->n_days;
}

/* --- notes --- */

void note_begin(struct explain_note *n)
{
    *n = (struct explain_note){0};
    sb_init(&n->text);
    sb_init(&n->advice);
}

static void add_once(int_list *list, int x)
{
    for (int i = 0; i < list->n; i++)
        if (list->v[i] == x)
            return;
    vec_push(list, x);
}

void note_lesson(struct explain_note *n, int lesson)
{
    if (lesson >= 0)
        add_once(&n->lessons, lesson);
}

void note_rule(struct explain_note *n, int rule)
{
    if (rule >= 0)
        add_once(&n->rules, rule);
}

void note_drop(struct explain_note *n)
{
    vec_free(&n->lessons);
    vec_free(&n->rules);
    sb_release(&n->text);
    sb_release(&n->advice);
}

static int *keep(struct arena *a, const int_list *list)
{
    int *v = ARENA_NEW(a, int, list->n + 1);
    for (int i = 0; i < list->n; i++)
        v[i] = list->v[i];
    return v;
}

void note_end(struct explain_note *n, struct tt_findings *out, bool fatal, int lesson)
{
    struct tt_finding f = {.fatal = fatal,
                           .lesson = lesson,
                           .n_lessons = n->lessons.n,
                           .lessons = keep(out->arena, &n->lessons),
                           .n_rules = n->rules.n,
                           .rules = keep(out->arena, &n->rules),
                           .text = arena_strdup(out->arena, n->text.s),
                           .advice = arena_strdup(out->arena, n->advice.s)};
    vec_push(&out->list, f);
    note_drop(n);
}

static void take_rule(void *user, const struct tt_bar *bar, const uint64_t *starts)
{
    (void)starts;
    if (bar->kind != TT_BAR_BREAK)
        note_rule(user, bar->rule);
}

void note_bar_rules(struct explain_note *n, const struct explain *x, int lesson)
{
    tt_domain_each_bar(&x->dom, lesson, take_rule, n);
    const struct tt_lesson_rooms *lr = &x->dom.rooms[lesson];
    for (int i = 0; i < lr->n_rules; i++)
        note_rule(n, lr->rules[i]);
}

/* --- the list of findings --- */

/* Fatal ones first, else in the order of the analyses; the tail of a long list is counted. */
static void put_in_order(struct tt_findings *out)
{
    int n = out->list.n, at = 0, kept[2] = {0, 0}, most[2] = {MOST_HINTS, MOST_FATAL};
    struct tt_finding *sorted = MEM_NEW(struct tt_finding, n + 2);
    for (int fatal = 1; fatal >= 0; fatal--) {
        int left_out = 0;
        for (int i = 0; i < n; i++) {
            if (out->list.v[i].fatal != (fatal == 1))
                continue;
            if (kept[fatal]++ < most[fatal])
                sorted[at++] = out->list.v[i];
            else
                left_out++;
        }
        if (left_out)
            sorted[at++] = (struct tt_finding){
                .fatal = fatal == 1,
                .lesson = -1,
                .text = arena_printf(
                    out->arena, "%d more findings like these are left out.", left_out),
                .advice = "Solve the ones above first, then look again."};
    }
    out->list.n = 0;
    for (int i = 0; i < at; i++)
        vec_push(&out->list, sorted[i]);
    mem_free(sorted);
}

static void prepare(struct explain *x, const struct tt_problem *p,
                    struct tt_findings *out)
{
    *x = (struct explain){.p = p, .out = out, .tmp = arena_new()};
    map_init(&x->said);
    tt_domain_init(&x->dom, p);
    size_t size = (size_t)(p->n_lessons + 1) * x->dom.words;
    x->starts = ARENA_NEW(x->tmp, uint64_t, size);
    memcpy(x->starts, x->dom.allowed, size * sizeof *x->starts);
    x->block = ARENA_NEW(x->tmp, int, p->n_lessons + 1);
    x->dead = ARENA_NEW(x->tmp, bool, p->n_lessons + 1);
    for (int l = 0; l < p->n_lessons; l++)
        x->block[l] = l;
    explain_find_persons(x);
}

void tt_explain_input(const struct tt_problem *p, struct tt_findings *out)
{
    struct explain x;
    *out = (struct tt_findings){.arena = arena_new()};
    prepare(&x, p, out);
    explain_no_start(&x);
    explain_linked(&x);
    explain_load(&x);
    explain_people_matching(&x);
    explain_packing(&x);
    explain_spread(&x);
    explain_pairs(&x);
    explain_order(&x);
    explain_rooms(&x);
    explain_lists(&x);
    explain_hints(&x);
    put_in_order(out);
    map_release(&x.said);
    tt_domain_release(&x.dom);
    arena_free(x.tmp);
}

void tt_findings_release(struct tt_findings *f)
{
    vec_free(&f->list);
    arena_free(f->arena);
    f->arena = NULL;
}

/*
 * Why a lesson stayed unplaced: every start is examined, each reason that alone forbids it
 * is a set of starts, and the smallest choice of reasons that covers all starts is the
 * answer. Layer: timetable.
 */
#include "timetable/explain_why.h"

#include <limits.h>
#include <string.h>

enum {
    MOST_LESSONS = 200, /* explained one by one */
    MOST_JUDGED = 30    /* of these, starts that are taken anyway are judged, too */
};

struct unplaced {
    struct why_work w;
    struct tt_findings *out;
    uint64_t *universe; /* starts that fit the day and no break */
    uint64_t *free;     /* starts that nothing forbids */
    int *chosen, n_chosen;
};

/* A finding whose words later lessons may share. */
struct told {
    int finding, lesson, more;
    char *body;
};

static int count_bits(const uint64_t *a, int words)
{
    int n = 0;
    for (int w = 0; w < words; w++)
        n += bits_count(a[w]);
    return n;
}

/* --- examination --- */

static void find_universe(struct unplaced *u)
{
    int words = u->w.dom->words;
    for (int s = 0; s < u->w.dom->n_slots; s++)
        bitset_set(u->universe, s);
    for (int i = 0; i < u->w.list.n; i++) {
        const struct why *y = &u->w.list.v[i];
        if (y->kind == WHY_BAR &&
            (y->bar.kind == TT_BAR_DAY_END || y->bar.kind == TT_BAR_BREAK))
            for (int w = 0; w < words; w++)
                u->universe[w] &= ~y->starts[w];
    }
}

static void mark_forbidden(const struct unplaced *u, uint64_t *bits, bool bars_only)
{
    for (int i = 0; i < u->w.list.n; i++)
        for (int w = 0; w < u->w.dom->words; w++)
            if (!bars_only || u->w.list.v[i].kind == WHY_BAR)
                bits[w] |= u->w.list.v[i].starts[w];
}

static void examine(struct unplaced *u, bool judge_all)
{
    int words = u->w.dom->words;
    uint64_t *barred = MEM_NEW(uint64_t, words), *taken = MEM_NEW(uint64_t, words);
    why_unary(&u->w);
    find_universe(u);
    mark_forbidden(u, barred, true);
    why_people(&u->w);
    why_rooms(&u->w);
    mark_forbidden(u, taken, false);
    for (int s = 0; s < u->w.dom->n_slots; s++) {
        bool open = !bitset_get(taken, s);
        if (!bitset_get(u->universe, s) || bitset_get(barred, s) || (!open && !judge_all))
            continue;
        if (why_try(&u->w, s) && open)
            bitset_set(u->free, s);
    }
    mem_free(barred);
    mem_free(taken);
}

static void choose(struct unplaced *u)
{
    int n = u->w.list.n;
    uint64_t **sets = MEM_NEW(uint64_t *, n + 1);
    for (int i = 0; i < n; i++)
        sets[i] = u->w.list.v[i].starts;
    u->chosen = MEM_NEW(int, u->w.dom->n_slots + n + 1);
    u->n_chosen = explain_cover(sets, n, u->universe, u->w.dom->words, u->chosen);
    mem_free(sets);
}

/* --- sentences --- */

static void note_blockers(const struct unplaced *u, struct explain_note *n,
                          const struct why *y, const uint64_t *starts)
{
    int_list now = {0}, pinned = {0};
    for (int i = 0; i < y->lessons.n; i++) {
        bool here = false;
        for (int s = 0; s < u->w.dom->n_slots && !here; s++)
            here = bitset_get(starts, s) &&
                   why_overlaps(&u->w, y->lessons.v[i], s, y->kind == WHY_STUDENTS);
        if (!here)
            continue;
        int pin = why_pin_of(u->w.dom, y->lessons.v[i]);
        vec_push(&now, y->lessons.v[i]);
        if (pin >= 0)
            vec_push(&pinned, y->lessons.v[i]);
        note_rule(n, pin);
        note_lesson(n, y->lessons.v[i]);
    }
    if (now.n > 0) {
        sb_adds(&n->text, " (");
        explain_add_lessons(u->w.p, &n->text, now.v, now.n);
        if (pinned.n == now.n)
            sb_adds(&n->text, now.n == 1 ? "; fixed there" : "; all fixed there");
        else if (pinned.n > 0)
            sb_addf(&n->text, "; %d of these are fixed there", pinned.n);
        sb_addc(&n->text, ')');
    }
    vec_free(&now);
    vec_free(&pinned);
}

static void add_room_list(const struct unplaced *u, struct strbuf *b)
{
    const struct tt_lesson_rooms *lr = &u->w.dom->rooms[u->w.lesson];
    sb_adds(b, lr->n == 1 ? "its only room " : "all its rooms (");
    explain_add_rooms(u->w.p, b, lr->rooms, lr->n);
    sb_adds(b, lr->n == 1 ? "" : ")");
}

static void add_bar(const struct unplaced *u, struct strbuf *b, const struct why *y)
{
    const struct tt_lesson_rooms *lr = &u->w.dom->rooms[u->w.lesson];
    if (y->bar.kind != TT_BAR_ROOM) {
        explain_add_rule(u->w.p, b, y->bar.rule);
    } else if (lr->n > 0) {
        add_room_list(u, b);
        sb_adds(b, lr->n == 1 ? " is closed" : " are closed");
    } else if (lr->n_small > 0) {
        sb_adds(b, "its rooms (");
        explain_add_rooms(u->w.p, b, lr->small, lr->n_small);
        sb_adds(b, ") are too small");
    } else {
        sb_adds(b, "its room rules have no room in common");
    }
}

static void add_why(const struct unplaced *u, struct explain_note *n, const struct why *y,
                    const uint64_t *starts)
{
    const struct tt_problem *p = u->w.p;
    switch (y->kind) {
    case WHY_BAR:
        add_bar(u, &n->text, y);
        break;
    case WHY_TEACHER:
        sb_addf(&n->text, "%s teaches elsewhere", p->teachers[y->who].label.name);
        break;
    case WHY_STUDENTS:
        sb_addf(&n->text, "%s has other lessons", p->sets[y->who].label.name);
        break;
    case WHY_ROOMS:
        add_room_list(u, &n->text);
        sb_adds(&n->text,
                u->w.dom->rooms[u->w.lesson].n == 1 ? " is taken" : " are taken");
        break;
    case WHY_RULES:
        sb_adds(&n->text,
                y->rules.n == 0   ? "the half days that the teacher may work would "
                                    "be exceeded"
                : y->rules.n == 1 ? "it would break the rule: "
                                  : "every free room would break one of the rules: ");
        for (int i = 0; i < y->rules.n; i++) {
            sb_adds(&n->text, i ? "; " : "");
            explain_add_rule(p, &n->text, y->rules.v[i]);
        }
        break;
    }
    for (int i = 0; i < y->rules.n; i++)
        note_rule(n, y->rules.v[i]);
    if (y->kind != WHY_BAR && y->kind != WHY_RULES)
        note_blockers(u, n, y, starts);
}

/* "16 are out because ", "11 more because ", "the last one (Monday 1) because ". */
static void add_count(const struct unplaced *u, struct explain_note *n,
                      const uint64_t *now, bool first, bool last)
{
    int k = count_bits(now, u->w.dom->words);
    sb_adds(&n->text, first ? ": " : "; ");
    if (first && last)
        sb_adds(&n->text, "all are out because ");
    else if (last && k == 1)
        sb_adds(&n->text, "the last one");
    else if (last)
        sb_addf(&n->text, "the last %d", k);
    else if (first)
        sb_addf(&n->text, "%d", k);
    else
        sb_addf(&n->text, "%d more", k);
    if (first && last)
        return;
    if (k <= 4) {
        sb_adds(&n->text, " (");
        explain_add_slots(u->w.p, &n->text, now);
        sb_adds(&n->text, ")");
    }
    sb_adds(&n->text, !first   ? " because "
                      : k == 1 ? " is out because "
                               : " are out because ");
}

/* "16 of them because ...; 11 more because ...; the last 3 (Monday 1) because ...". */
static void add_reasons(const struct unplaced *u, struct explain_note *n)
{
    int words = u->w.dom->words;
    uint64_t *left = MEM_NEW(uint64_t, words), *now = MEM_NEW(uint64_t, words);
    memcpy(left, u->universe, (size_t)words * sizeof *left);
    for (int i = 0; i < u->n_chosen; i++) {
        const struct why *y = &u->w.list.v[u->chosen[i]];
        for (int w = 0; w < words; w++) {
            now[w] = left[w] & y->starts[w];
            left[w] &= ~y->starts[w];
        }
        int k = count_bits(now, words);
        if (k == 0)
            continue;
        bool last = i == u->n_chosen - 1;
        add_count(u, n, now, i == 0, last);
        add_why(u, n, y, now);
    }
    mem_free(left);
    mem_free(now);
    sb_addc(&n->text, '.');
}

/* Rules that another lesson of the same people can mend. */
static bool mendable(enum tt_family f)
{
    return f == TT_F_MAX_GAPS || f == TT_F_EARLY || f == TT_F_MIN_HOURS ||
           f == TT_F_MIN_DAYS || f == TT_F_OCCUPY_MIN_SLOTS || f == TT_F_MIN_SIMULTANEOUS;
}

/* In an incomplete timetable a gap may only wait for its lesson: say so. */
static void add_hope(const struct unplaced *u, struct explain_note *n)
{
    const struct tt_problem *p = u->w.p;
    bool any = false;
    int others = 0;
    for (int i = 0; i < u->n_chosen; i++) {
        const struct why *y = &u->w.list.v[u->chosen[i]];
        for (int k = 0; y->kind == WHY_RULES && k < y->rules.n; k++)
            any |= mendable(tt_rule_infos[p->rules[y->rules.v[k]].type].family);
    }
    for (int l = 0; any && l < p->n_lessons; l++)
        others += l != u->w.lesson && p->lessons[l].active && u->w.s->slot[l] < 0 &&
                  tt_lessons_share_people(p, l, u->w.lesson);
    if (others > 0)
        sb_addf(
            &n->text,
            " %d more %s of the same people %s not placed yet; together with %s it may "
            "fit.",
            others, others == 1 ? "lesson" : "lessons", others == 1 ? "is" : "are",
            others == 1 ? "that" : "them");
}

/* --- advice: the start with the least in its way --- */

static int weight_at(const struct unplaced *u, int slot)
{
    int total = 0;
    for (int i = 0; i < u->w.list.n; i++) {
        const struct why *y = &u->w.list.v[i];
        if (!bitset_get(y->starts, slot))
            continue;
        if (y->kind == WHY_BAR)
            total += y->bar.kind == TT_BAR_PLACE ? 3 : 5;
        else if (y->kind == WHY_RULES)
            total += 3 * (y->rules.n > 0 ? y->rules.n : 1);
        else if (y->kind == WHY_ROOMS)
            total += 2;
        for (int k = 0;
             k < y->lessons.n && (y->kind == WHY_TEACHER || y->kind == WHY_STUDENTS); k++)
            if (why_overlaps(&u->w, y->lessons.v[k], slot, y->kind == WHY_STUDENTS))
                total += why_pin_of(u->w.dom, y->lessons.v[k]) >= 0 ? 4 : 2;
    }
    return total;
}

static void add_obstacles(const struct unplaced *u, struct explain_note *n, int slot)
{
    const struct tt_problem *p = u->w.p;
    int_list met = {0};
    bool first = true;
    for (int i = 0; i < u->w.list.n; i++) {
        const struct why *y = &u->w.list.v[i];
        if (!bitset_get(y->starts, slot))
            continue;
        for (int k = 0; k < y->lessons.n; k++) {
            bool known = false;
            for (int j = 0; j < met.n; j++)
                known |= met.v[j] == y->lessons.v[k];
            if (known ||
                !why_overlaps(&u->w, y->lessons.v[k], slot,
                              y->kind == WHY_STUDENTS || p->mode == TT_BLOCK_PLANNING))
                continue;
            vec_push(&met, y->lessons.v[k]);
            sb_adds(&n->advice, first ? "" : "; ");
            sb_adds(&n->advice, why_pin_of(u->w.dom, y->lessons.v[k]) >= 0
                                    ? "unpin and move "
                                    : "move ");
            explain_add_lesson(p, &n->advice, y->lessons.v[k]);
            first = false;
        }
        if (y->kind == WHY_BAR || y->kind == WHY_RULES) {
            sb_adds(&n->advice, first ? "" : "; ");
            sb_adds(&n->advice, "loosen: ");
            if (y->kind == WHY_BAR)
                add_bar(u, &n->advice, y);
            else if (y->rules.n > 0)
                explain_add_rule(p, &n->advice, y->rules.v[0]);
            else
                sb_adds(&n->advice, "the half days of the teacher");
            first = false;
        }
    }
    vec_free(&met);
}

static void add_advice(const struct unplaced *u, struct explain_note *n)
{
    char text[256];
    int best = -1, least = INT_MAX;
    for (int s = 0; s < u->w.dom->n_slots; s++)
        if (bitset_get(u->universe, s)) {
            int k = weight_at(u, s);
            if (k < least) {
                least = k;
                best = s;
            }
        }
    if (best < 0)
        return;
    sb_addf(&n->advice, "Easiest at %s: ", tt_slot_text(u->w.p, best, text, sizeof text));
    add_obstacles(u, n, best);
    sb_addc(&n->advice, '.');
}

/* --- one lesson --- */

static void write_note(struct unplaced *u, struct explain_note *n)
{
    int possible = count_bits(u->universe, u->w.dom->words);
    int open = count_bits(u->free, u->w.dom->words);
    if (possible == 0) {
        sb_addf(&n->text, "Its %d periods in a row fit into no day.",
                u->w.p->lessons[u->w.lesson].duration);
        sb_adds(&n->advice, "Make it shorter, or move the breaks.");
        return;
    }
    if (open > 0) {
        sb_addf(&n->text,
                "The search left it out, but it breaks no hard rule in %d period%s: ",
                open, open == 1 ? "" : "s");
        explain_add_slots(u->w.p, &n->text, u->free);
        sb_addc(&n->text, '.');
        sb_adds(&n->advice,
                "Place it there, or run the search again from this timetable.");
        return;
    }
    choose(u);
    sb_addf(&n->text, "It could start in %d period%s", possible,
            possible == 1 ? "" : "s");
    if (u->n_chosen > 0)
        add_reasons(u, n);
    else
        sb_adds(&n->text, ".");
    add_hope(u, n);
    add_advice(u, n);
    mem_free(u->chosen);
}

static bool alike(const struct tt_problem *p, int a, int b)
{
    const struct tt_lesson *x = &p->lessons[a], *y = &p->lessons[b];
    return x->subject == y->subject && x->duration == y->duration &&
           x->n_teachers == y->n_teachers && x->n_sets == y->n_sets &&
           !memcmp(x->teachers, y->teachers, (size_t)x->n_teachers * sizeof(int)) &&
           !memcmp(x->sets, y->sets, (size_t)x->n_sets * sizeof(int));
}

typedef VEC(struct told) told_list;

/* True if an equal lesson has been explained in the same words; it is added there. */
static bool join_told(struct tt_findings *out, const struct tt_problem *p,
                      told_list *told, int lesson, const char *body)
{
    for (int i = 0; i < told->n; i++) {
        struct told *t = &told->v[i];
        struct tt_finding *f = &out->list.v[t->finding];
        if (!alike(p, t->lesson, lesson) || strcmp(t->body, body) != 0)
            continue;
        int *longer = ARENA_NEW(out->arena, int, f->n_lessons + 1);
        memcpy(longer, f->lessons, (size_t)f->n_lessons * sizeof *longer);
        longer[f->n_lessons++] = lesson;
        f->lessons = longer;
        t->more++;
        return true;
    }
    return false;
}

static void explain_one(struct unplaced *u, told_list *told, bool judge_all)
{
    struct explain_note n;
    note_begin(&n);
    note_lesson(&n, u->w.lesson);
    examine(u, judge_all);
    write_note(u, &n);
    if (join_told(u->out, u->w.p, told, u->w.lesson, n.text.s)) {
        note_drop(&n);
        return;
    }
    struct told t = {u->out->list.n, u->w.lesson, 0, mem_strdup(n.text.s)};
    vec_push(told, t);
    note_end(&n, u->out, count_bits(u->free, u->w.dom->words) == 0, u->w.lesson);
}

static void add_heads(struct tt_findings *out, const struct tt_problem *p,
                      told_list *told)
{
    char text[512], more[64];
    for (int i = 0; i < told->n; i++) {
        struct told *t = &told->v[i];
        more[0] = 0;
        if (t->more > 0) {
            char *end = more;
            explain_count(t->more, "more like it", "more like it", end, sizeof more);
        }
        out->list.v[t->finding].text =
            arena_printf(out->arena, "%s%s%s %s not placed. %s",
                         tt_lesson_text(p, t->lesson, text, sizeof text),
                         t->more ? " and " : "", more, t->more ? "are" : "is", t->body);
        mem_free(t->body);
    }
}

static void explain_lesson(const struct tt_problem *p, const struct tt_domain *dom,
                           const struct tt_solution *s, int lesson, told_list *told,
                           struct tt_findings *out)
{
    struct unplaced u = {.out = out};
    u.universe = MEM_NEW(uint64_t, dom->words);
    u.free = MEM_NEW(uint64_t, dom->words);
    why_begin(&u.w, p, dom, s, lesson, false);
    explain_one(&u, told, told->n < MOST_JUDGED);
    why_end(&u.w);
    mem_free(u.universe);
    mem_free(u.free);
}

void tt_explain_unplaced(const struct tt_problem *p, const struct tt_solution *s,
                         struct tt_findings *out)
{
    struct tt_domain dom;
    told_list told = {0};
    int seen = 0, left_out = 0;
    *out = (struct tt_findings){.arena = arena_new()};
    tt_domain_init(&dom, p);
    for (int l = 0; l < p->n_lessons; l++) {
        if (!p->lessons[l].active || s->slot[l] >= 0)
            continue;
        if (seen++ < MOST_LESSONS)
            explain_lesson(p, &dom, s, l, &told, out);
        else
            left_out++;
    }
    add_heads(out, p, &told);
    if (left_out > 0) {
        struct explain_note n;
        note_begin(&n);
        sb_addf(&n.text, "%d more lessons are not placed.", left_out);
        sb_adds(&n.advice, "Place or loosen the ones above first, then ask again.");
        note_end(&n, out, false, -1);
    }
    vec_free(&told);
    tt_domain_release(&dom);
}

/*
 * "Why not?" and "what else?" for timetables in the words of struct planner. Layer: planner.
 */
#include "planner/timetable_parts.h"

#include "base/vec.h"
#include "timetable/explain.h"
#include "timetable/suggest.h"
#include <string.h>

static void take_findings(struct tt_findings *from, struct plan_findings *to)
{
    to->arena = arena_new();
    to->n = from->list.n;
    to->v = ARENA_NEW(to->arena, struct plan_finding, to->n + 1);
    for (int i = 0; i < to->n; i++) {
        const struct tt_finding *f = &from->list.v[i];
        to->v[i] = (struct plan_finding){
            .fatal = f->fatal,
            .text = arena_strdup(to->arena, f->text ? f->text : ""),
            .advice = arena_strdup(to->arena, f->advice ? f->advice : ""),
        };
    }
    tt_findings_release(from);
}

/* Sentences in a row, without the full stops between them. */
static void add_reason(struct strbuf *b, const char *text, bool first)
{
    size_t n = strlen(text);
    while (n && text[n - 1] == '.')
        n--;
    sb_adds(b, first ? "" : "; ");
    sb_add(b, text, n);
}

/* One line about one cell: what prevents it, else what it would cost. */
static struct plan_finding cell_finding(const struct tt_problem *p, int slot, bool here,
                                        struct tt_findings *why, struct arena *a)
{
    struct strbuf b;
    bool hard = false;
    int n = 0;
    for (int i = 0; i < why->list.n; i++)
        hard |= why->list.v[i].fatal;
    sb_init(&b);
    sb_addf(&b, "%s: %s%s", timetable_slot_name(p, slot, a),
            here ? "it is here now" : (hard ? "" : "possible"),
            why->list.n == 0 ? "" : (hard ? (here ? "; " : "") : ", but "));
    for (int i = 0; i < why->list.n; i++)
        if (why->list.v[i].fatal == hard)
            add_reason(&b, why->list.v[i].text, n++ == 0);
    struct plan_finding out = {.fatal = hard, .advice = ""};
    out.text = arena_strndup(a, b.s, b.len);
    if (n == 1 && why->list.v[0].advice)
        out.advice = arena_strdup(a, why->list.v[0].advice);
    sb_release(&b);
    return out;
}

static void explain_everywhere(const struct tt_problem *p, const struct tt_solution *s,
                               int lesson, int room, struct plan_findings *out)
{
    int slots = p->n_days * p->n_periods;
    out->arena = arena_new();
    out->v = ARENA_NEW(out->arena, struct plan_finding, slots);
    for (int slot = 0; slot < slots; slot++) {
        struct tt_findings why;
        if (slot % p->n_periods + p->lessons[lesson].duration > p->n_periods)
            continue; /* would run past the end of the day */
        tt_explain_cell(p, s, lesson, slot, room, &why);
        bool here = s->slot[lesson] == slot;
        out->v[out->n++] = cell_finding(p, slot, here, &why, out->arena);
        tt_findings_release(&why);
    }
}

static int explain_lesson(const struct tt_problem *p, const struct tt_solution *s,
                          const struct plan_query *q, struct plan_findings *out,
                          struct err *e)
{
    int room = -1, slot = -1, lesson = timetable_lesson(p, q->item, e);
    if (lesson < 0)
        return ERR_UNKNOWN;
    if (!p->lessons[lesson].active)
        return err_set(e, ERR_STATE, "the lesson %s is not active and is never planned",
                       q->item);
    if (q->resource && (room = timetable_entity(p, "room", q->resource, e)) < 0)
        return ERR_UNKNOWN;
    if (q->place && (slot = timetable_slot(p, q->place, e)) < 0)
        return ERR_UNKNOWN;
    if (slot < 0) {
        explain_everywhere(p, s, lesson, room, out);
        return 0;
    }
    struct tt_findings f;
    tt_explain_cell(p, s, lesson, slot, room, &f);
    take_findings(&f, out);
    return 0;
}

int timetable_explain(const void *problem, const void *solution,
                      const struct plan_query *q, struct plan_findings *out,
                      struct err *e)
{
    const struct tt_problem *p = problem;
    struct tt_findings f;
    *out = (struct plan_findings){0};
    if (q->item) {
        struct tt_solution empty;
        tt_solution_init(&empty, p);
        int code = explain_lesson(p, solution ? solution : &empty, q, out, e);
        tt_solution_release(&empty);
        return code;
    }
    if (solution)
        tt_explain_unplaced(p, solution, &f);
    else
        tt_explain_input(p, &f);
    take_findings(&f, out);
    return 0;
}

static struct plan_step step(const struct tt_problem *p, const struct tt_solution *s,
                             const struct tt_step *from, struct arena *a)
{
    struct plan_step to = {
        .item = timetable_id_text(p, from->lesson, a),
        .text = timetable_lesson_name(p, from->lesson, a),
        .was = timetable_slot_name(p, s->slot[from->lesson], a),
        .place = timetable_slot_name(p, from->slot, a),
    };
    if (from->room >= 0)
        to.resource = arena_strdup(a, p->rooms[from->room].label.name);
    to.parts = ARENA_NEW(a, const char *, p->max_reals + 1);
    for (int k = 0; from->reals && k < p->max_reals; k++)
        if (from->reals[k] >= 0)
            to.parts[to.n_parts++] = arena_strdup(a, p->rooms[from->reals[k]].label.name);
    return to;
}

static struct plan_suggestion suggestion(const struct tt_problem *p,
                                         const struct tt_solution *s,
                                         const struct tt_suggestion *from,
                                         struct arena *a)
{
    static const char *const kinds[] = {"move", "swap", "chain"};
    struct plan_suggestion to = {
        .kind = kinds[from->kind],
        .delta = from->delta,
        .soft = (double)from->delta.soft / TIMETABLE_SCALE,
        .n_steps = from->n_steps,
        .steps = ARENA_NEW(a, struct plan_step, from->n_steps + 1),
        .n_displaced = from->n_displaced,
        .displaced = ARENA_NEW(a, const char *, from->n_displaced + 1),
        .n_broken = from->n_broken,
        .broken = ARENA_NEW(a, const char *, from->n_broken + 1),
    };
    for (int i = 0; i < from->n_steps; i++)
        to.steps[i] = step(p, s, &from->steps[i], a);
    for (int i = 0; i < from->n_displaced; i++)
        to.displaced[i] = timetable_lesson_name(p, from->displaced[i], a);
    for (int i = 0; i < from->n_broken; i++)
        to.broken[i] = timetable_rule_name(p, from->broken[i], a);
    return to;
}

static int ask_cell(const struct tt_problem *p, const struct tt_solution *s,
                    const struct plan_query *q, struct tt_suggestions *out, struct err *e)
{
    if (!q->place || !q->kind || !q->name)
        return err_set(
            e, ERR_USAGE,
            "name a lesson, or a cell together with its class, teacher or room");
    int slot = timetable_slot(p, q->place, e);
    int id = slot < 0 ? -1 : timetable_entity(p, q->kind, q->name, e);
    if (id < 0)
        return ERR_UNKNOWN;
    struct tt_cell cell = {.slot = slot,
                           .set = strcmp(q->kind, "class") ? -1 : id,
                           .teacher = strcmp(q->kind, "teacher") ? -1 : id,
                           .room = strcmp(q->kind, "room") ? -1 : id};
    tt_suggest_cell(p, s, &cell, q->limit, out);
    return 0;
}

static int ask_lesson(const struct tt_problem *p, const struct tt_solution *s,
                      const struct plan_query *q, struct tt_suggestions *out,
                      struct err *e)
{
    int lesson = timetable_lesson(p, q->item, e);
    if (lesson < 0)
        return ERR_UNKNOWN;
    if (!p->lessons[lesson].active)
        return err_set(e, ERR_STATE, "the lesson %s is not active and is never planned",
                       q->item);
    tt_suggest_lesson(p, s, lesson, q->limit, out);
    return 0;
}

int timetable_suggest(const void *problem, const void *solution,
                      const struct plan_query *q, struct plan_suggestions *out,
                      struct err *e)
{
    const struct tt_problem *p = problem;
    struct tt_suggestions found;
    int code = q->item ? ask_lesson(p, solution, q, &found, e)
                       : ask_cell(p, solution, q, &found, e);
    if (code)
        return code;
    *out = (struct plan_suggestions){.arena = arena_new(), .n = found.n};
    out->v = ARENA_NEW(out->arena, struct plan_suggestion, found.n + 1);
    for (int i = 0; i < found.n; i++)
        out->v[i] = suggestion(p, solution, &found.v[i], out->arena);
    tt_suggestions_release(&found);
    return 0;
}

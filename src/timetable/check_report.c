/* How broken rules enter the report and how things are named in it. Layer: timetable. */
#include "base/strbuf.h"
#include "timetable/check_context.h"
#include <stdio.h>
#include <string.h>

enum { NAME_SIZE = 256, SENTENCE_SIZE = 2048, MAX_NAMED_ROOMS = 6 };

static struct tt_violation *add(struct check *c, int rule, bool hard, int64_t amount)
{
    struct tt_violation v = {.rule = rule,
                             .hard = hard,
                             .amount = amount,
                             .teacher = -1,
                             .subgroup = -1,
                             .room = -1,
                             .day = -1,
                             .text = ""};
    if (!hard)
        v.cost = c->p->rules[rule].weight * amount;
    vec_push(&c->out->violations, v);
    return &c->out->violations.v[c->out->violations.n - 1];
}

struct tt_violation *check_break(struct check *c, int rule, int64_t amount)
{
    return add(c, rule, c->p->rules[rule].weight >= TT_HARD, amount);
}

struct tt_violation *check_break_hard(struct check *c, int rule, enum tt_basic basic,
                                      int64_t amount)
{
    struct tt_violation *v = add(c, rule, true, amount);
    v->basic = basic;
    return v;
}

void check_set_lessons(struct check *c, struct tt_violation *v, int n, const int *lessons)
{
    v->n_lessons = n;
    v->lessons = ARENA_NEW(c->out->arena, int, n + 1);
    if (n > 0)
        memcpy(v->lessons, lessons, (size_t)n * sizeof *lessons);
}

void check_set_pair(struct check *c, struct tt_violation *v, int a, int b)
{
    check_set_lessons(c, v, 2, (int[]){a, b});
}

void check_set_person(struct tt_violation *v, const struct check_week *w, int day)
{
    if (w->teacher)
        v->teacher = w->id;
    else
        v->subgroup = w->id;
    v->day = day;
}

/* Very long names are cut off: a sentence must stay readable. */
void check_say(struct check *c, struct tt_violation *v, const char *fmt, ...)
{
    char buf[SENTENCE_SIZE];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(buf, sizeof buf, fmt, ap);
    va_end(ap);
    v->text = arena_strdup(c->out->arena, buf);
}

const char *check_lesson_name(struct check *c, int lesson)
{
    char buf[NAME_SIZE];
    return arena_strdup(c->work, tt_lesson_text(c->p, lesson, buf, sizeof buf));
}

const char *check_slot_name(struct check *c, int slot)
{
    char buf[NAME_SIZE];
    return arena_strdup(c->work, tt_slot_text(c->p, slot, buf, sizeof buf));
}

const char *check_day_name(const struct check *c, int day)
{
    return c->p->days[day].name;
}

const char *check_count(struct check *c, int64_t n, const char *noun)
{
    return arena_printf(c->work, "%lld %s%s", (long long)n, noun, n == 1 ? "" : "s");
}

const char *check_room_names(struct check *c, const struct tt_rule *r)
{
    struct strbuf b;
    const char *names;
    if (r->room >= 0)
        return c->p->rooms[r->room].label.name;
    if (r->n_rooms == 1)
        return c->p->rooms[r->rooms[0]].label.name;
    sb_init(&b);
    sb_adds(&b, "one of ");
    for (int k = 0; k < r->n_rooms && k < MAX_NAMED_ROOMS; k++)
        sb_addf(&b, "%s%s", k ? ", " : "", c->p->rooms[r->rooms[k]].label.name);
    if (r->n_rooms > MAX_NAMED_ROOMS)
        sb_addf(&b, " and %d more", r->n_rooms - MAX_NAMED_ROOMS);
    names = arena_strdup(c->work, b.s);
    sb_release(&b);
    return names;
}

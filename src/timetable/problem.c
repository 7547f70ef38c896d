/* The timetable problem: life cycle, warnings, the rule table and pins. Layer: timetable.
   What follows from the data is in problem_finish.c. */
#include "timetable/problem.h"
#include "base/mem.h"
#include "timetable/problem_index.h"
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define T TT_LIST_T
#define S TT_LIST_S
#define RULE(id, element, list, family, scope, span, layout)                             \
    [TT_R_##id] = {element, list, TT_F_##family, TT_SCOPE_##scope, TT_##span, layout},
const struct tt_rule_info tt_rule_infos[TT_N_RULE_TYPES] = {
#include "timetable/rules.def"
};
#undef RULE
#undef T
#undef S

enum { MAX_WARNINGS = 500 };

int tt_rule_type_by_name(const char *element)
{
    for (int i = 0; i < TT_N_RULE_TYPES; i++)
        if (strcmp(tt_rule_infos[i].element, element) == 0)
            return i;
    return -1;
}

struct tt_problem *tt_problem_new(const char *source)
{
    struct arena *a = arena_new();
    struct tt_problem *p = ARENA_NEW(a, struct tt_problem, 1);
    p->arena = a;
    p->source = arena_strdup(a, source);
    p->name = p->comments = "";
    p->n_terms = 1;
    return p;
}

void tt_problem_free(struct tt_problem *p)
{
    if (!p)
        return;
    tt_index_free(p->index);
    arena_free(p->arena);
}

/* The array has room up to the next power of two, so its size needs no own member. */
static void push_warning(struct tt_problem *p, const char *text)
{
    int n = p->n_warnings;
    if (n == 0 || (n >= 8 && (n & (n - 1)) == 0)) {
        const char **grown = ARENA_NEW(p->arena, const char *, n ? 2 * n : 8);
        if (n)
            memcpy(grown, p->warnings, (size_t)n * sizeof *grown);
        p->warnings = grown;
    }
    p->warnings[p->n_warnings++] = text;
}

void tt_problem_warn(struct tt_problem *p, const char *fmt, ...)
{
    if (p->n_warnings > MAX_WARNINGS)
        return;
    if (p->n_warnings == MAX_WARNINGS) {
        push_warning(p, "there are more warnings than are kept");
        return;
    }
    char buf[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(buf, sizeof buf, fmt, ap);
    va_end(ap);
    push_warning(p, arena_strdup(p->arena, buf));
}

struct tt_rule tt_rule_blank(enum tt_rule_type type)
{
    return (struct tt_rule){.type = type,
                            .active = true,
                            .weight = TT_HARD,
                            .teacher = -1,
                            .set = -1,
                            .room = -1,
                            .subject = -1,
                            .tag = -1,
                            .tag2 = -1,
                            .day = -1,
                            .period = -1,
                            .from = -1,
                            .to = -1,
                            .comments = ""};
}

void tt_problem_append_rule(struct tt_problem *p, const struct tt_rule *r)
{
    int *cap = &p->index->rules_cap;
    if (p->n_rules == *cap) {
        int grown_cap = *cap < 8 ? 16 : 2 * *cap;
        struct tt_rule *grown = ARENA_NEW(p->arena, struct tt_rule, grown_cap);
        if (p->n_rules)
            memcpy(grown, p->rules, (size_t)p->n_rules * sizeof *grown);
        p->rules = grown;
        *cap = grown_cap;
    }
    p->rules[p->n_rules++] = *r;
}

static int *one_int(struct tt_problem *p, int v)
{
    int *list = ARENA_NEW(p->arena, int, 1);
    *list = v;
    return list;
}

static struct tt_rule pin_rule(struct tt_problem *p, enum tt_rule_type type, int lesson)
{
    struct tt_rule r = tt_rule_blank(type);
    r.pin = true;
    r.n_lessons = 1;
    r.lessons = one_int(p, lesson);
    return r;
}

static void pin_start(struct tt_problem *p, const struct tt_pin *pin)
{
    struct tt_rule r = pin_rule(p, TT_R_LESSON_START, pin->lesson);
    r.day = pin->day;
    r.period = pin->period;
    tt_problem_append_rule(p, &r);
}

static void pin_room(struct tt_problem *p, const struct tt_pin *pin)
{
    struct tt_rule r = pin_rule(p, TT_R_LESSON_ROOM, pin->lesson);
    r.room = pin->room;
    r.n_reals = pin->n_reals;
    if (pin->n_reals) {
        r.reals = ARENA_NEW(p->arena, int, pin->n_reals);
        memcpy(r.reals, pin->reals, (size_t)pin->n_reals * sizeof *pin->reals);
    }
    tt_problem_append_rule(p, &r);
}

static int check_pin_rooms(const struct tt_problem *p, const struct tt_pin *pin,
                           struct err *e)
{
    int room = pin->room, n = pin->n_reals;
    if (room < -1 || room >= p->n_rooms)
        return err_set(e, ERR_INPUT, "the pin names room %d, but there are %d rooms",
                       room, p->n_rooms);
    if (n < 0 || (n > 0 && room < 0))
        return err_set(e, ERR_INPUT, "the pin gives real rooms without a virtual room");
    if (n > 0 && n != p->rooms[room].n_sets)
        return err_set(e, ERR_INPUT,
                       "the pin gives %d real rooms for \"%s\", which stands for %d", n,
                       p->rooms[room].label.name, p->rooms[room].n_sets);
    for (int i = 0; i < n; i++) {
        int real = pin->reals[i];
        if (real < 0 || real >= p->n_rooms || p->rooms[real].virtual_room)
            return err_set(e, ERR_INPUT,
                           "the pin names %d as a real room, which it is not", real);
    }
    return 0;
}

int tt_problem_pin(struct tt_problem *p, const struct tt_pin *pin, struct err *e)
{
    assert(p->index);
    if (pin->lesson < 0 || pin->lesson >= p->n_lessons)
        return err_set(e, ERR_INPUT, "the pin names lesson %d, but there are %d lessons",
                       pin->lesson, p->n_lessons);
    if (pin->day < -1 || pin->day >= p->n_days)
        return err_set(e, ERR_INPUT, "the pin names day %d, but there are %d days",
                       pin->day, p->n_days);
    if (pin->period < -1 || pin->period >= p->n_periods)
        return err_set(e, ERR_INPUT, "the pin names period %d, but there are %d periods",
                       pin->period, p->n_periods);
    int rc = check_pin_rooms(p, pin, e);
    if (rc)
        return rc;
    if (pin->day >= 0 || pin->period >= 0)
        pin_start(p, pin);
    if (pin->room >= 0)
        pin_room(p, pin);
    return 0;
}

/*
 * The timetable planner: struct planner over src/timetable and its formats. Layer: planner.
 */
#include "planner/timetable_parts.h"

#include "base/mem.h"
#include "formats/fet.h"
#include "formats/tt_json.h"
#include "formats/tt_views.h"
#include <string.h>

static bool sniff(const char *data, size_t len)
{
    return fet_sniff(data, len) || tt_json_sniff(data, len);
}

static bool is_activities(const char *data, size_t len)
{
    static const char root[] = "<Activities_Timetable";
    return memmem(data, len < 2000 ? len : 2000, root, sizeof root - 1) != NULL;
}

static bool sniff_solution(const char *data, size_t len)
{
    return tt_json_sniff_solution(data, len) || timetable_csv_sniff(data, len) ||
           is_activities(data, len);
}

static int read_problem(const struct plan_text *in, void **problem, struct err *e)
{
    struct tt_problem *p = NULL;
    int code = tt_json_sniff(in->data, in->len)
                   ? tt_json_read(in->source, in->data, in->len, &p, e)
                   : fet_read(in->source, in->data, in->len, &p, e);
    *problem = p;
    return code;
}

static void free_problem(void *problem)
{
    tt_problem_free(problem);
}

static int count(const void *problem)
{
    const struct tt_problem *p = problem;
    int n = 0;
    for (int i = 0; i < p->n_lessons; i++)
        n += p->lessons[i].active;
    return n;
}

static void describe(const void *problem, struct strbuf *out)
{
    const struct tt_problem *p = problem;
    int rules = 0;
    for (int i = 0; i < p->n_rules; i++)
        rules +=
            p->rules[i].active && tt_rule_infos[p->rules[i].type].family != TT_F_BASIC;
    if (p->name && *p->name)
        sb_addf(out, "%s: ", p->name);
    sb_addf(out, "%d lessons, %d teachers, %d student groups, ", count(p), p->n_teachers,
            p->n_subgroups);
    if (p->n_rooms)
        sb_addf(out, "%d rooms, ", p->n_rooms);
    sb_addf(out, "%d days of %d periods, %d rules", p->n_days, p->n_periods, rules);
}

static int warnings(const void *problem, const char *const **list)
{
    const struct tt_problem *p = problem;
    *list = p->warnings;
    return p->n_warnings;
}

static void free_solution(void *solution)
{
    if (!solution)
        return;
    tt_solution_release(solution);
    mem_free(solution);
}

/* A timetable file of another version of the problem: what is known here is carried over. */
static int carry_problem(const struct tt_problem *p, const struct plan_text *in,
                         struct tt_solution *out, struct err *e)
{
    void *other = NULL;
    struct tt_solution s;
    int code = read_problem(in, &other, e);
    if (code)
        return code;
    tt_solution_init(out, p);
    tt_solution_init(&s, other);
    tt_solution_from_locks(&s, other);
    int found = tt_solution_carry(out, p, &s, other);
    tt_solution_release(&s);
    tt_problem_free(other);
    if (found)
        return 0;
    tt_solution_release(out);
    return err_at(e, ERR_INPUT, in->source, 0, 0,
                  "the file places none of the lessons of this problem; give a timetable "
                  "of it");
}

static int read_into(const struct tt_problem *p, const struct plan_text *in, bool carry,
                     struct tt_solution *out, struct err *e)
{
    if (tt_json_sniff_solution(in->data, in->len))
        return tt_json_read_solution(p, in->source, in->data, in->len, out, e);
    if (timetable_csv_sniff(in->data, in->len))
        return timetable_csv_read(p, in, out, e);
    if ((carry && fet_sniff(in->data, in->len)) || tt_json_sniff(in->data, in->len))
        return carry_problem(p, in, out, e);
    return fet_read_solution(p, in->source, in->data, in->len, out, e);
}

static int read_solution(const void *problem, const struct plan_text *in, bool carry,
                         void **solution, struct err *e)
{
    struct tt_solution *s = MEM_NEW(struct tt_solution, 1);
    int code = read_into(problem, in, carry, s, e);
    if (code)
        mem_free(s);
    else
        *solution = s;
    return code;
}

static void lift_locks(struct tt_problem *p)
{
    for (int i = 0; i < p->n_rules; i++) {
        struct tt_rule *r = &p->rules[i];
        bool lock = r->type == TT_R_LESSON_START || r->type == TT_R_LESSON_ROOM;
        if (lock && r->weight == TT_HARD && !r->locked && !r->pin)
            r->active = false;
    }
}

static int own_solution(void *problem, bool unlock, void **solution, struct err *e)
{
    struct tt_problem *p = problem;
    struct tt_solution *s = MEM_NEW(struct tt_solution, 1);
    tt_solution_init(s, p);
    tt_solution_from_locks(s, p);
    int placed = 0;
    for (int i = 0; i < s->n; i++)
        placed += s->slot[i] >= 0;
    if (placed == 0 && count(p) > 0) {
        free_solution(s);
        return err_set(e, ERR_STATE,
                       "%s holds no timetable of its own (no locked lessons); name a "
                       "solution file too",
                       p->source);
    }
    /* With few locks the file is a problem with fixed lessons, not a saved timetable. */
    if (unlock && placed * 2 > count(p))
        lift_locks(p);
    *solution = s;
    return 0;
}

static int pin(void *problem, const struct plan_text *in, struct err *e)
{
    struct tt_problem *p = problem;
    void *read = NULL;
    bool xml = fet_sniff(in->data, in->len) || is_activities(in->data, in->len);
    if (!xml && !timetable_csv_sniff(in->data, in->len))
        return tt_json_read_pins(p, in->source, in->data, in->len, e);
    int code = read_solution(p, in, true, &read, e);
    if (code)
        return code;
    const struct tt_solution *s = read;
    for (int i = 0; !code && i < s->n; i++) {
        if (s->slot[i] < 0)
            continue;
        struct tt_pin there = tt_solution_pin(s, p, i);
        code = tt_problem_pin(p, &there, e);
    }
    free_solution(read);
    return code;
}

static struct plan_placement
placement(const struct tt_problem *p, const struct tt_solution *s, int i, struct arena *a)
{
    struct plan_placement out = {
        .item = timetable_id_text(p, i, a),
        .text = timetable_lesson_name(p, i, a),
        .place = timetable_slot_name(p, s->slot[i], a),
    };
    if (s->slot[i] < 0 || s->room[i] < 0)
        return out;
    out.resource = arena_strdup(a, p->rooms[s->room[i]].label.name);
    out.parts = ARENA_NEW(a, const char *, s->max_reals + 1);
    for (int k = 0; k < s->max_reals; k++) {
        int real = s->real[i * s->max_reals + k];
        if (real >= 0)
            out.parts[out.n_parts++] = arena_strdup(a, p->rooms[real].label.name);
    }
    return out;
}

static void placements(const void *problem, const void *solution,
                       struct plan_placements *out)
{
    const struct tt_problem *p = problem;
    *out = (struct plan_placements){.arena = arena_new()};
    out->v = ARENA_NEW(out->arena, struct plan_placement, p->n_lessons + 1);
    for (int i = 0; i < p->n_lessons; i++)
        if (p->lessons[i].active)
            out->v[out->n++] = placement(p, solution, i, out->arena);
}

enum { FET, ACTIVITIES, SOLUTION, CSV, JSON, N_FORMATS };

static const struct plan_format formats[N_FORMATS] = {
    [FET] = {"fet", NULL, "_data_and_timetable.fet",
             "a .fet file, with the timetable as locks when there is one", false, true},
    [ACTIVITIES] = {"activities", "fet-activities", "_activities.xml",
                    "FET's list of placed activities", true, true},
    [SOLUTION] = {"solution", "solution-json", ".solution.json",
                  "the timetable in Horarium's JSON", true, true},
    [CSV] = {"csv", NULL, "_timetable.csv", "the timetable as a spreadsheet table", true,
             false},
    [JSON] = {"json", NULL, ".json", "the problem in Horarium's JSON", false, false},
};

static int write_format(const void *problem, const void *solution, const char *format,
                        struct strbuf *out, struct err *e)
{
    const struct plan_format *f = planner_format(&planner_timetable, format);
    if (!f)
        return err_set(e, ERR_UNSUPPORTED, "a timetable cannot be written as '%s'",
                       format);
    if (f->needs_solution && !solution)
        return err_set(e, ERR_STATE,
                       "the format '%s' needs a timetable, not only the problem", format);
    switch ((int)(f - formats)) {
    case FET:
        fet_write(problem, solution, out);
        break;
    case ACTIVITIES:
        fet_write_activities(problem, solution, out);
        break;
    case SOLUTION:
        tt_json_write_solution(problem, solution, out);
        break;
    case CSV:
        tt_view_csv(problem, solution, out);
        break;
    default:
        tt_json_write(problem, out);
    }
    return 0;
}

static const struct plan_view views[] = {
    {"class", "all-classes", "of a class: a year, group or subgroup",
     "of all classes, in one table"},
    {"teacher", "all-teachers", "of a teacher", "of all teachers, in one table"},
    {"room", "all-rooms", "of a room", "of all rooms, in one table"},
};

static int show(const void *problem, const void *solution, const struct plan_show *how,
                struct strbuf *out, struct err *e)
{
    const struct plan_view *view = planner_view(&planner_timetable, how->view);
    if (!view)
        return err_set(e, ERR_UNSUPPORTED, "a timetable has no view '%s'", how->view);
    int kind = (int)(view - views), id = -1;
    if (how->name && (id = timetable_entity(problem, how->view, how->name, e)) < 0)
        return ERR_UNKNOWN;
    static const enum tt_view_kind one[] = {TT_VIEW_SET, TT_VIEW_TEACHER, TT_VIEW_ROOM};
    static const enum tt_view_kind all[] = {TT_VIEW_ALL_SETS, TT_VIEW_ALL_TEACHERS,
                                            TT_VIEW_ALL_ROOMS};
    struct tt_view_options o = {.columns = how->columns, .color = how->color};
    tt_view_text(problem, solution, how->name ? one[kind] : all[kind], id, &o, out);
    return 0;
}

static int pages(const void *problem, const void *solution, const char *dir,
                 char ***files, int *n, struct err *e)
{
    return tt_view_html(problem, solution, dir, files, n, e);
}

static const char *const only_default[] = {"default", NULL};

const struct planner planner_timetable = {
    .name = "timetable",
    .item = "lesson",
    .items = "lessons",
    .item_help = "about the lesson with this id in the file",
    .soft_scale = TIMETABLE_SCALE,
    .strategies = only_default,
    .profiles = only_default,
    .n_formats = N_FORMATS,
    .formats = formats,
    .n_views = 3,
    .views = views,
    .sniff = sniff,
    .sniff_solution = sniff_solution,
    .read = read_problem,
    .free_problem = free_problem,
    .count = count,
    .describe = describe,
    .warnings = warnings,
    .pin = pin,
    .read_solution = read_solution,
    .own_solution = own_solution,
    .free_solution = free_solution,
    .solve = timetable_solve,
    .check = timetable_check,
    .placements = placements,
    .explain = timetable_explain,
    .suggest = timetable_suggest,
    .apply = timetable_apply,
    .write = write_format,
    .show = show,
    .pages = pages,
};

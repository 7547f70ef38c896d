/*
 * Rules of a person's week: loads the week of each teacher and each subgroup once and
 * hands it to every rule that binds the person. Layer: timetable.
 */
#include "timetable/check_context.h"

static check_person_fn *const by_family[TT_N_FAMILIES] = {
    [TT_F_MAX_DAYS] = check_max_days,
    [TT_F_MIN_DAYS] = check_min_days,
    [TT_F_INTERVAL_MAX_DAYS] = check_interval,
    [TT_F_MIN_REST] = check_min_rest,
    [TT_F_MAX_THREE_DAYS] = check_three_days,
    [TT_F_MAX_GAPS] = check_max_gaps,
    [TT_F_MAX_HOURS] = check_max_hours,
    [TT_F_MIN_HOURS] = check_min_hours,
    [TT_F_MAX_RUN] = check_max_run,
    [TT_F_MAX_SPAN] = check_max_span,
    [TT_F_EARLY] = check_early,
    [TT_F_TWO_TAGS_OF_THREE] = check_two_tags,
    [TT_F_TAG_PAIR_GAPS] = check_tag_pair_gaps,
    [TT_F_BUILDING_CHANGES] = check_changes,
    [TT_F_ROOM_CHANGES] = check_changes,
    [TT_F_BUILDING_GAPS] = check_gaps_of_changes,
    [TT_F_ROOM_GAPS] = check_gaps_of_changes,
};

/* Writes the lessons of the week into `at` (or takes them out again). */
static void write_lessons(const struct check *c, const struct check_week *w, bool in)
{
    for (int k = 0; k < w->n_lessons; k++) {
        int slot = c->s->slot[w->lessons[k]];
        for (int h = 0; h < check_covered(c, w->lessons[k]); h++)
            w->at[slot + h] = in ? w->lessons[k] : -1;
    }
}

/* Sets `open` in the slots in which a list of rules says that the person is away. */
static void write_absences(const struct check *c, const struct check_week *w,
                           const struct check_lists *rules, int key, bool open)
{
    for (int k = rules->start[key]; k < rules->start[key + 1]; k++) {
        const struct tt_rule *r = &c->p->rules[rules->item[k]];
        if (tt_rule_infos[r->type].family != TT_F_NOT_AVAILABLE)
            continue;
        for (int j = 0; j < r->n_slots; j++)
            w->open[r->slots[j]] = open && !c->breaks[r->slots[j]];
    }
}

static void judge(struct check *c, const struct check_week *w,
                  const struct check_lists *rules, int key)
{
    for (int k = rules->start[key]; k < rules->start[key + 1]; k++) {
        int rule = rules->item[k];
        check_person_fn *fn = by_family[tt_rule_infos[c->p->rules[rule].type].family];
        if (fn && w->known)
            fn(c, w, rule);
    }
}

static void load_lessons(struct check_week *w, const struct check_lists *l)
{
    w->lessons = l->item + l->start[w->id];
    w->n_lessons = l->start[w->id + 1] - l->start[w->id];
}

static void judge_teacher(struct check *c, struct check_week *w, int teacher)
{
    w->teacher = true;
    w->id = teacher;
    w->title = "Teacher";
    w->name = c->p->teachers[teacher].label.name;
    w->known = c->teacher_known[teacher];
    load_lessons(w, &c->teacher_lessons);
    write_lessons(c, w, true);
    write_absences(c, w, &c->teacher_rules, teacher, false);
    judge(c, w, &c->scope_rules, TT_SCOPE_TEACHERS);
    judge(c, w, &c->teacher_rules, teacher);
    write_absences(c, w, &c->teacher_rules, teacher, true);
    write_lessons(c, w, false);
}

static void judge_subgroup(struct check *c, struct check_week *w, int subgroup)
{
    const struct check_lists *sets = &c->subgroup_sets;
    int from = sets->start[subgroup], to = sets->start[subgroup + 1];
    w->teacher = false;
    w->id = subgroup;
    w->title = "Class";
    w->name = c->p->sets[c->p->subgroups[subgroup].set].label.name;
    w->known = c->subgroup_known[subgroup];
    load_lessons(w, &c->subgroup_lessons);
    write_lessons(c, w, true);
    for (int k = from; k < to; k++)
        write_absences(c, w, &c->set_rules, sets->item[k], false);
    judge(c, w, &c->scope_rules, TT_SCOPE_STUDENTS);
    for (int k = from; k < to; k++)
        judge(c, w, &c->set_rules, sets->item[k]);
    for (int k = from; k < to; k++)
        write_absences(c, w, &c->set_rules, sets->item[k], true);
    write_lessons(c, w, false);
}

void check_persons(struct check *c)
{
    struct check_week w = {.at = ARENA_NEW(c->work, int, c->n_slots + 1),
                           .open = ARENA_NEW(c->work, bool, c->n_slots + 1)};
    for (int slot = 0; slot < c->n_slots; slot++) {
        w.at[slot] = -1;
        w.open[slot] = !c->breaks[slot];
    }
    for (int t = 0; t < c->p->n_teachers; t++)
        judge_teacher(c, &w, t);
    for (int g = 0; g < c->p->n_subgroups; g++)
        judge_subgroup(c, &w, g);
}

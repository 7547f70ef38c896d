/*
 * Rules about activity tags: two tags out of three a day, gaps between an ordered pair of
 * tags, tags that must not overlap. Layer: timetable.
 */
#include "base/map.h"
#include "timetable/check_context.h"
#include <string.h>

/* Which of the tags N1, N2, N3 a lesson bears, as a mask. */
static unsigned named_tags(const struct check *c, int lesson)
{
    static const char *const names[] = {"N1", "N2", "N3"};
    const struct tt_lesson *l = &c->p->lessons[lesson];
    unsigned mask = 0;
    for (int k = 0; k < l->n_tags; k++)
        for (unsigned i = 0; i < 3; i++)
            if (strcmp(c->p->tags[l->tags[k]].label.name, names[i]) == 0)
                mask |= 1u << i;
    return mask;
}

void check_two_tags(struct check *c, const struct check_week *w, int rule)
{
    enum tt_span span = tt_rule_infos[c->p->rules[rule].type].span;
    struct check_line line;
    for (int u = 0; u < check_units(c, span); u++) {
        unsigned mask = 0;
        check_unit(c, w, span, u, &line);
        for (int k = 0; k < line.n; k++)
            mask |= line.at[k] >= 0 ? named_tags(c, line.at[k]) : 0;
        if (mask != 7)
            continue;
        struct tt_violation *v = check_break(c, rule, 1);
        check_set_person(v, w, line.day);
        check_set_line(c, v, &line);
        check_say(c, v,
                  "%s %s has lessons with all of the tags N1, N2 and N3 on %s (two of "
                  "the three are allowed)",
                  w->title, w->name, check_unit_name(c, span, u));
    }
}

/* After a period with the first tag, the next one with the second must come at least
   `limit` periods later. */
void check_tag_pair_gaps(struct check *c, const struct check_week *w, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    struct check_line line;
    for (int d = 0; d < c->p->n_days; d++) {
        int since = -1; /* the last period with the first tag, not yet followed */
        check_unit(c, w, TT_DAY, d, &line);
        for (int k = 0; k < line.n; k++) {
            if (line.at[k] < 0)
                continue;
            bool second = check_has_tag(c, line.at[k], r->tag2);
            if (second && since >= 0 && line.at[since] != line.at[k] &&
                k - since - 1 < r->limit) {
                struct tt_violation *v = check_break(c, rule, 1);
                check_set_person(v, w, d);
                check_set_pair(c, v, line.at[since], line.at[k]);
                check_say(
                    c, v, "%s %s has %s between %s and %s on %s (at least %d wanted)",
                    w->title, w->name, check_count(c, k - since - 1, "period"),
                    check_lesson_name(c, line.at[since]),
                    check_lesson_name(c, line.at[k]), check_day_name(c, d), r->limit);
            }
            if (second)
                since = -1;
            if (check_has_tag(c, line.at[k], r->tag))
                since = k;
        }
    }
}

/* Bears one lesson a listed tag and the other a different listed tag? */
static bool tags_differ(const struct check *c, const struct tt_rule *r, int a, int b)
{
    for (int i = 0; i < r->n_tags; i++)
        for (int j = 0; j < r->n_tags; j++)
            if (r->tags[i] != r->tags[j] && check_has_tag(c, a, r->tags[i]) &&
                check_has_tag(c, b, r->tags[j]))
                return true;
    return false;
}

static bool has_listed_tag(const struct check *c, const struct tt_rule *r, int lesson)
{
    for (int i = 0; i < r->n_tags; i++)
        if (check_has_tag(c, lesson, r->tags[i]))
            return true;
    return false;
}

/* The lessons with a listed tag by the slots that they cover. */
static void list_by_slot(struct check *c, const struct tt_rule *r, struct check_lists *l)
{
    check_lists_count(c, l, c->n_slots);
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < c->p->n_lessons; i++) {
            if (!check_is_placed(c, i) || !has_listed_tag(c, r, i))
                continue;
            for (int h = 0; h < check_covered(c, i); h++) {
                int slot = c->s->slot[i] + h;
                if (pass == 0)
                    l->start[slot + 2]++;
                else
                    check_lists_put(l, slot, i);
            }
        }
        if (pass == 0)
            check_lists_alloc(c, l, c->n_slots);
    }
}

void check_tags_not_overlapping(struct check *c, int rule)
{
    const struct tt_rule *r = &c->p->rules[rule];
    struct check_lists l;
    struct map told;
    map_init(&told);
    list_by_slot(c, r, &l);
    for (int slot = 0; slot < c->n_slots; slot++) {
        for (int i = l.start[slot]; i < l.start[slot + 1]; i++) {
            for (int j = i + 1; j < l.start[slot + 1]; j++) {
                int a = l.item[i], b = l.item[j];
                if (!tags_differ(c, r, a, b) ||
                    !map_put_int(&told, (int64_t)a * c->p->n_lessons + b, 1))
                    continue;
                struct tt_violation *v = check_break(c, rule, check_overlap(c, a, b));
                v->day = check_day(c, a);
                check_set_pair(c, v, a, b);
                check_say(c, v,
                          "%s and %s overlap on %s though their tags exclude each other",
                          check_lesson_name(c, a), check_lesson_name(c, b),
                          check_slot_name(c, slot));
            }
        }
    }
    map_release(&told);
}

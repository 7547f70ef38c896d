/* Stretches of a person's week: a day, a real day, mornings, afternoons. Layer:
   timetable. */
#include "timetable/check_context.h"

int check_units(const struct check *c, enum tt_span span)
{
    if (span == TT_DAY || span == TT_WEEK)
        return c->p->n_days;
    return c->p->mode == TT_MORNINGS_AFTERNOONS ? c->p->n_days / 2 : 0;
}

/* The first day of stretch u; only a real day has a second one, the next. */
static int unit_day(enum tt_span span, int u)
{
    switch (span) {
    case TT_REAL:
    case TT_MORNING:
        return 2 * u;
    case TT_AFTERNOON:
        return 2 * u + 1;
    case TT_DAY:
    case TT_WEEK:
        break;
    }
    return u;
}

void check_unit(const struct check *c, const struct check_week *w, enum tt_span span,
                int u, struct check_line *line)
{
    int from = unit_day(span, u) * c->p->n_periods;
    line->n = c->p->n_periods * (span == TT_REAL ? 2 : 1);
    line->day = unit_day(span, u);
    for (int k = 0; k < line->n; k++) {
        line->at[k] = w->at[from + k];
        line->open[k] = w->open[from + k];
    }
}

const char *check_unit_name(struct check *c, enum tt_span span, int u)
{
    int day = unit_day(span, u);
    if (span != TT_REAL)
        return check_day_name(c, day);
    return arena_printf(c->work, "%s and %s", check_day_name(c, day),
                        check_day_name(c, day + 1));
}

int check_line_first(const struct check_line *line)
{
    for (int k = 0; k < line->n; k++)
        if (line->at[k] >= 0)
            return k;
    return -1;
}

int check_line_last(const struct check_line *line)
{
    for (int k = line->n - 1; k >= 0; k--)
        if (line->at[k] >= 0)
            return k;
    return -1;
}

int check_line_hours(const struct check_line *line)
{
    int hours = 0;
    for (int k = 0; k < line->n; k++)
        hours += line->at[k] >= 0;
    return hours;
}

int check_line_gaps(const struct check_line *line)
{
    int gaps = 0;
    for (int k = check_line_first(line); k >= 0 && k < check_line_last(line); k++)
        gaps += line->at[k] < 0 && line->open[k];
    return gaps;
}

void check_set_line(struct check *c, struct tt_violation *v,
                    const struct check_line *line)
{
    int list[2 * TT_MAX_PERIODS], n = 0;
    for (int k = 0; k < line->n; k++) {
        bool known = line->at[k] < 0;
        for (int j = 0; j < n && !known; j++)
            known = list[j] == line->at[k];
        if (!known)
            list[n++] = line->at[k];
    }
    check_set_lessons(c, v, n, list);
}

/*
 * How small a page must be printed to fit on one sheet of A4 landscape. Layer: formats.
 * The browser lays out the text; this only estimates, from the lengths of names and the
 * widths of cells, and errs on the small side.
 */
#include "formats/tt_html.h"
#include "formats/tt_width.h"

#include <math.h>

/* Millimetres at full size (a root font of 10.5 pt), as the style has them. */
static const double sheet_width = 279, sheet_height = 178, title = 21, rem = 3.7;
static const double subject_char = 2.0, other_char = 1.65, line_height = 4.0;
static const double small_char = 1.6, small_line = 3.6, small_padding = 2.0;
static const double cell_padding = 3.0, head_row = 8, table_gap = 3, line_gap = 6;

double html_head_rem(const struct tt_problem *p)
{
    int width = 0;
    for (int i = 0; i < p->n_periods; i++) {
        int w = tt_text_width(p->periods[i].name);
        width = w > width ? w : width;
    }
    return fmin(1.2 + width * 0.5, 7);
}

/* Lines that a text takes in a width; words do not fill lines completely. */
static double lines(int chars, double width)
{
    return chars ? ceil(chars * 1.2 / fmax(width, 4)) : 0;
}

static int width_of_sets(const struct tt_problem *p, const struct tt_lesson *l)
{
    int sum = 0;
    for (int i = 0; i < l->n_sets; i++)
        sum += tt_text_width(p->sets[l->sets[i]].label.name) + 2;
    return sum;
}

static int width_of_teachers(const struct tt_problem *p, const struct tt_lesson *l)
{
    int sum = 0;
    for (int i = 0; i < l->n_teachers; i++)
        sum += tt_text_width(p->teachers[l->teachers[i]].label.name) + 2;
    return sum;
}

static int width_of_rooms(const struct html *h, int lesson)
{
    int sum = 0, room;
    for (int k = 0; (room = tt_lesson_room_at(h->s, lesson, k)) >= 0; k++)
        sum += tt_text_width(h->p->rooms[room].label.name) + 2;
    return sum;
}

/* Height of a lesson in a column of `width` mm at scale k. */
static double item_height(const struct html *h, const struct tt_grid *g,
                          const struct tt_grid_item *item, double width, double k)
{
    const struct tt_lesson *l = &h->p->lessons[item->lesson];
    int subject = tt_text_width(h->p->subjects[l->subject].label.name);
    double narrow = width / (other_char * k);
    double n = lines(subject, width / (subject_char * k));
    if (g->kind != TT_VIEW_SET || item->partial)
        n += lines(width_of_sets(h->p, l), narrow);
    if (g->kind != TT_VIEW_TEACHER || l->n_teachers > 1)
        n += lines(width_of_teachers(h->p, l), narrow);
    if (g->kind != TT_VIEW_ROOM)
        n += lines(width_of_rooms(h, item->lesson), narrow);
    return (n * line_height + cell_padding) * k;
}

/* The same in a pile of more than three, where a lesson is one run of small text. */
static double small_height(const struct html *h, const struct tt_grid_item *item,
                           double width, double k)
{
    const struct tt_lesson *l = &h->p->lessons[item->lesson];
    int chars = tt_text_width(h->p->subjects[l->subject].label.name) +
                width_of_sets(h->p, l) + width_of_teachers(h->p, l) +
                width_of_rooms(h, item->lesson);
    return (lines(chars, width / (small_char * k)) * small_line + small_padding) * k;
}

/* Height of one row of a cell: its highest lesson, times the layers of a pile. */
static double cell_height(const struct html *h, const struct tt_grid *g,
                          const struct tt_grid_cell *c, double width, double k)
{
    bool pile = c->uniform || c->lanes > 3;
    int columns = pile ? html_columns(c->lanes) : c->lanes;
    double highest = 0, layers = ceil((double)c->lanes / columns);
    for (int i = c->first; i < c->first + c->n; i++) {
        const struct tt_grid_item *item = &g->items[i];
        double room = width / columns - 3 * k;
        double high = c->lanes > 3 ? small_height(h, item, room, k)
                                   : item_height(h, g, item, room, k);
        highest = fmax(highest, c->uniform ? high : pile ? high : high / item->length);
    }
    return highest * layers / (c->uniform ? c->length : 1);
}

static double row_height(const struct html *h, const struct tt_grid *g,
                         const struct tt_block *b, int period, double k)
{
    double high = 5 * k,
           width = (sheet_width - html_head_rem(h->p) * rem * k) / b->n_days;
    for (int i = 0; i < b->n_days; i++) {
        const struct tt_grid_cell *c = tt_grid_cell_at(g, b->days[i], period);
        if (c)
            high = fmax(high, cell_height(h, g, c, width, k));
    }
    return high;
}

static double total_height(const struct html *h, const struct tt_grid *g, double k)
{
    struct tt_block b;
    int state = 0;
    double sum = title * k + (g->n_unplaced ? (g->n_unplaced + 2) * line_gap * k : 0);
    while (tt_block_next(h->p, g, HTML_DAYS, &state, &b)) {
        sum += head_row * k + table_gap;
        for (int i = 0; i < h->p->n_periods; i++)
            sum += row_height(h, g, &b, i, k);
    }
    return sum;
}

/* From large print for the wall down to what can just be read at arm's length. */
double html_fit(const struct html *h, const struct tt_grid *g)
{
    static const double most = 1.4, least = 0.5, step = 0.05;
    double k = most;
    while (k > least && total_height(h, g, k) > sheet_height)
        k -= step;
    return k;
}

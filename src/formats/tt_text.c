/*
 * The week as a table of box-drawing characters. Layer: formats.
 *
 * A table is a matrix of columns (period names, then days) and rows (day names, then
 * periods); a box covers one or several rows of one column, so that a double period is one
 * box. First all boxes get their lines, then the rows their heights, then all is drawn.
 */
#include "base/mem.h"
#include "formats/tt_grid.h"
#include "formats/tt_text_cell.h"
#include "formats/tt_width.h"

#include <assert.h>
#include <string.h>

enum {
    COLUMNS = 100,
    LEAST_COLUMNS = 24,
    MOST_COLUMNS = 1000,
    LEAST_CELL = 12,
    MOST_CELL = 30,
    MOST_HEAD = 12,
    N_COLORS = 16
};

/* Colours of the 256-colour table whose contrast is above 3.5 on black and on white. */
static const int palette[N_COLORS] = {160, 31,  64, 133, 166, 62,  29, 161,
                                      26,  100, 98, 30,  130, 163, 28, 66};

struct box {
    int row, rows;
    int first, n; /* in lines */
};

struct view {
    const struct tt_problem *p;
    const struct tt_solution *s;
    struct tt_grid_index index;
    int *colors;
    int columns;
    bool color;
    struct strbuf *out;
};

struct table {
    struct view *v;
    const struct tt_grid *g;
    int head, cell;        /* widths of the first and of the other columns */
    int n_columns, n_rows; /* with the heads */
    struct tx_lines lines;
    VEC(struct box) boxes;
    int *owner;     /* [column * n_rows + row]: index in boxes */
    int *height;    /* by row */
    int *next_line; /* by column: line of the box that is drawn next */
    bool rtl;
};

/* --- what stands in the boxes --- */

/* "Miller · R12" on one line where it fits, else on two. */
static void add_pair(struct table *t, const char *a, const char *b)
{
    struct strbuf both;
    sb_init(&both);
    sb_addf(&both, "%s%s%s", a, *a && *b ? " \xC2\xB7 " : "", b);
    if (!*a || !*b || tt_text_width(both.s) <= t->cell) {
        tx_wrap(&t->lines, both.s, t->cell, TX_PLAIN, 2);
    } else {
        tx_wrap(&t->lines, a, t->cell, TX_PLAIN, 2);
        tx_wrap(&t->lines, b, t->cell, TX_PLAIN, 2);
    }
    sb_release(&both);
}

static void add_subject(struct table *t, int lesson, const char *before)
{
    const struct view *v = t->v;
    int subject = v->p->lessons[lesson].subject;
    struct strbuf text;
    sb_init(&text);
    sb_addf(&text, "%s%s", before, v->p->subjects[subject].label.name);
    tx_wrap(&t->lines, text.s, t->cell, v->colors[subject], 2);
    sb_release(&text);
}

/* Subject, whom it meets and where; a class sees which of its groups a part binds. */
static void add_item(struct table *t, const struct tt_grid_item *item)
{
    const struct tt_problem *p = t->v->p;
    int lesson = item->lesson;
    struct strbuf people, place;
    sb_init(&people);
    sb_init(&place);
    add_subject(t, lesson, "");
    if (t->g->kind == TT_VIEW_SET)
        tt_lesson_teachers(p, lesson, ", ", &people);
    else
        tt_lesson_sets(p, lesson, -1, ", ", &people);
    if (t->g->kind == TT_VIEW_ROOM)
        tt_lesson_teachers(p, lesson, ", ", &place);
    else
        tt_lesson_room(p, t->v->s, lesson, " + ", &place);
    add_pair(t, people.s, place.s);
    if (item->partial) {
        sb_clear(&people);
        sb_addc(&people, '(');
        tt_lesson_sets(p, lesson, t->g->id, ", ", &people);
        sb_addc(&people, ')');
        tx_wrap(&t->lines, people.s, t->cell, TX_DIM, 2);
    }
    sb_release(&people);
    sb_release(&place);
}

static void open_box(struct table *t, int row, int rows)
{
    struct box b = {row, rows, t->lines.list.n, 0};
    vec_push(&t->boxes, b);
}

static void close_box(struct table *t, int column)
{
    struct box *b = &t->boxes.v[t->boxes.n - 1];
    b->n = t->lines.list.n - b->first;
    for (int r = b->row; r < b->row + b->rows; r++)
        t->owner[column * t->n_rows + r] = t->boxes.n - 1;
}

static void add_rule(struct table *t)
{
    struct strbuf rule;
    sb_init(&rule);
    for (int i = 0; i < t->cell; i++)
        sb_adds(&rule, "\xE2\x94\x84");
    tx_wrap(&t->lines, rule.s, t->cell, TX_DIM, 1);
    sb_release(&rule);
}

/* The lessons of a cell in one of its periods; period -1 = all of them in full. What goes
   on from the period before only has its subject behind an arrow. */
static void add_items(struct table *t, const struct tt_grid_cell *c, int period)
{
    bool first = true;
    for (int i = c->first; i < c->first + c->n; i++) {
        const struct tt_grid_item *item = &t->g->items[i];
        if (period >= 0 &&
            (period < item->period || period >= item->period + item->length))
            continue;
        if (!first)
            add_rule(t);
        first = false;
        if (period > item->period)
            add_subject(t, item->lesson, "\xE2\x86\xB3 ");
        else
            add_item(t, item);
    }
}

static void add_mark(struct table *t, enum tt_mark mark)
{
    if (mark == TT_BREAK)
        tx_center(&t->lines, "break", t->cell, TX_DIM);
    else if (mark == TT_NOT_AVAILABLE)
        tx_center(&t->lines, "\xC3\x97", t->cell, TX_DIM);
}

static void fill_day(struct table *t, int column, int day)
{
    const struct tt_problem *p = t->v->p;
    open_box(t, 0, 1);
    tx_wrap(&t->lines, p->days[day].name, t->cell, TX_BOLD, 2);
    close_box(t, column);
    for (int period = 0; period < p->n_periods;) {
        const struct tt_grid_cell *c = tt_grid_cell_at(t->g, day, period);
        int rows = c && c->uniform ? c->length : 1;
        open_box(t, period + 1, rows);
        if (c)
            add_items(t, c, c->uniform ? -1 : period);
        else
            add_mark(t, t->g->marks[day * p->n_periods + period]);
        close_box(t, column);
        period += rows;
    }
}

static void fill_heads(struct table *t)
{
    const struct tt_problem *p = t->v->p;
    open_box(t, 0, 1);
    close_box(t, 0);
    for (int i = 0; i < p->n_periods; i++) {
        open_box(t, i + 1, 1);
        tx_wrap(&t->lines, p->periods[i].name, t->head, TX_BOLD, 2);
        close_box(t, 0);
    }
}

/* Rows are as high as their highest box; a box of several rows also uses the lines between
   them, and its last row grows when that is not enough. */
static void set_heights(struct table *t)
{
    for (int r = 0; r < t->n_rows; r++)
        t->height[r] = 1;
    for (int i = 0; i < t->boxes.n; i++) {
        const struct box *b = &t->boxes.v[i];
        if (b->rows == 1 && t->height[b->row] < b->n)
            t->height[b->row] = b->n;
    }
    for (int i = 0; i < t->boxes.n; i++) {
        const struct box *b = &t->boxes.v[i];
        int room = b->rows - 1;
        for (int r = b->row; r < b->row + b->rows; r++)
            room += t->height[r];
        if (room < b->n)
            t->height[b->row + b->rows - 1] += b->n - room;
    }
}

/* --- drawing --- */

static int width_of(const struct table *t, int column)
{
    return column == 0 ? t->head : t->cell;
}

static void spaces(struct strbuf *out, int n)
{
    for (int i = 0; i < n; i++)
        sb_addc(out, ' ');
}

static void draw_styled(const struct view *v, const struct tx_line *line)
{
    struct strbuf *out = v->out;
    if (!v->color || line->style == TX_PLAIN) {
        sb_adds(out, line->s);
        return;
    }
    if (line->style == TX_DIM)
        sb_adds(out, "\033[2m");
    else if (line->style == TX_BOLD)
        sb_adds(out, "\033[1m");
    else
        sb_addf(out, "\033[1;38;5;%dm", palette[line->style]);
    sb_adds(out, line->s);
    sb_adds(out, "\033[0m");
}

/* The next line of the box in this column and row, or blanks. A direction mark keeps
   terminals that reorder right-to-left text from reordering the table. */
static void draw_content(struct table *t, int column, int row)
{
    const struct box *b = &t->boxes.v[t->owner[column * t->n_rows + row]];
    struct strbuf *out = t->v->out;
    int at = t->next_line[column]++, width = width_of(t, column);
    sb_addc(out, ' ');
    if (at >= b->n) {
        spaces(out, width);
    } else {
        const struct tx_line *line = &t->lines.list.v[b->first + at];
        int before = line->centered ? (width - line->width) / 2 : 0;
        spaces(out, before);
        draw_styled(t->v, line);
        if (line->rtl)
            sb_adds(out, "\xE2\x80\x8E");
        spaces(out, width - line->width - before);
    }
    sb_addc(out, ' ');
}

/* Is there a line above this row in this column? */
static bool has_edge(const struct table *t, int column, int row)
{
    if (row == 0 || row == t->n_rows)
        return true;
    const int *owner = t->owner + column * t->n_rows;
    return owner[row] != owner[row - 1];
}

static void draw_corner(const struct table *t, int column, int row)
{
    static const char *const signs[16] = {/* bits: up 1, down 2, left 4, right 8 */
                                          " ", "╵", "╷", "│", "╴", "┘", "┐", "┤",
                                          "╶", "└", "┌", "├", "─", "┴", "┬", "┼"};
    bool left = column > 0 && has_edge(t, column - 1, row);
    bool right = column < t->n_columns && has_edge(t, column, row);
    sb_adds(t->v->out,
            signs[(row > 0) | (row < t->n_rows) << 1 | left << 2 | right << 3]);
}

static void draw_edge(struct table *t, int row)
{
    struct strbuf *out = t->v->out;
    if (t->rtl)
        sb_adds(out, "\xE2\x80\x8E");
    for (int c = 0; c < t->n_columns; c++) {
        draw_corner(t, c, row);
        if (!has_edge(t, c, row)) {
            draw_content(t, c, row);
            continue;
        }
        t->next_line[c] = 0;
        for (int i = width_of(t, c) + 2; i > 0; i--)
            sb_adds(out, "─");
    }
    draw_corner(t, t->n_columns, row);
    sb_addc(out, '\n');
}

static void draw_table(struct table *t)
{
    struct strbuf *out = t->v->out;
    for (int row = 0; row < t->n_rows; row++) {
        draw_edge(t, row);
        for (int k = 0; k < t->height[row]; k++) {
            if (t->rtl)
                sb_adds(out, "\xE2\x80\x8E");
            for (int c = 0; c < t->n_columns; c++) {
                sb_adds(out, "│");
                draw_content(t, c, row);
            }
            sb_adds(out, "│\n");
        }
    }
    draw_edge(t, t->n_rows);
}

/* --- one class, teacher or room --- */

static void table_of_block(struct view *v, const struct tt_grid *g,
                           const struct tt_block *block, int head, int cell)
{
    struct table t = {.v = v, .g = g, .head = head, .cell = cell};
    t.n_columns = block->n_days + 1;
    t.n_rows = v->p->n_periods + 1;
    t.lines.arena = arena_new();
    t.owner = ARENA_NEW(t.lines.arena, int, t.n_columns *t.n_rows);
    t.height = ARENA_NEW(t.lines.arena, int, t.n_rows);
    t.next_line = ARENA_NEW(t.lines.arena, int, t.n_columns);
    fill_heads(&t);
    for (int i = 0; i < block->n_days; i++)
        fill_day(&t, i + 1, block->days[i]);
    for (int i = 0; i < t.lines.list.n; i++)
        t.rtl |= t.lines.list.v[i].rtl;
    set_heights(&t);
    draw_table(&t);
    vec_free(&t.boxes);
    vec_free(&t.lines.list);
    arena_free(t.lines.arena);
}

/* Width of the column of period names: the longest that occurs, within bounds. */
static int head_width(const struct tt_problem *p)
{
    int width = 1;
    for (int i = 0; i < p->n_periods; i++) {
        int w = tt_text_width(p->periods[i].name);
        width = w > width ? w : width;
    }
    return width < MOST_HEAD ? width : MOST_HEAD;
}

static void draw_title(struct view *v, const struct tt_grid *g)
{
    const struct tt_label *label = tt_view_label(v->p, g->kind, g->id);
    struct strbuf *out = v->out;
    if (v->color)
        sb_adds(out, "\033[1m");
    tt_add_clean(out, label->name);
    if (v->color)
        sb_adds(out, "\033[0m");
    if (*label->long_name && strcmp(label->long_name, label->name) != 0) {
        sb_adds(out, " (");
        tt_add_clean(out, label->long_name);
        sb_addc(out, ')');
    }
    sb_addf(out, ": %d %s, %d %s\n", g->n_items, g->n_items == 1 ? "lesson" : "lessons",
            g->hours, g->hours == 1 ? "period" : "periods");
}

static void draw_unplaced(struct view *v, const struct tt_grid *g)
{
    char text[400];
    if (g->n_unplaced == 0)
        return;
    sb_addf(v->out, "Not placed (%d):\n", g->n_unplaced);
    for (int i = 0; i < g->n_unplaced; i++) {
        int lesson = g->unplaced[i], duration = v->p->lessons[lesson].duration;
        sb_adds(v->out, "  ");
        tt_add_clean(v->out, tt_lesson_text(v->p, lesson, text, sizeof text));
        sb_addf(v->out, ", %d %s\n", duration, duration == 1 ? "period" : "periods");
    }
}

static void draw_view(struct view *v, enum tt_view_kind kind, int id)
{
    struct tt_grid g;
    struct tt_block block;
    int state = 0, head = head_width(v->p), room = v->columns - 1 - (head + 3);
    int most = room / (LEAST_CELL + 3) > 1 ? room / (LEAST_CELL + 3) : 1;
    int cell = 0;
    bool away = false;
    tt_grid_init(&g, &v->index, kind, id);
    draw_title(v, &g);
    while (tt_block_next(v->p, &g, most, &state, &block)) {
        if (cell == 0) /* the first is the widest; all tables get its cells */
            cell = room / block.n_days - 3;
        cell = cell > MOST_CELL ? MOST_CELL : cell < 1 ? 1 : cell;
        table_of_block(v, &g, &block, head, cell);
    }
    for (int i = 0; i < v->p->n_days * v->p->n_periods; i++)
        away |= g.marks[i] == TT_NOT_AVAILABLE;
    if (away)
        sb_adds(v->out, "\xC3\x97 not available\n");
    draw_unplaced(v, &g);
    tt_grid_release(&g);
}

static int count_of(const struct tt_problem *p, enum tt_view_kind kind)
{
    if (kind == TT_VIEW_SET)
        return p->n_sets;
    return kind == TT_VIEW_TEACHER ? p->n_teachers : p->n_rooms;
}

static void draw_all(struct view *v, enum tt_view_kind kind)
{
    bool first = true;
    for (int i = 0; i < count_of(v->p, kind); i++) {
        if (!tt_grid_used(&v->index, kind, i))
            continue;
        if (!first)
            sb_addc(v->out, '\n');
        first = false;
        draw_view(v, kind, i);
    }
}

void tt_view_text(const struct tt_problem *p, const struct tt_solution *s,
                  enum tt_view_kind kind, int id, const struct tt_view_options *o,
                  struct strbuf *out)
{
    struct view v = {.p = p, .s = s, .color = o->color, .out = out};
    v.columns = o->columns <= 0 ? COLUMNS : o->columns;
    if (v.columns < LEAST_COLUMNS)
        v.columns = LEAST_COLUMNS;
    if (v.columns > MOST_COLUMNS)
        v.columns = MOST_COLUMNS;
    tt_grid_index_init(&v.index, p, s);
    v.colors = tt_subject_colors(p, N_COLORS);
    if (kind >= TT_VIEW_ALL_SETS) {
        draw_all(&v, (enum tt_view_kind)(kind - TT_VIEW_ALL_SETS));
    } else {
        assert(id >= 0 && id < count_of(p, kind));
        draw_view(&v, kind, id);
    }
    mem_free(v.colors);
    tt_grid_index_release(&v.index);
}

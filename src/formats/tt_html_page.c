/* The page of one class, teacher or room. Layer: formats. */
#include "formats/tt_html.h"
#include "formats/tt_width.h"

#include <stdio.h>
#include <string.h>

enum { MOST_RELATIVES = 40, SHEET_MM = 183, TITLE_MM = 22, LINE_MM = 6, HEAD_MM = 12 };

struct page {
    struct html *h;
    struct tt_grid grid;
    double scale; /* of the print */
    bool any_off; /* something is not available: the key is shown */
};

/* --- one lesson --- */

static void add_span(struct html *h, const char *class, enum tt_view_kind kind, int n,
                     const int *ids)
{
    if (n == 0)
        return;
    sb_addf(&h->out, "<span class=\"%s\">", class);
    html_links(h, kind, n, ids);
    sb_adds(&h->out, "</span>");
}

static void add_rooms(struct html *h, int lesson)
{
    int room, first = tt_lesson_room_at(h->s, lesson, 1) >= 0;
    if (tt_lesson_room_at(h->s, lesson, 0) < 0)
        return;
    sb_adds(&h->out, "<span class=\"x\">");
    for (int k = first; (room = tt_lesson_room_at(h->s, lesson, k)) >= 0; k++) {
        if (k > first)
            sb_adds(&h->out, " + ");
        html_link(h, TT_VIEW_ROOM, room);
    }
    sb_adds(&h->out, "</span>");
}

/* The sets of a lesson that are a part of the class of this page. */
static void add_groups(struct page *g, const struct tt_lesson *l)
{
    struct html *h = g->h;
    bool first = true;
    sb_adds(&h->out, "<span class=\"g\">");
    for (int i = 0; i < l->n_sets; i++) {
        if (!tt_sets_overlap(h->p, l->sets[i], g->grid.id))
            continue;
        if (!first)
            sb_adds(&h->out, ", ");
        first = false;
        html_link(h, TT_VIEW_SET, l->sets[i]);
    }
    sb_adds(&h->out, "</span>");
}

/* Teachers but the one whose page this is. */
static void add_teachers(struct page *g, const struct tt_lesson *l)
{
    struct html *h = g->h;
    bool first = true;
    for (int i = 0; i < l->n_teachers; i++) {
        if (g->grid.kind == TT_VIEW_TEACHER && l->teachers[i] == g->grid.id)
            continue;
        sb_adds(&h->out, first ? "<span>" : ", ");
        if (first && g->grid.kind == TT_VIEW_TEACHER)
            sb_adds(&h->out, "with ");
        first = false;
        html_link(h, TT_VIEW_TEACHER, l->teachers[i]);
    }
    if (!first)
        sb_adds(&h->out, "</span>");
}

static void add_title(struct html *h, const struct tt_lesson *l)
{
    const struct tt_label *subject = &h->p->subjects[l->subject].label;
    sb_addf(&h->out, " title=\"Lesson %d", l->id);
    if (*subject->long_name) {
        sb_adds(&h->out, ": ");
        html_text(&h->out, subject->long_name);
    }
    if (*l->comments) {
        sb_adds(&h->out, "\n");
        html_text(&h->out, l->comments);
    }
    sb_addc(&h->out, '"');
}

/* `place` is a style attribute or empty; `on`: the lesson began in an earlier row. */
static void add_lesson(struct page *g, const struct tt_grid_item *item, const char *place,
                       bool on)
{
    struct html *h = g->h;
    const struct tt_lesson *l = &h->p->lessons[item->lesson];
    int color = h->colors[l->subject];
    sb_addf(&h->out, "<div class=\"l h%d%s%s\"%s", color % HTML_HUES,
            color >= HTML_HUES ? " u" : "", on ? " on" : "", place);
    add_title(h, l);
    sb_addf(&h->out, "><b>%s<bdi>", on ? "\xE2\x86\xB3 " : "");
    html_text(&h->out, h->p->subjects[l->subject].label.name);
    sb_adds(&h->out, "</bdi></b>");
    if (item->partial)
        add_groups(g, l);
    if (g->grid.kind != TT_VIEW_SET && !on)
        add_span(h, "s", TT_VIEW_SET, l->n_sets, l->sets);
    if (!on)
        add_teachers(g, l);
    if (g->grid.kind != TT_VIEW_ROOM && !on)
        add_rooms(h, item->lesson);
    sb_adds(&h->out, "</div>");
}

/* --- cells --- */

/* Lessons side by side, each in the rows of its own periods. */
static void add_lanes(struct page *g, const struct tt_grid_cell *c)
{
    struct strbuf *out = &g->h->out;
    char place[80];
    sb_addf(out, "<td rowspan=\"%d\"><div class=\"c%s\" style=\"--m:%d\">", c->length,
            c->lanes == 3 ? " n3" : "", c->lanes);
    for (int i = c->first; i < c->first + c->n; i++) {
        const struct tt_grid_item *item = &g->grid.items[i];
        snprintf(place, sizeof place, " style=\"grid-area:%d/%d/span %d\"",
                 item->period - c->period + 1, item->lane + 1, item->length);
        add_lesson(g, item, place, false);
    }
    sb_adds(out, "</div></td>\n");
}

/* The lessons of a cell that touch one period (-1: all) in as many columns as fit. */
static void add_pile(struct page *g, const struct tt_grid_cell *c, int period)
{
    struct strbuf *out = &g->h->out;
    int n = 0;
    for (int i = c->first; i < c->first + c->n; i++) {
        const struct tt_grid_item *item = &g->grid.items[i];
        n += period < 0 ||
             (item->period <= period && period < item->period + item->length);
    }
    sb_adds(out, "<td");
    if (period < 0 && c->length > 1)
        sb_addf(out, " rowspan=\"%d\"", c->length);
    sb_addf(out, "><div class=\"c%s\"", n > 3 ? " m" : n == 3 ? " n3" : "");
    if (n > 1)
        sb_addf(out, " style=\"--m:%d\"", html_columns(n));
    sb_addc(out, '>');
    for (int i = c->first; i < c->first + c->n; i++) {
        const struct tt_grid_item *item = &g->grid.items[i];
        if (period < 0 ||
            (item->period <= period && period < item->period + item->length))
            add_lesson(g, item, "", period > item->period);
    }
    sb_adds(out, "</div></td>\n");
}

static void add_mark(struct page *g, int day, int period)
{
    struct strbuf *out = &g->h->out;
    switch (g->grid.marks[day * g->h->p->n_periods + period]) {
    case TT_BREAK:
        sb_adds(out, "<td class=\"break\">break</td>\n");
        break;
    case TT_NOT_AVAILABLE:
        g->any_off = true;
        sb_adds(out, "<td class=\"off\"><span class=\"v\">not available</span></td>\n");
        break;
    default:
        sb_adds(out, "<td></td>\n");
    }
}

static void add_cell(struct page *g, int day, int period)
{
    const struct tt_grid_cell *c = tt_grid_cell_at(&g->grid, day, period);
    if (!c)
        add_mark(g, day, period);
    else if (!c->uniform && c->lanes > 3)
        add_pile(g, c, period);
    else if (c->period != period)
        return; /* the cell above reaches down to here */
    else if (c->uniform)
        add_pile(g, c, -1);
    else
        add_lanes(g, c);
}

/* Is this period a break on all days of the table? */
static bool is_pause(const struct page *g, const struct tt_block *b, int period)
{
    for (int i = 0; i < b->n_days; i++)
        if (g->grid.marks[b->days[i] * g->h->p->n_periods + period] != TT_BREAK ||
            tt_grid_cell_at(&g->grid, b->days[i], period))
            return false;
    return true;
}

static void add_row(struct page *g, const struct tt_block *b, int period)
{
    const struct tt_time_name *name = &g->h->p->periods[period];
    struct strbuf *out = &g->h->out;
    bool pause = is_pause(g, b, period);
    sb_addf(out, "<tr class=\"%s\"><th scope=\"row\"", pause ? "pause" : "r");
    if (*name->long_name) {
        sb_adds(out, " title=\"");
        html_text(out, name->long_name);
        sb_addc(out, '"');
    }
    sb_adds(out, "><bdi>");
    html_text(out, name->name);
    sb_adds(out, "</bdi></th>\n");
    if (pause)
        sb_addf(out, "<td class=\"break\" colspan=\"%d\">break</td>\n", b->n_days);
    for (int i = 0; i < b->n_days && !pause; i++)
        add_cell(g, b->days[i], period);
    sb_adds(out, "</tr>\n");
}

static void add_table_head(struct page *g, const struct tt_block *b)
{
    const struct tt_problem *p = g->h->p;
    struct strbuf *out = &g->h->out;
    sb_adds(out, "<colgroup><col class=\"p\">");
    for (int i = 0; i < b->n_days; i++)
        sb_adds(out, "<col>");
    sb_adds(out, "</colgroup>\n<thead><tr><td></td>");
    for (int i = 0; i < b->n_days; i++) {
        const struct tt_time_name *day = &p->days[b->days[i]];
        sb_adds(out, "<th scope=\"col\"><bdi>");
        html_text(out, *day->long_name ? day->long_name : day->name);
        sb_adds(out, "</bdi></th>");
    }
    sb_adds(out, "</tr></thead>\n<tbody>\n");
}

static int count_blocks(const struct tt_problem *p, const struct tt_grid *g)
{
    struct tt_block b;
    int state = 0, n = 0;
    while (tt_block_next(p, g, HTML_DAYS, &state, &b))
        n++;
    return n;
}

/* A day is at least so wide on the screen; it is scrolled to where the window is narrower. */
static double day_rem(const struct tt_grid *g)
{
    static const double least[] = {7.5, 7.5, 10.5, 14.5};
    int columns = 1;
    for (int i = 0; i < g->n_cells; i++) {
        int n = html_columns(g->cells[i].lanes);
        columns = n > columns ? n : columns;
    }
    return least[columns];
}

static void add_tables(struct page *g)
{
    const struct tt_problem *p = g->h->p;
    struct strbuf *out = &g->h->out;
    struct tt_block b;
    int state = 0, blocks = count_blocks(p, &g->grid);
    int under = g->grid.n_unplaced ? HEAD_MM + LINE_MM * g->grid.n_unplaced : 0;
    int space = SHEET_MM - (int)(g->scale * (TITLE_MM + under));
    while (tt_block_next(p, &g->grid, HTML_DAYS, &state, &b)) {
        sb_addf(out,
                "<div class=\"wide\"><table class=\"w\"%s style=\"--d:%d;--w:%grem;"
                "--p:%.1frem;--h:%dmm\">\n",
                tt_text_rtl(p->days[b.days[0]].name) ? " dir=\"rtl\"" : "", b.n_days,
                day_rem(&g->grid), html_head_rem(p),
                space > 0 ? space / blocks - (blocks > 1 ? 3 : 0) : 0);
        add_table_head(g, &b);
        for (int i = 0; i < p->n_periods; i++)
            add_row(g, &b, i);
        sb_adds(out, "</tbody>\n</table></div>\n");
    }
}

/* --- head of the page --- */

static void add_neighbour(struct page *g, int step)
{
    struct html *h = g->h;
    int id = g->grid.id + step, n = h->n[g->grid.kind];
    while (id >= 0 && id < n && !h->has_page[g->grid.kind][id])
        id += step;
    if (id < 0 || id >= n)
        return;
    sb_addf(&h->out, "<a rel=\"%s\" href=\"", step < 0 ? "prev" : "next");
    html_file_name(h, g->grid.kind, id, &h->out);
    sb_addf(&h->out, "\">%s<bdi>", step < 0 ? "\xE2\x86\x90 " : "");
    html_text(&h->out, tt_view_label(h->p, g->grid.kind, id)->name);
    sb_addf(&h->out, "</bdi>%s</a>", step > 0 ? " \xE2\x86\x92" : "");
}

static void add_nav(struct page *g)
{
    sb_adds(&g->h->out, "<nav class=\"nav\" aria-label=\"Timetables\">"
                        "<a href=\"index.html\">All timetables</a><span>");
    add_neighbour(g, -1);
    add_neighbour(g, 1);
    sb_adds(&g->h->out, "</span></nav>\n");
}

static void add_relatives(struct html *h, const char *word, int n, const int *ids)
{
    int shown = n > MOST_RELATIVES ? MOST_RELATIVES : n;
    if (n == 0)
        return;
    sb_addf(&h->out, " <span class=\"np\">\xC2\xB7 %s ", word);
    html_links(h, TT_VIEW_SET, shown, ids);
    if (shown < n)
        sb_addf(&h->out, " and %d more", n - shown);
    sb_adds(&h->out, "</span>");
}

static void add_meta(struct page *g)
{
    struct html *h = g->h;
    const struct tt_grid *grid = &g->grid;
    sb_addf(&h->out, "<p class=\"meta\">%d lesson%s \xC2\xB7 %d period%s", grid->n_items,
            grid->n_items == 1 ? "" : "s", grid->hours, grid->hours == 1 ? "" : "s");
    if (grid->n_unplaced)
        sb_addf(&h->out, " \xC2\xB7 <span class=\"bad\">%d not placed</span>",
                grid->n_unplaced);
    if (grid->kind == TT_VIEW_SET) {
        const struct tt_set *set = &h->p->sets[grid->id];
        int n = 0;
        while (h->parents[grid->id][n] >= 0)
            n++;
        if (set->n_students)
            sb_addf(&h->out, " \xC2\xB7 %d student%s", set->n_students,
                    set->n_students == 1 ? "" : "s");
        add_relatives(h, "part of", n, h->parents[grid->id]);
        add_relatives(h, "contains", set->n_children, set->children);
    }
    if (grid->kind == TT_VIEW_ROOM) {
        const struct tt_room *room = &h->p->rooms[grid->id];
        if (room->building >= 0) {
            sb_adds(&h->out, " \xC2\xB7 <bdi>");
            html_text(&h->out, h->p->buildings[room->building].label.name);
            sb_adds(&h->out, "</bdi>");
        }
        if (room->capacity < 30000)
            sb_addf(&h->out, " \xC2\xB7 %d seats", room->capacity);
    }
    sb_adds(&h->out, "</p>\n");
}

static void add_header(struct page *g)
{
    static const char *const kinds[] = {"Class", "Teacher", "Room"};
    struct html *h = g->h;
    const struct tt_label *label = tt_view_label(h->p, g->grid.kind, g->grid.id);
    struct strbuf *out = &h->out;
    sb_adds(out, "<header>\n");
    add_nav(g);
    sb_addf(out, "<div class=\"top\"><div><p class=\"kind\">%s</p>\n<h1 dir=\"auto\">",
            kinds[g->grid.kind]);
    html_text(out, label->name);
    if (*label->long_name && strcmp(label->long_name, label->name) != 0) {
        sb_adds(out, " <small>");
        html_text(out, label->long_name);
        sb_adds(out, "</small>");
    }
    sb_adds(out, "</h1></div>\n<div class=\"inst\"><div dir=\"auto\">");
    html_text(out, h->p->name);
    sb_adds(out, "</div><p class=\"meta\">");
    html_totals(h);
    sb_adds(out, "</p></div></div>\n");
    add_meta(g);
    sb_adds(out, "</header>\n");
}

void html_grid_page(struct html *h, enum tt_view_kind kind, int id)
{
    struct page g = {.h = h};
    tt_grid_init(&g.grid, &h->index, kind, id);
    g.scale = html_fit(h, &g.grid);
    html_begin(h, tt_view_label(h->p, kind, id)->name, g.scale);
    add_header(&g);
    sb_adds(&h->out, "<main>\n");
    add_tables(&g);
    if (g.any_off)
        sb_adds(&h->out,
                "<p class=\"note\"><span class=\"key\"></span> not available</p>\n");
    html_unplaced(h, g.grid.n_unplaced, g.grid.unplaced);
    sb_adds(&h->out, "</main>\n");
    html_end(h);
    tt_grid_release(&g.grid);
}

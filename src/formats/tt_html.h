/*
 * Linked HTML pages of a timetable: what their parts share. Layer: formats, private to
 * tt_html*.c.
 */
#ifndef HORARIUM_FORMATS_TT_HTML_H
#define HORARIUM_FORMATS_TT_HTML_H

#include "base/vec.h"
#include "formats/tt_grid.h"
#include "timetable/check.h"

enum { HTML_HUES = 12, HTML_COLORS = 2 * HTML_HUES, HTML_DAYS = 7 };

struct html {
    const struct tt_problem *p;
    const struct tt_solution *s;
    struct tt_grid_index index;
    struct tt_report report;
    int *colors;       /* by subject, below HTML_COLORS */
    int **parents;     /* of each set: sets that list it, ended by -1 */
    bool *has_page[3]; /* by kind and id */
    int n[3];          /* how many sets, teachers, rooms */
    const char *dir;
    struct strbuf out; /* the page at hand */
    VEC(char *) files;
};

/* Text with all that HTML could read as markup escaped. */
void html_text(struct strbuf *out, const char *s);

/* A name as text of its own direction, linked to its page if there is one. */
void html_link(struct html *h, enum tt_view_kind kind, int id);

/* Names of one kind, linked, separated by commas. */
void html_links(struct html *h, enum tt_view_kind kind, int n, const int *ids);

/* The name of the page file: "class-12-9a.html". */
void html_file_name(const struct html *h, enum tt_view_kind kind, int id,
                    struct strbuf *out);

/* Everything before and behind the content. `title` is plain text. `scale` is the size of
   print: 1 = full, less for pages that hold much. */
void html_begin(struct html *h, const char *title, double scale);
void html_end(struct html *h);

/* "589 lessons · all placed · 12 wishes not met" */
void html_totals(struct html *h);

/* A table of lessons without a slot; nothing for n == 0. */
void html_unplaced(struct html *h, int n, const int *lessons);

/* The whole page of a class, teacher or room, and the index; into h->out. */
void html_grid_page(struct html *h, enum tt_view_kind kind, int id);
void html_index_page(struct html *h);

/* How much the print of these tables must shrink to fit on one sheet. */
double html_fit(const struct html *h, const struct tt_grid *g);

/* Width of the column of period names, in root font sizes. */
double html_head_rem(const struct tt_problem *p);

extern const char *const html_style;
extern const char *const html_search_script;

/* Into how many columns n lessons that meet in one cell are laid. */
static inline int html_columns(int n)
{
    return n <= 3 ? n : n == 4 ? 2 : 3;
}

#endif

/*
 * Linked HTML pages of a timetable: files, links and the frame of a page. Layer: formats.
 */
#include "formats/tt_html.h"
#include "base/file.h"
#include "base/mem.h"
#include "formats/tt_width.h"

#include <string.h>

enum { MAX_SLUG = 40 };

void html_text(struct strbuf *out, const char *s)
{
    for (; *s; s++) {
        if (*s == '&')
            sb_adds(out, "&amp;");
        else if (*s == '<')
            sb_adds(out, "&lt;");
        else if (*s == '>')
            sb_adds(out, "&gt;");
        else if (*s == '"')
            sb_adds(out, "&quot;");
        else if (*s == '\'')
            sb_adds(out, "&#39;");
        else if ((unsigned char)*s < 0x20 && !strchr("\t\n\r", *s))
            sb_adds(out, "\xEF\xBF\xBD");
        else
            sb_addc(out, *s);
    }
}

void html_file_name(const struct html *h, enum tt_view_kind kind, int id,
                    struct strbuf *out)
{
    static const char *const words[] = {"class", "teacher", "room"};
    int n = 0;
    bool dash = true; /* one dash for all that is not plain */
    sb_addf(out, "%s-%d", words[kind], id + 1);
    for (const char *s = tt_view_label(h->p, kind, id)->name; *s && n < MAX_SLUG; s++) {
        char c = *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s;
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!plain) {
            dash = true;
            continue;
        }
        if (dash)
            sb_addc(out, '-');
        dash = false;
        sb_addc(out, c);
        n++;
    }
    sb_adds(out, ".html");
}

void html_link(struct html *h, enum tt_view_kind kind, int id)
{
    const char *name = tt_view_label(h->p, kind, id)->name;
    if (!h->has_page[kind][id]) {
        sb_adds(&h->out, "<bdi>");
        html_text(&h->out, name);
        sb_adds(&h->out, "</bdi>");
        return;
    }
    sb_adds(&h->out, "<a dir=\"auto\" href=\"");
    html_file_name(h, kind, id, &h->out);
    sb_adds(&h->out, "\">");
    html_text(&h->out, name);
    sb_adds(&h->out, "</a>");
}

void html_links(struct html *h, enum tt_view_kind kind, int n, const int *ids)
{
    for (int i = 0; i < n; i++) {
        if (i)
            sb_adds(&h->out, ", ");
        html_link(h, kind, ids[i]);
    }
}

void html_begin(struct html *h, const char *title, double scale)
{
    struct strbuf *out = &h->out;
    sb_clear(out);
    sb_addf(out, "<!DOCTYPE html>\n<html lang=\"en\" style=\"--k:%.2f\">\n<head>\n",
            scale);
    sb_adds(out, "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
                 "content=\"width=device-width, initial-scale=1\">\n<title>");
    html_text(out, title);
    if (*h->p->name) {
        sb_adds(out, " \xC2\xB7 ");
        html_text(out, h->p->name);
    }
    sb_addf(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<div class=\"page\">\n",
            html_style);
}

void html_end(struct html *h)
{
    sb_adds(&h->out, "</div>\n</body>\n</html>\n");
}

static int active_lessons(const struct tt_problem *p)
{
    int n = 0;
    for (int i = 0; i < p->n_lessons; i++)
        n += p->lessons[i].active;
    return n;
}

void html_totals(struct html *h)
{
    const struct tt_report *r = &h->report;
    struct strbuf *out = &h->out;
    int lessons = active_lessons(h->p);
    sb_addf(out, "Plan: %d lesson%s \xC2\xB7 ", lessons, lessons == 1 ? "" : "s");
    if (r->unplaced)
        sb_addf(out, "<span class=\"bad\">%d not placed</span>", r->unplaced);
    else
        sb_adds(out, "all placed");
    if (r->hard)
        sb_adds(out, " \xC2\xB7 <span class=\"bad\">hard rules broken</span>");
    if (r->n_soft)
        sb_addf(out, " \xC2\xB7 %d wish%s not met", r->n_soft,
                r->n_soft == 1 ? "" : "es");
    else
        sb_adds(out, " \xC2\xB7 all wishes met");
}

void html_unplaced(struct html *h, int n, const int *lessons)
{
    struct strbuf *out = &h->out;
    if (n == 0)
        return;
    sb_addf(out,
            "<section>\n<h2 class=\"bad\">Not placed: %d</h2>\n<table class=\"t\">\n"
            "<thead><tr><th scope=\"col\">Subject</th><th scope=\"col\">Students</th>"
            "<th scope=\"col\">Teachers</th><th scope=\"col\">Periods</th>"
            "<th scope=\"col\">Lesson</th></tr></thead>\n<tbody>\n",
            n);
    for (int i = 0; i < n; i++) {
        const struct tt_lesson *l = &h->p->lessons[lessons[i]];
        sb_adds(out, "<tr><td dir=\"auto\">");
        html_text(out, h->p->subjects[l->subject].label.name);
        sb_adds(out, "</td><td>");
        html_links(h, TT_VIEW_SET, l->n_sets, l->sets);
        sb_adds(out, "</td><td>");
        html_links(h, TT_VIEW_TEACHER, l->n_teachers, l->teachers);
        sb_addf(out, "</td><td>%d</td><td>%d</td></tr>\n", l->duration, l->id);
    }
    sb_adds(out, "</tbody>\n</table>\n</section>\n");
}

/* --- all pages --- */

/* The sets that list each set; lists end with -1. */
static int **find_parents(const struct tt_problem *p, struct arena *a)
{
    int *n = ARENA_NEW(a, int, p->n_sets), **parents = ARENA_NEW(a, int *, p->n_sets);
    for (int i = 0; i < p->n_sets; i++)
        for (int k = 0; k < p->sets[i].n_children; k++)
            n[p->sets[i].children[k]]++;
    for (int i = 0; i < p->n_sets; i++) {
        parents[i] = ARENA_NEW(a, int, n[i] + 1);
        parents[i][n[i]] = -1;
    }
    for (int i = p->n_sets; i-- > 0;)
        for (int k = 0; k < p->sets[i].n_children; k++) {
            int child = p->sets[i].children[k];
            parents[child][--n[child]] = i;
        }
    return parents;
}

static void html_init(struct html *h, const struct tt_problem *p,
                      const struct tt_solution *s, const char *dir)
{
    *h = (struct html){.p = p, .s = s, .dir = dir};
    sb_init(&h->out);
    tt_grid_index_init(&h->index, p, s);
    tt_check(p, s, &h->report);
    h->colors = tt_subject_colors(p, HTML_COLORS);
    h->parents = find_parents(p, h->index.arena);
    h->n[TT_VIEW_SET] = p->n_sets;
    h->n[TT_VIEW_TEACHER] = p->n_teachers;
    h->n[TT_VIEW_ROOM] = p->n_rooms;
    for (int kind = TT_VIEW_SET; kind <= TT_VIEW_ROOM; kind++) {
        h->has_page[kind] = ARENA_NEW(h->index.arena, bool, h->n[kind]);
        for (int i = 0; i < h->n[kind]; i++)
            h->has_page[kind][i] =
                kind != TT_VIEW_SET || tt_grid_used(&h->index, TT_VIEW_SET, i);
    }
}

static void html_release(struct html *h)
{
    for (int i = 0; i < h->files.n; i++)
        mem_free(h->files.v[i]);
    vec_free(&h->files);
    mem_free(h->colors);
    tt_report_release(&h->report);
    tt_grid_index_release(&h->index);
    sb_release(&h->out);
}

/* Writes the page at hand to dir/name and notes the file. */
static int write_page(struct html *h, const char *name, struct err *e)
{
    struct strbuf path;
    sb_init(&path);
    sb_addf(&path, "%s/%s", h->dir, name);
    int rc = file_write(path.s, h->out.s, h->out.len, e);
    char *file = sb_detach(&path);
    vec_push(&h->files, file);
    return rc;
}

static int write_kind(struct html *h, enum tt_view_kind kind, struct err *e)
{
    struct strbuf name;
    int rc = 0;
    sb_init(&name);
    for (int i = 0; i < h->n[kind] && !rc; i++) {
        if (!h->has_page[kind][i])
            continue;
        html_grid_page(h, kind, i);
        sb_clear(&name);
        html_file_name(h, kind, i, &name);
        rc = write_page(h, name.s, e);
    }
    sb_release(&name);
    return rc;
}

int tt_view_html(const struct tt_problem *p, const struct tt_solution *s, const char *dir,
                 char ***files, int *n, struct err *e)
{
    struct html h;
    *files = NULL;
    *n = 0;
    int rc = file_mkdirs(dir, e);
    if (rc)
        return rc;
    html_init(&h, p, s, dir);
    html_index_page(&h);
    rc = write_page(&h, "index.html", e);
    for (int kind = TT_VIEW_SET; kind <= TT_VIEW_ROOM && !rc; kind++)
        rc = write_kind(&h, (enum tt_view_kind)kind, e);
    if (!rc) {
        *files = h.files.v;
        *n = h.files.n;
        h.files.v = NULL;
        h.files.n = h.files.cap = 0;
    }
    html_release(&h);
    return rc;
}

/* The index of all pages. Layer: formats. */
#include "base/mem.h"
#include "formats/tt_html.h"

#include <stdio.h>
#include <string.h>

/* Above so many mentions of subgroups each stands in the index only once. */
enum { MANY_MENTIONS = 2000, FEW_ENTRIES = 60, MOST_LINES = 300 };

static void add_entry(struct html *h, enum tt_view_kind kind, int id, const char *note)
{
    const struct tt_label *label = tt_view_label(h->p, kind, id);
    struct strbuf *out = &h->out;
    sb_adds(out, "<li data-e><a href=\"");
    html_file_name(h, kind, id, out);
    sb_adds(out, "\"><bdi>");
    html_text(out, label->name);
    sb_adds(out, "</bdi>");
    if (*label->long_name && strcmp(label->long_name, label->name) != 0) {
        sb_adds(out, "<small dir=\"auto\">");
        html_text(out, label->long_name);
        sb_adds(out, "</small>");
    }
    if (*note) {
        sb_adds(out, "<small dir=\"auto\">");
        html_text(out, note);
        sb_adds(out, "</small>");
    }
    sb_adds(out, "</a>");
}

/* --- classes: years with their groups, groups with their subgroups --- */

struct classes {
    struct html *h;
    bool *seen; /* sets that stand in the index; NULL = each may stand there often */
    bool open;  /* few enough to show all years unfolded */
};

static int shown_children(const struct classes *c, int set)
{
    const struct tt_set *s = &c->h->p->sets[set];
    int n = 0;
    for (int i = 0; i < s->n_children; i++)
        n += c->h->has_page[TT_VIEW_SET][s->children[i]] &&
             !(c->seen && c->seen[s->children[i]]);
    return n;
}

static void add_subgroups(struct classes *c, int group)
{
    struct html *h = c->h;
    const struct tt_set *s = &h->p->sets[group];
    int n = shown_children(c, group);
    if (n == 0)
        return;
    sb_addf(&h->out, "<details><summary>%d subgroup%s</summary><ul class=\"sub\">", n,
            n == 1 ? "" : "s");
    for (int i = 0; i < s->n_children; i++) {
        int child = s->children[i];
        if (!h->has_page[TT_VIEW_SET][child] || (c->seen && c->seen[child]))
            continue;
        if (c->seen)
            c->seen[child] = true;
        sb_adds(&h->out, "<li data-e>");
        html_link(h, TT_VIEW_SET, child);
        sb_adds(&h->out, "</li>");
    }
    sb_adds(&h->out, "</ul></details>");
}

static void add_year(struct classes *c, int year)
{
    struct html *h = c->h;
    const struct tt_set *s = &h->p->sets[year];
    int n = shown_children(c, year);
    sb_addf(&h->out, "<details class=\"y\"%s><summary><span data-e>",
            c->open ? " open" : "");
    html_link(h, TT_VIEW_SET, year);
    sb_addf(&h->out, "</span> <small>%d group%s</small></summary>\n<ul class=\"n\">\n", n,
            n == 1 ? "" : "s");
    for (int i = 0; i < s->n_children; i++) {
        int group = s->children[i];
        if (!h->has_page[TT_VIEW_SET][group])
            continue;
        add_entry(h, TT_VIEW_SET, group, "");
        add_subgroups(c, group);
        sb_adds(&h->out, "</li>\n");
    }
    sb_adds(&h->out, "</ul></details>\n");
}

/* Counts groups and mentions of subgroups to see how much must be folded. */
static void count_classes(const struct tt_problem *p, int *groups, int *mentions)
{
    *groups = *mentions = 0;
    for (int i = 0; i < p->n_years; i++) {
        const struct tt_set *year = &p->sets[p->years[i]];
        *groups += year->n_children;
        for (int k = 0; k < year->n_children; k++)
            *mentions += p->sets[year->children[k]].n_children;
    }
}

static void add_plain_years(struct classes *c)
{
    const struct tt_problem *p = c->h->p;
    bool any = false;
    for (int i = 0; i < p->n_years; i++) {
        if (p->sets[p->years[i]].n_children || !c->h->has_page[TT_VIEW_SET][p->years[i]])
            continue;
        if (!any)
            sb_adds(&c->h->out, "<ul class=\"n\">\n");
        any = true;
        add_entry(c->h, TT_VIEW_SET, p->years[i], "");
        sb_adds(&c->h->out, "</li>\n");
    }
    if (any)
        sb_adds(&c->h->out, "</ul>\n");
}

static void add_classes(struct html *h)
{
    const struct tt_problem *p = h->p;
    struct classes c = {.h = h};
    int groups, mentions;
    count_classes(p, &groups, &mentions);
    c.open = groups <= FEW_ENTRIES;
    if (mentions > MANY_MENTIONS)
        c.seen = MEM_NEW(bool, p->n_sets);
    sb_adds(&h->out, "<section class=\"k\"><h2>Classes</h2>\n");
    add_plain_years(&c);
    for (int i = 0; i < p->n_years; i++)
        if (p->sets[p->years[i]].n_children && h->has_page[TT_VIEW_SET][p->years[i]])
            add_year(&c, p->years[i]);
    sb_adds(&h->out, "</section>\n");
    mem_free(c.seen);
}

/* --- teachers and rooms --- */

static void add_kind(struct html *h, enum tt_view_kind kind, const char *title)
{
    if (h->n[kind] == 0)
        return;
    sb_addf(&h->out, "<section class=\"k\"><h2>%s</h2>\n<ul class=\"n\">\n", title);
    for (int i = 0; i < h->n[kind]; i++) {
        const char *note = "";
        if (kind == TT_VIEW_ROOM && h->p->rooms[i].building >= 0)
            note = h->p->buildings[h->p->rooms[i].building].label.name;
        add_entry(h, kind, i, note);
        sb_adds(&h->out, "</li>\n");
    }
    sb_adds(&h->out, "</ul></section>\n");
}

/* --- totals --- */

static void add_tile(struct html *h, const char *class, const char *value,
                     const char *text)
{
    sb_addf(&h->out, "<div class=\"tile%s\"><b>%s</b><span>%s</span></div>\n", class,
            value, text);
}

static void add_tiles(struct html *h)
{
    const struct tt_report *r = &h->report;
    char value[40], text[80];
    int lessons = 0;
    for (int i = 0; i < h->p->n_lessons; i++)
        lessons += h->p->lessons[i].active;
    sb_adds(&h->out, "<div class=\"tiles\">\n");
    snprintf(value, sizeof value, "%d", lessons - r->unplaced);
    snprintf(text, sizeof text, "of %d lessons placed", lessons);
    add_tile(h, r->unplaced ? "" : " good", value, text);
    snprintf(value, sizeof value, "%d", r->unplaced);
    add_tile(h, r->unplaced ? " no" : "", value, "not placed");
    snprintf(value, sizeof value, "%lld", (long long)r->hard);
    add_tile(h, r->hard ? " no" : "", value, "hard rules broken");
    snprintf(value, sizeof value, "%d", r->n_soft);
    if (r->n_soft)
        snprintf(text, sizeof text, "wishes not met (cost %.6g)",
                 (double)r->soft / TT_HARD);
    else
        snprintf(text, sizeof text, "wishes not met");
    add_tile(h, "", value, text);
    sb_adds(&h->out, "</div>\n");
}

/* The sentences of the judge, hard or soft ones. */
static void add_violations(struct html *h, bool hard, const char *title)
{
    const struct tt_report *r = &h->report;
    int n = 0, shown = 0;
    for (int i = 0; i < r->violations.n; i++)
        n += r->violations.v[i].hard == hard && (hard || r->violations.v[i].cost > 0);
    if (n == 0)
        return;
    sb_addf(&h->out, "<details class=\"y\"><summary>%s: %d</summary><ul>\n", title, n);
    for (int i = 0; i < r->violations.n && shown < MOST_LINES; i++) {
        const struct tt_violation *v = &r->violations.v[i];
        if (v->hard != hard || (!hard && v->cost <= 0))
            continue;
        sb_adds(&h->out, "<li dir=\"auto\">");
        html_text(&h->out, v->text);
        sb_adds(&h->out, "</li>\n");
        shown++;
    }
    if (shown < n)
        sb_addf(&h->out, "<li>and %d more</li>\n", n - shown);
    sb_adds(&h->out, "</ul></details>\n");
}

static void add_all_unplaced(struct html *h)
{
    int n = 0, *list = MEM_NEW(int, h->p->n_lessons);
    for (int i = 0; i < h->p->n_lessons; i++)
        if (h->p->lessons[i].active && h->s->slot[i] < 0)
            list[n++] = i;
    html_unplaced(h, n, list);
    mem_free(list);
}

void html_index_page(struct html *h)
{
    struct strbuf *out = &h->out;
    html_begin(h, "Timetables", 1);
    sb_adds(out, "<header>\n<p class=\"kind\">Timetables</p>\n<h1 dir=\"auto\">");
    html_text(out, *h->p->name ? h->p->name : "Timetables");
    sb_adds(out, "</h1>\n");
    add_tiles(h);
    sb_adds(out, "<input type=\"search\" id=\"q\" hidden autocomplete=\"off\" "
                 "placeholder=\"Find a class, teacher or room\" "
                 "aria-label=\"Find a class, teacher or room\">\n</header>\n<main>\n"
                 "<p id=\"none\" class=\"note\" hidden>Nothing has this name.</p>\n");
    add_classes(h);
    add_kind(h, TT_VIEW_TEACHER, "Teachers");
    add_kind(h, TT_VIEW_ROOM, "Rooms");
    add_all_unplaced(h);
    if (h->report.hard || h->report.soft)
        sb_adds(out, "<h2>Rules</h2>\n");
    add_violations(h, true, "Hard rules broken");
    add_violations(h, false, "Wishes not met");
    sb_adds(out, "</main>\n");
    sb_adds(out, html_search_script);
    html_end(h);
}

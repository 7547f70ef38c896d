/*
 * Drawing progress. Layer: cli.
 */
#include "cli/live.h"
#include "cli/cli.h"

#include "base/clock.h"
#include "planner/plan_json.h"
#include <math.h>
#include <string.h>

enum { BAR_LONG = 24, BAR_SHORT = 10, PARTS = 7 };

/* What the line is made of, in its order; when it is too wide the part with the highest
   `spare` goes first. */
struct part {
    char text[96];
    int spare, columns;
};

static void duration(double seconds, char *buf, size_t size)
{
    int s = (int)ceil(seconds < 0 ? 0 : seconds > 1e7 ? 1e7 : seconds);
    if (s < 100)
        snprintf(buf, size, "%d s", s);
    else if (s < 6000)
        snprintf(buf, size, "%d min %02d s", s / 60, s % 60);
    else
        snprintf(buf, size, "%d h %02d min", s / 3600, s / 60 % 60);
}

static void bar(struct part *part, double percent, int width, bool utf8)
{
    int full = (int)lround(percent / 100 * width);
    size_t n = 0;
    for (int i = 0; i < width; i++) {
        const char *cell = utf8 ? (i < full ? "█" : "░") : (i < full ? "#" : ".");
        size_t k = strlen(cell);
        if (n + k >= sizeof part->text)
            break;
        memcpy(part->text + n, cell, k);
        n += k;
    }
    part->text[n] = 0;
    part->columns = width;
}

static void value(struct part *part, const char *name, double v)
{
    char number[64];
    snprintf(part->text, sizeof part->text, "%s %s", name,
             units_text(v, number, sizeof number));
}

static void fill_parts(struct part *v, const struct planner *pl, const struct progress *p,
                       int bar_width, bool utf8)
{
    static const int spare[PARTS] = {3, 5, 4, 0, 1, 6, 2};
    double percent = p->percent < 0 ? 0 : p->percent > 100 ? 100 : p->percent;
    memset(v, 0, PARTS * sizeof *v);
    snprintf(v[0].text, sizeof v[0].text, "%-9s", p->stage ? p->stage : "");
    bar(&v[1], percent, bar_width, utf8);
    snprintf(v[2].text, sizeof v[2].text, "%3.0f %%", percent);
    snprintf(v[3].text, sizeof v[3].text, "%lld/%lld placed",
             (long long)(p->total - p->best.unplaced), (long long)p->total);
    if (p->best.hard > 0)
        snprintf(v[4].text, sizeof v[4].text, "hard %lld", (long long)p->best.hard);
    else
        value(&v[4], "soft", (double)p->best.soft / pl->soft_scale);
    if (p->bound > 0) /* nothing is ever below 0 */
        value(&v[5], "bound", p->bound / pl->soft_scale);
    char time[48];
    if (p->seconds_left >= 0)
        duration(p->seconds_left, time, sizeof time);
    else
        duration(p->seconds, time, sizeof time);
    snprintf(v[6].text, sizeof v[6].text, "%s%s", time,
             p->seconds_left >= 0 ? " left" : "");
    for (int i = 0; i < PARTS; i++) {
        v[i].spare = spare[i];
        v[i].columns = i == 1 ? v[i].columns : (int)strlen(v[i].text);
    }
}

static int width_of(const struct part *v)
{
    int sum = -2;
    for (int i = 0; i < PARTS; i++)
        sum += v[i].columns ? v[i].columns + 2 : 0;
    return sum;
}

static bool drop_one(struct part *v)
{
    int k = -1;
    for (int i = 0; i < PARTS; i++)
        if (v[i].columns && v[i].spare && (k < 0 || v[i].spare > v[k].spare))
            k = i;
    if (k >= 0)
        v[k].columns = 0;
    return k >= 0;
}

void live_line(const struct planner *pl, const struct progress *p, int columns, bool utf8,
               struct strbuf *out)
{
    struct part v[PARTS];
    fill_parts(v, pl, p, BAR_LONG, utf8);
    if (width_of(v) > columns)
        fill_parts(v, pl, p, BAR_SHORT, utf8);
    while (width_of(v) > columns && drop_one(v))
        continue;
    bool first = true;
    for (int i = 0; i < PARTS; i++) {
        if (!v[i].columns)
            continue;
        if (!first)
            sb_adds(out, "  ");
        sb_add(out, v[i].text,
               strnlen(v[i].text, i == 1 ? sizeof v[i].text : (size_t)columns));
        first = false;
    }
}

void live_start(struct live *l, enum live_mode mode, const struct planner *pl)
{
    *l = (struct live){.mode = mode, .planner = pl};
}

static void draw_line(struct live *l, const struct progress *p)
{
    const struct style *s = style_of(stderr);
    struct strbuf b;
    int columns = columns_of(stderr);
    sb_init(&b);
    /* The last column stays free: some terminals wrap when it is written. */
    live_line(l->planner, p, (columns ? columns : 80) - 1, utf8_terminal(), &b);
    fprintf(stderr, "\r%s%s%s\033[K", s->cyan, b.s, s->off);
    fflush(stderr);
    sb_release(&b);
    l->showing = true;
}

static void draw_json(const struct live *l, const struct progress *p)
{
    struct json_writer w;
    struct strbuf b;
    sb_init(&b);
    jw_init(&w, &b, 0);
    plan_json_progress(&w, l->planner, p);
    fprintf(stderr, "%s\n", b.s);
    sb_release(&b);
}

void live_progress(const struct progress *p, void *user)
{
    struct live *l = user;
    double now = clock_seconds();
    if (l->mode == LIVE_NONE || (l->last > 0 && now - l->last < 0.1))
        return;
    l->last = now;
    if (l->mode == LIVE_JSON)
        draw_json(l, p);
    else
        draw_line(l, p);
}

void live_end(struct live *l)
{
    if (l->showing)
        fputs("\r\033[K", stderr);
    l->showing = false;
}

/*
 * Messages for people: colours, errors, findings, scores. Layer: cli.
 */
#include "cli/cli.h"

#include "base/mem.h"
#include <langinfo.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

const struct style *style_of(FILE *to)
{
    static const struct style plain = {"", "", "", "", "", "", ""};
    static const struct style coloured = {"\033[1m",  "\033[2m",  "\033[31m", "\033[32m",
                                          "\033[33m", "\033[36m", "\033[0m"};
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    if ((no && *no) || !term || !strcmp(term, "dumb") || !isatty(fileno(to)))
        return &plain;
    return &coloured;
}

int columns_of(FILE *to)
{
    struct winsize w;
    if (!isatty(fileno(to)))
        return 0;
    if (ioctl(fileno(to), TIOCGWINSZ, &w) || w.ws_col == 0)
        return 80;
    return w.ws_col;
}

bool utf8_terminal(void)
{
    return !strcmp(nl_langinfo(CODESET), "UTF-8");
}

static void say_place(const struct err *e)
{
    fprintf(stderr, "%s:", e->file);
    if (e->line > 0)
        fprintf(stderr, "%d:", e->line);
    if (e->line > 0 && e->column > 0)
        fprintf(stderr, "%d:", e->column);
    fputc(' ', stderr);
}

int say_error(const struct err *e)
{
    const struct style *s = style_of(stderr);
    if (e->file[0])
        say_place(e);
    else
        fputs("horarium: ", stderr);
    fprintf(stderr, "%serror:%s %s\n", s->red, s->off,
            e->text[0] ? e->text : err_sentence(e->code));
    bool about_usage = e->code == ERR_USAGE || e->code == ERR_STATE ||
                       e->code == ERR_UNSUPPORTED ||
                       (e->code == ERR_UNKNOWN && !e->file[0]);
    return about_usage ? EXIT_USAGE : EXIT_INPUT;
}

int say_usage(const char *fmt, ...)
{
    const struct style *s = style_of(stderr);
    va_list ap;
    fprintf(stderr, "horarium: %serror:%s ", s->red, s->off);
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
    return EXIT_USAGE;
}

int columns_in(const char *s, size_t n)
{
    int columns = 0;
    for (size_t i = 0; i < n; i++)
        columns += ((unsigned char)s[i] & 0xC0) != 0x80;
    return columns;
}

void say_wrapped(FILE *to, const char *text, int start, int indent)
{
    int width = columns_of(to), at = start;
    bool fresh = true; /* nothing on this line yet */
    if (width > 100)
        width = 100; /* longer lines are hard to read */
    for (const char *s = text + strspn(text, " "); *s;) {
        size_t n = strcspn(s, " ");
        int columns = columns_in(s, n);
        if (width && !fresh && at + 1 + columns >= width) {
            fprintf(to, "\n%*s", indent, "");
            at = indent;
        } else if (!fresh) {
            fputc(' ', to);
            at++;
        }
        fresh = false;
        fwrite(s, 1, n, to);
        at += columns;
        s += n;
        s += strspn(s, " ");
    }
    fputc('\n', to);
}

void say_finding(FILE *to, const struct plan_finding *f, int number)
{
    const struct style *s = style_of(to);
    fprintf(to, "%s%3d.%s ", f->fatal ? s->red : s->yellow, number, s->off);
    say_wrapped(to, f->text, 5, 5);
    if (!*f->advice)
        return;
    fprintf(to, "     %s", s->dim);
    say_wrapped(to, f->advice, 5, 5);
    fputs(s->off, to);
}

const char *units_text(double v, char *buf, size_t size)
{
    snprintf(buf, size, "%.6f", isfinite(v) ? round(v * 1e6) / 1e6 + 0.0 : 0.0);
    size_t n = strlen(buf);
    while (n && buf[n - 1] == '0')
        buf[--n] = 0;
    if (n && buf[n - 1] == '.')
        buf[--n] = 0;
    return buf;
}

static void say_total(FILE *to, const struct plan_total *t)
{
    const struct style *s = style_of(to);
    char cost[64];
    if (t->hard)
        snprintf(cost, sizeof cost, "hard");
    else
        units_text(t->cost, cost, sizeof cost);
    fprintf(to, "  %s%10s%s  %6d  %s\n", t->hard ? s->red : "", cost,
            t->hard ? s->off : "", t->count, t->rule);
}

void say_totals(FILE *to, const struct plan_report *r)
{
    int n;
    const struct style *s = style_of(to);
    struct plan_total *t = plan_totals(r, &n);
    if (n)
        fprintf(to, "\n%sBroken rules%s\n  %s%10s  %6s  %s%s\n", s->bold, s->off, s->dim,
                "cost", "times", "rule", s->off);
    for (int i = 0; i < n; i++)
        say_total(to, &t[i]);
    mem_free(t);
}

const char *hard_text(const struct plan_report *r, char *buf, size_t size)
{
    int n = 0;
    while (n < r->n_violations && r->violations[n].hard) /* they come first */
        n++;
    if (n == 0)
        snprintf(buf, size, "no hard rule is broken");
    else if (n == 1)
        snprintf(buf, size, "a hard rule is broken");
    else
        snprintf(buf, size, "hard rules are broken %d times", n);
    return buf;
}

void say_score(FILE *to, const struct planner *pl, const struct plan_report *r)
{
    const struct style *s = style_of(to);
    char soft[64], hard[64];
    units_text(r->soft, soft, sizeof soft);
    if (r->status == PLAN_FEASIBLE)
        fprintf(to, "%svalid%s: every %s has its place, no hard rule is broken.\n",
                s->green, s->off, pl->item);
    else
        fprintf(to, "%snot valid%s: %lld %s unplaced, %s.\n", s->red, s->off,
                (long long)r->cost.unplaced, pl->items, hard_text(r, hard, sizeof hard));
    fprintf(to, "soft total %s%s%s\n", s->bold, soft, s->off);
}

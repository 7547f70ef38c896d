/* Wrapping words into cells; see tt_text_cell.h. Layer: formats. */
#include "formats/tt_text_cell.h"
#include "formats/tt_width.h"

#include <string.h>

static void push(struct tx_lines *lines, const char *s, size_t len, int style, bool cut)
{
    while (len && s[len - 1] == ' ')
        len--;
    char *text = arena_alloc(lines->arena, len + 4, 1);
    memcpy(text, s, len);
    if (cut)
        memcpy(text + len, "\xE2\x80\xA6", 3);
    struct tx_line line = {.s = text, .width = tt_text_width(text), .style = style};
    for (const char *at = text; *at;)
        if (tt_char_rtl(tt_decode(&at)))
            line.rtl = true;
    vec_push(&lines->list, line);
}

/* How many bytes of s fit in width columns, with the marks that stand on the last one. */
static size_t fitting(const char *s, int width)
{
    const char *at = s;
    while (*at) {
        const char *next = at;
        int w = tt_char_width(tt_decode(&next));
        if (w > width)
            break;
        width -= w;
        at = next;
    }
    return (size_t)(at - s);
}

/* Where to break a text of which `fit` bytes fit: behind the last blank, else behind the
   last sign, else where it is full. */
static size_t break_at(const char *s, size_t fit)
{
    if (s[fit] == ' ' || fit == 0)
        return fit;
    for (size_t i = fit; i > 1; i--)
        if (s[i - 1] == ' ')
            return i;
    for (size_t i = fit; i > 1; i--)
        if (strchr("-/,+", s[i - 1]))
            return i;
    return fit;
}

void tx_wrap(struct tx_lines *lines, const char *s, int width, int style, int max_lines)
{
    struct strbuf clean;
    sb_init(&clean);
    tt_add_clean(&clean, s);
    const char *at = clean.s + strspn(clean.s, " ");
    for (int n = 1; *at; n++) {
        size_t fit = fitting(at, width);
        if (!at[fit]) {
            push(lines, at, fit, style, false);
            break;
        }
        if (n == max_lines) {
            push(lines, at, fitting(at, width - 1), style, true);
            break;
        }
        fit = break_at(at, fit);
        if (fit == 0) /* a wide character in a column of one: nothing can be shown */
            break;
        push(lines, at, fit, style, false);
        at += fit;
        at += strspn(at, " ");
    }
    sb_release(&clean);
}

void tx_center(struct tx_lines *lines, const char *s, int width, int style)
{
    int before = lines->list.n;
    tx_wrap(lines, s, width, style, 1);
    if (lines->list.n > before)
        lines->list.v[before].centered = true;
}

/*
 * Words wrapped into the narrow cells of a text table. Layer: formats, private to the
 * text view.
 */
#ifndef HORARIUM_FORMATS_TT_TEXT_CELL_H
#define HORARIUM_FORMATS_TT_TEXT_CELL_H

#include "base/arena.h"
#include "base/vec.h"
#include <stdbool.h>

enum { TX_PLAIN = -1, TX_DIM = -2, TX_BOLD = -3 }; /* or a subject's colour, 0 and up */

struct tx_line {
    const char *s; /* clean UTF-8 in the arena */
    int width;
    int style;
    bool rtl; /* holds something that is written from right to left */
    bool centered;
};

struct tx_lines {
    struct arena *arena;
    VEC(struct tx_line) list;
};

/* Appends s in at most max_lines lines of `width` columns; an ellipsis ends what is cut.
   Breaks at blanks and behind - / , + where it can. Nothing is added for an empty s. */
void tx_wrap(struct tx_lines *lines, const char *s, int width, int style, int max_lines);

/* Appends one line, cut to the width. */
void tx_center(struct tx_lines *lines, const char *s, int width, int style);

#endif

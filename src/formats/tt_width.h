/*
 * How wide UTF-8 text is on a terminal, and text made harmless for one. Layer: formats,
 * private to the views. Independent of the locale (unlike wcwidth).
 */
#ifndef HORARIUM_FORMATS_TT_WIDTH_H
#define HORARIUM_FORMATS_TT_WIDTH_H

#include "base/strbuf.h"
#include <stdbool.h>
#include <stdint.h>

/* Takes one character off *s; a byte that is not UTF-8 gives U+FFFD. *s is not at its end. */
uint32_t tt_decode(const char **s);

/* Columns: 0 for combining marks and the like, 2 for wide East Asian ones, else 1. */
int tt_char_width(uint32_t c);

/* Is it written from right to left (Hebrew, Arabic and their kin)? */
bool tt_char_rtl(uint32_t c);

int tt_text_width(const char *s);
bool tt_text_rtl(const char *s); /* decided by its first letter that has a direction */

/* Appends s without control characters and without marks that turn the direction. */
void tt_add_clean(struct strbuf *out, const char *s);

#endif

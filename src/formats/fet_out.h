/* What the parts of the .fet writer share. Layer: formats, private to fet_*.c. */
#ifndef HORARIUM_FORMATS_FET_OUT_H
#define HORARIUM_FORMATS_FET_OUT_H

#include "base/strbuf.h"
#include "timetable/solution.h"

/* Text with the five characters of XML escaped. */
void fet_put_text(struct strbuf *b, const char *s);

/* One line "<tag>text</tag>" after `depth` tabs. */
void fet_put(struct strbuf *b, int depth, const char *tag, const char *text);
void fet_put_int(struct strbuf *b, int depth, const char *tag, int v);
void fet_put_bool(struct strbuf *b, int depth, const char *tag, bool v);

/* The line with a start or an end tag. */
void fet_open(struct strbuf *b, int depth, const char *tag);
void fet_close(struct strbuf *b, int depth, const char *tag);

/* Both lists of rules; with s the locks of its placements at their ends. */
void fet_write_rules(const struct tt_problem *p, const struct tt_solution *s,
                     struct strbuf *b);

#endif

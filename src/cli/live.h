/*
 * The live line of a long run: one line of the terminal, redrawn at most ten times a second,
 * cut to its width; or one JSON object a line; or nothing. Layer: cli.
 */
#ifndef HORARIUM_CLI_LIVE_H
#define HORARIUM_CLI_LIVE_H

#include "planner/planner.h"

enum live_mode { LIVE_NONE, LIVE_LINE, LIVE_JSON };

struct live {
    enum live_mode mode;
    const struct planner *planner;
    double last;  /* when something was drawn, 0 = never */
    bool showing; /* the line is on the screen */
};

void live_start(struct live *l, enum live_mode mode, const struct planner *pl);
/* A progress_fn; user is the struct live. */
void live_progress(const struct progress *p, void *user);
void live_end(struct live *l); /* clears the line */

/* The line for a terminal of that many columns, without escape sequences. */
void live_line(const struct planner *pl, const struct progress *p, int columns, bool utf8,
               struct strbuf *out);

#endif

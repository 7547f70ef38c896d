/*
 * A timetable for people: terminal text, linked HTML pages, CSV. Layer: formats.
 */
#ifndef HORARIUM_FORMATS_TT_VIEWS_H
#define HORARIUM_FORMATS_TT_VIEWS_H

#include "base/strbuf.h"
#include "timetable/solution.h"

enum tt_view_kind {
    TT_VIEW_SET,
    TT_VIEW_TEACHER,
    TT_VIEW_ROOM,
    TT_VIEW_ALL_SETS,
    TT_VIEW_ALL_TEACHERS,
    TT_VIEW_ALL_ROOMS
};

struct tt_view_options {
    int columns; /* width of the terminal, 0 = 100 */
    bool color;  /* ANSI colours by subject */
};

/* The week of one class, teacher or room (id; ignored for ALL_*) as a table of box-drawing
   characters, cells filled with subject, partner and room, wrapped to the width. */
void tt_view_text(const struct tt_problem *p, const struct tt_solution *s,
                  enum tt_view_kind kind, int id, const struct tt_view_options *o,
                  struct strbuf *out);

/* Writes index.html and one page a class (every set with lessons), teacher and room into
   dir: clean, printable, linked, self-contained (inline CSS), names escaped, file names
   unique. Lists the files written (index first) in *files (count in *n; mem_free each and
   the array). 0 or ERR_IO. */
int tt_view_html(const struct tt_problem *p, const struct tt_solution *s, const char *dir,
                 char ***files, int *n, struct err *e);

/* RFC 4180: lesson id, day, period, duration, subject, teachers, students, tags, room and,
   of a virtual room, its real rooms. Lessons without a slot have an empty day and period. */
void tt_view_csv(const struct tt_problem *p, const struct tt_solution *s,
                 struct strbuf *out);

#endif

/*
 * Horarium's own JSON for timetable problems and solutions; docs/formats/timetable.md and
 * docs/schema describe it. Layer: formats.
 */
#ifndef HORARIUM_FORMATS_TT_JSON_H
#define HORARIUM_FORMATS_TT_JSON_H

#include "base/strbuf.h"
#include "timetable/solution.h"

bool tt_json_sniff(const char *data, size_t len); /* "format":"horarium-timetable-1" */
bool tt_json_sniff_solution(const char *data,
                            size_t len); /* "format":"horarium-timetable-solution-1" */

/* As fet_read / fet_write. Nothing that struct tt_problem holds is lost on the way. */
int tt_json_read(const char *source, const char *data, size_t len,
                 struct tt_problem **out, struct err *e);
void tt_json_write(const struct tt_problem *p, struct strbuf *out);

/* Placements by lesson id, day name, period name, room name and real room names; a partial
   list is a partial timetable. `out` is initialised by the callee. */
int tt_json_read_solution(const struct tt_problem *p, const char *source,
                          const char *data, size_t len, struct tt_solution *out,
                          struct err *e);
void tt_json_write_solution(const struct tt_problem *p, const struct tt_solution *s,
                            struct strbuf *out);

/* A pin file ("format":"horarium-timetable-pins-1": list of lesson, day, period, room, each
   but lesson optional; or a solution document): pins them on p with tt_problem_pin. */
int tt_json_read_pins(struct tt_problem *p, const char *source, const char *data,
                      size_t len, struct err *e);

#endif

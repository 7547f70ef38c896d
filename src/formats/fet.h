/*
 * FET files (.fet, FET 5 and 6/7 spellings, all four modes). Layer: formats.
 * Bytes in, problem out, and back; no files are opened here.
 */
#ifndef HORARIUM_FORMATS_FET_H
#define HORARIUM_FORMATS_FET_H

#include "base/strbuf.h"
#include "timetable/solution.h"

/* Does it look like a .fet document (an XML root <fet> or <FET>)? */
bool fet_sniff(const char *data, size_t len);

/*
 * Reads a .fet document. `source` names it in messages. On success *out is a finished
 * problem (tt_problem_free). Unknown elements, names, broken XML, wrong encodings and
 * contradictions are errors with file:line:column and a sentence.
 * Returns 0, ERR_INPUT, ERR_UNKNOWN or ERR_LIMIT.
 */
int fet_read(const char *source, const char *data, size_t len, struct tt_problem **out,
             struct err *e);

/* The problem as a .fet document of FET 6 (UTF-8 with BOM, indented as FET does). Pins are
   written as locks. With s != NULL one lock of time and of room is added for each placed lesson
   (none twice): FET's own "data and timetable" file. */
void fet_write(const struct tt_problem *p, const struct tt_solution *s,
               struct strbuf *out);

/* FET's <Activities_Timetable> document of a solution. */
void fet_write_activities(const struct tt_problem *p, const struct tt_solution *s,
                          struct strbuf *out);

/*
 * A solution for p out of: an <Activities_Timetable> document, or a .fet whose locks place
 * its lessons. `out` is initialised by the callee. 0, ERR_INPUT or ERR_UNKNOWN.
 */
int fet_read_solution(const struct tt_problem *p, const char *source, const char *data,
                      size_t len, struct tt_solution *out, struct err *e);

#endif

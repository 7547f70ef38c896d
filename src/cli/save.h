/*
 * The files that solve leaves: names beside the input and their writing. Layer: cli.
 */
#ifndef HORARIUM_CLI_SAVE_H
#define HORARIUM_CLI_SAVE_H

#include "cli/cli.h"
#include "planner/plan_json.h"

struct save {
    const struct loaded *of;
    const char *dir; /* NULL = beside the input */
    bool html, csv;
};

/* "out/school" for "schools/school.fet": what every name begins with; mem_free. */
char *save_base(const struct save *s);

/* Writes every variant. The names are appended to *files (save_release). EXIT_DONE, or an
   explained failure. */
int save_result(const struct save *s, const struct plan_result *r,
                struct plan_files *files);
void save_release(struct plan_files *files);

#endif

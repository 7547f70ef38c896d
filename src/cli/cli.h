/*
 * The command line: what its commands share. Layer: cli. A command is one file with one
 * descriptor; adding one is that file and a line in commands.c. Words of a kind of plan
 * (--lesson, --class, ...) come from the planners' tables.
 */
#ifndef HORARIUM_CLI_CLI_H
#define HORARIUM_CLI_CLI_H

#include "base/vec.h"
#include "planner/planner.h"
#include <stdbool.h>
#include <stdio.h>

/* How the program ends. */
enum { EXIT_DONE = 0, EXIT_NO_PLAN = 1, EXIT_USAGE = 2, EXIT_INPUT = 3 };

struct cli_option {
    const char *name; /* without the dashes */
    const char *arg;  /* name of its value in help, NULL = a switch */
    const char *help;
};

/* Options that the planners' words add to a command. */
enum { WORDS_ITEM = 1, WORDS_VIEW = 2, WORDS_ALL = 4 };

struct args;

struct command {
    const char *name;
    const char *usage;   /* what follows the name */
    const char *summary; /* one line */
    const char *text;    /* the rest of the help, paragraphs broken by hand */
    const struct cli_option *options;
    int n_options;
    unsigned words;
    int min_files, max_files; /* arguments that are not options */
    int (*run)(const struct args *a);
};

extern const struct command cmd_solve, cmd_check, cmd_explain, cmd_suggest, cmd_convert,
    cmd_show, cmd_compare, cmd_help, cmd_version;

/* commands.c: all commands in the order of the help; returns how many. */
int command_list(const struct command *const **list);
const struct command *command_find(const char *name); /* NULL = unknown */
/* Says on standard error that there is no such command; EXIT_USAGE. */
int command_unknown(const char *name);
void command_print_help(const struct command *c, FILE *to);

/* ---- args.c ---- */

struct arg_value {
    struct cli_option option;
    const char *value; /* "" for a switch that is on, NULL = not given */
};

struct args {
    const struct command *command;
    VEC(struct arg_value) options;
    VEC(const char *) files;
};

/* Fills *a from the words behind the command's name. EXIT_DONE or EXIT_USAGE (explained on
   standard error). Either way args_release. */
int args_parse(struct args *a, const struct command *c, int n, char **words);
void args_release(struct args *a);

/* Every option of a command including the planners' words; vec of struct arg_value. */
void args_collect(struct args *a, const struct command *c);

const char *args_get(const struct args *a, const char *name); /* NULL = not given */
bool args_has(const struct args *a, const char *name);
/* A number in min..max into *v, untouched if not given. EXIT_DONE or EXIT_USAGE. */
int args_int(const struct args *a, const char *name, int64_t min, int64_t max,
             int64_t *v);
int args_seconds(const struct args *a, const char *name, double *v);
/* The n-th file or NULL. */
const char *args_file(const struct args *a, int n);

/* ---- say.c: messages ---- */

struct style { /* escape sequences, empty when not wanted */
    const char *bold, *dim, *red, *green, *yellow, *cyan, *off;
};

/* Colours only on a terminal, never with NO_COLOR or TERM=dumb. */
const struct style *style_of(FILE *to);
/* Width of the terminal behind the stream, else 0. */
int columns_of(FILE *to);
bool utf8_terminal(void);

/* Prints an error with its place; returns the program's exit status for it. */
int say_error(const struct err *e);
int say_usage(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Columns that n bytes of UTF-8 take, wide characters counted as one. */
int columns_in(const char *s, size_t n);
/* Text that begins in column `start`, broken between words to the width of a terminal,
   further lines indented, with its newline; in one line when piped. */
void say_wrapped(FILE *to, const char *text, int start, int indent);
void say_finding(FILE *to, const struct plan_finding *f, int number);
/* "12.35": at most six decimals, no zeros at the end; into buf. */
const char *units_text(double v, char *buf, size_t size);
/* "hard rules are broken 3 times", each counted once; into buf. */
const char *hard_text(const struct plan_report *r, char *buf, size_t size);
/* The broken rules of a report by type, as a table. */
void say_totals(FILE *to, const struct plan_report *r);
void say_score(FILE *to, const struct planner *pl, const struct plan_report *r);

/* ---- load.c: problems and solutions from files ---- */

struct loaded {
    const struct planner *planner;
    void *problem;
    const char *path;
};

/* Reads the problem, prints the reader's warnings. EXIT_DONE, or an explained failure. */
int load_problem(struct loaded *l, const char *path, bool quiet);
void load_release(struct loaded *l);

/* path == NULL: the solution that the problem's file holds itself. unlock as in own_solution,
   carry as in read_solution. The solution is freed by l->planner. */
enum { LOAD_UNLOCK = 1, LOAD_CARRY = 2 };
int load_solution(const struct loaded *l, const char *path, unsigned how,
                  void **solution);
int load_pins(const struct loaded *l, const char *path);

/* Item, place and entity that the options name; EXIT_USAGE if they fit no plan of the kind. */
int query_from_args(const struct args *a, const struct planner *pl, struct plan_query *q);

/* Writes bytes to a file, or to standard output for NULL and "-". */
int put_output(const char *path, const struct strbuf *b);

#endif

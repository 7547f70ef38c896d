/* Checks of a problem before it is finished. Layer: timetable, private to problem*.c. */
#ifndef HORARIUM_TIMETABLE_PROBLEM_CHECK_H
#define HORARIUM_TIMETABLE_PROBLEM_CHECK_H

#include "timetable/problem.h"

/* Sizes, references and numbers of everything but rules. 0, ERR_INPUT or ERR_LIMIT. */
int tt_check_data(struct tt_problem *p, struct err *e);

/* References and numbers of each rule, as its layout asks. 0 or ERR_INPUT. */
int tt_check_rules(const struct tt_problem *p, struct err *e);

/* Entries of list are in 0 .. limit-1 and all different? */
bool tt_list_fits(const int *list, int n, int limit);

#endif

/*
 * The week of one class, teacher or room as cells: what all views of a timetable show.
 * Layer: formats, private to the views.
 *
 * A cell is a run of periods of one day whose lessons overlap each other; lessons that only
 * bind a part of a class stand side by side in lanes. Cells of a day do not overlap and
 * are sorted; slots outside of all cells are free and carry a mark.
 */
#ifndef HORARIUM_FORMATS_TT_GRID_H
#define HORARIUM_FORMATS_TT_GRID_H

#include "base/strbuf.h"
#include "formats/tt_views.h"

enum tt_mark { TT_FREE, TT_BREAK, TT_NOT_AVAILABLE };

struct tt_grid_item {
    int lesson;
    int day, period, length; /* length is cut at the end of the day */
    int lane;
    int order;    /* side by side, lessons stand in the order of their classes */
    bool partial; /* binds only a part of the class */
};

struct tt_grid_cell {
    int day, period, length;
    int first, n; /* in items */
    int lanes;
    bool uniform; /* all its lessons start and end together */
};

struct tt_grid {
    enum tt_view_kind kind; /* SET, TEACHER or ROOM */
    int id;
    int n_items, n_cells, n_unplaced;
    struct tt_grid_item *items; /* by day, period, order, lesson */
    struct tt_grid_cell *cells; /* by day and period */
    int *unplaced;              /* lessons without a slot */
    unsigned char *marks;       /* enum tt_mark by slot */
    int hours;                  /* periods that its placed lessons take */
    int n_days, *days;          /* those worth a column: in block planning where it has
                                   lessons (a day is a teacher there), else all */
};

/* Which lessons belong to whom, computed once for all grids of a timetable. */
struct tt_grid_index {
    const struct tt_problem *p;
    const struct tt_solution *s;
    struct arena *arena;
    int **by[3], *n_by[3]; /* lists of lessons by subgroup, teacher, room */
    int *count;            /* scratch by lesson */
};

void tt_grid_index_init(struct tt_grid_index *x, const struct tt_problem *p,
                        const struct tt_solution *s);
void tt_grid_index_release(struct tt_grid_index *x);

/* Has the class, teacher or room any active lesson, placed or not? */
bool tt_grid_used(const struct tt_grid_index *x, enum tt_view_kind kind, int id);

/* The grid of a class, teacher or room; release with tt_grid_release. */
void tt_grid_init(struct tt_grid *g, struct tt_grid_index *x, enum tt_view_kind kind,
                  int id);
void tt_grid_release(struct tt_grid *g);

/* The cell that covers day and period, or NULL. */
const struct tt_grid_cell *tt_grid_cell_at(const struct tt_grid *g, int day, int period);

/* The days of one table: half days of one kind, one term, or a stretch of the week. */
struct tt_block {
    int n_days;
    int days[TT_MAX_DAYS];
};

/*
 * Splits the days of g into tables of at most `most` days. Walk with *state = 0 until false.
 * Mornings and afternoons, and terms, never share a table.
 */
bool tt_block_next(const struct tt_problem *p, const struct tt_grid *g, int most,
                   int *state, struct tt_block *out);

/* Stable colours 0 .. n_colors - 1 by the name of the subject; two subjects of a problem
   share one only when there are more subjects than colours. The array is the caller's. */
int *tt_subject_colors(const struct tt_problem *p, int n_colors);

/* Whom a lesson meets, as lists of names joined by `between`. */
void tt_lesson_teachers(const struct tt_problem *p, int lesson, const char *between,
                        struct strbuf *out);
void tt_lesson_sets(const struct tt_problem *p, int lesson, int within_set,
                    const char *between, struct strbuf *out);
/* The room, for a virtual one its real rooms. */
void tt_lesson_room(const struct tt_problem *p, const struct tt_solution *s, int lesson,
                    const char *between, struct strbuf *out);

/* The rooms that a lesson occupies: number 0 is its room, then come the real rooms of a
   virtual one; -1 behind the last. */
int tt_lesson_room_at(const struct tt_solution *s, int lesson, int k);

const struct tt_label *tt_view_label(const struct tt_problem *p, enum tt_view_kind kind,
                                     int id);

#endif

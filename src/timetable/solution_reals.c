/* Real rooms for the virtual rooms of a timetable that does not say them. Layer: timetable.
   A plain search with stepping back, day by day, with a bound on its steps. */
#include "base/bits.h"
#include "base/mem.h"
#include "base/vec.h"
#include "timetable/solution.h"
#include <string.h>

enum { MAX_STEPS = 200000 };

struct
    demand { /* one set of one lesson wants a room; choice = index in the set, -1 = none */
    int lesson, set, choice;
};

struct filling {
    const struct tt_problem *p;
    struct tt_solution *s;
    int day;
    uint64_t *busy; /* by room: the periods of the day in which the real room is taken */
    VEC(struct demand) demands;
};

static uint64_t periods_of(const struct filling *f, int lesson)
{
    int period = f->s->slot[lesson] % f->p->n_periods;
    int len = f->p->lessons[lesson].duration;
    if (len > f->p->n_periods - period)
        len = f->p->n_periods - period;
    return bits_range(period, len);
}

static bool on_day(const struct filling *f, int lesson)
{
    return f->s->slot[lesson] >= 0 && f->s->slot[lesson] / f->p->n_periods == f->day;
}

static int *real_at(const struct filling *f, const struct demand *d)
{
    return &f->s->real[(size_t)d->lesson * (size_t)f->s->max_reals + (size_t)d->set];
}

static bool is_open(const struct filling *f, int lesson)
{
    const struct tt_solution *s = f->s;
    return s->slot[lesson] >= 0 && s->room[lesson] >= 0 &&
           f->p->rooms[s->room[lesson]].virtual_room &&
           s->real[(size_t)lesson * (size_t)s->max_reals] < 0;
}

static void take_known_rooms(struct filling *f)
{
    const struct tt_solution *s = f->s;
    for (int i = 0; i < s->n; i++) {
        if (!on_day(f, i) || s->room[i] < 0)
            continue;
        if (!f->p->rooms[s->room[i]].virtual_room)
            f->busy[s->room[i]] |= periods_of(f, i);
        for (int k = 0; k < s->max_reals; k++) {
            int real = s->real[(size_t)i * (size_t)s->max_reals + (size_t)k];
            if (real >= 0)
                f->busy[real] |= periods_of(f, i);
        }
    }
}

static void take_closed_times(struct filling *f)
{
    const struct tt_problem *p = f->p;
    for (int i = 0; i < p->n_rules; i++) {
        const struct tt_rule *r = &p->rules[i];
        if (r->type != TT_R_ROOM_NOT_AVAILABLE || !r->active || r->weight != TT_HARD)
            continue;
        for (int k = 0; k < r->n_slots; k++)
            if (r->slots[k] / p->n_periods == f->day)
                f->busy[r->room] |= 1ULL << (r->slots[k] % p->n_periods);
    }
}

/* The next free room of the demand's set behind its present choice. */
static bool advance(struct filling *f, struct demand *d)
{
    const struct tt_room_set *set = &f->p->rooms[f->s->room[d->lesson]].sets[d->set];
    uint64_t mask = periods_of(f, d->lesson);
    if (d->choice >= 0)
        f->busy[set->rooms[d->choice]] &= ~mask;
    *real_at(f, d) = -1;
    for (d->choice++; d->choice < set->n_rooms; d->choice++) {
        uint64_t *busy = &f->busy[set->rooms[d->choice]];
        if (*busy & mask)
            continue;
        *busy |= mask;
        *real_at(f, d) = set->rooms[d->choice];
        return true;
    }
    d->choice = -1;
    return false;
}

/* Undoes every choice of the demands: real rooms are given completely or not at all. */
static void give_up(struct filling *f)
{
    for (int i = 0; i < f->demands.n; i++) {
        struct demand *d = &f->demands.v[i];
        int room = *real_at(f, d);
        if (room >= 0)
            f->busy[room] &= ~periods_of(f, d->lesson);
        *real_at(f, d) = -1;
    }
}

static bool fill(struct filling *f)
{
    int at = 0;
    for (int64_t steps = 0; at < f->demands.n; steps++) {
        if (advance(f, &f->demands.v[at])) {
            at++;
            continue;
        }
        if (at == 0 || steps > MAX_STEPS + f->demands.n) {
            give_up(f);
            return false;
        }
        at--;
    }
    return true;
}

static void demand_rooms(struct filling *f, int lesson)
{
    int n = f->p->rooms[f->s->room[lesson]].n_sets;
    for (int k = 0; k < n; k++) {
        struct demand d = {lesson, k, -1};
        vec_push(&f->demands, d);
    }
}

static void fill_day(struct filling *f, const int *open, int n_open)
{
    f->demands.n = 0;
    for (int i = 0; i < n_open; i++)
        if (on_day(f, open[i]))
            demand_rooms(f, open[i]);
    if (f->demands.n == 0)
        return;
    memset(f->busy, 0, (size_t)f->p->n_rooms * sizeof *f->busy);
    take_known_rooms(f);
    take_closed_times(f);
    if (fill(f))
        return;
    for (int i = 0; i < n_open;
         i++) { /* not all together: as many as can be, one by one */
        if (!on_day(f, open[i]))
            continue;
        f->demands.n = 0;
        demand_rooms(f, open[i]);
        fill(f);
    }
}

void tt_solution_complete_reals(struct tt_solution *s, const struct tt_problem *p)
{
    struct filling f = {.p = p, .s = s};
    VEC(int) open = {0};
    for (int i = 0; i < s->n; i++)
        if (s->max_reals > 0 && is_open(&f, i))
            vec_push(&open, i);
    if (open.n > 0) {
        f.busy = MEM_NEW(uint64_t, p->n_rooms);
        for (f.day = 0; f.day < p->n_days; f.day++)
            fill_day(&f, open.v, open.n);
        mem_free(f.busy);
    }
    vec_free(&f.demands);
    vec_free(&open);
}

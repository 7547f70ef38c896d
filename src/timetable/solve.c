/*
 * The solver: workers of a portfolio construct, then anneal; see solve.h. Layer: timetable.
 */
#include "timetable/solve.h"
#include "base/clock.h"
#include "search/portfolio.h"
#include "timetable/check.h"
#include "timetable/construct.h"
#include "timetable/improve.h"
#include <pthread.h>
#include <string.h>

enum {
    ROUND_WORK = 30000,          /* placements of one worker between two exchanges */
    CHANGE_COST = 200 * TT_HARD, /* of a changed time when changes are to be few */
    CHANGE_ROOM = 20 * TT_HARD
};

struct run;

struct worker {
    struct run *run;
    struct tt_state *st;
    struct tc_search *construct; /* until everything is placed */
    struct ti_search *improve;   /* after that */
    int64_t work;                /* done in finished rounds */
    int index;
    bool published; /* something, if only an empty timetable */
};

struct run {
    const struct tt_problem *p;
    const struct tt_options *o;
    struct tt_model *m;
    struct worker *workers;
    void **seats;
    int n_workers;
    double begun, seconds; /* of this variant */
    int64_t rounds;
    int64_t valid_work;   /* work of worker 0 when the first plan was complete */
    double valid_at;      /* its time, < 0 = none */
    int cycle;            /* of the annealing */
    pthread_mutex_t lock; /* guards what follows */
    struct tt_solution best;
    struct cost best_cost;
    int best_by; /* worker */
    bool any;
    int64_t moves;
    double percent; /* of the iterations, 0 without such a limit */
};

void tt_options_init(struct tt_options *o)
{
    *o = (struct tt_options){.seconds = 20, .threads = 2, .seed = 1, .variants = 1};
}

/* Changed placements cost more than any wish. */
static void prefer_unchanged(struct tt_model *m, const struct tt_solution *from)
{
    for (int i = 0; i < m->n_events; i++) {
        struct tm_event *e = &m->events[i];
        int old = from->slot[e->lessons[0]];
        for (int k = 0; old >= 0 && k < e->n_starts; k++)
            if (e->starts[k] != old)
                tm_add_start_cost(m, e, e->starts[k], CHANGE_COST);
    }
    for (int l = 0; l < m->n_lessons; l++) {
        struct tm_lesson *le = &m->lessons[l];
        bool had = le->event >= 0 && from->slot[l] >= 0;
        for (int i = 0; had && i < le->n_options; i++)
            if (le->options[i].room != from->room[l])
                le->options[i].cost += CHANGE_ROOM;
        for (int i = 1; had && i < le->n_options; i++) { /* cheapest first again */
            struct tm_option x = le->options[i];
            int j = i;
            for (; j > 0 && le->options[j - 1].cost > x.cost; j--)
                le->options[j] = le->options[j - 1];
            le->options[j] = x;
        }
    }
}

/* --- a worker --- */

/* Equal costs go to the first worker, so that the order of the threads does not matter. */
static void publish(struct worker *w, const struct tt_solution *s, struct cost c)
{
    struct run *r = w->run;
    pthread_mutex_lock(&r->lock);
    int better = r->any ? cost_cmp(c, r->best_cost) : -1;
    if (better < 0 || (better == 0 && w->index < r->best_by)) {
        r->best_by = w->index;
        if (s)
            tt_solution_copy(&r->best, s);
        else
            ts_save(w->st, &r->best);
        r->best_cost = c;
        r->any = true;
        if (cost_valid(c) && r->valid_at < 0)
            r->valid_at = clock_seconds() - r->begun;
    }
    pthread_mutex_unlock(&r->lock);
}

static double progress_of(const struct run *r, const struct worker *w)
{
    if (r->o->iterations > 0) {
        double left = (double)(r->o->iterations - r->valid_work);
        return left <= 0 ? 1 : (double)(w->st->work - r->valid_work) / left;
    }
    double now = clock_seconds() - r->begun, from = r->valid_at < 0 ? 0 : r->valid_at;
    return r->seconds <= from ? 1 : (now - from) / (r->seconds - from);
}

/* Cycles of annealing: where in the whole run each ends. */
static const double CYCLE_END[] = {0.12, 0.4, 1.0};
enum { CYCLES = sizeof CYCLE_END / sizeof *CYCLE_END };

static int cycle_at(double progress)
{
    int c = 0;
    while (c < CYCLES - 1 && progress >= CYCLE_END[c])
        c++;
    return c;
}

static double within_cycle(double progress, int cycle)
{
    double from = cycle ? CYCLE_END[cycle - 1] : 0;
    return (progress - from) / (CYCLE_END[cycle] - from);
}

static void begin_improving(struct worker *w)
{
    w->improve = ti_new(w->st);
    publish(w, NULL, ts_cost(w->st));
}

static void worker_round(void *arg, const atomic_bool *stop)
{
    struct worker *w = arg;
    int64_t until = w->st->work + ROUND_WORK;
    if (!w->improve) {
        int before = w->st->unplaced;
        if (tc_run(w->construct, ROUND_WORK, stop) && w->st->hard == 0)
            begin_improving(w);
        else if (w->st->unplaced < before || !w->published)
            publish(w, NULL, ts_cost(w->st));
        w->published = true;
    }
    while (w->improve && w->st->work < until && !atomic_load(stop)) {
        int64_t before = ti_best_soft(w->improve), had = w->st->work;
        double progress = progress_of(w->run, w);
        ti_run(w->improve, ROUND_WORK / 8, within_cycle(progress, w->run->cycle), stop);
        if (ti_best_soft(w->improve) < before) {
            struct cost c = {w->st->unplaced, 0, ti_best_soft(w->improve)};
            publish(w, ti_best_solution(w->improve), c);
        }
        if (w->st->work == had || ti_best_soft(w->improve) <= w->run->m->bound)
            break;
    }
}

/* --- between rounds --- */

static void adopt(struct worker *w, const struct tt_solution *s)
{
    ts_load(w->st, s);
    if (w->construct) {
        tc_free(w->construct);
        w->construct = NULL;
    }
    if (!w->improve)
        w->improve = ti_new(w->st);
    else
        ti_adopt(w->improve);
}

static bool exchange(void *user)
{
    struct run *r = user;
    struct worker *lead = NULL;
    r->rounds++;
    for (int i = 0; i < r->n_workers; i++) {
        struct worker *w = &r->workers[i];
        if (w->improve &&
            (!lead || ti_best_soft(w->improve) < ti_best_soft(lead->improve)))
            lead = w;
    }
    if (lead && r->valid_work < 0)
        r->valid_work = lead->st->work;
    if (lead) {
        int cycle = cycle_at(progress_of(r, lead));
        for (int i = 0; i < r->n_workers; i++) {
            struct worker *w = &r->workers[i];
            if (!w->improve || cycle != r->cycle) {
                adopt(w, ti_best_solution(lead->improve));
                ti_cycle(w->improve, 1);
            }
        }
        r->cycle = cycle;
        if (ti_best_soft(lead->improve) <= r->m->bound)
            return true;
    }
    pthread_mutex_lock(&r->lock);
    if (r->o->iterations > 0)
        r->percent = 100.0 * (double)r->workers[0].st->work / (double)r->o->iterations;
    pthread_mutex_unlock(&r->lock);
    bool spent = r->o->iterations > 0;
    bool idle = true;
    for (int i = 0; i < r->n_workers; i++) {
        struct worker *w = &r->workers[i];
        spent = spent && w->st->work >= r->o->iterations;
        idle = idle && w->st->work == w->work;
        w->work = w->st->work;
    }
    return spent || idle;
}

static void report(void *user, struct progress *out)
{
    struct run *r = user;
    pthread_mutex_lock(&r->lock);
    out->stage = r->valid_at >= 0 ? "improve" : "construct";
    out->best = r->any ? r->best_cost : (struct cost){r->m->n_active, 0, 0};
    out->total = r->m->n_active;
    out->bound = (double)r->m->bound;
    out->moves = r->moves;
    out->percent = r->percent;
    pthread_mutex_unlock(&r->lock);
}

/* --- a whole run --- */

static void start_workers(struct run *r, uint64_t seed)
{
    r->workers = MEM_NEW(struct worker, r->n_workers);
    r->seats = MEM_NEW(void *, r->n_workers);
    for (int i = 0; i < r->n_workers; i++) {
        struct worker *w = &r->workers[i];
        w->run = r;
        w->index = i;
        w->st = ts_new(r->m, seed, (uint64_t)i);
        if (r->o->from)
            ts_load(w->st, r->o->from);
        w->construct = tc_new(w->st);
        r->seats[i] = w;
    }
}

static void stop_workers(struct run *r)
{
    for (int i = 0; i < r->n_workers; i++) {
        struct worker *w = &r->workers[i];
        r->moves += w->st->work;
        tc_free(w->construct);
        ti_free(w->improve);
        ts_free(w->st);
    }
    mem_free(r->workers);
    mem_free(r->seats);
}

static int count_changed(const struct tt_problem *p, const struct tt_solution *a,
                         const struct tt_solution *b)
{
    int n = 0;
    for (int l = 0; l < p->n_lessons; l++)
        n += p->lessons[l].active &&
             (a->slot[l] != b->slot[l] || a->room[l] != b->room[l]);
    return n;
}

/* A run that was cut short may have left out what fits as it is. */
static void fill_rest(struct run *r)
{
    struct tt_state *st = ts_new(r->m, 1, 0);
    ts_load(st, &r->best);
    struct tc_search *c = tc_new(st);
    tc_fill(c);
    if (cost_cmp(ts_cost(st), r->best_cost) < 0)
        ts_save(st, &r->best);
    tc_free(c);
    ts_free(st);
}

static void solve_variant(struct run *r, uint64_t seed, struct tt_variant *out)
{
    tt_solution_init(&r->best, r->p);
    r->any = false;
    r->valid_at = -1;
    r->valid_work = -1;
    r->rounds = 0;
    r->cycle = 0;
    r->begun = clock_seconds();
    start_workers(r, seed);
    struct portfolio f = {.n_workers = r->n_workers,
                          .workers = r->seats,
                          .round = worker_round,
                          .exchange = exchange,
                          .report = report,
                          .user = r,
                          .seconds = r->seconds,
                          .stop = r->o->stop,
                          .progress = r->o->progress,
                          .progress_user = r->o->user};
    portfolio_run(&f);
    stop_workers(r);
    if (r->best_cost.unplaced > 0)
        fill_rest(r);
    struct tt_report check;
    tt_check(r->p, &r->best, &check);
    out->cost = (struct cost){check.unplaced, check.hard, check.soft};
    tt_report_release(&check);
    out->solution = r->best;
    out->changed = r->o->from ? count_changed(r->p, &out->solution, r->o->from) : 0;
}

static enum tt_status status_of(const struct run *r, const struct tt_variant *best)
{
    bool stopped = r->o->stop && atomic_load(r->o->stop);
    if (!cost_valid(best->cost)) {
        for (int e = 0; e < r->m->n_events; e++)
            if (r->m->events[e].n_starts == 0)
                return TT_INFEASIBLE;
        return stopped ? TT_STOPPED : TT_INCOMPLETE;
    }
    if (best->cost.soft <= r->m->bound && !r->o->min_changes)
        return TT_OPTIMAL;
    return stopped ? TT_STOPPED : TT_FEASIBLE;
}

static void best_first(struct tt_result *out)
{
    for (int i = 1; i < out->n_variants; i++) {
        struct tt_variant v = out->variants[i];
        int j = i;
        for (; j > 0 && cost_cmp(v.cost, out->variants[j - 1].cost) < 0; j--)
            out->variants[j] = out->variants[j - 1];
        out->variants[j] = v;
    }
}

int tt_solve(const struct tt_problem *p, const struct tt_options *o,
             struct tt_result *out, struct err *e)
{
    memset(out, 0, sizeof *out);
    if (o->seconds <= 0 && o->iterations <= 0)
        return err_set(e, ERR_USAGE, "give a limit: seconds or iterations");
    if (o->threads < 1 || o->threads > 256 || o->variants < 1 || o->variants > 1000)
        return err_set(e, ERR_USAGE, "threads must be 1 to 256 and variants 1 to 1000");
    struct run r = {.p = p, .o = o, .n_workers = o->threads};
    double begun = clock_seconds();
    r.m = tm_new(p);
    int64_t bound = r.m->bound;
    if (o->from && o->min_changes) {
        prefer_unchanged(r.m, o->from);
        r.m->bound = INT64_MIN; /* of the changed objective nothing is known */
    }
    pthread_mutex_init(&r.lock, NULL);
    out->variants = MEM_NEW(struct tt_variant, o->variants);
    out->first_valid_seconds = -1;
    for (int i = 0; i < o->variants; i++) {
        double left = o->seconds - (clock_seconds() - begun);
        r.seconds = o->seconds > 0 ? (left > 0.01 ? left : 0.01) / (o->variants - i) : 0;
        solve_variant(&r, o->seed + (uint64_t)i, &out->variants[i]);
        out->n_variants++;
        if (r.valid_at >= 0 && out->first_valid_seconds < 0)
            out->first_valid_seconds = r.begun - begun + r.valid_at;
        if (o->stop && atomic_load(o->stop))
            break;
    }
    pthread_mutex_destroy(&r.lock);
    best_first(out);
    r.m->bound = bound;
    out->status = status_of(&r, &out->variants[0]);
    out->bound = bound;
    out->moves = r.moves;
    out->seconds = clock_seconds() - begun;
    tm_free(r.m);
    return 0;
}

void tt_result_release(struct tt_result *r)
{
    for (int i = 0; i < r->n_variants; i++)
        tt_solution_release(&r->variants[i].solution);
    mem_free(r->variants);
    memset(r, 0, sizeof *r);
}

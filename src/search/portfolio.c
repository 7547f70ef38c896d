/*
 * Threads in rounds; see portfolio.h. The calling thread keeps the clock.
 */
#include "search/portfolio.h"
#include "base/clock.h"
#include "base/mem.h"
#include <errno.h>
#include <pthread.h>
#include <time.h>

struct crew { /* shared by all threads of one run */
    struct portfolio *p;
    pthread_mutex_t lock;
    pthread_cond_t finished;
    pthread_barrier_t barrier;
    atomic_bool stop; /* the round should end */
    bool over;        /* the run should end; written between barriers only */
    bool all_done;
};

struct seat {
    struct crew *crew;
    int index;
    pthread_t thread;
};

static void *work(void *arg)
{
    struct seat *s = arg;
    struct crew *c = s->crew;
    pthread_mutex_lock(&c->lock); /* held until the barrier knows how many came */
    pthread_mutex_unlock(&c->lock);
    for (;;) {
        c->p->round(c->p->workers[s->index], &c->stop);
        if (pthread_barrier_wait(&c->barrier) == PTHREAD_BARRIER_SERIAL_THREAD)
            c->over = c->p->exchange(c->p->user) || atomic_load(&c->stop);
        pthread_barrier_wait(&c->barrier);
        if (c->over)
            break;
    }
    if (s->index == 0) {
        pthread_mutex_lock(&c->lock);
        c->all_done = true;
        pthread_cond_signal(&c->finished);
        pthread_mutex_unlock(&c->lock);
    }
    return NULL;
}

static void tell(struct portfolio *p, double begun)
{
    if (!p->progress)
        return;
    struct progress now = {.stage = ""};
    p->report(p->user, &now);
    now.seconds = clock_seconds() - begun;
    now.seconds_left = p->seconds > 0 ? p->seconds - now.seconds : -1;
    if (now.seconds_left < 0 && p->seconds > 0)
        now.seconds_left = 0;
    double used = p->seconds > 0 ? 100 * now.seconds / p->seconds : 0;
    now.percent = now.percent > used ? now.percent : used;
    now.percent = now.percent > 100 ? 100 : now.percent;
    p->progress(&now, p->progress_user);
}

/* Sleeps until the crew is done, waking ten times a second for clock and progress. */
static void keep_clock(struct crew *c, double begun)
{
    struct portfolio *p = c->p;
    pthread_mutex_lock(&c->lock);
    while (!c->all_done) {
        double left = p->seconds > 0 ? begun + p->seconds - clock_seconds() : 1;
        if (left <= 0 || (p->stop && atomic_load(p->stop)))
            atomic_store(&c->stop, true);
        double nap = left > 0 && left < 0.1 ? left : 0.1;
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += (long)(nap * 1e9);
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        if (pthread_cond_timedwait(&c->finished, &c->lock, &until) == ETIMEDOUT) {
            pthread_mutex_unlock(&c->lock);
            tell(p, begun);
            pthread_mutex_lock(&c->lock);
        }
    }
    pthread_mutex_unlock(&c->lock);
}

double portfolio_run(struct portfolio *p)
{
    double begun = clock_seconds();
    struct crew c = {.p = p};
    pthread_condattr_t attr;
    pthread_condattr_init(&attr);
    pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
    pthread_cond_init(&c.finished, &attr);
    pthread_condattr_destroy(&attr);
    pthread_mutex_init(&c.lock, NULL);
    struct seat *seats = MEM_NEW(struct seat, p->n_workers);
    pthread_mutex_lock(&c.lock);
    int came = 0;
    for (; came < p->n_workers; came++) {
        seats[came] = (struct seat){.crew = &c, .index = came};
        if (pthread_create(&seats[came].thread, NULL, work, &seats[came]))
            break; /* the system gives no more threads: go on with those that came */
    }
    if (came)
        pthread_barrier_init(&c.barrier, NULL, (unsigned)came);
    c.all_done = came == 0;
    pthread_mutex_unlock(&c.lock);
    keep_clock(&c, begun);
    for (int i = 0; i < came; i++)
        pthread_join(seats[i].thread, NULL);
    mem_free(seats);
    if (came)
        pthread_barrier_destroy(&c.barrier);
    pthread_mutex_destroy(&c.lock);
    pthread_cond_destroy(&c.finished);
    tell(p, begun);
    return clock_seconds() - begun;
}

/* The portfolio: every worker does every round, exchange runs alone between them, and the run
   ends by its own verdict, by the clock or by the stop flag. */
#include "base/clock.h"
#include "search/portfolio.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { MOST = 8 };

struct team {
    int n, rounds;   /* rounds: to end after, 0 = never */
    bool until_stop; /* a round lasts until *stop */
    int done[MOST];  /* by worker; each writes its own */
    int exchanges;
    bool uneven, crowd; /* what must not be */
    atomic_int working, calls, telling;
    double percent;
    bool odd_progress;
    struct member {
        struct team *team;
        int index;
    } members[MOST];
    void *seats[MOST];
};

static void nap(double seconds)
{
    struct timespec t = {0, (long)(seconds * 1e9)};
    nanosleep(&t, NULL);
}

static void round_of(void *worker, const atomic_bool *stop)
{
    struct member *m = worker;
    atomic_fetch_add(&m->team->working, 1);
    m->team->done[m->index]++;
    if (m->index == 0)
        nap(0.001); /* the others must wait for the slowest */
    while (m->team->until_stop && !atomic_load(stop))
        nap(0.002);
    atomic_fetch_sub(&m->team->working, 1);
}

static bool exchange(void *user)
{
    struct team *t = user;
    t->exchanges++;
    t->crowd = t->crowd || atomic_load(&t->working) != 0;
    for (int i = 0; i < t->n; i++)
        t->uneven = t->uneven || t->done[i] != t->exchanges;
    return t->exchanges == t->rounds;
}

static void report(void *user, struct progress *out)
{
    (void)user;
    out->stage = "improve";
    out->total = 7;
}

static void progress(const struct progress *p, void *user)
{
    struct team *t = user;
    bool alone = atomic_fetch_add(&t->telling, 1) == 0;
    t->odd_progress = t->odd_progress || !alone || strcmp(p->stage, "improve") != 0 ||
                      p->total != 7 || p->percent < t->percent || p->percent > 100 ||
                      p->seconds < 0;
    t->percent = p->percent;
    atomic_fetch_add(&t->calls, 1);
    atomic_fetch_sub(&t->telling, 1);
}

static struct portfolio portfolio_of(struct team *t, int n)
{
    memset(t, 0, sizeof *t);
    t->n = n;
    for (int i = 0; i < n; i++) {
        t->members[i] = (struct member){t, i};
        t->seats[i] = &t->members[i];
    }
    return (struct portfolio){.n_workers = n,
                              .workers = t->seats,
                              .round = round_of,
                              .exchange = exchange,
                              .report = report,
                              .user = t,
                              .progress = progress,
                              .progress_user = t};
}

static void expect_order(const struct team *t)
{
    assert_false(t->uneven);
    assert_false(t->crowd);
    assert_false(t->odd_progress);
    for (int i = 0; i < t->n; i++)
        assert_int_equal(t->done[i], t->exchanges);
}

static void test_ends_by_verdict(void **state)
{
    static const int sizes[] = {1, 2, 3, MOST};
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct team t;
        struct portfolio p = portfolio_of(&t, sizes[i]);
        t.rounds = 20;
        double seconds = portfolio_run(&p);
        expect_order(&t);
        assert_int_equal(t.exchanges, 20);
        assert_true(seconds >= 0.015);
        assert_true(atomic_load(&t.calls) >= 1); /* the end is told */
    }
}

static void test_ends_by_clock(void **state)
{
    struct team t;
    (void)state;
    for (int n = 1; n <= 2; n++) {
        struct portfolio p = portfolio_of(&t, n);
        p.seconds = 0.35;
        t.until_stop = true;
        double begun = clock_seconds(), seconds = portfolio_run(&p);
        expect_order(&t);
        assert_true(seconds >= 0.35 && seconds < 3);
        assert_true(clock_seconds() - begun < 3);
        assert_true(atomic_load(&t.calls) >= 3); /* about ten a second */
        assert_true(t.percent >= 100);
    }
}

static void test_ends_by_stop_flag(void **state)
{
    struct team t;
    atomic_bool stop;
    (void)state;
    atomic_init(&stop, true); /* set before it begins: still one round and one exchange */
    struct portfolio p = portfolio_of(&t, 2);
    p.stop = &stop;
    p.seconds = 60;
    t.until_stop = true;
    double seconds = portfolio_run(&p);
    expect_order(&t);
    assert_true(seconds < 5);
    assert_true(t.exchanges >= 1);
}

static void set_stop(const struct progress *p, void *user)
{
    atomic_bool *stop = user;
    if (p->seconds > 0.15)
        atomic_store(stop, true);
}

static void test_stopped_from_progress(void **state)
{
    struct team t;
    atomic_bool stop;
    (void)state;
    atomic_init(&stop, false);
    struct portfolio p = portfolio_of(&t, 2);
    p.stop = &stop;
    p.progress = set_stop;
    p.progress_user = &stop;
    double seconds =
        portfolio_run(&p); /* short rounds, no clock: only the flag ends it */
    expect_order(&t);
    assert_true(seconds >= 0.15 && seconds < 5);
    assert_true(t.exchanges > 3);
}

static void test_without_progress(void **state)
{
    struct team t;
    (void)state;
    struct portfolio p = portfolio_of(&t, 2);
    p.progress = NULL;
    t.rounds = 3;
    portfolio_run(&p);
    expect_order(&t);
    assert_int_equal(atomic_load(&t.calls), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ends_by_verdict),
        cmocka_unit_test(test_ends_by_clock),
        cmocka_unit_test(test_ends_by_stop_flag),
        cmocka_unit_test(test_stopped_from_progress),
        cmocka_unit_test(test_without_progress),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Waiting for signals in a thread of its own. Layer: cli.
 */
#include "cli/interrupt.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_INTERRUPTED = 130 };

static void signals(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGTERM);
}

static void tell(const char *text)
{
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
}

static void *wait_for_signals(void *user)
{
    struct interrupt *i = user;
    sigset_t set;
    int got;
    signals(&set);
    while (sigwait(&set, &got) == 0) {
        if (atomic_exchange(&i->stop, true))
            _exit(EXIT_INTERRUPTED);
        if (!i->quiet)
            tell("\nstopping and keeping the best plan so far; once more leaves at "
                 "once\n");
    }
    return NULL;
}

void interrupt_start(struct interrupt *i, bool quiet)
{
    sigset_t set;
    i->quiet = quiet;
    atomic_init(&i->stop, false);
    signals(&set);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    i->running = pthread_create(&i->thread, NULL, wait_for_signals, i) == 0;
    if (!i->running) /* then Ctrl-C simply ends the program */
        pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

void interrupt_end(struct interrupt *i)
{
    if (!i->running)
        return;
    pthread_cancel(i->thread); /* sigwait is a cancellation point */
    pthread_join(i->thread, NULL);
    i->running = false;
}

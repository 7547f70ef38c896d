/*
 * Ctrl-C: the first sets a flag, the second ends the program. Layer: cli.
 *
 * SIGINT and SIGTERM are blocked in every thread and awaited by one of its own: no handler,
 * no global state. Start it before any other thread.
 */
#ifndef HORARIUM_CLI_INTERRUPT_H
#define HORARIUM_CLI_INTERRUPT_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

struct interrupt {
    atomic_bool stop; /* true after the first signal */
    pthread_t thread;
    bool quiet, running;
};

/* i must stay where it is until interrupt_end. quiet: says nothing on standard error. */
void interrupt_start(struct interrupt *i, bool quiet);
void interrupt_end(struct interrupt *i);

#endif

/*
 * Log lines. Layer: base. The level is the one piece of state of the process that lives
 * outside a struct: it is set once by main and read from every thread.
 */
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int shown_level = LOG_WARN;

void log_set_level(enum log_level level)
{
    atomic_store(&shown_level, (int)level);
}

void log_line(enum log_level level, const char *fmt, ...)
{
    static const char *const names[] = {"error", "warning", "info", "debug"};
    if ((int)level > atomic_load(&shown_level))
        return;
    va_list ap;
    va_start(ap, fmt);
    flockfile(stderr); /* one line stays one line when threads log together */
    fprintf(stderr, "horarium: %s: ", names[level]);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    funlockfile(stderr);
    va_end(ap);
}

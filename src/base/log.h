/*
 * Log lines on standard error, off below the chosen level. Layer: base.
 * The library never logs by itself; the command line and the server do.
 */
#ifndef HORARIUM_BASE_LOG_H
#define HORARIUM_BASE_LOG_H

enum log_level { LOG_ERROR, LOG_WARN, LOG_INFO, LOG_DEBUG };

void log_set_level(enum log_level level);
void log_line(enum log_level level, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif

/* Whole files. Layer: base. */
#ifndef HORARIUM_BASE_FILE_H
#define HORARIUM_BASE_FILE_H

#include "base/err.h"
#include <stddef.h>

/*
 * Reads the file at path ("-" = standard input), at most max bytes, into *data (owned by
 * the caller, mem_free, one 0 byte added after *len). Returns 0, ERR_IO or ERR_LIMIT.
 */
int file_read(const char *path, size_t max, char **data, size_t *len, struct err *e);

/* Writes beside the target and renames, so that a reader sees all or nothing. */
int file_write(const char *path, const char *data, size_t len, struct err *e);

/* Creates a directory and its parents. */
int file_mkdirs(const char *path, struct err *e);

#endif

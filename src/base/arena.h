/*
 * Arena: many small allocations, one free. Layer: base.
 * Invariants: memory is zeroed, aligned to 16 bytes, never moves, lives until arena_free.
 */
#ifndef HORARIUM_BASE_ARENA_H
#define HORARIUM_BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a); /* NULL allowed */
void *arena_alloc(struct arena *a, size_t count, size_t size);
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
size_t arena_bytes(const struct arena *a); /* bytes asked from the system */

#define ARENA_NEW(a, T, n) ((T *)arena_alloc((a), (size_t)(n), sizeof(T)))

#endif

/*
 * Memory that never fails: the one place that calls the system's allocator. Layer: base.
 */
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *must(void *p, size_t n)
{
    if (!p) {
        fprintf(stderr, "horarium: out of memory (%zu bytes asked)\n", n);
        abort();
    }
    return p;
}

/* At least one byte, so that an empty array is still a pointer that may be freed. */
static size_t total(size_t count, size_t size)
{
    size_t n;
    if (__builtin_mul_overflow(count, size, &n) || n > PTRDIFF_MAX)
        must(NULL, SIZE_MAX);
    return n ? n : 1;
}

void *mem_alloc(size_t n)
{
    n = total(n, 1);
    return must(malloc(n), n);
}

void *mem_zero(size_t count, size_t size)
{
    size_t n = total(count, size);
    return must(calloc(1, n), n);
}

void *mem_grow(void *p, size_t count, size_t size)
{
    size_t n = total(count, size);
    return must(realloc(p, n), n);
}

char *mem_strdup(const char *s)
{
    size_t n = strlen(s) + 1;
    return memcpy(mem_alloc(n), s, n);
}

void mem_free(void *p)
{
    free(p);
}

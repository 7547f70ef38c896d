/*
 * Arena: a list of blocks that double in size up to a limit; an allocation that does not
 * fit the newest block opens another one, so that nothing ever moves. Layer: base.
 */
#include "base/arena.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { ALIGN = 16, FIRST_BLOCK = 4096, LARGEST_BLOCK = 1 << 20 };

struct block {
    struct block *next;
    size_t cap, used;
    _Alignas(ALIGN) unsigned char data[];
};

struct arena {
    struct block *newest;
    size_t next_cap, bytes;
};

struct arena *arena_new(void)
{
    struct arena *a = MEM_NEW(struct arena, 1);
    a->next_cap = FIRST_BLOCK;
    a->bytes = sizeof *a;
    return a;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    for (struct block *b = a->newest, *next; b; b = next) {
        next = b->next;
        mem_free(b);
    }
    mem_free(a);
}

static struct block *block_new(struct arena *a, size_t cap)
{
    struct block *b = mem_zero(1, sizeof *b + cap);
    b->cap = cap;
    a->bytes += sizeof *b + cap;
    return b;
}

void *arena_alloc(struct arena *a, size_t count, size_t size)
{
    size_t n;
    if (__builtin_mul_overflow(count, size, &n) || n > PTRDIFF_MAX / 2)
        return mem_zero(SIZE_MAX, 1); /* says that memory is gone and aborts */
    n = (n + ALIGN - 1) / ALIGN * ALIGN;
    if (n == 0)
        n = ALIGN;
    struct block *b = a->newest;
    if (b && n <= b->cap - b->used) {
        void *p = b->data + b->used;
        b->used += n;
        return p;
    }
    if (b &&
        n > a->next_cap / 4) { /* a large piece gets its own block behind the newest */
        struct block *own = block_new(a, n);
        own->used = n;
        own->next = b->next;
        b->next = own;
        return own->data;
    }
    b = block_new(a, n > a->next_cap ? n : a->next_cap);
    if (a->next_cap < LARGEST_BLOCK)
        a->next_cap *= 2;
    b->used = n;
    b->next = a->newest;
    a->newest = b;
    return b->data;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    size_t len = strnlen(s, n);
    char *p = arena_alloc(a, len + 1, 1);
    return memcpy(p, s, len); /* the arena's memory is zeroed: the end is there */
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *p = arena_alloc(a, (size_t)(n < 0 ? 0 : n) + 1, 1);
    if (n > 0)
        vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return p;
}

size_t arena_bytes(const struct arena *a)
{
    return a->bytes;
}

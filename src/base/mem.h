/*
 * Memory. Layer: base. Allocation never fails: when memory is gone the program says so
 * and aborts. Sizes that come from input are bounded by the callers before they ask.
 */
#ifndef HORARIUM_BASE_MEM_H
#define HORARIUM_BASE_MEM_H

#include <stddef.h>

void *mem_alloc(size_t n);                          /* n == 0 gives a valid pointer */
void *mem_zero(size_t count, size_t size);          /* zeroed, overflow-checked */
void *mem_grow(void *p, size_t count, size_t size); /* realloc, overflow-checked */
char *mem_strdup(const char *s);
void mem_free(void *p);

/* Zeroed array of n elements of type T. */
#define MEM_NEW(T, n) ((T *)mem_zero((size_t)(n), sizeof(T)))

#endif

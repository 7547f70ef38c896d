/*
 * Bit operations on 64-bit masks and on bit sets of many words. Layer: base.
 */
#ifndef HORARIUM_BASE_BITS_H
#define HORARIUM_BASE_BITS_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

static inline int bits_count(uint64_t m)
{
    return __builtin_popcountll(m);
}

/* Index of the lowest / highest set bit; m must not be 0. */
static inline int bits_first(uint64_t m)
{
    assert(m);
    return __builtin_ctzll(m);
}

static inline int bits_last(uint64_t m)
{
    assert(m);
    return 63 - __builtin_clzll(m);
}

/* Bits from .. from+len-1; 0 <= from, from + len <= 64. */
static inline uint64_t bits_range(int from, int len)
{
    assert(from >= 0 && len >= 0 && from + len <= 64);
    return len == 0 ? 0 : (len == 64 ? ~0ULL : ((1ULL << len) - 1)) << from;
}

static inline int bitset_words(int n)
{
    return (n + 63) / 64;
}
static inline bool bitset_get(const uint64_t *s, int i)
{
    return s[i >> 6] >> (i & 63) & 1;
}
static inline void bitset_set(uint64_t *s, int i)
{
    s[i >> 6] |= 1ULL << (i & 63);
}
static inline void bitset_clear(uint64_t *s, int i)
{
    s[i >> 6] &= ~(1ULL << (i & 63));
}

#endif

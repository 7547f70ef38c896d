/*
 * Random numbers: xoshiro256** (Blackman and Vigna, 2018), seeded through splitmix64.
 * Layer: base. One stream per thread; equal (seed, stream) give equal sequences.
 */
#ifndef HORARIUM_BASE_RNG_H
#define HORARIUM_BASE_RNG_H

#include <stdint.h>

struct rng {
    uint64_t s[4];
};

void rng_seed(struct rng *r, uint64_t seed, uint64_t stream);

static inline uint64_t rng_rotl(uint64_t x, int k)
{
    return x << k | x >> (64 - k);
}

static inline uint64_t rng_next(struct rng *r)
{
    uint64_t *s = r->s, out = rng_rotl(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rng_rotl(s[3], 45);
    return out;
}

/* Uniform in 0 .. n-1, n > 0 (multiply-shift, bias below 2^-32). */
static inline int rng_below(struct rng *r, int n)
{
    return (int)((rng_next(r) >> 32) * (uint64_t)n >> 32);
}

/* Uniform in [0, 1). */
static inline double rng_unit(struct rng *r)
{
    return (double)(rng_next(r) >> 11) * 0x1p-53;
}

void rng_shuffle(struct rng *r, int *v, int n);

#endif

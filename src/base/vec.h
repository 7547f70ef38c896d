/*
 * Growing array of any type. Layer: base.
 *     VEC(int) v = {0};  vec_push(&v, 3);  for (int i = 0; i < v.n; i++) use(v.v[i]);
 *     vec_free(&v);
 * Invariants: 0 <= n <= cap; v is NULL only while cap == 0.
 */
#ifndef HORARIUM_BASE_VEC_H
#define HORARIUM_BASE_VEC_H

#include "base/mem.h"

#define VEC(T)                                                                           \
    struct {                                                                             \
        T *v;                                                                            \
        int n, cap;                                                                      \
    }

#define vec_reserve(p, want)                                                             \
    do {                                                                                 \
        if ((want) > (p)->cap) {                                                         \
            int vec_cap_ = (p)->cap ? (p)->cap : 8;                                      \
            while (vec_cap_ < (want))                                                    \
                vec_cap_ *= 2;                                                           \
            (p)->v = mem_grow((p)->v, (size_t)vec_cap_, sizeof *(p)->v);                 \
            (p)->cap = vec_cap_;                                                         \
        }                                                                                \
    } while (0)

#define vec_push(p, x)                                                                   \
    do {                                                                                 \
        vec_reserve((p), (p)->n + 1);                                                    \
        (p)->v[(p)->n] = (x); /* x may use the vector itself */                          \
        (p)->n++;                                                                        \
    } while (0)

#define vec_free(p)                                                                      \
    do {                                                                                 \
        mem_free((p)->v);                                                                \
        (p)->v = NULL;                                                                   \
        (p)->n = (p)->cap = 0;                                                           \
    } while (0)

#endif

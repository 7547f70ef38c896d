/*
 * Hash maps to int. Layer: base. Open addressing, insertion only (no removal).
 * String keys are borrowed: they must outlive the map. Comparison is exact.
 */
#ifndef HORARIUM_BASE_MAP_H
#define HORARIUM_BASE_MAP_H

#include <stdbool.h>
#include <stdint.h>

struct map_slot {
    const char *str; /* string maps */
    int64_t num;     /* integer maps: the key; string maps: the hash */
    int value;
    bool used;
};

struct map {
    struct map_slot *slots;
    int n, cap; /* cap is 0 or a power of two, n <= cap * 3 / 4 */
};

void map_init(struct map *m); /* no allocation */
void map_release(struct map *m);

/* Puts key -> value. Returns false and changes nothing if the key is already there. */
bool map_put_str(struct map *m, const char *key, int value);
bool map_put_int(struct map *m, int64_t key, int value);

/* The value, or `none` if the key is not there. */
int map_get_str(const struct map *m, const char *key, int none);
int map_get_int(const struct map *m, int64_t key, int none);

#endif

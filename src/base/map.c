/*
 * Hash maps to int: linear probing in a table of a power of two. Layer: base.
 * Strings are hashed with FNV-1a (Fowler, Noll, Vo), integers with the finisher of
 * splitmix64; the hash of a string is kept so that most unequal keys cost no strcmp.
 */
#include "base/map.h"
#include "base/mem.h"

#include <assert.h>
#include <string.h>

void map_init(struct map *m)
{
    *m = (struct map){0};
}

void map_release(struct map *m)
{
    mem_free(m->slots);
    map_init(m);
}

static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ x >> 27) * 0x94d049bb133111ebULL;
    return x ^ x >> 31;
}

static int64_t hash_str(const char *s)
{
    uint64_t h = 0xcbf29ce484222325ULL;
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 0x100000001b3ULL;
    return (int64_t)h;
}

/* The slot that holds the key or the free one where it belongs; cap > n. */
static struct map_slot *find(const struct map *m, const char *str, int64_t num)
{
    uint64_t mask = (uint64_t)m->cap - 1, i = mix((uint64_t)num) & mask;
    for (;; i = (i + 1) & mask) {
        struct map_slot *s = &m->slots[i];
        if (!s->used)
            return s;
        if (s->num == num && (!str || strcmp(s->str, str) == 0))
            return s;
    }
}

static void grow(struct map *m)
{
    if (m->n < m->cap / 4 * 3)
        return;
    struct map bigger = {.n = m->n, .cap = m->cap ? m->cap * 2 : 16};
    bigger.slots = MEM_NEW(struct map_slot, bigger.cap);
    for (int i = 0; i < m->cap; i++)
        if (m->slots[i].used)
            *find(&bigger, m->slots[i].str, m->slots[i].num) = m->slots[i];
    mem_free(m->slots);
    *m = bigger;
}

static bool put(struct map *m, const char *str, int64_t num, int value)
{
    grow(m);
    struct map_slot *s = find(m, str, num);
    if (s->used)
        return false;
    *s = (struct map_slot){.str = str, .num = num, .value = value, .used = true};
    m->n++;
    return true;
}

static int get(const struct map *m, const char *str, int64_t num, int none)
{
    if (m->cap == 0)
        return none;
    const struct map_slot *s = find(m, str, num);
    return s->used ? s->value : none;
}

bool map_put_str(struct map *m, const char *key, int value)
{
    assert(key);
    return put(m, key, hash_str(key), value);
}

bool map_put_int(struct map *m, int64_t key, int value)
{
    return put(m, NULL, key, value);
}

int map_get_str(const struct map *m, const char *key, int none)
{
    assert(key);
    return get(m, key, hash_str(key), none);
}

int map_get_int(const struct map *m, int64_t key, int none)
{
    return get(m, NULL, key, none);
}

#include "tools/day/bag.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CAP_MIN = 1024 };

static uint64_t hash_of(const char *key)
{
    uint64_t h = 14695981039346656037u;
    for (; *key; key++)
        h = (h ^ (uint8_t)*key) * 1099511628211u;
    return h ^ h >> 29;
}

// Where it is, or the free slot where it belongs.
static struct bag_slot *find(const struct bag *b, const char *key)
{
    size_t at = hash_of(key) & (b->cap - 1);
    while (b->slot[at].key && strcmp(b->slot[at].key, key) != 0)
        at = (at + 1) & (b->cap - 1);
    return &b->slot[at];
}

static void grow(struct bag *b)
{
    struct bag old = *b;
    b->cap = old.cap ? 2 * old.cap : CAP_MIN;
    b->slot = calloc(b->cap, sizeof *b->slot);
    if (!b->slot) {
        perror("bag");
        exit(1);
    }
    for (size_t i = 0; i < old.cap; i++)
        if (old.slot[i].key)
            *find(b, old.slot[i].key) = old.slot[i];
    free(old.slot);
}

int64_t bag_add(struct bag *b, const char *key, int64_t count)
{
    if (2 * b->used >= b->cap)
        grow(b);
    struct bag_slot *s = find(b, key);
    if (!s->key) {
        s->key = strdup(key);
        b->used++;
    }
    return s->count += count;
}

int64_t bag_count(const struct bag *b, const char *key)
{
    return b->cap ? find(b, key)->count : 0;
}

void bag_free(struct bag *b)
{
    for (size_t i = 0; i < b->cap; i++)
        free(b->slot[i].key);
    free(b->slot);
    *b = (struct bag){NULL, 0, 0};
}

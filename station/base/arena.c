#include "station/base/arena.h"
#include "station/base/log.h"
#include "shared/must.h"

#include <stdbool.h>
#include <stdlib.h>

enum { ALIGN = 16 };

void arena_open(struct arena *a, size_t cap)
{
    *a = (struct arena){.bytes = malloc(cap), .cap = cap};
    must(a->bytes != NULL); // once, at start
}

void arena_close(struct arena *a)
{
    free(a->bytes);
    *a = (struct arena){0};
}

void *arena_take(struct arena *a, size_t size)
{
    size_t whole = (size + ALIGN - 1) / ALIGN * ALIGN;
    bool fits = whole >= size && whole <= a->cap - a->used;
    if (!fits)
        log_error("arena_full wanted=%zu used=%zu cap=%zu", size, a->used,
                  a->cap);
    must(fits);
    void *taken = a->bytes + a->used;
    a->used += whole;
    return taken;
}

size_t arena_mark(const struct arena *a)
{
    return a->used;
}

void arena_back(struct arena *a, size_t mark)
{
    must(mark <= a->used);
    a->used = mark;
}

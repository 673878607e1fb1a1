#include "station/store/engine/statements.h"
#include "shared/must.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 256 };

// Where the literal is, or the free slot for it. There always is one.
static struct statement *slot_of(const struct statements *t,
                                 const char *literal)
{
    uint32_t mask = (uint32_t)t->cap - 1;
    uintptr_t key = (uintptr_t)literal;
    uint32_t at = ((uint32_t)(key >> 3) * 2654435761u) >> 8 & mask;
    while (t->slot[at].literal && t->slot[at].literal != literal)
        at = (at + 1) & mask;
    return &t->slot[at];
}

void *statements_find(const struct statements *t, const char *literal)
{
    return t->cap > 0 ? slot_of(t, literal)->handle : NULL;
}

static bool grow(struct statements *t)
{
    struct statements next = {.cap = t->cap > 0 ? t->cap * 2 : FIRST_CAP,
                              .count = t->count};
    next.slot = calloc((size_t)next.cap, sizeof *next.slot);
    if (!next.slot)
        return false;
    for (int32_t i = 0; i < t->cap; i++)
        if (t->slot[i].literal)
            *slot_of(&next, t->slot[i].literal) = t->slot[i];
    free(t->slot);
    *t = next;
    return true;
}

bool statements_add(struct statements *t, const char *literal, void *handle)
{
    if (t->count >= t->cap / 4 * 3 && !grow(t))
        return false;
    struct statement *s = slot_of(t, literal);
    must(!s->literal);
    *s = (struct statement){literal, handle};
    t->count++;
    return true;
}

void statements_close(struct statements *t)
{
    for (int32_t i = 0; i < t->cap; i++)
        sqlite3_finalize(t->slot[i].handle);
    free(t->slot);
    memset(t, 0, sizeof *t);
}

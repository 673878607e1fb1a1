// arena.h - memory for what a piece of work needs until it is done: taken from
// one block that was made at the start, given back all at once.
//
// What is taken is not cleared. Taking more than there is, is our own mistake:
// who makes the arena knows the largest piece of work.
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena {          // private
    char *bytes;
    size_t cap, used;
};

void arena_open(struct arena *a, size_t cap);
void arena_close(struct arena *a);

// Aligned for any type.
void *arena_take(struct arena *a, size_t size);

// All that is taken after the mark goes back with it.
size_t arena_mark(const struct arena *a);
void arena_back(struct arena *a, size_t mark);

#endif

// bag.h - how often each text is in it. For tools: it grows and may abort.
#ifndef TOOLS_BAG_H
#define TOOLS_BAG_H

#include <stddef.h>
#include <stdint.h>

struct bag_slot {
    char *key; // owned; NULL while free
    int64_t count;
};

struct bag { // begin with {0}
    struct bag_slot *slot;
    size_t cap, used; // cap is a power of two
};

// Returns how often it is in there now.
int64_t bag_add(struct bag *b, const char *key, int64_t count);
int64_t bag_count(const struct bag *b, const char *key);
void bag_free(struct bag *b);

#endif

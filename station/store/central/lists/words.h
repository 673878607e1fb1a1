// words.h - the words of names, so that a part of a name is found by an index.
//
// Central keeps them a little behind: words_fill takes what is new or changed,
// a bounded number at a time, in the tick's transaction. So a file of any size
// is imported no slower, and a name is found some seconds later.
#ifndef STORE_CENTRAL_LISTS_WORDS_H
#define STORE_CENTRAL_LISTS_WORDS_H

#include "station/store/engine/store.h"

enum {
    WORDS_MAX = 24,         // of one name; more are not found by
    WORD_MAX = 31,          // bytes of a word; of a longer one its beginning
    WORDS_AT_ONCE = 500,    // items, and orders, in one call
};

// Small letters of the Latin alphabet without their accents; other letters as
// they are. Returns the next word of *name and moves on, false at the end.
bool words_next(const char **name, char out[WORD_MAX + 1]);

// True when there may be more to do.
bool words_fill(struct store *st);

// Of one order anew, after a name in it changed.
void words_order(struct store *st, int64_t order_id);

#endif

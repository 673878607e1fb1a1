// statements.h - prepared statements by the address of their literal.
//
// A table that doubles when it is three quarters full: a look-up is one probe
// as a rule however many statements there are. Private to the engine.
#ifndef STORE_ENGINE_STATEMENTS_H
#define STORE_ENGINE_STATEMENTS_H

#include <stdbool.h>
#include <stdint.h>

struct statement {
    const char *literal;    // NULL in a free slot
    void *handle;           // the engine's own
};

struct statements {         // all zeros is an empty table
    struct statement *slot;
    int32_t count, cap;     // cap is 0 or a power of two
};

// NULL when it was not added.
void *statements_find(const struct statements *t, const char *literal);

// Takes the handle. False, and not taken, when there is no memory.
bool statements_add(struct statements *t, const char *literal, void *handle);

// Finalises all of them and frees the table.
void statements_close(struct statements *t);

#endif

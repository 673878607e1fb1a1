// restore.h - a file goes back to what a copy of it was.
//
// FILE is held meanwhile. What is there stays as FILE.before-N; the new state
// is made in FILE.part, where the caller may write into it as into any store;
// then it becomes FILE's in one step, so that a crash at any point leaves FILE
// as it was or as it is to be, and all that is needed is to do it again.
//
// The new state says of itself that it was put back: the program that has FILE
// next is told HOLD_MOVED (hold.h), unless the caller does what is to be done
// about it.
#ifndef STORE_ENGINE_RESTORE_H
#define STORE_ENGINE_RESTORE_H

#include "station/store/engine/file.h"
#include "station/store/engine/store.h"

struct restore {            // private, but for st and before
    struct store st;        // the new state
    char before[FILE_PATH_MAX];     // where the present one is kept, or empty
    char file[FILE_PATH_MAX];
    struct mark mark;       // of FILE
    struct part part;
    bool is_replaced;       // FILE is missing or damaged: not written into
    char why[STORE_WHY_MAX + 1];
};

// Looks at both before it touches anything. ERR_MISSING without COPY;
// ERR_PARSE when COPY is damaged or one of them is not ours or of the other
// kind; ERR_CONFLICT when a program has FILE, or COPY is newer than this one;
// ERR_IO, ERR_FULL. why says it. After an error only restore_close is left.
int restore_begin(struct restore *r, const char *copy,
                  const char *file) MUST_USE;

// Inside a transaction on st that does what a program does when it is told
// HOLD_MOVED: it need not do it again.
void restore_settle(struct restore *r);

// No transaction may be open.
int restore_end(struct restore *r) MUST_USE;

// In any case, at last.
void restore_close(struct restore *r);

#endif

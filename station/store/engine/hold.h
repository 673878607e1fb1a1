// hold.h - one program at a time has a file, and a file that came back is known
// for one.
//
// Beside FILE stands FILE-mark: it is locked while a program has the file, and
// holds a random mark that is made anew at each start, every 64 commits and at
// the end, and is written down in the file too. When the two differ, or the
// mark is not where it was (another inode or another machine), the file is a
// copy or an older one: who opens it must not go on as if nothing had
// happened. A crash between the two writes is no such case.
//
// What this cannot see is a file that went back together with its mark, as
// with the image of a whole disk: the other side of the exchange does.
#ifndef STORE_ENGINE_HOLD_H
#define STORE_ENGINE_HOLD_H

#include "station/store/engine/store.h"

enum hold {
    HOLD_NEW,           // the file was never held before
    HOLD_SAME,
    HOLD_MOVED,         // a copy, or put back
};

// After store_open, before anything is written. ERR_CONFLICT when another
// program has the file, ERR_IO when the mark cannot be kept; store_why says it.
// Held until store_close. ":memory:" is always new.
int store_hold(struct store *st, enum hold *out) MUST_USE;

// The file is HOLD_MOVED again and again until this is called, inside the
// transaction that does what is to be done about it: so a crash in between
// forgets nothing.
void store_hold_settle(struct store *st);

#endif

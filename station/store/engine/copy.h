// copy.h - whole copies of a file, made while it is in use.
//
// A copy says in itself that it is one: whoever opens it, in whichever place,
// is told HOLD_MOVED (hold.h). So a copy that somebody puts back by hand is
// known as well as one that was put back by `tallyman restore`.
#ifndef STORE_ENGINE_COPY_H
#define STORE_ENGINE_COPY_H

#include "station/store/engine/file.h"
#include "station/store/engine/store.h"

// Consistent, on the disk and under its name whole or not at all, in place of
// what stood there. A check is slow with a large file: O(size).
enum copy_check { COPY_UNCHECKED, COPY_CHECKED };
int copy_make(struct store *st, const char *path,
              enum copy_check check) MUST_USE;

// The same into a part that is open, for who has more to do to it.
int copy_into(struct store *st, const struct part *p) MUST_USE;

// The whole file by the engine's own judgement. ERR_PARSE with what is wrong.
int copy_is_sound(struct store *st) MUST_USE;

#endif

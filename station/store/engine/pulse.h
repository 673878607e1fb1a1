// pulse.h - can the file be written just now?
//
// Known from the last commit, and asked by a small write once in a while, so
// that a disk that went bad while nothing was kept is told all the same, and
// one that came back too.
#ifndef STORE_ENGINE_PULSE_H
#define STORE_ENGINE_PULSE_H

#include "station/store/engine/store.h"

enum {
    PULSE_MS = 5000,
    PULSE_FAILING_MS = 1000,
    PULSE_ROOM_MIB = 16,        // less is nearly full
};

struct pulse {                  // private; starts as zeros
    int64_t due_ms;
    bool is_asking;             // the open transaction holds the small write
    char why[STORE_WHY_MAX + 1];
};

// By the clock that only goes forward.
bool pulse_is_due(const struct pulse *p, int64_t now_ms);

// The small write, in the open transaction.
void pulse_write(struct pulse *p, struct store *st, int64_t now_ms);

// What came of a write: of a commit that held something, or of an attempt.
void pulse_note(struct pulse *p, const struct store *st, int rc);

// Why nothing can be kept, or soon not any more, in a sentence; "" while all is
// well. out is where the sentence may be made.
const char *pulse_why(const struct pulse *p, struct store *st, char *out,
                      size_t cap);

#endif

// throttle.h - repeated failures of one name are slowed: after five, each waits
// twice as long as the one before.
#ifndef CENTRAL_TURN_THROTTLE_H
#define CENTRAL_TURN_THROTTLE_H

#include <stdbool.h>
#include <stdint.h>

enum { THROTTLE_ROWS = 64, THROTTLE_FREE = 5, THROTTLE_MOST_MS = 60000 };

struct throttle {               // private; starts as zeros
    struct throttle_row {
        char name[64];          // of a login, or an address
        int failures;
        int64_t until_ms;
    } row[THROTTLE_ROWS];
};

bool throttle_is_open(const struct throttle *t, const char *name,
                      int64_t now_ms);
void throttle_note(struct throttle *t, const char *name, bool is_good,
                   int64_t now_ms);

#endif

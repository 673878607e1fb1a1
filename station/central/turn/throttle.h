// throttle.h - who guesses is slowed: after some free failures of one name,
// each waits twice as long as the one before.
//
// A name is what was guessed at, from where, or both, and of one kind: those of
// different kinds never meet. Failures are kept in a sketch of fixed size under
// a random key: the newest never push the older ones out, and a flood of names
// can at worst slow a name that shares all of its cells with others.
//
// Whoever asks looks at what is right first: a throttle is for what is wrong,
// and for what it costs too much to look at. There a failure is noted before
// the look and forgiven when all was right, so that many at once count, too.
#ifndef CENTRAL_TURN_THROTTLE_H
#define CENTRAL_TURN_THROTTLE_H

#include <stdint.h>

enum {
    THROTTLE_ROWS = 4, // a name has a cell in each
    THROTTLE_CELLS = 1024,
    THROTTLE_KEY = 16,
    THROTTLE_FORGET_MS = 600000, // after the end of its wait
    THROTTLE_ACCOUNT_MS = 4000,  // the longest wait for a login from anywhere
};

enum throttle_kind {
    THROTTLE_TOKEN,   // wrong tokens from an address
    THROTTLE_PUSH,    // wrong signatures from an address
    THROTTLE_SETUP,   // wrong set-up codes from an address
    THROTTLE_PLACE,   // wrong passwords from an address
    THROTTLE_LOGIN,   // wrong passwords of one login from an address
    THROTTLE_ACCOUNT, // wrong passwords of one login from anywhere
    THROTTLE_DEVICE,  // wrong passwords of one login from where it was right
    THROTTLE_KIND_COUNT,
};

struct throttle_name {
    enum throttle_kind kind;
    const char *from; // the address; empty for any
    const char *who;  // the login; empty for any
};

struct throttle { // private; see throttle_open
    uint8_t key[THROTTLE_KEY];
    struct throttle_cell {
        int32_t failures;
        int64_t until_ms;
    } cell[THROTTLE_ROWS][THROTTLE_CELLS];
};

void throttle_open(struct throttle *t);

// How long the name has to wait; 0 for not at all.
int64_t throttle_wait_ms(const struct throttle *t,
                         const struct throttle_name *n, int64_t now_ms);
void throttle_fail(struct throttle *t, const struct throttle_name *n,
                   int64_t now_ms);

// Takes one failure back, and the wait for it.
void throttle_forgive(struct throttle *t, const struct throttle_name *n,
                      int64_t now_ms);

#endif

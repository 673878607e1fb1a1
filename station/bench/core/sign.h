// sign.h - who is signed in at the bench: by badge, with a PIN where one is
// asked for, handed over by a second scan of the other one's badge.
#ifndef BENCH_CORE_SIGN_H
#define BENCH_CORE_SIGN_H

#include "station/store/bench/bench_person.h"

struct core;
struct origin;

enum sign_state { SIGN_OUT, SIGN_PIN, SIGN_IN };

struct sign {
    enum sign_state state;
    struct bench_person person; // signed in, or about to be (SIGN_PIN)
    struct bench_person next;   // asked to take over what is on the bench
    int pin_failures;
    int64_t pin_until_ms;       // no try before
};

// False after saying that nobody has this badge.
bool sign_find(struct core *c, const char *badge, struct bench_person *out);

// In, out, or taking over.
void sign_badge(struct core *c, const struct bench_person *p,
                const struct origin *o);
void sign_pin(struct core *c, const char *pin, int64_t at_ms);

// After a restart: who was signed in still is.
void sign_restore(struct core *c);
bool sign_is_supervisor(const struct bench_person *p);

#endif

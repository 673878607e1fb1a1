// sign.h - who is signed in at the bench: by badge, with a PIN where one is
// asked for, handed over by a second scan of the other one's badge.
//
// A badge that this program has known once it knows at once; another costs
// tens of milliseconds (base/badge.h), and who tries many has to wait: those
// who type on the page and those who scan apart, so that nobody at the page
// stops the scanner. Badges that were right are let in all the same.
#ifndef BENCH_CORE_SIGN_H
#define BENCH_CORE_SIGN_H

#include "station/store/bench/bench_person.h"

struct core;
struct origin;

enum sign_state { SIGN_OUT, SIGN_PIN, SIGN_IN };

enum {
    SIGN_MISSES_MAX = 5, // unknown badges within the time below
    SIGN_WAIT_MS = 60000,
    SIGN_KNOWN_MAX = 64,
    SIGN_PINS_MAX = 16,
    SIGN_HANDOVER_MS = 30000, // the second scan of who takes over comes within
    SIGN_PIN_MS = 60000,      // so long a PIN is waited for
};

struct sign_known { // a badge that was right, in memory alone
    char digest[SECRET_DIGEST_TEXT + 1];
    char badge[BADGE_TEXT + 1];
};

struct sign_misses {
    int32_t count;
    int64_t first_ms;
    int64_t until_ms; // no unknown one before
};

struct sign_pins { // wrong ones of a person, until one is right
    int64_t person_id;
    int32_t failures;
    int64_t until_ms; // no try before
};

struct sign {
    enum sign_state state;
    struct bench_person person; // signed in, while a PIN is awaited, too
    struct bench_person asked;  // whose PIN is awaited (SIGN_PIN)
    int64_t asked_ms;           // since when
    struct bench_person next;   // asked to take over what is on the bench
    int64_t next_ms;            // when he was
    char pin_hash[SECRET_HASH_MAX + 1]; // of asked, while in SIGN_PIN
    char badge[BADGE_TEXT + 1];         // the same
    struct sign_pins pins[SIGN_PINS_MAX];
    struct sign_misses misses[2]; // scanned, typed
    int32_t known_next;           // the slot to fill
    struct sign_known known[SIGN_KNOWN_MAX];
    bool is_unsure; // people have changed: see sign_check
};

struct sign_who { // whose badge it is
    struct bench_person person;
    char pin_hash[SECRET_HASH_MAX + 1]; // empty when no PIN is asked for
    char badge[BADGE_TEXT + 1];
};

// False after saying that nobody has this badge, or to wait.
bool sign_find(struct core *c, const char *badge, const struct origin *o,
               struct sign_who *out);

// In, out, or taking over. The journal's row of who comes in holds a proof of
// the badge for central (base/badge.h). While a PIN is awaited whoever was
// signed in still is: it is asked for no more when the time is over, when he
// scans his own badge, or when it is put off on the page.
void sign_badge(struct core *c, const struct sign_who *w,
                const struct origin *o);
void sign_pin(struct core *c, const char *pin, int64_t at_ms);

// People have changed: who may not work any more is signed out, at once or when
// what is under way is over; a new name or role counts from here on.
void sign_check(struct core *c, const struct origin *o);

// Who is in goes, unless an order is on the bench: then it says so.
void sign_leave(struct core *c, const struct origin *o);

// The same proof for a supervisor who allows one thing and does not sign in.
// False when it could not be kept, which is said.
bool sign_vouch(struct core *c, const struct sign_who *w,
                const struct origin *o);

// Who was asked to take over is asked no longer: the first one goes on
// working, or the time is over.
void sign_withdraw(struct core *c);
void sign_tick(struct core *c, int64_t at_ms);

// Nobody is signed in, and nothing is written down of it.
void sign_forget(struct core *c);

// Whom a badge has named last: asked for a PIN, or signed in.
int64_t sign_named(const struct sign *s);

// After a restart: who was signed in still is.
void sign_restore(struct core *c);
bool sign_is_supervisor(const struct bench_person *p);

#endif

// badge.h - badges and PINs as they are kept where they could be stolen.
//
// A badge is kept as 64 bytes of Argon2id over its digest, with a salt of the
// house: the first half is what a bench looks it up by, the second a key that
// only the badge itself gives back. With that key the hash of the PIN is sealed
// before it leaves central. So a bench's file shows neither badges nor PINs to
// who does not try badges one after the other, at tens of milliseconds each;
// which is also what one scan of a badge costs.
#ifndef BASE_BADGE_H
#define BASE_BADGE_H

#include <stdbool.h>
#include "station/base/secret.h"

enum {
    BADGE_ID_TEXT = 64, // in hex, as all of these
    BADGE_TEXT = 128,   // the id and the key
    BADGE_SALT_TEXT = 32,
    BADGE_SEALED_MAX = 336, // a sealed hash
    BADGE_PROOF_TEXT = 2 * SECRET_MAC_LEN,
};

void badge_salt(char out[BADGE_SALT_TEXT + 1]);

// From secret_digest_text of what the scanner reads. ERR_PARSE when the salt
// is none, ERR_FULL when there is not enough memory.
int badge_make(const char *digest, const char *salt,
               char out[BADGE_TEXT + 1]) MUST_USE;

// The hash of a PIN, for a place where the badge's key is not kept; empty stays
// empty. badge is what badge_make gave.
void badge_seal(const char *badge, const char *pin_hash,
                char out[BADGE_SEALED_MAX + 1]);

// False when it was sealed with another badge.
bool badge_unseal(const char *badge, const char *sealed,
                  char out[SECRET_HASH_MAX + 1]) MUST_USE;

// Shows that the badge was there, to who keeps it; said of the row before the
// one that tells of it, so that it is good for no other place of a journal.
// Empty when badge is none.
void badge_prove(const char *badge, const uint8_t hash[SECRET_DIGEST_LEN],
                 char out[BADGE_PROOF_TEXT + 1]);

#endif

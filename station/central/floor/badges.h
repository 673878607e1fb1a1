// badges.h - people as benches may know them: who has a badge and may work.
//
// A bench gets what a badge is looked up by and a PIN sealed with the badge
// (station/base/badge.h); central alone keeps both halves of a badge. Of
// everybody else it learns that he is gone.
#ifndef CENTRAL_FLOOR_BADGES_H
#define CENTRAL_FLOOR_BADGES_H

#include "station/record/feed.h"
#include "station/store/engine/store.h"

// At start: the house's salt, once, and badges that an older version kept as
// bare digests. Takes tens of milliseconds for each of these. In a transaction
// of its own.
int badges_open(struct store *st) MUST_USE;

// What is kept of a badge, from what the scanner reads of it: the first is
// quick, the second asks no store and takes long.
struct badge_words {
    char digest[SECRET_DIGEST_TEXT + 1];
    char salt[BADGE_SALT_TEXT + 1];
};
void badges_words(struct store *st, const char *code, struct badge_words *out);
int badges_make(const struct badge_words *w, char out[BADGE_TEXT + 1]) MUST_USE;

void badges_salt(struct store *st, char out[BADGE_SALT_TEXT + 1]);

// False when there never was such a person.
bool badges_person(struct store *st, int64_t person_id,
                   struct feed_person *out);

#endif

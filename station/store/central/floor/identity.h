// identity.h - which database this is, and which life of it.
//
// database_id is made once and kept by every copy. The incarnation is new after
// each restore: stations hear of it and say what they have. Numbers that leave
// the house jump then, so that none of those that were given after the copy was
// made is given again.
#ifndef STORE_CENTRAL_FLOOR_IDENTITY_H
#define STORE_CENTRAL_FLOOR_IDENTITY_H

#include "station/base/secret.h"
#include "station/store/engine/store.h"

// Numbers of parcels and carriers that are jumped over: so many, and so many
// more for each minute since the newest thing in the copy, which is more than
// a site spends.
enum { IDENTITY_SKIP = 100000, IDENTITY_SKIP_MINUTE = 1000 };

struct identity { // both empty before identity_make
    char database_id[SECRET_ID_MAX + 1];
    char incarnation[SECRET_ID_MAX + 1];
};

void identity_load(struct store *st, struct identity *out);

// Makes what is missing. Needs a transaction, as all below.
void identity_make(struct store *st);

// This file is an older one, or a copy: a new incarnation, numbers that jump
// (those that people type by IDENTITY_SKIP and more, all others to the
// instant), claims known for those of before, and one exception (kind restored)
// with instructions. All sessions of the office's pages end: whose they are may
// have been put out since. why says what told it, as a sentence without its
// full stop.
void identity_renew(struct store *st, int64_t at_ms, const char *why);

#endif

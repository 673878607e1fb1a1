// sessions.h - who may speak to us: sessions of the office's pages, and tokens
// of programs. Both are known by digests alone.
#ifndef STORE_CENTRAL_PEOPLE_SESSIONS_H
#define STORE_CENTRAL_PEOPLE_SESSIONS_H

#include "station/store/engine/store.h"

enum { SESSION_MS = 12 * 3600 * 1000 }; // a shift and a half

// By the digest of the cookie's token.
void sessions_add(struct store *st, const char *digest, int64_t person_id,
                  int64_t until_ms);
int64_t sessions_find(struct store *st, const char *digest,
                      int64_t now_ms); // person_id or 0
void sessions_end(struct store *st, const char *digest);

// All of this person but one; but_digest is "" for all. Returns how many.
int64_t sessions_end_of(struct store *st, int64_t person_id,
                        const char *but_digest);

int64_t sessions_token_add(struct store *st, const char *name,
                           const char *token, int64_t at_ms);
bool sessions_token_is_known(struct store *st, const char *token);

#endif

// sessions.h - the sessions of the office's pages. They are known by digests
// of their cookies alone.
#ifndef STORE_CENTRAL_PEOPLE_SESSIONS_H
#define STORE_CENTRAL_PEOPLE_SESSIONS_H

#include "station/store/engine/store.h"

enum { SESSION_MS = 12 * 3600 * 1000 }; // a shift and a half

struct session {
    int64_t session_id;
    int64_t person_id;
    int64_t used_ms;
};

// One that begins now at this address; those that are over are forgotten.
void sessions_add(struct store *st, const char *digest, int64_t person_id,
                  int64_t now_ms, const char *peer);

// ERR_MISSING when it is over, or its person no longer active.
int sessions_find(struct store *st, const char *digest, int64_t now_ms,
                  struct session *out) MUST_USE;
void sessions_used(struct store *st, int64_t session_id, int64_t at_ms,
                   const char *peer);

// Whose it is; 0 when there is none.
int64_t sessions_person(struct store *st, int64_t session_id);
void sessions_end(struct store *st, int64_t session_id);

// All of this person but one; 0 for all. Returns how many.
int64_t sessions_end_of(struct store *st, int64_t person_id,
                        int64_t but_session_id);

#endif

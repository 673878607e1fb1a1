// people.h - people, programs, sessions, and answers already given.
#ifndef STORE_CENTRAL_PEOPLE_PEOPLE_H
#define STORE_CENTRAL_PEOPLE_PEOPLE_H

#include "station/base/json.h"
#include "station/store/central/orders/orders.h"

enum {
    PEOPLE_SESSION_MS = 12 * 3600 * 1000,   // a shift and a half
    PEOPLE_REQUEST_KEEP_MS = 7 * 24 * 3600 * 1000,
};

struct person {
    int64_t person_id;                  // 0 for a new one
    char name[CENTRAL_NAME_MAX + 1];
    char role[16];                      // packer, receiver, supervisor, manager
    char login[64];
    char password_hash[128];            // empty: no access to the office
    char badge_digest[65];              // empty: no badge
    char pin_hash[128];
    bool is_active;
};

int64_t person_save(struct store *st, const struct person *p);
int person_load(struct store *st, int64_t person_id,
                struct person *out) MUST_USE;
int person_by_login(struct store *st, const char *login,
                    struct person *out) MUST_USE;
int64_t person_count(struct store *st);
bool person_badge_is_free(struct store *st, const char *badge_digest,
                          int64_t but_person_id);

// Sessions of the office pages, by the digest of the cookie's token.
void person_session_add(struct store *st, const char *digest,
                        int64_t person_id, int64_t until_ms);
int64_t person_session_find(struct store *st, const char *digest,
                            int64_t now_ms);    // person_id or 0
void person_session_end(struct store *st, const char *digest);

// Tokens of programs.
int64_t token_add(struct store *st, const char *name, const char *token,
                  int64_t at_ms);
bool token_is_known(struct store *st, const char *token);
json_t *tokens_json(struct store *st);

// A repeated request gets its first answer. 0 when the id is new.
int request_find(struct store *st, const char *request_id, json_t **answer);
void request_keep(struct store *st, const char *request_id, int64_t at_ms,
                  int status, const char *answer);

#endif

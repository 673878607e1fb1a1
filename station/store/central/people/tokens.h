// tokens.h - the tokens of programs: what each may do, where it was used last,
// and that it was withdrawn. They are known by digests alone; one that was
// withdrawn keeps its row and its name.
#ifndef STORE_CENTRAL_PEOPLE_TOKENS_H
#define STORE_CENTRAL_PEOPLE_TOKENS_H

#include "station/domain/people/scope.h"
#include "station/store/central/fields.h"
#include "station/store/engine/store.h"

enum { TOKEN_PEER_MAX = 63 };

struct token {
    int64_t token_id;
    char name[64];
    char scope[16];                // of SCOPE_NAMES
    char peer[TOKEN_PEER_MAX + 1]; // where it was used last, and when
    int64_t used_ms;
    int64_t gone_ms; // withdrawn then; 0 for good
    char gone_why[FIELD_NAME_MAX + 1];
};

// By the token itself, also when it was withdrawn. ERR_MISSING for none.
int tokens_find(struct store *st, const char *token,
                struct token *out) MUST_USE;
int tokens_load(struct store *st, int64_t token_id, struct token *out) MUST_USE;
int64_t tokens_add(struct store *st, const char *name, const char *token,
                   enum scope scope, int64_t at_ms);
void tokens_used(struct store *st, int64_t token_id, int64_t at_ms,
                 const char *peer);
void tokens_withdraw(struct store *st, int64_t token_id, int64_t at_ms,
                     const char *why);

#endif

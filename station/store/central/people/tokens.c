#include "station/store/central/people/tokens.h"
#include "station/base/secret.h"
#include "station/store/engine/columns.h"

static const struct column TOKEN[] = {
    C_INT(token, token_id), C_TEXT(token, name),   C_TEXT(token, scope),
    C_TEXT(token, peer),    C_INT(token, used_ms), C_INT(token, gone_ms),
    C_TEXT(token, gone_why)};

#define TOKEN_COLUMNS "token_id, name, scope, peer, used_ms, gone_ms, gone_why"

int tokens_find(struct store *st, const char *token, struct token *out)
{
    struct query q;
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text(token, digest);
    query_begin(&q, st,
                "SELECT " TOKEN_COLUMNS " FROM token WHERE digest = ?1");
    query_text(&q, 1, digest);
    return columns_load(&q, COLUMNS(TOKEN), out);
}

int tokens_load(struct store *st, int64_t token_id, struct token *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT " TOKEN_COLUMNS " FROM token WHERE token_id = ?1");
    query_int(&q, 1, token_id);
    return columns_load(&q, COLUMNS(TOKEN), out);
}

int64_t tokens_add(struct store *st, const char *name, const char *token,
                   enum scope scope, int64_t at_ms)
{
    struct query q;
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text(token, digest);
    query_begin(&q, st,
                "INSERT INTO token (name, digest, made_ms, scope)"
                " VALUES (?1, ?2, ?3, ?4) RETURNING token_id");
    query_text(&q, 1, name);
    query_text(&q, 2, digest);
    query_int(&q, 3, at_ms);
    query_text(&q, 4, SCOPE_NAMES[scope]);
    return query_one_int(&q, 0);
}

void tokens_used(struct store *st, int64_t token_id, int64_t at_ms,
                 const char *peer)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE token SET used_ms = ?2, peer = ?3"
                " WHERE token_id = ?1");
    query_int(&q, 1, token_id);
    query_int(&q, 2, at_ms);
    query_text(&q, 3, peer);
    query_write(&q);
}

void tokens_withdraw(struct store *st, int64_t token_id, int64_t at_ms,
                     const char *why)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE token SET gone_ms = ?2, gone_why = ?3"
                " WHERE token_id = ?1");
    query_int(&q, 1, token_id);
    query_int(&q, 2, at_ms);
    query_text(&q, 3, why);
    query_write(&q);
}

#include "station/store/central/people/sessions.h"
#include "station/store/engine/query.h"
#include "station/base/secret.h"

void sessions_add(struct store *st, const char *digest, int64_t person_id,
                  int64_t until_ms)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO session (digest, person_id, until_ms)"
                " VALUES (?1, ?2, ?3)");
    query_text(&q, 1, digest);
    query_int(&q, 2, person_id);
    query_int(&q, 3, until_ms);
    query_write(&q);
}

int64_t sessions_find(struct store *st, const char *digest, int64_t now_ms)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.person_id FROM session s"
                " JOIN person p ON p.person_id = s.person_id"
                " WHERE s.digest = ?1 AND s.until_ms > ?2"
                " AND p.is_active = 1");
    query_text(&q, 1, digest);
    query_int(&q, 2, now_ms);
    return query_one_int(&q, 0);
}

void sessions_end(struct store *st, const char *digest)
{
    struct query q;
    query_begin(&q, st, "DELETE FROM session WHERE digest = ?1");
    query_text(&q, 1, digest);
    query_write(&q);
}

int64_t sessions_end_of(struct store *st, int64_t person_id,
                        const char *but_digest)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM session"
                " WHERE person_id = ?1 AND digest <> ?2");
    query_int(&q, 1, person_id);
    query_text(&q, 2, but_digest);
    int64_t count = query_one_int(&q, 0);
    query_begin(&q, st,
                "DELETE FROM session WHERE person_id = ?1 AND digest <> ?2");
    query_int(&q, 1, person_id);
    query_text(&q, 2, but_digest);
    query_write(&q);
    return count;
}

int64_t sessions_token_add(struct store *st, const char *name,
                           const char *token, int64_t at_ms)
{
    struct query q;
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text(token, digest);
    query_begin(&q, st,
                "INSERT INTO token (name, digest, made_ms)"
                " VALUES (?1, ?2, ?3) RETURNING token_id");
    query_text(&q, 1, name);
    query_text(&q, 2, digest);
    query_int(&q, 3, at_ms);
    return query_one_int(&q, 0);
}

bool sessions_token_is_known(struct store *st, const char *token)
{
    struct query q;
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text(token, digest);
    query_begin(&q, st, "SELECT token_id FROM token WHERE digest = ?1");
    query_text(&q, 1, digest);
    return query_one_int(&q, 0) != 0;
}

#include "station/store/central/floor/station_tokens.h"
#include "station/base/secret.h"
#include "station/store/engine/query.h"

void stations_renew(struct store *st, int64_t station_id, const char *token,
                    int64_t at_ms)
{
    struct query q;
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text(token, digest);
    query_begin(&q, st,
                "UPDATE station SET token_digest = ?2, made_ms = ?3,"
                " gone_ms = 0, gone_why = '' WHERE station_id = ?1");
    query_int(&q, 1, station_id);
    query_text(&q, 2, digest);
    query_int(&q, 3, at_ms);
    query_write(&q);
}

void stations_withdraw(struct store *st, int64_t station_id, int64_t at_ms,
                       const char *why)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE station SET gone_ms = ?2, gone_why = ?3"
                " WHERE station_id = ?1");
    query_int(&q, 1, station_id);
    query_int(&q, 2, at_ms);
    query_text(&q, 3, why);
    query_write(&q);
}

bool stations_is_withdrawn(struct store *st, int64_t station_id,
                           char why[FIELD_NAME_MAX + 1])
{
    struct query q;
    query_begin(&q, st,
                "SELECT gone_why FROM station"
                " WHERE station_id = ?1 AND gone_ms > 0");
    query_int(&q, 1, station_id);
    bool is_gone = query_row(&q) > 0;
    if (is_gone)
        query_copy_text(&q, 0, why, FIELD_NAME_MAX + 1);
    query_end(&q);
    return is_gone;
}

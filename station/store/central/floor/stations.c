#include "station/store/central/floor/stations.h"
#include "station/store/engine/query.h"
#include "station/base/secret.h"
#include "shared/must.h"

#include <string.h>

int stations_find(struct store *st, const char *token, struct station *out)
{
    struct query q;
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text(token, digest);
    query_begin(&q, st,
                "SELECT station_id, name, last_seq, last_hash, sscc_next,"
                " sscc_end, warehouse_id FROM station"
                " WHERE token_digest = ?1");
    query_text(&q, 1, digest);
    int rc = query_row(&q);
    if (rc > 0) {
        size_t len;
        out->station_id = query_get_int(&q, 0);
        query_copy_text(&q, 1, out->name, sizeof out->name);
        out->tip.seq = query_get_int(&q, 2);
        const void *hash = query_get_blob(&q, 3, &len);
        must(len == sizeof out->tip.hash);
        memcpy(out->tip.hash, hash, len);
        out->sscc_next = query_get_int(&q, 4);
        out->sscc_end = query_get_int(&q, 5);
        out->warehouse_id = query_get_int(&q, 6);
    }
    query_end(&q);
    return rc > 0 ? ERR_OK : rc < 0 ? rc : ERR_MISSING;
}

void stations_place(struct store *st, int64_t station_id, int64_t warehouse_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE station SET warehouse_id = ?2 WHERE station_id = ?1");
    query_int(&q, 1, station_id);
    query_int(&q, 2, warehouse_id);
    query_write(&q);
}

int64_t stations_add(struct store *st, const char *name, const char *token)
{
    struct query q;
    char digest[SECRET_DIGEST_TEXT + 1];
    uint8_t zero[SECRET_DIGEST_LEN] = {0};
    secret_digest_text(token, digest);
    query_begin(&q, st,
                "INSERT INTO station (name, token_digest, last_seq, last_hash,"
                " seen_ms, skew_ms, sscc_next, sscc_end)"
                " VALUES (?1, ?2, 0, ?3, 0, 0, 0, 0) RETURNING station_id");
    query_text(&q, 1, name);
    query_text(&q, 2, digest);
    query_blob(&q, 3, zero, sizeof zero);
    return query_one_int(&q, 0);
}

void stations_seen(struct store *st, int64_t station_id, int64_t seen_ms,
                   int64_t skew_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE station SET seen_ms = ?2, skew_ms = ?3"
                " WHERE station_id = ?1");
    query_int(&q, 1, station_id);
    query_int(&q, 2, seen_ms);
    query_int(&q, 3, skew_ms);
    query_write(&q);
}

void stations_sscc_lend(struct store *st, struct station *s)
{
    struct query q;
    s->sscc_next = store_counter(st, "sscc_next", 1);
    s->sscc_end = s->sscc_next + STATION_SSCC_LEND;
    store_counter_set(st, "sscc_next", s->sscc_end);
    query_begin(&q, st,
                "UPDATE station SET sscc_next = ?2, sscc_end = ?3"
                " WHERE station_id = ?1");
    query_int(&q, 1, s->station_id);
    query_int(&q, 2, s->sscc_next);
    query_int(&q, 3, s->sscc_end);
    query_write(&q);
}

void stations_tip(struct store *st, const struct station *s)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE station SET last_seq = ?2, last_hash = ?3"
                " WHERE station_id = ?1");
    query_int(&q, 1, s->station_id);
    query_int(&q, 2, s->tip.seq);
    query_blob(&q, 3, s->tip.hash, sizeof s->tip.hash);
    query_write(&q);
}

void stations_event_add(struct store *st, int64_t station_id,
                        const struct journal_row *row)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO event (station_id, seq, at_ms, kind, person_id,"
                " shipment_id, fence, verdict, body, hash)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    query_int(&q, 1, station_id);
    query_int(&q, 2, row->seq);
    query_int(&q, 3, row->at_ms);
    query_text(&q, 4, row->kind);
    query_int(&q, 5, row->person_id);
    query_int(&q, 6, row->shipment_id);
    query_int(&q, 7, row->fence);
    query_text(&q, 8, row->verdict);
    query_text_len(&q, 9, row->body, row->body_len);
    query_blob(&q, 10, row->hash, sizeof row->hash);
    query_write(&q);
}

void stations_name(struct store *st, int64_t station_id, char *out,
                   size_t cap)
{
    struct query q;
    out[0] = 0;
    query_begin(&q, st, "SELECT name FROM station WHERE station_id = ?1");
    query_int(&q, 1, station_id);
    if (query_row(&q) > 0)
        query_copy_text(&q, 0, out, cap);
    query_end(&q);
}

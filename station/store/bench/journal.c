#include "station/store/bench/journal.h"
#include "station/store/engine/query.h"

#include <string.h>

int journal_tip_load(struct store *st, struct journal_tip *tip)
{
    struct query q;
    memset(tip, 0, sizeof *tip);
    query_begin(&q, st,
                "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1");
    int rc = query_row(&q);
    if (rc > 0) {
        size_t len;
        const void *hash = query_get_blob(&q, 1, &len);
        tip->seq = query_get_int(&q, 0);
        memcpy(tip->hash, hash, sizeof tip->hash);
    }
    query_end(&q);
    return rc < 0 ? rc : ERR_OK;
}

int journal_hash_at(struct store *st, int64_t seq,
                    uint8_t out[SECRET_DIGEST_LEN])
{
    struct query q;
    query_begin(&q, st, "SELECT hash FROM journal WHERE seq = ?1");
    query_int(&q, 1, seq);
    int rc = query_row(&q);
    if (rc > 0) {
        size_t len;
        memcpy(out, query_get_blob(&q, 0, &len), SECRET_DIGEST_LEN);
    }
    query_end(&q);
    return rc > 0 ? ERR_OK : rc < 0 ? rc : ERR_MISSING;
}

void journal_add(struct store *st, struct journal_tip *tip,
                 struct journal_row *row)
{
    struct query q;
    row->seq = tip->seq + 1;
    journal_hash(tip, row, row->hash);
    query_begin(&q, st,
                "INSERT INTO journal (seq, at_ms, kind, person_id,"
                " shipment_id, fence, verdict, body, hash)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    query_int(&q, 1, row->seq);
    query_int(&q, 2, row->at_ms);
    query_text(&q, 3, row->kind);
    query_int(&q, 4, row->person_id);
    query_int(&q, 5, row->shipment_id);
    query_int(&q, 6, row->fence);
    query_text(&q, 7, row->verdict);
    query_text_len(&q, 8, row->body, row->body_len);
    query_blob(&q, 9, row->hash, sizeof row->hash);
    query_write(&q);
    tip->seq = row->seq;
    memcpy(tip->hash, row->hash, sizeof tip->hash);
}

static void take_row(struct query *q, struct journal_row *r)
{
    size_t len;
    r->seq = query_get_int(q, 0);
    r->at_ms = query_get_int(q, 1);
    query_copy_text(q, 2, r->kind, sizeof r->kind);
    r->person_id = query_get_int(q, 3);
    r->shipment_id = query_get_int(q, 4);
    r->fence = query_get_int(q, 5);
    query_copy_text(q, 6, r->verdict, sizeof r->verdict);
    r->body = query_get_text(q, 7);
    r->body_len = strlen(r->body);
    const void *hash = query_get_blob(q, 8, &len);
    memset(r->hash, 0, sizeof r->hash);
    memcpy(r->hash, hash, len < sizeof r->hash ? len : sizeof r->hash);
}

int64_t journal_each(struct store *st, int64_t after_seq, int64_t shipment_id,
                     journal_each_fn *each, void *arg)
{
    struct query q;
    struct journal_row row;
    int64_t count = 0;
    int rc;
    if (shipment_id == 0)
        query_begin(&q, st,
                    "SELECT seq, at_ms, kind, person_id, shipment_id, fence,"
                    " verdict, body, hash FROM journal"
                    " WHERE seq > ?1 ORDER BY seq");
    else
        query_begin(&q, st,
                    "SELECT seq, at_ms, kind, person_id, shipment_id, fence,"
                    " verdict, body, hash FROM journal"
                    " WHERE shipment_id = ?2 AND seq > ?1 ORDER BY seq");
    query_int(&q, 1, after_seq);
    if (shipment_id != 0)
        query_int(&q, 2, shipment_id);
    while ((rc = query_row(&q)) > 0) {
        take_row(&q, &row);
        count++;
        if (!each(arg, &row))
            break;
    }
    query_end(&q);
    return rc < 0 ? rc : count;
}

#include "station/store/central/floor/journals.h"
#include "shared/must.h"
#include "station/store/central/numbers.h"
#include "station/store/engine/columns.h"

#include <string.h>

static const struct column JOURNAL[] = {
    C_INT(journal, journal_no),  C_INT(journal, station_id),
    C_INT(journal, parent_no),   C_INT(journal, tip_seq),
    C_INT(journal, acked_seq),   C_INT(journal, sscc_next),
    C_INT(journal, sscc_end),    C_INT(journal, person_id),
    C_INT(journal, base.seq),    C_INT(journal, last.seq),
    C_TEXT(journal, journal_id), C_TEXT(journal, incarnation)};

#define JOURNAL_COLUMNS                                                        \
    "SELECT base_hash, last_hash, journal_no, station_id, parent_no,"          \
    " tip_seq, acked_seq, sscc_next, sscc_end, person_id, base_seq,"           \
    " last_seq, journal_id, incarnation FROM journal"

static void take_hash(struct query *q, int column,
                      uint8_t out[SECRET_DIGEST_LEN])
{
    size_t len;
    const void *hash = query_get_blob(q, column, &len);
    must(len == SECRET_DIGEST_LEN); // the table checks it
    memcpy(out, hash, len);
}

static bool take(struct query *q, struct journal *out)
{
    memset(out, 0, sizeof *out);
    bool found = query_row(q) > 0;
    if (found) {
        take_hash(q, 0, out->base.hash);
        take_hash(q, 1, out->last.hash);
        columns_take(q, 2, COLUMNS(JOURNAL), out);
    }
    query_end(q);
    return found;
}

bool journals_load(struct store *st, int64_t journal_no, struct journal *out)
{
    struct query q;
    query_begin(&q, st, JOURNAL_COLUMNS " WHERE journal_no = ?1");
    query_int(&q, 1, journal_no);
    return take(&q, out);
}

bool journals_find(struct store *st, int64_t station_id, const char *journal_id,
                   struct journal *out)
{
    struct query q;
    query_begin(&q, st,
                JOURNAL_COLUMNS " WHERE station_id = ?1 AND journal_id = ?2");
    query_int(&q, 1, station_id);
    query_text(&q, 2, journal_id);
    return take(&q, out);
}

void journals_add(struct store *st, struct journal *j, const char *why,
                  int64_t at_ms)
{
    struct query q;
    j->journal_no = numbers_next(st, "journal_no");
    j->last = j->base;
    query_begin(&q, st,
                "INSERT INTO journal (journal_no, station_id, journal_id,"
                " parent_no, base_seq, base_hash, last_seq, last_hash,"
                " tip_seq, acked_seq, sscc_next, sscc_end, person_id,"
                " incarnation, began_ms, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6,"
                " ?5, ?6, ?7, ?8, 0, 0, ?9, ?10, ?11, ?12)");
    query_int(&q, 1, j->journal_no);
    query_int(&q, 2, j->station_id);
    query_text(&q, 3, j->journal_id);
    query_int(&q, 4, j->parent_no);
    query_int(&q, 5, j->base.seq);
    query_blob(&q, 6, j->base.hash, sizeof j->base.hash);
    query_int(&q, 7, j->tip_seq);
    query_int(&q, 8, j->acked_seq);
    query_int(&q, 9, j->person_id);
    query_text(&q, 10, j->incarnation);
    query_int(&q, 11, at_ms);
    query_text(&q, 12, why);
    query_write(&q);
}

void journals_name(struct store *st, int64_t journal_no, const char *journal_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE journal SET journal_id = ?2 WHERE journal_no = ?1");
    query_int(&q, 1, journal_no);
    query_text(&q, 2, journal_id);
    query_write(&q);
}

void journals_save(struct store *st, const struct journal *j)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE journal SET last_seq = ?2, last_hash = ?3,"
                " tip_seq = ?4, acked_seq = ?5, person_id = ?6,"
                " incarnation = ?7 WHERE journal_no = ?1");
    query_int(&q, 1, j->journal_no);
    query_int(&q, 2, j->last.seq);
    query_blob(&q, 3, j->last.hash, sizeof j->last.hash);
    query_int(&q, 4, j->tip_seq);
    query_int(&q, 5, j->acked_seq);
    query_int(&q, 6, j->person_id);
    query_text(&q, 7, j->incarnation);
    query_write(&q);
}

static bool event_hash(struct store *st, int64_t journal_no, int64_t seq,
                       uint8_t out[SECRET_DIGEST_LEN])
{
    struct query q;
    query_begin(&q, st,
                "SELECT hash FROM event WHERE journal_no = ?1 AND seq = ?2");
    query_int(&q, 1, journal_no);
    query_int(&q, 2, seq);
    bool found = query_row(&q) > 0;
    if (found)
        take_hash(&q, 0, out);
    query_end(&q);
    return found;
}

bool journals_hash(struct store *st, const struct journal *j, int64_t seq,
                   uint8_t out[SECRET_DIGEST_LEN])
{
    struct journal own = *j;
    memset(out, 0, SECRET_DIGEST_LEN);
    if (seq <= 0)
        return seq == 0;
    while (seq < own.base.seq)
        if (!journals_load(st, own.parent_no, &own))
            return false;
    if (seq == own.base.seq) {
        memcpy(out, own.base.hash, SECRET_DIGEST_LEN);
        return true;
    }
    return event_hash(st, own.journal_no, seq, out);
}

bool journals_share(struct store *st, int64_t journal_no,
                    const struct journal_row *row)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM event WHERE shipment_id = ?1"
                " AND shipment_id > 0 AND hash = ?2 AND journal_no <> ?3");
    query_int(&q, 1, row->shipment_id);
    query_blob(&q, 2, row->hash, sizeof row->hash);
    query_int(&q, 3, journal_no);
    return query_one_int(&q, 0) > 0;
}

void journals_event_add(struct store *st, int64_t journal_no,
                        const struct journal_row *row)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO event (journal_no, seq, at_ms, kind, person_id,"
                " shipment_id, fence, verdict, body, hash)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    query_int(&q, 1, journal_no);
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

static void keep_loan(struct store *st, const struct journal *j, int64_t at_ms)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO loan (first_no, end_no, journal_no, at_ms)"
                " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (first_no) DO NOTHING");
    query_int(&q, 1, j->sscc_next);
    query_int(&q, 2, j->sscc_end);
    query_int(&q, 3, j->journal_no);
    query_int(&q, 4, at_ms);
    query_write(&q);
    query_begin(&q, st,
                "UPDATE journal SET sscc_next = ?2, sscc_end = ?3"
                " WHERE journal_no = ?1");
    query_int(&q, 1, j->journal_no);
    query_int(&q, 2, j->sscc_next);
    query_int(&q, 3, j->sscc_end);
    query_write(&q);
}

void journals_lend(struct store *st, struct journal *j, int64_t at_ms)
{
    j->sscc_next = store_counter(st, "sscc_next", 1);
    j->sscc_end = j->sscc_next + JOURNALS_LEND;
    store_counter_set(st, "sscc_next", j->sscc_end);
    keep_loan(st, j, at_ms);
}

void journals_lent(struct store *st, struct journal *j, int64_t end,
                   int64_t at_ms)
{
    j->sscc_next = end > JOURNALS_LEND ? end - JOURNALS_LEND : 1;
    j->sscc_end = end;
    if (store_counter(st, "sscc_next", 1) < end)
        store_counter_set(st, "sscc_next", end);
    keep_loan(st, j, at_ms);
}

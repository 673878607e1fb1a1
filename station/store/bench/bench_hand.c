#include "station/store/bench/bench_hand.h"
#include "station/store/engine/query.h"

int bench_hand_seq(struct store *st, const char *name, uint32_t journal_id,
                   uint32_t *seq)
{
    struct query q;
    query_begin(&q, st,
                "SELECT record_seq FROM handheld"
                " WHERE name = ?1 AND journal_id = ?2");
    query_text(&q, 1, name);
    query_int(&q, 2, journal_id);
    int rc = query_row(&q);
    *seq = rc > 0 ? (uint32_t)query_get_int(&q, 0) : 0;
    query_end(&q);
    return rc < 0 ? rc : ERR_OK;
}

void bench_hand_set(struct store *st, const char *name, uint32_t journal_id,
                    uint32_t record_seq)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO handheld (name, journal_id, record_seq)"
                " VALUES (?1, ?2, ?3) ON CONFLICT (name, journal_id)"
                " DO UPDATE SET record_seq = excluded.record_seq"
                " WHERE excluded.record_seq > handheld.record_seq");
    query_text(&q, 1, name);
    query_int(&q, 2, journal_id);
    query_int(&q, 3, record_seq);
    query_write(&q);
}

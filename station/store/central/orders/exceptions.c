#include "station/store/central/orders/exceptions.h"
#include "station/store/engine/query.h"

void exceptions_add(struct store *st, const char *kind, int64_t at_ms,
                    int64_t order_id, int64_t shipment_id, int64_t station_id,
                    int64_t seq, const char *note)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO exception (at_ms, kind, order_id, shipment_id,"
                " station_id, seq, note, done_ms)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)");
    query_int(&q, 1, at_ms);
    query_text(&q, 2, kind);
    query_int(&q, 3, order_id);
    query_int(&q, 4, shipment_id);
    query_int(&q, 5, station_id);
    query_int(&q, 6, seq);
    query_text(&q, 7, note);
    query_write(&q);
}

void exceptions_done(struct store *st, int64_t exception_id, int64_t at_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE exception SET done_ms = ?2 WHERE exception_id = ?1"
                " AND done_ms = 0");
    query_int(&q, 1, exception_id);
    query_int(&q, 2, at_ms);
    query_write(&q);
}

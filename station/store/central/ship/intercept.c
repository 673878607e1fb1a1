#include "station/store/central/ship/intercept.h"
#include "station/store/engine/query.h"

int64_t intercept_order(struct store *st, int64_t order_id, int32_t group_no,
                        int64_t at_ms, const char *note)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE parcel SET stop_ms = ?2, stop_note = ?3"
                " WHERE manifest_id = 0 AND state = 'announced'"
                " AND stop_ms = 0 AND shipment_id IN"
                " (SELECT shipment_id FROM shipment WHERE order_id = ?1"
                " AND ?4 IN (0, group_no))");
    query_int(&q, 1, order_id);
    query_int(&q, 2, at_ms);
    query_text(&q, 3, note);
    query_int(&q, 4, group_no);
    return query_write(&q);
}

void intercept_order_end(struct store *st, int64_t order_id, const char *note)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE parcel SET stop_ms = 0, stop_note = ''"
                " WHERE stop_ms > 0 AND back_ms = 0 AND stop_note = ?2"
                " AND shipment_id IN (SELECT shipment_id FROM shipment"
                " WHERE order_id = ?1)");
    query_int(&q, 1, order_id);
    query_text(&q, 2, note);
    query_write(&q);
}

bool intercept_parcel(struct store *st, int64_t parcel_id, int64_t at_ms,
                      const char *note)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE parcel SET stop_ms = ?2, stop_note = ?3"
                " WHERE parcel_id = ?1 AND manifest_id = 0"
                " AND state = 'announced' AND stop_ms = 0");
    query_int(&q, 1, parcel_id);
    query_int(&q, 2, at_ms);
    query_text(&q, 3, note);
    return query_write(&q) == 1;
}

bool intercept_is_stopped(struct store *st, int64_t order_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM parcel WHERE stop_ms > 0"
                " AND shipment_id IN (SELECT shipment_id FROM shipment"
                " WHERE order_id = ?1)");
    query_int(&q, 1, order_id);
    return query_one_int(&q, 0) > 0;
}

bool intercept_end(struct store *st, int64_t parcel_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE parcel SET stop_ms = 0, stop_note = ''"
                " WHERE parcel_id = ?1 AND stop_ms > 0 AND back_ms = 0");
    query_int(&q, 1, parcel_id);
    return query_write(&q) == 1;
}

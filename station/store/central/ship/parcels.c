#include "station/store/central/ship/parcels.h"
#include "station/store/engine/columns.h"

#include <string.h>

int64_t parcels_find(struct store *st, const char *code)
{
    struct query q;
    query_begin(&q, st, "SELECT parcel_id FROM parcel WHERE tracking = ?1");
    query_text(&q, 1, code);
    int64_t parcel_id = query_one_int(&q, 0);
    if (parcel_id)
        return parcel_id;
    query_begin(&q, st, "SELECT parcel_id FROM parcel WHERE sscc = ?1");
    query_text(&q, 1, code);
    return query_one_int(&q, 0);
}

static const struct column PARCEL[] = {
    C_INT(parcel_row, parcel_id),    C_INT(parcel_row, shipment_id),
    C_INT(parcel_row, order_id),     C_INT(parcel_row, warehouse_id),
    C_INT(parcel_row, manifest_id),  C_INT(parcel_row, weight_mg),
    C_INT(parcel_row, at_ms),        C_INT(parcel_row, stop_ms),
    C_INT(parcel_row, back_ms),      C_TEXT(parcel_row, tracking),
    C_TEXT(parcel_row, carrier),     C_TEXT(parcel_row, service),
    C_TEXT(parcel_row, order_no),    C_TEXT(parcel_row, box),
    C_TEXT(parcel_row, country),     C_TEXT(parcel_row, postal)};

int parcels_load(struct store *st, int64_t parcel_id, struct parcel_row *out)
{
    struct query q;
    memset(out, 0, sizeof *out);
    query_begin(&q, st,
                "SELECT p.state, p.parcel_id, p.shipment_id, s.order_id,"
                " p.warehouse_id, p.manifest_id, p.weight_mg, p.at_ms,"
                " p.stop_ms, p.back_ms, p.tracking, p.carrier, s.service,"
                " o.order_no,"
                " coalesce((SELECT b.code FROM box b"
                " WHERE b.box_id = p.box_id), s.box), g.country, g.postal"
                " FROM parcel p"
                " JOIN shipment s ON s.shipment_id = p.shipment_id"
                " JOIN orders o ON o.order_id = s.order_id"
                " JOIN ship_group g ON g.order_id = s.order_id"
                " AND g.group_no = s.group_no WHERE p.parcel_id = ?1");
    query_int(&q, 1, parcel_id);
    int rc = query_row(&q);
    if (rc > 0) {
        tracking_state_find(query_get_text(&q, 0), &out->state);
        columns_take(&q, 1, COLUMNS(PARCEL), out);
    }
    query_end(&q);
    return rc > 0 ? ERR_OK : rc < 0 ? rc : ERR_MISSING;
}

bool parcels_track(struct store *st, int64_t parcel_id,
                   enum tracking_state state, int64_t at_ms, const char *place,
                   bool *is_latest)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO tracking_event (parcel_id, at_ms, state, place)"
                " VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT (parcel_id, at_ms, state) DO NOTHING");
    query_int(&q, 1, parcel_id);
    query_int(&q, 2, at_ms);
    query_text(&q, 3, tracking_state_name(state));
    query_text(&q, 4, place);
    if (query_write(&q) == 0)
        return false;
    query_begin(&q, st,
                "UPDATE parcel SET state = ?2, state_ms = ?3"
                " WHERE parcel_id = ?1 AND state_ms <= ?3");
    query_int(&q, 1, parcel_id);
    query_text(&q, 2, tracking_state_name(state));
    query_int(&q, 3, at_ms);
    *is_latest = query_write(&q) > 0;
    return true;
}

bool parcels_all_arrived(struct store *st, int64_t order_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM shipment s JOIN parcel p"
                " ON p.shipment_id = s.shipment_id"
                " WHERE s.order_id = ?1 AND p.state <> 'delivered'");
    query_int(&q, 1, order_id);
    return query_one_int(&q, 1) == 0;
}

void parcels_shipment_arrived(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment SET state = 'delivered'"
                " WHERE shipment_id = ?1 AND state IN"
                " ('packed', 'handed_over') AND NOT EXISTS"
                " (SELECT 1 FROM parcel p WHERE p.shipment_id = ?1"
                " AND p.state <> 'delivered')");
    query_int(&q, 1, shipment_id);
    query_write(&q);
}

void parcels_cost_set(struct store *st, int64_t parcel_id, int64_t cost_minor)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE parcel SET cost_minor = ?2 WHERE parcel_id = ?1");
    query_int(&q, 1, parcel_id);
    query_int(&q, 2, cost_minor);
    query_write(&q);
}

bool parcels_billed_set(struct store *st, const char *tracking,
                        int64_t billed_minor)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE parcel SET billed_minor = ?2 WHERE tracking = ?1");
    query_text(&q, 1, tracking);
    query_int(&q, 2, billed_minor);
    return query_write(&q) > 0;
}

int32_t parcels_unpriced(struct store *st, int64_t shipment_id, int64_t *out,
                         int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT parcel_id FROM parcel WHERE shipment_id = ?1"
                " AND cost_minor = 0 ORDER BY parcel_id LIMIT ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, cap);
    while (query_row(&q) > 0)
        out[count++] = query_get_int(&q, 0);
    return count;
}

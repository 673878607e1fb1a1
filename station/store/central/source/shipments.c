#include "station/store/central/source/shipments.h"
#include "station/store/central/numbers.h"
#include "station/store/central/source/reserve.h"
#include "station/store/engine/query.h"

int64_t shipments_add(struct store *st, const struct shipment *s)
{
    struct query q;
    int64_t shipment_id = numbers_next(st, "shipment_id");
    query_begin(
        &q, st,
        "INSERT INTO shipment (shipment_id, order_id, group_no, warehouse_id,"
        " state, station_id, fence, claimed_ms, due_ms, is_stopping,"
        " is_single, tote, note, service, carrier, cost_minor,"
        " currency, promise_ms, box, box_2, is_at_risk)"
        " VALUES (?15, ?1, ?2, ?3, ?14, 0, 0, 0, ?4, 0, ?5, ?6,"
        " '', ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0)"
        " RETURNING shipment_id");
    query_int(&q, 1, s->order_id);
    query_int(&q, 2, s->group_no);
    query_int(&q, 3, s->warehouse_id);
    query_int(&q, 4, s->due_ms);
    query_int(&q, 5, s->is_single);
    query_text(&q, 6, s->tote);
    query_text(&q, 7, s->service);
    query_text(&q, 8, s->carrier);
    query_int(&q, 9, s->cost_minor);
    query_text(&q, 10, s->currency);
    query_int(&q, 11, s->promise_ms);
    query_text(&q, 12, s->box);
    query_text(&q, 13, s->box_2);
    query_text(&q, 14, s->is_released ? "released" : "allocated");
    query_int(&q, 15, shipment_id);
    return query_one_int(&q, 0);
}

void shipments_drop(struct store *st, int64_t shipment_id)
{
    struct query q;
    reserve_end(st, shipment_id);
    shipments_single_end(st, shipment_id);
    query_begin(&q, st, "DELETE FROM shipment_line WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_write(&q);
    query_begin(&q, st, "DELETE FROM shipment WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_write(&q);
}

void shipments_single_add(struct store *st, int64_t shipment_id,
                          int64_t warehouse_id, int64_t item_id, int64_t due_ms)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO shipment_single (warehouse_id, item_id, due_ms,"
                " shipment_id) VALUES (?1, ?2, ?3, ?4)");
    query_int(&q, 1, warehouse_id);
    query_int(&q, 2, item_id);
    query_int(&q, 3, due_ms);
    query_int(&q, 4, shipment_id);
    query_write(&q);
}

void shipments_single_end(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st, "DELETE FROM shipment_single WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_write(&q);
}

int32_t shipments_units_load(struct store *st, int64_t shipment_id,
                             struct shipment_unit *out, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT l.qty, i.length_mm, i.width_mm, i.height_mm,"
                " i.weight_mg, i.pack_flags FROM shipment_line l"
                " JOIN item i ON i.item_id = l.item_id"
                " WHERE l.shipment_id = ?1 AND l.is_kit = 0 AND l.qty > 0"
                " ORDER BY l.pos LIMIT ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, cap);
    while (query_row(&q) > 0)
        out[count++] =
            (struct shipment_unit){.qty = (int32_t)query_get_int(&q, 0),
                                   .side_mm = {(int32_t)query_get_int(&q, 1),
                                               (int32_t)query_get_int(&q, 2),
                                               (int32_t)query_get_int(&q, 3)},
                                   .weight_mg = query_get_int(&q, 4),
                                   .pack_flags = (int32_t)query_get_int(&q, 5)};
    return count;
}

void shipments_box_set(struct store *st, int64_t shipment_id, const char *box,
                       const char *box_2)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment SET box = ?2, box_2 = ?3"
                " WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_text(&q, 2, box);
    query_text(&q, 3, box_2);
    query_write(&q);
}

int64_t shipments_load_count(struct store *st, int64_t warehouse_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM shipment WHERE warehouse_id = ?1"
                " AND state IN ('allocated', 'released', 'claimed')");
    query_int(&q, 1, warehouse_id);
    return query_one_int(&q, 0);
}

int32_t shipments_in_warehouse(struct store *st, int64_t warehouse_id,
                               int64_t *order_id, int32_t cap)
{
    struct query q;
    query_begin(&q, st,
                "SELECT DISTINCT order_id FROM shipment"
                " WHERE warehouse_id = ?1 AND state IN"
                " ('allocated', 'released')"
                " ORDER BY order_id LIMIT ?2");
    query_int(&q, 1, warehouse_id);
    query_int(&q, 2, cap);
    return query_ids(&q, order_id, cap);
}

int32_t shipments_unreleased(struct store *st, int64_t *after,
                             int64_t *order_id, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT order_id, shipment_id FROM shipment"
                " WHERE state = 'allocated' AND shipment_id > ?1"
                " ORDER BY shipment_id LIMIT ?2");
    query_int(&q, 1, *after);
    query_int(&q, 2, cap);
    while (query_row(&q) > 0) {
        order_id[count++] = query_get_int(&q, 0);
        *after = query_get_int(&q, 1);
    }
    if (count < cap)
        *after = 0;
    return count;
}

int32_t shipments_to_release(struct store *st, int64_t warehouse_id,
                             int64_t before_ms, int64_t *order_id,
                             int32_t cap)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.order_id FROM shipment s"
                " JOIN orders o ON o.order_id = s.order_id"
                " WHERE s.state = 'allocated' AND o.state = 'allocated'"
                " AND (?1 = 0 OR s.warehouse_id = ?1)"
                " AND (?2 = 0 OR (s.due_ms > 0 AND s.due_ms <= ?2))"
                " GROUP BY s.order_id ORDER BY MIN(s.shipment_id) LIMIT ?3");
    query_int(&q, 1, warehouse_id);
    query_int(&q, 2, before_ms);
    query_int(&q, 3, cap);
    return query_ids(&q, order_id, cap);
}

int32_t shipments_packed(struct store *st, int64_t order_id,
                         int64_t *shipment_id, int32_t cap)
{
    struct query q;
    query_begin(&q, st,
                "SELECT shipment_id FROM shipment WHERE order_id = ?1"
                " AND state IN ('packed', 'handed_over', 'delivered')"
                " ORDER BY shipment_id LIMIT ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, cap);
    return query_ids(&q, shipment_id, cap);
}

bool shipments_has_left(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM shipment WHERE shipment_id = ?1"
                " AND state IN ('handed_over', 'delivered')");
    query_int(&q, 1, shipment_id);
    return query_one_int(&q, 0) > 0;
}

bool shipments_all_left(struct store *st, int64_t order_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM shipment WHERE order_id = ?1"
                " AND state NOT IN ('handed_over', 'delivered', 'cancelled')");
    query_int(&q, 1, order_id);
    return query_one_int(&q, 0) == 0;
}

int32_t shipments_nearly_late(struct store *st, int64_t before_ms,
                              struct shipment_late *out, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT shipment_id, order_id FROM shipment"
                " WHERE state = 'released'"
                " AND is_at_risk = 0 AND due_ms > 0 AND due_ms < ?1"
                " ORDER BY due_ms LIMIT ?2");
    query_int(&q, 1, before_ms);
    query_int(&q, 2, cap);
    while (query_row(&q) > 0)
        out[count++] =
            (struct shipment_late){query_get_int(&q, 0), query_get_int(&q, 1)};
    return count;
}

void shipments_risk_set(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment SET is_at_risk = 1 WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_write(&q);
}

void shipments_open_load(struct store *st, int64_t order_id,
                         struct shipments_open *out)
{
    struct query q;
    out->count = 0;
    query_begin(&q, st,
                "SELECT shipment_id, group_no, station_id FROM shipment"
                " WHERE order_id = ?1 AND state IN"
                " ('allocated', 'released', 'claimed', 'held')"
                " ORDER BY shipment_id");
    query_int(&q, 1, order_id);
    while (query_row(&q) > 0 && out->count < SHIPMENTS_OPEN_MAX) {
        out->shipment_id[out->count] = query_get_int(&q, 0);
        out->group_no[out->count] = (int32_t)query_get_int(&q, 1);
        out->is_at_bench[out->count++] = query_get_int(&q, 2) != 0;
    }
    query_end(&q);
}

void shipments_stop(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment SET is_stopping = 1 WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_write(&q);
}

int64_t shipments_release(struct store *st, int64_t order_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment SET state = 'released' WHERE order_id = ?1"
                " AND state = 'allocated'");
    query_int(&q, 1, order_id);
    return query_write(&q);
}

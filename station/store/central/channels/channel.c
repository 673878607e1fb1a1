#include "station/store/central/channels/channel.h"
#include "station/store/engine/columns.h"

#include <string.h>

static void load_tracks(struct store *st, struct channel_shipment *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT tracking, at_ms FROM parcel WHERE shipment_id = ?1"
                " AND back_ms = 0 ORDER BY parcel_no LIMIT 32");
    query_int(&q, 1, out->shipment_id);
    while (query_row(&q) > 0) {
        query_copy_text(&q, 0, out->track[out->track_count++],
                        sizeof out->track[0]);
        out->at_ms = query_get_int(&q, 1);
    }
}

static void load_packed(struct store *st, struct channel_shipment *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT l.channel_line, i.sku, sum(s.qty_packed - s.qty_back)"
                " FROM shipment_line s JOIN order_line l ON l.order_id = ?2"
                " AND l.line_no = s.line_no"
                " JOIN item i ON i.item_id = l.item_id"
                " WHERE s.shipment_id = ?1 AND s.kit_pos = -1"
                " GROUP BY l.line_no, l.channel_line, i.sku"
                " HAVING sum(s.qty_packed - s.qty_back) > 0"
                " ORDER BY l.line_no");
    query_int(&q, 1, out->shipment_id);
    query_int(&q, 2, out->order_id);
    while (out->line_count < CHANNEL_LINES_MAX && query_row(&q) > 0) {
        struct channel_line *l = &out->line[out->line_count++];
        query_copy_text(&q, 0, l->channel_line, sizeof l->channel_line);
        query_copy_text(&q, 1, l->sku, sizeof l->sku);
        l->qty = (int32_t)query_get_int(&q, 2);
    }
    query_end(&q);
}

int64_t channel_told(struct store *st, const char *channel, int64_t order_id,
                     int32_t line_no)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(d.delivery_id), coalesce(sum(CASE"
                " WHEN d.state = 'done' THEN l.qty_packed ELSE 0 END), 0),"
                " coalesce(sum(CASE WHEN d.state <> 'done' AND (d.tries > 0"
                " OR d.state NOT IN ('waiting', 'dead')) THEN 1 ELSE 0 END), 0)"
                " FROM shipment s"
                " JOIN shipment_line l ON l.shipment_id = s.shipment_id"
                " JOIN delivery d ON d.channel = ?1"
                " AND d.event = 'shipment.packed'"
                " AND d.ref_key = CAST(s.shipment_id AS TEXT)"
                " WHERE s.order_id = ?2 AND l.line_no = ?3"
                " AND l.kit_pos = -1");
    query_text(&q, 1, channel);
    query_int(&q, 2, order_id);
    query_int(&q, 3, line_no);
    bool is_told = query_row(&q) > 0 && query_get_int(&q, 0) > 0 &&
                   query_get_int(&q, 2) == 0;
    int64_t units = is_told ? query_get_int(&q, 1) : -1;
    query_end(&q);
    return units;
}

static const struct column SHIPMENT[] = {
    C_INT(channel_shipment, shipment_id), C_INT(channel_shipment, order_id),
    C_TEXT(channel_shipment, order_no),   C_TEXT(channel_shipment, channel_ref),
    C_TEXT(channel_shipment, carrier),    C_TEXT(channel_shipment, service),
    C_TEXT(channel_shipment, warehouse)};

bool channel_shipment_load(struct store *st, int64_t shipment_id,
                           struct channel_shipment *out)
{
    struct query q;
    memset(out, 0, sizeof *out);
    query_begin(&q, st,
                "SELECT s.shipment_id, s.order_id, o.order_no, o.channel_ref,"
                " s.carrier, s.service, w.code FROM shipment s"
                " JOIN orders o ON o.order_id = s.order_id"
                " JOIN warehouse w ON w.warehouse_id = s.warehouse_id"
                " WHERE s.shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    if (columns_load(&q, COLUMNS(SHIPMENT), out) < 0)
        return false;
    load_packed(st, out);
    load_tracks(st, out);
    return true;
}

int64_t channel_on_hand(struct store *st, int64_t item_id, int64_t warehouse_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT coalesce(sum(s.qty), 0) FROM stock s"
                " JOIN place p ON p.place_id = s.place_id"
                " WHERE s.item_id = ?1 AND p.kind = 0"
                " AND p.warehouse_id = ?2");
    query_int(&q, 1, item_id);
    query_int(&q, 2, warehouse_id);
    return query_one_int(&q, 0);
}

bool channel_sku(struct store *st, int64_t item_id, char *out, size_t cap)
{
    struct query q;
    query_begin(&q, st, "SELECT sku FROM item WHERE item_id = ?1");
    query_int(&q, 1, item_id);
    bool found = query_row(&q) > 0;
    if (found)
        query_copy_text(&q, 0, out, cap);
    query_end(&q);
    return found;
}

int32_t channel_open_orders(struct store *st, const char *channel,
                            int64_t after_order_id, struct channel_open *out,
                            int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT order_id, channel_ref FROM orders"
                " WHERE channel = ?1 AND order_id > ?2 AND state IN"
                " ('held', 'waiting', 'allocated', 'released',"
                " 'part_shipped', 'packed') ORDER BY order_id LIMIT ?3");
    query_text(&q, 1, channel);
    query_int(&q, 2, after_order_id);
    query_int(&q, 3, cap);
    while (query_row(&q) > 0) {
        out[count].order_id = query_get_int(&q, 0);
        query_copy_text(&q, 1, out[count++].channel_ref,
                        sizeof out->channel_ref);
    }
    return count;
}

int64_t channel_line_qty(struct store *st, int64_t order_id,
                         const char *channel_line)
{
    struct query q;
    query_begin(&q, st,
                "SELECT sum(qty) FROM order_line WHERE order_id = ?1"
                " AND channel_line = ?2 HAVING count(*) > 0");
    query_int(&q, 1, order_id);
    query_text(&q, 2, channel_line);
    return query_one_int(&q, -1);
}

#include "station/store/central/ship/back.h"
#include "station/store/engine/columns.h"

static const struct column LINE[] = {
    C_INT(back_line, item_id), C_INT(back_line, qty),
    C_INT(back_line, packed),  C_INT(back_line, pos),
    C_INT(back_line, line_no), C_INT(back_line, kit_pos),
    C_INT(back_line, qty_per_kit), C_TEXT(back_line, sku)};

int32_t back_lines(struct store *st, int64_t parcel_id, struct back_line *out,
                   int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT l.item_id, c.qty, l.qty_packed - l.qty_back, l.pos,"
                " l.line_no, l.kit_pos, l.qty_per_kit, i.sku FROM parcel_line c"
                " JOIN parcel p ON p.parcel_id = c.parcel_id"
                " JOIN shipment_line l ON l.shipment_id = p.shipment_id"
                " AND l.pos = c.pos JOIN item i ON i.item_id = l.item_id"
                " WHERE c.parcel_id = ?1 ORDER BY c.pos LIMIT ?2");
    query_int(&q, 1, parcel_id);
    query_int(&q, 2, cap);
    while (query_row(&q) > 0)
        columns_take(&q, 0, COLUMNS(LINE), &out[count++]);
    return count;
}

int32_t back_lots(struct store *st, int64_t shipment_id, int64_t item_id,
                  struct back_lot *out, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT s.stock_id, sum(CASE WHEN m.to_place_id = c.place_id"
                " THEN m.qty ELSE -m.qty END) FROM move m"
                " JOIN place c ON c.code = 'CUSTOMER'"
                " AND c.place_id IN (m.from_place_id, m.to_place_id)"
                " JOIN stock s ON s.item_id = m.item_id"
                " AND s.place_id = c.place_id AND s.lot = m.lot"
                " WHERE m.shipment_id = ?1 AND m.item_id = ?2"
                " GROUP BY s.stock_id ORDER BY min(m.move_id) LIMIT ?3");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, item_id);
    query_int(&q, 3, cap);
    while (query_row(&q) > 0) {
        out[count].stock_id = query_get_int(&q, 0);
        out[count++].qty = query_get_int(&q, 1);
    }
    return count;
}

void back_line_less(struct store *st, int64_t shipment_id, int32_t pos,
                    int64_t qty, bool is_told)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment_line SET qty_back = qty_back + ?3 * ?4,"
                " qty_packed = qty_packed - ?3 * (1 - ?4)"
                " WHERE shipment_id = ?1 AND pos = ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, pos);
    query_int(&q, 3, qty);
    query_int(&q, 4, is_told);
    query_write(&q);
}

void back_order_less(struct store *st, int64_t order_id, int32_t line_no,
                     int64_t qty, bool is_wanted)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE order_line SET qty_shipped = qty_shipped - ?3,"
                " qty = qty - ?3 * (1 - ?4)"
                " WHERE order_id = ?1 AND line_no = ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    query_int(&q, 3, qty);
    query_int(&q, 4, is_wanted);
    query_write(&q);
}

int64_t back_serials(struct store *st, int64_t shipment_id, int64_t item_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM serial WHERE shipment_id = ?1"
                " AND item_id = ?2 AND is_back = 0");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, item_id);
    return query_one_int(&q, 0);
}

bool back_serial_end(struct store *st, int64_t shipment_id, int64_t item_id,
                     const char *serial)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE serial SET is_back = 1 WHERE shipment_id = ?1"
                " AND item_id = ?2 AND serial = ?3 AND is_back = 0");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, item_id);
    query_text(&q, 3, serial);
    return query_write(&q) > 0;
}

void back_serials_end(struct store *st, int64_t shipment_id, int64_t item_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE serial SET is_back = 1 WHERE shipment_id = ?1"
                " AND item_id = ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, item_id);
    query_write(&q);
}

int64_t back_parcel_end(struct store *st, int64_t parcel_id, int64_t at_ms,
                        int64_t *waiting)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE parcel SET back_ms = ?2 WHERE parcel_id = ?1");
    query_int(&q, 1, parcel_id);
    query_int(&q, 2, at_ms);
    query_write(&q);
    query_begin(&q, st,
                "SELECT count(*), coalesce(sum(CASE WHEN manifest_id = 0"
                " THEN 1 ELSE 0 END), 0) FROM parcel WHERE back_ms = 0"
                " AND shipment_id = (SELECT shipment_id FROM parcel"
                " WHERE parcel_id = ?1)");
    query_int(&q, 1, parcel_id);
    int64_t left = 0;
    *waiting = 0;
    if (query_row(&q) > 0) {
        left = query_get_int(&q, 0);
        *waiting = query_get_int(&q, 1);
    }
    query_end(&q);
    return left;
}

#include "station/store/central/floor/packing.h"
#include "shared/must.h"
#include "station/base/json.h"
#include "station/base/text.h"
#include "station/store/central/numbers.h"
#include "station/store/engine/query.h"

#include <string.h>

bool packing_load(struct store *st, int64_t shipment_id, struct packing *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT order_id, station_id, fence, state, journal_no,"
                " claimed_ms, is_stopping FROM shipment"
                " WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    bool found = query_row(&q) > 0;
    if (found) {
        out->order_id = query_get_int(&q, 0);
        out->claim.station_id = query_get_int(&q, 1);
        out->claim.fence = query_get_int(&q, 2);
        must(shipment_state_find(query_get_text(&q, 3), &out->claim.state));
        out->claim.journal_no = query_get_int(&q, 4);
        out->claimed_ms = query_get_int(&q, 5);
        out->is_stopping = query_get_int(&q, 6) != 0;
    }
    query_end(&q);
    return found;
}

void packing_state_set(struct store *st, int64_t shipment_id,
                       enum shipment_state state)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment SET state = ?2 WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_text(&q, 2, shipment_state_name(state));
    query_write(&q);
}

bool packing_line_load(struct store *st, int64_t shipment_id, int32_t pos,
                       struct packing_line *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT item_id, line_no, kit_pos, qty_per_kit, lot"
                " FROM shipment_line WHERE shipment_id = ?1 AND pos = ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, pos);
    bool found = query_row(&q) > 0;
    if (found) {
        out->item_id = query_get_int(&q, 0);
        out->line_no = (int32_t)query_get_int(&q, 1);
        out->kit_pos = (int32_t)query_get_int(&q, 2);
        out->qty_per_kit = (int32_t)query_get_int(&q, 3);
        query_copy_text(&q, 4, out->lot, sizeof out->lot);
    }
    query_end(&q);
    return found;
}

void packing_line_packed_set(struct store *st, int64_t shipment_id, int32_t pos,
                             int64_t qty)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment_line SET qty_packed = ?3"
                " WHERE shipment_id = ?1 AND pos = ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, pos);
    query_int(&q, 3, qty);
    query_write(&q);
}

void packing_line_qty_set(struct store *st, int64_t shipment_id, int32_t pos,
                          int64_t qty)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment_line SET qty = ?3"
                " WHERE shipment_id = ?1 AND pos = ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, pos);
    query_int(&q, 3, qty);
    query_write(&q);
}

void packing_find(struct store *st, int64_t order_id, int32_t line_no,
                  struct packing_found *out)
{
    struct query q;
    memset(out, 0, sizeof *out);
    query_begin(&q, st,
                "SELECT l.shipment_id, l.pos, l.item_id, l.qty, l.lot,"
                " l.is_kit FROM shipment s JOIN shipment_line l"
                " ON l.shipment_id = s.shipment_id"
                " WHERE s.order_id = ?1 AND l.line_no = ?2"
                " AND s.state IN ('claimed', 'held')");
    query_int(&q, 1, order_id);
    query_int(&q, 2, line_no);
    while (query_row(&q) > 0) {
        out->rows += 1 + (int32_t)query_get_int(&q, 5);
        out->shipment_id = query_get_int(&q, 0);
        out->pos = (int32_t)query_get_int(&q, 1);
        out->item_id = query_get_int(&q, 2);
        out->qty += query_get_int(&q, 3);
        query_copy_text(&q, 4, out->lot, sizeof out->lot);
    }
}

bool packing_way_set(struct store *st, int64_t shipment_id,
                     const struct pack_done *d, char before[24])
{
    struct query q;
    before[0] = 0;
    query_begin(&q, st,
                "SELECT service FROM shipment WHERE shipment_id = ?1"
                " AND (service <> ?2 OR carrier <> ?3)");
    query_int(&q, 1, shipment_id);
    query_text(&q, 2, d->service);
    query_text(&q, 3, d->carrier);
    bool is_other = d->service[0] && query_row(&q) > 0;
    if (is_other)
        query_copy_text(&q, 0, before, 24);
    query_end(&q);
    if (!is_other)
        return false;
    query_begin(&q, st,
                "UPDATE shipment SET service = ?2, carrier = ?3"
                " WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_text(&q, 2, d->service);
    query_text(&q, 3, d->carrier);
    query_write(&q);
    return true;
}

bool packing_parcel_add(struct store *st, int64_t shipment_id,
                        int32_t parcel_no, const struct pack_done_parcel *p,
                        int64_t at_ms)
{
    struct query q;
    int64_t parcel_id = numbers_next(st, "parcel_id");
    query_begin(
        &q, st,
        "INSERT INTO parcel (parcel_id, shipment_id, parcel_no, sscc, tracking,"
        " weight_mg, weighed, copies, at_ms, state_ms, box_id, carrier,"
        " warehouse_id) SELECT ?9, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8,"
        " ?10, carrier, warehouse_id FROM shipment WHERE shipment_id = ?1"
        " ON CONFLICT DO NOTHING");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, parcel_no);
    query_text(&q, 3, p->sscc);
    query_text(&q, 4, p->tracking);
    query_int(&q, 5, p->weight_mg);
    query_text(&q, 6, p->weighed == V_NOT_NOW ? "" : verdict_name(p->weighed));
    query_int(&q, 7, p->copies);
    query_int(&q, 8, at_ms);
    query_int(&q, 9, parcel_id);
    query_int(&q, 10, p->box_id);
    return query_write(&q) > 0;
}

static void contents_add(struct store *st, int64_t shipment_id,
                         const char *sscc, const struct pack_content *c)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO parcel_line (parcel_id, pos, qty)"
                " SELECT parcel_id, ?3, ?4 FROM parcel"
                " WHERE sscc = ?2 AND shipment_id = ?1"
                " ON CONFLICT (parcel_id, pos) DO NOTHING");
    query_int(&q, 1, shipment_id);
    query_text(&q, 2, sscc);
    query_int(&q, 3, c->pos);
    query_int(&q, 4, c->qty);
    query_write(&q);
}

void packing_contents_add(struct store *st, int64_t shipment_id, int64_t fence,
                          packing_weighed_fn *fn, void *arg)
{
    struct query q;
    struct pack_contents c;
    query_begin(&q, st,
                "SELECT body FROM event WHERE shipment_id = ?1"
                " AND shipment_id > 0 AND fence = ?2 AND kind = 'parcel'");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, fence);
    while (query_row(&q) > 0) {
        const char *text = query_get_text(&q, 0);
        json_t *body = json_read(text, strlen(text), NULL, 0);
        int32_t count = body && pack_contents_from_json(body, &c) == ERR_OK
                            ? c.line_count
                            : 0;
        for (int32_t i = 0; i < count; i++)
            contents_add(st, shipment_id, c.sscc, &c.line[i]);
        if (count > 0 && c.net_mg > 0)
            fn(arg, c.sscc, c.net_mg);
        json_decref(body);
    }
}

void packing_numbers(struct store *st, int64_t shipment_id, char *out,
                     size_t cap)
{
    struct query q;
    struct text t;
    char all[400];
    text_init(&t, all, sizeof all);
    query_begin(&q, st,
                "SELECT sscc, tracking FROM parcel WHERE shipment_id = ?1"
                " ORDER BY parcel_no");
    query_int(&q, 1, shipment_id);
    while (query_row(&q) > 0)
        text_addf(&t, "%sSSCC %s, tracking %s", t.len ? "; " : "",
                  query_get_text(&q, 0), query_get_text(&q, 1));
    text_copy(out, cap, all, t.len);
}

bool packing_serial_add(struct store *st, int64_t shipment_id, int64_t item_id,
                        const char *serial)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO serial (item_id, serial, shipment_id)"
                " VALUES (?1, ?2, ?3)"
                " ON CONFLICT (item_id, serial) DO UPDATE SET is_back = 0,"
                " shipment_id = excluded.shipment_id WHERE is_back = 1");
    query_int(&q, 1, item_id);
    query_text(&q, 2, serial);
    query_int(&q, 3, shipment_id);
    return query_write(&q) > 0;
}

#include "station/store/central/floor/claims.h"
#include "station/store/central/floor/changes.h"
#include "station/store/engine/query.h"
#include "shared/must.h"

static bool take_found(struct query *q, struct claim_found *c)
{
    bool found = query_row(q) > 0;
    if (found) {
        c->shipment_id = query_get_int(q, 0);
        c->is.station_id = query_get_int(q, 1);
        c->is.fence = query_get_int(q, 2);
        c->claimed_ms = query_get_int(q, 3);
        must(shipment_state_find(query_get_text(q, 4), &c->is.state));
        c->is.journal_no = query_get_int(q, 5);
        c->is.warehouse_id = query_get_int(q, 6);
    }
    query_end(q);
    return found;
}

static bool find_single(struct store *st, const char *item_code,
                        int64_t warehouse_id, bool is_due,
                        struct claim_found *c)
{
    struct query q;
    query_begin(&q, st,
                is_due ? "SELECT s.shipment_id, s.station_id, s.fence,"
                         " s.claimed_ms, s.state, s.journal_no,"
                         " s.warehouse_id FROM item_code k"
                         " JOIN shipment_single e ON e.item_id = k.item_id"
                         " AND e.warehouse_id = ?2 AND e.due_ms > 0"
                         " JOIN shipment s ON s.shipment_id = e.shipment_id"
                         " WHERE k.code = ?1 AND k.qty = 1"
                         " AND s.state = 'released'"
                         " ORDER BY e.due_ms, e.shipment_id LIMIT 1"
                       : "SELECT s.shipment_id, s.station_id, s.fence,"
                         " s.claimed_ms, s.state, s.journal_no,"
                         " s.warehouse_id FROM item_code k"
                         " JOIN shipment_single e ON e.item_id = k.item_id"
                         " AND e.warehouse_id = ?2 AND e.due_ms = 0"
                         " JOIN shipment s ON s.shipment_id = e.shipment_id"
                         " WHERE k.code = ?1 AND k.qty = 1"
                         " AND s.state = 'released'"
                         " ORDER BY e.shipment_id LIMIT 1");
    query_text(&q, 1, item_code);
    query_int(&q, 2, warehouse_id);
    return take_found(&q, c);
}

bool claims_find_single(struct store *st, const char *item_code,
                        int64_t warehouse_id, struct claim_found *c)
{
    return find_single(st, item_code, warehouse_id, true, c) ||
           find_single(st, item_code, warehouse_id, false, c);
}

bool claims_find_order(struct store *st, const char *order_no,
                       int64_t warehouse_id, struct claim_found *c)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.shipment_id, s.station_id, s.fence, s.claimed_ms,"
                " s.state, s.journal_no, s.warehouse_id FROM orders o"
                " JOIN shipment s ON s.order_id = o.order_id"
                " WHERE o.order_no = ?1 ORDER BY"
                " CASE WHEN s.state IN ('released', 'claimed', 'held')"
                " AND s.warehouse_id = ?2 THEN 0 WHEN s.state IN"
                " ('released', 'claimed', 'held') THEN 1 ELSE 2 END,"
                " s.shipment_id DESC LIMIT 1");
    query_text(&q, 1, order_no);
    query_int(&q, 2, warehouse_id);
    return take_found(&q, c);
}

int32_t claims_choices(struct store *st, const char *order_no,
                       int64_t warehouse_id,
                       struct claim_choice out[CLAIM_CHOICES_MAX])
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT max(s.shipment_id), o.channel, o.customer"
                " FROM orders o JOIN shipment s ON s.order_id = o.order_id"
                " WHERE o.order_no = ?1 AND s.warehouse_id = ?2 AND s.state"
                " IN ('released', 'claimed', 'held')"
                " GROUP BY o.order_id, o.channel, o.customer"
                " ORDER BY o.order_id LIMIT ?3");
    query_text(&q, 1, order_no);
    query_int(&q, 2, warehouse_id);
    query_int(&q, 3, CLAIM_CHOICES_MAX);
    while (query_row(&q) > 0) {
        struct claim_choice *c = &out[count++];
        c->shipment_id = query_get_int(&q, 0);
        query_copy_text(&q, 1, c->channel, sizeof c->channel);
        query_copy_text(&q, 2, c->customer, sizeof c->customer);
    }
    return count;
}

bool claims_find_shipment(struct store *st, int64_t shipment_id,
                          struct claim_found *c)
{
    struct query q;
    query_begin(&q, st,
                "SELECT shipment_id, station_id, fence, claimed_ms, state,"
                " journal_no, warehouse_id FROM shipment"
                " WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    return take_found(&q, c);
}

bool claims_find_tote(struct store *st, const char *tote,
                      int64_t warehouse_id, struct claim_found *c)
{
    struct query q;
    query_begin(&q, st,
                "SELECT shipment_id, station_id, fence, claimed_ms, state,"
                " journal_no, warehouse_id"
                " FROM shipment WHERE tote = ?1 AND tote <> '' AND state IN"
                " ('released', 'claimed', 'held')"
                " ORDER BY CASE WHEN warehouse_id = ?2 THEN 0 ELSE 1 END,"
                " shipment_id DESC LIMIT 1");
    query_text(&q, 1, tote);
    query_int(&q, 2, warehouse_id);
    return take_found(&q, c);
}

static bool find_next(struct store *st, int64_t warehouse_id, bool is_due,
                      struct claim_found *c)
{
    struct query q;
    query_begin(&q, st,
                is_due ? "SELECT shipment_id, station_id, fence, claimed_ms,"
                         " state, journal_no, warehouse_id"
                         " FROM shipment WHERE warehouse_id = ?1"
                         " AND state = 'released' AND due_ms > 0"
                         " ORDER BY due_ms, shipment_id LIMIT 1"
                       : "SELECT shipment_id, station_id, fence, claimed_ms,"
                         " state, journal_no, warehouse_id"
                         " FROM shipment WHERE warehouse_id = ?1"
                         " AND state = 'released' AND due_ms = 0"
                         " ORDER BY shipment_id LIMIT 1");
    query_int(&q, 1, warehouse_id);
    return take_found(&q, c);
}

bool claims_find_next(struct store *st, int64_t warehouse_id,
                      struct claim_found *c)
{
    return find_next(st, warehouse_id, true, c) ||
           find_next(st, warehouse_id, false, c);
}

bool claims_order_state(struct store *st, const char *order_no,
                        enum order_state *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT state FROM orders WHERE order_no = ?1"
                " ORDER BY order_id DESC LIMIT 1");
    query_text(&q, 1, order_no);
    bool found =
        query_row(&q) > 0 && order_state_find(query_get_text(&q, 0), out);
    query_end(&q);
    return found;
}

void claims_set(struct store *st, int64_t shipment_id,
                const struct claim_holder *h)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment SET state = 'claimed', station_id = ?2,"
                " journal_no = ?3, fence = ?4, claimed_ms = ?5"
                " WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, h->station_id);
    query_int(&q, 3, h->journal_no);
    query_int(&q, 4, h->fence);
    query_int(&q, 5, h->at_ms);
    query_write(&q);
}

int32_t claims_lost(struct store *st, int64_t station_id, int64_t journal_no,
                    struct claim_lost *out, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT shipment_id, order_id FROM shipment"
                " WHERE station_id = ?1 AND state IN ('claimed', 'held')"
                " AND journal_no <> ?2 AND note <> 'lost' LIMIT ?3");
    query_int(&q, 1, station_id);
    query_int(&q, 2, journal_no);
    query_int(&q, 3, cap);
    while (query_row(&q) > 0) {
        out[count].shipment_id = query_get_int(&q, 0);
        out[count++].order_id = query_get_int(&q, 1);
    }
    return count;
}

void claims_hold_lost(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment SET state = 'held', note = 'lost'"
                " WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_write(&q);
    changes_add(st, "shipment", shipment_id);
}

bool claims_unhold(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment SET state ="
                " CASE WHEN EXISTS (SELECT 1 FROM station t WHERE"
                " t.station_id = shipment.station_id AND"
                " t.journal_no = shipment.journal_no AND t.gone_ms = 0)"
                " THEN 'claimed' ELSE 'released' END, station_id ="
                " coalesce((SELECT t.station_id FROM station t WHERE"
                " t.station_id = shipment.station_id AND"
                " t.journal_no = shipment.journal_no AND t.gone_ms = 0), 0),"
                " note = '' WHERE shipment_id = ?1 AND state = 'held'");
    query_int(&q, 1, shipment_id);
    if (query_write(&q) == 0)
        return false;
    changes_add(st, "shipment", shipment_id);
    return true;
}

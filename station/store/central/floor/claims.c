#include "station/store/central/floor/claims.h"
#include "station/store/central/floor/changes.h"
#include "station/store/central/source/shipments.h"
#include "station/store/engine/query.h"
#include "shared/gs1/gtin.h"
#include "shared/must.h"

#include <string.h>

struct candidate {
    int64_t shipment_id;
    int64_t fence;
    int64_t claimed_ms;
    struct claim_shipment is;
};

static bool take_candidate(struct query *q, struct candidate *c)
{
    bool found = query_row(q) > 0;
    if (found) {
        c->shipment_id = query_get_int(q, 0);
        c->is.station_id = query_get_int(q, 1);
        c->fence = query_get_int(q, 2);
        c->claimed_ms = query_get_int(q, 3);
        must(shipment_state_find(query_get_text(q, 4), &c->is.state));
    }
    query_end(q);
    return found;
}

// The single-item lane: of the shipments that are one unit of this item, the
// oldest promise first.
static bool find_by_item(struct store *st, const struct claim_ask *ask,
                         struct candidate *c)
{
    struct query q;
    uint64_t gtin;
    char code[GTIN_DIGITS + 1];
    const char *normal = ask->code;
    if (gtin_parse(ask->code, strlen(ask->code), &gtin) == ERR_OK) {
        gtin_text(gtin, code);
        normal = code;
    }
    query_begin(&q, st,
                "SELECT s.shipment_id, s.station_id, s.fence, s.claimed_ms,"
                " s.state FROM item_code k"
                " JOIN item i ON i.item_id = k.item_id"
                " JOIN shipment_single e ON e.item_id = i.item_id"
                " AND e.warehouse_id = ?2"
                " JOIN shipment s ON s.shipment_id = e.shipment_id"
                " WHERE k.code = ?1 AND k.qty = 1 AND s.state = 'released'"
                " ORDER BY e.due_ms, e.shipment_id LIMIT 1");
    query_text(&q, 1, normal);
    query_int(&q, 2, ask->warehouse_id);
    return take_candidate(&q, c);
}

// The shipment of an order number that can be worked on here, else the newest;
// or of a tote; or of an item.
static bool find_by_code(struct store *st, const struct claim_ask *ask,
                         struct candidate *c)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.shipment_id, s.station_id, s.fence, s.claimed_ms,"
                " s.state FROM orders o"
                " JOIN shipment s ON s.order_id = o.order_id"
                " WHERE o.order_no = ?1 ORDER BY"
                " CASE WHEN s.state IN ('released', 'claimed', 'held')"
                " AND s.warehouse_id = ?2 THEN 0 WHEN s.state IN"
                " ('released', 'claimed', 'held') THEN 1 ELSE 2 END,"
                " s.shipment_id DESC LIMIT 1");
    query_text(&q, 1, ask->code);
    query_int(&q, 2, ask->warehouse_id);
    if (take_candidate(&q, c))
        return true;
    query_begin(&q, st,
                "SELECT shipment_id, station_id, fence, claimed_ms, state"
                " FROM shipment WHERE tote = ?1 AND tote <> '' AND state IN"
                " ('released', 'claimed', 'held')"
                " ORDER BY shipment_id DESC LIMIT 1");
    query_text(&q, 1, ask->code);
    return take_candidate(&q, c) || find_by_item(st, ask, c);
}

static bool find_next(struct store *st, int64_t warehouse_id,
                      struct candidate *c)
{
    struct query q;
    query_begin(&q, st,
                "SELECT shipment_id, station_id, fence, claimed_ms, state"
                " FROM shipment WHERE warehouse_id = ?1"
                " AND state = 'released'"
                " ORDER BY due_ms, shipment_id LIMIT 1");
    query_int(&q, 1, warehouse_id);
    return take_candidate(&q, c);
}

static enum claim_verdict why_none(struct store *st, const char *code)
{
    struct query q;
    enum order_state state;
    query_begin(&q, st,
                "SELECT state FROM orders WHERE order_no = ?1"
                " ORDER BY order_id DESC LIMIT 1");
    query_text(&q, 1, code);
    bool found = query_row(&q) > 0 &&
                 order_state_find(query_get_text(&q, 0), &state);
    query_end(&q);
    return found ? claim_why_none(state) : CLAIM_UNKNOWN;
}

static void describe_holder(struct store *st, const struct candidate *c,
                            struct claim_answer *out)
{
    struct query q;
    query_begin(&q, st, "SELECT name FROM station WHERE station_id = ?1");
    query_int(&q, 1, c->is.station_id);
    if (query_row(&q) > 0)
        query_copy_text(&q, 0, out->holder, sizeof out->holder);
    query_end(&q);
    out->since_ms = c->claimed_ms;
}

void claims_take(struct store *st, const struct claim_ask *ask,
                 struct claim_answer *out)
{
    struct candidate c;
    struct query q;
    struct claim_bench bench = {ask->station_id, ask->take_over};
    *out = (struct claim_answer){.verdict = CLAIM_NOTHING};
    if (ask->code[0]) {
        if (!find_by_code(st, ask, &c)) {
            out->verdict = why_none(st, ask->code);
            return;
        }
    } else if (!find_next(st, ask->warehouse_id, &c)) {
        return;
    }
    out->verdict = claim_judge(&c.is, &bench);
    out->shipment_id = c.shipment_id;
    out->fence = c.fence;
    if (out->verdict == CLAIM_TAKEN)
        describe_holder(st, &c, out);
    if (out->verdict != CLAIM_GIVEN)
        return;
    if (claim_is_ours(&c.is, &bench))
        return; // the same fence again: the answer was lost on its way
    out->fence = c.fence + 1;
    query_begin(&q, st,
                "UPDATE shipment SET state = 'claimed', station_id = ?2,"
                " fence = ?3, claimed_ms = ?4 WHERE shipment_id = ?1");
    query_int(&q, 1, c.shipment_id);
    query_int(&q, 2, ask->station_id);
    query_int(&q, 3, out->fence);
    query_int(&q, 4, ask->at_ms);
    query_write(&q);
    shipments_single_end(st, c.shipment_id);
    changes_add(st, "shipment", c.shipment_id);
}

bool claims_unhold(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment SET state ="
                " CASE WHEN station_id = 0 THEN 'released' ELSE 'claimed' END,"
                " note = '' WHERE shipment_id = ?1 AND state = 'held'");
    query_int(&q, 1, shipment_id);
    if (query_write(&q) == 0)
        return false;
    changes_add(st, "shipment", shipment_id);
    return true;
}

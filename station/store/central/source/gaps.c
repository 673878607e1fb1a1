#include "station/store/central/source/gaps.h"
#include "station/store/central/goods/ledger.h"
#include "station/store/engine/query.h"

int32_t gaps_load(struct store *st, int64_t shipment_id, struct gap *out,
                  int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT DISTINCT m.item_id, m.from_place_id FROM move m"
                " JOIN place t ON t.place_id = m.to_place_id"
                " WHERE m.shipment_id = ?1 AND m.reason = 'short'"
                " AND t.code = 'LOST'"
                " ORDER BY m.item_id, m.from_place_id LIMIT ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, cap);
    while (query_row(&q) > 0)
        out[count++] = (struct gap){query_get_int(&q, 0), query_get_int(&q, 1)};
    return count;
}

int32_t gaps_holders(struct store *st, const struct gap *g, int64_t *order_id,
                     int32_t cap)
{
    struct query q;
    query_begin(&q, st,
                "SELECT DISTINCT s.order_id FROM stock k"
                " JOIN reservation r ON r.stock_id = k.stock_id"
                " JOIN shipment s ON s.shipment_id = r.shipment_id"
                " WHERE k.item_id = ?1 AND k.place_id = ?2"
                " AND s.state IN ('allocated', 'released')"
                " ORDER BY s.order_id LIMIT ?3");
    query_int(&q, 1, g->item_id);
    query_int(&q, 2, g->place_id);
    query_int(&q, 3, cap);
    return query_ids(&q, order_id, cap);
}

void gaps_empty(struct store *st, const struct gap *g, int64_t shipment_id,
                int64_t at_ms)
{
    enum { LOTS_MAX = 64 };
    struct query q;
    int64_t stock_id[LOTS_MAX];
    query_begin(&q, st,
                "SELECT stock_id FROM stock WHERE item_id = ?1"
                " AND place_id = ?2 AND qty > qty_reserved"
                " ORDER BY stock_id LIMIT 64");
    query_int(&q, 1, g->item_id);
    query_int(&q, 2, g->place_id);
    int32_t count = query_ids(&q, stock_id, LOTS_MAX);
    for (int32_t i = 0; i < count; i++) {
        struct ledger_move m = {.stock_id = stock_id[i], .to_place = "LOST",
                                .to_kind = STOCK_LOST,
                                .qty = ledger_free(st, stock_id[i]),
                                .at_ms = at_ms, .reason = "short",
                                .shipment_id = shipment_id};
        ledger_move(st, &m);
    }
}

void gaps_left(struct store *st, const struct gap *g, struct gap_left *out)
{
    struct query q;
    *out = (struct gap_left){.qty = 0};
    query_begin(&q, st,
                "SELECT sum(k.qty), i.sku, p.code FROM stock k"
                " JOIN item i ON i.item_id = k.item_id"
                " JOIN place p ON p.place_id = k.place_id"
                " WHERE k.item_id = ?1 AND k.place_id = ?2"
                " GROUP BY i.sku, p.code");
    query_int(&q, 1, g->item_id);
    query_int(&q, 2, g->place_id);
    if (query_row(&q) > 0) {
        out->qty = query_get_int(&q, 0);
        query_copy_text(&q, 1, out->sku, sizeof out->sku);
        query_copy_text(&q, 2, out->place, sizeof out->place);
    }
    query_end(&q);
}

#include "station/store/central/books.h"
#include "station/store/bench/chain.h"
#include "station/store/engine/query.h"

#include <string.h>

// Rows of a statement that must have none.
struct agreement {
    const char *what, *literal;
};

static const struct agreement LEDGER[] = {
    {"stock differs from its moves",
     "WITH flow AS ( SELECT item_id, lot, to_place_id AS place_id, qty"
     " FROM move UNION ALL SELECT item_id, lot, from_place_id, -qty"
     " FROM move), sums AS (SELECT item_id, lot, place_id, sum(qty) AS qty"
     " FROM flow"
     " GROUP BY item_id, lot, place_id) SELECT i.sku, s.qty,"
     " coalesce(f.qty, 0) FROM stock s JOIN item i ON i.item_id = s.item_id"
     " LEFT JOIN sums f ON f.item_id = s.item_id AND f.lot = s.lot AND"
     " f.place_id = s.place_id WHERE s.qty <> coalesce(f.qty, 0)"},
    {"items were created or lost",
     "SELECT i.sku, sum(s.qty), 0 FROM stock s"
     " JOIN item i ON i.item_id = s.item_id GROUP BY i.sku"
     " HAVING sum(s.qty) <> 0"},
    {"a place holds less than nothing or than reserved",
     "SELECT p.code, s.item_id, s.qty FROM stock s"
     " JOIN place p ON p.place_id = s.place_id"
     " WHERE p.kind < 2 AND (s.qty < 0 OR s.qty_reserved > s.qty)"},
    {"reserved stock differs from the reservations",
     "SELECT i.sku, s.qty_reserved, coalesce(sum(r.qty), 0) FROM stock s"
     " JOIN item i ON i.item_id = s.item_id"
     " LEFT JOIN reservation r ON r.stock_id = s.stock_id"
     " GROUP BY s.stock_id, i.sku, s.qty_reserved"
     " HAVING s.qty_reserved <> coalesce(sum(r.qty), 0)"},
};

static const struct agreement ORDERS[] = {
    {"more was shipped than ordered",
     "SELECT o.order_no, l.qty, l.qty_shipped FROM order_line l"
     " JOIN orders o ON o.order_id = l.order_id WHERE l.qty_shipped > l.qty"},
    {"a parcel of a shipment that is not packed",
     "SELECT p.tracking, p.shipment_id, 0 FROM parcel p"
     " JOIN shipment s ON s.shipment_id = p.shipment_id"
     " WHERE p.back_ms = 0"
     " AND s.state NOT IN ('packed', 'handed_over', 'delivered')"},
    {"a shipment was packed twice",
     "SELECT o.order_no, s.shipment_id, count(DISTINCT e.hash) FROM event e"
     " JOIN shipment s ON s.shipment_id = e.shipment_id"
     " JOIN orders o ON o.order_id = s.order_id"
     " WHERE e.kind = 'done' AND e.shipment_id > 0 AND NOT EXISTS (SELECT 1"
     " FROM exception x"
     " WHERE x.journal_no = e.journal_no AND x.seq = e.seq"
     " AND x.journal_no > 0 AND x.kind IN"
     " ('refused', 'doubled', 'orphan')) GROUP BY o.order_no, s.shipment_id "
     "HAVING count(DISTINCT e.hash) > 1"},
    {"a reservation in another warehouse, or of a shipment that is over",
     "SELECT o.order_no, s.shipment_id, p.place_id FROM reservation r"
     " JOIN shipment s ON s.shipment_id = r.shipment_id"
     " JOIN orders o ON o.order_id = s.order_id"
     " JOIN stock k ON k.stock_id = r.stock_id"
     " JOIN place p ON p.place_id = k.place_id"
     " WHERE p.warehouse_id <> s.warehouse_id OR s.state NOT IN"
     " ('allocated', 'released', 'claimed', 'held')"},
    {"more is being packed than is still open",
     "SELECT o.order_no, l.line_no, sum(sl.qty) FROM order_line l"
     " JOIN orders o ON o.order_id = l.order_id"
     " JOIN shipment s ON s.order_id = l.order_id AND s.state IN"
     " ('allocated', 'released', 'claimed', 'held')"
     " JOIN shipment_line sl ON sl.shipment_id = s.shipment_id AND"
     " sl.line_no = l.line_no AND sl.kit_pos = -1"
     " GROUP BY o.order_no, l.order_id, l.line_no, l.qty, l.qty_shipped"
     " HAVING sum(sl.qty) > l.qty - l.qty_shipped"},
    {"a station's last event is not the last one kept",
     "SELECT t.name, j.last_seq, (SELECT coalesce(max(e.seq), j.base_seq)"
     " FROM event e WHERE e.journal_no = j.journal_no) FROM journal j"
     " JOIN station t ON t.station_id = j.station_id"
     " WHERE j.last_seq <> (SELECT coalesce(max(e.seq), j.base_seq)"
     " FROM event e WHERE e.journal_no = j.journal_no)"},
};

static int check_events(struct check *c, struct labels *l)
{
    struct query q;
    struct chain chain = {0};
    int rc;
    query_begin(&q, c->st,
                "SELECT e.journal_no, e.seq, e.at_ms, e.kind, e.person_id,"
                " e.shipment_id, e.fence, e.verdict, e.body, e.hash,"
                " j.base_seq, j.base_hash FROM event e"
                " JOIN journal j ON j.journal_no = e.journal_no"
                " ORDER BY e.journal_no, e.seq");
    while ((rc = query_row(&q)) > 0) {
        struct journal_row row = {.seq = query_get_int(&q, 1),
                                  .at_ms = query_get_int(&q, 2),
                                  .person_id = query_get_int(&q, 4),
                                  .shipment_id = query_get_int(&q, 5),
                                  .fence = query_get_int(&q, 6)};
        size_t len;
        query_copy_text(&q, 3, row.kind, sizeof row.kind);
        query_copy_text(&q, 7, row.verdict, sizeof row.verdict);
        row.body = query_get_text(&q, 8);
        row.body_len = strlen(row.body);
        const void *hash = query_get_blob(&q, 9, &len);
        memcpy(row.hash, hash, len < 32 ? len : 32);
        if (query_get_int(&q, 0) != chain.owner) {
            chain.owner = query_get_int(&q, 0);
            chain.tip.seq = query_get_int(&q, 10);
            hash = query_get_blob(&q, 11, &len);
            memcpy(chain.tip.hash, hash, len < 32 ? len : 32);
        }
        chain_check(c, &chain, &row);
        labels_take(l, chain.owner, &row);
    }
    return rc;
}

static int check_all(struct check *c, const struct agreement *rule,
                     size_t count)
{
    int rc = ERR_OK;
    for (size_t i = 0; i < count && rc == ERR_OK; i++)
        rc = check_rows(c, rule[i].literal, rule[i].what);
    return rc;
}

int books_check(struct check *c, struct labels *l)
{
    int rc = check_events(c, l);
    if (rc == ERR_OK)
        rc = check_all(c, LEDGER, sizeof LEDGER / sizeof LEDGER[0]);
    if (rc == ERR_OK)
        rc = check_all(c, ORDERS, sizeof ORDERS / sizeof ORDERS[0]);
    return rc;
}

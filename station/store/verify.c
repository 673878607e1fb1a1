#include "station/store/verify.h"
#include "station/store/bench/journal.h"
#include "station/store/engine/query.h"

#include <stdio.h>
#include <string.h>

struct verify {
    struct store *st;
    verify_fn *each;
    void *arg;
    int64_t findings;
    int64_t owner;          // station whose chain is being walked
    struct journal_tip tip;
};

static void find(struct verify *v, const char *text)
{
    v->findings++;
    v->each(v->arg, text);
}

// Runs a check whose rows are findings: a text and two numbers.
static int run_check(struct verify *v, const char *literal, const char *what)
{
    struct query q;
    int rc;
    query_begin(&q, v->st, literal);
    while ((rc = query_row(&q)) > 0) {
        char text[300];
        snprintf(text, sizeof text, "%s: %s (%lld, %lld)", what,
                 query_get_text(&q, 0), (long long)query_get_int(&q, 1),
                 (long long)query_get_int(&q, 2));
        find(v, text);
    }
    return rc;
}

static int check_file(struct verify *v)
{
    struct query q;
    int rc;
    query_begin(&q, v->st, "PRAGMA integrity_check");
    while ((rc = query_row(&q)) > 0)
        if (strcmp(query_get_text(&q, 0), "ok") != 0)
            find(v, query_get_text(&q, 0));
    if (rc < 0)
        return rc;
    return run_check(v, "PRAGMA foreign_key_check", "broken reference");
}

static void check_link(struct verify *v, const struct journal_row *row)
{
    uint8_t hash[SECRET_DIGEST_LEN];
    char text[160];
    if (row->seq != v->tip.seq + 1) {
        snprintf(text, sizeof text,
                 "station %lld: event %lld follows event %lld",
                 (long long)v->owner, (long long)row->seq,
                 (long long)v->tip.seq);
        find(v, text);
        v->tip.seq = row->seq - 1;
    }
    journal_hash(&v->tip, row, hash);
    if (memcmp(hash, row->hash, sizeof hash) != 0) {
        snprintf(text, sizeof text,
                 "station %lld: event %lld was changed, or one before it",
                 (long long)v->owner, (long long)row->seq);
        find(v, text);
    }
    v->tip.seq = row->seq;
    memcpy(v->tip.hash, row->hash, sizeof v->tip.hash);
}

static bool on_row(void *arg, const struct journal_row *row)
{
    check_link(arg, row);
    return true;
}

static int check_bench(struct verify *v)
{
    int64_t rc = journal_each(v->st, 0, 0, on_row, v);
    if (rc < 0)
        return (int)rc;
    int64_t acked = store_counter(v->st, "acked_seq", 0);
    if (acked > v->tip.seq)
        find(v, "central has acknowledged events that are not here");
    return ERR_OK;
}

static int check_events(struct verify *v)
{
    struct query q;
    int rc;
    query_begin(&q, v->st,
                "SELECT station_id, seq, at_ms, kind, person_id, shipment_id,"
                " fence, verdict, body, hash FROM event"
                " ORDER BY station_id, seq");
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
        if (query_get_int(&q, 0) != v->owner) {
            v->owner = query_get_int(&q, 0);
            memset(&v->tip, 0, sizeof v->tip);
        }
        check_link(v, &row);
    }
    return rc;
}

static int check_ledger(struct verify *v)
{
    int rc = run_check(
        v,
        "WITH flow AS ("
        " SELECT item_id, lot, to_place_id AS place_id, qty FROM move"
        " UNION ALL"
        " SELECT item_id, lot, from_place_id, -qty FROM move),"
        " sums AS (SELECT item_id, lot, place_id, sum(qty) AS qty FROM flow"
        " GROUP BY item_id, lot, place_id)"
        " SELECT i.sku, s.qty, coalesce(f.qty, 0) FROM stock s"
        " JOIN item i ON i.item_id = s.item_id"
        " LEFT JOIN sums f ON f.item_id = s.item_id AND f.lot = s.lot"
        " AND f.place_id = s.place_id WHERE s.qty <> coalesce(f.qty, 0)",
        "stock differs from its moves");
    if (rc == 0)
        rc = run_check(v,
                       "SELECT i.sku, sum(s.qty), 0 FROM stock s"
                       " JOIN item i ON i.item_id = s.item_id"
                       " GROUP BY i.sku HAVING sum(s.qty) <> 0",
                       "items were created or lost");
    if (rc == 0)
        rc = run_check(v,
                       "SELECT p.code, s.item_id, s.qty FROM stock s"
                       " JOIN place p ON p.place_id = s.place_id"
                       " WHERE p.kind < 2 AND (s.qty < 0"
                       " OR s.qty_reserved > s.qty)",
                       "a place holds less than nothing or than reserved");
    if (rc == 0)
        rc = run_check(
            v,
            "SELECT i.sku, s.qty_reserved, coalesce(sum(r.qty), 0)"
            " FROM stock s JOIN item i ON i.item_id = s.item_id"
            " LEFT JOIN reservation r ON r.stock_id = s.stock_id"
            " GROUP BY s.stock_id, i.sku, s.qty_reserved"
            " HAVING s.qty_reserved <> coalesce(sum(r.qty), 0)",
            "reserved stock differs from the reservations");
    return rc;
}

static int check_orders(struct verify *v)
{
    int rc = run_check(v,
                       "SELECT o.order_no, l.qty, l.qty_shipped"
                       " FROM order_line l"
                       " JOIN orders o ON o.order_id = l.order_id"
                       " WHERE l.qty_shipped > l.qty",
                       "more was shipped than ordered");
    if (rc == 0)
        rc = run_check(v,
                       "SELECT p.tracking, p.shipment_id, 0 FROM parcel p"
                       " JOIN shipment s ON s.shipment_id = p.shipment_id"
                       " WHERE s.state NOT IN ('packed',"
                       " 'handed_over', 'delivered')",
                       "a parcel of a shipment that is not packed");
    if (rc == 0)
        rc = run_check(v,
                       "SELECT o.order_no, s.shipment_id, count(*)"
                       " FROM event e"
                       " JOIN shipment s ON s.shipment_id = e.shipment_id"
                       " JOIN orders o ON o.order_id = s.order_id"
                       " WHERE e.kind = 'done' AND e.shipment_id > 0"
                       " AND NOT EXISTS (SELECT 1 FROM exception x"
                       " WHERE x.station_id = e.station_id AND x.seq = e.seq"
                       " AND x.kind = 'refused')"
                       " GROUP BY o.order_no, s.shipment_id"
                       " HAVING count(*) > 1",
                       "a shipment was packed twice");
    if (rc == 0)
        rc = run_check(v,
                       "SELECT o.order_no, s.shipment_id, p.place_id"
                       " FROM reservation r"
                       " JOIN shipment s ON s.shipment_id = r.shipment_id"
                       " JOIN orders o ON o.order_id = s.order_id"
                       " JOIN stock k ON k.stock_id = r.stock_id"
                       " JOIN place p ON p.place_id = k.place_id"
                       " WHERE p.warehouse_id <> s.warehouse_id"
                       " OR s.state NOT IN ('allocated', 'released',"
                       " 'claimed', 'held')",
                       "a reservation in another warehouse, or of a shipment"
                       " that is over");
    if (rc == 0)
        rc = run_check(v,
                       "SELECT o.order_no, l.line_no, sum(sl.qty)"
                       " FROM order_line l"
                       " JOIN orders o ON o.order_id = l.order_id"
                       " JOIN shipment s ON s.order_id = l.order_id"
                       " AND s.state IN ('allocated', 'released', 'claimed',"
                       " 'held') JOIN shipment_line sl"
                       " ON sl.shipment_id = s.shipment_id"
                       " AND sl.line_no = l.line_no AND sl.kit_pos = -1"
                       " GROUP BY o.order_no, l.order_id, l.line_no, l.qty,"
                       " l.qty_shipped"
                       " HAVING sum(sl.qty) > l.qty - l.qty_shipped",
                       "more is being packed than is still open");
    if (rc == 0)
        rc = run_check(v,
                       "SELECT t.name, t.last_seq,"
                       " (SELECT coalesce(max(e.seq), 0) FROM event e"
                       " WHERE e.station_id = t.station_id) FROM station t"
                       " WHERE t.last_seq <> (SELECT coalesce(max(e.seq), 0)"
                       " FROM event e WHERE e.station_id = t.station_id)",
                       "a station's last event is not the last one kept");
    return rc;
}

int64_t verify_run(struct store *st, verify_fn *each, void *arg)
{
    struct verify v = {.st = st, .each = each, .arg = arg};
    int rc = check_file(&v);
    if (rc < 0)
        return rc;
    if (st->kind == STORE_BENCH) {
        rc = check_bench(&v);
        return rc < 0 ? rc : v.findings;
    }
    rc = check_events(&v);
    if (rc == 0)
        rc = check_ledger(&v);
    if (rc == 0)
        rc = check_orders(&v);
    return rc < 0 ? rc : v.findings;
}

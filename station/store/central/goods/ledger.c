// The ledger: places, moves, and the balances derived from them.
#include "station/store/central/goods/ledger.h"
#include "station/store/engine/query.h"

int64_t ledger_place(struct store *st, const char *code, enum stock_place kind)
{
    struct query q;
    query_begin(&q, st, "SELECT place_id FROM place WHERE code = ?1");
    query_text(&q, 1, code);
    int64_t place_id = query_one_int(&q, 0);
    if (place_id)
        return place_id;
    query_begin(&q, st,
                "INSERT INTO place (code, kind, warehouse_id)"
                " VALUES (?1, ?2, 1) RETURNING place_id");
    query_text(&q, 1, code);
    query_int(&q, 2, kind);
    return query_one_int(&q, 0);
}

bool ledger_place_find(struct store *st, const char *code,
                       struct ledger_where *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT place_id, warehouse_id, kind FROM place"
                " WHERE code = ?1");
    query_text(&q, 1, code);
    bool found = query_row(&q) > 0;
    if (found) {
        out->place_id = query_get_int(&q, 0);
        out->warehouse_id = query_get_int(&q, 1);
        out->kind = (enum stock_place)query_get_int(&q, 2);
    }
    query_end(&q);
    return found;
}

int64_t ledger_place_warehouse(struct store *st, int64_t place_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT warehouse_id FROM place WHERE place_id = ?1"
                " AND EXISTS (SELECT 1 FROM stock s"
                " WHERE s.place_id = place.place_id)");
    query_int(&q, 1, place_id);
    return query_one_int(&q, 0);
}

void ledger_place_set(struct store *st, int64_t place_id, int64_t warehouse_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE place SET warehouse_id = ?2 WHERE place_id = ?1");
    query_int(&q, 1, place_id);
    query_int(&q, 2, warehouse_id);
    query_write(&q);
}

int64_t ledger_row(struct store *st, int64_t item_id, int64_t place_id,
                   const char *lot, int32_t expiry_days, int64_t at_ms)
{
    struct query q;
    query_begin(&q, st,
                "SELECT stock_id FROM stock WHERE item_id = ?1"
                " AND place_id = ?2 AND lot = ?3");
    query_int(&q, 1, item_id);
    query_int(&q, 2, place_id);
    query_text(&q, 3, lot);
    int64_t stock_id = query_one_int(&q, 0);
    if (stock_id)
        return stock_id;
    query_begin(&q, st,
                "INSERT INTO stock (item_id, place_id, lot, expiry_days,"
                " since_ms, qty, qty_reserved)"
                " VALUES (?1, ?2, ?3, ?4, ?5, 0, 0) RETURNING stock_id");
    query_int(&q, 1, item_id);
    query_int(&q, 2, place_id);
    query_text(&q, 3, lot);
    query_int(&q, 4, expiry_days);
    query_int(&q, 5, at_ms);
    return query_one_int(&q, 0);
}

struct stock_place_row {
    int64_t item_id;
    int64_t place_id;
    int32_t expiry_days;
    char lot[PICK_TEXT_MAX + 1];
    struct stock_balance balance;
};

static bool load_row(struct store *st, int64_t stock_id,
                     struct stock_place_row *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.item_id, s.place_id, s.expiry_days, s.lot, s.qty,"
                " p.kind FROM stock s JOIN place p ON p.place_id = s.place_id"
                " WHERE s.stock_id = ?1");
    query_int(&q, 1, stock_id);
    bool found = query_row(&q) > 0;
    if (found) {
        out->item_id = query_get_int(&q, 0);
        out->place_id = query_get_int(&q, 1);
        out->expiry_days = (int32_t)query_get_int(&q, 2);
        query_copy_text(&q, 3, out->lot, sizeof out->lot);
        out->balance.qty = query_get_int(&q, 4);
        out->balance.kind = (enum stock_place)query_get_int(&q, 5);
    }
    query_end(&q);
    return found;
}

static void save_qty(struct store *st, int64_t stock_id, int64_t qty)
{
    struct query q;
    query_begin(&q, st, "UPDATE stock SET qty = ?2 WHERE stock_id = ?1");
    query_int(&q, 1, stock_id);
    query_int(&q, 2, qty);
    query_write(&q);
}

bool ledger_move(struct store *st, const struct ledger_move *m)
{
    struct stock_place_row from, to;
    struct query q;
    if (!load_row(st, m->stock_id, &from))
        return false;
    int64_t to_place_id = ledger_place(st, m->to_place, m->to_kind);
    int64_t to_id = ledger_row(st, from.item_id, to_place_id, from.lot,
                               from.expiry_days, m->at_ms);
    if (to_id == m->stock_id || !load_row(st, to_id, &to) ||
        stock_move(&from.balance, &to.balance, m->qty) != STOCK_MOVED)
        return false;
    save_qty(st, m->stock_id, from.balance.qty);
    save_qty(st, to_id, to.balance.qty);
    query_begin(&q, st,
                "INSERT INTO move (at_ms, item_id, lot, qty, from_place_id,"
                " to_place_id, reason, shipment_id, station_id, seq,"
                " journal_no)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
    query_int(&q, 1, m->at_ms);
    query_int(&q, 2, from.item_id);
    query_text(&q, 3, from.lot);
    query_int(&q, 4, m->qty);
    query_int(&q, 5, from.place_id);
    query_int(&q, 6, to_place_id);
    query_text(&q, 7, m->reason);
    query_int(&q, 8, m->shipment_id);
    query_int(&q, 9, m->station_id);
    query_int(&q, 10, m->seq);
    query_int(&q, 11, m->journal_no);
    query_write(&q);
    return true;
}

int64_t ledger_free(struct store *st, int64_t stock_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT qty - qty_reserved FROM stock WHERE stock_id = ?1");
    query_int(&q, 1, stock_id);
    return query_one_int(&q, 0);
}

void ledger_balance(struct store *st, int64_t stock_id, int64_t *qty,
                    int64_t *reserved)
{
    struct query q;
    *qty = *reserved = 0;
    query_begin(&q, st,
                "SELECT qty, qty_reserved FROM stock WHERE stock_id = ?1");
    query_int(&q, 1, stock_id);
    if (query_row(&q) > 0) {
        *qty = query_get_int(&q, 0);
        *reserved = query_get_int(&q, 1);
    }
    query_end(&q);
}

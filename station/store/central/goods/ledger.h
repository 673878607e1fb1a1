// ledger.h - the books of stock: what lies where, and each move of it.
//
// A unit is always somewhere: on a shelf, in quarantine, or outside with a
// supplier, a customer, as scrap or lost. Balances follow from the moves.
#ifndef STORE_CENTRAL_GOODS_LEDGER_H
#define STORE_CENTRAL_GOODS_LEDGER_H

#include "station/domain/stock/stock.h"
#include "station/store/engine/store.h"

// Made when it is new.
int64_t ledger_place(struct store *st, const char *code, enum stock_place kind);

// A place that is known; false when it is not.
struct ledger_where {
    int64_t place_id, warehouse_id;
    enum stock_place kind;
};
bool ledger_place_find(struct store *st, const char *code,
                       struct ledger_where *out);

// One move of stock from where it lies to another place.
struct ledger_move {
    int64_t stock_id;
    const char *to_place;
    enum stock_place to_kind;
    int64_t qty, at_ms;
    const char *reason; // ship, put_back, short, damaged, count
    int64_t shipment_id;
    int64_t station_id, journal_no, seq; // of the event behind it, or 0
};

// False, and nothing moved, when the row does not hold as many.
bool ledger_move(struct store *st, const struct ledger_move *m);

// How many of a row are not reserved.
int64_t ledger_free(struct store *st, int64_t stock_id);

// The row of an item and lot at a place, made with zero when it is new.
int64_t ledger_row(struct store *st, int64_t item_id, int64_t place_id,
                   const char *lot, int32_t expiry_days, int64_t at_ms);
void ledger_balance(struct store *st, int64_t stock_id, int64_t *qty,
                    int64_t *reserved);

// The warehouse of a place that has had stock, 0 when it never had; a place
// without may be moved to another.
int64_t ledger_place_warehouse(struct store *st, int64_t place_id);
void ledger_place_set(struct store *st, int64_t place_id, int64_t warehouse_id);

#endif

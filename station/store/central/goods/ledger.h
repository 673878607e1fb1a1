// ledger.h - the books of stock: what lies where, and each move of it.
//
// A unit is always somewhere: on a shelf, in quarantine, or outside with a
// supplier, a customer, as scrap or lost. Balances follow from the moves.
#ifndef STORE_CENTRAL_GOODS_LEDGER_H
#define STORE_CENTRAL_GOODS_LEDGER_H

#include "station/domain/stock/stock.h"
#include "station/store/central/fields.h"
#include "station/store/central/outcome.h"
#include "station/store/engine/store.h"

// Made when it is new.
int64_t ledger_place(struct store *st, const char *code,
                     enum stock_place kind);

// One move of stock from where it lies to another place.
struct ledger_move {
    int64_t stock_id;
    const char *to_place;
    enum stock_place to_kind;
    int64_t qty, at_ms;
    const char *reason;     // ship, short, damaged, count
    int64_t shipment_id, station_id, seq;   // of the event behind it, or 0
};

// False, and nothing moved, when the row does not hold as many.
bool ledger_move(struct store *st, const struct ledger_move *m);

// How many of a row are not reserved.
int64_t ledger_free(struct store *st, int64_t stock_id);

// Stock as counted: the difference to what the books say moves in from the
// supplier or out to "lost". Places are made as shelves when they are new.
struct ledger_count {
    char sku[FIELD_SKU_MAX + 1];
    char place[FIELD_CODE_MAX + 1];
    char warehouse[FIELD_CODE_MAX + 1]; // empty: MAIN, or where it is
    char lot[PICK_TEXT_MAX + 1];
    int32_t expiry_days;
    int64_t qty;
};
enum outcome ledger_count_save(struct store *st, const struct ledger_count *c,
                               int64_t at_ms, struct outcome_why *why);

#endif

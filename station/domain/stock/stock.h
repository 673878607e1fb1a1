// stock.h - stock is a ledger: every change is a move between two places.
//
// Supplier, customer, scrap and "lost" are places too, so that nothing is ever
// created or lost: the sum of one item over all places is always zero. Shelves
// may not go below zero; the outside may. Pure.
#ifndef DOMAIN_STOCK_STOCK_H
#define DOMAIN_STOCK_STOCK_H

#include <stdbool.h>
#include <stdint.h>
#include "shared/pick.h"

enum stock_place {
    STOCK_SHELF,        // sellable
    STOCK_QUARANTINE,   // in the house, not sellable
    STOCK_SUPPLIER,     // from here on everything is outside
    STOCK_CUSTOMER,
    STOCK_SCRAP,
    STOCK_LOST,         // the difference a count finds
};

enum stock_verdict {
    STOCK_MOVED,
    STOCK_NOT_ENOUGH,   // the shelf does not hold that many
    STOCK_SAME_PLACE,
    STOCK_NO_QTY,       // below 1 or beyond STOCK_QTY_MAX
};

enum { STOCK_QTY_MAX = 100000000 };

struct stock_balance {
    enum stock_place kind;
    int64_t qty;        // below zero only outside
};

bool stock_is_outside(enum stock_place kind);

// Moves qty between two balances of the same item and lot, or changes neither.
enum stock_verdict stock_move(struct stock_balance *from,
                              struct stock_balance *to, int64_t qty);


#endif

// books.h - the rows in central's file, in rooms by subject; here whether its
// tables agree: events, the ledger, orders.
#ifndef STORE_CENTRAL_BOOKS_H
#define STORE_CENTRAL_BOOKS_H

#include "station/store/engine/check.h"

int books_check(struct check *c) MUST_USE;

#endif

// books.h - the rows in central's file, in rooms by subject; here whether its
// tables agree: events, the ledger, orders.
#ifndef STORE_CENTRAL_BOOKS_H
#define STORE_CENTRAL_BOOKS_H

#include "station/store/central/labels.h"

// Takes note of the labels that events tell of, in l.
int books_check(struct check *c, struct labels *l) MUST_USE;

// Whether orders, claims, numbers and journals have their other side: what a
// bench said, who has it, who was lent it.
int books_check_identity(struct check *c) MUST_USE;

#endif

// orphan.h - work of a shipment that is not in the books, since these came back
// from an older file: its order is not packed again unseen.
#ifndef CENTRAL_FLOOR_ORPHAN_H
#define CENTRAL_FLOOR_ORPHAN_H

#include "station/central/orders/office.h"
#include "station/store/central/floor/orphans.h"

// Keeps it, and holds the orders of this number that have not left; one that
// comes later is held when it is taken in. False when it was kept before.
bool orphan_keep(struct office *o, const struct orphan *orphan);

#endif

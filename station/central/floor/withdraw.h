// withdraw.h - a station is taken out of use.
#ifndef CENTRAL_FLOOR_WITHDRAW_H
#define CENTRAL_FLOOR_WITHDRAW_H

#include "station/central/orders/office.h"

// From now on its token is refused. What it had claimed is held with an
// exception each: it may have packed what it never told. Fails with
// ERR_CONFLICT when it is withdrawn already. Needs a transaction.
void withdraw_station(struct office *o, int64_t station_id, const char *name,
                      const char *why);

#endif

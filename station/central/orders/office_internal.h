// office_internal.h - shared by the files of the office; nobody else's.
#ifndef CENTRAL_ORDERS_OFFICE_INTERNAL_H
#define CENTRAL_ORDERS_OFFICE_INTERNAL_H

#include "station/central/orders/office.h"

// Holds and checks again, after an address or payment was changed here.
void office_screen(struct office *o, int64_t order_id);

// The country's code and where the place lies, as far as they are known.
void office_complete_group(struct office *o, struct order_group *g);

#endif

// office_internal.h - shared by the files of the office; nobody else's.
#ifndef CENTRAL_ORDERS_OFFICE_INTERNAL_H
#define CENTRAL_ORDERS_OFFICE_INTERNAL_H

#include "station/central/orders/office.h"

// Carriage of a packed shipment's parcels, by what they weigh.
void office_price_parcels(struct office *o, int64_t shipment_id);

#endif

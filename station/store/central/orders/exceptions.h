// exceptions.h - what a person must look at, until somebody says it is done.
#ifndef STORE_CENTRAL_ORDERS_EXCEPTIONS_H
#define STORE_CENTRAL_ORDERS_EXCEPTIONS_H

#include "station/store/engine/store.h"

// Ids that do not apply are 0; seq is that of the station's event.
void exceptions_add(struct store *st, const char *kind, int64_t at_ms,
                    int64_t order_id, int64_t shipment_id, int64_t station_id,
                    int64_t seq, const char *note);
void exceptions_done(struct store *st, int64_t exception_id, int64_t at_ms);

#endif

// changes.h - notes that stations must fetch a row again.
#ifndef STORE_CENTRAL_FLOOR_CHANGES_H
#define STORE_CENTRAL_FLOOR_CHANGES_H

#include "station/store/engine/store.h"

// kind is item, box, person or shipment. Of several changes of one row the
// feed tells the last.
void changes_add(struct store *st, const char *kind, int64_t ref_id);

#endif

// recovery.h - after a restore no order is given out until every bench has
// handed over what central forgot: what one of them packed since must not be
// packed again.
#ifndef CENTRAL_FLOOR_RECOVERY_H
#define CENTRAL_FLOOR_RECOVERY_H

#include "station/central/orders/office.h"

enum { RECOVERY_WAIT_S = 120 }; // for benches that are not heard of

// Whether it is so now. The first time that it is over is kept: when the wait
// (the counter recovery_wait_ms) ran out, with an exception that names the
// benches that were seen in the week before the copy was made and did not come.
// Needs a transaction; O(stations) until it is over, then O(1).
bool recovery_is_on(struct office *o);

#endif

#include "station/domain/orders/shipment.h"
#include "shared/must.h"

#include <string.h>

static const char *const STATES[SHIPMENT_STATE_COUNT] = {
    "allocated", "released",    "claimed",   "held",
    "packed",    "handed_over", "delivered", "cancelled"};

const char *shipment_state_name(enum shipment_state s)
{
    must(s < SHIPMENT_STATE_COUNT);
    return STATES[s];
}

bool shipment_state_find(const char *name, enum shipment_state *out)
{
    for (int i = 0; i < SHIPMENT_STATE_COUNT; i++)
        if (strcmp(STATES[i], name) == 0) {
            *out = (enum shipment_state)i;
            return true;
        }
    return false;
}

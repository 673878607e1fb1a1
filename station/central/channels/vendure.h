// vendure.h - Vendure 3: its orders. The calls are an adapter of exchange.h.
#ifndef CENTRAL_CHANNELS_VENDURE_H
#define CENTRAL_CHANNELS_VENDURE_H

#include "station/base/json.h"
#include "station/central/channels/exchange.h"
#include "station/store/central/orders/orders.h"

// What is wrong sticks in the reader. False when it is nothing for us: an
// aggregate whose parts come too, or one that has left already. The shop has no
// version of an order that moves with every change: what is read now is newer.
bool vendure_order_read(struct json_reader *r, const json_t *raw,
                        struct order *o, int64_t now_ms);

#endif

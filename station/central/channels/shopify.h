// shopify.h - an order as Shopify's webhooks send it (REST shape), and the
// signature of a webhook. Orders also come in by the export CSV (import.h).
#ifndef CENTRAL_CHANNELS_SHOPIFY_H
#define CENTRAL_CHANNELS_SHOPIFY_H

#include "station/base/json.h"
#include "station/store/central/orders/orders.h"

// False when there is nothing to pack. What is wrong sticks in the reader.
bool shopify_order_read(struct json_reader *r, struct order *o);

// base64 of HMAC-SHA256 over the raw body, compared in constant time; two
// secrets, since the old one may sign for an hour after it was changed.
bool shopify_is_signed(const char *secret, const char *secret_2,
                       const char *body, size_t len, const char *signature);

#endif

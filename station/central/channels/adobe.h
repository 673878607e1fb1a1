// adobe.h - Adobe Commerce / Magento 2 over REST: orders in by polling, and
// shipments, stock, cancellations and refunds of what is not sent back.
//
// Names after Adobe's OpenAPI file (AdobeDocs/commerce-webapi, 2.4.9). The
// rule of a channel: url https://HOST/rest/default, key and secret of the
// integration's consumer, token and token_secret (signed by OAuth 1.0a), or
// token alone (bearer, where the shop allows it); sources "SOURCE=WAREHOUSE".
#ifndef CENTRAL_CHANNELS_ADOBE_H
#define CENTRAL_CHANNELS_ADOBE_H

#include "station/central/channels/exchange.h"
#include "station/store/central/orders/orders.h"

enum adobe_verdict {
    ADOBE_TAKE,
    ADOBE_SKIP,         // not ours yet, or not any more: nothing to do
    ADOBE_WRONG,        // the reader says what
};

// An order as the shop sends it. *parent_ref is the order it replaces after
// an edit at the shop, or "".
enum adobe_verdict adobe_order_read(struct json_reader *r, struct order *o,
                                    char parent_ref[24]);

#endif

// Events told to any address, signed after Standard Webhooks 1.0.0: the
// receiver knows a repeat by webhook-id, so a call without an answer may be
// made again. The body is thin: ids and states, no personal data.
#include "station/base/clock.h"
#include "station/central/channels/exchange.h"
#include "station/store/central/channels/channel.h"
#include "station/store/central/fields.h"
#include "station/store/central/lists/lists.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EVENT_MAX = 32 * 1024 };

static json_t *shipment_data(struct office *o, int64_t shipment_id)
{
    struct channel_shipment *s = turn_alloc(o->turn, sizeof *s);
    if (!channel_shipment_load(o->st, shipment_id, s))
        return json_null();
    json_t *tracks = json_array(), *lines = json_array();
    for (int32_t i = 0; i < s->track_count; i++)
        json_array_append_new(tracks, json_string(s->track[i]));
    for (int32_t i = 0; i < s->line_count; i++)
        json_array_append_new(
            lines, json_pack("{s:s,s:s,s:i}", "ref", s->line[i].channel_line,
                             "sku", s->line[i].sku, "qty", s->line[i].qty));
    return json_pack("{s:I,s:s,s:s,s:s,s:o,s:o}", "shipment_id",
                     (json_int_t)shipment_id, "carrier", s->carrier, "service",
                     s->service, "warehouse", s->warehouse, "tracking", tracks,
                     "lines", lines);
}

static json_t *data_of(struct exchange *x)
{
    char sku[FIELD_SKU_MAX + 1];
    if (strcmp(x->d.event, "stock.changed") == 0 &&
        channel_sku(x->o->st, x->d.ref_id, sku, sizeof sku))
        return json_pack("{s:s,s:o}", "sku", sku, "warehouses",
                         lists_item_warehouses(x->o->st, x->d.ref_id));
    json_t *order = lists_order(x->o->st, x->d.order_id);
    json_t *data = json_object();
    static const char *const KEEP[] = {"order_id", "order_no", "channel",
                                       "channel_ref", "state", "payment",
                                       "po_number", "placed_ms", "due_ms"};
    for (size_t i = 0; i < sizeof KEEP / sizeof KEEP[0]; i++)
        if (json_object_get(order, KEEP[i]))
            json_object_set(data, KEEP[i], json_object_get(order, KEEP[i]));
    json_decref(order);
    if (strncmp(x->d.event, "shipment.", 9) == 0)
        json_object_set_new(data, "shipment",
                            shipment_data(x->o, x->d.ref_id));
    return data;
}

static enum exchange_next webhook_ask(struct exchange *x)
{
    char at[CLOCK_TEXT_MAX], id[80];
    struct text signature;
    char words[256];
    clock_text(x->d.made_ms, at);
    json_t *body = json_pack("{s:s,s:s,s:o}", "type", x->d.event, "timestamp",
                             at, "data", data_of(x));
    char *chars = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    if (!chars || strlen(chars) > EVENT_MAX - 200) {
        free(chars);
        return exchange_fail(x, EXCHANGE_DEAD, "the event is too large");
    }
    // A value told again later is another message.
    snprintf(id, sizeof id, "msg_%lld_%lld", (long long)x->d.delivery_id,
             (long long)x->d.made_ms);
    text_init(&signature, words, sizeof words);
    webhook_sign(x->c->secret, id, x->now_ms / 1000, chars, &signature);
    if (x->c->secret_2[0])
        webhook_sign(x->c->secret_2, id, x->now_ms / 1000, chars, &signature);
    text_addf(&x->url, "%s", x->c->url);
    text_addf(&x->headers,
              "webhook-id: %s\nwebhook-timestamp: %lld\n"
              "webhook-signature: %s\n",
              id, (long long)(x->now_ms / 1000), words);
    text_add(&x->body, chars, strlen(chars));
    free(chars);
    return EXCHANGE_CALL;
}

static enum exchange_next webhook_answer(struct exchange *x, int status,
                                         const json_t *root)
{
    (void)root;
    if (status >= 200 && status < 300)
        return EXCHANGE_DONE;
    if (status == 410)
        return exchange_fail(x, EXCHANGE_DEAD, "the receiver is gone (410)");
    return exchange_fail(x, EXCHANGE_RETRY, "the receiver answered %d",
                         status);
}

const struct adapter ADAPTER_WEBHOOK = {webhook_ask, webhook_answer, false};

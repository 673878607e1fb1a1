// Calls of Adobe Commerce; see adobe.h and exchange.h.
#include "station/central/channels/adobe.h"
#include "station/base/clock.h"
#include "station/base/secret.h"
#include "station/central/channels/oauth.h"
#include "station/store/central/channels/channel.h"
#include "station/store/central/fields.h"
#include "station/store/central/orders/orders.h"
#include "station/store/central/orders/screening.h"
#include "station/store/central/rules/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OVERLAP_MS = 5 * 60000 };

struct query_string {
    int count;
    struct oauth_param param[OAUTH_PARAMS_MAX];
};

static void add_param(struct query_string *q, const char *name,
                      const char *value)
{
    struct oauth_param *p = &q->param[q->count++];
    snprintf(p->name, sizeof p->name, "searchCriteria%s", name);
    snprintf(p->value, sizeof p->value, "%s", value);
}

static void add_filter(struct query_string *q, const char *field,
                       const char *value, const char *condition)
{
    add_param(q, "[filter_groups][0][filters][0][field]", field);
    add_param(q, "[filter_groups][0][filters][0][value]", value);
    add_param(q, "[filter_groups][0][filters][0][condition_type]", condition);
}

// Signs and completes the request for PATH below the rule's address.
static enum exchange_next request(struct exchange *x, const char *method,
                                  const char *path,
                                  const struct query_string *q)
{
    char nonce[SECRET_TOKEN_MAX + 1], url[600];
    struct oauth o = {x->c->key, x->c->secret, x->c->token,
                      x->c->token_secret, nonce, x->now_ms / 1000};
    x->method = method;
    snprintf(url, sizeof url, "%s%s", x->c->url, path);
    text_addf(&x->url, "%s", url);
    for (int i = 0; q && i < q->count; i++) {
        text_add(&x->url, i ? "&" : "?", 1);
        exchange_encode(&x->url, q->param[i].name);
        text_add(&x->url, "=", 1);
        exchange_encode(&x->url, q->param[i].value);
    }
    if (!x->c->token_secret[0]) {
        x->token = x->c->token;
        return EXCHANGE_CALL;
    }
    secret_token(nonce);
    text_addf(&x->headers, "Authorization: ");
    oauth_header(&o, method, url, q ? q->param : NULL, q ? q->count : 0,
                 &x->headers);
    text_add(&x->headers, "\n", 1);
    return EXCHANGE_CALL;
}

static enum exchange_next post(struct exchange *x, const char *path,
                               json_t *body)
{
    char *chars = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    if (chars)
        text_add(&x->body, chars, strlen(chars));
    free(chars);
    return request(x, "POST", path, NULL);
}

static void cursor_name(const struct exchange *x, char out[64])
{
    snprintf(out, 64, "cursor.%s", x->c->code);
}

static enum exchange_next ask_orders(struct exchange *x)
{
    struct query_string q = {0};
    char name[64], page[12], at[CLOCK_TEXT_MAX], from[24];
    int64_t since = 0;
    cursor_name(x, name);
    since = store_counter(x->o->st, name, 0);
    clock_text(since > OVERLAP_MS ? since - OVERLAP_MS : 0, at);
    snprintf(from, sizeof from, "%.10s %.8s", at, at + 11);
    snprintf(page, sizeof page, "%d", x->session->page + 1);
    add_filter(&q, "updated_at", from, "gteq");
    add_param(&q, "[sortOrders][0][field]", "updated_at");
    add_param(&q, "[sortOrders][0][direction]", "ASC");
    add_param(&q, "[sortOrders][1][field]", "entity_id");
    add_param(&q, "[sortOrders][1][direction]", "ASC");
    add_param(&q, "[pageSize]", "100");
    add_param(&q, "[currentPage]", page);
    return request(x, "GET", "/V1/orders", &q);
}

static void take_order(struct exchange *x, const json_t *raw,
                       struct order *order, int64_t *newest)
{
    struct json_reader r;
    char parent[24];
    json_reader_init(&r, raw);
    enum adobe_verdict v = adobe_order_read(&r, order, parent);
    if (order->version > *newest)
        *newest = order->version;
    if (v == ADOBE_SKIP)
        return;
    if (parent[0])
        orders_rename(x->o->st, x->c->code, parent, order->channel_ref);
    if (v == ADOBE_WRONG)
        exchange_refuse(x, raw, r.why);
    else
        exchange_take(x, order, raw);
}

// Past the last page the shop sends the last one again: the total decides.
static enum exchange_next answer_orders(struct exchange *x, const json_t *root)
{
    const json_t *items = json_object_get(root, "items");
    char name[64];
    int64_t newest = 0;
    cursor_name(x, name);
    struct order *order = turn_alloc(x->o->turn, sizeof *order);
    for (size_t i = 0; i < json_array_size(items); i++)
        take_order(x, json_array_get(items, i), order, &newest);
    int64_t total =
        json_integer_value(json_object_get(root, "total_count"));
    x->session->page++;
    if ((int64_t)x->session->page * EXCHANGE_PAGE < total &&
        json_array_size(items) > 0)
        return EXCHANGE_CALL;
    if (newest > store_counter(x->o->st, name, 0))
        store_counter_set(x->o->st, name, newest);
    return EXCHANGE_DONE;
}

// What goes into the shop's shipment.
static json_t *shipment_json(const struct exchange *x,
                             const struct channel_shipment *s)
{
    json_t *items = json_array(), *tracks = json_array();
    char source[RULE_CODE_MAX + 1];
    for (int32_t i = 0; i < s->line_count; i++)
        json_array_append_new(
            items, json_pack("{s:I,s:i}", "order_item_id",
                             (json_int_t)strtoll(s->line[i].channel_line, NULL,
                                                 10),
                             "qty", s->line[i].qty));
    for (int32_t i = 0; i < s->track_count; i++)
        json_array_append_new(
            tracks, json_pack("{s:s,s:s,s:s}", "track_number", s->track[i],
                              "title", s->service[0] ? s->service : "Parcel",
                              "carrier_code", "custom"));
    json_t *body =
        json_pack("{s:o,s:b,s:o}", "items", items, "notify", 1, "tracks",
                  tracks);
    if (exchange_source(x->c, s->warehouse, source, sizeof source))
        json_object_set_new(
            body, "arguments",
            json_pack("{s:{s:s}}", "extension_attributes", "source_code",
                      source));
    return body;
}

static enum exchange_next ask_shipment(struct exchange *x)
{
    struct channel_shipment *s = turn_alloc(x->o->turn, sizeof *s);
    struct query_string q = {0};
    char path[100];
    if (!channel_shipment_load(x->o->st, x->d.ref_id, s))
        return exchange_fail(x, EXCHANGE_DEAD, "the shipment is gone");
    if (x->d.step == 0) {
        add_filter(&q, "order_id", s->channel_ref, "eq");
        return request(x, "GET", "/V1/shipments", &q);
    }
    snprintf(path, sizeof path, "/V1/order/%.63s/ship", s->channel_ref);
    return post(x, path, shipment_json(x, s));
}

static bool has_track(const json_t *root, const char *tracking)
{
    const json_t *items = json_object_get(root, "items");
    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *tracks =
            json_object_get(json_array_get(items, i), "tracks");
        for (size_t t = 0; t < json_array_size(tracks); t++) {
            const char *number = json_string_value(json_object_get(
                json_array_get(tracks, t), "track_number"));
            if (number && strcmp(number, tracking) == 0)
                return true;
        }
    }
    return false;
}

static enum exchange_next answer_shipment(struct exchange *x,
                                          const json_t *root)
{
    struct channel_shipment *s = turn_alloc(x->o->turn, sizeof *s);
    if (x->d.step == 1)
        return EXCHANGE_DONE;
    if (!channel_shipment_load(x->o->st, x->d.ref_id, s) ||
        s->track_count == 0)
        return exchange_fail(x, EXCHANGE_DEAD, "no parcel to tell of");
    if (has_track(root, s->track[0]))
        return EXCHANGE_DONE;
    x->d.step = 1;
    return EXCHANGE_CALL;
}

// Absolute numbers: told twice they change nothing.
static enum exchange_next ask_stock(struct exchange *x)
{
    char sku[FIELD_SKU_MAX + 1], shop[RULE_CODE_MAX + 1];
    json_t *list = json_array();
    int64_t warehouse_id;
    if (!channel_sku(x->o->st, x->d.ref_id, sku, sizeof sku)) {
        json_decref(list);
        return exchange_fail(x, EXCHANGE_DEAD, "the item is gone");
    }
    for (int32_t i = 0;
         exchange_source_at(x, i, shop, sizeof shop, &warehouse_id); i++) {
        int64_t qty =
            channel_on_hand(x->o->st, x->d.ref_id, warehouse_id);
        json_array_append_new(
            list, json_pack("{s:s,s:s,s:I,s:i}", "sku", sku, "source_code",
                            shop, "quantity", (json_int_t)qty, "status",
                            qty > 0));
    }
    return post(x, "/V1/inventory/source-items",
                json_pack("{s:o}", "sourceItems", list));
}

static enum exchange_next ask_cancel(struct exchange *x)
{
    char path[120];
    struct screening_facts f;
    if (!screening_facts_load(x->o->st, x->d.order_id, &f))
        return exchange_fail(x, EXCHANGE_DEAD, "the order is gone");
    snprintf(path, sizeof path, "/V1/orders/%.63s%s", f.channel_ref,
             x->d.step == 1 ? "/cancel" : "");
    return request(x, x->d.step == 1 ? "POST" : "GET", path, NULL);
}

static enum exchange_next answer_cancel(struct exchange *x,
                                        const json_t *root)
{
    const char *state = json_string_value(json_object_get(root, "state"));
    if (x->d.step == 1 || (state && (strcmp(state, "canceled") == 0 ||
                                     strcmp(state, "closed") == 0)))
        return EXCHANGE_DONE;
    x->d.step = 1;
    return EXCHANGE_CALL;
}

// What will not be sent is refunded offline, line by line: what the shop has
// refunded or cancelled already counts, so that a repeat refunds nothing.
static json_t *missing_refunds(struct exchange *x, const json_t *root)
{
    const json_t *items = json_object_get(root, "items");
    json_t *list = json_array();
    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *item = json_array_get(items, i);
        char ref[32];
        json_int_t id = json_integer_value(json_object_get(item, "item_id"));
        snprintf(ref, sizeof ref, "%lld", (long long)id);
        int64_t kept = channel_line_qty(x->o->st, x->d.order_id, ref);
        double open =
            json_number_value(json_object_get(item, "qty_ordered")) -
            json_number_value(json_object_get(item, "qty_refunded")) -
            json_number_value(json_object_get(item, "qty_canceled"));
        if (kept >= 0 && (int64_t)(open + 0.5) > kept)
            json_array_append_new(
                list, json_pack("{s:I,s:I}", "order_item_id", id, "qty",
                                (json_int_t)(open + 0.5) - kept));
    }
    return list;
}

static enum exchange_next ask_refund(struct exchange *x)
{
    char path[120];
    struct screening_facts f;
    if (!screening_facts_load(x->o->st, x->d.order_id, &f))
        return exchange_fail(x, EXCHANGE_DEAD, "the order is gone");
    if (x->d.step == 0) {
        snprintf(path, sizeof path, "/V1/orders/%.63s", f.channel_ref);
        return request(x, "GET", path, NULL);
    }
    json_t *items =
        json_read(x->scratch, strlen(x->scratch), NULL, 0);
    snprintf(path, sizeof path, "/V1/order/%.63s/refund", f.channel_ref);
    return post(x, path, json_pack("{s:o,s:b}", "items",
                                   items ? items : json_array(), "notify",
                                   0));
}

static enum exchange_next answer_refund(struct exchange *x,
                                        const json_t *root)
{
    if (x->d.step == 1)
        return EXCHANGE_DONE;
    json_t *items = missing_refunds(x, root);
    if (json_array_size(items) == 0) {
        json_decref(items);
        return EXCHANGE_DONE;
    }
    char *chars = json_dumps(items, JSON_COMPACT);
    json_decref(items);
    if (!chars || strlen(chars) >= sizeof x->scratch) {
        free(chars);
        return exchange_fail(x, EXCHANGE_DEAD,
                             "too many lines to refund in one call: refund "
                             "at the shop");
    }
    snprintf(x->scratch, sizeof x->scratch, "%s", chars);
    free(chars);
    x->d.step = 1;
    return EXCHANGE_CALL;
}

static enum exchange_next adobe_ask(struct exchange *x)
{
    if (strcmp(x->d.event, "poll") == 0)
        return ask_orders(x);
    if (strcmp(x->d.event, "shipment.packed") == 0)
        return ask_shipment(x);
    if (strcmp(x->d.event, "stock.changed") == 0)
        return exchange_stock_may_go(x) ? ask_stock(x) : EXCHANGE_LATER;
    if (strcmp(x->d.event, "order.cancelled") == 0)
        return ask_cancel(x);
    if (strcmp(x->d.event, "order.closed") == 0)
        return ask_refund(x);
    return exchange_fail(x, EXCHANGE_DEAD, "Adobe Commerce has no call for "
                                           "this event");
}

// "message" holds %1 or %name, to be filled from "parameters"; for people the
// raw sentence is enough.
static enum exchange_next refusal(struct exchange *x, int status,
                                  const json_t *root)
{
    const char *text = json_string_value(json_object_get(root, "message"));
    bool is_final = status == 400 || status == 404;
    return exchange_fail(x, is_final ? EXCHANGE_DEAD : EXCHANGE_RETRY,
                         "the shop answered %d: %.120s", status,
                         text ? text : "");
}

static enum exchange_next adobe_answer(struct exchange *x, int status,
                                       const json_t *root)
{
    if (status < 200 || status >= 300)
        return refusal(x, status, root);
    if (!root)
        return exchange_fail(x, EXCHANGE_RETRY, "the answer is no JSON");
    if (strcmp(x->d.event, "poll") == 0)
        return answer_orders(x, root);
    if (strcmp(x->d.event, "shipment.packed") == 0)
        return answer_shipment(x, root);
    if (strcmp(x->d.event, "order.cancelled") == 0)
        return answer_cancel(x, root);
    if (strcmp(x->d.event, "order.closed") == 0)
        return answer_refund(x, root);
    return EXCHANGE_DONE;
}

const struct adapter ADAPTER_ADOBE = {adobe_ask, adobe_answer, true};

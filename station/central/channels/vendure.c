// Vendure 3 over its admin API (GraphQL): orders in by polling, fulfilments,
// stock and cancellations back.
//
// The rule of a channel: url http://HOST/admin-api; key (an API key), or login
// and password (bearer tokens, "tokenMethod" of the shop must allow them);
// sources "LOCATION_ID=WAREHOUSE". The shop has no version of an order that
// moves with every change, so new orders are asked for by the day they were
// placed and open ones are read again; what was read later is newer.
#include "station/base/clock.h"
#include "station/central/channels/vendure.h"
#include "station/store/central/channels/channel.h"
#include "station/store/central/fields.h"
#include "station/store/central/orders/screening.h"
#include "station/store/central/rules/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OVERLAP_MS = 10 * 60000, REREAD = 50 };

#define ORDER_FIELDS                                                           \
    "{totalItems items{id code type state orderPlacedAt currencyCode"         \
    " totalWithTax customer{emailAddress firstName lastName}"                  \
    " shippingAddress{fullName company streetLine1 streetLine2 city province"  \
    " postalCode countryCode phoneNumber}"                                     \
    " lines{id quantity unitPriceWithTax productVariant{sku name}}"            \
    " fulfillments{state lines{orderLineId quantity}}"                         \
    " shippingLines{shippingMethod{code}}}}"

static enum exchange_next graphql(struct exchange *x, const char *query,
                                  json_t *variables)
{
    json_t *body = json_pack("{s:s,s:o}", "query", query, "variables",
                             variables ? variables : json_object());
    char *chars = json_dumps(body, JSON_COMPACT);
    json_decref(body);
    if (chars)
        text_add(&x->body, chars, strlen(chars));
    free(chars);
    text_addf(&x->url, "%s", x->c->url);
    if (x->c->key[0])
        text_addf(&x->headers, "vendure-api-key: %s\n", x->c->key);
    else if (!x->is_sign_in)
        x->token = x->session->token;
    return EXCHANGE_CALL;
}

static enum exchange_next sign_in(struct exchange *x)
{
    x->is_sign_in = true;
    x->want = "vendure-auth-token";
    return graphql(x,
                   "mutation($u:String!,$p:String!){login(username:$u,"
                   "password:$p){__typename ... on ErrorResult{message}}}",
                   json_pack("{s:s,s:s}", "u", x->c->login, "p",
                             x->c->password));
}

static const json_t *data_of(const json_t *root, const char *name)
{
    return json_object_get(json_object_get(root, "data"), name);
}

static const char STATES[] =
    "[\"PaymentAuthorized\",\"PaymentSettled\",\"PartiallyShipped\","
    "\"Shipped\",\"PartiallyDelivered\",\"Delivered\",\"Cancelled\","
    "\"Modifying\",\"ArrangingAdditionalPayment\"]";

static void cursor_name(const struct exchange *x, char out[64])
{
    snprintf(out, 64, "cursor.%s", x->c->code);
}

static enum exchange_next ask_new(struct exchange *x)
{
    char name[64], at[CLOCK_TEXT_MAX];
    cursor_name(x, name);
    int64_t since = store_counter(x->o->st, name, 0);
    clock_text(since > OVERLAP_MS ? since - OVERLAP_MS : 1000, at);
    return graphql(
        x,
        "query($o:OrderListOptions){orders(options:$o)" ORDER_FIELDS "}",
        json_pack("{s:{s:i,s:i,s:{s:s},s:{s:{s:s},s:{s:o}}}}", "o", "take",
                  EXCHANGE_PAGE, "skip", x->session->page * EXCHANGE_PAGE,
                  "sort", "orderPlacedAt", "ASC", "filter", "orderPlacedAt",
                  "after", at, "state", "in",
                  json_read(STATES, sizeof STATES - 1, NULL, 0)));
}

static enum exchange_next ask_open(struct exchange *x)
{
    struct channel_open open[REREAD];
    json_t *ids = json_array();
    int32_t count = channel_open_orders(
        x->o->st, x->c->code, x->session->after_order_id, open, REREAD);
    for (int32_t i = 0; i < count; i++)
        json_array_append_new(ids, json_string(open[i].channel_ref));
    x->session->after_order_id =
        count == REREAD ? open[count - 1].order_id : 0;
    if (count == 0) {
        json_decref(ids);
        return EXCHANGE_DONE;
    }
    return graphql(
        x,
        "query($o:OrderListOptions){orders(options:$o)" ORDER_FIELDS "}",
        json_pack("{s:{s:i,s:{s:{s:o}}}}", "o", "take", REREAD, "filter",
                  "id", "in", ids));
}

static void take_order(struct exchange *x, const json_t *raw,
                       struct order *order, int64_t *newest)
{
    struct json_reader r;
    if (!vendure_order_read(&r, raw, order, x->now_ms))
        return;
    if (order->placed_ms > *newest)
        *newest = order->placed_ms;
    if (json_reader_ok(&r))
        exchange_take(x, order, raw);
    else
        exchange_refuse(x, raw, r.why);
}

static enum exchange_next answer_poll(struct exchange *x, const json_t *root)
{
    const json_t *items = json_object_get(data_of(root, "orders"), "items");
    char name[64];
    int64_t newest = 0;
    struct order *order = turn_alloc(x->o->turn, sizeof *order);
    for (size_t i = 0; i < json_array_size(items); i++)
        take_order(x, json_array_get(items, i), order, &newest);
    if (x->session->page < 0)
        return EXCHANGE_DONE;
    if (newest > x->session->newest_ms)
        x->session->newest_ms = newest;
    if (json_array_size(items) == EXCHANGE_PAGE) {
        x->session->page++;
        return EXCHANGE_CALL;
    }
    cursor_name(x, name);
    if (x->session->newest_ms > store_counter(x->o->st, name, 0))
        store_counter_set(x->o->st, name, x->session->newest_ms);
    x->session->page = -1;
    return EXCHANGE_CALL;
}

static void join_tracks(const struct channel_shipment *s, char out[200])
{
    struct text t;
    text_init(&t, out, 200);
    for (int32_t i = 0; i < s->track_count; i++)
        text_addf(&t, "%s%s", i ? " " : "", s->track[i]);
}

static enum exchange_next ask_shipment(struct exchange *x)
{
    struct channel_shipment *s = turn_alloc(x->o->turn, sizeof *s);
    char tracks[200];
    json_t *lines;
    if (!channel_shipment_load(x->o->st, x->d.ref_id, s))
        return exchange_fail(x, EXCHANGE_DEAD, "the shipment is gone");
    if (x->d.step == 2)
        return graphql(x,
                       "mutation($i:ID!){transitionFulfillmentToState(id:$i,"
                       "state:\"Shipped\"){__typename ... on Fulfillment"
                       "{state} ... on ErrorResult{message}}}",
                       json_pack("{s:s}", "i", x->d.remote_id));
    if (x->d.step == 0)
        return graphql(x,
                       "query($i:ID!){order(id:$i){state fulfillments{id"
                       " state trackingCode}}}",
                       json_pack("{s:s}", "i", s->channel_ref));
    lines = json_array();
    for (int32_t i = 0; i < s->line_count; i++)
        json_array_append_new(
            lines, json_pack("{s:s,s:i}", "orderLineId",
                             s->line[i].channel_line, "quantity",
                             s->line[i].qty));
    join_tracks(s, tracks);
    return graphql(
        x,
        "mutation($l:[OrderLineInput!]!,$m:String!,$t:String!){"
        "addFulfillmentToOrder(input:{lines:$l,handler:{code:"
        "\"manual-fulfillment\",arguments:[{name:\"method\",value:$m},"
        "{name:\"trackingCode\",value:$t}]}}){__typename ... on Fulfillment"
        "{id state} ... on ErrorResult{errorCode message}}}",
        json_pack("{s:o,s:s,s:s}", "l", lines, "m",
                  s->service[0] ? s->service : "Parcel", "t",
                  tracks));
}

static enum exchange_next look_for_fulfilment(struct exchange *x,
                                              const json_t *root)
{
    struct channel_shipment *s = turn_alloc(x->o->turn, sizeof *s);
    char tracks[200];
    const json_t *order = data_of(root, "order");
    const json_t *all = json_object_get(order, "fulfillments");
    if (!json_is_object(order))
        return exchange_fail(x, EXCHANGE_DEAD, "the shop has no such order");
    if (!channel_shipment_load(x->o->st, x->d.ref_id, s) ||
        s->track_count == 0)
        return exchange_fail(x, EXCHANGE_DEAD, "no parcel to tell of");
    join_tracks(s, tracks);
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *one = json_array_get(all, i);
        if (strcmp(exchange_word(one, "trackingCode"), tracks) != 0 ||
            strcmp(exchange_word(one, "state"), "Cancelled") == 0)
            continue;
        snprintf(x->d.remote_id, sizeof x->d.remote_id, "%.60s",
                 exchange_word(one, "id"));
        if (strcmp(exchange_word(one, "state"), "Pending") != 0)
            return EXCHANGE_DONE;
        x->d.step = 2;
        return EXCHANGE_CALL;
    }
    x->d.step = 1;
    return EXCHANGE_CALL;
}

static enum exchange_next answer_shipment(struct exchange *x,
                                          const json_t *root)
{
    if (x->d.step == 0)
        return look_for_fulfilment(x, root);
    if (x->d.step == 1) {
        const json_t *f = data_of(root, "addFulfillmentToOrder");
        if (!exchange_word(f, "id")[0])
            return exchange_fail(x, EXCHANGE_RETRY, "not fulfilled: %.120s",
                                 exchange_word(f, "message"));
        snprintf(x->d.remote_id, sizeof x->d.remote_id, "%.60s",
                 exchange_word(f, "id"));
        x->d.step = 2;
        return EXCHANGE_CALL;
    }
    const json_t *f = data_of(root, "transitionFulfillmentToState");
    if (strcmp(exchange_word(f, "__typename"), "Fulfillment") == 0)
        return EXCHANGE_DONE;
    return exchange_fail(x, EXCHANGE_RETRY, "not shipped: %.120s",
                         exchange_word(f, "message")); // looks again
}

static enum exchange_next ask_stock(struct exchange *x)
{
    char sku[FIELD_SKU_MAX + 1], shop[RULE_CODE_MAX + 1];
    int64_t warehouse_id;
    if (!channel_sku(x->o->st, x->d.ref_id, sku, sizeof sku))
        return exchange_fail(x, EXCHANGE_DEAD, "the item is gone");
    if (x->d.step == 0)
        return graphql(x,
                       "query($s:String!){productVariants(options:{filter:"
                       "{sku:{eq:$s}}}){items{id}}}",
                       json_pack("{s:s}", "s", sku));
    json_t *levels = json_array();
    for (int32_t i = 0;
         exchange_source_at(x, i, shop, sizeof shop, &warehouse_id); i++)
        json_array_append_new(
            levels,
            json_pack("{s:s,s:I}", "stockLocationId", shop, "stockOnHand",
                      (json_int_t)channel_on_hand(x->o->st, x->d.ref_id,
                                                  warehouse_id)));
    return graphql(x,
                   "mutation($i:[UpdateProductVariantInput!]!)"
                   "{updateProductVariants(input:$i){id}}",
                   json_pack("{s:[{s:s,s:o}]}", "i", "id", x->d.remote_id,
                             "stockLevels", levels));
}

static enum exchange_next answer_stock(struct exchange *x, const json_t *root)
{
    const json_t *items =
        json_object_get(data_of(root, "productVariants"), "items");
    if (x->d.step == 1)
        return EXCHANGE_DONE;
    const char *id = exchange_word(json_array_get(items, 0), "id");
    if (!id[0])
        return EXCHANGE_DONE; // the shop does not sell it
    snprintf(x->d.remote_id, sizeof x->d.remote_id, "%.60s", id);
    x->d.step = 1;
    return EXCHANGE_CALL;
}

static enum exchange_next ask_cancel(struct exchange *x)
{
    struct screening_facts f;
    if (!screening_facts_load(x->o->st, x->d.order_id, &f))
        return exchange_fail(x, EXCHANGE_DEAD, "the order is gone");
    if (x->d.step == 0)
        return graphql(x, "query($i:ID!){order(id:$i){state}}",
                       json_pack("{s:s}", "i", f.channel_ref));
    return graphql(x,
                   "mutation($i:ID!){cancelOrder(input:{orderId:$i,"
                   "cancelShipping:true,reason:\"cancelled\"}){__typename"
                   " ... on ErrorResult{message}}}",
                   json_pack("{s:s}", "i", f.channel_ref));
}

static enum exchange_next answer_cancel(struct exchange *x,
                                        const json_t *root)
{
    if (x->d.step == 0) {
        const char *state = exchange_word(data_of(root, "order"), "state");
        if (strcmp(state, "Cancelled") == 0)
            return EXCHANGE_DONE;
        x->d.step = 1;
        return EXCHANGE_CALL;
    }
    const json_t *c = data_of(root, "cancelOrder");
    if (strcmp(exchange_word(c, "__typename"), "Order") == 0)
        return EXCHANGE_DONE;
    return exchange_fail(x, EXCHANGE_RETRY, "not cancelled: %.120s",
                         exchange_word(c, "message"));
}

static enum exchange_next vendure_ask(struct exchange *x)
{
    x->is_sign_in = false;
    if (!x->c->key[0] && !x->session->token[0])
        return sign_in(x);
    if (strcmp(x->d.event, "poll") == 0)
        return x->session->page < 0 ? ask_open(x) : ask_new(x);
    if (strcmp(x->d.event, "shipment.packed") == 0)
        return ask_shipment(x);
    if (strcmp(x->d.event, "stock.changed") == 0)
        return exchange_stock_may_go(x) ? ask_stock(x) : EXCHANGE_LATER;
    if (strcmp(x->d.event, "order.cancelled") == 0)
        return ask_cancel(x);
    return exchange_fail(x, EXCHANGE_DEAD, "Vendure has no call for this "
                                           "event");
}

static enum exchange_next answer_sign_in(struct exchange *x,
                                         const json_t *root)
{
    const json_t *login = data_of(root, "login");
    if (!x->header[0])
        return exchange_fail(x, EXCHANGE_RETRY, "sign-in refused: %.100s",
                             exchange_word(login, "message")[0]
                                 ? exchange_word(login, "message")
                                 : "the shop gave no bearer token");
    snprintf(x->session->token, sizeof x->session->token, "%s", x->header);
    return EXCHANGE_CALL;
}

static enum exchange_next vendure_answer(struct exchange *x, int status,
                                         const json_t *root)
{
    const json_t *error = json_array_get(json_object_get(root, "errors"), 0);
    if (status != 200 || !root)
        return exchange_fail(x, EXCHANGE_RETRY, "the shop answered %d",
                             status);
    if (x->is_sign_in)
        return answer_sign_in(x, root);
    if (error) {
        const char *code =
            exchange_word(json_object_get(error, "extensions"), "code");
        if (strcmp(code, "FORBIDDEN") == 0)
            x->session->token[0] = 0; // signs in anew
        return exchange_fail(x, EXCHANGE_RETRY, "the shop says %.150s",
                             exchange_word(error, "message"));
    }
    if (strcmp(x->d.event, "poll") == 0)
        return answer_poll(x, root);
    if (strcmp(x->d.event, "shipment.packed") == 0)
        return answer_shipment(x, root);
    if (strcmp(x->d.event, "stock.changed") == 0)
        return answer_stock(x, root);
    return answer_cancel(x, root);
}

const struct adapter ADAPTER_VENDURE = {vendure_ask, vendure_answer, true};

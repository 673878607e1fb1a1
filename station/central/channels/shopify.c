#include "station/central/channels/shopify.h"
#include "station/base/secret.h"
#include "station/base/text.h"
#include "station/central/channels/exchange.h"
#include "station/central/intake/import_internal.h"
#include "station/central/intake/order_json.h"
#include "station/central/book/places.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/orders/orders.h"

#include <stdio.h>
#include <string.h>

static bool matches(const char *secret, const char *body, size_t len,
                    const char *signature)
{
    uint8_t mac[SECRET_MAC_LEN];
    char text[SECRET_MAC_TEXT + 1];
    if (!secret[0])
        return false;
    secret_mac(secret, strlen(secret), body, len, mac);
    secret_base64(mac, sizeof mac, text, sizeof text);
    return secret_same(text, signature);
}

bool shopify_is_signed(const char *secret, const char *secret_2,
                       const char *body, size_t len, const char *signature)
{
    return matches(secret, body, len, signature) ||
           matches(secret_2, body, len, signature);
}

static void take_id(struct json_reader *r, const char *name, char *out,
                    size_t cap)
{
    const json_t *v = json_object_get(r->object, name);
    if (json_is_integer(v))
        snprintf(out, cap, "%lld", (long long)json_integer_value(v));
    else
        json_take_text(r, name, out, cap, true);
}

static void read_address(struct json_reader *r, struct order *o)
{
    const json_t *a = json_object_get(r->object, "shipping_address");
    struct order_group *g = &o->group[0];
    struct json_reader ar;
    const json_t *la = json_object_get(a, "latitude");
    const json_t *lo = json_object_get(a, "longitude");
    o->group_count = 1;
    json_reader_init(&ar, a);
    order_json_words(&ar, "name", g->to.name, sizeof g->to.name, o);
    order_json_words(&ar, "company", g->to.company, sizeof g->to.company, o);
    order_json_street(&ar, "address1", "address2", o);
    order_json_words(&ar, "city", g->to.city, sizeof g->to.city, o);
    order_json_words(&ar, "zip", g->to.postal, sizeof g->to.postal, o);
    json_take_text(&ar, "province_code", g->to.region, sizeof g->to.region,
                   false);
    json_take_text(&ar, "country_code", g->to.country, sizeof g->to.country,
                   false);
    order_json_words(&ar, "phone", g->to.phone, sizeof g->to.phone, o);
    if (json_is_number(la) && json_is_number(lo))
        g->point = places_point(json_number_value(la), json_number_value(lo));
    order_json_note(json_object_get(r->object, "note"), g);
    const char *method = json_string_value(json_object_get(
        json_array_get(json_object_get(r->object, "shipping_lines"), 0),
        "title"));
    if (method)
        text_copy(g->service, sizeof g->service, method, strlen(method));
    if (!json_reader_ok(&ar))
        json_reader_fail(r, "shipping_address", ar.why);
}

static void read_line(struct json_reader *r, const json_t *one, struct order *o,
                      int digits)
{
    struct order_line *l = &o->line[o->line_count];
    struct json_reader lr;
    json_reader_init(&lr, one);
    json_take_int32(&lr, "quantity", 0, 1000000, &l->qty, true);
    json_take_int32(&lr, "current_quantity", 0, 1000000, &l->qty, false);
    if (l->qty == 0)
        return; // edited away
    int32_t to_send = l->qty;
    json_take_int32(&lr, "fulfillable_quantity", 0, 1000000, &to_send, false);
    l->sent = l->qty > to_send ? l->qty - to_send : 0;
    l->group_no = 1;
    take_id(&lr, "id", l->channel_line, sizeof l->channel_line);
    json_take_text(&lr, "sku", l->sku, sizeof l->sku, false);
    order_json_name(json_object_get(one, "name"), l);
    order_json_money(&lr, "price", digits, &l->price_minor);
    order_json_money(&lr, "total_discount", digits, &l->discount_minor);
    order_unnamed(l);
    o->line_count++;
    if (!json_reader_ok(&lr))
        json_reader_fail(r, "line_items", lr.why);
}

static void read_lines(struct json_reader *r, struct order *o)
{
    const json_t *lines = json_take_array(r, "line_items", true);
    if (json_array_size(lines) > PICK_LINES_MAX)
        json_reader_fail(r, "line_items", "are more than 1280");
    for (size_t i = 0; i < json_array_size(lines) && json_reader_ok(r); i++) {
        const json_t *one = json_array_get(lines, i);
        if (json_is_false(json_object_get(one, "requires_shipping")))
            continue;
        o->keeps_done = true; // it had something to pack
        read_line(r, one, o, places_digits(o->currency));
    }
}

// Money went back and no line is wanted any more.
static bool is_all_back(const struct json_reader *r, const struct order *o)
{
    return o->payment == ORDER_REFUNDED && o->line_count == 0 &&
           json_array_size(json_object_get(r->object, "line_items")) > 0;
}

// A test of the shop's, or goods that went over its counter, wait for a person.
static void hold_odd(const struct json_reader *r, struct order *o)
{
    const char *source =
        json_string_value(json_object_get(r->object, "source_name"));
    bool is_test = json_is_true(json_object_get(r->object, "test"));
    bool is_till = source && strcmp(source, "pos") == 0;
    bool is_nowhere =
        !json_is_object(json_object_get(r->object, "shipping_address"));
    if (!is_test && !is_till && !is_nowhere)
        return;
    o->has_hold = true;
    o->hold = is_nowhere && !is_test ? ORDER_HOLD_ADDRESS : ORDER_HOLD_MANUAL;
    snprintf(o->hold_note, sizeof o->hold_note, "%s",
             is_test   ? "a test of the shop's"
             : is_till ? "sold over the counter"
                       : "it has no address");
}

bool shopify_order_read(struct json_reader *r, struct order *o)
{
    char status[32] = "pending";
    int64_t cancelled_ms = 0;
    memset(o, 0, sizeof *o);
    take_id(r, "id", o->channel_ref, sizeof o->channel_ref);
    json_take_text(r, "name", o->order_no, sizeof o->order_no, true);
    json_take_text(r, "email", o->email, sizeof o->email, false);
    json_take_text(r, "currency", o->currency, sizeof o->currency, true);
    json_take_text(r, "po_number", o->po_number, sizeof o->po_number, false);
    json_take_text(r, "financial_status", status, sizeof status, false);
    order_json_money(r, "total_price", places_digits(o->currency),
                     &o->total_minor);
    order_json_time(r, "created_at", &o->placed_ms);
    order_json_time(r, "updated_at", &o->version);
    order_json_time(r, "cancelled_at", &cancelled_ms);
    o->payment = import_shopify_payment(status);
    o->is_cancelled = cancelled_ms > 0;
    o->drafts_items = true;
    read_address(r, o);
    read_lines(r, o);
    snprintf(o->customer, sizeof o->customer, "%s",
             o->group[0].to.name[0] ? o->group[0].to.name : o->email);
    // All of it given back, or edited away: whoever has the order stops.
    o->is_cancelled = o->is_cancelled || is_all_back(r, o);
    hold_odd(r, o);
    o->may_be_empty = true;
    return o->keeps_done || o->is_cancelled;
}

// One order of Vendure becomes a normalised order; see vendure.h.
#include "station/central/channels/vendure.h"
#include "station/base/text.h"
#include "station/central/intake/order_json.h"

#include <stdio.h>
#include <string.h>

static void read_address(const json_t *raw, struct order *o,
                         struct json_reader *r)
{
    struct order_group *g = &o->group[0];
    const json_t *a = json_object_get(raw, "shippingAddress");
    struct json_reader ar;
    json_reader_init(&ar, a);
    order_json_words(&ar, "fullName", g->to.name, sizeof g->to.name, o);
    order_json_words(&ar, "company", g->to.company, sizeof g->to.company, o);
    order_json_street(&ar, "streetLine1", "streetLine2", o);
    order_json_words(&ar, "city", g->to.city, sizeof g->to.city, o);
    order_json_words(&ar, "province", g->to.region, sizeof g->to.region, o);
    order_json_words(&ar, "postalCode", g->to.postal, sizeof g->to.postal, o);
    json_take_text(&ar, "countryCode", g->to.country, sizeof g->to.country,
                   false);
    order_json_words(&ar, "phoneNumber", g->to.phone, sizeof g->to.phone, o);
    const char *method = exchange_word(
        json_object_get(
            json_array_get(json_object_get(raw, "shippingLines"), 0),
            "shippingMethod"),
        "code");
    text_copy(g->service, sizeof g->service, method, strlen(method));
    o->group_count = 1;
    if (!json_reader_ok(&ar))
        json_reader_fail(r, "shippingAddress", ar.why);
}

// Units of a line that stand in the shop's own fulfilments.
static int32_t count_sent(const json_t *raw, const char *line_id)
{
    const json_t *all = json_object_get(raw, "fulfillments");
    json_int_t sent = 0;
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *one = json_array_get(all, i);
        const json_t *lines = json_object_get(one, "lines");
        if (strcmp(exchange_word(one, "state"), "Cancelled") == 0)
            continue;
        for (size_t n = 0; n < json_array_size(lines); n++) {
            const json_t *line = json_array_get(lines, n);
            if (strcmp(exchange_word(line, "orderLineId"), line_id) == 0)
                sent += json_integer_value(json_object_get(line, "quantity"));
        }
    }
    return sent > 0 && sent < 1000000 ? (int32_t)sent : 0;
}

static void read_lines(struct order *o, struct json_reader *r)
{
    const json_t *lines = json_take_array(r, "lines", true);
    if (json_array_size(lines) > PICK_LINES_MAX)
        json_reader_fail(r, "lines", "are more than 1280");
    for (size_t i = 0; i < json_array_size(lines) && json_reader_ok(r); i++) {
        const json_t *one = json_array_get(lines, i);
        const json_t *variant = json_object_get(one, "productVariant");
        struct order_line *l = &o->line[o->line_count];
        struct json_reader lr, vr;
        json_reader_init(&lr, one);
        json_reader_init(&vr, variant);
        json_take_int32(&lr, "quantity", 0, 1000000, &l->qty, true);
        if (l->qty == 0)
            continue; // cancelled
        l->group_no = 1;
        json_take_text(&lr, "id", l->channel_line, sizeof l->channel_line,
                       true);
        l->sent = count_sent(r->object, l->channel_line);
        json_take_int(&lr, "unitPriceWithTax", 0, INT64_MAX / 2,
                      &l->price_minor, false);
        json_take_text(&vr, "sku", l->sku, sizeof l->sku, false);
        order_json_name(json_object_get(variant, "name"), l);
        order_unnamed(l);
        if (!json_reader_ok(&lr) || !json_reader_ok(&vr))
            json_reader_fail(r, "lines", lr.why[0] ? lr.why : vr.why);
        o->line_count++;
    }
}

bool vendure_order_read(struct json_reader *r, const json_t *raw,
                        struct order *o, int64_t now_ms)
{
    const char *state = exchange_word(raw, "state");
    const json_t *customer = json_object_get(raw, "customer");
    memset(o, 0, sizeof *o);
    json_reader_init(r, raw);
    if (strcmp(exchange_word(raw, "type"), "Aggregate") == 0)
        return false;
    o->may_be_empty = true;
    json_take_text(r, "id", o->channel_ref, sizeof o->channel_ref, true);
    json_take_text(r, "code", o->order_no, sizeof o->order_no, true);
    json_take_text(r, "currencyCode", o->currency, sizeof o->currency, true);
    json_take_int(r, "totalWithTax", 0, INT64_MAX / 2, &o->total_minor,
                  false);
    order_json_time(r, "orderPlacedAt", &o->placed_ms);
    snprintf(o->email, sizeof o->email, "%.120s",
             exchange_word(customer, "emailAddress"));
    o->version = now_ms;
    o->drafts_items = true;
    o->is_cancelled = strcmp(state, "Cancelled") == 0;
    o->payment = strcmp(state, "PaymentAuthorized") == 0 ? ORDER_AUTHORISED
                 : strcmp(state, "Modifying") == 0 ||
                         strcmp(state, "ArrangingAdditionalPayment") == 0
                     ? ORDER_PENDING
                     : ORDER_PAID;
    read_address(raw, o, r);
    read_lines(o, r);
    snprintf(o->customer, sizeof o->customer, "%s",
             o->group[0].to.name[0] ? o->group[0].to.name : o->email);
    if (!o->customer[0])
        snprintf(o->customer, sizeof o->customer, "Customer");
    return true;
}

// An order of Adobe Commerce becomes ours.
#include "station/central/channels/adobe.h"
#include "station/base/text.h"
#include "station/central/intake/order_json.h"
#include "station/central/book/places.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/orders/orders.h"

#include <stdio.h>
#include <string.h>

static const char *word(const json_t *o, const char *name)
{
    const char *text = json_string_value(json_object_get(o, name));
    return text ? text : "";
}

// Ids come as numbers, and some of them as texts.
static void number_text(const json_t *o, const char *name, char *out,
                        size_t cap)
{
    json_int_t n = json_integer_value(json_object_get(o, name));
    snprintf(out, cap, "%s", word(o, name));
    if (n)
        snprintf(out, cap, "%lld", (long long)n);
}

// The state decides, never the status, which the shop may rename.
struct state {
    const char *name;
    enum order_payment payment;
    bool is_taken, is_cancelled;
};

static const struct state *find_state(const char *name)
{
    static const struct state ALL[] = {
        {"new", ORDER_PENDING, true, false},
        {"payment_review", ORDER_PENDING, true, false},
        {"processing", ORDER_PAID, true, false},
        {"holded", ORDER_PAID, true, false},
        {"complete", ORDER_PAID, true, false},
        {"closed", ORDER_REFUNDED, true, true},
        {"canceled", ORDER_PENDING, true, true}};
    for (size_t i = 0; i < sizeof ALL / sizeof ALL[0]; i++)
        if (strcmp(ALL[i].name, name) == 0)
            return &ALL[i];
    return NULL;
}

// Methods that are paid later by agreement.
static bool is_trusted(const char *method)
{
    static const char *const ALL[] = {"checkmo", "cashondelivery",
                                      "banktransfer", "purchaseorder",
                                      "companycredit"};
    for (size_t i = 0; i < sizeof ALL / sizeof ALL[0]; i++)
        if (strcmp(ALL[i], method) == 0)
            return true;
    return false;
}

static void read_state(struct json_reader *r, const struct state *s,
                       struct order *o)
{
    const json_t *payment = json_object_get(r->object, "payment");
    const char *status = word(r->object, "status");
    o->payment = s->payment;
    o->is_cancelled = s->is_cancelled;
    if (strcmp(s->name, "new") == 0 && is_trusted(word(payment, "method")))
        o->payment = ORDER_ON_ACCOUNT;
    o->has_hold = strcmp(status, "fraud") == 0 ||
                  strcmp(s->name, "payment_review") == 0 ||
                  strcmp(s->name, "holded") == 0;
    o->hold = strcmp(s->name, "holded") == 0 ? ORDER_HOLD_MANUAL
                                             : ORDER_HOLD_FRAUD;
    snprintf(o->po_number, sizeof o->po_number, "%.60s",
             word(payment, "po_number"));
}

// False when it is too long, and cut.
static bool read_street(const json_t *a, struct address *to)
{
    const json_t *street = json_object_get(a, "street");
    char whole[1024];
    struct text t;
    text_init(&t, whole, sizeof whole);
    for (size_t i = 0; i < json_array_size(street); i++) {
        const char *line = json_string_value(json_array_get(street, i));
        if (line && line[0])
            text_addf(&t, "%s%s", t.len ? "\n" : "", line);
    }
    return text_words(to->street, sizeof to->street, whole, strlen(whole)) &&
           !t.full;
}

// The message of the whole order; its lines' own are not read.
static void read_gift(const json_t *gift, struct order *o)
{
    struct json_reader r;
    if (!json_is_object(gift))
        return;
    json_reader_init(&r, gift);
    order_json_words(&r, "message", o->group[0].gift_text,
                     sizeof o->group[0].gift_text, o);
}

static void read_address(struct json_reader *r, struct order *o)
{
    const json_t *ext = json_object_get(r->object, "extension_attributes");
    const json_t *shipping = json_object_get(
        json_array_get(json_object_get(ext, "shipping_assignments"), 0),
        "shipping");
    const json_t *a = json_object_get(shipping, "address");
    struct order_group *g = &o->group[0];
    struct json_reader ar;
    char first[ADDRESS_FIELD_MAX + 1] = "", last[ADDRESS_FIELD_MAX + 1] = "";
    char name[2 * ADDRESS_FIELD_MAX + 2];
    o->group_count = 1;
    if (!json_is_object(a)) {
        json_reader_fail(r, "shipping_assignments", "holds no address");
        return;
    }
    json_reader_init(&ar, a);
    order_json_words(&ar, "firstname", first, sizeof first, o);
    order_json_words(&ar, "lastname", last, sizeof last, o);
    snprintf(name, sizeof name, "%s%s%s", first,
             first[0] && last[0] ? " " : "", last);
    if (!text_words(g->to.name, sizeof g->to.name, name, strlen(name)))
        order_hold_long(o, "lastname");
    read_gift(json_object_get(ext, "gift_message"), o);
    order_json_words(&ar, "company", g->to.company, sizeof g->to.company, o);
    order_json_words(&ar, "city", g->to.city, sizeof g->to.city, o);
    order_json_words(&ar, "postcode", g->to.postal, sizeof g->to.postal, o);
    json_take_text(&ar, "region_code", g->to.region, sizeof g->to.region,
                   false);
    json_take_text(&ar, "country_id", g->to.country, sizeof g->to.country,
                   true);
    order_json_words(&ar, "telephone", g->to.phone, sizeof g->to.phone, o);
    json_take_text(&ar, "vat_id", g->to.tax_no, sizeof g->to.tax_no, false);
    if (!read_street(a, &g->to))
        order_hold_long(o, "street");
    const char *method = word(shipping, "method");
    text_copy(g->service, sizeof g->service, method, strlen(method));
    order_json_note(json_object_get(r->object, "customer_note"), g);
    if (!json_reader_ok(&ar))
        json_reader_fail(r, "address", ar.why);
}

static double number(const json_t *item, const char *name)
{
    return json_number_value(json_object_get(item, name));
}

// Whole units that hold n; what is sold by measure holds the order.
static int32_t units(double n, const char *sku, struct order *o)
{
    int32_t whole = (int32_t)n;
    if (n - whole < 0.0001)
        return whole;
    o->has_hold = true;
    o->hold = ORDER_HOLD_MANUAL;
    if (!o->hold_note[0]) // the first of them stands for all
        snprintf(o->hold_note, sizeof o->hold_note,
                 "%.4g of %.40s is no number of pieces", n, sku);
    return whole + 1;
}

static const json_t *parent_of(const json_t *items, const json_t *item)
{
    json_int_t id = json_integer_value(json_object_get(item,
                                                       "parent_item_id"));
    for (size_t i = 0; id && i < json_array_size(items); i++) {
        const json_t *one = json_array_get(items, i);
        if (json_integer_value(json_object_get(one, "item_id")) == id)
            return one;
    }
    return NULL;
}

// A configurable item is its parent's row (which has the child's SKU and is
// what the shop ships); a bundle is its children.
static bool is_packed(const json_t *items, const json_t *item)
{
    const json_t *parent = parent_of(items, item);
    if (json_number_value(json_object_get(item, "is_virtual")) > 0 ||
        strcmp(word(item, "product_type"), "bundle") == 0)
        return false;
    return !parent || strcmp(word(parent, "product_type"), "bundle") == 0;
}

static void read_line(struct json_reader *r, const json_t *item,
                      struct order *o, int digits)
{
    struct order_line *l = &o->line[o->line_count];
    struct json_reader ir;
    int64_t discount = 0, unit_4 = 0;
    json_reader_init(&ir, item);
    l->group_no = 1;
    double left = number(item, "qty_ordered") - number(item, "qty_canceled") -
                  number(item, "qty_refunded");
    if (left < 0.0001)
        return;
    l->qty = units(left, word(item, "sku"), o);
    l->sent = (int32_t)(number(item, "qty_shipped") + 0.5);
    json_take_text(&ir, "sku", l->sku, sizeof l->sku, false);
    order_json_name(json_object_get(item, "name"), l);
    order_unnamed(l);
    number_text(item, "item_id", l->channel_line, sizeof l->channel_line);
    // Unit prices may have four places; ours is the nearest that can be paid.
    order_json_money(&ir, "price_incl_tax", 4, &unit_4);
    int64_t shrink = 1;
    for (int d = digits; d < 4; d++)
        shrink *= 10;
    l->price_minor = (unit_4 + shrink / 2) / shrink;
    order_json_money(&ir, "tax_amount", digits, &l->tax_minor);
    order_json_money(&ir, "discount_amount", digits, &discount);
    l->discount_minor = discount < 0 ? -discount : discount;
    o->line_count++;
    if (!json_reader_ok(&ir))
        json_reader_fail(r, "items", ir.why);
}

static void read_lines(struct json_reader *r, struct order *o)
{
    const json_t *items = json_take_array(r, "items", true);
    if (json_array_size(items) > PICK_LINES_MAX) {
        json_reader_fail(r, "items", "are more than 1280");
        return;
    }
    for (size_t i = 0; i < json_array_size(items) && json_reader_ok(r); i++) {
        const json_t *item = json_array_get(items, i);
        if (is_packed(items, item))
            read_line(r, item, o, places_digits(o->currency));
    }
}

enum adobe_verdict adobe_order_read(struct json_reader *r, struct order *o,
                                    char parent_ref[24])
{
    const struct state *s = find_state(word(r->object, "state"));
    memset(o, 0, sizeof *o);
    number_text(r->object, "relation_parent_id", parent_ref, 24);
    if (!s || json_integer_value(json_object_get(r->object,
                                                 "relation_child_id")) ||
        word(r->object, "relation_child_id")[0])
        return ADOBE_SKIP; // an edited order lives on as its child
    number_text(r->object, "entity_id", o->channel_ref,
                sizeof o->channel_ref);
    json_take_text(r, "increment_id", o->order_no, sizeof o->order_no, true);
    json_take_text(r, "customer_email", o->email, sizeof o->email, false);
    json_take_text(r, "order_currency_code", o->currency, sizeof o->currency,
                   true);
    order_json_time(r, "created_at", &o->placed_ms);
    order_json_time(r, "updated_at", &o->version);
    order_json_money(r, "grand_total", places_digits(o->currency),
                     &o->total_minor);
    if (!o->channel_ref[0])
        json_reader_fail(r, "entity_id", "is missing");
    o->drafts_items = true;
    read_state(r, s, o);
    if (!json_is_true(json_object_get(r->object, "is_virtual")) &&
        number(r->object, "is_virtual") == 0)
        read_address(r, o);
    else
        return ADOBE_SKIP;
    read_lines(r, o);
    snprintf(o->customer, sizeof o->customer, "%s",
             o->group[0].to.name[0] ? o->group[0].to.name : o->email);
    if (!json_reader_ok(r))
        return ADOBE_WRONG;
    // Refunded, cancelled or sent in full: still a change to follow.
    o->may_be_empty = true;
    return ADOBE_TAKE;
}

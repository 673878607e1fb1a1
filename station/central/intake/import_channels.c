// Order files of other systems: Shopify's order export and Amazon's order
// report. Layouts are found by the names of their columns.
#include "station/base/clock.h"
#include "station/base/text.h"
#include "station/central/intake/import_internal.h"
#include "station/central/intake/order_json.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/orders/orders.h"

#include <stdio.h>
#include <string.h>

static const char *channel_of(const struct importer *im)
{
    return im->in.channel[0] ? im->in.channel : im->in.format;
}


enum {
    S_NAME, S_EMAIL, S_FINANCIAL, S_CURRENCY, S_TOTAL, S_METHOD, S_CREATED,
    S_QTY, S_ITEM_NAME, S_PRICE, S_SKU, S_SHIPS, S_TO, S_ADDRESS1, S_ADDRESS2,
    S_COMPANY, S_CITY, S_ZIP, S_PROVINCE, S_COUNTRY, S_PHONE, S_NOTES,
    S_CANCELLED, S_ID, S_DISCOUNT, S_ATTRIBUTES, S_SENT, S_LINE_SENT,
    S_REFUNDED, S_STREET, S_SOURCE,
};

const char *const IMPORT_SHOPIFY_COLUMNS[] = {
    "Name", "Email", "Financial Status", "Currency", "Total",
    "Shipping Method", "Created at", "Lineitem quantity", "Lineitem name",
    "Lineitem price", "Lineitem sku", "Lineitem requires shipping",
    "Shipping Name", "Shipping Address1", "Shipping Address2",
    "Shipping Company", "Shipping City", "Shipping Zip", "Shipping Province",
    "Shipping Country", "Shipping Phone", "Notes", "Cancelled at", "Id",
    "Lineitem discount", "Note Attributes", "Fulfillment Status",
    "Lineitem fulfillment status", "Refunded Amount", "Shipping Street",
    "Source", NULL};

enum order_payment import_shopify_payment(const char *status)
{
    if (strcmp(status, "paid") == 0 ||
        strcmp(status, "partially_refunded") == 0)
        return ORDER_PAID;
    if (strcmp(status, "authorized") == 0)
        return ORDER_AUTHORISED;
    if (strcmp(status, "refunded") == 0)
        return ORDER_REFUNDED;
    return strcmp(status, "voided") == 0 ? ORDER_PAYMENT_FAILED
                                         : ORDER_PENDING;
}

// A spreadsheet guard: "'75008".
static const char *no_guard(const char *text)
{
    return text[0] == '\'' ? text + 1 : text;
}

static void join(struct importer *im, int column, char *out, size_t cap,
                 const char *a, const char *b, const char *c)
{
    char whole[CSV_ROW_MAX + 8];
    snprintf(whole, sizeof whole, "%s%s%s%s%s", a, a[0] && b[0] ? "\n" : "",
             b, c[0] ? "\n" : "", c);
    import_words(im, column, whole, out, cap);
}

static void shopify_address(struct importer *im, const struct csv_row *row,
                            struct order_group *g)
{
    struct address *a = &g->to;
    const char *method = import_field(im, row, S_METHOD);
    // Some exports have both lines in one column, and not the two of them.
    const char *first = import_field(im, row, S_ADDRESS1);
    if (!first[0])
        first = import_field(im, row, S_STREET);
    import_words(im, S_TO, import_field(im, row, S_TO), a->name,
                 sizeof a->name);
    join(im, S_ADDRESS1, a->street, sizeof a->street, first,
         import_field(im, row, S_ADDRESS2), "");
    import_words(im, S_COMPANY, import_field(im, row, S_COMPANY), a->company,
                 sizeof a->company);
    import_words(im, S_CITY, import_field(im, row, S_CITY), a->city,
                 sizeof a->city);
    import_words(im, S_ZIP, no_guard(import_field(im, row, S_ZIP)), a->postal,
                 sizeof a->postal);
    import_words(im, S_PROVINCE, import_field(im, row, S_PROVINCE), a->region,
                 sizeof a->region);
    import_words(im, S_PHONE, no_guard(import_field(im, row, S_PHONE)),
                 a->phone, sizeof a->phone);
    order_note(import_field(im, row, S_NOTES), g);
    text_copy(g->service, sizeof g->service, method, strlen(method));
    import_country(im, import_field(im, row, S_COUNTRY), a);
    if (strcmp(import_field(im, row, S_SOURCE), "pos") == 0)
        import_hold(im, "sold over the counter");
    import_hold_nowhere(im);
}

// The export has the amount that was given back, and not for which line: a
// person decides what is still to be sent.
static bool hold_refunded(struct importer *im, const struct csv_row *row,
                          struct order *o)
{
    int64_t refunded = 0;
    if (!import_number(im, row->line, "Refunded Amount",
                       import_field(im, row, S_REFUNDED), import_digits(im),
                       100000000000000, &refunded))
        return false;
    if (refunded > 0 ||
        strcmp(import_field(im, row, S_FINANCIAL), "partially_refunded") == 0) {
        char note[64];
        snprintf(note, sizeof note, "%.40s %.3s given back",
                 import_field(im, row, S_REFUNDED), o->currency);
        import_hold(im, note);
    }
    return true;
}

// The shop has sent this line; the state of the whole order stands in its first
// row alone.
static bool is_line_sent(const struct importer *im, const struct csv_row *row)
{
    return im->is_sent ||
           strcmp(import_field(im, row, S_LINE_SENT), "fulfilled") == 0;
}

static bool shopify_order(struct importer *im, const struct csv_row *row)
{
    struct order *o = &im->order;
    int64_t n = row->line;
    snprintf(o->channel, sizeof o->channel, "%s", channel_of(im));
    o->drafts_items = true;
    o->group_count = 1;
    o->payment =
        import_shopify_payment(import_field(im, row, S_FINANCIAL));
    o->is_cancelled = import_field(im, row, S_CANCELLED)[0] != 0;
    if (!import_copy(im, n, "Name", import_field(im, row, S_NAME), o->order_no,
                     sizeof o->order_no, true) ||
        !import_copy(im, n, "Id", no_guard(import_field(im, row, S_ID)),
                     o->channel_ref, sizeof o->channel_ref, false) ||
        !import_copy(im, n, "Email", import_field(im, row, S_EMAIL), o->email,
                     sizeof o->email, false) ||
        !import_copy(im, n, "Currency", import_field(im, row, S_CURRENCY),
                     o->currency, sizeof o->currency, true) ||
        !import_number(im, n, "Total", import_field(im, row, S_TOTAL),
                       import_digits(im), 100000000000000, &o->total_minor))
        return false;
    shopify_address(im, row, &o->group[0]);
    snprintf(o->customer, sizeof o->customer, "%s",
             o->group[0].to.name[0] ? o->group[0].to.name : o->email);
    im->is_sent = strcmp(import_field(im, row, S_SENT), "fulfilled") == 0;
    if (!hold_refunded(im, row, o))
        return false;
    if (!clock_parse(import_field(im, row, S_CREATED), &o->placed_ms)) {
        import_problem(im, n, "Created at is not a time");
        return false;
    }
    return true;
}

static void line_name(struct order_line *l, const char *name)
{
    text_words(l->name, sizeof l->name, name, strlen(name));
}

// The item's code, or one made of its name; see order_unnamed.
static const char *sku_of(const struct importer *im, const struct csv_row *row,
                          int sku, int name, char out[FIELD_SKU_MAX + 1])
{
    struct order_line l = {.sku = ""};
    const char *given = import_field(im, row, sku);
    if (given[0])
        return given;
    line_name(&l, import_field(im, row, name));
    order_unnamed(&l);
    memcpy(out, l.sku, sizeof l.sku);
    return out;
}

bool import_shopify_row(struct importer *im, const struct csv_row *row)
{
    int64_t discount = 0;
    char sku[FIELD_SKU_MAX + 1];
    if (import_begin_order(im, row->line, channel_of(im),
                           import_field(im, row, S_NAME)) &&
        !shopify_order(im, row)) {
        import_drop_order(im);
        return true;
    }
    if (strcmp(import_field(im, row, S_SHIPS), "false") == 0)
        return true; // nothing to pack: a gift card, a download
    // One that was taken off the order stays there with none of it wanted.
    bool is_none = strcmp(import_field(im, row, S_QTY), "0") == 0;
    if (is_none ||
        strcmp(import_field(im, row, S_LINE_SENT), "restocked") == 0) {
        import_pass_line(im);
        return true;
    }
    const char *less = import_field(im, row, S_DISCOUNT);
    struct order_line *l = import_add_line(
        im, row->line, sku_of(im, row, S_SKU, S_ITEM_NAME, sku),
        import_field(im, row, S_QTY), import_field(im, row, S_PRICE));
    // Some write what is taken off with a sign.
    if (!l || !import_number(im, row->line, "Lineitem discount",
                             less[0] == '-' ? less + 1 : less,
                             import_digits(im), 100000000000, &discount)) {
        import_drop_order(im);
        return true;
    }
    line_name(l, import_field(im, row, S_ITEM_NAME));
    l->discount_minor = discount;
    l->sent = is_line_sent(im, row) ? l->qty : 0;
    return true;
}

enum {
    A_ORDER, A_ITEM, A_PURCHASE, A_PROMISE, A_EMAIL, A_BUYER, A_SKU, A_PRODUCT,
    A_TO_SHIP, A_PURCHASED, A_SHIPPED, A_CURRENCY, A_PRICE, A_TAX, A_LEVEL,
    A_NAME, A_STREET1, A_STREET2, A_STREET3, A_CITY, A_STATE, A_POSTAL,
    A_COUNTRY, A_PHONE, A_PO, A_CPF, A_CANCEL, A_GIFT,
};

const char *const IMPORT_AMAZON_COLUMNS[] = {"order-id",
                                             "order-item-id",
                                             "purchase-date",
                                             "promise-date",
                                             "buyer-email",
                                             "buyer-name",
                                             "sku",
                                             "product-name",
                                             "quantity-to-ship",
                                             "quantity-purchased",
                                             "quantity-shipped",
                                             "currency",
                                             "item-price",
                                             "item-tax",
                                             "ship-service-level",
                                             "recipient-name",
                                             "ship-address-1",
                                             "ship-address-2",
                                             "ship-address-3",
                                             "ship-city",
                                             "ship-state",
                                             "ship-postal-code",
                                             "ship-country",
                                             "buyer-phone-number",
                                             "purchase-order-number",
                                             "cpf",
                                             "is-buyer-requested-cancellation",
                                             "gift-message-text",
                                             NULL};

static void amazon_address(struct importer *im, const struct csv_row *row,
                           struct order_group *g)
{
    struct address *a = &g->to;
    const char *level = import_field(im, row, A_LEVEL);
    import_words(im, A_NAME, import_field(im, row, A_NAME), a->name,
                 sizeof a->name);
    join(im, A_STREET1, a->street, sizeof a->street,
         import_field(im, row, A_STREET1), import_field(im, row, A_STREET2),
         import_field(im, row, A_STREET3));
    import_words(im, A_CITY, import_field(im, row, A_CITY), a->city,
                 sizeof a->city);
    import_words(im, A_STATE, import_field(im, row, A_STATE), a->region,
                 sizeof a->region);
    import_words(im, A_POSTAL, import_field(im, row, A_POSTAL), a->postal,
                 sizeof a->postal);
    import_words(im, A_PHONE, import_field(im, row, A_PHONE), a->phone,
                 sizeof a->phone);
    import_words(im, A_CPF, import_field(im, row, A_CPF), a->tax_no,
                 sizeof a->tax_no);
    text_copy(g->service, sizeof g->service, level, strlen(level));
    import_words(im, A_GIFT, import_field(im, row, A_GIFT), g->gift_text,
                 sizeof g->gift_text);
    if (!a->name[0])
        import_hold(im, "recipient-name is missing");
    import_country(im, import_field(im, row, A_COUNTRY), a);
    import_hold_nowhere(im);
}

static bool is_amazon_no(const char *text)
{
    static const char SHAPE[] = "ddd-ddddddd-ddddddd";
    for (size_t i = 0; i < sizeof SHAPE; i++)
        if (SHAPE[i] == 'd' ? text[i] < '0' || text[i] > '9'
                            : text[i] != SHAPE[i])
            return false;
    return true;
}

static bool amazon_order(struct importer *im, const struct csv_row *row)
{
    struct order *o = &im->order;
    int64_t n = row->line;
    const char *promise = import_field(im, row, A_PROMISE);
    snprintf(o->channel, sizeof o->channel, "%s", channel_of(im));
    snprintf(o->currency, sizeof o->currency, "EUR");
    o->drafts_items = true;
    o->group_count = 1;
    o->payment = ORDER_PAID; // orders appear in the report when they are paid
    if (!is_amazon_no(import_field(im, row, A_ORDER))) {
        import_problem(im, n, "order-id must be digits in groups of 3-7-7");
        return false;
    }
    if (!import_copy(im, n, "order-id", import_field(im, row, A_ORDER),
                     o->order_no, sizeof o->order_no, true) ||
        !import_copy(im, n, "buyer-email", import_field(im, row, A_EMAIL),
                     o->email, sizeof o->email, false) ||
        !import_copy(im, n, "purchase-order-number",
                     import_field(im, row, A_PO), o->po_number,
                     sizeof o->po_number, false))
        return false;
    amazon_address(im, row, &o->group[0]);
    if (import_field(im, row, A_CURRENCY)[0] &&
        !import_copy(im, n, "currency", import_field(im, row, A_CURRENCY),
                     o->currency, sizeof o->currency, true))
        return false;
    snprintf(o->customer, sizeof o->customer, "%s", o->group[0].to.name);
    if (!clock_parse(import_field(im, row, A_PURCHASE), &o->placed_ms) ||
        (promise[0] && !clock_parse(promise, &o->due_ms))) {
        import_problem(im, n, "purchase-date or promise-date is not a time");
        return false;
    }
    return true;
}

enum { AMAZON_UNITS_MAX = 1000000 };  // of one row

// Units of a row, 0 when it holds no such number.
static int64_t number_of(const struct importer *im, const struct csv_row *row,
                         int column)
{
    const char *text = import_field(im, row, column);
    int64_t n = 0;
    bool is_right = text_to_int(text, strlen(text), &n) == ERR_OK && n >= 0 &&
                    n <= AMAZON_UNITS_MAX;
    return is_right ? n : 0;
}

// quantity-to-ship when the report has it, else what is left of the purchase.
static void amazon_qty(const struct importer *im, const struct csv_row *row,
                       char *out, size_t cap)
{
    const char *to_ship = import_field(im, row, A_TO_SHIP);
    int64_t gone = number_of(im, row, A_SHIPPED);
    if (to_ship[0] || gone == 0)
        snprintf(out, cap, "%s",
                 to_ship[0] ? to_ship : import_field(im, row, A_PURCHASED));
    else
        snprintf(out, cap, "%lld",
                 (long long)(number_of(im, row, A_PURCHASED) - gone));
}

// quantity-shipped, or what is missing of the purchase where the report does
// not have it.
static bool amazon_sent(struct importer *im, const struct csv_row *row,
                        int64_t *out)
{
    const char *gone = import_field(im, row, A_SHIPPED);
    int64_t rest = number_of(im, row, A_PURCHASED) -
                   number_of(im, row, A_TO_SHIP);
    if (gone[0] || !import_field(im, row, A_TO_SHIP)[0])
        return import_number(im, row->line, "quantity-shipped", gone, 0,
                             AMAZON_UNITS_MAX, out);
    *out = rest > 0 && rest <= AMAZON_UNITS_MAX ? rest : 0;
    return true;
}

// The market leaves it to the seller whether the buyer's wish is in time.
static void hold_cancelling(struct importer *im, const struct csv_row *row)
{
    if (strcmp(import_field(im, row, A_CANCEL), "true") != 0)
        return;
    char note[FIELD_SKU_MAX + 32];
    snprintf(note, sizeof note, "the buyer asks to cancel %.63s",
             import_field(im, row, A_SKU));
    import_hold(im, note);
}

// The report has the price of all that was bought. Where it does not divide,
// one is a cent dearer and the line's discount gives the rest back, so that the
// line is what was paid.
static void line_price(struct order_line *l, int64_t price, int64_t all)
{
    if (all > l->qty) { // of a part of it nobody can say better
        l->price_minor = (price + all / 2) / all;
        return;
    }
    l->price_minor = (price + l->qty - 1) / l->qty;
    l->discount_minor = l->price_minor * l->qty - price;
}

static bool has_line(const struct order *o, const char *channel_line)
{
    for (int32_t i = 0; i < o->line_count; i++)
        if (channel_line[0] &&
            strcmp(o->line[i].channel_line, channel_line) == 0)
            return true;
    return false;
}

bool import_amazon_row(struct importer *im, const struct csv_row *row)
{
    char qty[24], sku[FIELD_SKU_MAX + 1];
    int64_t tax, price, sent;
    if (import_begin_order(im, row->line, channel_of(im),
                           import_field(im, row, A_ORDER)) &&
        !amazon_order(im, row)) {
        import_drop_order(im);
        return true;
    }
    if (has_line(&im->order, import_field(im, row, A_ITEM)))
        return true; // the same row twice
    hold_cancelling(im, row);
    amazon_qty(im, row, qty, sizeof qty);
    bool is_left = strcmp(qty, "0") != 0;
    if (!amazon_sent(im, row, &sent)) {
        import_drop_order(im);
        return true;
    }
    if (!is_left && sent < 1) {
        import_pass_line(im); // its other rows are work all the same
        return true;
    }
    if (!is_left)
        snprintf(qty, sizeof qty, "%lld", (long long)sent);
    struct order_line *l = import_add_line(
        im, row->line, sku_of(im, row, A_SKU, A_PRODUCT, sku), qty, "");
    if (!l ||
        !import_copy(im, row->line, "order-item-id",
                     import_field(im, row, A_ITEM), l->channel_line,
                     sizeof l->channel_line, true) ||
        !import_number(im, row->line, "item-price",
                       import_field(im, row, A_PRICE), import_digits(im),
                       100000000000, &price) ||
        !import_number(im, row->line, "item-tax", import_field(im, row, A_TAX),
                       import_digits(im), 100000000000, &tax)) {
        import_drop_order(im);
        return true;
    }
    line_name(l, import_field(im, row, A_PRODUCT));
    line_price(l, price, number_of(im, row, A_PURCHASED));
    l->sent = (int32_t)sent;
    l->qty += is_left ? l->sent : 0;
    l->tax_minor = tax;
    im->order.total_minor += price + tax;
    return true;
}

// One row of an order file becomes a line of an order: our CSV, and the UCI
// "Online Retail" data set.
#include "station/base/clock.h"
#include "station/base/text.h"
#include "station/central/intake/goods.h"
#include "station/central/intake/import_internal.h"
#include "station/central/book/places.h"
#include "station/central/intake/order_json.h"
#include "shared/date.h"
#include "station/store/central/goods/items.h"
#include "station/store/central/orders/groups.h"
#include "station/store/central/orders/orders.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

bool import_begin_order(struct importer *im, int64_t line, const char *channel,
                        const char *order_no)
{
    struct order *o = &im->order;
    bool goes_on = !order_no[0] || (strcmp(o->order_no, order_no) == 0 &&
                                    strcmp(o->channel, channel) == 0);
    if (im->has_order && goes_on)
        return false; // a row without a number, too
    import_flush_order(im);
    memset(o, 0, sizeof *o);
    im->has_order = true;
    im->is_dropped = false;
    im->has_left = false;
    im->is_sent = false;
    im->order_line = line;
    return true;
}

int import_digits(const struct importer *im)
{
    const char *own = im->order.currency;
    return places_digits(own[0] ? own : im->office->book.currency);
}

void import_pass_line(struct importer *im)
{
    im->has_left = true;
}

void import_drop_order(struct importer *im)
{
    im->is_dropped = true; // its other rows are passed over
}

struct order_line *import_add_line(struct importer *im, int64_t line,
                                   const char *sku, const char *qty_text,
                                   const char *price_text)
{
    struct order *o = &im->order;
    int32_t qty = 0;
    int64_t price = 0;
    if (o->line_count == PICK_LINES_MAX) {
        import_problem(im, line, "the order has more than 1280 lines");
        return NULL;
    }
    struct order_line *l = &o->line[o->line_count];
    memset(l, 0, sizeof *l);
    if (!import_copy(im, line, "sku", sku, l->sku, sizeof l->sku, true) ||
        !import_qty(im, line, sku, qty_text, &qty) ||
        !import_number(im, line, "price", price_text, import_digits(im),
                       100000000000, &price))
        return NULL;
    if (qty < 1) {
        import_problem(im, line, "quantity below 1");
        return NULL;
    }
    if (!o->drafts_items && !items_id(im->st, l->sku)) {
        struct outcome_why why;
        goods_unknown(im->st, l->sku, &why);
        import_problem(im, line, why.text);
        return NULL;
    }
    l->group_no = 1;
    l->qty = qty;
    l->price_minor = price;
    o->line_count++;
    return l;
}

enum {
    O_CHANNEL,
    O_ORDER_NO,
    O_REF,
    O_VERSION,
    O_CUSTOMER,
    O_EMAIL,
    O_CURRENCY,
    O_PLACED,
    O_DUE,
    O_TOTE,
    O_PROFILE,
    O_PAYMENT,
    O_PO,
    O_TOTAL,
    O_GROUP,
    O_NAME,
    O_COMPANY,
    O_ADDRESS,
    O_DISTRICT,
    O_CITY,
    O_REGION,
    O_POSTAL,
    O_COUNTRY,
    O_PHONE,
    O_TAX_NO,
    O_SERVICE,
    O_NOTE,
    O_GIFT_TEXT,
    O_LATITUDE,
    O_LONGITUDE,
    O_SKU,
    O_QTY,
    O_PRICE,
    O_TAX,
    O_DISCOUNT,
    O_LINE_REF,
};

const char *const IMPORT_ORDER_COLUMNS[] = {
    "channel",  "order_no", "ref",    "version",  "customer",  "email",
    "currency", "placed",   "due",    "tote",     "profile",   "payment",
    "po",       "total",    "group",  "name",     "company",   "address",
    "district", "city",     "region", "postal",   "country",   "phone",
    "tax_no",   "service",  "note",   "gift_text", "latitude", "longitude",
    "sku",      "qty",      "price",  "tax",       "discount", "line_ref",
    NULL};

struct order_field {
    int column;
    size_t offset, cap;
    bool is_required;
};

static bool copy_fields(struct importer *im, const struct csv_row *row,
                        const struct order_field *f, size_t count, char *base)
{
    for (size_t i = 0; i < count; i++)
        if (!import_copy(im, row->line, IMPORT_ORDER_COLUMNS[f[i].column],
                         import_field(im, row, f[i].column), base + f[i].offset,
                         f[i].cap, f[i].is_required))
            return false;
    return true;
}

#define ORDER_FIELD(column, member, required)                                  \
    {                                                                          \
        column, offsetof(struct order, member),                                \
            sizeof((struct order *)0)->member, required                        \
    }
static bool take_group(struct importer *im, const struct csv_row *row,
                       struct order_group *g)
{
    struct address *to = &g->to;
    const struct {
        int column;
        char *out;
        size_t cap;
    } words[] = {{O_NAME, to->name, sizeof to->name},
                 {O_COMPANY, to->company, sizeof to->company},
                 {O_ADDRESS, to->street, sizeof to->street},
                 {O_DISTRICT, to->district, sizeof to->district},
                 {O_CITY, to->city, sizeof to->city},
                 {O_REGION, to->region, sizeof to->region},
                 {O_POSTAL, to->postal, sizeof to->postal},
                 {O_PHONE, to->phone, sizeof to->phone},
                 {O_EMAIL, to->email, sizeof to->email},
                 {O_TAX_NO, to->tax_no, sizeof to->tax_no},
                 {O_GIFT_TEXT, g->gift_text, sizeof g->gift_text}};
    const char *la = import_field(im, row, O_LATITUDE);
    const char *lo = import_field(im, row, O_LONGITUDE);
    const char *service = import_field(im, row, O_SERVICE);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        import_words(im, words[i].column,
                     import_field(im, row, words[i].column), words[i].out,
                     words[i].cap);
    text_copy(g->service, sizeof g->service, service, strlen(service));
    order_note(import_field(im, row, O_NOTE), g);
    import_country(im, import_field(im, row, O_COUNTRY), to);
    if (!g->to.name[0])
        snprintf(g->to.name, sizeof g->to.name, "%s", im->order.customer);
    if ((la[0] || lo[0]) && !places_degrees(la, lo, &g->point)) {
        import_problem(im, row->line, "latitude and longitude must be degrees");
        return false;
    }
    return true;
}

static bool take_numbers(struct importer *im, const struct csv_row *row,
                         struct order *o)
{
    const char *placed = import_field(im, row, O_PLACED);
    const char *due = import_field(im, row, O_DUE);
    const char *payment = import_field(im, row, O_PAYMENT);
    if (!import_number(im, row->line, "version",
                       import_field(im, row, O_VERSION), 0, INT64_MAX / 2,
                       &o->version) ||
        !import_number(im, row->line, "total", import_field(im, row, O_TOTAL),
                       import_digits(im), 100000000000000, &o->total_minor))
        return false;
    if ((placed[0] && !clock_parse(placed, &o->placed_ms)) ||
        (due[0] && !clock_parse(due, &o->due_ms))) {
        import_problem(im, row->line,
                       "placed and due must be YYYY-MM-DD HH:MM:SS");
        return false;
    }
    if (payment[0] && !order_payment_find(payment, &o->payment)) {
        import_problem(im, row->line,
                       "payment must be paid, authorised, "
                       "pending, on_account, refunded or "
                       "failed");
        return false;
    }
    return true;
}

static bool fill_order(struct importer *im, const struct csv_row *row)
{
    static const struct order_field FIELDS[] = {
        ORDER_FIELD(O_CHANNEL, channel, true),
        ORDER_FIELD(O_ORDER_NO, order_no, true),
        ORDER_FIELD(O_REF, channel_ref, false),
        ORDER_FIELD(O_CURRENCY, currency, false),
        ORDER_FIELD(O_TOTE, tote, false),
        ORDER_FIELD(O_PROFILE, profile, false),
        ORDER_FIELD(O_PO, po_number, false)};
    struct order *o = &im->order;
    import_words(im, O_CUSTOMER, import_field(im, row, O_CUSTOMER),
                 o->customer, sizeof o->customer);
    import_words(im, O_EMAIL, import_field(im, row, O_EMAIL), o->email,
                 sizeof o->email);
    if (!o->customer[0]) {
        import_problem(im, row->line, "customer is missing");
        return false;
    }
    return copy_fields(im, row, FIELDS, sizeof FIELDS / sizeof FIELDS[0],
                       (char *)o) &&
           take_numbers(im, row, o);
}

// Groups are numbered from 1 in the file; a new number brings its address.
static bool choose_group(struct importer *im, const struct csv_row *row,
                         int32_t *group_no)
{
    int64_t n = 0;
    struct order *o = &im->order;
    if (!import_number(im, row->line, "group", import_field(im, row, O_GROUP),
                       0, ORDER_GROUPS_MAX, &n))
        return false;
    *group_no = n ? (int32_t)n : 1;
    if (*group_no <= o->group_count)
        return true;
    if (*group_no != o->group_count + 1) {
        import_problem(im, row->line, "group leaves out a number");
        return false;
    }
    return take_group(im, row, &o->group[o->group_count++]);
}

bool import_order_row(struct importer *im, const struct csv_row *row)
{
    int32_t group_no;
    int64_t tax, discount;
    const char *less = import_field(im, row, O_DISCOUNT);
    const char *sku = import_field(im, row, O_SKU);
    int32_t qty;
    if ((import_begin_order(im, row->line, import_field(im, row, O_CHANNEL),
                            import_field(im, row, O_ORDER_NO)) &&
         !fill_order(im, row)) ||
        !choose_group(im, row, &group_no) ||
        !import_number(im, row->line, "tax", import_field(im, row, O_TAX),
                       import_digits(im), 100000000000, &tax) ||
        !import_number(im, row->line, "discount",
                       less[0] == '-' ? less + 1 : less, import_digits(im),
                       100000000000, &discount) ||
        !import_qty(im, row->line, sku, import_field(im, row, O_QTY), &qty)) {
        import_drop_order(im);
        return true;
    }
    if (qty == 0 && import_field(im, row, O_QTY)[0]) {
        char note[96];
        snprintf(note, sizeof note, "none is wanted of %.60s", sku);
        import_hold(im, note);
        return true;
    }
    struct order_line *l =
        import_add_line(im, row->line, sku, import_field(im, row, O_QTY),
                        import_field(im, row, O_PRICE));
    if (!l || !import_copy(im, row->line, "line_ref",
                           import_field(im, row, O_LINE_REF), l->channel_line,
                           sizeof l->channel_line, false)) {
        import_drop_order(im);
        return true;
    }
    l->group_no = group_no;
    l->tax_minor = tax;
    l->discount_minor = discount;
    return true;
}

const char *const IMPORT_RETAIL_COLUMNS[] = {
    "InvoiceNo", "StockCode",  "Description", "Quantity", "InvoiceDate",
    "UnitPrice", "CustomerID", "Country",     NULL};

// Stock codes are five digits and up to three letters, or DCGS and more; the
// rest (POST, DOT, M, BANK CHARGES, AMAZONFEE, gift_0001_20) is not stock.
static bool is_stock_code(const char *code)
{
    size_t digits = strspn(code, "0123456789");
    if (digits == 5) {
        size_t letters = strspn(
            code + 5, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
        return letters <= 3 && !code[5 + letters];
    }
    return strncmp(code, "DCGS", 4) == 0;
}

static bool begin_retail(struct importer *im, const struct csv_row *row)
{
    struct order *o = &im->order;
    const char *customer = import_field(im, row, 6);
    if (!import_begin_order(im, row->line, "online-retail",
                            import_field(im, row, 0)))
        return true;
    // The data set has no names: the customer's number stands for one.
    struct address *to = &o->group[0].to;
    o->group_count = 1;
    snprintf(o->channel, sizeof o->channel, "online-retail");
    snprintf(o->customer, sizeof o->customer, "%s%.40s",
             customer[0] ? "Customer " : "Counter sale", customer);
    snprintf(to->name, sizeof to->name, "%s", o->customer);
    snprintf(to->street, sizeof to->street, "%.40s",
             customer[0] ? customer : "no address on file");
    if (!clock_parse(import_field(im, row, 4), &o->placed_ms) ||
        !import_copy(im, row->line, "InvoiceNo", import_field(im, row, 0),
                     o->order_no, sizeof o->order_no, true)) {
        import_problem(im, row->line, "bad InvoiceNo, InvoiceDate or Country");
        import_drop_order(im);
        return false;
    }
    import_country(im, import_field(im, row, 7), to);
    snprintf(o->currency, sizeof o->currency, "GBP");
    o->due_ms = o->placed_ms + 2 * (int64_t)DATE_DAY_MS;
    return true;
}

bool import_retail_row(struct importer *im, const struct csv_row *row)
{
    const char *invoice = import_field(im, row, 0);
    const char *code = import_field(im, row, 1);
    if (invoice[0] == 'C') {
        import_problem(im, row->line, "cancelled invoice");
        return true;
    }
    if (!is_stock_code(code)) {
        import_problem(im, row->line, "non-stock code");
        return true;
    }
    if (import_field(im, row, 3)[0] == '-') {
        import_problem(im, row->line, "stock adjustment (quantity below 0)");
        return true;
    }
    if (begin_retail(im, row))
        import_add_line(im, row->line, code, import_field(im, row, 3), "");
    return true;
}

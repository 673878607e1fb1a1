// One row of a file becomes an item, a count or a line of an order.
#include "station/central/import_internal.h"
#include "station/base/text.h"

#include <stdio.h>
#include <string.h>

// Copies a field; false after reporting that it is missing or too long.
static bool copy(struct importer *im, int64_t line, const char *name,
                 const char *from, char *to, size_t cap, bool is_required)
{
    char why[100];
    int rc = text_field(to, cap, from, strlen(from));
    if (rc == ERR_OK && (to[0] || !is_required))
        return true;
    snprintf(why, sizeof why, "%s %s", name,
             rc == ERR_FULL ? "is too long"
             : rc < 0       ? "holds a control character"
                            : "is missing");
    import_problem(im, line, why);
    return false;
}

static bool number(struct importer *im, int64_t line, const char *name,
                   const char *text, int places, int64_t most, int64_t *out)
{
    char why[100];
    if (!text[0]) {
        *out = 0;
        return true;
    }
    if (text_to_decimal(text, strlen(text), places, out) == ERR_OK &&
        *out >= 0 && *out <= most)
        return true;
    snprintf(why, sizeof why, "%s \"%.40s\" is not a number in range", name,
             text);
    import_problem(im, line, why);
    return false;
}

static bool yes(const char *text)
{
    return strcmp(text, "yes") == 0 || strcmp(text, "1") == 0;
}

static bool add_code(void *arg, const char *text, int32_t qty)
{
    struct central_item *item = arg;
    if (item->code_count == CENTRAL_CODES_MAX ||
        strlen(text) > CENTRAL_CODE_MAX)
        return false;
    struct central_code *c = &item->code[item->code_count++];
    snprintf(c->code, sizeof c->code, "%s", text);
    c->qty = qty;
    return true;
}

static bool add_part(void *arg, const char *text, int32_t qty)
{
    struct central_item *item = arg;
    if (item->part_count == CENTRAL_PARTS_MAX ||
        strlen(text) > CENTRAL_SKU_MAX)
        return false;
    struct central_part *p = &item->part[item->part_count++];
    snprintf(p->sku, sizeof p->sku, "%s", text);
    p->qty = qty;
    return true;
}

const char *const IMPORT_ITEM_COLUMNS[] = {
    "sku", "name", "weight_g", "spread_g", "codes", "needs_lot",
    "needs_serial", "picture_url", "parts", NULL};

bool import_item_row(struct importer *im, const struct csv_row *row)
{
    static struct central_item item;
    struct central_why why = {""};
    int64_t n = row->line;
    memset(&item, 0, sizeof item);
    if (!copy(im, n, "sku", import_field(im, row, 0), item.sku,
              sizeof item.sku, true) ||
        !copy(im, n, "name", import_field(im, row, 1), item.name,
              sizeof item.name, true) ||
        !number(im, n, "weight_g", import_field(im, row, 2), 3, 1000000000,
                &item.weight_mg) ||
        !number(im, n, "spread_g", import_field(im, row, 3), 3, 1000000000,
                &item.spread_mg) ||
        !copy(im, n, "picture_url", import_field(im, row, 7),
              item.picture_url, sizeof item.picture_url, false))
        return true;
    item.needs_lot = yes(import_field(im, row, 5));
    item.needs_serial = yes(import_field(im, row, 6));
    if (!import_pieces(import_field(im, row, 4), add_code, &item)) {
        import_problem(im, n, "codes must be like CODE*12;CODE, at most 16");
        return true;
    }
    if (!import_pieces(import_field(im, row, 8), add_part, &item)) {
        import_problem(im, n, "parts must be like SKU*2;SKU, at most 32");
        return true;
    }
    import_outcome(im, n, central_item_save(im->st, &item, &why), &why);
    return true;
}

const char *const IMPORT_STOCK_COLUMNS[] = {"sku", "place", "lot", "expiry",
                                            "qty", NULL};

bool import_stock_row(struct importer *im, const struct csv_row *row)
{
    struct central_count c = {0};
    struct central_why why = {""};
    int64_t n = row->line, expiry_ms = 0;
    const char *expiry = import_field(im, row, 3);
    if (!copy(im, n, "sku", import_field(im, row, 0), c.sku, sizeof c.sku,
              true) ||
        !copy(im, n, "place", import_field(im, row, 1), c.place,
              sizeof c.place, true) ||
        !copy(im, n, "lot", import_field(im, row, 2), c.lot, sizeof c.lot,
              false) ||
        !number(im, n, "qty", import_field(im, row, 4), 0, STOCK_QTY_MAX,
                &c.qty))
        return true;
    if (expiry[0] && !import_time(expiry, &expiry_ms)) {
        import_problem(im, n, "expiry must be YYYY-MM-DD");
        return true;
    }
    c.expiry_days = (int32_t)(expiry_ms / 86400000);
    import_outcome(im, n,
                   central_stock_count(im->st, &c, im->in->at_ms, &why),
                   &why);
    return true;
}

// Starts a new order when the number is another one.
static bool begin_order(struct importer *im, int64_t line,
                        const char *channel, const char *order_no)
{
    struct central_order *o = &im->order;
    if (im->has_order && strcmp(o->order_no, order_no) == 0 &&
        strcmp(o->channel, channel) == 0)
        return false;
    import_flush_order(im);
    memset(o, 0, sizeof *o);
    im->has_order = true;
    im->order_line = line;
    return true;
}

static bool add_line(struct importer *im, int64_t line, const char *sku,
                     const char *qty_text, const char *price_text)
{
    struct central_order *o = &im->order;
    int64_t qty = 0, price = 0;
    if (o->line_count == PICK_LINES_MAX) {
        import_problem(im, line, "the order has more than 1280 lines");
        return false;
    }
    struct central_line *l = &o->line[o->line_count];
    if (!copy(im, line, "sku", sku, l->sku, sizeof l->sku, true) ||
        !number(im, line, "qty", qty_text, 0, 1000000, &qty) ||
        !number(im, line, "price", price_text, 2, 100000000000, &price))
        return false;
    if (qty < 1) {
        import_problem(im, line, "quantity below 1");
        return false;
    }
    if (!central_item_id(im->st, l->sku)) {
        char why[120];
        snprintf(why, sizeof why, "unknown item %.63s", l->sku);
        import_problem(im, line, why);
        return false;
    }
    l->qty = (int32_t)qty;
    l->price_minor = price;
    o->line_count++;
    return true;
}

const char *const IMPORT_ORDER_COLUMNS[] = {
    "channel", "order_no", "customer", "address", "country", "currency",
    "placed", "due", "tote", "sku", "qty", "price", NULL};

static bool fill_order(struct importer *im, const struct csv_row *row)
{
    struct central_order *o = &im->order;
    int64_t n = row->line;
    const char *placed = import_field(im, row, 6);
    const char *due = import_field(im, row, 7);
    const char *currency = import_field(im, row, 5);
    if (!copy(im, n, "channel", import_field(im, row, 0), o->channel,
              sizeof o->channel, true) ||
        !copy(im, n, "order_no", import_field(im, row, 1), o->order_no,
              sizeof o->order_no, true) ||
        !copy(im, n, "customer", import_field(im, row, 2), o->customer,
              sizeof o->customer, true) ||
        !copy(im, n, "address", import_field(im, row, 3), o->address,
              sizeof o->address, false) ||
        !copy(im, n, "country", import_field(im, row, 4), o->country,
              sizeof o->country, true) ||
        !copy(im, n, "currency", currency[0] ? currency : "EUR", o->currency,
              sizeof o->currency, true) ||
        !copy(im, n, "tote", import_field(im, row, 8), o->tote,
              sizeof o->tote, false))
        return false;
    if ((placed[0] && !import_time(placed, &o->placed_ms)) ||
        (due[0] && !import_time(due, &o->due_ms))) {
        import_problem(im, n, "placed and due must be YYYY-MM-DD HH:MM:SS");
        return false;
    }
    return true;
}

bool import_order_row(struct importer *im, const struct csv_row *row)
{
    if (begin_order(im, row->line, import_field(im, row, 0),
                    import_field(im, row, 1)) &&
        !fill_order(im, row)) {
        im->has_order = false;
        return true;
    }
    if (!add_line(im, row->line, import_field(im, row, 9),
                  import_field(im, row, 10), import_field(im, row, 11))) {
        // Part of an order must not be shipped as if it were all of it.
        im->order.line_count = 0;
        im->has_order = false;
    }
    return true;
}

const char *const IMPORT_RETAIL_COLUMNS[] = {
    "InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate",
    "UnitPrice", "CustomerID", "Country", NULL};

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
    struct central_order *o = &im->order;
    const char *customer = import_field(im, row, 6);
    if (!begin_order(im, row->line, "online-retail", import_field(im, row, 0)))
        return true;
    if (!import_time(import_field(im, row, 4), &o->placed_ms) ||
        !copy(im, row->line, "InvoiceNo", import_field(im, row, 0),
              o->order_no, sizeof o->order_no, true) ||
        !copy(im, row->line, "Country", import_field(im, row, 7), o->country,
              sizeof o->country, true)) {
        import_problem(im, row->line, "bad InvoiceNo, InvoiceDate or Country");
        im->has_order = false;
        return false;
    }
    // The data set has no names: the customer's number stands for one.
    snprintf(o->channel, sizeof o->channel, "online-retail");
    snprintf(o->customer, sizeof o->customer, "%s%.40s",
             customer[0] ? "Customer " : "Counter sale", customer);
    snprintf(o->address, sizeof o->address, "%.40s",
             customer[0] ? customer : "no address on file");
    snprintf(o->currency, sizeof o->currency, "GBP");
    o->due_ms = o->placed_ms + 2 * (int64_t)86400000;
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
        add_line(im, row->line, code, import_field(im, row, 3), "");
    return true;
}

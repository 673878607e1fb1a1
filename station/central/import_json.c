// The same things as JSON: {"items":[...]}, {"stock":[...]}, {"orders":[...]}.
#include "station/central/import_internal.h"

#include <stdio.h>
#include <string.h>

static void take_pieces(struct json_reader *r, struct central_item *item)
{
    const json_t *codes = json_take_array(r, "codes", false);
    const json_t *parts = json_take_array(r, "parts", false);
    if (json_array_size(codes) > CENTRAL_CODES_MAX ||
        json_array_size(parts) > CENTRAL_PARTS_MAX) {
        json_reader_fail(r, "codes", "or parts are too many");
        return;
    }
    for (size_t i = 0; i < json_array_size(codes); i++) {
        struct central_code *c = &item->code[item->code_count++];
        struct json_reader cr;
        json_reader_init(&cr, json_array_get(codes, i));
        c->qty = 1;
        json_take_text(&cr, "code", c->code, sizeof c->code, true);
        json_take_int32(&cr, "qty", 1, 1000000, &c->qty, false);
        if (!json_reader_ok(&cr))
            json_reader_fail(r, "codes", cr.why);
    }
    for (size_t i = 0; i < json_array_size(parts); i++) {
        struct central_part *p = &item->part[item->part_count++];
        struct json_reader pr;
        json_reader_init(&pr, json_array_get(parts, i));
        json_take_text(&pr, "sku", p->sku, sizeof p->sku, true);
        json_take_int32(&pr, "qty", 1, 1000000, &p->qty, true);
        if (!json_reader_ok(&pr))
            json_reader_fail(r, "parts", pr.why);
    }
}

static enum central_outcome one_item(struct importer *im,
                                     struct json_reader *r,
                                     struct central_why *why)
{
    static struct central_item item;
    memset(&item, 0, sizeof item);
    json_take_text(r, "sku", item.sku, sizeof item.sku, true);
    json_take_text(r, "name", item.name, sizeof item.name, true);
    json_take_int(r, "weight_mg", 0, 1000000000000, &item.weight_mg, false);
    json_take_int(r, "spread_mg", 0, 1000000000000, &item.spread_mg, false);
    json_take_bool(r, "needs_lot", &item.needs_lot);
    json_take_bool(r, "needs_serial", &item.needs_serial);
    json_take_text(r, "picture_url", item.picture_url,
                   sizeof item.picture_url, false);
    take_pieces(r, &item);
    if (!json_reader_ok(r))
        return CENTRAL_REFUSED;
    return central_item_save(im->st, &item, why);
}

static enum central_outcome one_count(struct importer *im,
                                      struct json_reader *r,
                                      struct central_why *why)
{
    struct central_count c = {0};
    char expiry[32] = "";
    int64_t expiry_ms = 0;
    json_take_text(r, "sku", c.sku, sizeof c.sku, true);
    json_take_text(r, "place", c.place, sizeof c.place, true);
    json_take_text(r, "lot", c.lot, sizeof c.lot, false);
    json_take_text(r, "expiry", expiry, sizeof expiry, false);
    json_take_int(r, "qty", 0, STOCK_QTY_MAX, &c.qty, true);
    if (expiry[0] && !import_time(expiry, &expiry_ms))
        json_reader_fail(r, "expiry", "must be YYYY-MM-DD");
    if (!json_reader_ok(r))
        return CENTRAL_REFUSED;
    c.expiry_days = (int32_t)(expiry_ms / 86400000);
    return central_stock_count(im->st, &c, im->in->at_ms, why);
}

static void take_lines(struct json_reader *r, struct central_order *o)
{
    const json_t *lines = json_take_array(r, "lines", true);
    if (json_array_size(lines) > PICK_LINES_MAX) {
        json_reader_fail(r, "lines", "are more than 1280");
        return;
    }
    for (size_t i = 0; i < json_array_size(lines); i++) {
        struct central_line *l = &o->line[o->line_count++];
        struct json_reader lr;
        json_reader_init(&lr, json_array_get(lines, i));
        json_take_text(&lr, "sku", l->sku, sizeof l->sku, true);
        json_take_int32(&lr, "qty", 1, 1000000, &l->qty, true);
        json_take_int(&lr, "price_minor", 0, INT64_MAX, &l->price_minor,
                      false);
        if (!json_reader_ok(&lr))
            json_reader_fail(r, "lines", lr.why);
    }
}

static enum central_outcome one_order(struct importer *im,
                                      struct json_reader *r,
                                      struct central_why *why)
{
    struct central_order *o = &im->order;
    memset(o, 0, sizeof *o);
    snprintf(o->currency, sizeof o->currency, "EUR");
    json_take_text(r, "channel", o->channel, sizeof o->channel, true);
    json_take_text(r, "order_no", o->order_no, sizeof o->order_no, true);
    json_take_text(r, "customer", o->customer, sizeof o->customer, true);
    json_take_text(r, "address", o->address, sizeof o->address, false);
    json_take_text(r, "country", o->country, sizeof o->country, true);
    json_take_text(r, "currency", o->currency, sizeof o->currency, false);
    json_take_text(r, "tote", o->tote, sizeof o->tote, false);
    json_take_int(r, "placed_ms", 0, INT64_MAX, &o->placed_ms, false);
    json_take_int(r, "due_ms", 0, INT64_MAX, &o->due_ms, false);
    take_lines(r, o);
    if (!json_reader_ok(r))
        return CENTRAL_REFUSED;
    return central_order_add(im->st, o, im->in->at_ms, why);
}

void import_json(struct importer *im, const json_t *root)
{
    const json_t *list = json_object_get(root, im->in->kind);
    if (!json_is_array(list)) {
        snprintf(im->why, sizeof im->why, "expected {\"%s\":[...]}",
                 im->in->kind);
        return;
    }
    for (size_t i = 0; i < json_array_size(list); i++) {
        struct central_why why = {""};
        struct json_reader r;
        json_reader_init(&r, json_array_get(list, i));
        enum central_outcome outcome =
            strcmp(im->in->kind, "items") == 0   ? one_item(im, &r, &why)
            : strcmp(im->in->kind, "stock") == 0 ? one_count(im, &r, &why)
                                                 : one_order(im, &r, &why);
        if (!json_reader_ok(&r))
            snprintf(why.text, sizeof why.text, "%s", r.why);
        import_outcome(im, (int64_t)i + 1, outcome, &why);
    }
}

// The same things as JSON: {"items":[...]}, {"stock":[...]}, {"orders":[...]}.
#include "station/central/intake/import_internal.h"
#include "station/central/intake/order_json.h"
#include "station/base/clock.h"
#include "station/base/json_list.h"
#include "shared/date.h"
#include "station/central/intake/goods.h"
#include "station/store/central/goods/ledger.h"
#include "station/store/central/outcome.h"

#include <stdio.h>
#include <string.h>

static void take_pieces(struct json_reader *r, struct item *item)
{
    const json_t *codes = json_take_array(r, "codes", false);
    const json_t *parts = json_take_array(r, "parts", false);
    if (json_array_size(codes) > ITEM_CODES_MAX ||
        json_array_size(parts) > ITEM_PARTS_MAX) {
        json_reader_fail(r, "codes", "or parts are too many");
        return;
    }
    item->code_count = codes ? 0 : item->code_count;
    item->part_count = parts ? 0 : item->part_count;
    for (size_t i = 0; i < json_array_size(codes); i++) {
        struct item_code *c = &item->code[item->code_count++];
        struct json_reader cr;
        json_reader_init(&cr, json_array_get(codes, i));
        c->qty = 1;
        json_take_text(&cr, "code", c->code, sizeof c->code, true);
        json_take_int32(&cr, "qty", 1, 1000000, &c->qty, false);
        json_reader_end(&cr);
        if (!json_reader_ok(&cr))
            json_reader_fail(r, "codes", cr.why);
    }
    for (size_t i = 0; i < json_array_size(parts); i++) {
        struct item_part *p = &item->part[item->part_count++];
        struct json_reader pr;
        json_reader_init(&pr, json_array_get(parts, i));
        json_take_text(&pr, "sku", p->sku, sizeof p->sku, true);
        json_take_int32(&pr, "qty", 1, 1000000, &p->qty, true);
        json_reader_end(&pr);
        if (!json_reader_ok(&pr))
            json_reader_fail(r, "parts", pr.why);
    }
}

static void take_shipping(struct json_reader *r, struct item *item)
{
    char hs[24] = "";
    bool upright = item->pack_flags & CARTON_UPRIGHT;
    bool no_stack = item->pack_flags & CARTON_NO_STACK;
    json_take_int32(r, "length_mm", 0, 100000, &item->length_mm, false);
    json_take_int32(r, "width_mm", 0, 100000, &item->width_mm, false);
    json_take_int32(r, "height_mm", 0, 100000, &item->height_mm, false);
    json_take_text(r, "hs", hs, sizeof hs, false);
    if (hs[0] && !customs_hs_normal(hs, item->hs))
        json_reader_fail(r, "hs", "must have 6 to 12 digits");
    json_take_text(r, "origin", item->origin, sizeof item->origin, false);
    json_take_text(r, "customs_name", item->customs_name,
                   sizeof item->customs_name, false);
    json_take_text(r, "substitute", item->substitute, sizeof item->substitute,
                   false);
    json_take_bool(r, "is_hazmat", &item->is_hazmat);
    json_take_bool(r, "upright", &upright);
    json_take_bool(r, "no_stack", &no_stack);
    item->pack_flags =
        (upright ? CARTON_UPRIGHT : 0) | (no_stack ? CARTON_NO_STACK : 0);
}

static void one_item(struct importer *im, struct json_reader *r)
{
    struct item item;
    char sku[sizeof item.sku] = "";
    json_take_text(r, "sku", sku, sizeof sku, true);
    // A member that is absent leaves things as they are.
    bool is_known = items_load(im->st, sku, &item);
    item.is_draft = false;
    json_take_text(r, "name", item.name, sizeof item.name, !is_known);
    json_take_int(r, "weight_mg", 0, 1000000000000, &item.weight_mg, false);
    json_take_int(r, "spread_mg", 0, 1000000000000, &item.spread_mg, false);
    json_take_bool(r, "needs_lot", &item.needs_lot);
    json_take_bool(r, "needs_serial", &item.needs_serial);
    json_take_bool(r, "needs_expiry", &item.needs_expiry);
    json_take_bool(r, "is_assembled", &item.is_assembled);
    json_take_text(r, "picture_url", item.picture_url, sizeof item.picture_url,
                   false);
    take_shipping(r, &item);
    take_pieces(r, &item);
    json_reader_end(r);
    if (json_reader_ok(r))
        import_take_item(im, json_list_taken(im->json), &item);
}

static enum outcome one_count(struct importer *im, struct json_reader *r,
                              struct outcome_why *why)
{
    struct goods_count c = {0};
    char expiry[32] = "";
    int64_t expiry_ms = 0;
    json_take_text(r, "sku", c.sku, sizeof c.sku, true);
    json_take_text(r, "place", c.place, sizeof c.place, true);
    json_take_text(r, "warehouse", c.warehouse, sizeof c.warehouse, false);
    json_take_text(r, "lot", c.lot, sizeof c.lot, false);
    json_take_text(r, "expiry", expiry, sizeof expiry, false);
    json_take_int(r, "qty", 0, STOCK_QTY_MAX, &c.qty, true);
    if (expiry[0] && !clock_parse(expiry, &expiry_ms))
        json_reader_fail(r, "expiry", "must be YYYY-MM-DD");
    json_reader_end(r);
    if (!json_reader_ok(r))
        return OUTCOME_REFUSED;
    c.expiry_days = (int32_t)(expiry_ms / DATE_DAY_MS);
    return goods_count_save(im->st, &c, im->in.at_ms, why);
}

static enum outcome one_order(struct importer *im, struct json_reader *r,
                              struct outcome_why *why)
{
    int64_t order_id = 0;
    order_json_read(r, &im->order);
    if (!json_reader_ok(r))
        return OUTCOME_REFUSED;
    return office_take(im->office, &im->order, &order_id, why);
}

static enum outcome one(struct importer *im, struct json_reader *r,
                        struct outcome_why *why)
{
    return strcmp(im->in.kind, "stock") == 0 ? one_count(im, r, why)
                                             : one_order(im, r, why);
}

static void take_entry(struct importer *im, const json_t *entry)
{
    struct outcome_why why = {.text = ""};
    struct json_reader r;
    json_reader_init(&r, entry);
    bool is_item = strcmp(im->in.kind, "items") == 0;
    enum outcome outcome = OUTCOME_REFUSED;
    if (is_item)
        one_item(im, &r);
    else
        outcome = one(im, &r, &why);
    if (is_item && json_reader_ok(&r))
        return; // counted
    if (!json_reader_ok(&r))
        snprintf(why.text, sizeof why.text, "%s", r.why);
    import_outcome(im, json_list_taken(im->json), outcome, &why);
}

bool import_json_step(struct importer *im)
{
    if (!im->has_header) { // all is read before anything is taken
        int rc = json_list_read(im->json, im->why, sizeof im->why);
        im->has_header = rc == 0;
        im->lines = json_list_count(im->json);
        return rc >= 0;
    }
    json_t *entry = json_list_take(im->json);
    if (!entry)
        return false;
    take_entry(im, entry);
    json_decref(entry);
    return true;
}

#include "station/central/intake/goods.h"
#include "station/base/url.h"
#include "station/domain/stock/count.h"
#include "station/store/central/goods/ledger.h"
#include "station/store/central/goods/warehouses.h"

#include <stdio.h>
#include <string.h>

// Each bench asks for it.
static const char *picture_wrong(struct store *st, const char *url)
{
    char allowed[4];
    if (!url[0] || !url_wrong(url, false))
        return NULL;
    if (url_wrong(url, true))
        return "the picture's address is none of http or https";
    store_setting(st, "inner_urls", allowed, sizeof allowed);
    return strcmp(allowed, "yes") == 0
               ? NULL
               : "the picture's address leads to a private network";
}

static const char *what_is_wrong(struct store *st, const struct item *item)
{
    for (int32_t i = 0; i < item->part_count; i++) {
        if (strcmp(item->part[i].sku, item->sku) == 0)
            return "a kit cannot be a part of itself";
        if (items_id(st, item->part[i].sku) == 0)
            return "a part of the kit is not a known item";
        if (item->part[i].qty < 1)
            return "a part's quantity is below 1";
    }
    if (item->substitute[0] && items_id(st, item->substitute) == 0)
        return "the substitute is not a known item";
    for (int32_t i = 0; i < item->code_count; i++)
        if (item->code[i].qty < 1)
            return "a code's quantity is below 1";
    return picture_wrong(st, item->picture_url);
}

enum outcome goods_item_save(struct store *st, const struct item *item,
                             struct outcome_why *why)
{
    const char *wrong = what_is_wrong(st, item);
    return wrong ? outcome_refuse(why, wrong) : items_save(st, item);
}

// The shelf of a count; it stays in its warehouse. 0 when it is known
// elsewhere.
static int64_t shelf(struct store *st, const struct goods_count *c)
{
    int64_t wanted = c->warehouse[0] ? warehouses_make(st, c->warehouse) : 0;
    int64_t place_id = ledger_place(st, c->place, STOCK_SHELF);
    int64_t here = ledger_place_warehouse(st, place_id);
    if (here && wanted && here != wanted)
        return 0;
    if (!here && wanted)
        ledger_place_set(st, place_id, wanted);
    return place_id;
}

struct found {
    int64_t item_id, stock_id, qty, at_ms;
    const struct goods_count *c;
};

// What lies on the shelf beyond the books comes from somewhere: first from what
// was lost of the same item and lot, and is found again.
static bool take_from(struct store *st, const struct found *f,
                      const char *place, enum stock_place kind, int64_t qty,
                      const char *reason)
{
    const struct goods_count *c = f->c;
    struct ledger_move m = {
        .stock_id = ledger_row(st, f->item_id, ledger_place(st, place, kind),
                               c->lot, c->expiry_days, f->at_ms),
        .to_place = c->place,
        .to_kind = STOCK_SHELF,
        .qty = qty,
        .at_ms = f->at_ms,
        .reason = reason};
    return qty == 0 || ledger_move(st, &m);
}

static bool find_more(struct store *st, const struct found *f)
{
    int64_t lost = 0, reserved = 0;
    int64_t row = ledger_row(st, f->item_id,
                             ledger_place(st, "LOST", STOCK_LOST), f->c->lot,
                             f->c->expiry_days, f->at_ms);
    ledger_balance(st, row, &lost, &reserved);
    int64_t again = lost < 0 ? 0 : lost < f->qty ? lost : f->qty;
    return take_from(st, f, "LOST", STOCK_LOST, again, "found") &&
           take_from(st, f, "SUPPLIER", STOCK_SUPPLIER, f->qty - again,
                     "count");
}

static bool lose(struct store *st, const struct found *f)
{
    struct ledger_move m = {.stock_id = f->stock_id,
                            .to_place = "LOST",
                            .to_kind = STOCK_LOST,
                            .qty = f->qty,
                            .at_ms = f->at_ms,
                            .reason = "count"};
    return ledger_move(st, &m);
}

static enum outcome keep(struct store *st, int64_t item_id, int64_t place_id,
                         const struct goods_count *c, int64_t at_ms,
                         struct outcome_why *why)
{
    int64_t stock_id =
        ledger_row(st, item_id, place_id, c->lot, c->expiry_days, at_ms);
    struct count count = {.counted = c->qty};
    ledger_balance(st, stock_id, &count.have, &count.reserved);
    int64_t qty;
    enum count_verdict verdict = count_judge(&count, &qty);
    if (verdict == COUNT_SAME)
        return OUTCOME_SAME;
    if (verdict == COUNT_RESERVED) {
        snprintf(why->text, sizeof why->text,
                 "%lld of them are reserved for released orders",
                 (long long)count.reserved);
        return OUTCOME_REFUSED;
    }
    struct found f = {.item_id = item_id,
                      .stock_id = stock_id,
                      .qty = qty,
                      .at_ms = at_ms,
                      .c = c};
    if (!(verdict == COUNT_FOUND ? find_more(st, &f) : lose(st, &f))) {
        snprintf(why->text, sizeof why->text, "%s is not a shelf", c->place);
        return OUTCOME_REFUSED;
    }
    return count.have ? OUTCOME_CHANGED : OUTCOME_NEW;
}

enum { ZEROS_UP_TO = 14 };  // digits of the longest code in use, a GTIN-14

bool goods_has_zeros(struct store *st, const char *sku,
                     char out[FIELD_SKU_MAX + 1])
{
    size_t len = strlen(sku);
    if (len == 0 || strspn(sku, "0123456789") != len)
        return false;
    for (size_t digits = len + 1; digits <= ZEROS_UP_TO; digits++) {
        snprintf(out, FIELD_SKU_MAX + 1, "%0*d%s", (int)(digits - len), 0,
                 sku);
        if (items_id(st, out))
            return true;
    }
    return false;
}

void goods_unknown(struct store *st, const char *sku, struct outcome_why *why)
{
    char known[FIELD_SKU_MAX + 1];
    if (goods_has_zeros(st, sku, known))
        snprintf(why->text, sizeof why->text,
                 "unknown item %.40s; %.40s is known: a sheet takes zeros "
                 "away, format the column as text",
                 sku, known);
    else
        snprintf(why->text, sizeof why->text, "unknown item %.63s", sku);
}

enum outcome goods_count_save(struct store *st, const struct goods_count *c,
                              int64_t at_ms, struct outcome_why *why)
{
    int64_t item_id = items_id(st, c->sku);
    if (!item_id) {
        goods_unknown(st, c->sku, why);
        return OUTCOME_REFUSED;
    }
    if (c->qty < 0 || c->qty > STOCK_QTY_MAX)
        return outcome_refuse(why, "quantity out of range");
    int64_t place_id = shelf(st, c);
    if (!place_id) {
        snprintf(why->text, sizeof why->text,
                 "place %s is in another warehouse", c->place);
        return OUTCOME_REFUSED;
    }
    return keep(st, item_id, place_id, c, at_ms, why);
}

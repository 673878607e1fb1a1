// One row of a file becomes an item, a count or a point.
#include "station/central/intake/import_internal.h"
#include "station/base/clock.h"
#include "station/base/text.h"
#include "station/central/book/places.h"
#include "shared/date.h"
#include "station/store/central/fields.h"
#include "station/central/intake/goods.h"
#include "station/store/central/goods/ledger.h"
#include "station/store/central/outcome.h"
#include "station/store/central/rules/points.h"

#include <stdio.h>
#include <string.h>

static bool is_yes(const char *text)
{
    return strcmp(text, "yes") == 0 || strcmp(text, "1") == 0;
}

static bool add_code(void *arg, const char *text, int32_t qty)
{
    struct item *item = arg;
    if (item->code_count == ITEM_CODES_MAX || strlen(text) > FIELD_CODE_MAX)
        return false;
    struct item_code *c = &item->code[item->code_count++];
    snprintf(c->code, sizeof c->code, "%s", text);
    c->qty = qty;
    return true;
}

static bool add_part(void *arg, const char *text, int32_t qty)
{
    struct item *item = arg;
    if (item->part_count == ITEM_PARTS_MAX || strlen(text) > FIELD_SKU_MAX)
        return false;
    struct item_part *p = &item->part[item->part_count++];
    snprintf(p->sku, sizeof p->sku, "%s", text);
    p->qty = qty;
    return true;
}

const char *const IMPORT_ITEM_COLUMNS[] = {
    "sku",       "name",         "weight_g",    "spread_g",   "codes",
    "needs_lot", "needs_serial", "picture_url", "parts",      "length_mm",
    "width_mm",  "height_mm",    "hs",          "origin",     "customs_name",
    "hazmat",    "upright",      "no_stack",    "substitute", NULL};

// The columns that shipping needs, from the tenth on.
static bool take_shipping(struct importer *im, const struct csv_row *row,
                          struct item *item)
{
    int64_t side[3] = {0}, n = row->line;
    for (int i = 0; i < 3; i++)
        if (!import_number(im, n, IMPORT_ITEM_COLUMNS[9 + i],
                           import_field(im, row, 9 + i), 0, 100000, &side[i]))
            return false;
    item->length_mm = (int32_t)side[0];
    item->width_mm = (int32_t)side[1];
    item->height_mm = (int32_t)side[2];
    const char *hs = import_field(im, row, 12);
    if (hs[0] && !customs_hs_normal(hs, item->hs)) {
        import_problem(im, n, "hs must have 6 to 12 digits");
        return false;
    }
    item->is_hazmat = is_yes(import_field(im, row, 15));
    item->pack_flags =
        (is_yes(import_field(im, row, 16)) ? CARTON_UPRIGHT : 0) |
        (is_yes(import_field(im, row, 17)) ? CARTON_NO_STACK : 0);
    return import_copy(im, n, "origin", import_field(im, row, 13), item->origin,
                       sizeof item->origin, false) &&
           import_copy(im, n, "customs_name", import_field(im, row, 14),
                       item->customs_name, sizeof item->customs_name, false) &&
           import_copy(im, n, "substitute", import_field(im, row, 18),
                       item->substitute, sizeof item->substitute, false);
}

bool import_item_row(struct importer *im, const struct csv_row *row)
{
    struct item item;
    struct outcome_why why = {""};
    int64_t n = row->line;
    memset(&item, 0, sizeof item);
    if (!import_copy(im, n, "sku", import_field(im, row, 0), item.sku,
                     sizeof item.sku, true) ||
        !import_copy(im, n, "name", import_field(im, row, 1), item.name,
                     sizeof item.name, true) ||
        !import_number(im, n, "weight_g", import_field(im, row, 2), 3,
                       1000000000, &item.weight_mg) ||
        !import_number(im, n, "spread_g", import_field(im, row, 3), 3,
                       1000000000, &item.spread_mg) ||
        !import_copy(im, n, "picture_url", import_field(im, row, 7),
                     item.picture_url, sizeof item.picture_url, false) ||
        !take_shipping(im, row, &item))
        return true;
    item.needs_lot = is_yes(import_field(im, row, 5));
    item.needs_serial = is_yes(import_field(im, row, 6));
    if (!import_pieces(import_field(im, row, 4), add_code, &item)) {
        import_problem(im, n, "codes must be like CODE*12;CODE, at most 16");
        return true;
    }
    if (!import_pieces(import_field(im, row, 8), add_part, &item)) {
        import_problem(im, n, "parts must be like SKU*2;SKU, at most 32");
        return true;
    }
    import_outcome(im, n, import_save_item(im, &item, &why), &why);
    return true;
}

const char *const IMPORT_STOCK_COLUMNS[] = {"sku", "place",     "lot", "expiry",
                                            "qty", "warehouse", NULL};

bool import_stock_row(struct importer *im, const struct csv_row *row)
{
    struct goods_count c = {0};
    struct outcome_why why = {""};
    int64_t n = row->line, expiry_ms = 0;
    const char *expiry = import_field(im, row, 3);
    if (!import_copy(im, n, "sku", import_field(im, row, 0), c.sku,
                     sizeof c.sku, true) ||
        !import_copy(im, n, "place", import_field(im, row, 1), c.place,
                     sizeof c.place, true) ||
        !import_copy(im, n, "lot", import_field(im, row, 2), c.lot,
                     sizeof c.lot, false) ||
        !import_copy(im, n, "warehouse", import_field(im, row, 5), c.warehouse,
                     sizeof c.warehouse, false) ||
        !import_number(im, n, "qty", import_field(im, row, 4), 0, STOCK_QTY_MAX,
                       &c.qty))
        return true;
    if (expiry[0] && !clock_parse(expiry, &expiry_ms)) {
        import_problem(im, n, "expiry must be YYYY-MM-DD");
        return true;
    }
    c.expiry_days = (int32_t)(expiry_ms / DATE_DAY_MS);
    import_outcome(im, n, goods_count_save(im->st, &c, im->in.at_ms, &why),
                   &why);
    return true;
}

const char *const IMPORT_POINT_COLUMNS[] = {"country", "postal", "latitude",
                                            "longitude", NULL};

bool import_point_row(struct importer *im, const struct csv_row *row)
{
    char country[3], given[24], postal[ADDRESS_POSTAL_MAX + 1];
    struct geo_point p;
    int64_t n = row->line;
    if (!import_copy(im, n, "country", import_field(im, row, 0), country,
                     sizeof country, true) ||
        !import_copy(im, n, "postal", import_field(im, row, 1), given,
                     sizeof given, true))
        return true;
    address_normal_postal(given, postal, sizeof postal);
    if (!places_degrees(import_field(im, row, 2), import_field(im, row, 3),
                        &p)) {
        import_problem(im, n, "latitude and longitude must be degrees");
        return true;
    }
    points_save(im->st, country, postal, p);
    im->count[OUTCOME_NEW]++;
    return true;
}

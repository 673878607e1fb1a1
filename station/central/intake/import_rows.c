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
    "hazmat",    "upright",      "no_stack",    "substitute", "needs_expiry",
    "assembled", NULL};

enum item_column {
    AT_SKU, AT_NAME, AT_WEIGHT, AT_SPREAD, AT_CODES, AT_NEEDS_LOT,
    AT_NEEDS_SERIAL, AT_PICTURE, AT_PARTS, AT_LENGTH, AT_WIDTH, AT_HEIGHT,
    AT_HS, AT_ORIGIN, AT_CUSTOMS_NAME, AT_HAZMAT, AT_UPRIGHT, AT_NO_STACK,
    AT_SUBSTITUTE, AT_NEEDS_EXPIRY, AT_ASSEMBLED,
};

// What a column that the file has not says stays as it is; an empty field of
// one that it has takes the value away, and the report names it.
static bool has(const struct importer *im, int column)
{
    return im->at[column] >= 0;
}

static void note_removed(struct importer *im, const struct csv_row *row,
                         int column, bool had)
{
    if (has(im, column) && had && !import_field(im, row, column)[0])
        import_removes(im, row->line, IMPORT_ITEM_COLUMNS[column]);
}

static bool take_number(struct importer *im, const struct csv_row *row,
                        int column, int places, int64_t most, int64_t *out)
{
    if (!has(im, column))
        return true;
    note_removed(im, row, column, *out != 0);
    return import_number(im, row->line, IMPORT_ITEM_COLUMNS[column],
                         import_field(im, row, column), places, most, out);
}

static bool take_side(struct importer *im, const struct csv_row *row,
                      int column, int32_t *out)
{
    int64_t mm = *out;
    bool ok = take_number(im, row, column, 0, 100000, &mm);
    *out = (int32_t)mm;
    return ok;
}

static bool take_words(struct importer *im, const struct csv_row *row,
                       int column, char *out, size_t cap)
{
    if (!has(im, column))
        return true;
    note_removed(im, row, column, out[0] != 0);
    return import_copy(im, row->line, IMPORT_ITEM_COLUMNS[column],
                       import_field(im, row, column), out, cap, false);
}

static void take_yes(const struct importer *im, const struct csv_row *row,
                     int column, bool *out)
{
    if (has(im, column))
        *out = is_yes(import_field(im, row, column));
}

static void take_flag(const struct importer *im, const struct csv_row *row,
                      int column, int32_t flag, int32_t *flags)
{
    bool is_set = *flags & flag;
    take_yes(im, row, column, &is_set);
    *flags = is_set ? *flags | flag : *flags & ~flag;
}

static bool take_shipping(struct importer *im, const struct csv_row *row,
                          struct item *item)
{
    const char *hs = import_field(im, row, AT_HS);
    if (!take_side(im, row, AT_LENGTH, &item->length_mm) ||
        !take_side(im, row, AT_WIDTH, &item->width_mm) ||
        !take_side(im, row, AT_HEIGHT, &item->height_mm))
        return false;
    note_removed(im, row, AT_HS, item->hs[0] != 0);
    if (has(im, AT_HS))
        item->hs[0] = 0;
    if (hs[0] && !customs_hs_normal(hs, item->hs)) {
        import_problem(im, row->line, "hs must have 6 to 12 digits");
        return false;
    }
    take_yes(im, row, AT_HAZMAT, &item->is_hazmat);
    take_flag(im, row, AT_UPRIGHT, CARTON_UPRIGHT, &item->pack_flags);
    take_flag(im, row, AT_NO_STACK, CARTON_NO_STACK, &item->pack_flags);
    return take_words(im, row, AT_ORIGIN, item->origin, sizeof item->origin) &&
           take_words(im, row, AT_CUSTOMS_NAME, item->customs_name,
                      sizeof item->customs_name) &&
           take_words(im, row, AT_SUBSTITUTE, item->substitute,
                      sizeof item->substitute);
}

// A sheet shows 4006381333931 as 4.00638E+12, and keeps no more than that.
static bool is_sheet_number(const char *code)
{
    size_t digits = strspn(code, "0123456789.,");
    return digits > 0 && (code[digits] == 'E' || code[digits] == 'e') &&
           code[digits + 1] == '+';
}

static bool has_sheet_number(const char *codes)
{
    for (;;) {
        const char *next = strchr(codes, ';');
        if (is_sheet_number(codes))
            return true;
        if (!next)
            return false;
        codes = next + 1;
    }
}

static bool take_pieces(struct importer *im, const struct csv_row *row,
                        struct item *item)
{
    const char *codes = import_field(im, row, AT_CODES);
    note_removed(im, row, AT_CODES, item->code_count > 0);
    note_removed(im, row, AT_PARTS, item->part_count > 0);
    if (has(im, AT_CODES))
        item->code_count = 0;
    if (has(im, AT_PARTS))
        item->part_count = 0;
    if (has_sheet_number(codes)) {
        import_problem(im, row->line,
                       "codes: a sheet made a number of this code and its "
                       "digits are lost: format the column as text, enter "
                       "the codes again, and save");
        return false;
    }
    if (!import_pieces(codes, add_code, item)) {
        import_problem(im, row->line,
                       "codes must be like CODE*12;CODE, at most 16");
        return false;
    }
    if (!import_pieces(import_field(im, row, AT_PARTS), add_part, item)) {
        import_problem(im, row->line,
                       "parts must be like SKU*2;SKU, at most 32");
        return false;
    }
    return true;
}

// A new item of digits that another has with zeros before them is that one.
static bool has_zeros(struct importer *im, int64_t line, const char *sku)
{
    struct outcome_why why;
    char known[FIELD_SKU_MAX + 1];
    if (!goods_has_zeros(im->st, sku, known))
        return false;
    goods_unknown(im->st, sku, &why);
    import_problem(im, line, why.text);
    return true;
}

bool import_item_row(struct importer *im, const struct csv_row *row)
{
    struct item item;
    char sku[sizeof item.sku];
    int64_t n = row->line;
    if (!import_copy(im, n, "sku", import_field(im, row, AT_SKU), sku,
                     sizeof sku, true))
        return true;
    bool is_known = items_load(im->st, sku, &item);
    if (!is_known && has_zeros(im, n, sku))
        return true;
    bool has_name = has(im, AT_NAME) || !is_known;
    if ((has_name &&
         !import_copy(im, n, "name", import_field(im, row, AT_NAME), item.name,
                      sizeof item.name, true)) ||
        !take_number(im, row, AT_WEIGHT, 3, 1000000000, &item.weight_mg) ||
        !take_number(im, row, AT_SPREAD, 3, 1000000000, &item.spread_mg) ||
        !take_words(im, row, AT_PICTURE, item.picture_url,
                    sizeof item.picture_url) ||
        !take_shipping(im, row, &item) || !take_pieces(im, row, &item))
        return true;
    for (char *c = item.name; *c; c++)
        *c = *c == '\n' ? ' ' : *c; // a label has one line for it
    take_yes(im, row, AT_NEEDS_LOT, &item.needs_lot);
    take_yes(im, row, AT_NEEDS_SERIAL, &item.needs_serial);
    take_yes(im, row, AT_NEEDS_EXPIRY, &item.needs_expiry);
    take_yes(im, row, AT_ASSEMBLED, &item.is_assembled);
    item.is_draft = false;
    import_take_item(im, n, &item);
    return true;
}

const char *const IMPORT_STOCK_COLUMNS[] = {"sku", "place",     "lot", "expiry",
                                            "qty", "warehouse", NULL};

bool import_stock_row(struct importer *im, const struct csv_row *row)
{
    struct goods_count c = {0};
    struct outcome_why why = {.text = ""};
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

// goods.h - items and counts of stock as files and programs give them: judged,
// then kept.
#ifndef CENTRAL_INTAKE_GOODS_H
#define CENTRAL_INTAKE_GOODS_H

#include "shared/pick.h"
#include "station/store/central/fields.h"
#include "station/store/central/goods/items.h"
#include "station/store/central/outcome.h"

// Inside a transaction. A kit's parts and a substitute must be known.
enum outcome goods_item_save(struct store *st, const struct item *item,
                             struct outcome_why *why);

// Stock as counted: the difference to what the books say moves in from the
// supplier or out to "lost". Places are made as shelves when they are new.
struct goods_count {
    char sku[FIELD_SKU_MAX + 1];
    char place[FIELD_CODE_MAX + 1];
    char warehouse[FIELD_CODE_MAX + 1]; // empty: MAIN, or where it is
    char lot[PICK_TEXT_MAX + 1];
    int32_t expiry_days;
    int64_t qty;
};
// An item whose code is these digits with zeros before them: sheets take such
// zeros away. False when there is none.
bool goods_has_zeros(struct store *st, const char *sku,
                     char out[FIELD_SKU_MAX + 1]);
// Why an item is not known, with what may have been meant.
void goods_unknown(struct store *st, const char *sku, struct outcome_why *why);

enum outcome goods_count_save(struct store *st, const struct goods_count *c,
                              int64_t at_ms, struct outcome_why *why);

#endif

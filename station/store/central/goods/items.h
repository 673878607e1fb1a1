// items.h - rows of goods and of where they lie; here what is sold: items with
// their codes, and kits of them.
//
// Codes are stored in normal form: trade item numbers as 14 digits, all else
// as it is. A change is noted for the benches, which keep a copy.
#ifndef STORE_CENTRAL_GOODS_ITEMS_H
#define STORE_CENTRAL_GOODS_ITEMS_H

#include "station/store/central/fields.h"
#include "station/store/central/outcome.h"
#include "station/store/engine/store.h"

enum {
    ITEM_CODES_MAX = 16,    // codes of one item
    ITEM_PARTS_MAX = 32,    // parts of one kit
};

struct item_code {
    char code[FIELD_CODE_MAX + 1];      // as given
    int32_t qty;
};

struct item_part {
    char sku[FIELD_SKU_MAX + 1];
    int32_t qty;
};

struct item {
    char sku[FIELD_SKU_MAX + 1];
    char name[FIELD_NAME_MAX + 1];
    int64_t weight_mg;
    int64_t spread_mg;
    bool needs_lot;
    bool needs_serial;
    bool needs_expiry;                  // asked for where no code has it
    bool is_assembled;                  // a kit that is scanned as one
    char picture_url[FIELD_URL_MAX + 1];
    int32_t length_mm, width_mm, height_mm;     // 0 when not known
    int32_t pack_flags;                 // enum carton_flag
    bool is_hazmat;
    bool is_draft;                      // made by a channel, to be completed
    char hs[16];                        // digits, empty when not known
    char origin[3];
    char customs_name[FIELD_NAME_MAX + 1];
    char substitute[FIELD_SKU_MAX + 1];
    int32_t code_count;
    struct item_code code[ITEM_CODES_MAX];
    int32_t part_count;                 // of a kit packed from its parts
    struct item_part part[ITEM_PARTS_MAX];
};

// False, with nothing but its SKU, when there is none.
bool items_load(struct store *st, const char *sku, struct item *out);

// Parts and substitute are known; OUTCOME_SAME when nothing is new.
enum outcome items_save(struct store *st, const struct item *item);
int64_t items_id(struct store *st, const char *sku);    // 0 when unknown
// One more code, for one; or one less. Whose it is already: 0 for nobody's.
int64_t items_code_owner(struct store *st, const char *code);
void items_code_add(struct store *st, int64_t item_id, const char *code);
void items_code_drop(struct store *st, int64_t item_id, const char *code);
bool items_is_draft(struct store *st, int64_t item_id);

// What a kit is packed from; none for any other item.
struct item_parts {
    int32_t count;
    int64_t item_id[ITEM_PARTS_MAX];
    int32_t qty[ITEM_PARTS_MAX];
};
void items_parts_load(struct store *st, int64_t item_id,
                      struct item_parts *out);

#endif

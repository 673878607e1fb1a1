// box.h - boxes to pack in: sizes, what they weigh, hold and cost.
#ifndef STORE_CENTRAL_GOODS_BOX_H
#define STORE_CENTRAL_GOODS_BOX_H

#include "station/store/central/fields.h"
#include "station/store/central/outcome.h"
#include "station/store/engine/store.h"

struct box {
    char code[FIELD_CODE_MAX + 1];
    char name[FIELD_NAME_MAX + 1];
    int64_t tare_mg;
    int32_t length_mm, width_mm, height_mm;     // inner; 0: never suggested
    int64_t max_mg;                             // of the contents, 0 for none
    int64_t cost_minor;
};
enum outcome box_save(struct store *st, const struct box *box);

#endif

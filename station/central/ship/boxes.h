// boxes.h - the box for a shipment: an exact fit when a bench asks for the
// work, and a quick guess by volume for the carriage of a plan.
#ifndef CENTRAL_SHIP_BOXES_H
#define CENTRAL_SHIP_BOXES_H

#include "station/base/json.h"
#include "station/domain/ship/carton.h"
#include "station/central/turn/turn.h"
#include "station/store/central/fields.h"

struct boxes {
    int32_t count;              // by cost, then volume
    struct carton_box box[CARTON_BOXES_MAX];
    int64_t box_id[CARTON_BOXES_MAX];
    char code[CARTON_BOXES_MAX][FIELD_CODE_MAX + 1];
};

// Boxes that have a size. More than CARTON_BOXES_MAX: the first by code.
void boxes_load(struct boxes *b, struct store *st);

// Index by id, or -1.
int32_t boxes_find(const struct boxes *b, int64_t box_id);

// Index of the cheapest box that could hold this much at seven tenths of its
// volume, or -1; longest_mm is the longest side of any item.
int32_t boxes_guess(const struct boxes *b, int64_t volume_mm3,
                    int64_t weight_mg, int32_t longest_mm);

// Fits what a shipment holds and keeps first and second choice with it. False
// when items have no size, no box fits, or there are more than
// CARTON_ITEMS_MAX units.
bool boxes_suggest(const struct boxes *b, struct turn *turn,
                   int64_t shipment_id);

// The same as JSON with the places of the items, for the office.
json_t *boxes_picture(const struct boxes *b, struct turn *turn,
                      int64_t shipment_id);

#endif

// pack_learn.h - what the parcels say of what items weigh.
#ifndef CENTRAL_FLOOR_EFFECTS_PACK_LEARN_H
#define CENTRAL_FLOOR_EFFECTS_PACK_LEARN_H

#include "station/central/floor/effects/effects.h"

// A parcel of the finished shipment weighs net_mg without box and paper. Of
// one that holds a single kind of item the catalogue follows where it knows no
// weight, as domain/pack/learn.h judges; where it says another, that is
// proposed to a person. arg is the struct effect; see packing_contents_add.
void pack_learn(void *arg, const char *sscc, int64_t net_mg);

#endif

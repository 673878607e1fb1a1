// pack_keep.h - parcels that are packed and must not leave, because something
// changed while they were packed. Called after the parcels are in the books.
#ifndef CENTRAL_FLOOR_EFFECTS_PACK_KEEP_H
#define CENTRAL_FLOOR_EFFECTS_PACK_KEEP_H

#include "station/central/floor/effects/effects.h"
#include "station/record/pack.h"

// Those whose label bears an address that is the old one by now.
void pack_keep_moved(struct effect *e, const struct pack_done *d);

// All of its order that still wait.
void pack_keep_all(struct effect *e, const char *why);

// All, when the bench was asked to stop and had finished before it heard.
void pack_keep_stopped(struct effect *e);

#endif

// points.h - where postal codes lie on the globe.
#ifndef STORE_CENTRAL_RULES_POINTS_H
#define STORE_CENTRAL_RULES_POINTS_H

#include "station/domain/source/geo.h"
#include "station/store/engine/store.h"

// postal in normal form (address.h). Nothing known: all zeros.
void points_save(struct store *st, const char *country, const char *postal,
                 struct geo_point p);
struct geo_point points_find(struct store *st, const char *country,
                             const char *postal);

#endif

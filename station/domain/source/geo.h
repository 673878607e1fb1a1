// geo.h - where something is, and how far two places are from each other.
//
// A point is a unit vector from the centre of the earth, times 2^29, made once
// from latitude and longitude where floating point is at home (book/places.h).
// Comparing by squared chord needs no trigonometry and gives the same order on
// every machine; the worst error of a position is about 1 m. Pure.
#ifndef DOMAIN_SOURCE_GEO_H
#define DOMAIN_SOURCE_GEO_H

#include <stdbool.h>
#include <stdint.h>

enum { GEO_UNIT = 1 << 29, GEO_EARTH_M = 6371009 };

struct geo_point {
    int32_t x, y, z;    // all 0 when the place is not known
};

bool geo_is_known(struct geo_point p);

// Great-circle distance in metres, to about 50 m in 15 000 km; less exact near
// the other side of the earth, within 100 km.
int64_t geo_metres(struct geo_point a, struct geo_point b);

#endif

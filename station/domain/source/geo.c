#include "station/domain/source/geo.h"

// Above this chord (a quarter of the radius) the angle is halved first.
enum { NEAR = GEO_UNIT / 4 };

bool geo_is_known(struct geo_point p)
{
    return p.x || p.y || p.z;
}

// Squared chord in units of 2^-58 of the earth's radius squared: grows with
// the distance, for comparing only. Below 2^62.
static int64_t chord_squared(struct geo_point a, struct geo_point b)
{
    int64_t dx = (int64_t)a.x - b.x, dy = (int64_t)a.y - b.y;
    int64_t dz = (int64_t)a.z - b.z;
    return dx * dx + dy * dy + dz * dz;
}

// The whole root of n, rounded down.
static int64_t root(int64_t n)
{
    int64_t root = 0;
    for (int64_t bit = (int64_t)1 << 31; bit > 0; bit >>= 1)
        if ((root + bit) * (root + bit) <= n)
            root += bit;
    return root;
}

int64_t geo_metres(struct geo_point a, struct geo_point b)
{
    int64_t chord2 = chord_squared(a, b);
    int halves = 0;
    // Of half the angle the squared chord is 2 - sqrt(4 - chord squared).
    while (root(chord2) > NEAR && halves < 4) {
        int64_t rest = 4 * (int64_t)GEO_UNIT * GEO_UNIT - chord2;
        chord2 = (2 * (int64_t)GEO_UNIT - root(rest > 0 ? rest : 0)) *
                 GEO_UNIT;
        halves++;
    }
    int64_t c = root(chord2) * GEO_EARTH_M / GEO_UNIT;
    int64_t r2 = (int64_t)GEO_EARTH_M * GEO_EARTH_M;
    int64_t c2 = c * c;
    int64_t arc = c + c * (c2 / 24) / r2 + c * (c2 / 640 * 3 / GEO_EARTH_M) /
                                               GEO_EARTH_M * c2 / r2;
    return arc << halves;
}

// Distances on the globe, against the textbook's formula.
#include "station/domain/source/geo.h"
#include "tests/test.h"

#include <math.h>

static struct geo_point point(double latitude, double longitude)
{
    double la = latitude * M_PI / 180, lo = longitude * M_PI / 180;
    return (struct geo_point){(int32_t)lround(cos(la) * cos(lo) * GEO_UNIT),
                              (int32_t)lround(cos(la) * sin(lo) * GEO_UNIT),
                              (int32_t)lround(sin(la) * GEO_UNIT)};
}

// The haversine formula in double as the measure.
static double haversine(double a, double b, double c, double d)
{
    double la = a * M_PI / 180, lb = c * M_PI / 180;
    double dla = lb - la, dlo = (d - b) * M_PI / 180;
    double h = pow(sin(dla / 2), 2) + cos(la) * cos(lb) * pow(sin(dlo / 2), 2);
    return 2 * GEO_EARTH_M * asin(sqrt(h > 1 ? 1 : h));
}

// Distance to the destination.
static void distances_agree_with_the_haversine_formula(void **state)
{
    uint64_t seed = 5;
    (void)state;
    for (int i = 0; i < 20000; i++) {
        double a = next_random(&seed) % 180000 / 1000.0 - 90;
        double b = next_random(&seed) % 360000 / 1000.0 - 180;
        double spread = i % 2 ? 1 : 180;
        double c = a + (next_random(&seed) % 2000 / 1000.0 - 1) * spread / 2;
        double d = b + (next_random(&seed) % 2000 / 1000.0 - 1) * spread;
        c = c > 90 ? 90 : c < -90 ? -90 : c;
        double want = haversine(a, b, c, d);
        double got = (double)geo_metres(point(a, b), point(c, d));
        if (want < 19.9e6) // at the antipode a chord says little
            assert_true(fabs(want - got) < 6 + want * 4e-6);
    }
    assert_false(geo_is_known((struct geo_point){0, 0, 0}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_agree_with_the_haversine_formula),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

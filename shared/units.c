#include "shared/units.h"

#include <stdbool.h>

// Nanograms in one unit: exact for every unit but the tael, which is the Hong
// Kong tael of 37.799364167 g (Weights and Measures Ordinance, Cap. 68).
static const int64_t NG_PER_UNIT[] = {
    [UNIT_MG] = 1000000,
    [UNIT_G] = 1000000000,
    [UNIT_KG] = 1000000000000,
    [UNIT_CARAT] = 200000000,
    [UNIT_TAEL] = 37799364167,
    [UNIT_GRAIN] = 64798910,
    [UNIT_DWT] = 1555173840,
    [UNIT_METRIC_TON] = 1000000000000000,
    [UNIT_SHORT_TON] = 907184740000000,
    [UNIT_TROY_OZ] = 31103476800,
    [UNIT_OZ] = 28349523125,
    [UNIT_LB] = 453592370000,
};

enum { EXPONENT_MAX = 9, VALUE_MAX = 1000000000 };

// num / den rounded half away from zero, den above zero.
static int64_t divide_rounded(int64_t num, int64_t den)
{
    int64_t whole = num / den, rest = num % den;
    if (rest >= den - den / 2)
        return whole + 1;
    return -rest >= den - den / 2 ? whole - 1 : whole;
}

int units_to_mg(int64_t value, int exponent, enum unit unit, int64_t *out_mg)
{
    if (unit < UNIT_MG || unit > UNIT_LB)
        return ERR_PARSE;
    if (exponent < -EXPONENT_MAX || exponent > EXPONENT_MAX)
        return ERR_PARSE;
    if (value > VALUE_MAX || value < -VALUE_MAX)
        return ERR_PARSE;

    int64_t ng;
    if (__builtin_mul_overflow(value, NG_PER_UNIT[unit], &ng))
        return ERR_PARSE;
    for (; exponent > 0; exponent--)
        if (__builtin_mul_overflow(ng, 10, &ng))
            return ERR_PARSE;
    int64_t den = 1000000;
    for (; exponent < 0; exponent++)
        den *= 10;
    *out_mg = divide_rounded(ng, den);
    bool too_much = *out_mg > UNITS_WEIGHT_MAX_MG ||
                    *out_mg < -UNITS_WEIGHT_MAX_MG;
    return too_much ? ERR_PARSE : ERR_OK;
}

static int lower(int c)
{
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

int units_parse(const char *chars, size_t len, enum unit *out)
{
    static const struct {
        char text[3];
        enum unit unit;
    } NAMES[] = {{"mg", UNIT_MG}, {"g", UNIT_G},   {"kg", UNIT_KG},
                 {"lb", UNIT_LB}, {"oz", UNIT_OZ}, {"ct", UNIT_CARAT}};

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        const char *name = NAMES[i].text;
        size_t n = name[1] ? 2 : 1;
        if (n == len && lower(chars[0]) == name[0] &&
            (n == 1 || lower(chars[1]) == name[1])) {
            *out = NAMES[i].unit;
            return ERR_OK;
        }
    }
    return ERR_PARSE;
}

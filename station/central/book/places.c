#include "station/central/book/places.h"
#include "station/base/text.h"
#include "station/central/book/places_internal.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ZONE_FILE_MAX = 64 * 1024, ZONE_HEADER = 44, KEY_MAX = 128 };

static int by_key(const void *key, const void *row)
{
    return strcmp(key, ((const struct place_row *)row)->key);
}

// The key's value, or NULL when the table has no such key.
static const char *find(const struct place_row *row, size_t count,
                        const char *key)
{
    const struct place_row *found =
        bsearch(key, row, count, sizeof row[0], by_key);
    return found ? found->value : NULL;
}

// Small letters of a text; false when it is empty or too long.
static bool lower(const char *text, char *out, size_t cap)
{
    size_t n = 0;
    for (; text[n] && n + 1 < cap; n++)
        out[n] = (char)tolower((unsigned char)text[n]);
    out[n] = 0;
    return n > 0 && !text[n];
}

const char *places_country(const char *text)
{
    char key[KEY_MAX];
    if (!lower(text, key, sizeof key))
        return text;
    const char *code = find(PLACE_COUNTRIES, PLACE_COUNTRIES_COUNT, key);
    return code ? code : text;
}

bool places_is_country(const char *code)
{
    return find(PLACE_CODES, PLACE_CODES_COUNT, code) != NULL;
}

const char *places_country_name(const char *code)
{
    const char *name = find(PLACE_CODES, PLACE_CODES_COUNT, code);
    return name ? name : code;
}

bool places_has_region(const char *country, const char *region)
{
    char code[16];
    snprintf(code, sizeof code, "%.2s-%.10s", country, region);
    return find(PLACE_REGIONS, PLACE_REGIONS_COUNT, code) != NULL;
}

bool places_currency(const char *code, int *digits)
{
    static const char NONE[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX "
                               "UYI VND VUV XAF XOF XPF ";
    static const char THREE[] = "BHD IQD JOD KWD LYD OMR TND ";
    char with_blank[8];
    if (!find(PLACE_CURRENCIES, PLACE_CURRENCIES_COUNT, code))
        return false;
    snprintf(with_blank, sizeof with_blank, "%s ", code);
    *digits = strstr(NONE, with_blank) ? 0 : strstr(THREE, with_blank) ? 3 : 2;
    return true;
}

int places_digits(const char *code)
{
    int digits = 2;
    places_currency(code, &digits);
    return digits;
}

struct geo_point places_point(double latitude, double longitude)
{
    double la = latitude * M_PI / 180, lo = longitude * M_PI / 180;
    return (struct geo_point){(int32_t)lround(cos(la) * cos(lo) * GEO_UNIT),
                              (int32_t)lround(cos(la) * sin(lo) * GEO_UNIT),
                              (int32_t)lround(sin(la) * GEO_UNIT)};
}

static bool degrees(const char *text, int64_t most, double *out)
{
    int64_t millionths;
    char cut[16];
    // More than six places are closer than a metre.
    const char *point = strchr(text, '.');
    snprintf(cut, sizeof cut, "%.*s", point ? (int)(point - text) + 7 : 15,
             text);
    if (!text[0] || text_to_decimal(cut, strlen(cut), 6, &millionths) < 0 ||
        millionths < -most * 1000000 || millionths > most * 1000000)
        return false;
    *out = (double)millionths / 1e6;
    return true;
}

bool places_degrees(const char *latitude, const char *longitude,
                    struct geo_point *out)
{
    double la, lo;
    if (!degrees(latitude, 90, &la) || !degrees(longitude, 180, &lo))
        return false;
    *out = places_point(la, lo);
    return true;
}

static int64_t big_endian(const unsigned char *p, int len)
{
    uint64_t n = p[0] & 0x80 ? UINT64_MAX : 0;
    for (int i = 0; i < len; i++)
        n = n << 8 | p[i];
    return (int64_t)n;
}

struct zone_counts {
    int64_t isut, isstd, leap, times, types, chars;
};

static bool read_header(const unsigned char *p, size_t len,
                        struct zone_counts *c)
{
    if (len < ZONE_HEADER || memcmp(p, "TZif", 4) != 0)
        return false;
    c->isut = big_endian(p + 20, 4);
    c->isstd = big_endian(p + 24, 4);
    c->leap = big_endian(p + 28, 4);
    c->times = big_endian(p + 32, 4);
    c->types = big_endian(p + 36, 4);
    c->chars = big_endian(p + 40, 4);
    return c->times >= 0 && c->types > 0 && c->times < ZONE_FILE_MAX;
}

static bool parse_zone(const unsigned char *p, size_t len,
                       struct promise_zone *out)
{
    struct zone_counts c;
    if (!read_header(p, len, &c) || p[4] < '2')
        return false;
    size_t skip = ZONE_HEADER + (size_t)(c.times * 5 + c.types * 6 + c.chars +
                                         c.leap * 8 + c.isstd + c.isut);
    if (skip > len || !read_header(p + skip, len - skip, &c))
        return false;
    const unsigned char *times = p + skip + ZONE_HEADER;
    const unsigned char *idx = times + c.times * 8;
    const unsigned char *types = idx + c.times;
    if (types + c.types * 6 > p + len || c.times > PROMISE_CHANGES_MAX)
        return false;
    out->count = (int32_t)c.times;
    out->first_s = (int32_t)big_endian(types, 4);
    for (int64_t i = 0; i < c.times; i++) {
        if (idx[i] >= c.types)
            return false;
        out->at_s[i] = big_endian(times + i * 8, 8);
        out->offset_s[i] = (int32_t)big_endian(types + idx[i] * 6, 4);
    }
    return true;
}

bool places_zone(const char *name, struct promise_zone *out)
{
    unsigned char file_bytes[ZONE_FILE_MAX];
    char path[128];
    if (strstr(name, "..") || name[0] == '/' || !name[0])
        return false;
    snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    size_t len = fread(file_bytes, 1, sizeof file_bytes, file);
    fclose(file);
    return parse_zone(file_bytes, len, out);
}

void places_money(const char *currency, int64_t minor, char *out, size_t cap)
{
    int digits = places_digits(currency);
    int64_t unit = 1;
    for (int i = 0; i < digits; i++)
        unit *= 10;
    int64_t rest = minor % unit;
    if (digits == 0)
        snprintf(out, cap, "%lld %s", (long long)minor, currency);
    else
        snprintf(out, cap, "%s%lld.%0*lld %s", minor < 0 ? "-" : "",
                 (long long)(minor < 0 ? -(minor / unit) : minor / unit),
                 digits, (long long)(rest < 0 ? -rest : rest), currency);
}

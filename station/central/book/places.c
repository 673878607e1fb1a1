#include "station/central/book/places.h"
#include "station/base/embed.h"
#include "station/base/json.h"
#include "shared/must.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

extern const struct embed iso_files[];

enum { ZONE_FILE_MAX = 64 * 1024, ZONE_HEADER = 44 };

static const json_t *list(const char *number)
{
    static json_t *root[3];
    static const char *const NUMBERS[] = {"3166-1", "3166-2", "4217"};
    int i = 0;
    while (i < 2 && strcmp(NUMBERS[i], number) != 0)
        i++;
    if (!root[i]) {
        char file[40];
        snprintf(file, sizeof file, "iso_%s.json", number);
        const struct embed *f = iso_files;
        while (f->name && strcmp(f->name, file) != 0)
            f++;
        must(f->name != NULL);
        root[i] = json_read((const char *)f->bytes, f->len, NULL, 0);
        must(root[i] != NULL);
    }
    return json_object_get(root[i], number);
}

static const char *member(const json_t *row, const char *name)
{
    const char *text = json_string_value(json_object_get(row, name));
    return text ? text : "";
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

static const char *lowered(const char *code)
{
    static char key[128];
    lower(code, key, sizeof key);
    return key;
}

// Names and codes in small letters lead to alpha_2; made once.
static const json_t *country_index(void)
{
    static const char *const NAMES[] = {"alpha_2", "alpha_3", "name",
                                        "common_name", "official_name"};
    static json_t *index;
    const json_t *all = list("3166-1");
    char key[128];
    if (index)
        return index;
    index = json_object();
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *row = json_array_get(all, i);
        for (size_t n = 0; n < sizeof NAMES / sizeof NAMES[0]; n++)
            if (lower(member(row, NAMES[n]), key, sizeof key))
                json_object_set_new(index, key,
                                    json_string(member(row, "alpha_2")));
    }
    json_object_set_new(index, "usa", json_string("US"));
    json_object_set_new(index, "uk", json_string("GB"));
    json_object_set_new(index, "eire", json_string("IE"));
    return index;
}

const char *places_country(const char *text)
{
    char key[128];
    if (!lower(text, key, sizeof key))
        return text;
    const char *found =
        json_string_value(json_object_get(country_index(), key));
    return found ? found : text;
}

bool places_is_country(const char *code)
{
    return strlen(code) == 2 && strcmp(places_country(code), code) == 0 &&
           json_object_get(country_index(), lowered(code)) != NULL;
}

const char *places_country_name(const char *code)
{
    const json_t *all = list("3166-1");
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *row = json_array_get(all, i);
        const char *common = member(row, "common_name");
        if (strcmp(member(row, "alpha_2"), code) == 0)
            return common[0] ? common : member(row, "name");
    }
    return code;
}

bool places_has_region(const char *country, const char *region)
{
    static json_t *index;
    char code[16];
    const json_t *all = list("3166-2");
    if (!index) {
        index = json_object();
        for (size_t i = 0; i < json_array_size(all); i++)
            json_object_set_new(index, member(json_array_get(all, i), "code"),
                                json_true());
    }
    snprintf(code, sizeof code, "%.2s-%.10s", country, region);
    return json_object_get(index, code) != NULL;
}

bool places_currency(const char *code, int *digits)
{
    static const char NONE[] = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX "
                               "UYI VND VUV XAF XOF XPF ";
    static const char THREE[] = "BHD IQD JOD KWD LYD OMR TND ";
    const json_t *all = list("4217");
    char with_blank[8];
    for (size_t i = 0; i < json_array_size(all); i++)
        if (strcmp(member(json_array_get(all, i), "alpha_3"), code) == 0) {
            snprintf(with_blank, sizeof with_blank, "%s ", code);
            *digits = strstr(NONE, with_blank)    ? 0
                      : strstr(THREE, with_blank) ? 3
                                                  : 2;
            return true;
        }
    return false;
}

struct geo_point places_point(double latitude, double longitude)
{
    double la = latitude * M_PI / 180, lo = longitude * M_PI / 180;
    return (struct geo_point){(int32_t)lround(cos(la) * cos(lo) * GEO_UNIT),
                              (int32_t)lround(cos(la) * sin(lo) * GEO_UNIT),
                              (int32_t)lround(sin(la) * GEO_UNIT)};
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
    static unsigned char file_bytes[ZONE_FILE_MAX];
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

// Members in the forms that rules use; see book_read.h.
#include "station/central/book/book_read.h"
#include "station/central/book/places.h"
#include "station/base/text.h"
#include "shared/date.h"
#include "shared/gs1/gs1.h"

#include <stdio.h>
#include <string.h>

enum { DAY_MINUTES = 24 * 60 };

bool book_read_day(const char *text, int32_t *out)
{
    static const int LAST[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int y, m, d, used = 0;
    if (sscanf(text, "%4d-%2d-%2d%n", &y, &m, &d, &used) != 3 || text[used] ||
        y < 1970 || y > 2200 || m < 1 || m > 12 || d < 1 || d > LAST[m - 1])
        return false;
    *out = date_days(y, m, d);
    return true;
}

void book_take_codes(struct json_reader *r, const char *name,
                     struct book_list *out)
{
    const json_t *list = json_take_array(r, name, false);
    out->count = 0;
    if (json_array_size(list) > BOOK_LIST_MAX) {
        json_reader_fail(r, name, "has more than 32 entries");
        return;
    }
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (!text || strlen(text) > RULE_CODE_MAX) {
            json_reader_fail(r, name, "must be texts of up to 23 characters");
            return;
        }
        snprintf(out->code[out->count++], sizeof out->code[0], "%s", text);
    }
}

int32_t book_take_day(struct json_reader *r, const char *name)
{
    char text[16] = "";
    int32_t day = 0;
    json_take_text(r, name, text, sizeof text, false);
    if (text[0] && !book_read_day(text, &day))
        json_reader_fail(r, name, "must be a day as YYYY-MM-DD");
    return day;
}

int32_t book_take_minutes(struct json_reader *r, const char *name,
                          int32_t fallback)
{
    char text[8] = "";
    int h, m, used = 0;
    json_take_text(r, name, text, sizeof text, false);
    if (!text[0])
        return fallback;
    if (sscanf(text, "%2d:%2d%n", &h, &m, &used) != 2 || text[used] || h < 0 ||
        m < 0 || m > 59 || h * 60 + m > DAY_MINUTES) {
        json_reader_fail(r, name, "must be a time as HH:MM");
        return fallback;
    }
    return h * 60 + m;
}

void book_take_grams(struct json_reader *r, const char *name, int64_t *out_mg)
{
    int64_t grams = *out_mg / 1000;
    json_take_int(r, name, 0, 100000000, &grams, false);
    *out_mg = grams * 1000;
}

void book_take_mm(struct json_reader *r, const char *name, int32_t *out_um)
{
    int32_t mm = *out_um / 1000;
    json_take_int32(r, name, 0, 100000, &mm, false);
    *out_um = mm * 1000;
}

int32_t book_take_ref(struct json_reader *r, const struct book *b,
                      const char *name,
                      int32_t (*find)(const struct book *, const char *),
                      bool is_required)
{
    char code[RULE_CODE_MAX + 1] = "";
    json_take_text(r, name, code, sizeof code, is_required);
    if (!code[0])
        return BOOK_NONE;
    int32_t idx = find(b, code);
    if (idx == BOOK_NONE)
        json_reader_fail(r, name, "names a rule that does not exist");
    return idx;
}

int32_t book_slot(struct json_reader *r, int32_t found, int32_t *count,
                    int32_t max)
{
    if (found != BOOK_NONE)
        return found;
    if (*count == max) {
        json_reader_fail(r, "code", "would be one rule too many of its kind");
        return BOOK_NONE;
    }
    return (*count)++;
}

void book_take_country(struct json_reader *r, const char *name, char out[3],
                         bool is_required)
{
    json_take_text(r, name, out, 3, is_required);
    if (out[0] && !places_is_country(out))
        json_reader_fail(r, name, "is no country of ISO 3166-1 alpha-2");
}

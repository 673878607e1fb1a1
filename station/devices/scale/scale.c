#include "station/devices/scale/scale.h"

#include <string.h>

enum { STX = 2, CR = 13, LF = 10 };

void scale_init(struct scale *s, const struct scale_language *language,
                enum unit unit)
{
    memset(s, 0, sizeof *s);
    s->language = language;
    s->unit = unit;
}

// "  -1.250" as a number and its places. False when it is none.
static bool take_number(const char *at, size_t len, int64_t *value,
                        int *places)
{
    bool negative = false, after_point = false;
    size_t digits = 0;
    *value = 0;
    *places = 0;
    for (size_t i = 0; i < len; i++) {
        char c = at[i];
        if ((c == '-' || c == '+') && digits == 0)
            negative = c == '-';
        else if (c == '.' && !after_point)
            after_point = true;
        else if (c >= '0' && c <= '9' && digits < 9) {
            *value = *value * 10 + (c - '0');
            *places += after_point;
            digits++;
        } else
            return false;
    }
    if (negative)
        *value = -*value;
    return digits > 0;
}

bool scale_read_mg(const char *chars, size_t len, enum unit unit,
                   int64_t *out_mg)
{
    int64_t value;
    int places;
    return take_number(chars, len, &value, &places) &&
           units_to_mg(value, -places, unit, out_mg) == ERR_OK;
}

bool scale_byte(struct scale *s, uint8_t byte, struct weigh_sample *out)
{
    byte &= 0x7F; // 7E1 read as 8N1 still has its parity bit
    if (byte == STX) {
        s->len = 0;
        s->skipping = false;
        return false;
    }
    if (byte == LF && s->len == 0)
        return false;
    if (byte != CR) {
        if (s->len == SCALE_LINE_MAX)
            s->skipping = true;
        else
            s->line[s->len++] = (char)byte;
        return false;
    }
    size_t len = s->len;
    bool is_whole = !s->skipping && len > 0;
    s->len = 0;
    s->skipping = false;
    memset(out, 0, sizeof *out);
    if (is_whole && s->language->read(s->line, len, s->unit, out))
        return true;
    s->bad_count++;
    return false;
}

#include "station/devices/scale/scale.h"

#include <string.h>

enum { STX = 2, CR = 13, LF = 10 };

void scale_init(struct scale *s, enum scale_language language, enum unit unit)
{
    memset(s, 0, sizeof *s);
    s->language = language;
    s->unit = unit;
}

const char *scale_question(const struct scale *s)
{
    return s->language == SCALE_SICS ? "SI\r\n" : "W";
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

struct words {
    int count;
    const char *at[5];
    size_t len[5];
};

// SICS fields stand between blanks, not in columns.
static struct words split(const char *line, size_t len)
{
    struct words w = {0};
    size_t i = 0;
    while (i < len && w.count < 5) {
        while (i < len && line[i] == ' ')
            i++;
        size_t from = i;
        while (i < len && line[i] != ' ')
            i++;
        if (i > from) {
            w.at[w.count] = line + from;
            w.len[w.count++] = i - from;
        }
    }
    return w;
}

static bool is_word(const struct words *w, int idx, const char *text)
{
    size_t n = strlen(text);
    return idx < w->count && w->len[idx] == n &&
           memcmp(w->at[idx], text, n) == 0;
}

// "S S    100.00 g", "S D ...", "S I", "S +", "S -".
static bool read_sics(const char *line, size_t len, struct weigh_sample *out)
{
    struct words w = split(line, len);
    int64_t value;
    int places;
    enum unit unit;
    if (!is_word(&w, 0, "S"))
        return false;
    if (w.count == 2) {
        out->status = is_word(&w, 1, "+")   ? WEIGH_OVER
                      : is_word(&w, 1, "-") ? WEIGH_UNDER
                                            : WEIGH_MOVING;
        return is_word(&w, 1, "+") || is_word(&w, 1, "-") ||
               is_word(&w, 1, "I");
    }
    if (w.count != 4 || !take_number(w.at[2], w.len[2], &value, &places) ||
        units_parse(w.at[3], w.len[3], &unit) < 0 ||
        units_to_mg(value, -places, unit, &out->mg) < 0)
        return false;
    out->status = is_word(&w, 1, "S") ? WEIGH_STABLE : WEIGH_MOVING;
    return is_word(&w, 1, "S") || is_word(&w, 1, "D");
}

// Status bits: 0 motion, 1 over, 2 under zero, 3 outside zero range.
static bool read_8217(const struct scale *s, const char *line, size_t len,
                      struct weigh_sample *out)
{
    int64_t value;
    int places;
    if (len == 2 && line[0] == '?') {
        int bits = line[1] & 0x7F;
        out->status = bits & 2   ? WEIGH_OVER
                      : bits & 4 ? WEIGH_UNDER
                      : bits & 1 ? WEIGH_MOVING
                      : bits & 8 ? WEIGH_REZERO
                                 : WEIGH_MOVING;
        return true;
    }
    if (len > 0 && line[len - 1] == 'N')
        len--; // net: a tare is set on the scale
    if (!take_number(line, len, &value, &places) ||
        units_to_mg(value, -places, s->unit, &out->mg) < 0)
        return false;
    out->status = WEIGH_STABLE; // the 8217 sends a weight only when it is
    return true;
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
    if (is_whole && (s->language == SCALE_SICS
                         ? read_sics(s->line, len, out)
                         : read_8217(s, s->line, len, out)))
        return true;
    s->bad_count++;
    return false;
}

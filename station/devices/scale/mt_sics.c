// MT-SICS: Mettler Toledo reference manual, commands S and SI.
#include "station/devices/scale/scale_driver.h"

#include <string.h>

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
static bool read_line(const char *line, size_t len, enum unit unit,
                      struct weigh_sample *out)
{
    struct words w = split(line, len);
    if (!is_word(&w, 0, "S"))
        return false;
    if (w.count == 2) {
        out->status = is_word(&w, 1, "+")   ? WEIGH_OVER
                      : is_word(&w, 1, "-") ? WEIGH_UNDER
                                            : WEIGH_MOVING;
        return is_word(&w, 1, "+") || is_word(&w, 1, "-") ||
               is_word(&w, 1, "I");
    }
    if (w.count != 4 || units_parse(w.at[3], w.len[3], &unit) < 0 ||
        !scale_read_mg(w.at[2], w.len[2], unit, &out->mg))
        return false;
    out->status = is_word(&w, 1, "S") ? WEIGH_STABLE : WEIGH_MOVING;
    return is_word(&w, 1, "S") || is_word(&w, 1, "D");
}

static const struct scale_language LANGUAGE = {.question = "SI\r\n",
                                               .read = read_line};

const struct driver SCALE_MT_SICS = {.kind = DEVICE_SCALE,
                                     .speaks = "mt-sics",
                                     .tick_ms = SCALE_ASK_MS,
                                     .state_size = sizeof(struct scale),
                                     .init = scale_driver_init,
                                     .bytes = scale_driver_bytes,
                                     .tick = scale_driver_tick,
                                     .scale = &LANGUAGE};

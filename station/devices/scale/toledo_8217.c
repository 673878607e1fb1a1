// Toledo 8217: STX weight CR, or STX ? status CR; a line has no unit.
#include "station/devices/scale/scale_driver.h"

// Status bits: 0 motion, 1 over, 2 under zero, 3 outside zero range.
static bool read_line(const char *line, size_t len, enum unit unit,
                      struct weigh_sample *out)
{
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
    if (!scale_read_mg(line, len, unit, &out->mg))
        return false;
    out->status = WEIGH_STABLE; // the 8217 sends a weight only when it is
    return true;
}

static const struct scale_language LANGUAGE = {
    .question = "W", .needs_unit = true, .read = read_line};

const struct driver SCALE_TOLEDO_8217 = {.kind = DEVICE_SCALE,
                                         .speaks = "toledo-8217",
                                         .tick_ms = SCALE_ASK_MS,
                                         .state_size = sizeof(struct scale),
                                         .init = scale_driver_init,
                                         .bytes = scale_driver_bytes,
                                         .tick = scale_driver_tick,
                                         .scale = &LANGUAGE};

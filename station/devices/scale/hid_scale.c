#include "station/devices/scale/hid_scale.h"
#include "shared/units.h"

#include <string.h>

enum { PAGE_SCALE = 0x8D };

// Usages 0x71 to 0x78 of the status array.
static enum weigh_status status_of(uint16_t usage)
{
    switch (usage) {
    case 0x72:
    case 0x74:
        return WEIGH_STABLE;
    case 0x73:
        return WEIGH_MOVING;
    case 0x75:
        return WEIGH_UNDER;
    case 0x76:
        return WEIGH_OVER;
    case 0x77:
    case 0x78:
        return WEIGH_REZERO;
    default:
        return WEIGH_FAULT;
    }
}

// The usage an array value stands for: its first usage is the logical minimum.
static uint16_t array_usage(const struct hid_field *f, uint32_t value)
{
    return (uint16_t)(f->usage + ((int32_t)value - f->logical_min));
}

bool hid_scale_report(const struct hid_layout *l, const uint8_t *report,
                      size_t len, struct weigh_sample *out)
{
    const struct hid_field *weight = hid_find(l, PAGE_SCALE, 0x40);
    const struct hid_field *scaling = hid_find(l, PAGE_SCALE, 0x41);
    const struct hid_field *unit = hid_find(l, PAGE_SCALE, 0x51);
    const struct hid_field *status = hid_find(l, PAGE_SCALE, 0x71);
    if (!weight || !unit || !status || !hid_strip_id(l, weight, &report, &len))
        return false;
    uint32_t raw_status = hid_value(status, report, len, 0);
    uint32_t raw_unit = hid_value(unit, report, len, 0);
    int64_t value = hid_value(weight, report, len, 0);
    int exponent =
        scaling ? (int8_t)hid_value(scaling, report, len, 0) : 0;
    if (raw_status == 0)
        return false; // an empty report is not "zero, stable"
    memset(out, 0, sizeof *out);
    uint16_t usage = array_usage(status, raw_status);
    out->status = status_of(usage);
    int code = array_usage(unit, raw_unit) - 0x50;
    if (usage == 0x72 && value == 0)
        return true; // some scales send no unit with zero
    if (units_to_mg(value, exponent, (enum unit)code, &out->mg) < 0) {
        out->mg = 0;
        out->status = WEIGH_FAULT;
    }
    if (out->status == WEIGH_UNDER)
        out->mg = -out->mg;
    return true;
}

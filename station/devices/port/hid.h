// hid.h - USB HID report descriptors: where in a report a field stands.
//
// Layouts differ by maker, so the descriptor is walked (Device Class Definition
// for HID 1.11, section 6.2.2) and fields are found by usage. Pure; the caller
// owns the structs.
#ifndef DEVICES_PORT_HID_H
#define DEVICES_PORT_HID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"

enum { HID_FIELDS_MAX = 64, HID_REPORT_MAX = 64, HID_DESCRIPTOR_MAX = 1024 };

struct hid_field {          // of an input report
    uint16_t page;
    uint16_t usage;         // the first of its usages
    uint16_t usage_last;    // the last one: an array names one of them
    uint8_t report_id;
    bool is_array;
    int32_t logical_min;
    uint16_t bit_at;        // from the report's start, its id not counted
    uint8_t bit_size;
    uint8_t count;
};

struct hid_layout {
    int32_t field_count;
    bool has_ids;           // reports begin with their id
    uint16_t application_page;
    uint16_t application;   // usage of the top collection
    struct hid_field field[HID_FIELDS_MAX];
};

// ERR_PARSE when the descriptor is cut or its fields are too many.
int hid_parse(struct hid_layout *l, const uint8_t *bytes,
              size_t len) MUST_USE;

const struct hid_field *hid_find(const struct hid_layout *l, uint16_t page,
                                 uint16_t usage);

// A field's idx-th value in a report, 0 when the report is too short.
uint32_t hid_value(const struct hid_field *f, const uint8_t *report,
                   size_t len, int idx);

// Takes the id off a report. False when it is not this field's report.
bool hid_strip_id(const struct hid_layout *l, const struct hid_field *f,
                  const uint8_t **report, size_t *len);

#endif

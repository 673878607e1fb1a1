// hid.h - USB HID report descriptors, and POS scanners and scales by them.
//
// Layouts differ by maker, so the descriptor is walked (Device Class Definition
// for HID 1.11, section 6.2.2) and fields are found by usage (HID Point of
// Sale Usage Tables 1.02: page 0x8C bar code scanners, page 0x8D scales).
// Decoders, pure; the caller owns the structs.
#ifndef DEVICES_PORT_HID_H
#define DEVICES_PORT_HID_H

#include "shared/err.h"
#include "station/devices/event.h"

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

struct hid_scanner {        // gathers continued reports
    char bytes[SCAN_MAX + 1];
    size_t len;
    char aim[4];
    int64_t since_ms;
    uint32_t bad_count;
};

enum { HID_CONTINUE_MS = 500 }; // a part that comes later begins a new scan

// Takes a report. Returns the length of a whole scan in s->bytes, AIM
// identifier first, or 0.
size_t hid_scanner_report(struct hid_scanner *s, const struct hid_layout *l,
                          const uint8_t *report, size_t len, int64_t at_ms);

// Takes a report. True with *out filled but for at_ms when it is a weight.
bool hid_scale_report(const struct hid_layout *l, const uint8_t *report,
                      size_t len, struct weigh_sample *out);

#endif

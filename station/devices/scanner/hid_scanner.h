// hid_scanner.h - reports of a USB HID POS scanner become scans.
//
// HID Point of Sale Usage Tables 1.02, page 0x8C. A long scan comes in several
// reports, which are joined. A decoder, pure; the caller owns the struct.
#ifndef DEVICES_SCANNER_HID_SCANNER_H
#define DEVICES_SCANNER_HID_SCANNER_H

#include "station/devices/event.h"
#include "station/devices/port/hid.h"

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

#endif

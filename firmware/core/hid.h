// hid.h - a scan as reports for any computer: keyboard or bar code scanner.
//
// The keyboard speaks the US layout, whose keys every host knows; a character
// it has no key for is left out and counted. The bar code scanner is HID POS
// (HID Point of Sale Usage Tables 1.02, page 0x8C) in the layout that most
// scanners have: report 2, length, AIM identifier, 56 bytes, flag for more.
#ifndef FIRMWARE_HID_H
#define FIRMWARE_HID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "firmware/hal/reader.h"

enum { HID_KEYS_LEN = 8, HID_POS_LEN = 64, HID_POS_DATA = 56,
       HID_WAIT_MS = 2000 };
enum hid_face { HID_OFF, HID_KEYS, HID_POS };   // MESSAGE_SET_HID

struct hid {                // private; zero is nothing to send
    struct reader_symbol symbol;
    uint16_t at;            // bytes sent
    uint32_t since_ms;      // a report was taken last, or the scan came
    bool is_busy;
    bool key_is_down;
    bool is_ending;         // the Enter after a scan
    uint32_t dropped_count; // scans that found the last one still going
    uint32_t unknown_count; // characters without a key
};

// A scan for the host; dropped when the one before has not gone out, or when
// no host has taken it for HID_WAIT_MS: nobody wants to see it typed later.
void hid_scan(struct hid *h, const struct reader_symbol *s, uint32_t now_ms);
void hid_give_up(struct hid *h, uint32_t now_ms);

// The next report, or false. The other two move on when the board has taken it.
bool hid_keys_next(struct hid *h, uint8_t report[HID_KEYS_LEN]);
bool hid_pos_next(struct hid *h, uint8_t report[HID_POS_LEN]);
void hid_keys_sent(struct hid *h);
void hid_pos_sent(struct hid *h);

#endif

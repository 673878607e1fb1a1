// hid_scale.h - reports of a USB HID scale become weight samples.
//
// HID Point of Sale Usage Tables 1.02, page 0x8D. A decoder, pure.
#ifndef DEVICES_SCALE_HID_SCALE_H
#define DEVICES_SCALE_HID_SCALE_H

#include "station/devices/port/hid.h"
#include "station/domain/pack/weigh.h"

// Takes a report. True with *out filled but for at_ms when it is a weight.
bool hid_scale_report(const struct hid_layout *l, const uint8_t *report,
                      size_t len, struct weigh_sample *out);

#endif

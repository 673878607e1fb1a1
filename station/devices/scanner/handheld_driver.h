// handheld_driver.h - the driver of tallyman-hand: its link over a port.
#ifndef DEVICES_SCANNER_HANDHELD_DRIVER_H
#define DEVICES_SCANNER_HANDHELD_DRIVER_H

#include "station/devices/driver/driver.h"
#include "station/devices/scanner/handheld.h"

// See device_say and device_hand; d may be any device.
int handheld_driver_say(struct device *d, const struct message *m) MUST_USE;
const struct handheld *handheld_driver_hand(const struct device *d);

#endif

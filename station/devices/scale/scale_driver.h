// scale_driver.h - what the drivers of serial scales share: a scale is asked
// again and again, and its lines are read in the language of its driver.
#ifndef DEVICES_SCALE_SCALE_DRIVER_H
#define DEVICES_SCALE_SCALE_DRIVER_H

#include "station/devices/driver/driver.h"
#include "station/devices/scale/scale.h"

enum { SCALE_ASK_MS = 150 };

// For struct driver; its state is a struct scale.
int scale_driver_init(struct device *d, const struct device_setup *s,
                      char *why, size_t why_cap) MUST_USE;
void scale_driver_bytes(struct device *d, const uint8_t *bytes, size_t len);
void scale_driver_tick(struct device *d);

#endif

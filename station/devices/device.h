// device.h - what stands on a bench: scanners, scales, printers, handhelds.
//
// A configured device is a port (port/), what it speaks (a driver in scanner/,
// scale/ or printer/) and its events, which reach the program through one
// function, stamped once. The caller owns the structs; they must not move.
#ifndef DEVICES_DEVICE_H
#define DEVICES_DEVICE_H

#include "station/devices/driver/driver.h"
#include "station/devices/scanner/handheld.h"

// ERR_PARSE with *why naming what is wrong.
int device_open(struct device *d, struct loop *loop, int32_t slot,
                const struct device_setup *setup, device_fn *fn, void *arg,
                char *why, size_t why_cap) MUST_USE;

// Gives a printer one job. EVENT_JOB follows: JOB_SENT right before the first
// byte, so that it can be written down, then what became of it. ERR_CONFLICT
// while one is under way, ERR_FULL above DEVICE_JOB_MAX.
int device_print(struct device *d, int64_t job_id, const char *bytes,
                 size_t len) MUST_USE;

// Says something to a handheld that is there. ERR_GONE when it is not or d is
// none, ERR_FULL when too much waits; nothing is said then.
int device_say(struct device *d, const struct message *m) MUST_USE;

// Questions about a device; what they do not tell is the device's own.
bool device_is_open(const struct device *d);    // the connection is there

// As the printer said last; PRINTER_BUSY while a ready one has a job under way.
enum printer_state device_printer(const struct device *d);

// The handheld at the other end, for reading, or NULL when d is none.
const struct handheld *device_hand(const struct device *d);

#endif

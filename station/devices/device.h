// device.h - a configured device: its port, its decoder, its events.
//
// One table of these is a bench's hardware. Events reach the program through
// one function, stamped once. The caller owns the struct; it must not move.
#ifndef DEVICES_DEVICE_H
#define DEVICES_DEVICE_H

#include "station/devices/scanner/handheld.h"
#include "station/devices/port/hid.h"
#include "station/devices/port/port.h"
#include "station/devices/printer/printer.h"
#include "station/devices/scale/scale.h"
#include "station/devices/scanner/scanner.h"

enum { DEVICE_NAME_MAX = 31, DEVICE_JOB_MAX = 1024 * 1024, SCALE_ASK_MS = 150,
       HAND_TICK_MS = 50 };

typedef void device_fn(void *arg, const struct event *ev);

struct device_setup {
    const char *name;
    const char *kind;       // scanner, scale, printer
    const char *at;         // see port.h
    const char *speaks;     // scanner: lines, hid-pos, tallyman; scale:
                            // mt-sics, toledo-8217, hid; printer: zpl
    const char *line;       // "9600 7E1"
    const char *unit;       // of toledo-8217: kg or lb
    const struct handheld_update *update;   // of tallyman, or NULL
    uint32_t start_no;      // of tallyman: this program's, see link_session
};

struct device {
    char name[DEVICE_NAME_MAX + 1];
    enum device_kind kind;
    bool is_hid;
    bool has_first;         // a HID scale's first report is the last weighing's
    int32_t slot;
    struct loop *loop;
    struct port port;
    struct scanner scanner;
    struct hid_scanner hid_scanner;
    struct handheld *hand;  // allocated once for a tallyman, else NULL
    struct scale scale;
    struct printer printer;
    struct loop_timer tick;
    device_fn *fn;
    void *arg;
    char *job;              // allocated once for a printer
    size_t job_len;
};

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

// scan.h - one trigger pull: frames, the lines that are looked at, exposure.
//
//     frame -> rows from the middle out, columns, both diagonals -> accept
//           -> nothing sure: the whole frame, QR codes included  -> accept
//
// A good frame with a 1-D code is over after a few rows. Cost: up to
// SCAN_LINES lines, then the whole frame.
#ifndef FIRMWARE_SCAN_H
#define FIRMWARE_SCAN_H

#include "firmware/core/accept.h"

enum {
    SCAN_ROW_STEP = 6,
    SCAN_COLUMN_STEP = 8,
    SCAN_DIAGONAL_STEP = 24,
    SCAN_EXPOSURE_MIN = 4,
    SCAN_EXPOSURE_MAX = 370,    // lines of the sensor, one frame time
    SCAN_GAIN_MIN = 16,         // sixteenths
    SCAN_GAIN_MAX = 128,
    SCAN_LEVEL_WANT = 110,      // mean of the middle of the frame, 0 to 255
    SCAN_LEVEL_LOW = 60,
    SCAN_LEVEL_HIGH = 190,      // outside of these the exposure is changed
};

struct scan {               // private; initialise with scan_init
    uint16_t exposure;
    uint16_t gain;
    struct accept accept;
    uint16_t distance;      // of the line being looked at
    uint32_t dry_count;     // whole frames given up for want of memory
};

void scan_init(struct scan *s);

// Looks at one frame of HAL_FRAME_WIDTH x HAL_FRAME_HEIGHT. Returns the
// symbol, valid until the next call, or NULL. has_time allows the whole-frame
// pass, some 0.6 s on the handheld.
const struct reader_symbol *scan_frame(struct scan *s, const uint8_t *pixels,
                                       bool has_time);

// Adjusts exposure and gain by the frame just seen. True when the frame was
// too dark or too bright to say more than that.
bool scan_expose(struct scan *s, const uint8_t *pixels);

#endif

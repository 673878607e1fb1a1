// scan.h - reading a bar code from the camera: one trigger pull, its frames,
// the lines that are looked at, exposure.
//
//     frame -> rows from the middle out, columns, both diagonals -> accept
//           -> nothing sure: the whole frame, QR codes included  -> accept
//
// A row or column that is looked at is the mean of three beside each other,
// which takes the edge off a sensor's noise; a diagonal is made twice as fine.
// A good frame with a 1-D code is over after a few rows. Cost: up to some 120
// lines, then the whole frame.
#ifndef FIRMWARE_CORE_READ_SCAN_H
#define FIRMWARE_CORE_READ_SCAN_H

#include "firmware/core/read/accept.h"
#include "firmware/hal/hal.h"

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
    uint8_t line[2 * HAL_FRAME_HEIGHT];     // the longest is a diagonal
    uint32_t dry_count;     // whole frames given up for want of memory
};

void scan_init(struct scan *s);

// Looks at one frame of HAL_FRAME_WIDTH x HAL_FRAME_HEIGHT. Returns the
// symbol, valid until the next call, or NULL. try counts the frames of this
// trigger pull from 0: the whole frame, which takes its time, is looked at in
// every second one only, and first along every second line, so that the next
// frame, perhaps a better one, is not kept waiting.
const struct reader_symbol *scan_frame(struct scan *s, const uint8_t *pixels,
                                       int try);

// Adjusts exposure and gain by the frame just seen. True when the frame was
// too dark or too bright to say more than that.
bool scan_expose(struct scan *s, const uint8_t *pixels);

#endif

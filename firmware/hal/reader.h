// reader.h - barcodes in a frame: the seam between the core and its decoder.
//
// The core decides which lines are looked at and what counts as sure; a reader
// only says what it saw. firmware/vendor/reader_zbar.c is the one there is.
// Calls come from one thread and keep nothing between frames.
#ifndef FIRMWARE_READER_H
#define FIRMWARE_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { READER_TEXT_MAX = 190 };

struct reader_symbol {
    char aim[4];            // "]E0"; empty when the symbology is none of ours
    uint16_t votes;         // lines of the frame that gave it
    uint16_t len;           // above READER_TEXT_MAX: longer than text holds
    uint8_t text[READER_TEXT_MAX];
};

typedef void reader_fn(void *arg, const struct reader_symbol *s);

// At start; again does nothing.
void reader_init(void);

// Looks along count samples, step bytes apart, for 1-D symbols; O(count).
void reader_line(const uint8_t *pixels, int count, int step, reader_fn *fn,
                 void *arg);

// Looks at the whole frame, QR codes included, along every density-th row and
// column; O(pixels / density). False when it ran out of memory.
bool reader_frame(const uint8_t *pixels, int width, int height, int density,
                  reader_fn *fn, void *arg);

#endif

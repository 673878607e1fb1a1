// picture.h - a camera frame in few bytes, for a slow line.
//
// Grey levels lose their lowest bits (shift), each pixel is predicted from its
// neighbours as in JPEG-LS (ITU-T T.87), and what remains is Rice coded with a
// parameter chosen for each row (Rice and Plaunt, 1971). A frame of 320 x 240
// comes to 10 to 20 KB with shift 3, which changes no edge that a barcode
// reader would see.
//
//     u16 width, u16 height, u8 shift, then bits, lowest first: per row three
//     bits of k, per pixel n ones and a zero, then k bits; n = 16 means that
//     nine bits follow as they are
//
// Pure; O(pixels). The caller owns all memory.
#ifndef SHARED_PICTURE_H
#define SHARED_PICTURE_H

#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"

enum {
    PICTURE_SIDE_MAX = 4096,
    PICTURE_HEAD_LEN = 5,
    PICTURE_SHIFT_MAX = 6,
};

// Returns the bytes written, or ERR_FULL when cap is too small.
int picture_pack(const uint8_t *pixels, uint16_t width, uint16_t height,
                 uint8_t shift, uint8_t *out, size_t cap) MUST_USE;

// Fills pixels, width x height of them. ERR_PARSE when the bytes are not a
// whole picture, ERR_FULL when it has more than cap pixels.
int picture_unpack(const uint8_t *bytes, size_t len, uint8_t *pixels,
                   size_t cap, uint16_t *width, uint16_t *height) MUST_USE;

#endif

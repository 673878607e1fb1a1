// decode.h - the program tallyman-camera, kept apart from all else; here the
// surest barcode in a grey picture, with zbar.
//
// The picture is looked at as it is, twice as large, and inverted, since each
// lifts what the others miss. A QR code counts at once; a 1-D code when one
// look found it on many lines or two looks agree, and no other value of the
// same kind and length was seen: a wrong read is worse than none, and check
// digits let some through. Cost: some 10 ms a look for 320 x 240.
#ifndef CAMERA_DECODE_H
#define CAMERA_DECODE_H

#include <stdbool.h>
#include <stdint.h>
#include "shared/message.h"

enum { DECODE_QUALITY_SURE = 30, DECODE_FOUND_MAX = 16 };

// Fills in aim, bytes and len of symbol. False when nothing is sure.
bool decode_picture(const uint8_t *pixels, int width, int height,
                    struct message *symbol);

#endif

// frame.h - packets on a byte stream that may lose, double or change bytes.
//
// A frame on the wire is COBS(body, CRC-16 of body high byte first) and one
// zero byte; PROTOCOL.md has it in bytes. After any damage the decoder is in
// step again at the next zero byte. The caller owns the struct; nothing is
// allocated. Cost: O(1) a byte.
#ifndef SHARED_FRAME_H
#define SHARED_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"

enum {
    FRAME_BODY_MAX = 250,   // so that COBS adds exactly one byte
    FRAME_WIRE_MAX = FRAME_BODY_MAX + 2 + 1 + 1, // CRC, COBS, delimiter
};

struct frame {          // private; initialise with frame_init
    uint8_t wire[FRAME_WIRE_MAX];
    uint8_t body[FRAME_BODY_MAX + 2];
    uint16_t wire_len;
    bool skipping;      // dropping an overlong frame up to its end
    uint32_t bad_count; // frames dropped since init
};

void frame_init(struct frame *f);

// Takes one byte. When it completes a good frame, sets *body and returns its
// length, 1 to FRAME_BODY_MAX; the bytes stay valid until the next call.
// Returns 0 when there is nothing yet and ERR_PARSE when a frame was dropped.
int frame_byte(struct frame *f, uint8_t byte, const uint8_t **body) MUST_USE;

// Writes one frame, delimiter included. Returns bytes written; ERR_FULL when
// body_len is 0 or above FRAME_BODY_MAX, or cap is under body_len + 4.
int frame_write(const uint8_t *body, size_t body_len, uint8_t *out,
                size_t cap) MUST_USE;

#endif

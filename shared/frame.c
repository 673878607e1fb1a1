#include "shared/frame.h"
#include "shared/crc.h"

#include <string.h>

void frame_init(struct frame *f)
{
    memset(f, 0, sizeof *f);
}

// Undoes COBS (Cheshire and Baker, 1999). Returns the length or ERR_PARSE.
static int cobs_decode(const uint8_t *in, size_t in_len, uint8_t *out,
                       size_t cap)
{
    size_t at = 0, len = 0;
    while (at < in_len) {
        uint8_t code = in[at++];
        if (code == 0 || at + code - 1u > in_len || len + code > cap + 1u)
            return ERR_PARSE;
        memcpy(out + len, in + at, code - 1u);
        len += code - 1u;
        at += code - 1u;
        if (code < 0xFF && at < in_len) {
            if (len == cap)
                return ERR_PARSE;
            out[len++] = 0;
        }
    }
    return (int)len;
}

static int finish(struct frame *f, const uint8_t **body)
{
    int len = cobs_decode(f->wire, f->wire_len, f->body, sizeof f->body);
    f->wire_len = 0;
    if (len < 3)
        return ERR_PARSE;
    uint16_t got = (uint16_t)(f->body[len - 2] << 8 | f->body[len - 1]);
    if (got != crc16(f->body, (size_t)len - 2))
        return ERR_PARSE;
    *body = f->body;
    return len - 2;
}

int frame_byte(struct frame *f, uint8_t byte, const uint8_t **body)
{
    if (byte != 0) {
        if (f->wire_len == FRAME_WIRE_MAX - 1)
            f->skipping = true;
        else
            f->wire[f->wire_len++] = byte;
        return 0;
    }
    if (f->wire_len == 0)
        return 0; // idle zeros between frames are allowed
    int rc = ERR_PARSE;
    if (!f->skipping)
        rc = finish(f, body);
    f->wire_len = 0;
    f->skipping = false;
    if (rc < 0)
        f->bad_count++;
    return rc;
}

int frame_write(const uint8_t *body, size_t body_len, uint8_t *out, size_t cap)
{
    if (body_len == 0 || body_len > FRAME_BODY_MAX || cap < body_len + 4)
        return ERR_FULL;
    uint16_t crc = crc16(body, body_len);
    size_t code_at = 0, len = 1;
    for (size_t i = 0; i < body_len + 2; i++) {
        uint8_t byte = i < body_len       ? body[i]
                       : i == body_len    ? (uint8_t)(crc >> 8)
                                          : (uint8_t)crc;
        if (byte != 0) {
            out[len++] = byte;
            continue;
        }
        out[code_at] = (uint8_t)(len - code_at);
        code_at = len++;
    }
    out[code_at] = (uint8_t)(len - code_at);
    out[len++] = 0;
    return (int)len;
}

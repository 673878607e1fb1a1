// Frames, link frames, messages and pictures.
#include "shared/frame.h"
#include "shared/link.h"
#include "shared/message.h"
#include "shared/must.h"
#include "shared/picture.h"
#include "tests/fuzz/fuzz.h"

const char *const fuzz_seeds[] = {
    "\x05" "D\x01\x02\x03\x04", "O\x01\x07\x01", "\x02" "ABCDEFGHIJKLMNOP",
    "\x08\x01\x04\x01\x03zzzzzzzz", NULL};

void fuzz_one(const uint8_t *bytes, size_t len)
{
    static struct frame f;
    struct link l;
    struct message m;
    uint8_t out[FRAME_BODY_MAX];
    const uint8_t *body, *payload;
    static uint8_t pixels[4096];
    uint16_t width, height;
    link_init(&l, 7, 0);
    for (size_t i = 0; i < len; i++) {
        int n = frame_byte(&f, bytes[i], &body);
        must(n <= FRAME_BODY_MAX);
        if (n > 0)
            must(link_take(&l, body, (size_t)n, (uint32_t)i, &payload) <
                 FRAME_BODY_MAX);
        must(link_give(&l, (uint32_t)i * 50, out) <= FRAME_BODY_MAX);
    }
    if (len <= FRAME_BODY_MAX &&
        link_take(&l, bytes, len, 9, &payload) > (int)len)
        must(0);
    if (picture_unpack(bytes, len, pixels, sizeof pixels, &width, &height) ==
        ERR_OK)
        must(width * height <= (int)sizeof pixels);
    if (message_read(&m, bytes, len) == ERR_OK)
        must(message_write(&m, out, sizeof out) == (int)len);
}

#include "shared/picture.h"

#include <stdbool.h>
#include <string.h>

enum { ESCAPE = 16, K_BITS = 3, K_MAX = 7, RAW_BITS = 9 };

struct bits {
    uint8_t *at;
    const uint8_t *end;
    uint32_t held;      // not yet written, or read ahead
    int held_count;
    bool failed;
};

static void put(struct bits *b, uint32_t value, int count)
{
    b->held |= value << b->held_count;
    b->held_count += count;
    while (b->held_count >= 8) {
        if (b->at == b->end) {
            b->failed = true;
            b->held_count = 0;
            return;
        }
        *b->at++ = (uint8_t)b->held;
        b->held >>= 8;
        b->held_count -= 8;
    }
}

static uint32_t take(struct bits *b, int count)
{
    while (b->held_count < count) {
        if (b->at == b->end) {
            b->failed = true;
            return 0;
        }
        b->held |= (uint32_t)*b->at++ << b->held_count;
        b->held_count += 8;
    }
    uint32_t value = b->held & ((1u << count) - 1);
    b->held >>= count;
    b->held_count -= count;
    return value;
}

// The median edge detector of JPEG-LS (ITU-T T.87): follows bars either way.
static int guess(const uint8_t *row, const uint8_t *above, int x, int shift)
{
    if (!above)
        return x ? row[x - 1] >> shift : 0;
    int up = above[x] >> shift;
    if (x == 0)
        return up;
    int left = row[x - 1] >> shift, corner = above[x - 1] >> shift;
    int low = left < up ? left : up, high = left < up ? up : left;
    if (corner >= high)
        return low;
    return corner <= low ? high : left + up - corner;
}

// 0, -1, 1, -2, ... become 0, 1, 2, 3, ...
static uint32_t fold(int d)
{
    return d < 0 ? (uint32_t)(-2 * d - 1) : (uint32_t)(2 * d);
}

static int unfold(uint32_t u)
{
    return u & 1 ? -(int)((u + 1) / 2) : (int)(u / 2);
}

static void put_rice(struct bits *b, uint32_t u, int k)
{
    uint32_t n = u >> k;
    if (n >= ESCAPE) {
        put(b, (1u << ESCAPE) - 1, ESCAPE);
        put(b, u, RAW_BITS);
        return;
    }
    put(b, (1u << n) - 1, (int)n + 1);
    put(b, u & ((1u << k) - 1), k);
}

static uint32_t take_rice(struct bits *b, int k)
{
    uint32_t n = 0;
    while (n < ESCAPE && take(b, 1) && !b->failed)
        n++;
    if (n == ESCAPE)
        return take(b, RAW_BITS);
    return n << k | take(b, k);
}

// The parameter near which a row's mean lies: 2^k is about the mean.
static int choose_k(const uint8_t *row, const uint8_t *above, int width,
                    int shift)
{
    uint32_t sum = 0;
    int k = 0;
    for (int x = 0; x < width; x++)
        sum += fold((row[x] >> shift) - guess(row, above, x, shift));
    while (k < K_MAX && ((uint32_t)width << (k + 1)) <= sum + sum / 4)
        k++;
    return k;
}

int picture_pack(const uint8_t *pixels, uint16_t width, uint16_t height,
                 uint8_t shift, uint8_t *out, size_t cap)
{
    struct bits b = {.at = out + PICTURE_HEAD_LEN, .end = out + cap};
    if (cap < PICTURE_HEAD_LEN)
        return ERR_FULL;
    const uint8_t head[PICTURE_HEAD_LEN] = {
        (uint8_t)width, (uint8_t)(width >> 8), (uint8_t)height,
        (uint8_t)(height >> 8), shift};
    memcpy(out, head, sizeof head);
    for (int y = 0; y < height && !b.failed; y++) {
        const uint8_t *row = pixels + (size_t)y * width;
        const uint8_t *above = y ? row - width : NULL;
        int k = choose_k(row, above, width, shift);
        put(&b, (uint32_t)k, K_BITS);
        for (int x = 0; x < width; x++)
            put_rice(&b, fold((row[x] >> shift) - guess(row, above, x, shift)),
                     k);
    }
    put(&b, 0, 7);
    return b.failed ? ERR_FULL : (int)(b.at - out);
}

int picture_unpack(const uint8_t *bytes, size_t len, uint8_t *pixels,
                   size_t cap, uint16_t *width, uint16_t *height)
{
    if (len < PICTURE_HEAD_LEN)
        return ERR_PARSE;
    uint16_t w = (uint16_t)(bytes[0] | bytes[1] << 8);
    uint16_t h = (uint16_t)(bytes[2] | bytes[3] << 8);
    int shift = bytes[4];
    if (!w || !h || w > PICTURE_SIDE_MAX || h > PICTURE_SIDE_MAX ||
        shift > PICTURE_SHIFT_MAX)
        return ERR_PARSE;
    if ((size_t)w * h > cap)
        return ERR_FULL;
    int top = 255 >> shift;
    // The cursor never writes through a reading; the cast only shares it.
    struct bits b = {.at = (uint8_t *)(uintptr_t)bytes + PICTURE_HEAD_LEN,
                     .end = bytes + len};
    for (int y = 0; y < h; y++) {
        uint8_t *row = pixels + (size_t)y * w;
        const uint8_t *above = y ? row - w : NULL;
        int k = (int)take(&b, K_BITS);
        for (int x = 0; x < w; x++) {
            int v = guess(row, above, x, shift) + unfold(take_rice(&b, k));
            if (b.failed || v < 0 || v > top)
                return ERR_PARSE;
            row[x] = (uint8_t)(v << shift);
        }
    }
    *width = w;
    *height = h;
    return ERR_OK;
}

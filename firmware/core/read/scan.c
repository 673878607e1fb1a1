#include "firmware/core/read/scan.h"
#include "firmware/hal/hal.h"

#include <stddef.h>

enum { W = HAL_FRAME_WIDTH, H = HAL_FRAME_HEIGHT, LEVEL_STEP = 8 };

void scan_init(struct scan *s)
{
    s->exposure = 120;
    s->gain = SCAN_GAIN_MIN;
    s->dry_count = 0;
    accept_clear(&s->accept);
}

static void on_line(void *arg, const struct reader_symbol *symbol)
{
    struct scan *s = arg;
    accept_vote(&s->accept, symbol, symbol->votes, s->distance);
}

// The n-th of count places from the middle out: 0, -1, +1, -2, +2, ...
static int from_middle(int n, int step, int middle)
{
    int away = (n + 1) / 2 * step;
    return n & 1 ? middle - away : middle + away;
}

// A step along a diagonal is 1.4 pixels long, too coarse for thin bars: between
// two of its pixels lies the mean of the four around that point.
static void look_slanted(struct scan *s, const uint8_t *pixels, int count,
                         int step, int side)
{
    uint8_t *line = s->line;
    int n = 0;
    for (int i = 0; i + 1 < count; i++) {
        const uint8_t *p = pixels + i * step;
        line[n++] = p[0];
        line[n++] = (uint8_t)((p[0] + p[side] + p[W] + p[step]) / 4);
    }
    accept_line(&s->accept);
    reader_line(line, n, 1, on_line, s);
}

// The mean of three lines beside each other, side bytes apart; a third is
// 171 of 512.
static void look(struct scan *s, const uint8_t *pixels, int count, int step,
                 int side)
{
    uint8_t *line = s->line;
    for (int i = 0; i < count; i++) {
        const uint8_t *p = pixels + i * step;
        line[i] = (uint8_t)((uint32_t)(p[-side] + p[0] + p[side]) * 171 >> 9);
    }
    accept_line(&s->accept);
    reader_line(line, count, 1, on_line, s);
}

static uint16_t distance(int at, int middle)
{
    return (uint16_t)(at < middle ? middle - at : at - middle);
}

// Rows or columns from the middle out: count of them, width pixels long, their
// pixels step bytes apart and the next one side bytes away.
static const struct reader_symbol *lines(struct scan *s, const uint8_t *pixels,
                                         int apart, int count, int width,
                                         int step, int side)
{
    for (int n = 0; n < count / apart; n++) {
        int at = from_middle(n, apart, count / 2);
        if (at < 1 || at >= count - 1)
            continue;
        s->distance = distance(at, count / 2);
        look(s, pixels + at * side, width, step, side);
        const struct reader_symbol *sure = accept_sure(&s->accept);
        if (sure)
            return sure;
    }
    return NULL;
}

// Lines at 45 degrees down from the upper edge, falling to the right or left.
static const struct reader_symbol *diagonals(struct scan *s,
                                             const uint8_t *pixels)
{
    for (int n = 0; n < 2 * (W + H) / SCAN_DIAGONAL_STEP; n++) {
        bool is_left = n & 1;
        int x = from_middle(n / 2, SCAN_DIAGONAL_STEP, W / 2);
        int top = is_left ? x + H / 2 : x - H / 2; // where it meets row 0
        int y = 0, count = H;
        if (!is_left && top < 0) {
            y = -top;
            top = 0;
        }
        if (is_left && top > W - 1) {
            y = top - (W - 1);
            top = W - 1;
        }
        if (y >= H || top < 0 || top >= W)
            continue;
        count = H - y;
        int width = is_left ? top + 1 : W - top;
        if (count > width)
            count = width;
        s->distance = distance(x, W / 2);
        look_slanted(s, pixels + y * W + top, count, is_left ? W - 1 : W + 1,
                     is_left ? -1 : 1);
        const struct reader_symbol *sure = accept_sure(&s->accept);
        if (sure)
            return sure;
    }
    return NULL;
}

const struct reader_symbol *scan_frame(struct scan *s, const uint8_t *pixels,
                                       int try)
{
    accept_clear(&s->accept);
    const struct reader_symbol *sure =
        lines(s, pixels, SCAN_ROW_STEP, H, W, 1, W);
    if (!sure)
        sure = lines(s, pixels, SCAN_COLUMN_STEP, W, H, W, 1);
    if (!sure)
        sure = diagonals(s, pixels);
    if (sure || try % 2 == 0)
        return sure;
    // Lines seen so far are seen again: they must not count twice.
    accept_clear(&s->accept);
    s->distance = 0;
    if (!reader_frame(pixels, W, H, try % 4 == 1 ? 2 : 1, on_line, s))
        s->dry_count++;
    return accept_sure(&s->accept);
}

bool scan_expose(struct scan *s, const uint8_t *pixels)
{
    uint32_t sum = 0, count = 0;
    for (int y = H / 4; y < H * 3 / 4; y += LEVEL_STEP)
        for (int x = W / 4; x < W * 3 / 4; x += LEVEL_STEP) {
            sum += pixels[y * W + x];
            count++;
        }
    uint32_t level = sum / count + 1;
    if (level >= SCAN_LEVEL_LOW && level <= SCAN_LEVEL_HIGH)
        return false;
    // Light is exposure times gain; the exposure moves first, at most
    // fourfold a frame since a saturated frame does not say how far off it is.
    uint32_t light = (uint32_t)s->exposure * s->gain;
    uint32_t want = light * SCAN_LEVEL_WANT / level;
    if (want < light / 4)
        want = light / 4;
    if (want > light * 4)
        want = light * 4;
    uint32_t exposure = want / SCAN_GAIN_MIN, gain = SCAN_GAIN_MIN;
    if (exposure > SCAN_EXPOSURE_MAX) {
        exposure = SCAN_EXPOSURE_MAX;
        gain = want / exposure;
    }
    if (gain > SCAN_GAIN_MAX)
        gain = SCAN_GAIN_MAX;
    if (exposure < SCAN_EXPOSURE_MIN)
        exposure = SCAN_EXPOSURE_MIN;
    bool is_changed = exposure != s->exposure || gain != s->gain;
    s->exposure = (uint16_t)exposure;
    s->gain = (uint16_t)gain;
    return is_changed && (level < SCAN_LEVEL_LOW / 3 || level > 250);
}

#include "firmware/core/face/draw.h"

static void dot(uint8_t *pixels, int x, int y)
{
    if (x >= 0 && x < DRAW_WIDTH && y >= 0 && y < DRAW_HEIGHT)
        pixels[y / 8 * DRAW_WIDTH + x] |= (uint8_t)(1 << (y % 8));
}

void draw_box(uint8_t *pixels, int x, int y, int width, int height)
{
    for (int i = 0; i < width; i++)
        for (int k = 0; k < height; k++)
            dot(pixels, x + i, y + k);
}

int draw_next_char(const char **at)
{
    const uint8_t *p = (const uint8_t *)*at;
    int c = p[0];
    (*at)++;
    if (c < 0x80)
        return c;
    if ((c == 0xC2 || c == 0xC3) && (p[1] & 0xC0) == 0x80) {
        (*at)++;
        return (c & 3) << 6 | (p[1] & 0x3F);
    }
    while ((**at & 0xC0) == 0x80)
        (*at)++;
    return '?';
}

static const uint8_t *glyph_of(const struct font *f, int c)
{
    int idx = c >= 0x20 && c <= 0x7E ? c - 0x20
              : c >= 0xA0 && c <= 0xFF ? c - 0xA0 + 95
                                       : '?' - 0x20;
    return f->glyph + idx * f->height * ((f->width + 7) / 8);
}

int draw_text(uint8_t *pixels, const struct font *f, int x, int y,
              const char *text)
{
    int row_len = (f->width + 7) / 8;
    while (*text && x + f->width <= DRAW_WIDTH) {
        const uint8_t *g = glyph_of(f, draw_next_char(&text));
        for (int r = 0; r < f->height; r++)
            for (int c = 0; c < f->width; c++)
                if (g[r * row_len + c / 8] & 0x80 >> (c % 8))
                    dot(pixels, x + c, y + r);
        x += f->width;
    }
    return x;
}

int draw_char_count(const char *text)
{
    int n = 0;
    for (; *text; n++)
        draw_next_char(&text);
    return n;
}

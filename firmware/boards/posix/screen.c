// What the handheld shows and sounds, kept to be asked for and, in a terminal,
// drawn.
#include "firmware/boards/posix/posix_internal.h"

#include <stdio.h>
#include <string.h>

static struct {
    uint8_t pixels[HAL_SCREEN_LEN];
    bool is_on, draws;
    uint16_t tone_hz;
} s;

void screen_open(bool draws)
{
    s.draws = draws;
}

const uint8_t *posix_screen(void)
{
    return s.pixels;
}

uint16_t posix_tone(void)
{
    return s.tone_hz;
}

// Two rows of pixels a line of text, with the upper and lower half block.
static void draw(void)
{
    static const char *const CELL[] = {" ", "\u2580", "\u2584", "\u2588"};
    printf("\033[H");
    for (int y = 0; y < 64; y += 2) {
        for (int x = 0; x < 128; x++) {
            int bits = s.pixels[y / 8 * 128 + x] >> (y % 8) & 3;
            fputs(s.is_on ? CELL[bits] : " ", stdout);
        }
        printf("\033[K\n");
    }
    fflush(stdout);
}

void hal_screen(const uint8_t pixels[HAL_SCREEN_LEN])
{
    memcpy(s.pixels, pixels, HAL_SCREEN_LEN);
    if (s.draws)
        draw();
}

void hal_screen_on(bool on)
{
    s.is_on = on;
    if (s.draws)
        draw();
}

void hal_tone(uint16_t tone_hz, uint8_t volume)
{
    (void)volume;
    if (tone_hz)
        s.tone_hz = tone_hz;
}

void hal_vibrate(bool on)
{
    (void)on;
}

void hal_light(uint8_t red, uint8_t green, uint8_t blue)
{
    (void)red;
    (void)green;
    (void)blue;
}

void hal_lamp(bool aim, bool light)
{
    (void)aim;
    (void)light;
}

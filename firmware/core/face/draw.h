// draw.h - boxes and letters on the 128 x 64 screen.
//
// Pure. A byte of pixels is eight rows of one column, lowest bit on top, as
// the SSD1306 has it; pixels are HAL_SCREEN_LEN bytes. What lies outside of
// the screen is left out. Fonts are Terminus from Debian's console-setup,
// turned into a table when the firmware is built.
#ifndef FIRMWARE_CORE_FACE_DRAW_H
#define FIRMWARE_CORE_FACE_DRAW_H

#include <stdint.h>
#include "firmware/core/face/font.h"

enum { DRAW_WIDTH = 128, DRAW_HEIGHT = 64 };

void draw_box(uint8_t *pixels, int x, int y, int width, int height);

// Draws UTF-8 text with its upper left corner at x, y; what does not fit on
// the line is cut. Returns the x after it.
int draw_text(uint8_t *pixels, const struct font *f, int x, int y,
              const char *text);

int draw_char_count(const char *text);

// One character of UTF-8 up to U+00FF, others are '?'; moves *at behind it.
int draw_next_char(const char **at);

#endif

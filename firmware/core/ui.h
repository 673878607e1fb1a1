// ui.h - what the 128 x 64 screen shows: one thing to do next, in large words.
//
//     mode            link  unsent  battery      small letters
//     WHAT TO DO                                 24 rows high
//     a line of detail, a second line            small letters
//
// Pure: from struct hand to pixels. A byte of pixels is eight rows of one
// column, lowest bit on top, as the SSD1306 has it. Fonts are Terminus from
// Debian's console-setup, turned into a table when the firmware is built.
#ifndef FIRMWARE_UI_H
#define FIRMWARE_UI_H

#include <stdint.h>
#include "firmware/core/face/font.h"
#include "firmware/core/hand.h"

void ui_draw(const struct hand *h, uint8_t pixels[HAL_SCREEN_LEN]);

// Draws UTF-8 text with its upper left corner at x, y; what does not fit on
// the line is cut. Returns the x after it.
int ui_text(uint8_t pixels[HAL_SCREEN_LEN], const struct font *f, int x,
            int y, const char *text);

#endif

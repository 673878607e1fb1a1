// ui.h - what the screen shows: one thing to do next, in large words.
//
//     mode            link  unsent  battery      small letters
//     WHAT TO DO                                 24 rows high
//     a line of detail, a second line            small letters
//
// Pure: from struct hand to pixels, laid out as face/draw.h says.
#ifndef FIRMWARE_UI_H
#define FIRMWARE_UI_H

#include <stdint.h>
#include "firmware/hal/hal.h"

struct hand;

void ui_draw(const struct hand *h, uint8_t pixels[HAL_SCREEN_LEN]);

#endif

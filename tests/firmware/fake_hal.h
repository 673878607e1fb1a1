// fake_hal.h - a board in memory for unit tests of the core: its flash can
// fail and lose power at any byte, its time is moved by the test.
#ifndef TESTS_FAKE_HAL_H
#define TESTS_FAKE_HAL_H

#include <setjmp.h>
#include "firmware/core/flash/flash_map.h"
#include "firmware/hal/hal.h"

struct fake {
    uint8_t flash[FLASH_LEN];
    uint32_t erase_count[FLASH_LEN / HAL_SECTOR_LEN];
    uint32_t op_count;          // erases and programs
    // The power goes in operation cut_op, after cut_bytes of it; then the test
    // is longjmp'ed to dark. 0 for never.
    uint32_t cut_op, cut_bytes;
    jmp_buf dark;
    bool fails;                 // every operation is refused
    uint32_t now_ms;
    uint16_t battery_mv;
    bool is_charging, is_off, is_restarted;
    uint8_t slot;
    enum hal_event_kind event[16];
    int event_put, event_take;
    uint8_t frame[HAL_FRAME_WIDTH * HAL_FRAME_HEIGHT];
    bool wants_frame;
    uint16_t tone_hz;
    uint8_t screen[HAL_SCREEN_LEN];
    bool port_is_up;
    uint8_t to_hand[4096], from_hand[4096];
    size_t to_len, to_at, from_len;
};

extern struct fake fake;

void fake_reset(void);      // a new device: flash blank, everything else zero
void fake_push(enum hal_event_kind kind);

#endif

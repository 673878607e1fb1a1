// hal.h - everything the handheld's core may ask of a board.
//
// A board is a folder that defines these functions; the build picks one.
// Interrupts only queue a struct hal_event or a byte; the core sees them from
// its loop and runs on one thread. Nothing here waits, except hal_sleep and
// the flash. Offsets are bytes from the start of the flash.
#ifndef FIRMWARE_HAL_H
#define FIRMWARE_HAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"

enum {
    HAL_SECTOR_LEN = 4096,      // the unit of erasing
    HAL_PAGE_LEN = 256,         // the unit of programming
    HAL_FRAME_WIDTH = 320,      // the camera: QVGA, one byte a pixel
    HAL_FRAME_HEIGHT = 240,
    HAL_SCREEN_LEN = 1024,      // 128 x 64, a byte is eight rows of a column
    HAL_SERIAL_MAX = 16,
};

enum hal_event_kind {
    HAL_TRIGGER_DOWN, HAL_TRIGGER_UP,
    HAL_LEFT_DOWN, HAL_LEFT_UP,     // the two keys
    HAL_RIGHT_DOWN, HAL_RIGHT_UP,
    HAL_FRAME,                      // the frame asked for is in memory
};

bool hal_event(enum hal_event_kind *kind);  // false when there is none
uint32_t hal_now_ms(void);          // since the start, wraps after 49 days

// Waits for an interrupt or until until_ms, whichever comes first. deep also
// stops what only a person needs; any key, byte or timer wakes it.
void hal_sleep(uint32_t until_ms, bool deep);

// The ways to a station: bytes in and out. Port 0 is the cable, 1 the radio.
enum { HAL_PORTS = 2 };
bool hal_port_byte(int port, uint8_t *byte);
size_t hal_port_write(int port, const uint8_t *bytes, size_t len); // taken
bool hal_port_is_up(int port);      // somebody has opened the other end

// The cable's other face: a keyboard and a bar code scanner (HID). False when
// no host has set the device up or the last report is still waiting.
bool hal_hid_keys(const uint8_t report[8]);
bool hal_hid_pos(const uint8_t report[64]);

// Asks for one frame; HAL_FRAME follows. exposure is in lines of the sensor,
// gain in sixteenths. hal_frame is valid until the next call.
void hal_camera_start(uint16_t exposure, uint16_t gain);
void hal_camera_stop(void);
const uint8_t *hal_frame(void);
void hal_lamp(bool aim, bool light);

void hal_screen(const uint8_t pixels[HAL_SCREEN_LEN]);
void hal_screen_on(bool on);
void hal_tone(uint16_t tone_hz, uint8_t volume);    // 0 Hz is silence
void hal_vibrate(bool on);
void hal_light(uint8_t red, uint8_t green, uint8_t blue);   // 0 to 255

uint16_t hal_battery_mv(void);
bool hal_is_charging(void);
void hal_power_off(void);           // returns only where there is no switch

// ERR_IO when the flash did not take it. Programming clears bits, erasing
// sets them; offset and len are multiples of the unit.
void hal_flash_read(uint32_t offset, void *bytes, size_t len);
int hal_flash_program(uint32_t offset, const uint8_t *bytes,
                      size_t len) MUST_USE;
int hal_flash_erase(uint32_t offset) MUST_USE;      // one sector

void hal_watchdog_feed(void);
void hal_restart(void);
uint32_t hal_random(void);          // not for secrets: names a session
void hal_serial(char out[HAL_SERIAL_MAX + 1]);      // of this device
uint8_t hal_board(void);            // enum message_board
uint8_t hal_slot(void);             // the image that runs: 1, 2, 0 for none
uint32_t hal_stack_free(void);      // bytes of the stack never used

// Why the last start happened, kept across a reset.
struct hal_crash {
    char file[32];
    uint32_t line;
    uint32_t uptime_ms;
    bool was_watchdog;
};
bool hal_crash_take(struct hal_crash *out);     // false when there was none

#endif

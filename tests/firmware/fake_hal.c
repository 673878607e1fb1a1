#include "tests/firmware/fake_hal.h"
#include "shared/message.h"
#include "shared/must.h"

#include <string.h>

struct fake fake;

void fake_reset(void)
{
    memset(&fake, 0, sizeof fake);
    memset(fake.flash, 0xFF, sizeof fake.flash);
    fake.battery_mv = 3900;
    fake.now_ms = 1000;
}

void fake_push(enum hal_event_kind kind)
{
    fake.event[fake.event_put++ % 16] = kind;
}

// How much of an operation of len bytes happens before the power goes.
static size_t before_dark(size_t len, bool *goes_dark)
{
    fake.op_count++;
    *goes_dark = fake.cut_op == fake.op_count;
    return *goes_dark && fake.cut_bytes < len ? fake.cut_bytes : len;
}

void hal_flash_read(uint32_t offset, void *bytes, size_t len)
{
    must(offset + len <= FLASH_LEN);
    memcpy(bytes, fake.flash + offset, len);
}

int hal_flash_program(uint32_t offset, const uint8_t *bytes, size_t len)
{
    bool goes_dark;
    must(offset % HAL_PAGE_LEN == 0 && len % HAL_PAGE_LEN == 0 &&
         offset + len <= FLASH_LEN);
    if (fake.fails)
        return ERR_IO;
    size_t n = before_dark(len, &goes_dark);
    for (size_t i = 0; i < n; i++) {
        // What is not erased first does not come out as it was meant.
        must((fake.flash[offset + i] & bytes[i]) == bytes[i] ||
             bytes[i] == 0xFF);
        fake.flash[offset + i] &= bytes[i];
    }
    if (goes_dark)
        longjmp(fake.dark, 1);
    return ERR_OK;
}

int hal_flash_erase(uint32_t offset)
{
    bool goes_dark;
    must(offset % HAL_SECTOR_LEN == 0 && offset < FLASH_LEN);
    if (fake.fails)
        return ERR_IO;
    fake.erase_count[offset / HAL_SECTOR_LEN]++;
    size_t n = before_dark(HAL_SECTOR_LEN, &goes_dark);
    memset(fake.flash + offset, 0xFF, n);
    if (goes_dark)
        longjmp(fake.dark, 1);
    return ERR_OK;
}

bool hal_event(enum hal_event_kind *kind)
{
    if (fake.wants_frame) {
        fake.wants_frame = false;
        fake_push(HAL_FRAME);
    }
    if (fake.event_take == fake.event_put)
        return false;
    *kind = fake.event[fake.event_take++ % 16];
    return true;
}

uint32_t hal_now_ms(void)
{
    return fake.now_ms;
}

void hal_sleep(uint32_t until_ms, bool deep)
{
    (void)deep;
    fake.now_ms = until_ms;
}

bool hal_port_byte(int port, uint8_t *byte)
{
    if (port != 0 || fake.to_at == fake.to_len)
        return false;
    *byte = fake.to_hand[fake.to_at++];
    return true;
}

size_t hal_port_write(int port, const uint8_t *bytes, size_t len)
{
    size_t room = sizeof fake.from_hand - fake.from_len;
    size_t n = port == 0 ? (len < room ? len : room) : len;
    if (port == 0) {
        memcpy(fake.from_hand + fake.from_len, bytes, n);
        fake.from_len += n;
    }
    return n;
}

bool hal_port_is_up(int port)
{
    return port == 0 && fake.port_is_up;
}

bool hal_hid_keys(const uint8_t report[8])
{
    (void)report;
    return false;
}

bool hal_hid_pos(const uint8_t report[64])
{
    (void)report;
    return false;
}

void hal_camera_start(uint16_t exposure, uint16_t gain)
{
    (void)exposure;
    (void)gain;
    fake.wants_frame = true;
}

void hal_camera_stop(void)
{
    fake.wants_frame = false;
}

const uint8_t *hal_frame(void)
{
    return fake.frame;
}

void hal_lamp(bool aim, bool light)
{
    (void)aim;
    (void)light;
}

void hal_screen(const uint8_t pixels[HAL_SCREEN_LEN])
{
    memcpy(fake.screen, pixels, HAL_SCREEN_LEN);
}

void hal_screen_on(bool on)
{
    (void)on;
}

void hal_tone(uint16_t tone_hz, uint8_t volume)
{
    (void)volume;
    if (tone_hz)
        fake.tone_hz = tone_hz;
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

uint16_t hal_battery_mv(void)
{
    return fake.battery_mv;
}

bool hal_is_charging(void)
{
    return fake.is_charging;
}

void hal_power_off(void)
{
    fake.is_off = true;
}

void hal_watchdog_feed(void)
{
}

void hal_restart(void)
{
    fake.is_restarted = true;
}

uint32_t hal_random(void)
{
    return 0xC0FFEE;
}

void hal_serial(char out[HAL_SERIAL_MAX + 1])
{
    memset(out, 0, HAL_SERIAL_MAX + 1);
    memcpy(out, "hand-test", 9);
}

uint8_t hal_board(void)
{
    return MESSAGE_BOARD_PICO;
}

uint8_t hal_slot(void)
{
    return fake.slot;
}

uint32_t hal_stack_free(void)
{
    return 1234;
}

bool hal_crash_take(struct hal_crash *out)
{
    memset(out, 0, sizeof *out);
    return false;
}

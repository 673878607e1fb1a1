// tallyman-hand on the Pico: starts the board's parts, then the core's loop.
#include "firmware/boards/pico/board.h"
#include "firmware/boards/pico/regs.h"
#include "firmware/core/app.h"
#include "firmware/core/flash/flash_map.h"
#include "firmware/core/flash/flash_write.h"
#include "firmware/core/hand.h"

#include <string.h>

// The serial is a line of text in the last page of the boot loader's area,
// written when the device was made or by itself at its first start.
enum { SERIAL_AT = FLASH_SLOT_1 - HAL_SECTOR_LEN };

static struct hand hand;
static char serial[HAL_SERIAL_MAX + 1];

void hal_serial(char out[HAL_SERIAL_MAX + 1])
{
    memcpy(out, serial, sizeof serial);
}

uint8_t hal_slot(void)
{
    return (uint32_t)(uintptr_t)hal_slot - XIP_BASE < FLASH_SLOT_2 ? 1 : 2;
}

static void invent_serial(void)
{
    static const char HEX[] = "0123456789ABCDEF";
    uint32_t r = hal_random();
    memset(serial, 0, sizeof serial);
    memcpy(serial, "hand-", 5);
    for (int i = 0; i < 8; i++)
        serial[5 + i] = HEX[r >> (28 - 4 * i) & 15];
    if (flash_write(SERIAL_AT, serial, strlen(serial) + 1) < 0)
        return; // it has this name until it is switched off
}

static void serial_init(void)
{
    hal_flash_read(SERIAL_AT, serial, sizeof serial);
    size_t len = 0;
    while (len < HAL_SERIAL_MAX && serial[len] > ' ' && serial[len] < 0x7F)
        len++;
    if (len > 0)
        memset(serial + len, 0, sizeof serial - len);
    else
        invent_serial();
}

int main(void)
{
    clock_init();
    flash_init();
    io_init();
    serial_init();
    uart_init();
    screen_init();
    camera_init();
    usb_init(serial);
    hal_watchdog_feed();
    app_init(&hand);
    for (;;) {
        uint32_t until_ms = app_step(&hand);
        hal_sleep(until_ms, hand.is_asleep);
    }
}

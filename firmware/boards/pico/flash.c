// Flash through the boot ROM's functions (RP2040 Datasheet 2.8.3). While they
// run nothing may be fetched from flash: interrupts are off and this code is
// in RAM.
#include "firmware/boards/pico/board.h"
#include "firmware/boards/pico/regs.h"
#include "firmware/core/flash/flash_map.h"
#include "shared/must.h"

#include <string.h>

enum { BOOT2_WORDS = 64, ERASE_BLOCK = 1 << 16, ERASE_COMMAND = 0xD8 };

typedef void *lookup_fn(const uint16_t *table, uint32_t code);
typedef void plain_fn(void);
typedef void erase_fn(uint32_t offset, uint32_t len, uint32_t block,
                      uint32_t command);
typedef void program_fn(uint32_t offset, const uint8_t *bytes, uint32_t len);

static struct {
    plain_fn *connect, *exit_xip, *flush;
    erase_fn *erase;
    program_fn *program;
    uint32_t boot2[BOOT2_WORDS];
} rom;

static void *look_up(char a, char b)
{
    uint16_t table = *(volatile uint16_t *)0x14;
    uint16_t lookup = *(volatile uint16_t *)0x18;
    return ((lookup_fn *)(uintptr_t)lookup)(
        (const uint16_t *)(uintptr_t)table, (uint32_t)b << 8 | (uint32_t)a);
}

void flash_init(void)
{
    rom.connect = (plain_fn *)look_up('I', 'F');
    rom.exit_xip = (plain_fn *)look_up('E', 'X');
    rom.flush = (plain_fn *)look_up('F', 'C');
    rom.erase = (erase_fn *)look_up('R', 'E');
    rom.program = (program_fn *)look_up('R', 'P');
    for (uint32_t i = 0; i < BOOT2_WORDS; i++)
        rom.boot2[i] = REG(XIP_BASE + 4 * i);
}

__attribute__((section(".ramfunc"), noinline)) static void
operate(uint32_t offset, const uint8_t *bytes, uint32_t len)
{
    irq_off();
    rom.connect();
    rom.exit_xip();
    if (bytes)
        rom.program(offset, bytes, len);
    else
        rom.erase(offset, len, ERASE_BLOCK, ERASE_COMMAND);
    rom.flush();
    ((plain_fn *)((uintptr_t)rom.boot2 | 1))(); // back to execute in place
    irq_on();
}

void hal_flash_read(uint32_t offset, void *bytes, size_t len)
{
    must(offset + len <= FLASH_LEN);
    memcpy(bytes, (const void *)(uintptr_t)(XIP_BASE + offset), len);
}

static bool is_as(uint32_t offset, const uint8_t *bytes, size_t len)
{
    const volatile uint8_t *at =
        (const volatile uint8_t *)(uintptr_t)(XIP_BASE + offset);
    for (size_t i = 0; i < len; i++)
        if ((at[i] & bytes[i]) != at[i])
            return false; // a bit that should be clear is set
    return true;
}

int hal_flash_program(uint32_t offset, const uint8_t *bytes, size_t len)
{
    static uint8_t page[HAL_PAGE_LEN]; // bytes may lie in flash
    must(offset % HAL_PAGE_LEN == 0 && len % HAL_PAGE_LEN == 0);
    for (size_t at = 0; at < len; at += HAL_PAGE_LEN) {
        memcpy(page, bytes + at, HAL_PAGE_LEN);
        operate(offset + (uint32_t)at, page, HAL_PAGE_LEN);
    }
    return is_as(offset, bytes, len) ? ERR_OK : ERR_IO;
}

int hal_flash_erase(uint32_t offset)
{
    must(offset % HAL_SECTOR_LEN == 0 && offset < FLASH_LEN);
    operate(offset, NULL, HAL_SECTOR_LEN);
    const volatile uint32_t *at =
        (const volatile uint32_t *)(uintptr_t)(XIP_BASE + offset);
    for (int i = 0; i < HAL_SECTOR_LEN / 4; i++)
        if (at[i] != 0xFFFFFFFFu)
            return ERR_IO;
    return ERR_OK;
}

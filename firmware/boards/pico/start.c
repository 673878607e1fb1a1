// The first instructions of an image, and the last ones of a mistake.
#include "firmware/boards/pico/board.h"
#include "firmware/boards/pico/regs.h"
#include "shared/crc.h"
#include "shared/must.h"

#include <string.h>

enum { PAINT_LEN_MIN = 64 };
#define PAINT 0xA5A5A5A5u
#define CRASH_MAGIC 0x43534D54u // "TMSC"

extern uint32_t start_data[], start_data_end[], start_data_from[];
extern uint32_t start_bss[], start_bss_end[], start_stack_top[];
int main(void);
void start(void);

// In RAM that nothing clears: what must_fail leaves for the next start.
static struct {
    uint32_t magic, crc;
    struct hal_crash crash;
} kept __attribute__((section(".noinit")));

void start(void)
{
    const uint32_t *from = start_data_from;
    for (uint32_t *to = start_data; to < start_data_end;)
        *to++ = *from++;
    for (uint32_t *to = start_bss; to < start_bss_end;)
        *to++ = 0;
    // Not the part that is in use, by this very function.
    uintptr_t here = (uintptr_t)__builtin_frame_address(0) - PAINT_LEN_MIN;
    for (volatile uint32_t *p = start_stack_low; (uintptr_t)p < here;)
        *p++ = PAINT;
    main();
    for (;;)
        continue;
}

uint32_t hal_stack_free(void)
{
    const volatile uint32_t *p = start_stack_low;
    while (p < start_stack_top && *p == PAINT)
        p++;
    return (uint32_t)((const volatile uint8_t *)p -
                      (const volatile uint8_t *)start_stack_low);
}

NO_RETURN static void restart(void)
{
    REG_SET(PSM + 8) = 0x1FFFFu & ~3u; // everything but the oscillators
    REG_SET(WATCHDOG) = BIT(31);
    for (;;)
        continue;
}

static void leave(const char *file, uint32_t line)
{
    memset(&kept.crash, 0, sizeof kept.crash);
    const char *name = strrchr(file, '/');
    name = name ? name + 1 : file;
    size_t len = strlen(name);
    if (len > sizeof kept.crash.file - 1)
        len = sizeof kept.crash.file - 1;
    memcpy(kept.crash.file, name, len);
    kept.crash.line = line;
    kept.crash.uptime_ms = hal_now_ms();
    kept.crc = crc32_more(0, &kept.crash, sizeof kept.crash);
    kept.magic = CRASH_MAGIC;
}

void must_fail(const char *file, int line, const char *what)
{
    (void)what;
    irq_off();
    leave(file, (uint32_t)line);
    restart();
}

void hal_restart(void)
{
    irq_off();
    restart();
}

bool hal_crash_take(struct hal_crash *out)
{
    bool is_there = kept.magic == CRASH_MAGIC &&
                    kept.crc == crc32_more(0, &kept.crash, sizeof kept.crash);
    kept.magic = 0;
    memset(out, 0, sizeof *out);
    if (is_there)
        *out = kept.crash;
    else
        out->was_watchdog = REG(WATCHDOG + 8) & 1; // its timer ran out
    return is_there || out->was_watchdog;
}

void fault(void);
void fault(void)
{
    leave("fault", 0);
    restart();
}

static void unused_irq(void)
{
    must_fail(__FILE__, __LINE__, "an interrupt nobody asked for");
}

__attribute__((section(".vectors"), used)) static void (*const VECTORS[48])(
    void) = {
    (void (*)(void))(uintptr_t)start_stack_top,
    start,
    unused_irq,
    fault,
    [14] = unused_irq,
    [15] = unused_irq,
    [16 + IRQ_TIMER0] = timer_irq,
    [16 + IRQ_USB] = usb_irq,
    [16 + IRQ_DMA0] = dma_irq,
    [16 + IRQ_IO] = io_irq,
    [16 + IRQ_UART0] = uart_irq,
};

// The first instructions of an image.
#include "firmware/boards/pico/board.h"
#include "firmware/boards/pico/regs.h"
#include "shared/must.h"

enum { PAINT_LEN_MIN = 64 };
#define PAINT 0xA5A5A5A5u

extern uint32_t start_data[], start_data_end[], start_data_from[];
extern uint32_t start_bss[], start_bss_end[], start_stack_top[];
int main(void);
void start(void);
void fault(void); // crash.c, for the table of vectors

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

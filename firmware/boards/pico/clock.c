#include "firmware/boards/pico/board.h"
#include "firmware/boards/pico/regs.h"

enum {
    RESET_ADC = BIT(0), RESET_DMA = BIT(2), RESET_I2C0 = BIT(3),
    RESET_IO = BIT(5), RESET_PADS = BIT(8), RESET_PIO0 = BIT(10),
    RESET_PLL_SYS = BIT(12), RESET_PLL_USB = BIT(13), RESET_PWM = BIT(14),
    RESET_TIMER = BIT(21), RESET_UART0 = BIT(22), RESET_USB = BIT(24),
    RESET_USED = RESET_ADC | RESET_DMA | RESET_I2C0 | RESET_IO | RESET_PADS |
                 RESET_PIO0 | RESET_PWM | RESET_TIMER | RESET_UART0 |
                 RESET_USB,
};
enum { RESET_DONE = 8, CLK_REF = 0x30, CLK_SYS = 0x3C, CLK_PERI = 0x48,
       CLK_USB = 0x54, CLK_ADC = 0x60, CLK_SELECTED = 8, CLK_ENABLE = 1 << 11 };

static void unreset(uint32_t mask)
{
    REG_CLEAR(RESETS) = mask;
    while ((REG(RESETS + RESET_DONE) & mask) != mask)
        continue;
}

// The crystal's 12 MHz times fb, divided twice.
static void pll_start(uint32_t base, uint32_t fb, uint32_t div1, uint32_t div2)
{
    REG(base) = 1;              // reference divider
    REG(base + 8) = fb;
    REG_CLEAR(base + 4) = BIT(0) | BIT(5);  // power, oscillator
    while (!(REG(base) & BIT(31)))
        continue;
    REG(base + 12) = div1 << 16 | div2 << 12;
    REG_CLEAR(base + 4) = BIT(3);           // post dividers
}

static void select(uint32_t clock, uint32_t source, uint32_t selected)
{
    REG(CLOCKS + clock) = source;
    while (!(REG(CLOCKS + clock + CLK_SELECTED) & selected))
        continue;
}

void clock_init(void)
{
    bool is_running = (REG(RESETS + RESET_DONE) & RESET_PLL_SYS) &&
                      (REG(CLOCKS + CLK_SYS + CLK_SELECTED) & 2);
    if (is_running) {
        unreset(RESET_USED);
        return;
    }
    REG(XOSC) = 0xAA0;          // 1 to 15 MHz
    REG(XOSC + 12) = 47;        // start-up, 1 ms
    REG_SET(XOSC) = 0xFABu << 12;
    while (!(REG(XOSC + 4) & BIT(31)))
        continue;
    unreset(RESET_PLL_SYS | RESET_PLL_USB);
    pll_start(PLL_SYS, 133, 6, 2);
    pll_start(PLL_USB, 100, 5, 5);
    select(CLK_REF, 2, 4);      // the crystal
    REG(CLOCKS + CLK_SYS) = 0;
    select(CLK_SYS, 1, 2);      // PLL_SYS
    REG(CLOCKS + CLK_PERI) = CLK_ENABLE;
    REG(CLOCKS + CLK_USB) = CLK_ENABLE;
    REG(CLOCKS + CLK_ADC) = CLK_ENABLE;
    REG(WATCHDOG + 0x2C) = BIT(9) | 12;     // a tick a microsecond
    unreset(RESET_USED);
}

uint32_t clock_us(void)
{
    return REG(TIMER + 0x28);
}

// regs.h - the registers of the RP2040 that this board uses.
//
// Names and numbers from the RP2040 Datasheet (Raspberry Pi Ltd); the section
// is beside each block. A register is written whole, or bit by bit through the
// set and clear aliases (2.1.2), which no interrupt can tear.
#ifndef FIRMWARE_PICO_REGS_H
#define FIRMWARE_PICO_REGS_H

#include <stdint.h>

#define REG(address) (*(volatile uint32_t *)(uintptr_t)(address))
#define REG_SET(address) REG((address) + 0x2000u)
#define REG_CLEAR(address) REG((address) + 0x3000u)
#define BIT(n) (1u << (n))

#define CLOCKS 0x40008000u      // 2.15
#define RESETS 0x4000C000u      // 2.14
#define PSM 0x40010000u         // 2.13
#define IO_BANK0 0x40014000u    // 2.19
#define PADS 0x4001C000u
#define XOSC 0x40024000u        // 2.16
#define PLL_SYS 0x40028000u     // 2.18
#define PLL_USB 0x4002C000u
#define UART0 0x40034000u       // 4.2
#define I2C0 0x40044000u        // 4.3
#define ADC 0x4004C000u         // 4.9
#define PWM 0x40050000u         // 4.5
#define TIMER 0x40054000u       // 4.6
#define WATCHDOG 0x40058000u    // 4.7
#define DMA 0x50000000u         // 2.5
#define USB_DPRAM 0x50100000u   // 4.1
#define USB_REGS 0x50110000u
#define PIO0 0x50200000u        // 3
#define SIO 0xD0000000u         // 2.3.1
#define NVIC_ISER 0xE000E100u
#define NVIC_ICPR 0xE000E280u
#define SCB_VTOR 0xE000ED08u
#define XIP_BASE 0x10000000u

#define GPIO_CTRL(n) (IO_BANK0 + 8u * (uint32_t)(n) + 4u)
#define PAD(n) (PADS + 4u + 4u * (uint32_t)(n))

enum { IRQ_TIMER0 = 0, IRQ_USB = 5, IRQ_DMA0 = 11, IRQ_IO = 13,
       IRQ_UART0 = 20 };

enum { FUNC_UART = 2, FUNC_I2C = 3, FUNC_PWM = 4, FUNC_SIO = 5,
       FUNC_PIO0 = 6 };

enum { PAD_INPUT_UP = 0x4A, PAD_INPUT = 0x42, PAD_OUTPUT = 0x56 };

// The wiring; firmware/README.md has it as a table.
enum {
    PIN_UART_TX = 0, PIN_UART_RX = 1,
    PIN_LED_RED = 2, PIN_LED_GREEN = 3,     // PWM 1 A and B
    PIN_SDA = 4, PIN_SCL = 5,
    PIN_CAMERA_D0 = 6,                      // to 13
    PIN_CAMERA_PCLK = 14, PIN_CAMERA_HREF = 15, PIN_CAMERA_VSYNC = 16,
    PIN_TRIGGER = 17, PIN_LEFT = 18, PIN_RIGHT = 19,
    PIN_BUZZER = 20,                        // PWM 2 A
    PIN_VIBRATE = 21,
    PIN_LED_BLUE = 22,                      // PWM 3 A
    PIN_CABLE = 24,                         // on the Pico: VBUS is there
    PIN_AIM = 26, PIN_POWER = 27, PIN_LAMP = 28,
    PIN_BATTERY = 29, ADC_BATTERY = 3,      // on the Pico: VSYS / 3
    ADC_NOISE = 4,                          // the temperature sensor
};

static inline void irq_enable(int n)
{
    REG(NVIC_ICPR) = BIT(n);
    REG(NVIC_ISER) = BIT(n);
}

static inline void irq_off(void)
{
    __asm volatile("cpsid i" ::: "memory");
}

static inline void irq_on(void)
{
    __asm volatile("cpsie i" ::: "memory");
}

#endif

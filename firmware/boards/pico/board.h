// board.h - the parts of the Pico board, one file each, and who starts them.
#ifndef FIRMWARE_PICO_BOARD_H
#define FIRMWARE_PICO_BOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "firmware/hal/hal.h"

enum { BOARD_CLOCK_HZ = 133000000 };

// clock.c: 133 MHz from the crystal, 48 MHz for USB, peripherals out of reset.
// Does nothing when the boot loader has done it.
void clock_init(void);
uint32_t clock_us(void);

// flash.c: see hal.h; flash_init keeps a copy of the second stage for the way
// back from a flash operation.
void flash_init(void);

// Each of these starts one file's part and its interrupt.
void io_init(void);         // keys, lights, tone, battery
void uart_init(void);
void screen_init(void);     // I2C, display
void camera_init(void);     // after screen_init: the same I2C
void usb_init(const char *serial);

// io.c: from any interrupt.
void event_push(enum hal_event_kind kind);

// screen.c: one transfer on the bus. False when nobody answered.
bool i2c_write(uint8_t address, const uint8_t *bytes, size_t len);

// usb.c
bool usb_is_open(void);     // a program has opened the serial port (DTR)
bool usb_is_waiting(void);  // a byte has come in
bool usb_byte(uint8_t *byte);
size_t usb_write(const uint8_t *bytes, size_t len);

// uart.c
bool uart_is_waiting(void);
bool uart_byte(uint8_t *byte);
size_t uart_write(const uint8_t *bytes, size_t len);

// start.c
extern volatile uint32_t start_stack_low[];
void timer_irq(void);
void usb_irq(void);
void dma_irq(void);
void io_irq(void);
void uart_irq(void);

#endif

// The HM01B0: set up over I2C, frames by PIO and DMA without the processor.
//
// The sensor streams; a state machine waits for the beginning of a frame and
// takes a byte at each pixel clock while a line is valid; DMA puts four at a
// time into the frame and interrupts when it is whole. Registers from the
// HM01B0 data sheet (Himax), exposure in lines.
#include "firmware/boards/pico/board.h"
#include "firmware/boards/pico/regs.h"

enum {
    FRAME_LEN = HAL_FRAME_WIDTH * HAL_FRAME_HEIGHT,
    SENSOR = 0x24,
    DREQ_PIO0_RX0 = 4,
    DMA_READ = 0x00, DMA_WRITE = 0x04, DMA_COUNT = 0x08, DMA_CTRL = 0x0C,
    DMA_INTE0 = 0x404, DMA_INTS0 = 0x40C, DMA_ABORT = 0x444,
    PIO_CTRL = 0x00, PIO_RX0 = 0x20, PIO_INSTR = 0x48, PIO_EXEC = 0xCC,
    PIO_SHIFT = 0xD0, PIO_CLKDIV = 0xC8, PIO_NOW = 0xD8, PIO_PINS = 0xDC,
    WRAP_TOP = 5, WRAP_BOTTOM = 2,
};

static uint8_t frame[FRAME_LEN] __attribute__((aligned(4)));
static uint16_t exposure_set, gain_set;
static bool streams;        // else it stands by, at some microamperes

static void sensor_write(uint16_t reg, uint8_t value)
{
    const uint8_t bytes[] = {(uint8_t)(reg >> 8), (uint8_t)reg, value};
    i2c_write(SENSOR, bytes, sizeof bytes);
}

static void sensor_init(void)
{
    sensor_write(0x0103, 0);    // soft reset
    sensor_write(0x3059, 0x02); // eight data lines
    sensor_write(0x3060, 0x20); // pixel clock only while a line is valid
    sensor_write(0x3010, 1);    // QVGA window
    sensor_write(0x0340, 0x01); // 376 lines a frame
    sensor_write(0x0341, 0x78);
    sensor_write(0x0342, 0x01); // 376 clocks a line
    sensor_write(0x0343, 0x78);
    sensor_write(0x2100, 0);    // exposure is ours
    sensor_write(0x0104, 1);    // takes effect
}

static void pio_init(void)
{
    static const uint16_t PROGRAM[] = {
        0x2000 | PIN_CAMERA_VSYNC,  // wait until a frame is over
        0x2080 | PIN_CAMERA_VSYNC,  // and the next one begins
        0x2080 | PIN_CAMERA_HREF,   // a line
        0x2080 | PIN_CAMERA_PCLK,   // a pixel
        0x4008,                     // in eight pins
        0x2000 | PIN_CAMERA_PCLK,
    };
    for (uint32_t i = 0; i < sizeof PROGRAM / sizeof PROGRAM[0]; i++)
        REG(PIO0 + PIO_INSTR + 4 * i) = PROGRAM[i];
    for (int pin = PIN_CAMERA_D0; pin <= PIN_CAMERA_VSYNC; pin++) {
        REG(GPIO_CTRL(pin)) = FUNC_PIO0;
        REG(PAD(pin)) = PAD_INPUT;
    }
    REG(PIO0 + PIO_CLKDIV) = 1u << 16;
    REG(PIO0 + PIO_EXEC) = (uint32_t)WRAP_TOP << 12 |
                           (uint32_t)WRAP_BOTTOM << 7;
    REG(PIO0 + PIO_SHIFT) = BIT(16) | BIT(18); // push 32 bits, shift right
    REG(PIO0 + PIO_PINS) = (uint32_t)PIN_CAMERA_D0 << 15;
}

void camera_init(void)
{
    sensor_init();
    pio_init();
    REG(DMA + DMA_INTE0) = BIT(0);
    irq_enable(IRQ_DMA0);
}

void dma_irq(void)
{
    REG(DMA + DMA_INTS0) = BIT(0);
    REG_CLEAR(PIO0 + PIO_CTRL) = BIT(0);
    event_push(HAL_FRAME);
}

static uint8_t gain_code(uint16_t gain)
{
    uint8_t code = 0;           // 1, 2, 4, 8 times in bits 4 to 6
    while (gain >= 32 && code < 3) {
        gain /= 2;
        code++;
    }
    return (uint8_t)(code << 4);
}

static void drop_transfer(void)
{
    REG_CLEAR(PIO0 + PIO_CTRL) = BIT(0);
    REG(DMA + DMA_ABORT) = BIT(0);
    REG(DMA + DMA_INTS0) = BIT(0);
    while (REG(PIO0 + 0x0C) >> 4 & 15)      // what is left in the FIFO
        (void)REG(PIO0 + PIO_RX0);
}

void hal_camera_start(uint16_t exposure, uint16_t gain)
{
    drop_transfer();
    if (!streams)
        sensor_write(0x0100, 1);
    streams = true;
    if (exposure != exposure_set || gain != gain_set) {
        sensor_write(0x0202, (uint8_t)(exposure >> 8));
        sensor_write(0x0203, (uint8_t)exposure);
        sensor_write(0x0205, gain_code(gain));
        sensor_write(0x0104, 1);
        exposure_set = exposure;
        gain_set = gain;
    }
    REG(PIO0 + PIO_CTRL) = BIT(4);          // restart the machine
    REG(PIO0 + PIO_NOW) = 0;                // jump to the beginning
    REG(DMA + DMA_READ) = PIO0 + PIO_RX0;
    REG(DMA + DMA_WRITE) = (uint32_t)(uintptr_t)frame;
    REG(DMA + DMA_COUNT) = FRAME_LEN / 4;
    REG(DMA + DMA_CTRL) =
        BIT(0) | 2u << 2 | BIT(5) | (uint32_t)DREQ_PIO0_RX0 << 15;
    REG_SET(PIO0 + PIO_CTRL) = BIT(0);
}

void hal_camera_stop(void)
{
    drop_transfer();
    if (streams)
        sensor_write(0x0100, 0);
    streams = false;
}

const uint8_t *hal_frame(void)
{
    return frame;
}

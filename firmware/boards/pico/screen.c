// I2C and the SSD1306 display on it.
#include "firmware/boards/pico/board.h"
#include "firmware/boards/pico/regs.h"

#include <string.h>

enum { CON = 0x00, TAR = 0x04, DATA = 0x10, FS_HIGH = 0x1C, FS_LOW = 0x20,
       RAW_IRQ = 0x34, CLEAR_ABORT = 0x54, CLEAR_STOP = 0x60, ENABLE = 0x6C,
       STATUS = 0x70, SDA_HOLD = 0x7C,
       STOP_NOW = BIT(9), ROOM = BIT(1), ABORTED = BIT(6),
       STOPPED = BIT(9), WAIT_US = 20000 };
enum { DISPLAY = 0x3C, COMMANDS = 0x00, PIXELS = 0x40, ROW_LEN = 128 };

static void bus_init(void)
{
    REG(GPIO_CTRL(PIN_SDA)) = FUNC_I2C;
    REG(GPIO_CTRL(PIN_SCL)) = FUNC_I2C;
    REG(PAD(PIN_SDA)) = PAD_INPUT_UP;
    REG(PAD(PIN_SCL)) = PAD_INPUT_UP;
    REG(I2C0 + ENABLE) = 0;
    REG(I2C0 + CON) = BIT(0) | 2u << 1 | BIT(5) | BIT(6) | BIT(8);
    REG(I2C0 + FS_HIGH) = 133;  // 400 kHz at 133 MHz
    REG(I2C0 + FS_LOW) = 199;
    REG(I2C0 + SDA_HOLD) = 40;  // 300 ns, as I2C asks for at this speed
    REG(I2C0 + ENABLE) = 1;
}

static bool wait_for(uint32_t reg, uint32_t mask)
{
    uint32_t start = clock_us();
    while (!(REG(I2C0 + reg) & mask))
        if (clock_us() - start > WAIT_US)
            return false; // a bus that hangs must not hang the handheld
    return true;
}

bool i2c_write(uint8_t address, const uint8_t *bytes, size_t len)
{
    REG(I2C0 + ENABLE) = 0;
    REG(I2C0 + TAR) = address;
    REG(I2C0 + ENABLE) = 1;
    for (size_t i = 0; i < len; i++) {
        if (!wait_for(STATUS, ROOM))
            return false;
        REG(I2C0 + DATA) = bytes[i] | (i + 1 == len ? STOP_NOW : 0u);
    }
    if (!wait_for(RAW_IRQ, STOPPED))
        return false;
    bool is_fine = !(REG(I2C0 + RAW_IRQ) & ABORTED);
    (void)REG(I2C0 + CLEAR_STOP);
    if (!is_fine)
        (void)REG(I2C0 + CLEAR_ABORT);
    return is_fine;
}

// Horizontal addressing, charge pump on; SSD1306 data sheet, 10.1.
void screen_init(void)
{
    static const uint8_t SETUP[] = {
        COMMANDS, 0xAE, 0xD5, 0x80, 0xA8, 0x3F, 0xD3, 0x00, 0x40, 0x8D, 0x14,
        0x20, 0x00, 0xA1, 0xC8, 0xDA, 0x12, 0x81, 0xCF, 0xD9, 0xF1, 0xDB, 0x40,
        0xA4, 0xA6};
    bus_init();
    i2c_write(DISPLAY, SETUP, sizeof SETUP);
}

void hal_screen(const uint8_t pixels[HAL_SCREEN_LEN])
{
    static const uint8_t WHOLE[] = {COMMANDS, 0x21, 0, 127, 0x22, 0, 7};
    uint8_t row[ROW_LEN + 1];
    if (!i2c_write(DISPLAY, WHOLE, sizeof WHOLE))
        return; // no display: tones and light still tell
    for (int y = 0; y < HAL_SCREEN_LEN / ROW_LEN; y++) {
        row[0] = PIXELS;
        memcpy(row + 1, pixels + y * ROW_LEN, ROW_LEN);
        i2c_write(DISPLAY, row, sizeof row);
    }
}

void hal_screen_on(bool on)
{
    const uint8_t command[] = {COMMANDS, on ? 0xAF : 0xAE};
    i2c_write(DISPLAY, command, sizeof command);
}

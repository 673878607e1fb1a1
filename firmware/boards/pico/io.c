// Keys, lights, tone, vibration, battery, time.
#include "firmware/boards/pico/board.h"
#include "firmware/boards/pico/regs.h"
#include "shared/message.h"

enum {
    IO_INTR0 = 0xF0, IO_INTE0 = 0x100, IO_INTS0 = 0x120,
    EDGE_LOW = 4, EDGE_HIGH = 8,
    SIO_IN = 0x04, SIO_OUT_SET = 0x14, SIO_OUT_CLEAR = 0x18, SIO_OE_SET = 0x24,
    PWM_SLICE = 0x14, PWM_CSR = 0x00, PWM_DIV = 0x04, PWM_CC = 0x0C,
    PWM_TOP = 0x10,
    TIMER_ALARM0 = 0x10, TIMER_INTR = 0x34, TIMER_INTE = 0x38,
    ADC_CS = 0x00, ADC_RESULT = 0x04, ADC_READY = 1 << 8,
    EVENTS_MAX = 32, BOUNCE_US = 8000, TONE_DIVIDER = 64,
};

static volatile uint8_t queue[EVENTS_MAX];
static volatile uint32_t put_count, take_count;

static const struct {
    uint8_t pin, down;
} KEYS[] = {{PIN_TRIGGER, HAL_TRIGGER_DOWN}, {PIN_LEFT, HAL_LEFT_DOWN},
            {PIN_RIGHT, HAL_RIGHT_DOWN}};
static bool is_down[3];
static uint32_t changed_us[3];

void event_push(enum hal_event_kind kind)
{
    if (put_count - take_count < EVENTS_MAX)
        queue[put_count++ % EVENTS_MAX] = (uint8_t)kind;
}

// A contact bounces for some milliseconds: after a change it is believed only
// when it has been still for BOUNCE_US. Down counts at once, since a trigger
// has to be quick.
static void look_at_keys(void)
{
    uint32_t now = clock_us(), pins = REG(SIO + SIO_IN);
    for (int i = 0; i < 3; i++) {
        bool down = !(pins & BIT(KEYS[i].pin));
        if (down == is_down[i] || now - changed_us[i] < BOUNCE_US)
            continue;
        is_down[i] = down;
        changed_us[i] = now;
        event_push((enum hal_event_kind)(KEYS[i].down + !down));
    }
}

void io_irq(void)
{
    for (uint32_t r = 0; r < 4; r++) // edges are cleared by writing them
        REG(IO_BANK0 + IO_INTR0 + 4 * r) = REG(IO_BANK0 + IO_INTS0 + 4 * r);
    look_at_keys();
}

void timer_irq(void)
{
    REG(TIMER + TIMER_INTR) = BIT(0);
}

static void output(int pin)
{
    REG(SIO + SIO_OUT_CLEAR) = BIT(pin);
    REG(SIO + SIO_OE_SET) = BIT(pin);
    REG(GPIO_CTRL(pin)) = FUNC_SIO;
}

static void pwm_pin(int pin)
{
    REG(GPIO_CTRL(pin)) = FUNC_PWM;
    REG(PAD(pin)) = PAD_OUTPUT;
}

static uint32_t slice(int n)
{
    return PWM + PWM_SLICE * (uint32_t)n;
}

static void key_init(int pin)
{
    uint32_t reg = IO_BANK0 + IO_INTE0 + 4 * ((uint32_t)pin / 8);
    REG(PAD(pin)) = PAD_INPUT_UP;
    REG(GPIO_CTRL(pin)) = FUNC_SIO;
    REG_SET(reg) = (uint32_t)(EDGE_LOW | EDGE_HIGH) << (4 * (pin % 8));
}

void io_init(void)
{
    output(PIN_POWER);
    REG(SIO + SIO_OUT_SET) = BIT(PIN_POWER); // holds the supply on
    output(PIN_VIBRATE);
    output(PIN_AIM);
    output(PIN_LAMP);
    for (int i = 0; i < 3; i++)
        key_init(KEYS[i].pin);
    REG(PAD(PIN_CABLE)) = PAD_INPUT;
    REG(GPIO_CTRL(PIN_CABLE)) = FUNC_SIO;
    for (int n = 1; n <= 3; n += 2) { // the lights, some 2 kHz
        REG(slice(n) + PWM_DIV) = 255u << 4;
        REG(slice(n) + PWM_TOP) = 255;
        REG(slice(n) + PWM_CC) = 0;
        REG(slice(n) + PWM_CSR) = 1;
    }
    pwm_pin(PIN_LED_RED);
    pwm_pin(PIN_LED_GREEN);
    pwm_pin(PIN_LED_BLUE);
    pwm_pin(PIN_BUZZER);
    REG(PAD(PIN_BATTERY)) = BIT(7); // analogue: neither driven nor read
    REG(ADC + ADC_CS) = BIT(0) | BIT(1); // on, with the temperature sensor
    REG_SET(TIMER + TIMER_INTE) = BIT(0);
    irq_enable(IRQ_TIMER0);
    irq_enable(IRQ_IO);
}

bool hal_event(enum hal_event_kind *kind)
{
    irq_off();
    look_at_keys(); // what bounced when its edge came
    irq_on();
    if (put_count == take_count)
        return false;
    *kind = (enum hal_event_kind)queue[take_count % EVENTS_MAX];
    take_count++;
    return true;
}

// 32 bits of microseconds wrap after 71 minutes: read as 64 and divided.
uint32_t hal_now_ms(void)
{
    uint32_t high, low;
    do {
        high = REG(TIMER + 0x24);
        low = REG(TIMER + 0x28);
    } while (high != REG(TIMER + 0x24));
    return (uint32_t)(((uint64_t)high << 32 | low) / 1000);
}

// Interrupts are off from the look at the queues to the wait, so that none is
// missed between them; a pending one ends the wait all the same.
void hal_sleep(uint32_t until_ms, bool deep)
{
    (void)deep; // the sensor streams only while a frame is wanted
    int32_t ms = (int32_t)(until_ms - hal_now_ms());
    if (ms <= 0)
        return;
    REG(TIMER + TIMER_ALARM0) = clock_us() + (uint32_t)ms * 1000;
    irq_off();
    if (put_count == take_count && !uart_is_waiting() && !usb_is_waiting())
        __asm volatile("wfi" ::: "memory");
    irq_on();
}

bool hal_port_byte(int port, uint8_t *byte)
{
    return port == 0 ? usb_byte(byte) : uart_byte(byte);
}

size_t hal_port_write(int port, const uint8_t *bytes, size_t len)
{
    return port == 0 ? usb_write(bytes, len) : uart_write(bytes, len);
}

bool hal_port_is_up(int port)
{
    return port == 0 ? usb_is_open() : true;
}

static void set(int pin, bool on)
{
    REG(SIO + (on ? SIO_OUT_SET : SIO_OUT_CLEAR)) = BIT(pin);
}

void hal_lamp(bool aim, bool light)
{
    set(PIN_AIM, aim);
    set(PIN_LAMP, light);
}

// The duty is small for a low volume: a piezo is loudest at a half.
void hal_tone(uint16_t tone_hz, uint8_t volume)
{
    if (tone_hz == 0) {
        REG(slice(2) + PWM_CSR) = 0;
        REG(slice(2) + PWM_CC) = 0;
        return;
    }
    uint32_t top = (uint32_t)BOARD_CLOCK_HZ / TONE_DIVIDER / tone_hz - 1;
    REG(slice(2) + PWM_DIV) = (uint32_t)TONE_DIVIDER << 4;
    REG(slice(2) + PWM_TOP) = top;
    REG(slice(2) + PWM_CC) = volume > 1 ? top / 2 : top / 16;
    REG(slice(2) + PWM_CSR) = 1;
}

void hal_vibrate(bool on)
{
    set(PIN_VIBRATE, on);
}

void hal_light(uint8_t red, uint8_t green, uint8_t blue)
{
    REG(slice(1) + PWM_CC) = (uint32_t)green << 16 | red;
    REG(slice(3) + PWM_CC) = blue;
}

static uint32_t convert(int channel)
{
    uint32_t base = BIT(0) | BIT(1) | (uint32_t)channel << 12;
    REG(ADC + ADC_CS) = base | BIT(2);
    while (!(REG(ADC + ADC_CS) & ADC_READY))
        continue;
    return REG(ADC + ADC_RESULT);
}

// VSYS over three against 3.3 V in 4096 steps.
uint16_t hal_battery_mv(void)
{
    uint32_t sum = 0;
    for (int i = 0; i < 8; i++)
        sum += convert(ADC_BATTERY);
    return (uint16_t)(sum * 3 * 3300 / 8 / 4096);
}

bool hal_is_charging(void)
{
    return (REG(SIO + SIO_IN) & BIT(PIN_CABLE)) != 0;
}

void hal_power_off(void)
{
    set(PIN_POWER, false);
}

void hal_watchdog_feed(void)
{
    REG(WATCHDOG + 4) = 8000000u * 2; // it counts twice a tick, RP2040-E1
    REG_SET(WATCHDOG) = BIT(30);
}

// The lowest bits of the temperature sensor are noise.
uint32_t hal_random(void)
{
    uint32_t r = clock_us();
    for (int i = 0; i < 32; i++)
        r = (r << 1 | r >> 31) ^ (convert(ADC_NOISE) & 3) ^ (clock_us() << 7);
    return r;
}

uint8_t hal_board(void)
{
    return MESSAGE_BOARD_PICO;
}

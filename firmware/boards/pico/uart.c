// The radio's UART: 115200 8N1, interrupts both ways into rings.
#include "firmware/boards/pico/board.h"
#include "firmware/boards/pico/regs.h"
#include "shared/ring.h"

enum { DR = 0x00, FR = 0x18, IBRD = 0x24, FBRD = 0x28, LCR = 0x2C, CR = 0x30,
       IMSC = 0x38, ICR = 0x44, RX_EMPTY = BIT(4), TX_FULL = BIT(5),
       IRQ_RX = BIT(4), IRQ_TX = BIT(5), IRQ_RX_TIMEOUT = BIT(6),
       RING_LEN = 2048 };

static uint8_t in_bytes[RING_LEN], out_bytes[RING_LEN];
static struct ring in, out;

void uart_init(void)
{
    ring_init(&in, in_bytes, RING_LEN);
    ring_init(&out, out_bytes, RING_LEN);
    REG(GPIO_CTRL(PIN_UART_TX)) = FUNC_UART;
    REG(GPIO_CTRL(PIN_UART_RX)) = FUNC_UART;
    REG(UART0 + IBRD) = 72;     // 133 MHz / 16 / 115200 = 72 + 10 / 64
    REG(UART0 + FBRD) = 10;
    REG(UART0 + LCR) = 3u << 5 | BIT(4);    // 8 bits, FIFOs
    REG(UART0 + CR) = BIT(0) | BIT(8) | BIT(9);
    REG(UART0 + IMSC) = IRQ_RX | IRQ_RX_TIMEOUT;
    irq_enable(IRQ_UART0);
}

static void send_some(void)
{
    uint8_t byte;
    while (!(REG(UART0 + FR) & TX_FULL) && ring_take(&out, &byte))
        REG(UART0 + DR) = byte;
}

void uart_irq(void)
{
    // A ring that is full loses bytes; the frame's checksum notices.
    while (!(REG(UART0 + FR) & RX_EMPTY))
        ring_put(&in, (uint8_t)REG(UART0 + DR));
    REG(UART0 + ICR) = IRQ_RX | IRQ_TX | IRQ_RX_TIMEOUT;
    send_some();
    REG(UART0 + IMSC) = IRQ_RX | IRQ_RX_TIMEOUT |
                        (ring_len(&out) ? IRQ_TX : 0);
}

bool uart_is_waiting(void)
{
    return ring_len(&in) > 0;
}

bool uart_byte(uint8_t *byte)
{
    return ring_take(&in, byte);
}

size_t uart_write(const uint8_t *bytes, size_t len)
{
    size_t n = 0;
    while (n < len && ring_put(&out, bytes[n]))
        n++;
    irq_off();
    send_some();
    if (ring_len(&out))
        REG(UART0 + IMSC) = IRQ_RX | IRQ_RX_TIMEOUT | IRQ_TX;
    irq_on();
    return n;
}

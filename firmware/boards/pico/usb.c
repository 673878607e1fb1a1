// The USB device controller (RP2040 Datasheet 4.1), by interrupt.
//
// Bytes of the serial port go through rings; an OUT packet is asked for only
// when the ring has room for it, so that a slow loop makes the host wait
// instead of losing bytes.
#include "firmware/boards/pico/board.h"
#include "firmware/boards/pico/regs.h"
#include "firmware/boards/pico/usb_desc.h"
#include "shared/ring.h"

#include <string.h>

enum {
    ADDRESS = 0x00, MAIN_CTRL = 0x40, SIE_CTRL = 0x4C, SIE_STATUS = 0x50,
    BUFF_STATUS = 0x58, STALL_ARM = 0x68, MUXING = 0x74, POWER = 0x78,
    INTE = 0x90, INTS = 0x98,
    INT_BUFFER = BIT(4), INT_RESET = BIT(12), INT_SETUP = BIT(16),
    STATUS_RESET = BIT(19), STATUS_SETUP = BIT(17),
    BUF_AVAILABLE = BIT(10), BUF_STALL = BIT(11), BUF_DATA1 = BIT(13),
    BUF_FULL = BIT(15), BUF_LEN = 0x3FF,
    PACKET = 64, RING_LEN = 2048, STRING_MAX = 32,
};
// Buffers in the controller's memory: endpoint 0, then one each.
enum { AT_EP0 = 0x100, AT_NOTE = 0x180, AT_CDC_IN = 0x1C0, AT_CDC_OUT = 0x200,
       AT_KEYS = 0x240, AT_POS = 0x280, DPRAM_USED = 0x2C0 };
enum { TYPE_BULK = 2, TYPE_INTERRUPT = 3 };
enum { GET_STATUS = 0, SET_ADDRESS = 5, GET_DESCRIPTOR = 6,
       GET_CONFIGURATION = 8, SET_CONFIGURATION = 9, CLEAR_FEATURE = 1,
       SET_FEATURE = 3, GET_INTERFACE = 10, SET_INTERFACE = 11,
       SET_LINE_CODING = 0x20, GET_LINE_CODING = 0x21, SET_LINE_STATE = 0x22 };

static uint8_t in_bytes[RING_LEN], out_bytes[RING_LEN];
static struct ring in, out;     // from and to the host
static struct {
    const char *string[4];
    uint8_t text[2 + 2 * STRING_MAX];
    uint8_t line_coding[7];
    uint8_t next_address;
    volatile uint8_t configuration;
    volatile bool is_open;      // DTR
    bool takes_line_coding;
    const uint8_t *reply;       // what is left of endpoint 0's answer
    uint16_t reply_left;
    bool ends_short;            // an empty packet says that it is over
    uint32_t pid;               // next data toggle, a bit an endpoint: IN
    uint32_t pid_out;
    volatile bool cdc_is_busy, keys_are_busy, pos_is_busy;
    bool out_is_armed;
} usb;

static uint32_t in_control(int ep)
{
    return USB_DPRAM + 0x80 + 8 * (uint32_t)ep;
}

static uint32_t out_control(int ep)
{
    return USB_DPRAM + 0x84 + 8 * (uint32_t)ep;
}

// The controller samples the word in another clock: first all but the bit
// that hands it over, then after a while that one (4.1.2.5.1).
static void hand_over(uint32_t control, uint32_t value)
{
    REG(control) = value & ~(uint32_t)BUF_AVAILABLE;
    for (int i = 0; i < 4; i++)
        __asm volatile("nop\n nop\n nop");
    REG(control) = value;
}

static void send(int ep, uint32_t at, const uint8_t *bytes, size_t len)
{
    volatile uint8_t *to = (volatile uint8_t *)(uintptr_t)(USB_DPRAM + at);
    for (size_t i = 0; i < len; i++)
        to[i] = bytes[i];
    bool odd = usb.pid & BIT(ep);
    usb.pid ^= BIT(ep);
    hand_over(in_control(ep), (uint32_t)len | BUF_FULL | BUF_AVAILABLE |
                                  (odd ? BUF_DATA1 : 0u));
}

static void receive(int ep)
{
    bool odd = usb.pid_out & BIT(ep);
    usb.pid_out ^= BIT(ep);
    hand_over(out_control(ep),
              PACKET | BUF_AVAILABLE | (odd ? BUF_DATA1 : 0u));
}

static void send_reply(void)
{
    uint16_t n = usb.reply_left < PACKET ? usb.reply_left : PACKET;
    send(0, AT_EP0, usb.reply, n);
    usb.reply += n;
    usb.reply_left = (uint16_t)(usb.reply_left - n);
    if (n < PACKET)
        usb.ends_short = false;
}

static void reply(const void *bytes, size_t len, uint16_t want)
{
    usb.reply = bytes;
    usb.reply_left = (uint16_t)(len < want ? len : want);
    usb.ends_short = len < want && len % PACKET == 0;
    usb.pid |= BIT(0);
    send_reply();
}

static void acknowledge(void)
{
    usb.pid |= BIT(0);
    send(0, AT_EP0, NULL, 0);
}

static void stall(void)
{
    REG(USB_REGS + STALL_ARM) = 3;
    REG(in_control(0)) = BUF_STALL;
    REG(out_control(0)) = BUF_STALL;
}

// UTF-16 from ASCII; string 0 is the list of languages.
static void reply_string(uint8_t index, uint16_t want)
{
    size_t n = 2;
    if (index == 0) {
        usb.text[n++] = 0x09; // English
        usb.text[n++] = 0x04;
    } else {
        for (const char *c = usb.string[index]; *c && n + 2 <= sizeof usb.text;
             c++) {
            usb.text[n++] = (uint8_t)*c;
            usb.text[n++] = 0;
        }
    }
    usb.text[0] = (uint8_t)n;
    usb.text[1] = 3;
    reply(usb.text, n, want);
}

static void reply_descriptor(uint8_t type, uint8_t index, uint16_t want)
{
    if (type == 1)
        reply(USB_DEVICE, sizeof USB_DEVICE, want);
    else if (type == 2)
        reply(USB_CONFIG, sizeof USB_CONFIG, want);
    else if (type == 3 && index < 4)
        reply_string(index, want);
    else
        stall();
}

static void endpoint(int ep, bool is_in, uint32_t type, uint32_t at)
{
    uint32_t reg = USB_DPRAM + 8 * (uint32_t)ep + (is_in ? 0 : 4);
    REG(reg) = BIT(31) | BIT(29) | type << 26 | at;
}

static void arm_out(void)
{
    if (usb.out_is_armed || RING_LEN - ring_len(&in) < PACKET)
        return;
    usb.out_is_armed = true;
    receive(EP_CDC);
}

static void configure(uint8_t configuration)
{
    usb.configuration = configuration;
    usb.pid = usb.pid_out = 0;
    usb.cdc_is_busy = usb.keys_are_busy = usb.pos_is_busy = false;
    usb.out_is_armed = false;
    endpoint(EP_CDC_NOTE, true, TYPE_INTERRUPT, AT_NOTE);
    endpoint(EP_CDC, true, TYPE_BULK, AT_CDC_IN);
    endpoint(EP_CDC, false, TYPE_BULK, AT_CDC_OUT);
    endpoint(EP_KEYS, true, TYPE_INTERRUPT, AT_KEYS);
    endpoint(EP_POS, true, TYPE_INTERRUPT, AT_POS);
    arm_out();
}

struct setup {
    uint8_t type, request, value_low, value_high, index;
    uint16_t len;
};

static void on_standard(const struct setup *s)
{
    static const uint8_t NOTHING[2];
    uint8_t configuration = usb.configuration;
    switch (s->request) {
    case GET_STATUS:
        reply(NOTHING, 2, s->len);
        return;
    case CLEAR_FEATURE:
    case SET_FEATURE:
    case SET_INTERFACE:
        acknowledge();
        return;
    case SET_ADDRESS:
        usb.next_address = s->value_low; // after the status stage
        acknowledge();
        return;
    case GET_DESCRIPTOR:
        reply_descriptor(s->value_high, s->value_low, s->len);
        return;
    case GET_CONFIGURATION:
        usb.text[0] = configuration;
        reply(usb.text, 1, s->len);
        return;
    case SET_CONFIGURATION:
        configure(s->value_low);
        acknowledge();
        return;
    case GET_INTERFACE:
        reply(NOTHING, 1, s->len);
        return;
    default:
        stall();
    }
}

// To an interface: report descriptors, line coding, HID's idle and protocol.
static void on_interface(const struct setup *s)
{
    bool is_report = s->type == 0x81 && s->request == GET_DESCRIPTOR &&
                     s->value_high == 0x22;
    if (is_report && s->index == IF_KEYS)
        reply(USB_KEYS_REPORT, sizeof USB_KEYS_REPORT, s->len);
    else if (is_report && s->index == IF_POS)
        reply(USB_POS_REPORT, sizeof USB_POS_REPORT, s->len);
    else if (s->type == 0xA1 && s->request == GET_LINE_CODING)
        reply(usb.line_coding, sizeof usb.line_coding, s->len);
    else if (s->type == 0x21 && s->request == SET_LINE_CODING) {
        usb.takes_line_coding = true;
        usb.pid_out |= BIT(0);
        receive(0);
    } else if (s->type == 0x21 && s->request == SET_LINE_STATE) {
        usb.is_open = s->value_low & 1;
        acknowledge();
    } else if (s->type == 0x21) {
        acknowledge(); // SET_IDLE, SET_PROTOCOL: nothing to change
    } else {
        stall();
    }
}

static void on_setup(void)
{
    const volatile uint8_t *p =
        (const volatile uint8_t *)(uintptr_t)USB_DPRAM;
    struct setup s = {p[0], p[1], p[2], p[3], p[4],
                      (uint16_t)(p[6] | p[7] << 8)};
    REG(USB_REGS + SIE_STATUS) = STATUS_SETUP;
    usb.reply_left = 0;
    usb.ends_short = false;
    usb.takes_line_coding = false;
    if ((s.type & 0x7F) == 0x00)
        on_standard(&s);
    else if ((s.type & 0x1F) == 1)
        on_interface(&s);
    else if ((s.type & 0x1F) == 2)
        acknowledge(); // an endpoint's halt: none is ever halted
    else
        stall();
}

static void on_bus_reset(void)
{
    REG(USB_REGS + SIE_STATUS) = STATUS_RESET;
    REG(USB_REGS + ADDRESS) = 0;
    usb.configuration = 0;
    usb.next_address = 0;
    usb.is_open = false;
}

static void on_control_in(void)
{
    bool wants_status = *(const volatile uint8_t *)(uintptr_t)USB_DPRAM & 0x80;
    if (usb.next_address) {
        REG(USB_REGS + ADDRESS) = usb.next_address;
        usb.next_address = 0;
    } else if (usb.reply_left || usb.ends_short) {
        send_reply();
    } else if (wants_status && !(REG(out_control(0)) & BUF_AVAILABLE)) {
        usb.pid_out |= BIT(0);
        receive(0);
    }
}

static void on_control_out(void)
{
    if (!usb.takes_line_coding)
        return;
    memcpy(usb.line_coding, (const void *)(uintptr_t)(USB_DPRAM + AT_EP0),
           sizeof usb.line_coding);
    usb.takes_line_coding = false;
    acknowledge();
}

static void on_cdc_out(void)
{
    const volatile uint8_t *p =
        (const volatile uint8_t *)(uintptr_t)(USB_DPRAM + AT_CDC_OUT);
    uint32_t len = REG(out_control(EP_CDC)) & BUF_LEN;
    for (uint32_t i = 0; i < len && i < PACKET; i++)
        ring_put(&in, p[i]);
    usb.out_is_armed = false;
    arm_out();
}

static void send_cdc(void)
{
    uint8_t packet[PACKET];
    size_t n = 0;
    if (usb.cdc_is_busy || !usb.configuration)
        return;
    while (n < PACKET && ring_take(&out, &packet[n]))
        n++;
    if (n == 0)
        return;
    usb.cdc_is_busy = true;
    send(EP_CDC, AT_CDC_IN, packet, n);
}

static void on_buffers(uint32_t done)
{
    REG(USB_REGS + BUFF_STATUS) = done;
    if (done & BIT(0))
        on_control_in();
    if (done & BIT(1))
        on_control_out();
    if (done & BIT(2 * EP_CDC)) {
        usb.cdc_is_busy = false;
        send_cdc();
    }
    if (done & BIT(2 * EP_CDC + 1))
        on_cdc_out();
    if (done & BIT(2 * EP_KEYS))
        usb.keys_are_busy = false;
    if (done & BIT(2 * EP_POS))
        usb.pos_is_busy = false;
}

void usb_irq(void)
{
    uint32_t status = REG(USB_REGS + INTS);
    if (status & INT_SETUP)
        on_setup();
    if (status & INT_RESET)
        on_bus_reset();
    if (status & INT_BUFFER)
        on_buffers(REG(USB_REGS + BUFF_STATUS));
}

void usb_init(const char *serial)
{
    static const uint8_t START[] = {0x00, 0xC2, 0x01, 0x00, 0, 0, 8}; // 115200
    ring_init(&in, in_bytes, RING_LEN);
    ring_init(&out, out_bytes, RING_LEN);
    usb.string[1] = "Tallyman";
    usb.string[2] = "Tallyman Hand";
    usb.string[3] = serial;
    memcpy(usb.line_coding, START, sizeof START);
    for (uint32_t at = 0; at < DPRAM_USED; at += 4)
        REG(USB_DPRAM + at) = 0;
    REG(USB_REGS + MUXING) = BIT(0) | BIT(3);
    REG(USB_REGS + POWER) = BIT(3) | BIT(2);
    REG(USB_REGS + MAIN_CTRL) = BIT(0);
    REG(USB_REGS + SIE_CTRL) = BIT(29);
    REG(USB_REGS + INTE) = INT_BUFFER | INT_RESET | INT_SETUP;
    irq_enable(IRQ_USB);
    REG(USB_REGS + SIE_CTRL) = BIT(29) | BIT(16); // pull-up: here we are
}

bool usb_is_open(void)
{
    return usb.configuration && usb.is_open;
}

bool usb_is_waiting(void)
{
    return ring_len(&in) > 0;
}

bool usb_byte(uint8_t *byte)
{
    bool is_there = ring_take(&in, byte);
    if (!is_there && usb.configuration) {
        irq_off();
        arm_out();
        irq_on();
    }
    return is_there;
}

size_t usb_write(const uint8_t *bytes, size_t len)
{
    size_t n = 0;
    while (n < len && ring_put(&out, bytes[n]))
        n++;
    irq_off();
    send_cdc();
    irq_on();
    return n;
}

static bool send_report(int ep, uint32_t at, const uint8_t *report, size_t len,
                        volatile bool *is_busy)
{
    if (!usb.configuration || *is_busy)
        return false;
    irq_off();
    *is_busy = true;
    send(ep, at, report, len);
    irq_on();
    return true;
}

bool hal_hid_keys(const uint8_t report[8])
{
    return send_report(EP_KEYS, AT_KEYS, report, 8, &usb.keys_are_busy);
}

bool hal_hid_pos(const uint8_t report[64])
{
    return send_report(EP_POS, AT_POS, report, 64, &usb.pos_is_busy);
}

// The handheld's core at the end of its wire: raw bytes, and whole messages in
// good frames, as a broken or hostile station would send them.
#include "firmware/core/app.h"
#include "firmware/core/hand.h"
#include "shared/must.h"
#include "tests/firmware/fake_hal.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const char *const fuzz_seeds[] = {
    "\x03\x01\x01\x01\x01", "\x05\x01\x02\x03\x04\x05\x06\x07\x08",
    "\x09\x07\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x03W-1",
    "\x0a\x07\x01\x01\x01\x01\x01\x01\x01\x02\x01\x01\x01\x01\x01\x03"
    "A-1\x03MUG\x03Mug\x01L",
    "\x12\x07\x01\x01\x01\x01\x01\x01\x01\x01\x01\x03" "MUG",
    "\x0e\x02\x02\x02\x02\x01\x01\x01\x01\x01\x08\x08\x08\x08\x09\x09\x09\x09",
    "\x10\x01\x01\x01\x01\x04" "abcd", "\x08\x01\x01\x01\x01\x01", NULL};

static struct hand hand;
static uint8_t seq, peer;

static void feed(const uint8_t *bytes, size_t len)
{
    fake.to_at = fake.to_len = 0;
    if (len > sizeof fake.to_hand)
        len = sizeof fake.to_hand;
    if (len > 0)
        memcpy(fake.to_hand, bytes, len);
    fake.to_len = len;
    fake.from_len = 0;
    fake.now_ms += 20;
    app_step(&hand);
}

static void send(uint8_t kind, uint8_t n, uint8_t ack, const uint8_t *bytes,
                 size_t len)
{
    uint8_t body[FRAME_BODY_MAX] = {kind, LINK_VERSION, 9, n, ack};
    uint8_t wire[FRAME_WIRE_MAX];
    if (len > LINK_PAYLOAD_MAX)
        len = LINK_PAYLOAD_MAX;
    if (len > 0)
        memcpy(body + LINK_HEAD_LEN, bytes, len);
    int wire_len = frame_write(body, LINK_HEAD_LEN + len, wire, sizeof wire);
    must(wire_len > 0);
    feed(wire, (size_t)wire_len);
}

static void open_link(void)
{
    fake_reset();
    fake.slot = 1;
    fake.port_is_up = true;
    app_init(&hand);
    feed(NULL, 0);
    peer = hand.wire[0].link.session;
    send('O', 1, peer, NULL, 0);
    seq = 0;
    const uint8_t hello[] = {1, 1, 0, 1, 's', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    seq++;
    send('D', seq, 0, hello, sizeof hello);
}

void fuzz_one(const uint8_t *bytes, size_t len)
{
    static int count;
    if (count++ % 64 == 0)
        open_link();
    seq++;
    send('D', seq, hand.wire[0].link.send_seq, bytes, len);
    feed(bytes, len);
    feed((const uint8_t *)"", 1); // ends whatever frame that was
    pick_check(&hand.list.pick);
    must(hand.list.got_count <= MESSAGE_LIST_LINES_MAX);
    must(hand.settings.value[MESSAGE_SET_LANGUAGE] < LANGUAGES);
    must(journal_unsent(&hand.journal) == 0);
}

#include "tests/firmware/hand_fixture.h"

struct hand hand;

void power_on(void)
{
    fake.to_len = fake.to_at = fake.from_len = 0;
    app_init(&hand);
}

int new_hand(void **state)
{
    (void)state;
    fake_reset();
    power_on();
    return 0;
}

void turn(uint32_t ms)
{
    uint32_t end = fake.now_ms + ms;
    while ((int32_t)(end - fake.now_ms) > 0) {
        fake.now_ms += 10;
        app_step(&hand);
    }
}

void scan(const char *aim, const char *text)
{
    struct reader_symbol s = {.votes = 1, .len = (uint16_t)strlen(text)};
    memcpy(s.aim, aim, 4);
    memcpy(s.text, text, s.len);
    task_code(&hand, &s);
}

struct message latest(void)
{
    struct message m;
    uint8_t bytes[JOURNAL_PAYLOAD_MAX];
    uint32_t seq = 0;
    size_t len = 0;
    struct journal j = hand.journal;
    while (journal_unsent(&j) > 0) {
        len = journal_peek(&j, bytes, &seq);
        j.taken_seq = seq - 1; // a copy: nothing of the real one moves
        if (seq == hand.journal.next_seq - 1)
            break;
        journal_taken(&j, seq);
    }
    assert_true(len > 0);
    assert_int_equal(message_read(&m, bytes, len), ERR_OK);
    assert_int_equal(m.scan.record_seq, seq);
    return m;
}

void until_dark(uint32_t op, uint32_t bytes, void (*act)(void))
{
    fake.cut_op = fake.op_count + op;
    fake.cut_bytes = bytes;
    if (setjmp(fake.dark) == 0)
        act();
    fake.cut_op = 0;
}

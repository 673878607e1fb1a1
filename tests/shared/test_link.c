#include "shared/frame.h"
#include "shared/link.h"
#include "shared/message.h"
#include "tests/test.h"

static void frames_survive_any_content(void **state)
{
    uint64_t seed = 1;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        uint8_t body[FRAME_BODY_MAX], wire[FRAME_WIRE_MAX];
        size_t len = 1 + next_random(&seed) % FRAME_BODY_MAX;
        for (size_t i = 0; i < len; i++)
            body[i] = next_random(&seed) % 3 ? (uint8_t)next_random(&seed) : 0;
        int wire_len = frame_write(body, len, wire, sizeof wire);
        assert_int_equal(wire_len, (int)len + 4);
        struct frame f;
        const uint8_t *got = NULL;
        int rc = 0;
        frame_init(&f);
        for (int i = 0; i < wire_len; i++)
            rc = frame_byte(&f, wire[i], &got);
        assert_int_equal(rc, (int)len);
        assert_memory_equal(got, body, len);
    }
}

static void a_damaged_frame_is_dropped_and_the_next_is_read(void **state)
{
    uint8_t wire[FRAME_WIRE_MAX];
    const uint8_t *got;
    struct frame f;
    (void)state;
    int len = frame_write((const uint8_t *)"hello", 5, wire, sizeof wire);
    for (int bit = 0; bit < (len - 1) * 8; bit++) {
        int rc = 0, read = 0;
        frame_init(&f);
        wire[bit / 8] ^= (uint8_t)(1 << (bit % 8));
        for (int i = 0; i < len; i++) {
            rc = frame_byte(&f, wire[i], &got);
            assert_true(rc <= 0);
        }
        wire[bit / 8] ^= (uint8_t)(1 << (bit % 8));
        frame_init(&f);
        for (int i = 0; i < len; i++)
            read = frame_byte(&f, wire[i], &got);
        assert_int_equal(read, 5);
    }
}

struct side {
    struct link link;
    uint32_t sent, received;
    uint8_t session;
};

static void deliver(struct side *from, struct side *to, uint64_t *seed,
                    uint32_t now, int loss)
{
    uint8_t body[FRAME_BODY_MAX];
    const uint8_t *payload;
    int len = link_give(&from->link, now, body);
    int copies = next_random(seed) % 100 < (uint32_t)loss ? 0
                 : next_random(seed) % 10 == 0            ? 2
                                                          : 1;
    while (len > 0 && copies-- > 0) {
        int n = link_take(&to->link, body, (size_t)len, now, &payload);
        assert_true(n >= 0);
        if (n == 0)
            continue;
        uint32_t value;
        assert_int_equal(n, 4);
        memcpy(&value, payload, 4);
        assert_int_equal(value, to->received + 1); // once and in order
        to->received = value;
    }
}

static void messages_arrive_once_and_in_order_over_a_bad_line(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct side a = {.session = 7}, b = {.session = 9};
        uint64_t random = seed;
        uint32_t now = 0xFFFFF000; // the clock wraps on the way
        link_init(&a.link, a.session, now);
        link_init(&b.link, b.session, now);
        for (int step = 0; step < 20000 && b.received < 200; step++) {
            now += 20;
            if (a.sent < 200) {
                uint32_t value = a.sent + 1;
                if (link_send(&a.link, &value, 4) == ERR_OK)
                    a.sent++;
            }
            uint32_t value = b.sent + 1;
            if (b.sent < 200 && link_send(&b.link, &value, 4) == ERR_OK)
                b.sent++;
            deliver(&a, &b, &random, now, 30);
            deliver(&b, &a, &random, now, 30);
        }
        assert_int_equal(b.received, 200);
        for (int step = 0; step < 20000 && a.received < 200; step++) {
            now += 20;
            uint32_t value = b.sent + 1;
            if (b.sent < 200 && link_send(&b.link, &value, 4) == ERR_OK)
                b.sent++;
            deliver(&a, &b, &random, now, 30);
            deliver(&b, &a, &random, now, 30);
        }
        assert_int_equal(a.received, 200);
    }
}

static void a_restarted_peer_is_greeted_again(void **state)
{
    struct side a = {.session = 7}, b = {.session = 9};
    uint64_t random = 3;
    uint32_t now = 0;
    (void)state;
    link_init(&a.link, 7, now);
    link_init(&b.link, 9, now);
    for (int restart = 0; restart < 5; restart++) {
        uint32_t before = b.received, value = a.sent + 1;
        for (int step = 0; step < 100 && b.received == before; step++) {
            now += 50;
            if (a.sent == before && link_send(&a.link, &value, 4) == ERR_OK)
                a.sent++;
            deliver(&a, &b, &random, now, 0);
            deliver(&b, &a, &random, now, 0);
        }
        assert_int_equal(b.received, before + 1);
        for (int step = 0; step < 20; step++) {
            now += 50;
            deliver(&a, &b, &random, now, 0);
            deliver(&b, &a, &random, now, 0);
        }
        assert_true(link_is_idle(&a.link));
        link_init(&b.link, (uint8_t)(10 + restart), now);
    }
}

static void messages_read_back_as_written(void **state)
{
    struct message m = {.kind = MESSAGE_SCAN}, got;
    uint8_t bytes[LINK_PAYLOAD_MAX];
    (void)state;
    m.scan.record_seq = 77;
    m.scan.at_ms = 1790000000123;
    strcpy(m.scan.aim, "]C1");
    m.scan.len = 6;
    memcpy(m.scan.bytes, "10A\x1D" "B", 6);
    int len = message_write(&m, bytes, sizeof bytes);
    assert_true(len > 0);
    assert_int_equal(message_read(&got, bytes, (size_t)len), ERR_OK);
    assert_memory_equal(&got.scan.bytes, m.scan.bytes, 6);
    assert_true(got.scan.at_ms == m.scan.at_ms);
    for (int cut = 0; cut < len; cut++)
        assert_int_equal(message_read(&got, bytes, (size_t)cut), ERR_PARSE);
    bytes[len] = 0;
    assert_int_equal(message_read(&got, bytes, (size_t)len + 1), ERR_PARSE);
}

static void a_start_never_repeats_a_session_of_the_one_before(void **state)
{
    (void)state;
    for (uint32_t start = 0; start < 100; start++)
        for (uint32_t a = 0; a < 20; a++) {
            assert_true(link_session(start, a) != 0);
            assert_true(link_session(start, a) != link_session(start, a + 1));
            for (uint32_t b = 0; b < 20; b++)
                assert_true(link_session(start, a) !=
                            link_session(start + 1, b));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_survive_any_content),
        cmocka_unit_test(a_damaged_frame_is_dropped_and_the_next_is_read),
        cmocka_unit_test(messages_arrive_once_and_in_order_over_a_bad_line),
        cmocka_unit_test(a_restarted_peer_is_greeted_again),
        cmocka_unit_test(a_start_never_repeats_a_session_of_the_one_before),
        cmocka_unit_test(messages_read_back_as_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

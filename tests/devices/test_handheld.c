// The station's end of the link to a handheld, over a perfect wire.
#include "station/devices/scanner/handheld.h"
#include "shared/bytes.h"
#include "shared/crc.h"
#include "tests/test.h"

enum { HEARD_MAX = 64, HEAD_LEN = 256 };

static struct pair {            // both ends
    struct handheld station;
    struct link hand;
    uint32_t now_ms;
    int64_t wall_ms;
    struct message news[HEARD_MAX];     // what the station's program hears
    int news_count;
    struct message heard[HEARD_MAX];    // what the hand hears
    int heard_count;
} p;

static void meet(const struct handheld_update *update)
{
    memset(&p, 0, sizeof p);
    p.wall_ms = 1000000;
    handheld_init(&p.station, update, 5);
    handheld_open(&p.station, 0);
    link_init(&p.hand, link_session(6, 0), 0);
}

static void hand_to_station(void)
{
    uint8_t body[FRAME_BODY_MAX], wire[FRAME_WIRE_MAX];
    int n = link_give(&p.hand, p.now_ms, body);
    int len = n > 0 ? frame_write(body, (size_t)n, wire, sizeof wire) : 0;
    for (int i = 0; i < len; i++)
        if (handheld_byte(&p.station, wire[i], p.now_ms,
                          &p.news[p.news_count])) {
            p.news_count++;
            assert_true(p.news_count < HEARD_MAX);
        }
}

static void hear(const uint8_t *body, int len)
{
    const uint8_t *payload;
    int n = link_take(&p.hand, body, (size_t)len, p.now_ms, &payload);
    if (n <= 0)
        return;
    assert_true(message_read(&p.heard[p.heard_count], payload, (size_t)n) ==
                ERR_OK);
    p.heard_count++;
    assert_true(p.heard_count < HEARD_MAX);
}

static void station_to_hand(void)
{
    uint8_t wire[FRAME_WIRE_MAX];
    struct frame f;
    size_t len;
    frame_init(&f);
    while ((len = handheld_give(&p.station, p.now_ms, p.wall_ms, wire)) > 0)
        for (size_t i = 0; i < len; i++) {
            const uint8_t *body;
            int n = frame_byte(&f, wire[i], &body);
            if (n > 0)
                hear(body, n);
        }
}

static void wait_ms(uint32_t ms)
{
    for (uint32_t end = p.now_ms + ms; p.now_ms < end; p.now_ms += 50) {
        p.wall_ms += 50;
        hand_to_station();
        station_to_hand();
    }
}

// The hand says it as soon as it may, and it is there.
static void tell(const struct message *m)
{
    uint8_t bytes[LINK_PAYLOAD_MAX];
    for (int i = 0; i < 40 && !(p.hand.open && link_is_idle(&p.hand)); i++)
        wait_ms(50);
    int n = message_write(m, bytes, sizeof bytes);
    assert_int_equal(link_send(&p.hand, bytes, (size_t)n), ERR_OK);
    wait_ms(1000);
}

static void tell_name(const char *name)
{
    struct message m = {.kind = MESSAGE_HELLO,
                        .hello = {.slot = 1, .version_no = 1}};
    snprintf(m.hello.name, sizeof m.hello.name, "%s", name);
    tell(&m);
}

static int heard_of(enum message_kind kind)
{
    int count = 0;
    for (int i = 0; i < p.heard_count; i++)
        count += p.heard[i].kind == kind;
    return count;
}

static const struct message *last_heard(enum message_kind kind)
{
    for (int i = p.heard_count - 1; i >= 0; i--)
        if (p.heard[i].kind == kind)
            return &p.heard[i];
    return NULL;
}

static void a_handheld_is_heard_when_it_has_a_name(void **state)
{
    const struct message scan = {.kind = MESSAGE_SCAN,
                                 .scan = {.record_seq = 1}};
    (void)state;
    meet(NULL);
    tell_name("hand-1");
    assert_int_equal(p.news_count, 1);
    assert_string_equal(p.news[0].hello.name, "hand-1");
    tell(&scan);
    assert_int_equal(p.news_count, 2);
    assert_int_equal(p.news[1].scan.record_seq, 1);

    meet(NULL);
    tell_name("x\n\xFF");
    tell(&scan); // and nothing of what follows
    assert_int_equal(p.news_count, 0);
    assert_int_equal(p.station.bad_count, 1);
}

static void the_clock_is_set_at_once_and_when_ours_has_jumped(void **state)
{
    (void)state;
    meet(NULL);
    tell_name("hand-1");
    assert_int_equal(heard_of(MESSAGE_CLOCK), 1);
    wait_ms(2000);
    assert_int_equal(heard_of(MESSAGE_CLOCK), 1);
    p.wall_ms += 3600000;
    wait_ms(1000);
    assert_int_equal(heard_of(MESSAGE_CLOCK), 2);
    assert_true(last_heard(MESSAGE_CLOCK)->clock.at_ms > 3600000);
}

static void a_hand_that_was_restarted_is_not_told_what_waited(void **state)
{
    const struct message list = {.kind = MESSAGE_LIST,
                                 .list = {.list_id = 9, .until_ms = 1}};
    (void)state;
    meet(NULL);
    tell_name("hand-1");
    for (int i = 0; i < 20; i++)
        assert_int_equal(handheld_say(&p.station, &list), ERR_OK);
    link_init(&p.hand, link_session(7, 0), p.now_ms);
    tell_name("hand-1");
    wait_ms(5000);
    assert_true(heard_of(MESSAGE_LIST) <= 1); // what was on its way
}

static struct message piece(uint32_t offset, uint32_t total, uint8_t len)
{
    struct message m = {.kind = MESSAGE_PICTURE};
    m.picture.picture_id = 3;
    m.picture.total_len = total;
    m.picture.offset = offset;
    m.picture.len = len;
    memset(m.picture.bytes, (int)('a' + offset / 100), len);
    return m;
}

static void a_picture_is_news_when_its_last_piece_is_there(void **state)
{
    struct message first = piece(0, 150, 100), last = piece(100, 150, 50);
    struct message stray = piece(50, 150, 50);
    (void)state;
    meet(NULL);
    tell_name("hand-1");
    p.news_count = 0;
    tell(&first);
    tell(&stray); // out of place: dropped
    assert_int_equal(p.news_count, 0);
    tell(&last);
    assert_int_equal(p.news_count, 1);
    assert_int_equal(p.news[0].kind, MESSAGE_PICTURE);
    assert_int_equal(p.station.picture_len, 150);
    assert_int_equal(p.station.picture[99], 'a');
    assert_int_equal(p.station.picture[100], 'b');
}

// A bundle of two images of 300 bytes, for slot 1 and slot 2.
static size_t make_bundle(uint8_t *out, uint32_t version_no)
{
    enum { BODY = 300 };
    uint8_t *at = out + 12;
    memset(out, 0, 12 + 2 * (HEAD_LEN + BODY));
    memcpy(out, "TJUP", 4);
    for (uint32_t slot = 1; slot <= 2; slot++) {
        put32(out + 4 * slot, HEAD_LEN + BODY);
        memcpy(at, "TJMI", 4);
        at[4] = 2; // the board
        put32(at + 8, slot);
        put32(at + 12, version_no);
        put32(at + 20, BODY);
        memset(at + HEAD_LEN, (int)slot, BODY);
        put32(at + 24, crc32_more(0, at + HEAD_LEN, BODY));
        at += HEAD_LEN + BODY;
    }
    return (size_t)(at - out);
}

static void a_bundle_that_is_not_whole_is_none(void **state)
{
    uint8_t bytes[2048];
    struct handheld_update u;
    size_t len = make_bundle(bytes, 7);
    (void)state;
    assert_int_equal(handheld_update_read(&u, bytes, len), ERR_OK);
    assert_int_equal(u.version_no, 7);
    for (size_t cut = 0; cut < len; cut += 37)
        assert_int_equal(handheld_update_read(&u, bytes, cut), ERR_PARSE);
    bytes[len - 1] ^= 1;
    assert_int_equal(handheld_update_read(&u, bytes, len), ERR_PARSE);
    make_bundle(bytes, 7);
    put32(bytes + 12 + 12, 8); // two versions in one bundle
    assert_int_equal(handheld_update_read(&u, bytes, len), ERR_PARSE);
}

static void another_version_is_offered_and_served_for_the_slot_that_sleeps(
    void **state)
{
    static uint8_t bytes[2048];
    struct handheld_update u;
    struct message hello = {.kind = MESSAGE_HELLO,
                            .hello = {.name = "hand-1", .slot = 1,
                                      .version_no = 6, .board = 2}};
    struct message want = {.kind = MESSAGE_WANT,
                           .want = {.state = MESSAGE_WANT_PIECE, .slot = 2,
                                    .offset = HEAD_LEN}};
    (void)state;
    assert_int_equal(handheld_update_read(&u, bytes, make_bundle(bytes, 7)),
                     ERR_OK);
    meet(&u);
    tell(&hello);
    assert_int_equal(heard_of(MESSAGE_OFFER), 1);
    assert_int_equal(last_heard(MESSAGE_OFFER)->offer.version_no, 7);
    tell(&want);
    const struct message *image = last_heard(MESSAGE_IMAGE);
    assert_non_null(image);
    assert_int_equal(image->image.offset, HEAD_LEN);
    assert_int_equal(image->image.bytes[0], 2);
    assert_int_equal(handheld_update_percent(&p.station),
                     HEAD_LEN * 100 / (HEAD_LEN + 300));

    hello.hello.version_no = 7; // it has this one
    meet(&u);
    tell(&hello);
    assert_int_equal(heard_of(MESSAGE_OFFER), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_handheld_is_heard_when_it_has_a_name),
        cmocka_unit_test(the_clock_is_set_at_once_and_when_ours_has_jumped),
        cmocka_unit_test(a_hand_that_was_restarted_is_not_told_what_waited),
        cmocka_unit_test(a_picture_is_news_when_its_last_piece_is_there),
        cmocka_unit_test(a_bundle_that_is_not_whole_is_none),
        cmocka_unit_test(
            another_version_is_offered_and_served_for_the_slot_that_sleeps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// The station's end of the link to a handheld.
#include "station/devices/scanner/handheld.h"
#include "tests/test.h"

// Both ends over a perfect wire: what the station hears of one message.
static bool hears(const struct message *first, const struct message *second,
                  struct message *news)
{
    static struct handheld h;
    struct link end;
    uint8_t body[FRAME_BODY_MAX], wire[FRAME_WIRE_MAX];
    const struct message *say[] = {first, second};
    int said = 0;
    bool has_heard = false;
    handheld_init(&h, NULL, 5);
    handheld_open(&h, 0);
    link_init(&end, link_session(6, 0), 0);
    for (uint32_t now = 0; now < 5000; now += 50) {
        const uint8_t *got, *payload;
        struct frame f;
        frame_init(&f);
        if (end.open && link_is_idle(&end) && said < 2 && say[said]) {
            int n = message_write(say[said++], body, sizeof body);
            assert_int_equal(link_send(&end, body, (size_t)n), ERR_OK);
        }
        int n = link_give(&end, now, body);
        int len = n > 0 ? frame_write(body, (size_t)n, wire, sizeof wire) : 0;
        for (int i = 0; i < len; i++)
            if (handheld_byte(&h, wire[i], now, news))
                has_heard = news->kind == say[said - 1]->kind;
        size_t back;
        while ((back = handheld_give(&h, now, 1, wire)) > 0)
            for (size_t i = 0; i < back; i++) {
                n = frame_byte(&f, wire[i], &got);
                if (n > 0)
                    (void)!link_take(&end, got, (size_t)n, now, &payload);
            }
    }
    return has_heard;
}

static void a_handheld_is_heard_when_it_has_a_name(void **state)
{
    struct message hello = {.kind = MESSAGE_HELLO, .hello = {.name = "hand-1"}};
    struct message evil = hello, news;
    struct message scan = {.kind = MESSAGE_SCAN, .scan = {.record_seq = 1}};
    (void)state;
    memcpy(evil.hello.name, "x\n\xFF", 4);
    assert_true(hears(&hello, NULL, &news));
    assert_string_equal(news.hello.name, "hand-1");
    assert_true(hears(&hello, &scan, &news));
    assert_int_equal(news.scan.record_seq, 1);
    assert_false(hears(&evil, NULL, &news));
    assert_false(hears(&evil, &scan, &news)); // and nothing of what follows
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_handheld_is_heard_when_it_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

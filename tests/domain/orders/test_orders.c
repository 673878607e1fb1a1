// The states of an order, and versions of it that arrive in any sequence.
#include "station/domain/orders/order.h"
#include "tests/test.h"

// An explicit machine; every state has a next action and an owner.
static void no_event_leads_out_of_an_end(void **state)
{
    uint64_t seed = 3;
    (void)state;
    for (int run = 0; run < 2000; run++) {
        enum order_state s = ORDER_WAITING;
        bool has_left = false;
        for (int i = 0; i < 40; i++) {
            enum order_event e =
                (enum order_event)(next_random(&seed) % ORDER_EVENT_COUNT);
            enum order_state before = s;
            bool moved = order_step(&s, e);
            has_left = has_left || (moved && (e == ORDER_PACK ||
                                              e == ORDER_SHIP_PART));
            if (s == ORDER_SHIPPED)
                assert_true(before == ORDER_PACKED || before == s);
            if (!moved)
                assert_int_equal(s, before);
            if (before == ORDER_DELIVERED)
                assert_int_equal(s, ORDER_DELIVERED);
            if (s == ORDER_DELIVERED)
                assert_true(has_left);
        }
    }
    for (int s = 0; s < ORDER_STATE_COUNT; s++) {
        struct order_next n = order_next((enum order_state)s);
        bool is_end = s == ORDER_DELIVERED || s == ORDER_CANCELLED;
        assert_true(n.action && n.owner && (is_end || n.alarm_ms > 0));
    }
}

// Whatever the sequence of versions, the last one stays.
static void snapshots_in_any_sequence_end_as_the_last(void **state)
{
    uint64_t seed = 8;
    (void)state;
    for (int run = 0; run < 1000; run++) {
        struct order_snapshot have = {0, ""}, all[6];
        static char digest[6][16];
        bool known = false, last_seen = false;
        for (int i = 0; i < 6; i++) {
            snprintf(digest[i], sizeof digest[i], "d%d", i);
            all[i] = (struct order_snapshot){1000 + i, digest[i]};
        }
        for (int i = 0; i < 30; i++) {
            int k = (int)(next_random(&seed) % 6);
            enum order_snapshot_verdict v =
                order_snapshot_judge(known ? &have : NULL, &all[k]);
            assert_true(v != ORDER_SNAPSHOT_UNSURE);
            if (v == ORDER_SNAPSHOT_NEW || v == ORDER_SNAPSHOT_NEWER)
                have = all[k];
            known = true;
            last_seen = last_seen || k == 5;
            if (last_seen)
                assert_int_equal(have.version, 1005);
        }
    }
    struct order_snapshot a = {5, "x"}, b = {5, "y"};
    assert_int_equal(order_snapshot_judge(&a, &b), ORDER_SNAPSHOT_UNSURE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_event_leads_out_of_an_end),
        cmocka_unit_test(snapshots_in_any_sequence_end_as_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

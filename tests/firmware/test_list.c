// A leased picking list in the hand: judged, kept, renewed, withdrawn.
#include "tests/firmware/hand_fixture.h"

static void take(const struct message *m)
{
    (void)list_take(&hand.list, m, hand.journal.next_seq);
}

static void add_line(uint16_t idx, const char *place, const char *sku,
                     int32_t qty)
{
    struct message m = {.kind = MESSAGE_LINE};
    m.line.list_id = 9;
    m.line.line_idx = idx;
    m.line.line_no = (uint16_t)(10 * (idx + 1));
    m.line.qty_want = qty;
    m.line.needs_lot = idx == 1;
    memcpy(m.line.place, place, strlen(place) + 1);
    memcpy(m.line.sku, sku, strlen(sku) + 1);
    take(&m);
}

static void add_code(uint16_t idx, int32_t qty, const char *text)
{
    struct message m = {.kind = MESSAGE_CODE};
    m.code.list_id = 9;
    m.code.line_idx = idx;
    m.code.qty = qty;
    memcpy(m.code.text, text, strlen(text) + 1);
    take(&m);
}

static void give_list(void)
{
    struct message m = {.kind = MESSAGE_LIST};
    m.list.list_id = 9;
    m.list.line_count = 3;
    m.list.code_count = 4;
    memcpy(m.list.order_no, "W-9", 4);
    scan("]C0", "%TM-MODE-PICK");
    take(&m);
    add_line(0, "A-1", "MUG", 3);
    add_line(1, "B-2", "TEA", 1);
    add_line(2, "C-3", "JAM", 24);
    add_code(1, 1, "04006381333931");
    add_code(2, 1, "00000096385074"); // an EAN-8
    add_code(2, 12, "15901234123454"); // a case of twelve
    assert_false(hand.list.is_active); // not whole yet
    add_code(0, 1, "MUG-OLD");
    assert_true(hand.list.is_active);
    assert_int_equal(list_keep(&hand.list), ERR_OK);
}

// Each step: what is scanned, how many are set, and what the hand says.
static const struct {
    const char *aim, *text;
    int32_t qty;
    enum verdict verdict;
    uint16_t line_no;
} PICKS[] = {
    {"]C0", "B-2", 1, V_PLACE_OTHER, 0},
    {"]C0", "A-1", 1, V_PLACE_RIGHT, 0},
    {"]C0", "CUP", 1, V_WRONG_ITEM, 0},
    {"]C0", "%HOLD", 1, V_NOT_NOW, 0},
    {"]C0", "MUG", 1, V_TOOK, 10},
    {"]C0", "MUG", 3, V_CASE_TOO_BIG, 10},
    {"]C0", "%UNDO", 1, V_UNDONE, 10},
    {"]C0", "MUG-OLD", 2, V_TOOK, 10},
    {"]E0", "4006381333931", 1, V_LOT_MISSING, 0},
    {"]C1", "0104006381333931" "10LOT1", 1, V_TOOK_LINE, 20},
    {"]C1", "0104006381333930", 1, V_MISREAD, 0},
    {"]E4", "96385074", 1, V_TOOK, 30},
    {"]C0", "96385074", 1, V_TOOK, 30}, // eight bare digits
    {"]I1", "15901234123454", 1, V_TOOK, 30},
    {"]C1", "0100000096385074" "3710", 1, V_TOOK_LINE, 30}, // a count of ten
    {"]I1", "15901234123454", 1, V_TOO_MANY, 30},
    {"]C0", "%SHORT-1", 1, V_SHORT, 10},
    {"]C0", "MUG", 1, V_TOO_MANY, 10},
};

static void a_list_is_judged_by_the_rules_of_the_bench(void **state)
{
    (void)state;
    give_list();
    for (size_t i = 0; i < COUNT(PICKS); i++) {
        hand.qty = PICKS[i].qty;
        scan(PICKS[i].aim, PICKS[i].text);
        struct message m = latest();
        if (m.scan.verdict != PICKS[i].verdict)
            fail_msg("%s: %s", PICKS[i].text,
                     verdict_name((enum verdict)m.scan.verdict));
        if (PICKS[i].line_no)
            assert_int_equal(m.scan.line_no, PICKS[i].line_no);
        assert_int_equal(m.scan.list_id, 9);
        pick_check(&hand.list.pick);
        // A restart at any point judges the same again.
        static struct pick before;
        before = hand.list.pick;
        power_on();
        assert_int_equal(hand.list.pick.state, before.state);
        for (int k = 0; k < before.line_count; k++)
            assert_memory_equal(&hand.list.pick.line[k], &before.line[k],
                                sizeof before.line[k]);
    }
    assert_true(list_is_done(&hand.list));
}

static void a_list_survives_a_power_cut_while_it_is_kept(void **state)
{
    (void)state;
    for (uint32_t op = 1; op < 140; op++) {
        fake_reset();
        power_on();
        until_dark(op, op * 31 % HAL_PAGE_LEN, give_list);
        power_on(); // whole or none
        assert_true(!hand.list.is_active || hand.list.line_count == 3);
    }
}

static void a_withdrawn_list_is_gone(void **state)
{
    struct message m = {.kind = MESSAGE_LIST};
    (void)state;
    give_list();
    m.list.list_id = 8;
    assert_false(list_take(&hand.list, &m, 1)); // another one's
    assert_true(hand.list.is_active);
    m.list.list_id = 9;
    assert_true(list_take(&hand.list, &m, 1));
    assert_int_equal(list_keep(&hand.list), ERR_OK);
    power_on();
    assert_false(hand.list.is_active);
}

static void set_clock(int64_t at_ms)
{
    hand.clock_ms = at_ms;
    hand.clock_at_ms = hand.now_ms;
}

// Nothing counts when the lease is over; renewed, it goes on where it was, and
// a restart judges both the same.
static void a_lease_ends_and_is_renewed(void **state)
{
    struct message m = {.kind = MESSAGE_LIST};
    (void)state;
    give_list();
    hand.list.until_ms = 5000000;
    assert_int_equal(list_keep(&hand.list), ERR_OK);
    set_clock(4000000);
    scan("]C0", "MUG");
    assert_int_equal(latest().scan.verdict, V_TOOK);
    set_clock(5000001);
    scan("]C0", "MUG");
    assert_int_equal(latest().scan.verdict, V_STOPPED);
    assert_int_equal(hand.result.sign, SIGN_STOP);
    assert_int_equal(hand.list.pick.line[0].qty_done, 1);
    m.list.list_id = 9;
    m.list.line_count = 3;
    m.list.code_count = 4;
    m.list.until_ms = 9000000;
    assert_true(list_take(&hand.list, &m, hand.journal.next_seq));
    assert_int_equal(list_keep(&hand.list), ERR_OK);
    m.list.until_ms += LIST_RENEW_MS - 1; // too little for the flash
    assert_false(list_take(&hand.list, &m, hand.journal.next_seq));
    scan("]C0", "MUG");
    assert_int_equal(latest().scan.verdict, V_TOOK);
    power_on();
    assert_int_equal(hand.list.pick.line[0].qty_done, 2);
    assert_int_equal(hand.list.until_ms, 9000000);
}

// A flat battery out of reach takes the clock with it: dates are still dates.
static void without_a_clock_dates_are_told_by_the_lease(void **state)
{
    static const struct {
        int64_t until_ms;
        const char *text;
        enum verdict verdict;
    } CASES[] = {
        // 2026-11-25 and 26 at 00:30 UTC, hours before or after midnight
        {1795566600000, "0104006381333931" "17271231" "10L", V_TOOK_LINE},
        {1795653000000, "0104006381333931" "17261125" "10L", V_TOOK_LINE},
        {1795653000000, "0104006381333931" "17261124" "10L", V_EXPIRED},
        {0, "0104006381333931" "17271231" "10L", V_TOOK_LINE},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        fake_reset();
        power_on();
        give_list();
        hand.list.until_ms = CASES[i].until_ms;
        scan("]C1", CASES[i].text);
        assert_int_equal(latest().scan.at_ms, 0);
        assert_int_equal(latest().scan.verdict, CASES[i].verdict);
    }
}

static void a_count_is_set_by_barcode(void **state)
{
    (void)state;
    give_list();
    scan("]C0", "%X3");
    assert_int_equal(hand.qty, 3);
    assert_int_equal(journal_unsent(&hand.journal), 0);
    scan("]C0", "MUG");
    assert_int_equal(latest().scan.verdict, V_TOOK_LINE);
    assert_int_equal(latest().scan.qty, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        HAND_TEST(a_list_is_judged_by_the_rules_of_the_bench),
        HAND_TEST(a_list_survives_a_power_cut_while_it_is_kept),
        HAND_TEST(a_withdrawn_list_is_gone),
        HAND_TEST(a_lease_ends_and_is_renewed),
        HAND_TEST(without_a_clock_dates_are_told_by_the_lease),
        HAND_TEST(a_count_is_set_by_barcode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// The handheld's journal under power cuts, restarts, a full ring and faults.
#include "firmware/core/flash/journal.h"
#include "tests/firmware/fake_hal.h"
#include "tests/test.h"

enum { SMALL = 6 * HAL_SECTOR_LEN };

static struct journal j;

// Payload of record n: its number and a length that varies.
static size_t payload_of(uint32_t n, uint8_t out[JOURNAL_PAYLOAD_MAX])
{
    size_t len = 4 + n * 37 % 90;
    memset(out, (int)(n & 0xFF), len);
    memcpy(out, &n, 4);
    return len;
}

static int add(uint32_t n)
{
    uint8_t bytes[JOURNAL_PAYLOAD_MAX];
    return journal_add(&j, bytes, payload_of(n, bytes));
}

static void open_it(uint32_t len)
{
    assert_int_equal(journal_open(&j, FLASH_JOURNAL, len, 7), ERR_OK);
}

static void expect_next(uint32_t n)
{
    uint8_t got[JOURNAL_PAYLOAD_MAX], want[JOURNAL_PAYLOAD_MAX];
    uint32_t seq = 0;
    size_t len = payload_of(n, want);
    assert_int_equal(journal_peek(&j, got, &seq), len);
    assert_int_equal(seq, n);
    assert_memory_equal(got, want, len);
}

static void records_come_back_in_order_after_a_restart(void **state)
{
    (void)state;
    fake_reset();
    open_it(FLASH_JOURNAL_LEN);
    for (uint32_t n = 1; n <= 500; n++)
        assert_int_equal(add(n), ERR_OK);
    open_it(FLASH_JOURNAL_LEN);
    assert_int_equal(journal_unsent(&j), 500);
    for (uint32_t n = 1; n <= 500; n++) {
        expect_next(n);
        journal_taken(&j, n);
        if (n % 97 == 0)
            open_it(FLASH_JOURNAL_LEN);
        // The mark is lazy: some may come again, none may be missing.
        journal_taken(&j, n);
    }
    assert_int_equal(journal_unsent(&j), 0);
    assert_int_equal(add(501), ERR_OK);
    expect_next(501);
}

static void twenty_thousand_scans_fit(void **state)
{
    uint8_t bytes[60] = {0};
    (void)state;
    fake_reset();
    open_it(FLASH_JOURNAL_LEN);
    for (uint32_t n = 1; n <= 20000; n++)
        assert_int_equal(journal_add(&j, bytes, sizeof bytes), ERR_OK);
    open_it(FLASH_JOURNAL_LEN);
    assert_int_equal(journal_unsent(&j), 20000);
    uint8_t got[JOURNAL_PAYLOAD_MAX];
    uint32_t seq;
    for (uint32_t n = 1; n <= 20000; n++) {
        assert_int_equal(journal_peek(&j, got, &seq), sizeof bytes);
        assert_int_equal(seq, n);
        journal_taken(&j, n);
    }
}

static void a_full_ring_refuses_and_loses_nothing(void **state)
{
    uint32_t n = 0;
    (void)state;
    fake_reset();
    open_it(SMALL);
    while (add(n + 1) == ERR_OK)
        n++;
    assert_int_equal(add(n + 1), ERR_FULL);
    for (uint32_t i = 1; i <= n; i++) {
        expect_next(i);
        journal_taken(&j, i);
    }
    assert_int_equal(add(n + 1), ERR_OK);
    expect_next(n + 1);
}

static void sectors_wear_alike(void **state)
{
    uint32_t least = UINT32_MAX, most = 0;
    (void)state;
    fake_reset();
    open_it(SMALL);
    for (uint32_t n = 1; n <= 20000; n++) {
        assert_int_equal(add(n), ERR_OK);
        journal_taken(&j, n);
    }
    for (uint32_t s = 0; s < 6; s++) {
        uint32_t c = fake.erase_count[FLASH_JOURNAL / HAL_SECTOR_LEN + s];
        least = c < least ? c : least;
        most = c > most ? c : most;
    }
    assert_true(most - least <= 1);
}

static void numbers_it_cannot_have_are_ignored(void **state)
{
    (void)state;
    fake_reset();
    open_it(SMALL);
    assert_int_equal(add(1), ERR_OK);
    journal_taken(&j, 5);
    journal_taken(&j, 0);
    assert_int_equal(journal_unsent(&j), 1);
    expect_next(1);
}

static void flash_that_refuses_is_an_error_and_changes_nothing(void **state)
{
    (void)state;
    fake_reset();
    open_it(SMALL);
    assert_int_equal(add(1), ERR_OK);
    fake.fails = true;
    assert_int_equal(add(2), ERR_IO);
    assert_int_equal(journal_unsent(&j), 1);
    fake.fails = false;
    assert_int_equal(add(2), ERR_OK);
    expect_next(1);
    journal_taken(&j, 1);
    expect_next(2);
}

static volatile uint32_t kept, sent; // over the jump out of a power cut
static uint64_t chance;

// Random adding and taking until the power goes, or steps are done.
static void work_until_dark(int steps, uint32_t takes_in_3)
{
    if (setjmp(fake.dark) != 0)
        return;
    for (volatile int i = 0; i < steps; i++) {
        if (next_random(&chance) % 3 >= takes_in_3 || sent == kept) {
            if (add(kept + 1) == ERR_OK)
                kept++;
        } else {
            expect_next(sent + 1);
            journal_taken(&j, sent + 1);
            sent++;
        }
    }
}

static void begin_dark(uint64_t seed)
{
    chance = seed;
    fake_reset();
    kept = sent = 0;
    open_it(SMALL);
}

static void cut_within(uint32_t ops, uint32_t bytes)
{
    fake.cut_op = fake.op_count + 1 + next_random(&chance) % ops;
    fake.cut_bytes = next_random(&chance) % (bytes + 1);
}

// The power goes at a random byte of a random operation. After each start:
// everything that was acknowledged to the person and not taken by the station
// is there, in order, once; at most the record that was being written is too.
static void the_power_may_go_at_any_byte(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 400; seed++) {
        begin_dark(seed);
        for (int round = 0; round < 60; round++) {
            cut_within(40, HAL_SECTOR_LEN);
            work_until_dark(40, 1);
            fake.cut_op = 0;
            open_it(SMALL);
            uint32_t first = j.taken_seq + 1;
            assert_true(first <= sent + 2); // nothing unsent is skipped
            assert_in_range(j.next_seq - 1, kept, kept + 1);
            for (uint32_t n = first; n < j.next_seq; n++) {
                expect_next(n);
                journal_taken(&j, n);
            }
            kept = sent = j.next_seq - 1;
        }
    }
}

// The same without taking what is left after each start, so that reading and
// writing stay apart and the ring goes round with records in it.
static void the_power_may_go_while_much_is_unsent(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 300; seed++) {
        begin_dark(seed * 977);
        for (int round = 0; round < 80; round++) {
            cut_within(60, HAL_PAGE_LEN);
            work_until_dark(50, 2);
            fake.cut_op = 0;
            open_it(SMALL);
            assert_true(j.taken_seq <= sent + 1);
            assert_in_range(j.next_seq - 1, kept, kept + 1);
            kept = j.next_seq - 1;
            if (j.taken_seq < sent) {
                expect_next(j.taken_seq + 1); // again; the station knows it
                journal_taken(&j, sent);
            }
            sent = j.taken_seq;
        }
    }
}

static bool count_one(void *arg, uint32_t seq, const uint8_t *payload,
                      size_t len)
{
    uint32_t *next = arg;
    uint8_t want[JOURNAL_PAYLOAD_MAX];
    assert_int_equal(seq, *next);
    assert_int_equal(len, payload_of(seq, want));
    assert_memory_equal(payload, want, len);
    (*next)++;
    return true;
}

static void taken_records_can_still_be_gone_through(void **state)
{
    uint32_t next = 120;
    (void)state;
    fake_reset();
    open_it(FLASH_JOURNAL_LEN);
    for (uint32_t n = 1; n <= 300; n++) {
        assert_int_equal(add(n), ERR_OK);
        journal_taken(&j, n);
    }
    open_it(FLASH_JOURNAL_LEN);
    journal_each(&j, 120, count_one, &next);
    assert_int_equal(next, 301);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_come_back_in_order_after_a_restart),
        cmocka_unit_test(twenty_thousand_scans_fit),
        cmocka_unit_test(a_full_ring_refuses_and_loses_nothing),
        cmocka_unit_test(sectors_wear_alike),
        cmocka_unit_test(numbers_it_cannot_have_are_ignored),
        cmocka_unit_test(flash_that_refuses_is_an_error_and_changes_nothing),
        cmocka_unit_test(the_power_may_go_at_any_byte),
        cmocka_unit_test(the_power_may_go_while_much_is_unsent),
        cmocka_unit_test(taken_records_can_still_be_gone_through),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

// Updates over the link and which image starts: real Ed25519 signatures, the
// power cut at every operation of the flash.
#include "firmware/core/flash/update.h"
#include "shared/crc.h"
#include "tests/firmware/fake_hal.h"
#include "tests/test.h"

#include <sodium.h>

enum { IMAGE_LEN = 9000, FILE_LEN = SLOT_HEAD_LEN + IMAGE_LEN };

static unsigned char pk[crypto_sign_PUBLICKEYBYTES];
static unsigned char sk[crypto_sign_SECRETKEYBYTES];
static uint8_t file[FILE_LEN];
static struct update u;
static struct message want;

static void make_file(uint32_t slot, uint32_t version_no, uint32_t floor_no,
                      uint32_t board)
{
    struct slot_head h = {.magic = SLOT_MAGIC,
                          .board = board,
                          .slot = slot,
                          .version_no = version_no,
                          .floor_no = floor_no,
                          .image_len = IMAGE_LEN};
    uint8_t *image = file + SLOT_HEAD_LEN;
    for (uint32_t i = 0; i < IMAGE_LEN; i++)
        image[i] = (uint8_t)(i * version_no + slot);
    h.image_crc = crc32_more(0, image, IMAGE_LEN);
    crypto_hash_sha512(h.digest, image, IMAGE_LEN);
    crypto_sign_detached(h.signature, NULL, (const unsigned char *)&h,
                         SLOT_SIGNED_LEN, sk);
    memcpy(file, &h, sizeof h);
}

static bool verify(int slot, const struct slot_head *h)
{
    uint8_t digest[64];
    crypto_hash_sha512(digest, fake.flash + slot_offset(slot) + SLOT_HEAD_LEN,
                       h->image_len);
    return memcmp(digest, h->digest, sizeof digest) == 0 &&
           crypto_sign_verify_detached(h->signature, (const unsigned char *)h,
                                       SLOT_SIGNED_LEN, pk) == 0;
}

// The slot that the boot loader would start.
static int starts(void)
{
    static struct slot_state slots[2];
    return slots_choose(MESSAGE_BOARD_PICO, verify, slots);
}

// A device with version 200, floor 150, proved, in slot 1.
static void new_device(void)
{
    fake_reset();
    make_file(1, 200, 150, MESSAGE_BOARD_PICO);
    memcpy(fake.flash + FLASH_SLOT_1, file, FILE_LEN);
    assert_int_equal(slot_mark(1, SLOT_COMPLETE, 5), ERR_OK);
    assert_int_equal(starts(), 1);
    fake.slot = 1;
    update_confirm();
    update_init(&u);
    fake.op_count = 0;
}

static void offer(uint32_t version_no, uint32_t board)
{
    struct message m = {.kind = MESSAGE_OFFER};
    m.offer.version_no = version_no;
    m.offer.floor_no = 150;
    m.offer.board = (uint8_t)board;
    m.offer.total_len[0] = m.offer.total_len[1] = FILE_LEN;
    update_offer(&u, &m, fake.battery_mv, &want);
}

static void piece(uint32_t offset)
{
    struct message m = {.kind = MESSAGE_IMAGE};
    uint32_t left = FILE_LEN - offset;
    m.image.offset = offset;
    m.image.len = (uint8_t)(left < MESSAGE_DATA_MAX ? left : MESSAGE_DATA_MAX);
    memcpy(m.image.bytes, file + offset, m.image.len);
    update_piece(&u, &m, &want);
}

static void send_all(void)
{
    while (want.want.state == MESSAGE_WANT_PIECE)
        piece(want.want.offset);
}

static void restart(int slot)
{
    assert_int_equal(starts(), slot);
    fake.slot = (uint8_t)slot;
    update_init(&u);
}

static void a_newer_image_is_taken_tried_and_confirmed(void **state)
{
    (void)state;
    new_device();
    make_file(2, 210, 150, MESSAGE_BOARD_PICO);
    offer(210, MESSAGE_BOARD_PICO);
    assert_int_equal(want.want.state, MESSAGE_WANT_PIECE);
    assert_int_equal(want.want.slot, 2);
    send_all();
    assert_int_equal(want.want.state, MESSAGE_WANT_RESTART);
    assert_int_equal(update_percent(&u), 100);
    restart(2);
    offer(210, MESSAGE_BOARD_PICO);
    assert_int_equal(want.want.state, MESSAGE_WANT_NOTHING);
    update_confirm();
    restart(2);
    // And the next one goes back into slot 1.
    make_file(1, 220, 150, MESSAGE_BOARD_PICO);
    offer(220, MESSAGE_BOARD_PICO);
    send_all();
    restart(1);
}

static void an_image_that_does_not_come_up_gives_way(void **state)
{
    (void)state;
    new_device();
    make_file(2, 210, 150, MESSAGE_BOARD_PICO);
    offer(210, MESSAGE_BOARD_PICO);
    send_all();
    for (int i = 0; i < SLOT_TRIES; i++)
        restart(2); // it never confirms
    restart(1);
    offer(210, MESSAGE_BOARD_PICO);
    assert_int_equal(want.want.state, MESSAGE_WANT_REFUSED);
    assert_int_equal(want.want.why, MESSAGE_WHY_TRIAL);
    restart(1);
}

static void wrong_images_are_refused(void **state)
{
    static const struct {
        uint32_t version_no, board, break_at;
        bool is_offered;        // refused before anything is sent
        enum message_why why;
    } CASES[] = {
        {210, MESSAGE_BOARD_POSIX, 0, true, MESSAGE_WHY_BOARD},
        {149, MESSAGE_BOARD_PICO, 0, true, MESSAGE_WHY_OLD},
        {210, MESSAGE_BOARD_PICO, 5000, false, MESSAGE_WHY_DAMAGED},
        {210, MESSAGE_BOARD_PICO, 200, false, MESSAGE_WHY_SIGNATURE},
        {210, MESSAGE_BOARD_PICO, 130, false, MESSAGE_WHY_SIGNATURE},
    };
    (void)state;
    for (size_t i = 0; i < COUNT(CASES); i++) {
        new_device();
        make_file(2, CASES[i].version_no, 140, CASES[i].board);
        if (CASES[i].break_at)
            file[CASES[i].break_at] ^= 1;
        offer(CASES[i].version_no, CASES[i].board);
        if (!CASES[i].is_offered) {
            assert_int_equal(want.want.state, MESSAGE_WANT_PIECE);
            send_all();
        }
        if (want.want.state == MESSAGE_WANT_RESTART) {
            restart(1); // the boot loader says no
            offer(CASES[i].version_no, CASES[i].board);
        }
        assert_int_equal(want.want.state, MESSAGE_WANT_REFUSED);
        assert_int_equal(want.want.why, CASES[i].why);
        restart(1);
    }
}

// What the offer says is not believed: the header that came is looked at.
static void a_lying_offer_is_found_out(void **state)
{
    (void)state;
    new_device();
    make_file(2, 120, 100, MESSAGE_BOARD_PICO);
    offer(210, MESSAGE_BOARD_PICO);
    send_all();
    assert_int_equal(want.want.why, MESSAGE_WHY_DAMAGED);
    make_file(1, 210, 150, MESSAGE_BOARD_PICO); // for the other slot
    offer(210, MESSAGE_BOARD_PICO);
    send_all();
    assert_int_equal(want.want.why, MESSAGE_WHY_BOARD);
    restart(1);
}

static void an_image_signed_by_another_key_never_starts(void **state)
{
    unsigned char other_pk[32], mine[64];
    (void)state;
    new_device();
    memcpy(mine, sk, sizeof mine);
    crypto_sign_keypair(other_pk, sk);
    make_file(2, 210, 150, MESSAGE_BOARD_PICO);
    memcpy(sk, mine, sizeof mine);
    offer(210, MESSAGE_BOARD_PICO);
    send_all();
    assert_int_equal(want.want.state, MESSAGE_WANT_RESTART);
    restart(1);
    offer(210, MESSAGE_BOARD_PICO);
    assert_int_equal(want.want.why, MESSAGE_WHY_SIGNATURE);
}

static void pieces_may_come_twice_or_out_of_place(void **state)
{
    (void)state;
    new_device();
    make_file(2, 210, 150, MESSAGE_BOARD_PICO);
    offer(210, MESSAGE_BOARD_PICO);
    while (want.want.state == MESSAGE_WANT_PIECE) {
        uint32_t at = want.want.offset;
        piece(at > 300 ? at - 300 : 700);
        assert_int_equal(want.want.offset, at);
        piece(at);
    }
    restart(2);
}

static void it_goes_on_after_the_link_was_away(void **state)
{
    (void)state;
    new_device();
    make_file(2, 210, 150, MESSAGE_BOARD_PICO);
    offer(210, MESSAGE_BOARD_PICO);
    for (int i = 0; i < 10; i++)
        piece(want.want.offset);
    offer(210, MESSAGE_BOARD_PICO);
    assert_int_equal(want.want.offset, 10 * MESSAGE_DATA_MAX);
    send_all();
    restart(2);
}

static void a_low_battery_begins_nothing(void **state)
{
    (void)state;
    new_device();
    fake.battery_mv = UPDATE_BATTERY_MV - 1;
    offer(210, MESSAGE_BOARD_PICO);
    assert_int_equal(want.want.why, MESSAGE_WHY_BATTERY);
    fake.is_charging = true;
    offer(210, MESSAGE_BOARD_PICO);
    assert_int_equal(want.want.state, MESSAGE_WANT_PIECE);
}

static void update_until_dark(void)
{
    if (setjmp(fake.dark) != 0)
        return;
    offer(210, MESSAGE_BOARD_PICO);
    send_all();
    if (starts() == 2) {
        fake.slot = 2;
        update_confirm();
    }
}

// At every operation and several bytes of it: what starts is whole and signed,
// the old one or the new one, and the update can be done again.
static void the_power_may_go_at_every_operation(void **state)
{
    static const uint32_t BYTES[] = {0, 1, 6, 11, 128, HAL_SECTOR_LEN / 2};
    (void)state;
    new_device();
    make_file(2, 210, 150, MESSAGE_BOARD_PICO);
    update_until_dark();
    uint32_t op_count = fake.op_count;
    assert_in_range(op_count, 30, 100);
    for (uint32_t op = 1; op <= op_count; op++)
        for (size_t i = 0; i < COUNT(BYTES); i++) {
            new_device();
            make_file(2, 210, 150, MESSAGE_BOARD_PICO);
            fake.cut_op = op;
            fake.cut_bytes = BYTES[i];
            update_until_dark();
            fake.cut_op = 0;
            int slot = starts();
            assert_in_range(slot, 1, 2);
            if (slot == 2) {
                assert_memory_equal(fake.flash + FLASH_SLOT_2, file, FILE_LEN);
                continue;
            }
            fake.slot = 1;
            update_init(&u);
            offer(210, MESSAGE_BOARD_PICO);
            send_all();
            restart(2);
        }
}

static void nothing_to_start_is_said(void **state)
{
    (void)state;
    fake_reset();
    assert_int_equal(starts(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_newer_image_is_taken_tried_and_confirmed),
        cmocka_unit_test(an_image_that_does_not_come_up_gives_way),
        cmocka_unit_test(wrong_images_are_refused),
        cmocka_unit_test(a_lying_offer_is_found_out),
        cmocka_unit_test(an_image_signed_by_another_key_never_starts),
        cmocka_unit_test(pieces_may_come_twice_or_out_of_place),
        cmocka_unit_test(it_goes_on_after_the_link_was_away),
        cmocka_unit_test(a_low_battery_begins_nothing),
        cmocka_unit_test(the_power_may_go_at_every_operation),
        cmocka_unit_test(nothing_to_start_is_said),
    };
    if (sodium_init() < 0)
        return 1;
    crypto_sign_keypair(pk, sk);
    return cmocka_run_group_tests(tests, NULL, NULL);
}

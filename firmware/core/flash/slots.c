#include "firmware/core/flash/slots.h"
#include "firmware/core/flash/flash_write.h"
#include "shared/crc.h"
#include "shared/must.h"

#include <stddef.h>
#include <string.h>

_Static_assert(sizeof(struct slot_head) == SLOT_HEAD_LEN, "header length");
_Static_assert(offsetof(struct slot_head, signature) == SLOT_SIGNED_LEN,
               "signed length");

// A mark is a page of its own: magic with the mark's number, value, and the
// value's complement, which a torn write does not get right.
#define MARK_MAGIC 0x4B52414Du // "MARK"

struct mark {
    uint32_t magic;
    uint32_t value;
    uint32_t inverse;
};

uint32_t slot_offset(int slot)
{
    must(slot == 1 || slot == 2);
    return slot == 1 ? FLASH_SLOT_1 : FLASH_SLOT_2;
}

static uint32_t mark_offset(int slot, int mark)
{
    return slot_offset(slot) + FLASH_SLOT_LEN - HAL_SECTOR_LEN +
           (uint32_t)mark * HAL_PAGE_LEN;
}

static bool mark_read(int slot, int mark, uint32_t *value)
{
    struct mark m;
    hal_flash_read(mark_offset(slot, mark), &m, sizeof m);
    *value = m.value;
    return m.magic == MARK_MAGIC + (uint32_t)mark && m.value == ~m.inverse;
}

int slot_mark(int slot, int mark, uint32_t value)
{
    struct mark m = {MARK_MAGIC + (uint32_t)mark, value, ~value};
    return flash_write(mark_offset(slot, mark), &m, sizeof m);
}

static bool crc_is_right(int slot, const struct slot_head *h)
{
    uint8_t piece[HAL_PAGE_LEN];
    uint32_t crc = 0, at = 0;
    while (at < h->image_len) {
        uint32_t n = h->image_len - at;
        if (n > sizeof piece)
            n = sizeof piece;
        hal_flash_read(slot_offset(slot) + SLOT_HEAD_LEN + at, piece, n);
        crc = crc32_more(crc, piece, n);
        at += n;
    }
    return crc == h->image_crc;
}

void slot_load(int slot, bool with_crc, struct slot_state *out)
{
    uint32_t value = 0, none;
    memset(out, 0, sizeof *out);
    hal_flash_read(slot_offset(slot), &out->head, sizeof out->head);
    out->is_complete = mark_read(slot, SLOT_COMPLETE, &out->generation);
    out->is_verified = mark_read(slot, SLOT_VERIFIED, &none);
    out->is_refused = mark_read(slot, SLOT_REFUSED, &value);
    out->why = out->is_refused ? (uint8_t)value : MESSAGE_WHY_NONE;
    while (out->tries < SLOT_TRIES &&
           mark_read(slot, SLOT_TRIED + out->tries, &none))
        out->tries++;
    out->is_confirmed = mark_read(slot, SLOT_CONFIRMED, &none);
    out->is_whole = out->head.magic == SLOT_MAGIC &&
                    out->head.image_len <= SLOT_IMAGE_MAX &&
                    (!with_crc || crc_is_right(slot, &out->head));
}

enum message_why slot_head_check(const struct slot_head *h, int slot,
                                 uint32_t board, uint32_t floor_no)
{
    if (h->magic != SLOT_MAGIC)
        return MESSAGE_WHY_DAMAGED;
    if (h->board != board || h->slot != (uint32_t)slot)
        return MESSAGE_WHY_BOARD;
    if (h->image_len == 0 || h->image_len > SLOT_IMAGE_MAX)
        return MESSAGE_WHY_SIZE;
    if (h->version_no < floor_no)
        return MESSAGE_WHY_OLD;
    return MESSAGE_WHY_NONE;
}

// A complete slot that was never looked at is verified or refused, once.
static void judge(int slot, uint32_t board, const struct slot_state *other,
                  struct slot_state *s, slot_verify_fn *verify)
{
    uint32_t floor_no = other->is_confirmed ? other->head.floor_no : 0;
    if (!s->is_whole || !s->is_complete || s->is_verified || s->is_refused)
        return;
    enum message_why why = slot_head_check(&s->head, slot, board, floor_no);
    if (why == MESSAGE_WHY_NONE && !verify(slot, &s->head))
        why = MESSAGE_WHY_SIGNATURE;
    s->is_verified = why == MESSAGE_WHY_NONE;
    s->is_refused = !s->is_verified;
    // A mark that does not stick only means judging again at the next start.
    if (slot_mark(slot, s->is_verified ? SLOT_VERIFIED : SLOT_REFUSED, why) < 0)
        return;
}

static bool may_start(const struct slot_state *s, bool second_best)
{
    bool is_good = s->is_whole && s->is_complete && s->is_verified &&
                   !s->is_refused;
    return is_good && (second_best || s->is_confirmed || s->tries < SLOT_TRIES);
}

int slots_choose(uint32_t board, slot_verify_fn *verify,
                 struct slot_state s[2])
{
    int best = 0;
    for (int i = 0; i < 2; i++)
        slot_load(i + 1, true, &s[i]);
    for (int i = 0; i < 2; i++)
        judge(i + 1, board, &s[1 - i], &s[i], verify);
    for (int second = 0; second < 2 && !best; second++)
        for (int i = 0; i < 2; i++)
            if (may_start(&s[i], second) &&
                (!best || s[i].generation > s[best - 1].generation))
                best = i + 1;
    int tries = best ? s[best - 1].tries : SLOT_TRIES;
    if (tries < SLOT_TRIES && !s[best - 1].is_confirmed &&
        slot_mark(best, SLOT_TRIED + tries, 0) < 0)
        return best; // untried in the books: it gets another chance
    return best;
}

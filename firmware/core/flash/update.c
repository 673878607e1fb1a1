#include "firmware/core/flash/update.h"
#include "shared/must.h"

#include <string.h>

void update_init(struct update *u)
{
    struct slot_state own;
    memset(u, 0, sizeof *u);
    if (hal_slot() == 0)
        return;
    slot_load(hal_slot(), false, &own);
    u->floor_no = own.head.floor_no;
    u->own_version_no = own.head.version_no;
}

void update_confirm(void)
{
    struct slot_state own;
    if (hal_slot() == 0)
        return;
    slot_load(hal_slot(), false, &own);
    if (!own.is_confirmed && slot_mark(hal_slot(), SLOT_CONFIRMED, 0) < 0)
        return; // tried again at the next confirmation
}

static void answer(const struct update *u, struct message *want,
                   enum message_want state, enum message_why why)
{
    memset(want, 0, sizeof *want);
    want->kind = MESSAGE_WANT;
    want->want.state = (uint8_t)state;
    want->want.why = (uint8_t)why;
    want->want.slot = (uint8_t)u->slot;
    want->want.offset = u->done_len;
}

static enum message_why unfit(const struct update *u,
                              const struct message *offer, uint32_t len,
                              uint16_t battery_mv)
{
    struct slot_state other;
    if (offer->offer.board != hal_board())
        return MESSAGE_WHY_BOARD;
    if (offer->offer.version_no < u->floor_no)
        return MESSAGE_WHY_OLD;
    if (len <= SLOT_HEAD_LEN || len > SLOT_HEAD_LEN + SLOT_IMAGE_MAX)
        return MESSAGE_WHY_SIZE;
    if (battery_mv < UPDATE_BATTERY_MV && !hal_is_charging())
        return MESSAGE_WHY_BATTERY;
    // The boot loader has already looked at this very version.
    slot_load(u->slot, false, &other);
    if (other.is_complete && other.head.version_no == offer->offer.version_no) {
        if (other.is_refused)
            return (enum message_why)other.why;
        if (other.tries == SLOT_TRIES && !other.is_confirmed)
            return MESSAGE_WHY_TRIAL;
    }
    return MESSAGE_WHY_NONE;
}

void update_offer(struct update *u, const struct message *offer,
                  uint16_t battery_mv, struct message *want)
{
    if (hal_slot() == 0) {
        answer(u, want, MESSAGE_WANT_NOTHING, MESSAGE_WHY_NONE);
        return;
    }
    u->slot = 3 - hal_slot();
    uint32_t len = offer->offer.total_len[u->slot - 1];
    if (offer->offer.version_no == u->own_version_no) {
        answer(u, want, MESSAGE_WANT_NOTHING, MESSAGE_WHY_NONE);
        return;
    }
    bool is_same = u->version_no == offer->offer.version_no &&
                   u->total_len == len;
    if (u->state == UPDATE_READY && is_same) {
        answer(u, want, MESSAGE_WANT_RESTART, MESSAGE_WHY_NONE);
        return;
    }
    enum message_why why = unfit(u, offer, len, battery_mv);
    if (why == MESSAGE_WHY_NONE && !(u->state == UPDATE_TAKING && is_same)) {
        uint32_t marks = slot_offset(u->slot) + FLASH_SLOT_LEN -
                         HAL_SECTOR_LEN;
        if (hal_flash_erase(marks) < 0)
            why = MESSAGE_WHY_FLASH;
        u->state = UPDATE_TAKING;
        u->version_no = offer->offer.version_no;
        u->total_len = len;
        u->done_len = 0;
    }
    if (why != MESSAGE_WHY_NONE)
        u->state = UPDATE_IDLE;
    answer(u, want,
           why == MESSAGE_WHY_NONE ? MESSAGE_WANT_PIECE : MESSAGE_WANT_REFUSED,
           why);
}

// Programs the page that ends or is cut short at done_len.
static bool flush(struct update *u)
{
    uint32_t in_page = u->done_len % HAL_PAGE_LEN;
    uint32_t start = u->done_len - (in_page ? in_page : HAL_PAGE_LEN);
    uint32_t at = slot_offset(u->slot) + start;
    if (in_page)
        memset(u->page + in_page, 0xFF, HAL_PAGE_LEN - in_page);
    if (start % HAL_SECTOR_LEN == 0 && hal_flash_erase(at) < 0)
        return false;
    return hal_flash_program(at, u->page, sizeof u->page) == ERR_OK;
}

static bool take(struct update *u, const uint8_t *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        u->page[u->done_len % HAL_PAGE_LEN] = bytes[i];
        u->done_len++;
        bool is_end = u->done_len == u->total_len;
        if ((is_end || u->done_len % HAL_PAGE_LEN == 0) && !flush(u))
            return false;
    }
    return true;
}

static enum message_why judge_image(const struct update *u)
{
    struct slot_state s;
    slot_load(u->slot, true, &s);
    if (!s.is_whole || s.head.version_no != u->version_no ||
        s.head.image_len + SLOT_HEAD_LEN != u->total_len)
        return MESSAGE_WHY_DAMAGED;
    return slot_head_check(&s.head, u->slot, hal_board(), u->floor_no);
}

static uint32_t own_generation(void)
{
    struct slot_state own;
    slot_load(hal_slot(), false, &own);
    return own.generation;
}

static enum message_why finish(struct update *u)
{
    enum message_why why = judge_image(u);
    if (why == MESSAGE_WHY_NONE &&
        slot_mark(u->slot, SLOT_COMPLETE, own_generation() + 1) < 0)
        why = MESSAGE_WHY_FLASH;
    return why;
}

void update_piece(struct update *u, const struct message *piece,
                  struct message *want)
{
    uint32_t left = u->total_len - u->done_len;
    enum message_why why = MESSAGE_WHY_NONE;
    if (u->state != UPDATE_TAKING || piece->image.offset != u->done_len ||
        piece->image.len > left) {
        bool is_taking = u->state == UPDATE_TAKING;
        answer(u, want,
               is_taking ? MESSAGE_WANT_PIECE : MESSAGE_WANT_NOTHING, why);
        return;
    }
    if (!take(u, piece->image.bytes, piece->image.len))
        why = MESSAGE_WHY_FLASH;
    bool is_end = u->done_len == u->total_len;
    if (is_end && why == MESSAGE_WHY_NONE)
        why = finish(u);
    if (why != MESSAGE_WHY_NONE) {
        u->state = UPDATE_IDLE;
        answer(u, want, MESSAGE_WANT_REFUSED, why);
        return;
    }
    if (is_end)
        u->state = UPDATE_READY;
    answer(u, want, is_end ? MESSAGE_WANT_RESTART : MESSAGE_WANT_PIECE,
           MESSAGE_WHY_NONE);
}

int update_percent(const struct update *u)
{
    if (u->state == UPDATE_READY)
        return 100;
    if (u->state == UPDATE_IDLE || u->total_len == 0)
        return 0;
    return (int)((uint64_t)u->done_len * 100 / u->total_len);
}

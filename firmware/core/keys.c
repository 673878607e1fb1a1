#include "firmware/core/keys.h"
#include "firmware/core/hand.h"
#include "firmware/core/outbox.h"
#include "firmware/core/task.h"
#include "shared/command.h"

#include <string.h>

enum { LEFT = 1, RIGHT = 2, REPEAT_MS = 250 };

static void set(struct hand *h, enum message_setting id, int32_t value)
{
    if (hand_set(h, id, value) == ERR_IO)
        hand_log_add(&h->log, h->now_ms, LOG_FLASH_FAILED, 0);
}

static bool menu_has(const struct hand *h, enum menu_entry e)
{
    enum message_mode mode = hand_mode(h);
    int32_t left;
    if (e == MENU_PLACE)
        return mode == MESSAGE_MODE_RETURN || mode == MESSAGE_MODE_COUNT;
    if (e == MENU_SHORT)
        return mode == MESSAGE_MODE_PICK && list_next(&h->list, &left);
    return true;
}

static void move(struct hand *h, int by)
{
    do
        h->menu = (enum menu_entry)(((int)h->menu + by + MENU_ENTRIES) %
                                    MENU_ENTRIES);
    while (!menu_has(h, h->menu));
}

static void report_short(struct hand *h)
{
    struct reader_symbol s = {.aim = "", .votes = 1};
    const char *code = command_code(PACK_CMD_SHORT_NOT_THERE);
    s.len = (uint16_t)strlen(code);
    memcpy(s.text, code, s.len);
    task_code(h, &s);
}

static void choose(struct hand *h)
{
    h->page = PAGE_WORK;
    switch (h->menu) {
    case MENU_SCAN:
    case MENU_PICK:
    case MENU_RETURN:
    case MENU_COUNT:
        h->place[0] = 0;
        h->result.is_shown = false;
        set(h, MESSAGE_SET_MODE, (int32_t)h->menu);
        if (h->menu == MENU_PICK && hand_wants_list(h))
            outbox_ask(h, "", 0); // the next one in line
        return;
    case MENU_PLACE:
        h->place[0] = 0;
        return;
    case MENU_SHORT:
        report_short(h);
        return;
    case MENU_VOLUME:
        set(h, MESSAGE_SET_VOLUME,
            (h->settings.value[MESSAGE_SET_VOLUME] + 1) % 3);
        h->page = PAGE_MENU;
        return;
    case MENU_LANGUAGE:
        set(h, MESSAGE_SET_LANGUAGE,
            (h->settings.value[MESSAGE_SET_LANGUAGE] + 1) % LANGUAGES);
        h->page = PAGE_MENU;
        return;
    case MENU_INFO:
        h->page = PAGE_INFO;
        return;
    case MENU_BACK:
    case MENU_ENTRIES:
        return;
    }
}

static void change_qty(struct hand *h, int32_t by)
{
    int32_t qty = h->qty + by;
    h->qty = qty < 1 ? 1 : qty > HAND_QTY_MAX ? HAND_QTY_MAX : qty;
    h->result.is_shown = false;
}

static void press(struct hand *h, uint8_t key)
{
    feedback_start(&h->feedback, SIGN_KEY, &h->settings, h->now_ms);
    if (h->page == PAGE_INFO)
        h->page = PAGE_WORK;
    else if (h->page == PAGE_MENU)
        move(h, key == LEFT ? -1 : 1);
    else if (hand_result_stays(h))
        h->result.is_shown = false; // seen
    else
        change_qty(h, key == LEFT ? -1 : 1);
}

void keys_event(struct hand *h, enum hal_event_kind kind)
{
    bool is_left = kind == HAL_LEFT_DOWN || kind == HAL_LEFT_UP;
    uint8_t key = is_left ? LEFT : RIGHT;
    h->is_changed = true;
    if (kind == HAL_TRIGGER_DOWN) {
        feedback_start(&h->feedback, SIGN_KEY, &h->settings, h->now_ms);
        if (h->page == PAGE_MENU)
            choose(h);
        else
            h->page = PAGE_WORK;
    } else if (kind == HAL_LEFT_DOWN || kind == HAL_RIGHT_DOWN) {
        h->key_down |= key;
        h->key_ms = h->now_ms;
        h->key_was_held = false;
    } else if (h->key_down & key) {
        h->key_down &= (uint8_t)~key;
        if (!h->key_was_held)
            press(h, key); // on the way up: a hold is not a press
    }
}

void keys_step(struct hand *h)
{
    uint32_t wait_ms = h->key_was_held ? REPEAT_MS : KEYS_HOLD_MS;
    if (!h->key_down || h->now_ms - h->key_ms < wait_ms)
        return;
    h->key_ms = h->now_ms;
    if (h->key_down == RIGHT && h->page == PAGE_WORK) {
        change_qty(h, h->qty == 1 ? 9 : 10); // to 10, 20, 30
        h->is_changed = true;
    } else if (h->key_down == LEFT && !h->key_was_held) {
        h->page = h->page == PAGE_MENU ? PAGE_WORK : PAGE_MENU;
        h->menu = (enum menu_entry)hand_mode(h);
        h->is_changed = true;
    }
    h->key_was_held = true;
}

#include "firmware/core/app.h"
#include "firmware/core/flash/flash_map.h"
#include "firmware/core/hand.h"
#include "firmware/core/keys.h"
#include "firmware/core/power.h"
#include "firmware/core/trigger.h"
#include "firmware/core/ui.h"

#include <string.h>

enum {
    RESULT_MS = 4000,           // the last scan stays on the screen
    ANSWER_MS = 1000,           // no word of the station: say that it is kept
    CONFIRM_MS = 60000,         // up for so long: the image is good
    PICTURE_WAIT_MS = 15000,    // for the station to read it
};

static void begin_storage(struct hand *h)
{
    uint32_t id = hal_random();
    int rc = journal_open(&h->journal, FLASH_JOURNAL, FLASH_JOURNAL_LEN,
                          id ? id : 1);
    if (rc < 0) {
        hand_log_add(&h->log, h->now_ms, LOG_FLASH_FAILED, 0);
        hand_show(h, SIGN_STOP, WORD_FAULT,
                  hand_word(h, WORD_FLASH));
    }
    if (h->journal.lost_count)
        hand_log_add(&h->log, h->now_ms, LOG_RECORDS_LOST,
                     h->journal.lost_count);
    list_load(&h->list, &h->journal);
}

void app_init(struct hand *h)
{
    memset(h, 0, sizeof *h);
    h->now_ms = hal_now_ms();
    hal_serial(h->serial);
    if (settings_start(&h->settings) < 0)
        hand_log_add(&h->log, h->now_ms, LOG_FLASH_FAILED, 0);
    begin_storage(h);
    update_init(&h->update);
    reader_init();
    scan_init(&h->scan);
    wire_init(h);
    h->qty = 1;
    h->battery_mv = hal_battery_mv();
    h->battery_ms = h->active_ms = h->now_ms;
    h->is_changed = true;
    hand_log_add(&h->log, h->now_ms, LOG_STARTED, hal_slot());
    if (hal_crash_take(&h->outbox.crash)) {
        h->outbox.has_crash = !h->outbox.crash.was_watchdog;
        hand_log_add(&h->log, h->now_ms,
                     h->outbox.has_crash ? LOG_CRASHED : LOG_WATCHDOG,
                     h->outbox.crash.line);
    }
    hal_screen_on(true);
}

static void on_event(struct hand *h, enum hal_event_kind kind)
{
    switch (kind) {
    case HAL_FRAME:
        trigger_frame(h);
        return;
    case HAL_TRIGGER_UP:
        trigger_release(h);
        return;
    case HAL_TRIGGER_DOWN:
        power_wake(h);
        if (h->page == PAGE_WORK && !h->is_scanning)
            trigger_pull(h);
        else
            keys_event(h, kind);
        return;
    case HAL_LEFT_DOWN:
    case HAL_LEFT_UP:
    case HAL_RIGHT_DOWN:
    case HAL_RIGHT_UP:
        power_wake(h);
        keys_event(h, kind);
        return;
    }
}

static void confirm_step(struct hand *h)
{
    if (h->is_confirmed ||
        (!hand_is_linked(h) && h->now_ms < CONFIRM_MS))
        return;
    update_confirm();
    h->is_confirmed = true;
    hand_log_add(&h->log, h->now_ms, LOG_STACK, hal_stack_free());
}

// A complete update starts when nobody is at work and nothing is under way.
static void restart_step(struct hand *h)
{
    struct outbox *o = &h->outbox;
    if (h->update.state != UPDATE_READY)
        return;
    if (o->restart_ms == 0)
        o->restart_ms = h->now_ms | 1;
    if (h->now_ms - o->restart_ms > 1500 && !h->is_scanning &&
        wire_is_quiet(h))
        hal_restart();
}

static void hid_step(struct hand *h)
{
    uint8_t report[HID_POS_LEN];
    if (h->settings.value[MESSAGE_SET_HID] == HID_KEYS) {
        while (hid_keys_next(&h->hid, report) && hal_hid_keys(report)) {
            hid_keys_sent(&h->hid);
            h->hid.since_ms = h->now_ms;
        }
    } else if (h->settings.value[MESSAGE_SET_HID] == HID_POS) {
        while (hid_pos_next(&h->hid, report) && hal_hid_pos(report)) {
            hid_pos_sent(&h->hid);
            h->hid.since_ms = h->now_ms;
        }
    }
    hid_give_up(&h->hid, h->now_ms);
}

static void time_out(struct hand *h)
{
    struct hand_result *r = &h->result;
    if (r->is_shown && r->word == WORD_READING &&
        h->now_ms - r->at_ms > ANSWER_MS)
        hand_show(h, SIGN_KEPT, WORD_KEPT, "");
    if (r->is_shown && !hand_result_stays(h) &&
        h->now_ms - r->at_ms > RESULT_MS && !h->picture.len) {
        r->is_shown = false;
        h->is_changed = true;
    }
    if (h->picture.len &&
        h->now_ms - h->picture.since_ms > PICTURE_WAIT_MS) {
        h->picture.len = 0;
        h->miss_count++;
        hand_show(h, SIGN_LOOK, WORD_AGAIN,
                  hand_word(h, WORD_NOTHING_READ));
    }
}

uint32_t app_step(struct hand *h)
{
    enum hal_event_kind kind;
    hal_watchdog_feed();
    h->now_ms = hal_now_ms();
    while (!h->is_off && hal_event(&kind))
        on_event(h, kind);
    if (h->is_off) {
        if (hal_is_charging()) // where there was no switch to turn off
            hal_restart();
        return h->now_ms + 1000;
    }
    keys_step(h);
    wire_step(h);
    hid_step(h);
    bool is_playing = feedback_step(&h->feedback, &h->settings, h->now_ms);
    time_out(h);
    power_rest(h);
    power_step(h);
    confirm_step(h);
    restart_step(h);
    if (h->is_changed && !h->is_asleep && !h->is_off) {
        h->is_changed = false;
        ui_draw(h, h->pixels);
        hal_screen(h->pixels);
    }
    bool is_busy = is_playing || h->key_down || h->hid.is_busy ||
                   !wire_is_quiet(h) || h->update.state != UPDATE_IDLE;
    return h->now_ms + (is_busy ? 10 : h->is_asleep ? 1000 : 100);
}

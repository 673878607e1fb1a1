#include "firmware/core/hand.h"
#include "firmware/core/flash/flash_map.h"
#include "firmware/core/ui.h"
#include "shared/picture.h"
#include "shared/must.h"

#include <string.h>

int64_t hand_clock(const struct hand *h)
{
    return h->clock_ms ? h->clock_ms + (int64_t)(h->now_ms - h->clock_at_ms)
                       : 0;
}

enum message_mode hand_mode(const struct hand *h)
{
    return (enum message_mode)h->settings.value[MESSAGE_SET_MODE];
}

const char *hand_word(const struct hand *h, enum word w)
{
    return word_text(w, h->settings.value[MESSAGE_SET_LANGUAGE]);
}

bool hand_wants_list(const struct hand *h)
{
    return !h->list.is_active || list_is_done(&h->list);
}

bool hand_is_linked(const struct hand *h)
{
    for (int p = 0; p < HAL_PORTS; p++)
        if (h->wire[p].heard_hello)
            return true;
    return false;
}

void hand_show(struct hand *h, enum feedback_sign sign, enum word word,
               const char *text)
{
    struct hand_result *r = &h->result;
    r->is_shown = true;
    r->sign = (uint8_t)sign;
    r->at_ms = h->now_ms;
    r->word = word;
    size_t len = strlen(text);
    if (len > MESSAGE_TEXT_MAX)
        len = MESSAGE_TEXT_MAX;
    memcpy(r->text, text, len);
    r->text[len] = 0;
    h->is_changed = true;
    feedback_start(&h->feedback, sign, &h->settings, h->now_ms);
}

bool hand_result_stays(const struct hand *h)
{
    const struct hand_result *r = &h->result;
    return r->is_shown && (r->sign == SIGN_STOP || r->sign == SIGN_WRONG);
}

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

void hand_init(struct hand *h)
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

static void stop_scanning(struct hand *h)
{
    h->is_scanning = false;
    hal_camera_stop();
    hal_lamp(false, false);
    h->is_changed = true;
}

static void start_scanning(struct hand *h)
{
    h->is_scanning = true;
    h->frame_tries = 0;
    h->result.is_shown = false;
    h->is_changed = true;
    hal_lamp(true, true);
    hal_camera_start(h->scan.exposure, h->scan.gain);
}

// What the hand cannot read it sends, if somebody listens and the last one is
// through. False when it stays here.
static bool send_picture(struct hand *h, const uint8_t *frame)
{
    struct picture *p = &h->picture;
    if (!hand_is_linked(h) || p->len)
        return false;
    for (uint8_t shift = 3; shift <= 4; shift++) {
        int n = picture_pack(frame, HAL_FRAME_WIDTH, HAL_FRAME_HEIGHT, shift,
                             p->bytes, sizeof p->bytes);
        if (n > 0) {
            p->id++;
            p->len = (uint32_t)n;
            p->sent_len = 0;
            p->since_ms = h->now_ms;
            return true;
        }
    }
    return false;
}

static void on_frame(struct hand *h)
{
    if (!h->is_scanning)
        return;
    const uint8_t *frame = hal_frame();
    uint32_t dry = h->scan.dry_count;
    bool is_hopeless = scan_expose(&h->scan, frame);
    h->frame_count++;
    const struct reader_symbol *s =
        is_hopeless ? NULL : scan_frame(&h->scan, frame, h->frame_tries);
    h->now_ms = hal_now_ms(); // a whole frame takes its time
    if (h->scan.dry_count != dry)
        hand_log_add(&h->log, h->now_ms, LOG_DECODER_DRY, 0);
    if (s) {
        h->read_count++;
        stop_scanning(h);
        code_take(h, s);
        return;
    }
    h->frame_tries++;
    if (h->frame_tries == HAND_FRAMES_TRY && send_picture(h, frame)) {
        stop_scanning(h);
        hand_show(h, SIGN_NONE, WORD_ASKING,
                  hand_word(h, WORD_STATION_READS));
        return;
    }
    hal_camera_start(h->scan.exposure, h->scan.gain);
}

static void on_trigger_up(struct hand *h)
{
    if (!h->is_scanning)
        return;
    stop_scanning(h);
    h->miss_count++;
    hand_log_add(&h->log, h->now_ms, LOG_MISSED, (uint32_t)h->frame_tries);
    hand_show(h, SIGN_LOOK, WORD_AGAIN,
              hand_word(h, WORD_NOTHING_READ));
}

static void wake(struct hand *h)
{
    h->active_ms = h->now_ms;
    if (!h->is_asleep)
        return;
    h->is_asleep = false;
    h->is_changed = true;
    hal_screen_on(true);
}

static void on_event(struct hand *h, enum hal_event_kind kind)
{
    switch (kind) {
    case HAL_FRAME:
        on_frame(h);
        return;
    case HAL_TRIGGER_UP:
        on_trigger_up(h);
        return;
    case HAL_TRIGGER_DOWN:
        wake(h);
        if (h->page == PAGE_WORK && !h->is_scanning)
            start_scanning(h);
        else
            keys_event(h, kind);
        return;
    case HAL_LEFT_DOWN:
    case HAL_LEFT_UP:
    case HAL_RIGHT_DOWN:
    case HAL_RIGHT_UP:
        wake(h);
        keys_event(h, kind);
        return;
    }
}

static void shut_down(struct hand *h)
{
    stop_scanning(h);
    h->is_off = true;
    hand_show(h, SIGN_STOP, WORD_CHARGE,
              hand_word(h, WORD_NOTHING_LOST));
    ui_draw(h, h->pixels);
    hal_screen(h->pixels);
    hal_tone(0, 0);
    hal_light(0, 0, 0);
    hal_vibrate(false);
    hal_power_off();
}

// Once a second. Every scan is in flash already: there is nothing to save.
static void battery_step(struct hand *h)
{
    if (h->now_ms - h->battery_ms < 1000)
        return;
    h->battery_ms = h->now_ms;
    uint16_t mv = hal_battery_mv();
    bool is_low = mv < HAND_LOW_MV && h->battery_mv >= HAND_LOW_MV;
    if (is_low)
        hand_log_add(&h->log, h->now_ms, LOG_BATTERY_LOW, mv);
    if (mv / 50 != h->battery_mv / 50)
        h->is_changed = true;
    h->battery_mv = mv;
    bool is_empty = mv < HAND_EMPTY_MV && !hal_is_charging();
    h->empty_times = is_empty ? (uint8_t)(h->empty_times + 1) : 0;
    if (h->empty_times >= HAND_EMPTY_TIMES)
        shut_down(h);
}

static void confirm_step(struct hand *h)
{
    if (h->is_confirmed ||
        (!hand_is_linked(h) && h->now_ms < HAND_CONFIRM_MS))
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
        h->now_ms - r->at_ms > HAND_ANSWER_MS)
        hand_show(h, SIGN_KEPT, WORD_KEPT, "");
    if (r->is_shown && !hand_result_stays(h) &&
        h->now_ms - r->at_ms > HAND_RESULT_MS && !h->picture.len) {
        r->is_shown = false;
        h->is_changed = true;
    }
    if (h->picture.len &&
        h->now_ms - h->picture.since_ms > HAND_PICTURE_WAIT_MS) {
        h->picture.len = 0;
        h->miss_count++;
        hand_show(h, SIGN_LOOK, WORD_AGAIN,
                  hand_word(h, WORD_NOTHING_READ));
    }
    uint32_t idle_ms = (uint32_t)h->settings.value[MESSAGE_SET_SLEEP_S] * 1000;
    if (!h->is_asleep && !h->is_scanning &&
        h->now_ms - h->active_ms > idle_ms &&
        h->update.state == UPDATE_IDLE) {
        h->is_asleep = true;
        hal_screen_on(false);
    }
}

uint32_t hand_step(struct hand *h)
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
    battery_step(h);
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

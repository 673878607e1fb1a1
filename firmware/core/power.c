#include "firmware/core/power.h"
#include "firmware/core/hand.h"
#include "firmware/core/trigger.h"
#include "firmware/core/ui.h"

enum { EMPTY_TIMES = 3 };   // samples in a row, a second apart

void power_wake(struct hand *h)
{
    h->active_ms = h->now_ms;
    if (!h->is_asleep)
        return;
    h->is_asleep = false;
    h->is_changed = true;
    hal_screen_on(true);
}

void power_rest(struct hand *h)
{
    uint32_t idle_ms = (uint32_t)h->settings.value[MESSAGE_SET_SLEEP_S] * 1000;
    if (h->is_asleep || h->is_scanning || h->update.state != UPDATE_IDLE ||
        h->now_ms - h->active_ms <= idle_ms)
        return;
    h->is_asleep = true;
    hal_screen_on(false);
}

static void shut_down(struct hand *h)
{
    trigger_stop(h);
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
void power_step(struct hand *h)
{
    if (h->now_ms - h->battery_ms < 1000)
        return;
    h->battery_ms = h->now_ms;
    uint16_t mv = hal_battery_mv();
    bool is_low = mv < POWER_LOW_MV && h->battery_mv >= POWER_LOW_MV;
    if (is_low)
        hand_log_add(&h->log, h->now_ms, LOG_BATTERY_LOW, mv);
    if (mv / 50 != h->battery_mv / 50)
        h->is_changed = true;
    h->battery_mv = mv;
    bool is_empty = mv < POWER_EMPTY_MV && !hal_is_charging();
    h->empty_times = is_empty ? (uint8_t)(h->empty_times + 1) : 0;
    if (h->empty_times >= EMPTY_TIMES)
        shut_down(h);
}

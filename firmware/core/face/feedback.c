#include "firmware/core/face/feedback.h"
#include "firmware/hal/hal.h"
#include "shared/must.h"

#include <stddef.h>

enum { STEPS_MAX = 6 };

struct step {
    uint16_t tone_hz;
    uint16_t time_ms;       // 0 ends the pattern
    uint8_t red, green, blue;
    bool vibrates;
};

static const struct step PATTERN[SIGN_COUNT][STEPS_MAX] = {
    [SIGN_OK] = {{2700, 60, 0, 255, 0, true}, {0, 200, 0, 255, 0, false}},
    [SIGN_LINE] = {{2200, 60, 0, 255, 0, true}, {2900, 90, 0, 255, 0, false},
                   {0, 250, 0, 255, 0, false}},
    [SIGN_ORDER] = {{2000, 80, 0, 255, 0, true}, {2500, 80, 0, 255, 0, false},
                    {3200, 160, 0, 255, 0, true}, {0, 400, 0, 255, 0, false}},
    [SIGN_LOOK] = {{1600, 120, 255, 160, 0, true}, {0, 80, 255, 160, 0, false},
                   {1600, 120, 255, 160, 0, true},
                   {0, 300, 255, 160, 0, false}},
    [SIGN_OVER] = {{900, 140, 255, 0, 0, true}, {0, 60, 255, 0, 0, false},
                   {900, 140, 255, 0, 0, true}, {0, 60, 255, 0, 0, false},
                   {900, 140, 255, 0, 0, true}, {0, 300, 255, 0, 0, false}},
    [SIGN_WRONG] = {{400, 500, 255, 0, 0, true}, {0, 500, 255, 0, 0, false}},
    [SIGN_STOP] = {{400, 350, 255, 0, 0, true}, {700, 350, 255, 0, 0, true},
                   {400, 350, 255, 0, 0, true}, {700, 350, 255, 0, 0, true},
                   {0, 800, 255, 0, 0, false}},
    [SIGN_KEPT] = {{3100, 30, 0, 0, 255, true}, {0, 150, 0, 0, 255, false}},
    [SIGN_KEY] = {{1800, 15, 0, 0, 0, false}},
};

static void play(struct feedback *f, const struct settings *s,
                 uint32_t now_ms)
{
    const struct step *p = NULL;
    if (f->step < STEPS_MAX && PATTERN[f->sign][f->step].time_ms > 0)
        p = &PATTERN[f->sign][f->step];
    f->is_on = p != NULL;
    if (!p) {
        hal_tone(0, 0);
        hal_vibrate(false);
        hal_light(0, 0, 0);
        return;
    }
    uint8_t volume = (uint8_t)s->value[MESSAGE_SET_VOLUME];
    hal_tone(volume ? p->tone_hz : 0, volume);
    hal_vibrate(p->vibrates && s->value[MESSAGE_SET_VIBRATE]);
    hal_light(p->red, p->green, p->blue);
    f->until_ms = now_ms + p->time_ms;
}

void feedback_start(struct feedback *f, enum feedback_sign sign,
                    const struct settings *s, uint32_t now_ms)
{
    must(sign < SIGN_COUNT);
    if (sign == SIGN_NONE)
        return;
    f->sign = (uint8_t)sign;
    f->step = 0;
    play(f, s, now_ms);
}

bool feedback_step(struct feedback *f, const struct settings *s,
                   uint32_t now_ms)
{
    while (f->is_on && (int32_t)(now_ms - f->until_ms) >= 0) {
        f->step++;
        play(f, s, f->until_ms);
    }
    return f->is_on;
}

// feedback.h - what a person sees, hears and feels of a handheld; here tones,
// light and vibration, one pattern for each meaning.
//
// The patterns differ in number, length and pitch of tones and in vibration,
// so that they are told apart in noise and with the eyes elsewhere; colour is
// never the only sign. A pattern is a few steps in time; starting one ends the
// one before.
#ifndef FIRMWARE_CORE_FACE_FEEDBACK_H
#define FIRMWARE_CORE_FACE_FEEDBACK_H

#include <stdbool.h>
#include <stdint.h>
#include "firmware/core/flash/settings.h"

enum feedback_sign {
    SIGN_NONE,
    SIGN_OK,        // counted
    SIGN_LINE,      // counted, and the line is done
    SIGN_ORDER,     // all is done
    SIGN_LOOK,
    SIGN_OVER,
    SIGN_WRONG,
    SIGN_STOP,
    SIGN_KEPT,      // read and kept in the hand; nobody has judged it yet
    SIGN_KEY,
    SIGN_COUNT,
};
// The first eight are enum message_tone and enum tone.

struct feedback {           // private; zero is silence
    uint8_t sign;
    uint8_t step;
    bool is_on;
    uint32_t until_ms;
};

void feedback_start(struct feedback *f, enum feedback_sign sign,
                    const struct settings *s, uint32_t now_ms);

// Moves on in time. Returns true while a pattern plays.
bool feedback_step(struct feedback *f, const struct settings *s,
                   uint32_t now_ms);

#endif

// keys.h - the two keys and the menu. At work they set the quantity of the
// next scan; the left one held down opens the menu, in which the trigger
// chooses.
#ifndef FIRMWARE_KEYS_H
#define FIRMWARE_KEYS_H

#include "firmware/hal/hal.h"

struct hand;

enum { KEYS_HOLD_MS = 700 };    // a key held down

void keys_event(struct hand *h, enum hal_event_kind kind);
void keys_step(struct hand *h);     // keys held down

#endif

// app.h - the handheld's loop: what has happened, then every part on to now.
//
//     trigger -> frame -> scan_frame -> task_code -> journal -> what is heard,
//     HID, link
//
// app_step takes what the board has queued, moves each part on and draws the
// screen when something changed; it never waits. A scan is in flash before the
// person hears of it. Below: trigger.h, keys.h, wire.h and power.h bring what
// happens; task.h says what a code means; hand.h is the state of it all.
#ifndef FIRMWARE_APP_H
#define FIRMWARE_APP_H

#include <stdint.h>

struct hand;

// Switched on: what the flash kept, everything else as new. The struct is the
// caller's.
void app_init(struct hand *h);

// One turn. Returns when it wants to be called again at the latest, on the
// board's clock.
uint32_t app_step(struct hand *h);

#endif

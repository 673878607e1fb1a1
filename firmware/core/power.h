// power.h - the battery, sleep, and switching off before the cell takes harm.
#ifndef FIRMWARE_POWER_H
#define FIRMWARE_POWER_H

struct hand;

enum {
    POWER_LOW_MV = 3500,    // "charge soon"
    POWER_EMPTY_MV = 3300,  // off
};

void power_wake(struct hand *h);    // somebody did something
void power_rest(struct hand *h);    // nobody did for long: the screen goes off
void power_step(struct hand *h);    // the battery, once a second

#endif

// hand_fixture.h - a handheld on a board in memory, for tests of the core.
#ifndef TESTS_HAND_FIXTURE_H
#define TESTS_HAND_FIXTURE_H

#include "firmware/core/app.h"
#include "firmware/core/hand.h"
#include "firmware/core/power.h"
#include "firmware/core/task.h"
#include "tests/firmware/fake_hal.h"
#include "tests/test.h"

extern struct hand hand;

void power_on(void);
int new_hand(void **state);     // a set-up: a new device, switched on
void turn(uint32_t ms);         // its loop, for so long
void scan(const char *aim, const char *text);

// The latest record, as it would go to the station.
struct message latest(void);

// The power goes in the op-th operation of what act does to the flash.
void until_dark(uint32_t op, uint32_t bytes, void (*act)(void));

#define HAND_TEST(name) cmocka_unit_test_setup(name, new_hand)

#endif

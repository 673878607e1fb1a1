// task.h - what a code means for the work in the hand, and its record.
//
// A code for the handheld itself ("%TM-...") changes a setting; every other
// one is judged where the hand can judge it, written to the journal and only
// then shown. What the journal has no room for is refused, and neither the
// host nor the station hears of it.
#ifndef FIRMWARE_TASK_H
#define FIRMWARE_TASK_H

#include "firmware/hal/reader.h"

struct hand;

// A symbol was read, here or by the station.
void task_code(struct hand *h, const struct reader_symbol *s);

#endif

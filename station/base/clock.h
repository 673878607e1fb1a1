// clock.h - the two clocks: time of day, and time that only goes forward.
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stddef.h>
#include <stdint.h>

enum { CLOCK_TEXT_MAX = 25, CLOCK_DAY_MS = 86400000 };

int64_t clock_wall_ms(void);    // UTC since 1970
int64_t clock_now_ms(void);     // monotonic
int64_t clock_now_us(void);     // monotonic

// "2026-11-22T15:48:02.123Z"
void clock_text(int64_t at_ms, char out[CLOCK_TEXT_MAX]);

#endif

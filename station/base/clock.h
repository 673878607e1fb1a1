// clock.h - the two clocks: time of day, and time that only goes forward.
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

enum { CLOCK_TEXT_MAX = 25 };

int64_t clock_wall_ms(void);    // UTC since 1970
int64_t clock_now_ms(void);     // monotonic

// "2026-11-22T15:48:02.123Z"
void clock_text(int64_t at_ms, char out[CLOCK_TEXT_MAX]);

// UTC of "2010-12-01", "2010-12-01 08:26:00" or with T, fractions of a second,
// Z or an offset (" +0200", "+02:00"). False when it is no such time; a day
// alone begins at midnight UTC.
bool clock_parse(const char *text, int64_t *out_ms);

#endif

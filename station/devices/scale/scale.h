// scale.h - lines from a serial scale become weight samples.
//
// Two languages: MT-SICS (Mettler Toledo reference manual, commands S and SI)
// and Toledo 8217 (STX weight CR, STX ? status CR; a line has no unit, so the
// unit is configured). A decoder, not a port. The caller owns the struct.
#ifndef DEVICES_SCALE_SCALE_H
#define DEVICES_SCALE_SCALE_H

#include "shared/units.h"
#include "station/devices/event.h"

enum { SCALE_LINE_MAX = 40 };

enum scale_language { SCALE_SICS, SCALE_8217 };

struct scale {              // private; initialise with scale_init
    enum scale_language language;
    enum unit unit;         // of an 8217 line
    char line[SCALE_LINE_MAX + 1];
    uint8_t len;
    bool skipping;
    uint32_t bad_count;     // lines that were not a reading
};

void scale_init(struct scale *s, enum scale_language language,
                enum unit unit);

// Takes one byte. True, with *out filled but for at_ms, when it completes a
// reading.
bool scale_byte(struct scale *s, uint8_t byte, struct weigh_sample *out);

// What to send to get the next reading.
const char *scale_question(const struct scale *s);

#endif

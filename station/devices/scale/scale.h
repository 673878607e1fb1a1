// scale.h - scales: what each kind sends becomes weight samples.
//
// What is the same for all languages of serial scales stands here: a line ends
// with CR, STX begins it anew. What a line means and how the next is asked for
// is the language's. A decoder, not a port. The caller owns the struct.
#ifndef DEVICES_SCALE_SCALE_H
#define DEVICES_SCALE_SCALE_H

#include "shared/units.h"
#include "station/devices/event.h"

enum { SCALE_LINE_MAX = 40 };

struct scale_language {
    const char *question;   // what to send to get the next reading
    bool needs_unit;        // its lines name none: it is configured

    // True, with *out filled but for at_ms, when the line is a reading. unit
    // is the configured one.
    bool (*read)(const char *line, size_t len, enum unit unit,
                 struct weigh_sample *out);
};

struct scale {              // private; initialise with scale_init
    const struct scale_language *language;
    enum unit unit;
    char line[SCALE_LINE_MAX + 1];
    uint8_t len;
    bool skipping;
    uint32_t bad_count;     // lines that were not a reading
};

void scale_init(struct scale *s, const struct scale_language *language,
                enum unit unit);

// Takes one byte. True, with *out filled but for at_ms, when it completes a
// reading.
bool scale_byte(struct scale *s, uint8_t byte, struct weigh_sample *out);

// For languages: "  -1.250" of a unit in milligrams. False when it is none.
bool scale_read_mg(const char *chars, size_t len, enum unit unit,
                   int64_t *out_mg);

#endif

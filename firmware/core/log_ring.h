// log_ring.h - a ring of small records of what happened, for the station: a
// time, a code and a value.
#ifndef FIRMWARE_LOG_RING_H
#define FIRMWARE_LOG_RING_H

#include "shared/hand_log.h"

#include <stdint.h>

enum { HAND_LOG_CAP = 64 };

struct hand_log {           // zero is empty
    struct {
        uint32_t at_ms;
        uint16_t code;
        uint16_t value;
    } record[HAND_LOG_CAP];
    uint16_t count;         // ever added; the latest HAND_LOG_CAP are kept
};

static inline void hand_log_add(struct hand_log *l, uint32_t at_ms,
                                enum hand_log_code code, uint32_t value)
{
    int i = l->count % HAND_LOG_CAP;
    l->record[i].at_ms = at_ms;
    l->record[i].code = (uint16_t)code;
    l->record[i].value = value > 0xFFFF ? 0xFFFF : (uint16_t)value;
    l->count++;
}

#endif

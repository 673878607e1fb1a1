// hand_log.h - a ring of small records of what happened, for the station.
//
// A record is a time, a code and a value. Codes are one list, shared with
// whoever prints them.
#ifndef FIRMWARE_HAND_LOG_H
#define FIRMWARE_HAND_LOG_H

#include <stdint.h>

// X(enumerator, text, what the value is)
#define HAND_LOGS(X)                                                           \
    X(LOG_STARTED, "started", "slot")                                          \
    X(LOG_CRASHED, "crashed", "line")                                          \
    X(LOG_WATCHDOG, "watchdog", "")                                            \
    X(LOG_LINK_UP, "link_up", "port")                                          \
    X(LOG_LINK_DOWN, "link_down", "port")                                      \
    X(LOG_BAD_MESSAGE, "bad_message", "port")                                  \
    X(LOG_JOURNAL_FULL, "journal_full", "")                                    \
    X(LOG_FLASH_FAILED, "flash_failed", "")                                    \
    X(LOG_RECORDS_LOST, "records_lost", "count")                               \
    X(LOG_MISSED, "missed", "frames")                                          \
    X(LOG_DECODER_DRY, "decoder_dry", "")                                      \
    X(LOG_TOO_LONG, "too_long", "bytes")                                       \
    X(LOG_UPDATE, "update", "state")                                           \
    X(LOG_BATTERY_LOW, "battery_low", "mV")                                    \
    X(LOG_STACK, "stack_free", "bytes")

#define HAND_LOG_ENUM(id, text, value) id,
enum hand_log_code { HAND_LOGS(HAND_LOG_ENUM) HAND_LOG_CODES };
#undef HAND_LOG_ENUM

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

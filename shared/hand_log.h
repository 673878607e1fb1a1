// hand_log.h - what a handheld notes of what happened, in one list: the
// handheld sends the numbers (PROTOCOL.md, log), the station prints the names.
//
// Numbers are never changed or used again, since handhelds of several versions
// are in use at once; new ones go to the end.
#ifndef SHARED_HAND_LOG_H
#define SHARED_HAND_LOG_H

// X(enumerator, name, what the value is)
#define HAND_LOGS(X)                                                           \
    X(LOG_STARTED, "started", "slot")                                          \
    X(LOG_CRASHED, "crashed", "line")                                          \
    X(LOG_WATCHDOG, "watchdog", "none")                                        \
    X(LOG_LINK_UP, "link_up", "port")                                          \
    X(LOG_LINK_DOWN, "link_down", "port")                                      \
    X(LOG_BAD_MESSAGE, "bad_message", "port")                                  \
    X(LOG_JOURNAL_FULL, "journal_full", "none")                                \
    X(LOG_FLASH_FAILED, "flash_failed", "none")                                \
    X(LOG_RECORDS_LOST, "records_lost", "count")                               \
    X(LOG_MISSED, "missed", "frames")                                          \
    X(LOG_DECODER_DRY, "decoder_dry", "none")                                  \
    X(LOG_TOO_LONG, "too_long", "bytes")                                       \
    X(LOG_UPDATE, "update", "state_and_why")                                   \
    X(LOG_BATTERY_LOW, "battery_low", "mv")                                    \
    X(LOG_STACK, "stack_free", "bytes")

#define HAND_LOG_ENUM(id, name, value) id,
enum hand_log_code { HAND_LOGS(HAND_LOG_ENUM) HAND_LOG_CODES };
#undef HAND_LOG_ENUM

// "other" for a code of a later version.
const char *hand_log_name(unsigned code);

// What the value of such a record is: its unit, or "value" when not known.
const char *hand_log_value(unsigned code);

#endif

// settings.h - what a person can set, kept in two sectors of flash in turns.
//
// The newer of the two that has a right checksum counts, so a power cut while
// saving leaves the one before. Without any, the defaults hold.
#ifndef FIRMWARE_CORE_FLASH_SETTINGS_H
#define FIRMWARE_CORE_FLASH_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>
#include "shared/err.h"
#include "shared/message.h"

struct settings {
    int32_t value[MESSAGE_SETTINGS];    // by enum message_setting
    uint32_t start_count;   // of the device, for link_session
    uint32_t generation;                // private
};

// One more start is counted and saved; ERR_IO as below.
int settings_start(struct settings *s) MUST_USE;

// Changes one and saves. ERR_PARSE when it is out of its range: nothing
// changes. ERR_IO when the flash did not take it: it holds until the restart.
int settings_set(struct settings *s, enum message_setting id,
                 int32_t value) MUST_USE;

#endif

// hand_conf.h - the section [handhelds] of a bench's configuration.
#ifndef BENCH_HAND_HAND_CONF_H
#define BENCH_HAND_HAND_CONF_H

#include "station/base/conf.h"
#include "station/devices/scanner/handheld.h"

struct hand_conf {
    int setting[MESSAGE_SETTINGS];  // said to each at its hello, -1 is not
    bool has_update;
    struct handheld_update update;  // offered to each of its board
    uint8_t *update_bytes;          // allocated once, at start
};

// ERR_PARSE with *why in a sentence.
int hand_conf_read(struct hand_conf *h, struct conf *c, char *why,
                   size_t why_cap) MUST_USE;

#endif

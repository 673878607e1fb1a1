// outbox.h - what the hand has to say: scans first and until they are taken,
// then news, most urgent first.
//
// Scans, pictures and news go over the first port whose station has said
// hello; each port says hello for itself.
#ifndef FIRMWARE_OUTBOX_H
#define FIRMWARE_OUTBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "firmware/hal/hal.h"
#include "shared/link.h"
#include "shared/message.h"

struct hand;

enum { OUTBOX_STATUS_MS = 2000 };   // also says that we are here

struct outbox_news {        // said once and not again: kept until acknowledged
    bool is_sent;           // over the link of port, in its present session
    uint8_t port;
    uint16_t len;           // 0: none
    uint8_t bytes[LINK_PAYLOAD_MAX];
};

struct outbox {             // what is to be said besides scans
    struct outbox_news news;
    bool has_want, has_crash, has_setting, has_ask;
    struct message want;
    struct hal_crash crash;
    uint8_t setting_id;
    char ask[MESSAGE_CODE_MAX + 1];
    uint32_t sent_seq;      // the record under way, 0 for none
    uint32_t sent_ms;
    uint32_t status_ms;     // when it was said last
    uint16_t log_at;        // records of the log said
    uint32_t restart_ms;    // 0 unless an update waits for it
    struct message said;    // being made; too large for the stack
};

// What is said on port next; its length, or 0 when there is nothing.
size_t outbox_next(struct hand *h, int port, uint8_t *out, size_t cap);

// What was under way on this port may not have arrived.
void outbox_say_again(struct hand *h, int port);

// Asks for a list by its order's code; an empty one is the next in line.
void outbox_ask(struct hand *h, const char *code, size_t len);

#endif

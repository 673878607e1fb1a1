// wire.h - bytes to and from the station, over each port at once.
//
// Frames and the link are shared/frame.h and shared/link.h; what a message
// means is in inbox.h, what is said in outbox.h. A port whose cable, radio or
// station goes away begins a new session when it is back.
#ifndef FIRMWARE_WIRE_H
#define FIRMWARE_WIRE_H

#include <stdbool.h>
#include <stdint.h>
#include "shared/frame.h"
#include "shared/link.h"

struct hand;

struct wire {               // one way to the station
    struct frame frame;
    struct link link;
    uint32_t session_count; // since the start
    bool is_up;
    bool said_hello;        // in this session
    bool heard_hello;
    uint8_t out[FRAME_WIRE_MAX];
    uint16_t out_len, out_at;
};

void wire_init(struct hand *h);
void wire_step(struct hand *h);
bool wire_is_quiet(const struct hand *h);   // nothing is under way

#endif

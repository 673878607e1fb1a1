// inbox.h - what the station says, and what the hand does about it.
#ifndef FIRMWARE_INBOX_H
#define FIRMWARE_INBOX_H

#include <stddef.h>
#include <stdint.h>

struct hand;

// One message that came over port. What cannot be read is logged.
void inbox_take(struct hand *h, int port, const uint8_t *payload, size_t len);

#endif

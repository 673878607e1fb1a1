// inbox.h - what channels pushed to us.
//
// It keeps each push with the key its sender gave it: a key seen before is
// answered and changes nothing.
#ifndef STORE_CENTRAL_CHANNELS_INBOX_H
#define STORE_CENTRAL_CHANNELS_INBOX_H

#include "station/store/engine/store.h"

enum { INBOX_KEEP_S = 30 * 24 * 3600 };

struct inbox_row {
    const char *channel, *key, *topic, *state, *why;
    const char *body;
    size_t body_len;
    int64_t at_ms;
};
bool inbox_has(struct store *st, const char *channel, const char *key);
void inbox_add(struct store *st, const struct inbox_row *row);

// Bodies and dead letters hold personal data: erased when older than this.
int64_t inbox_erase(struct store *st, int64_t before_ms);

#endif

// ring.h - a byte queue between one writer and one reader.
//
// The caller owns the storage, whose size must be a power of two. One context
// (an interrupt) may put while another (the loop) takes: each writes only its
// own counter. Bytes that do not fit are refused, never overwritten.
#ifndef SHARED_RING_H
#define SHARED_RING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ring {           // private; initialise with ring_init
    uint8_t *bytes;
    uint32_t cap;
    volatile uint32_t put_count;
    volatile uint32_t take_count;
};

void ring_init(struct ring *r, uint8_t *bytes, uint32_t cap);
bool ring_put(struct ring *r, uint8_t byte);   // false when full
bool ring_take(struct ring *r, uint8_t *byte); // false when empty
uint32_t ring_len(const struct ring *r);

#endif

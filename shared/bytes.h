// bytes.h - numbers as bytes, little-endian, the first byte the lowest.
#ifndef SHARED_BYTES_H
#define SHARED_BYTES_H

#include <stdint.h>

static inline void put32(uint8_t *at, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(v >> (8 * i));
}

static inline uint32_t get32(const uint8_t *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
           (uint32_t)at[3] << 24;
}

#endif

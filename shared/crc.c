#include "shared/crc.h"

uint16_t crc16(const void *bytes, size_t len)
{
    const uint8_t *at = bytes;
    uint16_t crc = 0xFFFF;
    while (len--) {
        // Byte-wise form of the polynomial: quick without a table.
        uint8_t x = (uint8_t)(crc >> 8 ^ *at++);
        x ^= x >> 4;
        crc = (uint16_t)(crc << 8 ^ x << 12 ^ x << 5 ^ x);
    }
    return crc;
}

uint32_t crc32_more(uint32_t crc, const void *bytes, size_t len)
{
    const uint8_t *at = bytes;
    crc = ~crc;
    while (len--) {
        crc ^= *at++;
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (0xEDB88320u & (0u - (crc & 1u)));
    }
    return ~crc;
}

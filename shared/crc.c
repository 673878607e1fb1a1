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

// Half a byte at a time: a table of 64 bytes that a handheld can afford, four
// times as fast as bit by bit.
uint32_t crc32_more(uint32_t crc, const void *bytes, size_t len)
{
    static const uint32_t TABLE[16] = {
        0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4,
        0x4DB26158, 0x5005713C, 0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C,
        0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C};
    const uint8_t *at = bytes;
    crc = ~crc;
    while (len--) {
        crc ^= *at++;
        crc = crc >> 4 ^ TABLE[crc & 15];
        crc = crc >> 4 ^ TABLE[crc & 15];
    }
    return ~crc;
}

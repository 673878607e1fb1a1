// crc.h - two checksums: 16 bits for frames, 32 bits for files and flash.
#ifndef SHARED_CRC_H
#define SHARED_CRC_H

#include <stddef.h>
#include <stdint.h>

// CRC-16/IBM-3740, also called CCITT-FALSE: polynomial 0x1021, start 0xFFFF,
// not reflected. "123456789" gives 0x29B1. O(len), no table.
uint16_t crc16(const void *bytes, size_t len);

// CRC-32/ISO-HDLC as in zip and Ethernet. Start with crc = 0 and pass the
// result on to continue. "123456789" gives 0xCBF43926.
uint32_t crc32_more(uint32_t crc, const void *bytes, size_t len);

#endif

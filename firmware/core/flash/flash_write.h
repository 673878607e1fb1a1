// flash_write.h - programming anywhere, not only by pages.
//
// The bytes may begin and end inside a page: the rest of it stays as it is,
// since programming ones changes nothing. What is written must be erased.
// Cost: one operation of the flash for each page touched.
#ifndef FIRMWARE_CORE_FLASH_FLASH_WRITE_H
#define FIRMWARE_CORE_FLASH_FLASH_WRITE_H

#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"

int flash_write(uint32_t offset, const void *bytes, size_t len) MUST_USE;

#endif

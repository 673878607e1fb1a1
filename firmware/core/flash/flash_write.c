#include "firmware/core/flash/flash_write.h"
#include "firmware/hal/hal.h"

#include <string.h>

int flash_write(uint32_t offset, const void *bytes, size_t len)
{
    uint8_t page[HAL_PAGE_LEN];
    const uint8_t *from = bytes;
    while (len > 0) {
        uint32_t start = offset & ~(uint32_t)(HAL_PAGE_LEN - 1);
        size_t at = offset - start;
        size_t n = HAL_PAGE_LEN - at < len ? HAL_PAGE_LEN - at : len;
        memset(page, 0xFF, sizeof page);
        memcpy(page + at, from, n);
        int rc = hal_flash_program(start, page, sizeof page);
        if (rc < 0)
            return rc;
        offset += (uint32_t)n;
        from += n;
        len -= n;
    }
    return ERR_OK;
}

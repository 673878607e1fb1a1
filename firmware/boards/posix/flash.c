// The flash is a file, mapped.
#include "firmware/boards/posix/posix_internal.h"
#include "firmware/core/flash/flash_map.h"
#include "shared/must.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static uint8_t *mapped;

void flash_open(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    off_t len = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);
    if (len < 0 || (len != FLASH_LEN && ftruncate(fd, FLASH_LEN) != 0))
        fail_open("flash", path);
    mapped = mmap(NULL, FLASH_LEN, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (mapped == MAP_FAILED)
        fail_open("flash", path);
    if (len != FLASH_LEN)
        memset(mapped, 0xFF, FLASH_LEN);
    close(fd);
}

void flash_sync(void)
{
    msync(mapped, FLASH_LEN, MS_SYNC);
}

void hal_flash_read(uint32_t offset, void *bytes, size_t len)
{
    must(offset + len <= FLASH_LEN);
    memcpy(bytes, mapped + offset, len);
}

int hal_flash_program(uint32_t offset, const uint8_t *bytes, size_t len)
{
    must(offset % HAL_PAGE_LEN == 0 && offset + len <= FLASH_LEN);
    for (size_t i = 0; i < len; i++)
        mapped[offset + i] &= bytes[i];
    return ERR_OK;
}

int hal_flash_erase(uint32_t offset)
{
    must(offset % HAL_SECTOR_LEN == 0 && offset < FLASH_LEN);
    memset(mapped + offset, 0xFF, HAL_SECTOR_LEN);
    return ERR_OK;
}

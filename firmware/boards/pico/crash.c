// The last instructions of a mistake, and what they leave for the next start.
#include "firmware/boards/pico/board.h"
#include "firmware/boards/pico/regs.h"
#include "shared/crc.h"
#include "shared/must.h"

#include <string.h>

#define CRASH_MAGIC 0x43534D54u // "TMSC"

// In RAM that nothing clears: what must_fail leaves for the next start.
static struct {
    uint32_t magic, crc;
    struct hal_crash crash;
} kept __attribute__((section(".noinit")));

NO_RETURN static void restart(void)
{
    REG_SET(PSM + 8) = 0x1FFFFu & ~3u; // everything but the oscillators
    REG_SET(WATCHDOG) = BIT(31);
    for (;;)
        continue;
}

static void leave(const char *file, uint32_t line)
{
    memset(&kept.crash, 0, sizeof kept.crash);
    const char *name = strrchr(file, '/');
    name = name ? name + 1 : file;
    size_t len = strlen(name);
    if (len > sizeof kept.crash.file - 1)
        len = sizeof kept.crash.file - 1;
    memcpy(kept.crash.file, name, len);
    kept.crash.line = line;
    kept.crash.uptime_ms = hal_now_ms();
    kept.crc = crc32_more(0, &kept.crash, sizeof kept.crash);
    kept.magic = CRASH_MAGIC;
}

void must_fail(const char *file, int line, const char *what)
{
    (void)what;
    irq_off();
    leave(file, (uint32_t)line);
    restart();
}

void hal_restart(void)
{
    irq_off();
    restart();
}

bool hal_crash_take(struct hal_crash *out)
{
    bool is_there = kept.magic == CRASH_MAGIC &&
                    kept.crc == crc32_more(0, &kept.crash, sizeof kept.crash);
    kept.magic = 0;
    memset(out, 0, sizeof *out);
    if (is_there)
        *out = kept.crash;
    else
        out->was_watchdog = REG(WATCHDOG + 8) & 1; // its timer ran out
    return is_there || out->was_watchdog;
}

void fault(void);
void fault(void)
{
    leave("fault", 0);
    restart();
}

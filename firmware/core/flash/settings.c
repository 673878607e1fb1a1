#include "firmware/core/flash/settings.h"
#include "firmware/core/flash/flash_map.h"
#include "firmware/core/flash/flash_write.h"
#include "firmware/hal/hal.h"
#include "shared/crc.h"
#include "shared/must.h"

#include <string.h>

#define MAGIC 0x33534D54u // "TMS3"

static const struct {
    int32_t low, high, start;
} RANGE[MESSAGE_SETTINGS] = {
    [MESSAGE_SET_LANGUAGE] = {0, 2, 0},
    [MESSAGE_SET_VOLUME] = {0, 2, 2},
    [MESSAGE_SET_HID] = {0, 2, 2},
    [MESSAGE_SET_VIBRATE] = {0, 1, 1},
    [MESSAGE_SET_SLEEP_S] = {10, 3600, 120},
    [MESSAGE_SET_MODE] = {0, MESSAGE_MODES - 1, MESSAGE_MODE_SCAN},
};

struct stored {
    uint32_t magic;
    uint32_t crc;
    struct settings s;
};

static bool read_one(int turn, struct settings *s)
{
    struct stored f;
    hal_flash_read(FLASH_SETTINGS + (uint32_t)turn * HAL_SECTOR_LEN, &f,
                   sizeof f);
    if (f.magic != MAGIC || f.crc != crc32_more(0, &f.s, sizeof f.s))
        return false;
    for (int i = 0; i < MESSAGE_SETTINGS; i++)
        if (f.s.value[i] < RANGE[i].low || f.s.value[i] > RANGE[i].high)
            return false;
    *s = f.s;
    return true;
}

static void load(struct settings *s)
{
    struct settings other;
    memset(s, 0, sizeof *s);
    for (int i = 0; i < MESSAGE_SETTINGS; i++)
        s->value[i] = RANGE[i].start;
    for (int turn = 0; turn < 2; turn++)
        if (read_one(turn, &other) && other.generation >= s->generation)
            *s = other;
}

static int save(struct settings *s)
{
    struct stored f;
    s->generation++;
    f.magic = MAGIC;
    f.s = *s;
    f.crc = crc32_more(0, &f.s, sizeof f.s);
    uint32_t at = FLASH_SETTINGS + (s->generation & 1) * HAL_SECTOR_LEN;
    int rc = hal_flash_erase(at);
    return rc < 0 ? rc : flash_write(at, &f, sizeof f);
}

int settings_start(struct settings *s)
{
    load(s);
    s->start_count++;
    return save(s);
}

int settings_set(struct settings *s, enum message_setting id, int32_t value)
{
    must(id < MESSAGE_SETTINGS);
    if (value < RANGE[id].low || value > RANGE[id].high)
        return ERR_PARSE;
    if (s->value[id] == value)
        return ERR_OK;
    s->value[id] = value;
    return save(s);
}

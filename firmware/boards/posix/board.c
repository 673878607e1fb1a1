// The board of hal.h on Linux: time, events, the camera, the battery.
#include "firmware/boards/posix/posix_internal.h"
#include "shared/message.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS_MAX = 64, FRAME_MS = 33 };

static struct {
    const char *serial;
    enum hal_event_kind event[EVENTS_MAX];
    unsigned put, take;
    int hid_fd;
    const uint8_t *sees;
    uint8_t frame[HAL_FRAME_WIDTH * HAL_FRAME_HEIGHT];
    bool wants_frame;
    uint32_t frame_ms;      // when it is due
    uint16_t battery_mv;
} b = {.battery_mv = 3900, .hid_fd = -1};

void posix_open(const struct posix_setup *setup)
{
    b.serial = setup->serial;
    flash_open(setup->flash);
    ways_open(setup);
    screen_open(setup->draws);
    if (setup->hid) {
        b.hid_fd = open(setup->hid, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
                        0600);
        if (b.hid_fd < 0)
            fail_open("hid", setup->hid);
    }
}

void posix_push(enum hal_event_kind kind)
{
    if (b.put - b.take < EVENTS_MAX)
        b.event[b.put++ % EVENTS_MAX] = kind;
}

void posix_see(const uint8_t *pixels)
{
    b.sees = pixels;
}

void posix_battery(uint16_t mv)
{
    b.battery_mv = mv;
}

bool hal_event(enum hal_event_kind *kind)
{
    if (b.wants_frame && (int32_t)(hal_now_ms() - b.frame_ms) >= 0) {
        b.wants_frame = false;
        if (b.sees)
            memcpy(b.frame, b.sees, sizeof b.frame);
        else
            memset(b.frame, 0, sizeof b.frame);
        posix_push(HAL_FRAME);
    }
    if (b.put == b.take)
        return false;
    *kind = b.event[b.take++ % EVENTS_MAX];
    return true;
}

uint32_t hal_now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint32_t)(t.tv_sec * 1000 + t.tv_nsec / 1000000);
}

static void wait(int ms)
{
    struct pollfd p[WAYS_POLL + 1];
    if (ways_poll(p))
        ms = 0;
    p[WAYS_POLL] = (struct pollfd){.fd = input_is_over() ? -1 : 0,
                                   .events = POLLIN};
    if (poll(p, WAYS_POLL + 1, ms < 0 ? 0 : ms) > 0)
        ways_ready(p);
}

void hal_sleep(uint32_t until_ms, bool deep)
{
    int32_t ms = (int32_t)(until_ms - hal_now_ms());
    (void)deep;
    if (b.wants_frame && ms > FRAME_MS)
        ms = FRAME_MS;
    if (b.put == b.take)
        wait(ms);
}

static bool hid_report(const uint8_t *report, size_t len)
{
    return b.hid_fd >= 0 && write(b.hid_fd, report, len) == (ssize_t)len;
}

bool hal_hid_keys(const uint8_t report[8])
{
    return hid_report(report, 8);
}

bool hal_hid_pos(const uint8_t report[64])
{
    return hid_report(report, 64);
}

void hal_camera_start(uint16_t exposure, uint16_t gain)
{
    (void)exposure;
    (void)gain;
    b.wants_frame = true;
    b.frame_ms = hal_now_ms() + FRAME_MS;
}

void hal_camera_stop(void)
{
    b.wants_frame = false;
}

const uint8_t *hal_frame(void)
{
    return b.frame;
}

uint16_t hal_battery_mv(void)
{
    return b.battery_mv;
}

bool hal_is_charging(void)
{
    return false;
}

void hal_power_off(void)
{
    flash_sync();
    exit(0);
}

void hal_watchdog_feed(void)
{
}

void hal_restart(void)
{
    exit(0);
}

uint32_t hal_random(void)
{
    uint32_t v = 1;
    if (getrandom(&v, sizeof v, 0) != sizeof v)
        v = (uint32_t)time(NULL);
    return v;
}

void hal_serial(char out[HAL_SERIAL_MAX + 1])
{
    snprintf(out, HAL_SERIAL_MAX + 1, "%s", b.serial);
}

uint8_t hal_board(void)
{
    return MESSAGE_BOARD_POSIX;
}

uint8_t hal_slot(void)
{
    return 0;
}

uint32_t hal_stack_free(void)
{
    return 0xFFFF; // Linux grows it
}

bool hal_crash_take(struct hal_crash *out)
{
    (void)out;
    return false;
}

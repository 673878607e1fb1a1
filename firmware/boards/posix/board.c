// The board of hal.h on Linux.
#include "firmware/boards/posix/posix.h"
#include "firmware/core/flash/flash_map.h"
#include "shared/message.h"
#include "shared/must.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS_MAX = 64, IN_MAX = 4096, LINE_MAX_LEN = 4096, FRAME_MS = 33 };

struct way {                // to a station
    int listen_fd;          // of tcp, or -1
    int fd;                 // the connection or the pty, or -1
    uint8_t in[IN_MAX];
    size_t in_len, in_at;
};

static struct {
    struct posix_setup setup;
    struct way way[HAL_PORTS];
    enum hal_event_kind event[EVENTS_MAX];
    unsigned put, take;
    uint8_t *flash;
    int hid_fd;
    const uint8_t *sees;
    uint8_t frame[HAL_FRAME_WIDTH * HAL_FRAME_HEIGHT];
    bool wants_frame;
    uint32_t frame_ms;      // when it is due
    uint8_t screen[HAL_SCREEN_LEN];
    bool screen_is_on;
    uint16_t battery_mv, tone_hz;
    char line[LINE_MAX_LEN];
    size_t line_len;
    bool input_is_over;
} b = {.battery_mv = 3900, .hid_fd = -1};

static void die(const char *what, const char *name)
{
    fprintf(stderr, "tallyman-hand: %s: %s: %s\n", what, name,
            strerror(errno));
    exit(1);
}

void must_fail(const char *file, int line, const char *what)
{
    fprintf(stderr, "tallyman-hand: %s:%d: %s\n", file, line, what);
    abort();
}

static void open_tcp(struct way *w, const char *at)
{
    struct sockaddr_in a = {.sin_family = AF_INET};
    const char *colon = strrchr(at, ':');
    char host[64];
    int yes = 1;
    size_t len = (size_t)(colon - (at + 4));
    if (colon < at + 4 || len >= sizeof host) {
        errno = EINVAL;
        die("port", at);
    }
    memcpy(host, at + 4, len);
    host[len] = 0;
    a.sin_port = htons((uint16_t)strtol(colon + 1, NULL, 10));
    if (inet_pton(AF_INET, host, &a.sin_addr) != 1) {
        errno = EINVAL;
        die("port", at);
    }
    w->listen_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(w->listen_fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(w->listen_fd, (struct sockaddr *)&a, sizeof a) != 0 ||
        listen(w->listen_fd, 4) != 0)
        die("port", at);
    fcntl(w->listen_fd, F_SETFL, O_NONBLOCK);
}

static void open_pty(struct way *w, const char *link)
{
    struct termios raw;
    char name[128];
    int other;
    if (openpty(&w->fd, &other, name, NULL, NULL) != 0)
        die("pty", link);
    tcgetattr(other, &raw);
    cfmakeraw(&raw);
    tcsetattr(other, TCSANOW, &raw);
    fcntl(w->fd, F_SETFL, O_NONBLOCK);
    unlink(link);
    if (symlink(name, link) != 0)
        die("pty", link);
}

static void open_flash(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    off_t len = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);
    if (len < 0 || (len != FLASH_LEN && ftruncate(fd, FLASH_LEN) != 0))
        die("flash", path);
    b.flash = mmap(NULL, FLASH_LEN, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (b.flash == MAP_FAILED)
        die("flash", path);
    if (len != FLASH_LEN)
        memset(b.flash, 0xFF, FLASH_LEN);
    close(fd);
}

void posix_open(const struct posix_setup *setup)
{
    b.setup = *setup;
    open_flash(setup->flash);
    for (int p = 0; p < HAL_PORTS; p++) {
        struct way *w = &b.way[p];
        const char *at = setup->port[p];
        w->listen_fd = w->fd = -1;
        if (at && strncmp(at, "tcp:", 4) == 0)
            open_tcp(w, at);
        else if (at && strncmp(at, "pty:", 4) == 0)
            open_pty(w, at + 4);
        else if (at) {
            errno = EINVAL;
            die("port", at);
        }
    }
    if (setup->hid) {
        b.hid_fd = open(setup->hid, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
                        0600);
        if (b.hid_fd < 0)
            die("hid", setup->hid);
    }
}

int posix_tcp_port(int p)
{
    struct sockaddr_in a;
    socklen_t len = sizeof a;
    bool is_tcp = b.way[p].listen_fd >= 0 &&
                  getsockname(b.way[p].listen_fd, (struct sockaddr *)&a,
                              &len) == 0;
    return is_tcp ? ntohs(a.sin_port) : 0;
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

const uint8_t *posix_screen(void)
{
    return b.screen;
}

uint16_t posix_tone(void)
{
    return b.tone_hz;
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

static void hang_up(struct way *w)
{
    if (w->listen_fd >= 0 && w->fd >= 0) {
        close(w->fd);
        w->fd = -1;
    }
    w->in_len = w->in_at = 0;
}

static void receive(struct way *w)
{
    if (w->in_at < w->in_len)
        return; // what is there goes first
    ssize_t n = read(w->fd, w->in, sizeof w->in);
    w->in_at = 0;
    w->in_len = n > 0 ? (size_t)n : 0;
    if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR))
        hang_up(w);
}

static void accept_one(struct way *w)
{
    int yes = 1;
    int fd = accept4(w->listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
        return;
    hang_up(w); // the latest station counts
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    w->fd = fd;
}

static void wait(int ms, bool with_input)
{
    struct pollfd p[2 * HAL_PORTS + 1];
    int n = 0;
    for (int i = 0; i < HAL_PORTS; i++) {
        bool has_room = b.way[i].in_at == b.way[i].in_len;
        p[n++] = (struct pollfd){.fd = b.way[i].listen_fd, .events = POLLIN};
        p[n++] = (struct pollfd){.fd = has_room ? b.way[i].fd : -1,
                                 .events = POLLIN};
        if (!has_room)
            ms = 0;
    }
    p[n++] = (struct pollfd){.fd = with_input && !b.input_is_over ? 0 : -1,
                             .events = POLLIN};
    if (poll(p, (nfds_t)n, ms < 0 ? 0 : ms) <= 0)
        return;
    for (int i = 0; i < HAL_PORTS; i++) {
        if (p[2 * i].revents)
            accept_one(&b.way[i]);
        else if (p[2 * i + 1].revents)
            receive(&b.way[i]);
    }
}

void hal_sleep(uint32_t until_ms, bool deep)
{
    int32_t ms = (int32_t)(until_ms - hal_now_ms());
    (void)deep;
    if (b.wants_frame && ms > FRAME_MS)
        ms = FRAME_MS;
    if (b.put == b.take)
        wait(ms, true);
}

char *posix_line(int ms, bool *is_over)
{
    static char out[LINE_MAX_LEN];
    struct pollfd p = {.fd = 0, .events = POLLIN};
    char *end = memchr(b.line, '\n', b.line_len);
    if (!end && !b.input_is_over && poll(&p, 1, ms) > 0) {
        ssize_t n = read(0, b.line + b.line_len, sizeof b.line - b.line_len);
        if (n <= 0)
            b.input_is_over = true;
        else
            b.line_len += (size_t)n;
        end = memchr(b.line, '\n', b.line_len);
        if (!end && b.line_len == sizeof b.line)
            b.line_len = 0; // no command is so long
    }
    *is_over = b.input_is_over && !end;
    if (!end)
        return NULL;
    size_t len = (size_t)(end - b.line);
    memcpy(out, b.line, len);
    out[len] = 0;
    b.line_len -= len + 1;
    memmove(b.line, end + 1, b.line_len);
    return out;
}

static struct termios terminal;

static void restore(void)
{
    tcsetattr(0, TCSANOW, &terminal);
}

void posix_raw(void)
{
    struct termios raw;
    tcgetattr(0, &terminal);
    raw = terminal;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    tcsetattr(0, TCSANOW, &raw);
    atexit(restore);
    printf("\033[2J");
}

int posix_key(void)
{
    struct pollfd p = {.fd = 0, .events = POLLIN};
    unsigned char byte;
    if (poll(&p, 1, 0) <= 0 || read(0, &byte, 1) != 1)
        return -1;
    return byte;
}

bool hal_port_byte(int port, uint8_t *byte)
{
    struct way *w = &b.way[port];
    if (w->in_at == w->in_len)
        return false;
    *byte = w->in[w->in_at++];
    return true;
}

size_t hal_port_write(int port, const uint8_t *bytes, size_t len)
{
    struct way *w = &b.way[port];
    ssize_t n = w->fd < 0 ? 0 : send(w->fd, bytes, len, MSG_NOSIGNAL);
    if (n < 0 && errno == ENOTSOCK)
        n = write(w->fd, bytes, len);
    if (n < 0 && errno != EAGAIN && errno != EINTR)
        hang_up(w);
    return n > 0 ? (size_t)n : 0;
}

bool hal_port_is_up(int port)
{
    return b.way[port].fd >= 0;
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

void hal_lamp(bool aim, bool light)
{
    (void)aim;
    (void)light;
}

// Two rows of pixels a line of text, with the upper and lower half block.
static void draw(void)
{
    static const char *const CELL[] = {" ", "\u2580", "\u2584", "\u2588"};
    printf("\033[H");
    for (int y = 0; y < 64; y += 2) {
        for (int x = 0; x < 128; x++) {
            int bits = b.screen[y / 8 * 128 + x] >> (y % 8) & 3;
            fputs(b.screen_is_on ? CELL[bits] : " ", stdout);
        }
        printf("\033[K\n");
    }
    fflush(stdout);
}

void hal_screen(const uint8_t pixels[HAL_SCREEN_LEN])
{
    memcpy(b.screen, pixels, HAL_SCREEN_LEN);
    if (b.setup.draws)
        draw();
}

void hal_screen_on(bool on)
{
    b.screen_is_on = on;
    if (b.setup.draws)
        draw();
}

void hal_tone(uint16_t tone_hz, uint8_t volume)
{
    (void)volume;
    if (tone_hz)
        b.tone_hz = tone_hz;
}

void hal_vibrate(bool on)
{
    (void)on;
}

void hal_light(uint8_t red, uint8_t green, uint8_t blue)
{
    (void)red;
    (void)green;
    (void)blue;
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
    msync(b.flash, FLASH_LEN, MS_SYNC);
    exit(0);
}

void hal_flash_read(uint32_t offset, void *bytes, size_t len)
{
    must(offset + len <= FLASH_LEN);
    memcpy(bytes, b.flash + offset, len);
}

int hal_flash_program(uint32_t offset, const uint8_t *bytes, size_t len)
{
    must(offset % HAL_PAGE_LEN == 0 && offset + len <= FLASH_LEN);
    for (size_t i = 0; i < len; i++)
        b.flash[offset + i] &= bytes[i];
    return ERR_OK;
}

int hal_flash_erase(uint32_t offset)
{
    must(offset % HAL_SECTOR_LEN == 0 && offset < FLASH_LEN);
    memset(b.flash + offset, 0xFF, HAL_SECTOR_LEN);
    return ERR_OK;
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
    snprintf(out, HAL_SERIAL_MAX + 1, "%s", b.setup.serial);
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

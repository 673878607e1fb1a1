// tallyman-hand: the handheld as a Linux program.
//
//     tallyman-hand --flash FILE [--serial NAME] [--cable AT] [--radio AT]
//                   [--hid FILE] [--screen]
//
// AT is tcp:HOST:PORT, on which a station is awaited (0 takes a free one; the
// first line of output is "port N"), or pty:LINK. Commands on standard input,
// one a line, each answered with one line:
//
//     scan TEXT          shows the camera a barcode and pulls the trigger
//     image FILE         the same with a PGM or PNG
//     left, right        presses a key;  hold-left, hold-right hold it
//     pull               pulls the trigger once, for the menu
//     battery MV         what the cell has
//     state              unsent, linked, mode, the words shown, what to pick
//     screen             the pixels, 64 lines of '#' and '.'
//     wait               answers when everything is with the station
//     quit
//
// With --screen on a terminal the display is drawn and the keyboard is the
// hand: type a code and Enter scans it, Enter alone pulls the trigger, the
// arrows are the two keys, Tab holds the left one down.
#include "firmware/boards/posix/posix.h"
#include "firmware/core/app.h"
#include "firmware/core/hand.h"
#include "firmware/core/keys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TRIGGER_MS = 3000, WAIT_MS = 30000 };

static struct hand hand;
static uint8_t frame[HAL_FRAME_WIDTH * HAL_FRAME_HEIGHT];

static void turn(void)
{
    uint32_t until = app_step(&hand);
    hal_sleep(until, hand.is_asleep);
}

static void run(uint32_t ms)
{
    uint32_t start = hal_now_ms();
    while (hal_now_ms() - start < ms)
        turn();
}

// Down until something was read or given away, then up.
static void trigger(void)
{
    uint32_t start = hal_now_ms(), reads = hand.read_count;
    posix_see(frame);
    posix_push(HAL_TRIGGER_DOWN);
    while ((hand.read_count == reads || hand.picture.len) &&
           hal_now_ms() - start < TRIGGER_MS)
        turn();
    posix_push(HAL_TRIGGER_UP);
    turn();
    posix_see(NULL);
    printf("%s %s\n", hand.read_count > reads ? "read" : "missed",
           hand.result.code);
}

static void press(enum hal_event_kind down, uint32_t ms)
{
    posix_push(down);
    run(ms);
    posix_push((enum hal_event_kind)(down + 1));
    turn();
    turn();
    printf("ok\n");
}

static void show_screen(void)
{
    const uint8_t *p = posix_screen();
    for (int y = 0; y < 64; y++) {
        for (int x = 0; x < 128; x++)
            putchar(p[y / 8 * 128 + x] >> (y % 8) & 1 ? '#' : '.');
        putchar('\n');
    }
}

static void show_state(void)
{
    int32_t language = hand.settings.value[MESSAGE_SET_LANGUAGE];
    const struct hand_result *r = &hand.result;
    int32_t left = 0;
    const struct list_line *next = list_next(&hand.list, &left);
    printf("unsent=%u next=%u linked=%d mode=%d list=%u tone=%u word=\"%s\" "
           "text=\"%s\" place=\"%s\" item=\"%s\" left=%d\n",
           journal_unsent(&hand.journal), hand.journal.next_seq,
           hand_is_linked(&hand), (int)hand_mode(&hand),
           hand.list.is_active ? hand.list.list_id : 0, posix_tone(),
           r->is_shown ? word_text(r->word, language) : "", r->text,
           next ? next->place : "", next ? next->sku : "", left);
}

static void wait_sent(void)
{
    uint32_t start = hal_now_ms();
    while (journal_unsent(&hand.journal) && hal_now_ms() - start < WAIT_MS)
        turn();
    printf("%s\n", journal_unsent(&hand.journal) ? "waiting" : "sent");
}

static void show(const char *why)
{
    if (why)
        printf("error %s\n", why);
    else
        trigger();
}

static void obey(char *line)
{
    char *arg = strchr(line, ' ');
    if (arg)
        *arg++ = 0;
    if (strcmp(line, "scan") == 0 && arg)
        show(frame_draw(arg, frame));
    else if (strcmp(line, "image") == 0 && arg)
        show(frame_load(arg, frame));
    else if (strcmp(line, "left") == 0)
        press(HAL_LEFT_DOWN, 30);
    else if (strcmp(line, "right") == 0)
        press(HAL_RIGHT_DOWN, 30);
    else if (strcmp(line, "hold-left") == 0)
        press(HAL_LEFT_DOWN, KEYS_HOLD_MS + 50);
    else if (strcmp(line, "hold-right") == 0)
        press(HAL_RIGHT_DOWN, KEYS_HOLD_MS + 50);
    else if (strcmp(line, "pull") == 0)
        press(HAL_TRIGGER_DOWN, 30);
    else if (strcmp(line, "battery") == 0 && arg) {
        posix_battery((uint16_t)strtol(arg, NULL, 10));
        printf("ok\n");
    } else if (strcmp(line, "state") == 0)
        show_state();
    else if (strcmp(line, "screen") == 0)
        show_screen();
    else if (strcmp(line, "wait") == 0)
        wait_sent();
    else if (strcmp(line, "quit") == 0)
        exit(0);
    else
        printf("error unknown command: %s\n", line);
    fflush(stdout);
}

static char typed[128];
static size_t typed_len;

static void show_typed(void)
{
    printf("\033[34;1Hcode: %s\033[K", typed);
    fflush(stdout);
}

static void enter(void)
{
    bool has_code = typed_len > 0;
    const char *why = has_code ? frame_draw(typed, frame) : NULL;
    printf("\033[35;1H\033[K");
    if (!has_code)
        press(HAL_TRIGGER_DOWN, 30);
    else
        show(why);
    typed_len = 0;
    typed[0] = 0;
}

// Left and right come as ESC [ D and ESC [ C.
static void obey_key(int key)
{
    static int escape;
    printf("\033[35;1H\033[K");
    if (key == 27 || (escape == 1 && key == '[')) {
        escape = key == 27 ? 1 : 2;
        return;
    }
    bool is_arrow = escape == 2;
    escape = 0;
    if (is_arrow && (key == 'C' || key == 'D'))
        press(key == 'D' ? HAL_LEFT_DOWN : HAL_RIGHT_DOWN, 30);
    else if (key == '\t')
        press(HAL_LEFT_DOWN, KEYS_HOLD_MS + 50);
    else if (key == '\n' || key == '\r')
        enter();
    else if ((key == 8 || key == 127) && typed_len > 0)
        typed[--typed_len] = 0;
    else if (key >= 0x20 && key < 127 && typed_len + 1 < sizeof typed) {
        typed[typed_len++] = (char)key;
        typed[typed_len] = 0;
    }
    show_typed();
}

static void usage(FILE *to)
{
    fprintf(to, "usage: tallyman-hand --flash FILE [--serial NAME] "
                "[--cable AT] [--radio AT]\n"
                "       [--hid FILE] [--screen]\n"
                "AT is tcp:HOST:PORT or pty:LINK; commands come on standard "
                "input: scan TEXT,\n"
                "image FILE, state, ...  The manual is firmware/README.md.\n");
}

static bool is_asked(int argc, char **argv, const char *option)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], option) == 0)
            return true;
    return false;
}

static bool read_options(int argc, char **argv, struct posix_setup *s)
{
    for (int i = 1; i < argc; i++) {
        const char *name = argv[i];
        if (strcmp(name, "--screen") == 0) {
            s->draws = true;
            continue;
        }
        const char **to = strcmp(name, "--flash") == 0    ? &s->flash
                          : strcmp(name, "--serial") == 0 ? &s->serial
                          : strcmp(name, "--cable") == 0  ? &s->port[0]
                          : strcmp(name, "--radio") == 0  ? &s->port[1]
                          : strcmp(name, "--hid") == 0    ? &s->hid
                                                          : NULL;
        if (!to || i + 1 == argc) {
            fprintf(stderr, "tallyman-hand: %s: %s\n", name,
                    to ? "has no value" : "is no option");
            return false;
        }
        *to = argv[++i];
    }
    if (!s->flash)
        fprintf(stderr, "tallyman-hand: --flash: is missing\n");
    return s->flash != NULL;
}

int main(int argc, char **argv)
{
    struct posix_setup setup = {.serial = "posix-1"};
    bool is_over = false;
    char *line;
    if (is_asked(argc, argv, "--help") || is_asked(argc, argv, "-h")) {
        usage(stdout);
        return 0;
    }
    if (is_asked(argc, argv, "--version")) {
        printf("tallyman-hand %s\n", TALLYMAN_VERSION);
        return 0;
    }
    if (!read_options(argc, argv, &setup)) {
        usage(stderr);
        return 2;
    }
    posix_open(&setup);
    if (setup.port[0] && posix_tcp_port(0) && !setup.draws) {
        printf("port %d\n", posix_tcp_port(0));
        fflush(stdout);
    }
    app_init(&hand);
    bool has_keys = setup.draws && isatty(0);
    if (has_keys)
        posix_raw();
    for (;;) {
        int key;
        while (has_keys && (key = posix_key()) >= 0)
            obey_key(key);
        while (!has_keys && (line = posix_line(0, &is_over)) != NULL)
            obey(line);
        turn();
    }
}

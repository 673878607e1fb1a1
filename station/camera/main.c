// tallyman-camera: pictures in, symbols out, in a process of its own.
//
//     tallyman-camera < frames > frames
//
// Reads frames (shared/frame.h) whose bodies are PICTURE messages and answers
// each whole picture with one SYMBOL message, empty when nothing was sure.
// Pictures come from outside and zbar is large: whatever happens here happens
// to this process only, which can do nothing but read, write what is open and
// ask for some memory (confine.h); the station starts another one. It ends
// with its input.
#include "shared/frame.h"
#include "shared/message.h"
#include "shared/must.h"
#include "shared/picture.h"
#include "station/camera/confine.h"
#include "station/camera/decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PACKED_MAX = 64 * 1024, PIXELS_MAX = 640 * 480 };

static uint8_t packed[PACKED_MAX], pixels[PIXELS_MAX];
static uint32_t packed_len;

void must_fail(const char *file, int line, const char *what)
{
    fprintf(stderr, "tallyman-camera: %s:%d: %s\n", file, line, what);
    abort();
}

static int answer(const struct message *m)
{
    uint8_t body[FRAME_BODY_MAX], wire[FRAME_WIRE_MAX];
    int n = message_write(m, body, sizeof body);
    must(n > 0);
    n = frame_write(body, (size_t)n, wire, sizeof wire);
    must(n > 0);
    return write(STDOUT_FILENO, wire, (size_t)n) == n ? ERR_OK : ERR_IO;
}

static int take(const struct message *m)
{
    struct message symbol = {.kind = MESSAGE_SYMBOL};
    uint16_t width, height;
    if (m->picture.offset == 0)
        packed_len = 0;
    if (m->picture.offset != packed_len ||
        packed_len + m->picture.len > sizeof packed)
        return ERR_OK; // a piece out of place: the picture is given up
    memcpy(packed + packed_len, m->picture.bytes, m->picture.len);
    packed_len += m->picture.len;
    if (packed_len != m->picture.total_len)
        return ERR_OK;
    symbol.symbol.picture_id = m->picture.picture_id;
    int rc = picture_unpack(packed, packed_len, pixels, sizeof pixels, &width,
                            &height);
    if (rc < 0)
        fprintf(stderr, "tallyman-camera: picture %u is damaged\n",
                m->picture.picture_id);
    else if (!decode_picture(pixels, width, height, &symbol))
        symbol.symbol.aim[0] = 0;
    return answer(&symbol);
}

// The base's way of saying this is out of reach here.
static int say(const char *option)
{
    static const char HOW[] =
        "usage: tallyman-camera < frames > frames\n"
        "Frames as in shared/PROTOCOL.md: PICTURE in, SYMBOL out. The manual "
        "is README.md.\n";
    bool is_help = strcmp(option, "--help") == 0 || strcmp(option, "-h") == 0;
    if (is_help) {
        fputs(HOW, stdout);
    } else if (strcmp(option, "--version") == 0) {
        puts("tallyman-camera " TALLYMAN_VERSION);
    } else {
        fprintf(stderr, "tallyman-camera: %s: is no option\n%s", option, HOW);
        return 2;
    }
    return 0;
}

int main(int argc, char **argv)
{
    static struct frame frame;
    struct message m;
    const uint8_t *body;
    uint8_t in[4096];
    ssize_t n;
    if (argc != 1)
        return say(argv[1]);
    if (confine() < 0) {
        perror("tallyman-camera: cannot confine itself");
        return 1;
    }
    frame_init(&frame);
    while ((n = read(STDIN_FILENO, in, sizeof in)) > 0)
        for (ssize_t i = 0; i < n; i++) {
            int len = frame_byte(&frame, in[i], &body);
            if (len > 0 && message_read(&m, body, (size_t)len) == ERR_OK &&
                m.kind == MESSAGE_PICTURE && take(&m) < 0)
                return 1;
        }
    return 0;
}

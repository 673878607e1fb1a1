// Standard input: commands in lines, or the keys of a terminal.
#include "firmware/boards/posix/posix_internal.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { LINE_MAX_LEN = 4096 };

static struct {
    char line[LINE_MAX_LEN];
    char out[LINE_MAX_LEN];     // the line that was given out last
    size_t len;
    bool is_over;
    struct termios terminal;    // as it was before
} in;

bool input_is_over(void)
{
    return in.is_over;
}

char *posix_line(int ms, bool *is_over)
{
    struct pollfd p = {.fd = 0, .events = POLLIN};
    char *end = memchr(in.line, '\n', in.len);
    if (!end && !in.is_over && poll(&p, 1, ms) > 0) {
        ssize_t n = read(0, in.line + in.len, sizeof in.line - in.len);
        if (n <= 0)
            in.is_over = true;
        else
            in.len += (size_t)n;
        end = memchr(in.line, '\n', in.len);
        if (!end && in.len == sizeof in.line)
            in.len = 0; // no command is so long
    }
    *is_over = in.is_over && !end;
    if (!end)
        return NULL;
    size_t len = (size_t)(end - in.line);
    memcpy(in.out, in.line, len);
    in.out[len] = 0;
    in.len -= len + 1;
    memmove(in.line, end + 1, in.len);
    return in.out;
}

static void restore(void)
{
    tcsetattr(0, TCSANOW, &in.terminal);
}

void posix_raw(void)
{
    struct termios raw;
    tcgetattr(0, &in.terminal);
    raw = in.terminal;
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

#include "station/base/log.h"
#include "shared/must.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { LINE_MAX_LEN = 1024 };

// One write call a line, so that lines of several processes do not mix.
static void put(const char *level, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

static void put(const char *level, const char *format, va_list args)
{
    char line[LINE_MAX_LEN];
    int head = snprintf(line, sizeof line, "%s ", level);
    int len = vsnprintf(line + head, sizeof line - (size_t)head - 1, format,
                        args);
    size_t total = (size_t)head + (size_t)(len < 0 ? 0 : len);
    if (total > sizeof line - 2)
        total = sizeof line - 2;
    for (size_t i = 0; i < total; i++) // what came from outside stays a line
        if ((unsigned char)line[i] < 0x20 || line[i] == 0x7F)
            line[i] = ' ';
    line[total++] = '\n';
    if (write(STDERR_FILENO, line, total) < 0)
        return; // nowhere is left to say so
}

void log_error(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put("error", format, args);
    va_end(args);
}

void log_warn(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put("warn", format, args);
    va_end(args);
}

void log_info(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    put("info", format, args);
    va_end(args);
}

void must_fail(const char *file, int line, const char *what)
{
    log_error("must_failed at=%s:%d what=\"%s\"", file, line, what);
    abort();
}

#include "station/base/clock.h"
#include "shared/date.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

int64_t clock_wall_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t clock_now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void clock_text(int64_t at_ms, char out[CLOCK_TEXT_MAX])
{
    time_t seconds = (time_t)(at_ms / 1000);
    struct tm tm;
    gmtime_r(&seconds, &tm);
    size_t len = strftime(out, CLOCK_TEXT_MAX, "%Y-%m-%dT%H:%M:%S", &tm);
    snprintf(out + len, CLOCK_TEXT_MAX - len, ".%03dZ", (int)(at_ms % 1000));
}

// " +0200", "+02:00", "-03:00", "+00", " UTC" or nothing.
static bool read_offset(const char **text, int *offset_min)
{
    const char *t = *text + (**text == ' ');
    int h, m = 0, used = 0;
    *offset_min = 0;
    if (strcmp(t, "UTC") == 0 || strcmp(t, "GMT") == 0) {
        *text = t + 3;
        return true;
    }
    if (*t != '+' && *t != '-')
        return true;
    size_t digits = strspn(t + 1, "0123456789");
    bool is_hours = digits == 2 && !t[3];
    if (is_hours ? sscanf(t + 1, "%2d%n", &h, &used) != 1
                 : sscanf(t + 1, "%2d:%2d%n", &h, &m, &used) != 2 &&
                       sscanf(t + 1, "%2d%2d%n", &h, &m, &used) != 2)
        return false;
    if (h < 0 || h > 15 || m < 0 || m > 59 || used < (is_hours ? 2 : 4))
        return false;
    *offset_min = (h * 60 + m) * (*t == '-' ? -1 : 1);
    *text = t + 1 + used;
    return true;
}

bool clock_parse(const char *text, int64_t *out_ms)
{
    int y, mo, d, h = 0, mi = 0, s = 0, used = 0, offset_min = 0;
    if (sscanf(text, "%4d-%2d-%2d%n", &y, &mo, &d, &used) != 3)
        return false;
    text += used;
    if (*text == ' ' || *text == 'T') {
        if (sscanf(text + 1, "%2d:%2d%n", &h, &mi, &used) != 2)
            return false;
        text += 1 + used;
        if (*text == ':') {
            if (sscanf(text + 1, "%2d%n", &s, &used) != 1)
                return false;
            text += 1 + used;
        }
        if (*text == '.')
            text += 1 + strspn(text + 1, "0123456789");
        if (*text == 'Z')
            text++;
        else if (!read_offset(&text, &offset_min))
            return false;
    }
    if (*text || y < 1970 || y > 2200 || mo < 1 || mo > 12 || d < 1 ||
        d > 31 || h < 0 || h > 23 || mi < 0 || mi > 59 || s < 0 || s > 60)
        return false;
    *out_ms = ((int64_t)date_days(y, mo, d) * 86400 + h * 3600 +
               mi * 60 + s - offset_min * 60) * 1000;
    return true;
}

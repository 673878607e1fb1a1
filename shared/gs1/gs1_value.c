#include "shared/gs1/gs1_value_internal.h"
#include "shared/gs1/gs1_date.h"
#include "shared/gs1/gtin.h"

#include <string.h>

static bool is_in(char c, const char *set)
{
    return c != 0 && strchr(set, c) != NULL;
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z');
}

// Character sets 82, 39 and base64url of General Specifications 7.11.
static bool is_of_class(char class, char c)
{
    switch (class) {
    case 'N':
        return c >= '0' && c <= '9';
    case 'X':
        return is_alnum(c) || is_in(c, "!\"%&'()*+,-./:;<=>?_");
    case 'Y':
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
               is_in(c, "#-/");
    default:
        return is_alnum(c) || is_in(c, "-_=");
    }
}

static int two_digits(const char *d)
{
    return (d[0] - '0') * 10 + (d[1] - '0');
}

static bool is_time(const char *hhmm)
{
    return two_digits(hhmm) < 24 && two_digits(hhmm + 2) < 60;
}

static bool is_percent_encoded(const char *value, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (value[i] != '%')
            continue;
        if (i + 2 >= len)
            return false;
        for (size_t k = 1; k <= 2; k++)
            if (!is_in(value[i + k], "0123456789ABCDEFabcdef"))
                return false;
    }
    return true;
}

static enum gs1_why check_mark(char mark, const char *value, size_t len)
{
    int32_t days;
    switch (mark) {
    case 'k':
        return gtin_is_checked(value, len) ? GS1_FINE : GS1_BAD_CHECK_DIGIT;
    case 'd':
        return gs1_date(value, 2000, &days) < 0 ? GS1_BAD_DATE : GS1_FINE;
    case 'D':
    case 't':
        if (gs1_date(value, 2000, &days) < 0 || memcmp(value + 4, "00", 2) == 0)
            return GS1_BAD_DATE;
        return mark == 't' && !is_time(value + 6) ? GS1_BAD_DATE : GS1_FINE;
    case 'z':
        return value[0] == '0' ? GS1_FINE : GS1_BAD_CHARACTER;
    case 'b':
        return value[0] <= '1' ? GS1_FINE : GS1_BAD_CHARACTER;
    case '%':
        return is_percent_encoded(value, len) ? GS1_FINE : GS1_BAD_CHARACTER;
    default:
        return GS1_FINE;
    }
}

struct part {
    char class;
    char mark;          // 0 for none
    size_t min, max;
};

// Takes one part off the format. Optional parts may be empty.
static const char *take_part(const char *format, struct part *p)
{
    bool is_optional = *format == '[';
    if (is_optional)
        format++;
    *p = (struct part){.class = *format++};
    bool is_open = format[0] == '.' && format[1] == '.';
    if (is_open)
        format += 2;
    while (*format >= '0' && *format <= '9')
        p->max = p->max * 10 + (size_t)(*format++ - '0');
    p->min = is_open ? 1 : p->max;
    if (*format && !is_in(*format, "NXYZ[]"))
        p->mark = *format++;
    if (is_optional) {
        format++;
        if (is_open)
            p->min = 0;
    }
    return format;
}

enum gs1_why gs1_value_check(const char *format, const char *value, size_t len)
{
    while (*format) {
        struct part p;
        bool is_optional = *format == '[';
        format = take_part(format, &p);
        if (is_optional && len == 0)
            continue;
        size_t n = len < p.max ? len : p.max;
        if (n < p.min)
            return GS1_TOO_SHORT;
        for (size_t i = 0; i < n; i++)
            if (!is_of_class(p.class, value[i]))
                return p.class == 'N' ? GS1_NOT_DIGITS : GS1_BAD_CHARACTER;
        enum gs1_why why = check_mark(p.mark, value, n);
        if (why != GS1_FINE)
            return why;
        value += n;
        len -= n;
    }
    return len ? GS1_VALUE_TOO_LONG : GS1_FINE;
}

#include "shared/gs1/gs1_value_internal.h"
#include "shared/gs1/gs1_lint_internal.h"

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
        enum gs1_why why = gs1_lint(p.mark, value, n);
        if (why != GS1_FINE)
            return why;
        value += n;
        len -= n;
    }
    return len ? GS1_VALUE_TOO_LONG : GS1_FINE;
}

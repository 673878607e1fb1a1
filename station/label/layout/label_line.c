#include "station/label/layout/label_line.h"
#include "shared/must.h"

void label_line_put(struct label_line *t, const char *text)
{
    for (; *text && t->len < LABEL_TEXT_MAX; text++)
        t->chars[t->len++] = *text;
    t->chars[t->len] = 0;
}

void label_line_put_number(struct label_line *t, int64_t n, int digits_min)
{
    char digits[24];
    int at = 23;
    bool is_negative = n < 0;
    digits[at] = 0;
    n = is_negative ? -n : n;
    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0 || 23 - at < digits_min);
    label_line_put(t, is_negative ? "-" : "");
    label_line_put(t, digits + at);
}

void label_line_put_kg(struct label_line *t, int64_t mg)
{
    int64_t g = (mg + 500) / 1000;
    label_line_put_number(t, g / 1000, 1);
    label_line_put(t, ".");
    label_line_put_number(t, g % 1000, 3);
}

void label_line_put_money(struct label_line *t, int64_t minor, int32_t digits)
{
    char raw[32];
    int at = 31;
    int64_t n = minor < 0 ? -minor : minor;
    int32_t done = 0;
    raw[at] = 0;
    must(digits >= 0 && digits <= 4);
    do {
        if (done == digits && digits > 0)
            raw[--at] = '.';
        else if (done > digits && (done - digits) % 3 == 0)
            raw[--at] = ',';
        raw[--at] = (char)('0' + n % 10);
        n /= 10;
        done++;
    } while (n > 0 || done <= digits);
    if (minor < 0)
        raw[--at] = '-';
    label_line_put(t, raw + at);
}

void label_line_put_count(struct label_line *t, int32_t n, int32_t of)
{
    label_line_put_number(t, n, 1);
    if (of <= 0)
        return;
    label_line_put(t, " of ");
    label_line_put_number(t, of, 1);
}

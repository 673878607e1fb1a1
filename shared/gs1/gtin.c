#include "shared/gs1/gtin.h"

#include <string.h>

static bool all_digits(const char *digits, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (digits[i] < '0' || digits[i] > '9')
            return false;
    return true;
}

int gtin_check_digit(const char *digits, size_t len)
{
    if (!all_digits(digits, len))
        return -1;
    int sum = 0, weight = 3;
    for (size_t i = len; i-- > 0; weight = 4 - weight)
        sum += (digits[i] - '0') * weight;
    return (10 - sum % 10) % 10;
}

bool gtin_is_checked(const char *digits, size_t len)
{
    if (len < 2 || !all_digits(digits, len))
        return false;
    return gtin_check_digit(digits, len - 1) == digits[len - 1] - '0';
}

int gtin_parse(const char *digits, size_t len, uint64_t *out)
{
    if (len != 8 && len != 12 && len != 13 && len != 14)
        return ERR_PARSE;
    if (!gtin_is_checked(digits, len))
        return ERR_PARSE;
    uint64_t gtin = 0;
    for (size_t i = 0; i < len; i++)
        gtin = gtin * 10 + (uint64_t)(digits[i] - '0');
    if (gtin == 0)
        return ERR_PARSE;
    *out = gtin;
    return ERR_OK;
}

int gtin_parse_upce(const char *digits, size_t len, uint64_t *out)
{
    if (len != 8 || !all_digits(digits, len) || digits[0] > '1')
        return ERR_PARSE;
    const char *d = digits + 1;
    char full[12];
    memset(full, '0', sizeof full);
    full[0] = digits[0];
    full[1] = d[0];
    full[2] = d[1];
    switch (d[5]) {
    case '0': case '1': case '2':
        full[3] = d[5];
        memcpy(full + 8, d + 2, 3);
        break;
    case '3':
        full[3] = d[2];
        memcpy(full + 9, d + 3, 2);
        break;
    case '4':
        memcpy(full + 3, d + 2, 2);
        full[10] = d[4];
        break;
    default:
        memcpy(full + 3, d + 2, 3);
        full[10] = d[5];
        break;
    }
    full[11] = digits[7];
    return gtin_parse(full, sizeof full, out);
}

void gtin_text(uint64_t gtin, char out[GTIN_DIGITS + 1])
{
    for (int i = GTIN_DIGITS - 1; i >= 0; i--) {
        out[i] = (char)('0' + gtin % 10);
        gtin /= 10;
    }
    out[GTIN_DIGITS] = 0;
}

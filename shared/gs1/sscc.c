#include "shared/gs1/sscc.h"
#include "shared/gs1/gtin.h"

#include <string.h>

// The serials a company prefix of this length has room for.
static uint64_t serial_count(size_t prefix_len)
{
    uint64_t count = 1;
    for (size_t i = prefix_len; i < SSCC_DIGITS - 2; i++)
        count *= 10;
    return count;
}

int sscc_make(int extension, const char *prefix, uint64_t serial,
              char out[SSCC_DIGITS + 1])
{
    size_t len = strlen(prefix);
    if (extension < 0 || extension > 9 || len < SSCC_PREFIX_MIN ||
        len > SSCC_PREFIX_MAX || gtin_check_digit(prefix, len) < 0)
        return ERR_PARSE;
    if (serial >= serial_count(len))
        return ERR_FULL;
    out[0] = (char)('0' + extension);
    memcpy(out + 1, prefix, len);
    for (size_t i = SSCC_DIGITS - 2; i > len; i--) {
        out[i] = (char)('0' + serial % 10);
        serial /= 10;
    }
    int check = gtin_check_digit(out, SSCC_DIGITS - 1);
    out[SSCC_DIGITS - 1] = (char)('0' + check);
    out[SSCC_DIGITS] = 0;
    return ERR_OK;
}

bool sscc_is_valid(const char *digits, size_t len)
{
    return len == SSCC_DIGITS && gtin_is_checked(digits, len);
}

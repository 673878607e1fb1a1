#include "shared/gs1/gs1_lint_internal.h"
#include "shared/date.h"
#include "shared/gs1/gs1_date.h"
#include "shared/gs1/gs1_lists_internal.h"
#include "shared/gs1/gtin.h"

#include <string.h>

static bool is_in(char c, const char *set)
{
    return c != 0 && strchr(set, c) != NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int number(const char *d, size_t len)
{
    int n = 0;
    for (size_t i = 0; i < len; i++)
        n = n * 10 + (d[i] - '0');
    return n;
}

static bool is_zero(const char *d, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (d[i] != '0')
            return false;
    return true;
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

// YYYYMMDD, the day as it stands.
static bool is_long_date(const char *d)
{
    int year = number(d, 4), month = number(d + 4, 2), day = number(d + 6, 2);
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= date_days_in_month(year, month);
}

static bool is_date(const char *d, bool has_day)
{
    int32_t days;
    return gs1_date(d, 2000, &days) == ERR_OK &&
           !(has_day && is_zero(d + 4, 2));
}

static bool is_countries(const char *d, size_t len)
{
    for (size_t i = 0; i < len; i += 3)
        if (len - i < 3 || !gs1_is_country(d + i))
            return false;
    return true;
}

// ISO 13616: country and check digits behind the rest, letters as 10 to 35, mod
// 97 is 1.
static bool is_iban(const char *v, size_t len)
{
    int rest = 0;
    if (len < 5 || !gs1_is_country_letters(v) || !is_digit(v[2]) ||
        !is_digit(v[3]))
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = v[(i + 4) % len];
        if (!is_digit(c) && !(c >= 'A' && c <= 'Z'))
            return false;
        rest = is_digit(c) ? rest * 10 + (c - '0')
                           : rest * 100 + (c - 'A' + 10);
        rest %= 97;
    }
    return rest == 1;
}

// Characters of CSET-82 by their values, and those of a check pair.
static const char SET_82[] = "!\"%&'()*+,-./0123456789:;<=>?"
                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                             "abcdefghijklmnopqrstuvwxyz";
static const char SET_32[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

// The check character pair of a GMN (General Specifications 7.9.5): weights are
// primes from the right, the sum mod 1021 in two characters.
static bool is_pair_right(const char *v, size_t len)
{
    static const uint8_t PRIMES[] = {2,  3,  5,  7,  11, 13, 17, 19,
                                     23, 29, 31, 37, 41, 43, 47, 53,
                                     59, 61, 67, 71, 73, 79, 83};
    int32_t sum = 0;
    if (len < 3 || len - 2 > sizeof PRIMES)
        return false;
    for (size_t i = 0; i < len - 2; i++) {
        const char *at = strchr(SET_82, v[len - 3 - i]);
        sum += at ? (int32_t)(at - SET_82) * PRIMES[i] : 0;
    }
    sum %= 1021;
    return v[len - 2] == SET_32[sum >> 5] && v[len - 1] == SET_32[sum & 31];
}

// "2/5": a position, and of how many.
static bool is_position(const char *v, size_t len)
{
    return len == 3 && is_digit(v[0]) && is_digit(v[2]) && v[1] == '/' &&
           v[0] != '0' && v[0] <= v[2];
}

static bool is_piece_of_total(const char *d)
{
    int piece = number(d, 2);
    return piece > 0 && piece <= number(d + 2, 2);
}

// Ten digits each: latitude + 90 and longitude + 180 degrees, by 10^-7.
static bool is_place(const char *d)
{
    return memcmp(d, "1800000000", 10) <= 0 &&
           memcmp(d + 10, "3600000000", 10) <= 0;
}

// A company's prefix has four digits at least; whose it is nobody can say here.
static bool begins_with_prefix(const char *v, size_t len)
{
    for (size_t i = 0; i < 4; i++)
        if (i >= len || !is_digit(v[i]))
            return false;
    return true;
}

static bool is_date_right(char mark, const char *v)
{
    switch (mark) {
    case 'd': return is_date(v, false);
    case 'D': return is_date(v, true);
    case 't':
        return is_date(v, true) && number(v + 6, 2) < 24 &&
               number(v + 8, 2) < 60;
    case 'e': return is_long_date(v);
    case 'h': return number(v, 2) < 24 && number(v + 2, 2) < 60;
    case 'H': return is_date(v, true) && number(v + 6, 2) < 24;
    default: return number(v, 2) < 60; // 'M'
    }
}

static bool is_code_right(char mark, const char *v, size_t len)
{
    int n = len == 2 ? number(v, 2) : 0;
    switch (mark) {
    case 'c': return gs1_is_currency(v);
    case 'R': return is_countries(v, len);
    case 'a': return gs1_is_country_letters(v);
    case 'o': return gs1_is_country(v) || memcmp(v, "999", 3) == 0;
    case 'm': return (n >= 1 && n <= 10) || n >= 80;
    case 's': return is_in(v[0], "0129");
    default: return is_in(v[0], "019"); // 'w'
    }
}

static bool is_number_right(char mark, const char *v, size_t len)
{
    switch (mark) {
    case 'p': return is_piece_of_total(v);
    case 'q': return is_position(v, len);
    case 'l': return is_place(v);
    case 'u': return !is_zero(v, len);
    case 'v': return v[0] != '0';
    case 'z': return v[0] == '0';
    default: return v[0] <= '1'; // 'b'
    }
}

enum gs1_why gs1_lint(char mark, const char *value, size_t len)
{
    bool is_right = true;
    if (!mark)
        return GS1_FINE;
    if (strchr("dDtehHM", mark))
        return is_date_right(mark, value) ? GS1_FINE : GS1_BAD_DATE;
    if (strchr("cRaomsw", mark))
        return is_code_right(mark, value, len) ? GS1_FINE : GS1_BAD_CODE;
    if (strchr("pqluvzb", mark))
        return is_number_right(mark, value, len) ? GS1_FINE : GS1_BAD_NUMBER;
    switch (mark) {
    case 'k': is_right = gtin_is_checked(value, len); break;
    case 'i': is_right = is_iban(value, len); break;
    case 'j': is_right = is_pair_right(value, len); break;
    case 'g': return begins_with_prefix(value, len) ? GS1_FINE : GS1_BAD_CODE;
    case '-': return value[0] == '-' ? GS1_FINE : GS1_BAD_CHARACTER;
    case '%':
        return is_percent_encoded(value, len) ? GS1_FINE : GS1_BAD_CHARACTER;
    default:
        break;
    }
    return is_right ? GS1_FINE : GS1_BAD_CHECK_DIGIT;
}

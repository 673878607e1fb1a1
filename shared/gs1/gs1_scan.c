// What a scanner sent: which of the spellings of GS1 it is, if any.
#include "shared/gs1/gs1.h"
#include "shared/gs1/gtin.h"

#include <string.h>

static int fail(struct gs1 *g, enum gs1_why why, size_t at)
{
    g->why = why;
    g->at = (int32_t)at;
    return ERR_PARSE;
}

static bool all_digits(const char *chars, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (chars[i] < '0' || chars[i] > '9')
            return false;
    return len > 0;
}

// EAN, UPC and ITF digits become the one element (01). Eight digits are a
// UPC-E under ]E0, where a scanner may send one unexpanded, and else an EAN-8;
// what follows thirteen is the add-on of ]E3.
static int scan_gtin(struct gs1 *g, const char *symbol, size_t len)
{
    enum { AIM_LEN = 3, EAN_13 = 13 };
    const char *digits = symbol + AIM_LEN;
    uint64_t gtin;
    char text[2 + GTIN_DIGITS + 1] = "01";
    len -= AIM_LEN;
    if (!all_digits(digits, len))
        return fail(g, GS1_NOT_DIGITS, AIM_LEN);
    if (symbol[1] == 'E' && symbol[2] == '3') {
        if (len != EAN_13 + 2 && len != EAN_13 + 5)
            return fail(g, GS1_TOO_SHORT, AIM_LEN);
        len = EAN_13;
    }
    bool is_ean_8 = symbol[1] == 'E' && symbol[2] == '4';
    int rc = is_ean_8 ? ERR_PARSE : gtin_parse_upce(digits, len, &gtin);
    if (rc < 0 && gtin_parse(digits, len, &gtin) < 0)
        return fail(g, GS1_BAD_CHECK_DIGIT, AIM_LEN);
    gtin_text(gtin, text + 2);
    rc = gs1_parse(g, text, sizeof text - 1);
    return rc < 0 ? rc : GS1_FORM_GTIN;
}

// The identifiers of ISO/IEC 15424 that promise GS1 data.
static bool is_gs1_symbol(const char *aim)
{
    static const char *const SYMBOLS[] = {"]C1", "]e0", "]e1", "]e2", "]d2",
                                          "]Q3", "]Q4", "]J1"};
    for (size_t i = 0; i < sizeof SYMBOLS / sizeof SYMBOLS[0]; i++)
        if (memcmp(aim, SYMBOLS[i], 3) == 0)
            return true;
    return false;
}

// The scheme in any letter case.
static bool is_link(const char *data, size_t len)
{
    static const char *const SCHEMES[] = {"http", "https"};
    for (size_t i = 0; i < 2; i++) {
        size_t n = 0, want = strlen(SCHEMES[i]);
        while (n < want && n < len && (data[n] | 0x20) == SCHEMES[i][n])
            n++;
        if (n == want && len - n > 3 && memcmp(data + n, "://", 3) == 0)
            return true;
    }
    return false;
}

// Any symbol may carry a Digital Link, and people print what brackets show. A
// link that names no item is a text like another, a wrong one is not.
static int scan_spelled(struct gs1 *g, const char *data, size_t len,
                        size_t plain)
{
    int rc = ERR_PARSE;
    if (is_link(data + plain, len - plain)) {
        rc = gs1_parse_link(g, data + plain, len - plain);
        if (rc < 0 && g->why != GS1_NO_KEY && g->why != GS1_BAD_URI) {
            g->at += (int32_t)plain;
            return rc;
        }
    } else if (len > plain && data[plain] == '(') {
        rc = gs1_parse_bracketed(g, data + plain, len - plain);
    }
    return rc < 0 ? GS1_FORM_PLAIN : GS1_FORM_ELEMENTS;
}

// What the identifier of ISO/IEC 15424 says of EAN, UPC and ITF.
static int scan_retail(struct gs1 *g, const char *data, size_t len)
{
    if (data[1] == 'I' && (len != 3 + GTIN_DIGITS ||
                           !gtin_is_checked(data + 3, GTIN_DIGITS)))
        return GS1_FORM_PLAIN; // of a length that is anybody's
    if (data[1] == 'E' && (data[2] == '1' || data[2] == '2'))
        return fail(g, GS1_ADD_ON, 3);
    return scan_gtin(g, data, len);
}

int gs1_scan(struct gs1 *g, const char *data, size_t len, size_t *plain)
{
    g->count = 0;
    *plain = 0;
    if (len > 0 && data[0] == GS1_FNC1) {
        int rc = gs1_parse(g, data, len);
        return rc < 0 ? rc : GS1_FORM_ELEMENTS;
    }
    if (len >= 3 && data[0] == ']') {
        *plain = 3;
        if (is_gs1_symbol(data) && !is_link(data + 3, len - 3)) {
            int rc = gs1_parse(g, data + 3, len - 3);
            g->at += 3;
            return rc < 0 ? rc : GS1_FORM_ELEMENTS;
        }
        if (data[1] == 'E' || data[1] == 'I') {
            int form = scan_retail(g, data, len);
            if (form != GS1_FORM_PLAIN)
                return form;
        }
    }
    return scan_spelled(g, data, len, *plain);
}

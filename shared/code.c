#include "shared/code.h"
#include "shared/date.h"
#include "shared/gs1/gs1.h"
#include "shared/gs1/gs1_date.h"
#include "shared/gs1/gtin.h"
#include "shared/gs1/sscc.h"
#include "shared/utf8.h"

#include <string.h>

static void misread(struct code *c, const char *why)
{
    c->kind = CODE_MISREAD;
    c->why = why;
}

static void read_command(struct code *c, const char *at, size_t len)
{
    c->kind = CODE_COMMAND;
    if (!command_read(at, len, &c->command, &c->count))
        misread(c, "unknown command");
}

static void copy(char *to, size_t cap, const struct gs1_element *e)
{
    size_t len = e->value_len < cap - 1 ? e->value_len : cap - 1;
    memcpy(to, e->value, len);
    to[len] = 0;
}

static int32_t number(const struct gs1_element *e)
{
    int32_t n = 0;
    for (int i = 0; i < e->value_len; i++)
        n = n * 10 + (e->value[i] - '0');
    return n;
}

// Years from days, close enough to choose a century.
static int year_of(int32_t days)
{
    return 1970 + (int)((int64_t)days * 400 / 146097);
}

static void keep_earliest(struct code *c, int32_t days)
{
    if (c->expiry_days == PICK_NO_DATE || days < c->expiry_days)
        c->expiry_days = days;
}

// The hour of 7003 counts on its day alone.
static void read_expiry(struct code *c, const struct gs1 *g, int64_t now_ms)
{
    static const char *const DAYS[] = {"15", "16", "17", "7003"};
    int32_t today = (int32_t)(now_ms / DATE_DAY_MS), days;
    for (size_t i = 0; i < sizeof DAYS / sizeof DAYS[0]; i++) {
        const struct gs1_element *e = gs1_find(g, DAYS[i]);
        if (!e)
            continue;
        if (gs1_date(e->value, year_of(today), &days) < 0) {
            misread(c, "no such expiry date");
            return;
        }
        int minute = (int)(now_ms / 60000 % 1440);
        if (e->value_len > 6 && days == today &&
            minute >= ((e->value[6] - '0') * 10 + e->value[7] - '0') * 60 +
                          (e->value[8] - '0') * 10 + e->value[9] - '0')
            days--;
        keep_earliest(c, days);
    }
    const struct gs1_element *e = gs1_find(g, "7007");
    if (e && (gs1_date(e->value, year_of(today), &days) < 0 || days > today))
        misread(c, "harvested after today");
}

// Kilograms and pounds with 0 to 5 decimals, six digits.
static void read_net(struct code *c, const struct gs1 *g)
{
    enum { MICROGRAMS_A_POUND = 453592370 };
    const struct gs1_element *kg = gs1_find(g, "310n");
    const struct gs1_element *e = kg ? kg : gs1_find(g, "320n");
    if (!e)
        return;
    int64_t ug = (int64_t)number(e) *
                 (kg ? (int64_t)1000000000 : MICROGRAMS_A_POUND);
    for (char n = e->ai[3]; n > '0'; n--)
        ug /= 10;
    c->net_mg = ug / 1000;
}

static void read_companion(struct code *c)
{
    c->kind = CODE_COMPANION;
    if (!c->lot[0] && !c->serial[0] && c->expiry_days == PICK_NO_DATE)
        misread(c, "GS1 code without an item or parcel number");
}

static void read_elements(struct code *c, const struct gs1 *g, int64_t now_ms)
{
    const struct gs1_element *e;
    const struct gs1_element *item = gs1_find(g, "01");
    if (!item)
        item = gs1_find(g, "02"); // contents of a logistic unit
    if ((e = gs1_find(g, "10")))
        copy(c->lot, sizeof c->lot, e);
    if ((e = gs1_find(g, "21")))
        copy(c->serial, sizeof c->serial, e);
    if ((e = gs1_find(g, "37")) || (e = gs1_find(g, "30")))
        c->count = number(e);
    read_net(c, g);
    read_expiry(c, g, now_ms);
    if (c->kind == CODE_MISREAD)
        return;
    if (item) {
        c->kind = CODE_GTIN;
        if (gtin_parse(item->value, item->value_len, &c->gtin) < 0)
            misread(c, "GTIN is zero");
    } else if ((e = gs1_find(g, "00"))) {
        c->kind = CODE_SSCC;
        copy(c->sscc, sizeof c->sscc, e);
    } else {
        read_companion(c);
    }
    if (c->kind != CODE_MISREAD && c->count < 1)
        misread(c, "count of zero");
}

static bool all_digits(const char *at, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (at[i] < '0' || at[i] > '9')
            return false;
    return true;
}

// GS1 that nothing says to be GS1: see the header. 01 and 00 are whole with
// their check digit, so that one number in ten would pass by chance; what
// follows has to be read to its end as well.
static bool guess_elements(struct code *c, const char *at, size_t len,
                           int64_t now_ms)
{
    struct gs1 *g = &c->elements;
    bool is_item = len >= 16 && memcmp(at, "01", 2) == 0;
    bool is_parcel = len >= 20 && memcmp(at, "00", 2) == 0;
    if (!is_item && !is_parcel)
        return false;
    if (gs1_parse(g, at, len) < 0 || gs1_check_pairs(g) < 0) {
        if (all_digits(at, is_item ? 16 : 20))
            c->doubt = gs1_why_name(g->why);
        return false;
    }
    c->is_guess = true;
    read_elements(c, g, now_ms);
    return true;
}

// The add-on of a book or a magazine, without the identifier that tells it.
static bool guess_add_on(struct code *c, const char *at, size_t len)
{
    bool is_print = (len == 15 || len == 18) && memcmp(at, "97", 2) == 0 &&
                    at[2] >= '7' && all_digits(at, len);
    if (!is_print || gtin_parse(at, 13, &c->gtin) < 0)
        return false;
    c->kind = CODE_GTIN;
    c->is_guess = true;
    return true;
}

// An EAN-13 from 20 to 29 is the house's own: 2, six digits of the item, five
// of grams. One that carries a price cannot be told from it, and is a number
// like any other unless the catalogue lists it with zeros.
static void read_measure(struct code *c, const char *at, size_t len)
{
    char zeros[14];
    if (len != 13 || at[0] != '2')
        return;
    memcpy(zeros, at, 7);
    memcpy(zeros + 7, "00000", 5);
    zeros[12] = (char)('0' + gtin_check_digit(zeros, 12));
    if (gtin_parse(zeros, 13, &c->measure_gtin) < 0)
        return;
    for (int i = 7; i < 12; i++)
        c->measure_mg = c->measure_mg * 10 + (at[i] - '0');
    c->measure_mg *= 1000;
}

// A scanner without AIM identifiers sends bare digits for EAN and UPC.
static void read_digits(struct code *c, const char *at, size_t len,
                        int64_t now_ms)
{
    bool is_number = len >= 12 && all_digits(at, len);
    if (sscc_is_valid(at, len)) {
        c->kind = CODE_SSCC;
        memcpy(c->sscc, at, SSCC_DIGITS);
        c->sscc[SSCC_DIGITS] = 0;
    }
    if (guess_add_on(c, at, len) || guess_elements(c, at, len, now_ms))
        return;
    if (is_number && len <= GTIN_DIGITS &&
        gtin_parse(at, len, &c->gtin) == ERR_OK) {
        c->kind = CODE_GTIN;
        read_measure(c, at, len);
    } else if (is_number && c->kind == CODE_TEXT && !c->doubt &&
               (len <= GTIN_DIGITS || len == SSCC_DIGITS)) {
        c->doubt = gs1_why_name(GS1_BAD_CHECK_DIGIT);
    }
}

static void read_text(struct code *c, const char *at, size_t len)
{
    if (len == 0 || len > CODE_TEXT_MAX) {
        misread(c, len ? "longer than 63 characters" : "empty");
        return;
    }
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)at[i] < 0x20 || at[i] == 0x7F) {
            misread(c, "control character in a plain code");
            return;
        }
    for (size_t i = 0, n; i < len; i += n) {
        n = utf8_len(at + i, len - i);
        if (n == 0) {
            misread(c, "not UTF-8");
            return;
        }
    }
    memcpy(c->text, at, len);
    c->text[len] = 0;
    c->kind = CODE_TEXT;
}

// What no identifier calls GS1.
static void read_plain(struct code *c, const char *at, size_t len,
                       int64_t now_ms)
{
    struct gs1 *g = &c->elements;
    if (len > 1 && at[0] == '%') {
        read_command(c, at, len);
    } else if (len > 2 && at[0] == '!' && at[1] == 'B') {
        read_text(c, at + 2, len - 2);
        if (c->kind != CODE_MISREAD)
            c->kind = CODE_BADGE;
    } else if (memchr(at, GS1_FNC1, len)) {
        if (gs1_parse(g, at, len) < 0)
            misread(c, gs1_why_name(g->why));
        else
            read_elements(c, g, now_ms);
    } else if (len > CODE_TEXT_MAX && guess_elements(c, at, len, now_ms)) {
        c->is_guess = false; // no text has room for it
    } else {
        read_text(c, at, len);
        if (c->kind == CODE_TEXT)
            read_digits(c, at, len, now_ms);
    }
}

void code_read(struct code *c, const char *bytes, size_t len, int64_t now_ms)
{
    struct gs1 *g = &c->elements;
    size_t plain = 0;
    memset(c, 0, sizeof *c);
    c->count = 1;
    if (len > CODE_SCAN_MAX) {
        misread(c, "longer than 512 bytes");
        return;
    }
    int form = gs1_scan(g, bytes, len, &plain);
    if (form < 0)
        misread(c, gs1_why_name(g->why));
    else if (form == GS1_FORM_PLAIN)
        read_plain(c, bytes + plain, len - plain, now_ms);
    else
        read_elements(c, g, now_ms);
    if (form == GS1_FORM_GTIN && g->element[0].value[0] == '0')
        read_measure(c, g->element[0].value + 1, 13);
}

// What a text may be beside: an EAN-8, or a UPC without its leading zero.
static uint64_t gtin_of(const struct code *c)
{
    uint64_t gtin = c->gtin;
    size_t len = strlen(c->text);
    char upc[12] = "0";
    if (c->kind != CODE_TEXT)
        return gtin;
    if (len == 11)
        memcpy(upc + 1, c->text, len);
    if ((len == 8 && gtin_parse(c->text, len, &gtin) < 0) ||
        (len == 11 && gtin_parse(upc, sizeof upc, &gtin) < 0))
        return 0;
    return gtin;
}

int code_find(const struct code *c, code_find_fn *find, void *arg)
{
    uint64_t gtin = gtin_of(c);
    int rc = ERR_MISSING;
    if (gtin && !c->is_guess)
        rc = find(arg, CODE_BY_GTIN, gtin, "");
    if (rc == ERR_MISSING && c->text[0])
        rc = find(arg, CODE_BY_TEXT, 0, c->text);
    if (rc == ERR_MISSING && c->text[0])
        rc = find(arg, CODE_BY_SKU, 0, c->text);
    if (rc == ERR_MISSING && gtin && c->is_guess)
        rc = find(arg, CODE_BY_GTIN, gtin, "");
    if (rc == ERR_MISSING && c->measure_gtin)
        rc = find(arg, CODE_BY_MEASURE, c->measure_gtin, "");
    return rc;
}

int32_t code_qty(const struct code *c, int32_t qty)
{
    return qty == 1 && c->count > 1 ? c->count : qty;
}

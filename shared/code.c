#include "shared/code.h"
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

static void read_elements(struct code *c, const struct gs1 *g,
                          int32_t today_days)
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
    if ((e = gs1_find(g, "17")) &&
        gs1_date(e->value, year_of(today_days), &c->expiry_days) < 0)
        misread(c, "no such expiry date");
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
        misread(c, "GS1 code without an item or parcel number");
    }
}

static void read_text(struct code *c, const char *at, size_t len)
{
    uint64_t gtin;
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
    // A scanner without AIM identifiers sends bare digits for EAN and UPC.
    c->kind = CODE_TEXT;
    if (len >= 12 && gtin_parse(at, len, &gtin) == ERR_OK) {
        c->kind = CODE_GTIN;
        c->gtin = gtin;
    } else if (sscc_is_valid(at, len)) {
        c->kind = CODE_SSCC;
        memcpy(c->sscc, at, SSCC_DIGITS);
        c->sscc[SSCC_DIGITS] = 0;
    }
}

void code_read(struct code *c, const char *bytes, size_t len,
               int32_t today_days)
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
    if (form < 0) {
        misread(c, gs1_why_name(g->why));
        return;
    }
    if (form != GS1_FORM_PLAIN) {
        read_elements(c, g, today_days);
        if (c->count < 1)
            misread(c, "count of zero");
        return;
    }
    const char *at = bytes + plain;
    len -= plain;
    if (len > 1 && at[0] == '%') {
        read_command(c, at, len);
    } else if (len > 2 && at[0] == '!' && at[1] == 'B') {
        read_text(c, at + 2, len - 2);
        if (c->kind != CODE_MISREAD)
            c->kind = CODE_BADGE;
    } else {
        read_text(c, at, len);
    }
}

static uint64_t gtin_of(const struct code *c)
{
    uint64_t gtin = c->gtin;
    if (c->kind == CODE_TEXT && strlen(c->text) == 8 &&
        gtin_parse(c->text, 8, &gtin) < 0)
        return 0;
    return gtin;
}

int code_find(const struct code *c, code_find_fn *find, void *arg)
{
    uint64_t gtin = gtin_of(c);
    int rc = gtin ? find(arg, CODE_BY_GTIN, gtin, "") : ERR_MISSING;
    if (rc == ERR_MISSING && c->text[0])
        rc = find(arg, CODE_BY_TEXT, 0, c->text);
    if (rc == ERR_MISSING && c->text[0])
        rc = find(arg, CODE_BY_SKU, 0, c->text);
    return rc;
}

int32_t code_qty(const struct code *c, int32_t qty)
{
    return qty == 1 && c->count > 1 ? c->count : qty;
}

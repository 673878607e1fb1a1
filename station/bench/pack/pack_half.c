// An item in two scans: its code says which it is, and another symbol or a
// plain label beside it has the lot, the serial number or the date. They may
// come in either order, within PACK_HALF_MS of each other; a journal's row has
// both, so that a replay needs nothing of this.
#include "station/bench/pack/pack_internal.h"
#include "shared/date.h"
#include "shared/gs1/gs1_date.h"
#include "station/base/text.h"

#include <stdio.h>
#include <string.h>

static bool is_fresh(const struct pack_half *h, int64_t at_ms)
{
    return h->at_ms > 0 && at_ms - h->at_ms < PACK_HALF_MS;
}

static void fill(char *have, size_t cap, const char *more)
{
    if (!have[0])
        text_copy(have, cap, more, strlen(more));
}

static void add(struct pick_event *to, const struct pick_event *from)
{
    fill(to->lot, sizeof to->lot, from->lot);
    fill(to->serial, sizeof to->serial, from->serial);
    if (to->expiry_days == PICK_NO_DATE ||
        (from->expiry_days != PICK_NO_DATE &&
         from->expiry_days < to->expiry_days))
        to->expiry_days = from->expiry_days;
}

// "261231" as GS1 writes dates, "2026-12-31" or "31.12.2026" (and with / or -).
static bool read_date(const char *text, int64_t at_ms, int32_t *out_days)
{
    char yymmdd[7], sep, sep_2, end;
    int a, b, c;
    int this_year = 1970 + (int)(at_ms / DATE_DAY_MS * 400 / 146097);
    int n = sscanf(text, "%4d%c%2d%c%4d%c", &a, &sep, &b, &sep_2, &c, &end);
    if (n == 5 && sep == sep_2 && strchr("-./", sep)) {
        bool is_iso = a > 31;
        int year = is_iso ? a : c, day = is_iso ? c : a;
        if (year < 1970 || year > 2200 || b < 1 || b > 12 || day < 1 ||
            day > 31)
            return false;
        snprintf(yymmdd, sizeof yymmdd, "%02d%02d%02d", year % 100, b % 100,
                 day % 100);
    } else if (strlen(text) == 6) {
        memcpy(yymmdd, text, sizeof yymmdd);
    } else {
        return false;
    }
    return gs1_date(yymmdd, this_year, out_days) == ERR_OK;
}

// What this scan alone says of an item that another one names. A plain text is
// what is asked for, whatever it looks like.
static bool read_companion(const struct pack_half *h, const struct code *c,
                           int64_t at_ms, struct pick_event *out)
{
    *out = (struct pick_event){.expiry_days = c->expiry_days};
    memcpy(out->lot, c->lot, sizeof out->lot);
    memcpy(out->serial, c->serial, sizeof out->serial);
    if (c->kind == CODE_COMPANION)
        return true;
    size_t len = strlen(c->text);
    if (h->wants == V_OPENED || len == 0 || len > PICK_TEXT_MAX)
        return false;
    if (h->wants == V_EXPIRY_MISSING)
        return read_date(c->text, at_ms, &out->expiry_days);
    bool is_lot = h->wants == V_LOT_MISSING;
    text_copy(is_lot ? out->lot : out->serial, PICK_TEXT_MAX + 1, c->text, len);
    return true;
}

bool pack_half_take(struct pack_desk *d, const struct code *c,
                    struct pack_event *ev, int64_t at_ms)
{
    struct pack_half *h = &d->half;
    struct pick_event more;
    if (!is_fresh(h, at_ms))
        *h = (struct pack_half){.wants = V_OPENED};
    bool is_item = ev->kind == PACK_SCAN || ev->kind == PACK_TICK;
    if (is_item && h->at_ms > 0 && h->wants == V_OPENED) {
        add(&ev->pick, &h->pick); // the companion came first
        *h = (struct pack_half){.wants = V_OPENED};
        return false;
    }
    bool is_thing = ev->kind == PACK_UNKNOWN || ev->kind == PACK_MISREAD;
    if (!is_thing || !read_companion(h, c, at_ms, &more))
        return false;
    if (h->wants == V_OPENED) {
        *h = (struct pack_half){
            .wants = V_OPENED, .at_ms = at_ms, .pick = more};
        return true;
    }
    add(&more, &h->pick);
    more.item_id = h->pick.item_id;
    more.qty = h->pick.qty;
    more.today_days = h->pick.today_days;
    more.until_days = h->pick.until_days;
    more.net_mg = h->pick.net_mg;
    *ev = (struct pack_event){
        .kind = h->kind, .command = h->command, .pick = more};
    return false;
}

void pack_half_after(struct pack_desk *d, const struct pack_event *ev,
                     enum verdict v, int64_t at_ms)
{
    bool is_item = ev->kind == PACK_SCAN || ev->kind == PACK_TICK;
    if (!is_item && ev->kind != PACK_COMMAND)
        return;
    bool is_asked = v == V_LOT_MISSING || v == V_SERIAL_MISSING ||
                    v == V_EXPIRY_MISSING;
    d->half = (struct pack_half){.wants = V_OPENED};
    if (is_item && is_asked && d->was_armed == PACK_CMD_DONE)
        d->half = (struct pack_half){.wants = v,
                                     .at_ms = at_ms,
                                     .kind = ev->kind,
                                     .command = ev->command,
                                     .pick = ev->pick};
}

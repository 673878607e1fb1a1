#include "station/bench/core/core.h"
#include "station/base/text.h"
#include "shared/must.h"

#include <string.h>

static const char *const NAMES[NOTICE_COUNT] = {
    [NOTICE_NONE] = "",
    [NOTICE_SIGN_IN_FIRST] = "sign_in_first",
    [NOTICE_BADGE_UNKNOWN] = "badge_unknown",
    [NOTICE_BADGE_WAIT] = "badge_wait",
    [NOTICE_PIN_WRONG] = "pin_wrong",
    [NOTICE_PIN_WAIT] = "pin_wait",
    [NOTICE_SCAN_ORDER] = "scan_order",
    [NOTICE_FETCHING] = "fetching",
    [NOTICE_NOT_FOUND] = "not_found",
    [NOTICE_TAKEN] = "taken",
    [NOTICE_ON_HOLD] = "on_hold",
    [NOTICE_ALREADY_PACKED] = "already_packed",
    [NOTICE_CANCELLED] = "cancelled",
    [NOTICE_NO_STOCK] = "no_stock",
    [NOTICE_OFFLINE] = "offline",
    [NOTICE_TAKEN_OVER] = "taken_over",
    [NOTICE_HANDOVER] = "handover",
    [NOTICE_SUPERVISOR] = "supervisor",
    [NOTICE_RECOVERED] = "recovered",
    [NOTICE_DISK] = "disk",
    [NOTICE_LATE] = "late",
    [NOTICE_NOT_ALLOWED] = "not_allowed",
    [NOTICE_NO_NUMBERS] = "no_numbers",
    [NOTICE_SECOND] = "second",
    [NOTICE_FOREIGN] = "foreign",
    [NOTICE_RECOVERING] = "recovering",
    [NOTICE_COMPANION] = "companion",
    [NOTICE_ELSEWHERE] = "elsewhere",
    [NOTICE_BUSY] = "busy",
    [NOTICE_WHY] = "why",
    [NOTICE_NO_PEOPLE] = "no_people",
    [NOTICE_WHICH] = "which",
    [NOTICE_ADDRESS_LONG] = "address_long",
    [NOTICE_REFUSED] = "refused",
    [NOTICE_NEW_FILE] = "new_file",
};

const char *notice_name(enum notice n)
{
    must(n >= NOTICE_NONE && n < NOTICE_COUNT && NAMES[n]);
    return NAMES[n];
}

void notice_tone(struct core *c, enum tone tone)
{
    c->is_changed = true;
    if (tone == TONE_NONE)
        return;
    c->notices.tone = tone;
    c->notices.tone_count++;
}

void notice_set(struct core *c, enum notice n, const char *text, enum tone tone)
{
    c->notices.now = n;
    text_copy(c->notices.text, sizeof c->notices.text, text, strlen(text));
    notice_tone(c, tone);
}

void notice_last(struct core *c, const char *bytes, size_t len, int64_t at_ms)
{
    struct notice_scan *last = &c->notices.last;
    size_t n = len < sizeof last->code - 1 ? len : sizeof last->code - 1;
    for (size_t i = 0; i < n; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        last->code[i] = byte < 0x20 || byte > 0x7E ? '^' : bytes[i];
    }
    last->code[n] = 0;
    last->verdict = V_NOT_NOW;
    last->item_id = 0;
    last->at_ms = at_ms;
}

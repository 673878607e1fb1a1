// What follows when a call had no good answer. Nothing is asked for ever in the
// same words: central is greeted anew, or what it says stands on the screen
// and the next try waits longer.
#include "station/bench/core/sync_internal.h"
#include "station/base/log.h"
#include "station/base/text.h"

#include <stdio.h>
#include <string.h>

enum {
    RETRY_MS = 1000,     // after a call that failed
    RETRY_MAX_SHIFT = 5, // at most 32 times as long when refused
};

static const char *const CALL_NAMES[] = {[SYNC_HELLO] = "hello",
                                         [SYNC_EVENTS] = "events",
                                         [SYNC_FEED] = "feed",
                                         [SYNC_CLAIM] = "claim",
                                         [SYNC_LEASE] = "lease"};

static void add_plain(struct text *t, const char *text)
{
    for (; text && *text; text++) {
        bool is_plain = *text >= 0x20 && *text < 0x7F && *text != '"';
        text_add(t, is_plain ? text : "?", 1);
    }
}

void sync_problem_text(const char *chars, size_t len,
                       char out[SYNC_SAID_MAX + 1])
{
    struct text t;
    json_t *o = json_read(chars, len, NULL, 0);
    const char *title = json_string_value(json_object_get(o, "title"));
    const char *detail = json_string_value(json_object_get(o, "detail"));
    memset(out, 0, SYNC_SAID_MAX + 1);
    text_init(&t, out, SYNC_SAID_MAX + 1);
    add_plain(&t, title ? title : "no answer of central's");
    if (title && detail)
        add_plain(&t, ": ");
    add_plain(&t, title ? detail : "");
    json_decref(o);
}

// Who asked for an order is told; what was asked ahead of need comes later.
static void give_up_claim(struct core *c, const struct moment *at)
{
    struct sync *s = c->sync;
    if (s->call == SYNC_LEASE) {
        s->lease.is_wanted = false;
        s->lease_empty_ms = at->now_ms;
    } else if (s->call == SYNC_CLAIM) {
        s->claim.is_wanted = false;
        notice_set(c, NOTICE_REFUSED, s->why, TONE_LOOK);
    }
}

static void on_refusal(struct core *c, const struct moment *at)
{
    struct sync *s = c->sync;
    bool greets = s->status == 409 && s->call != SYNC_HELLO;
    int shift = s->refused_count;
    s->refused_count++;
    s->wait_ms =
        RETRY_MS << (shift < RETRY_MAX_SHIFT ? shift : RETRY_MAX_SHIFT);
    if (greets)
        sync_hello_again(s);
    else
        give_up_claim(c, at);
    if (greets && shift == 0) {
        s->failed_ms = 0; // at once
        return;
    }
    memcpy(s->said, s->why, sizeof s->said);
}

void sync_refused(struct core *c, const struct moment *at)
{
    struct sync *s = c->sync;
    c->is_changed = true;
    if (s->failed_ms == 0 || s->status != 0)
        log_warn("central_failed call=%s status=%d why=\"%s\"",
                 CALL_NAMES[s->call], s->status, s->why);
    s->failed_ms = at->now_ms;
    s->wait_ms = RETRY_MS;
    if (s->status >= 400 && s->status < 500)
        on_refusal(c, at);
    else
        s->said[0] = 0; // it says nothing now
}

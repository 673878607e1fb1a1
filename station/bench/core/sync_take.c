// What an answer of central does here: stored first, then told to the switch.
#include "station/bench/core/sync_internal.h"
#include "station/base/log.h"
#include "station/bench/core/commit.h"
#include "station/bench/core/feed.h"

#include <string.h>

static void tell(struct sync *s, struct event *ev, const struct moment *at)
{
    ev->at_ms = at->wall_ms;
    s->fn(s->arg, ev);
}

static void keep_text(struct core *c, const json_t *root, const char *name)
{
    const char *text = json_string_value(json_object_get(root, name));
    if (text)
        store_setting_set(&c->store, name, text);
}

// Central has our events, and perhaps lends numbers for parcels.
static void take_events(struct core *c, const json_t *root,
                        const struct moment *at)
{
    struct json_reader r;
    struct event ev = {.kind = EVENT_NUMBERS};
    int64_t last = 0, next = 0, end = 0;
    c->is_changed = true;
    json_reader_init(&r, root);
    json_take_int(&r, "last_seq", 0, INT64_MAX, &last, true);
    json_take_int(&r, "sscc_next", 0, INT64_MAX, &next, false);
    json_take_int(&r, "sscc_end", 0, INT64_MAX, &end, false);
    if (!json_reader_ok(&r))
        return;
    commit_begin(c);
    store_counter_set(&c->store, "acked_seq", last);
    // A new range only: within the old one our own counter is ahead.
    if (end != store_counter(&c->store, "sscc_end", 0)) {
        store_counter_set(&c->store, "sscc_next", next);
        store_counter_set(&c->store, "sscc_end", end);
    }
    keep_text(c, root, "sscc_prefix");
    keep_text(c, root, "sender");
    if (commit(c, NULL, NULL, 0) == ERR_OK)
        c->sync->acked_seq = last;
    tell(c->sync, &ev, at);
}

static int store_feed(struct core *c, const json_t *root, int64_t at_ms)
{
    const json_t *changes = json_object_get(root, "changes");
    json_t *rev = json_object_get(root, "rev");
    json_t *id = json_object_get(root, "station_id");
    commit_begin(c);
    store_counter_set(&c->store, "station_id", json_integer_value(id));
    for (size_t i = 0; i < json_array_size(changes); i++) {
        const json_t *one = json_array_get(changes, i);
        const char *kind = json_string_value(json_object_get(one, "kind"));
        if (kind)
            feed_apply(&c->store, kind, json_object_get(one, "data"), at_ms);
    }
    store_counter_set(&c->store, "feed_rev", json_integer_value(rev));
    return commit(c, NULL, NULL, 0);
}

static void take_feed(struct core *c, const json_t *root,
                      const struct moment *at)
{
    struct sync *s = c->sync;
    struct event ev = {.kind = EVENT_FEED};
    bool more = json_is_true(json_object_get(root, "more"));
    bool has_changes = json_array_size(json_object_get(root, "changes")) > 0;
    s->fed_ms = at->now_ms;
    if (sync_unsent(c) > 0) {
        s->fed_ms = 0; // it may be older than what we did since: ask again
        return;
    }
    if (has_changes || !s->has_catalogue) {
        if (store_feed(c, root, at->wall_ms) < 0)
            log_error("feed_not_kept why=\"%s\"", store_why(&c->store));
        s->lease_empty_ms = 0;
        c->is_changed = true;
        tell(s, &ev, at);
    }
    s->has_catalogue = !more;
    if (more)
        s->fed_ms = 0;
}

// Keeps a claimed order. Returns its shipment or 0.
static int64_t keep_work(struct core *c, const json_t *root, int64_t at_ms)
{
    const json_t *work = json_object_get(root, "work");
    if (!work)
        return 0;
    commit_begin(c);
    feed_take_work(&c->store, work, at_ms);
    if (commit(c, NULL, NULL, 0) < 0)
        return 0;
    return json_integer_value(json_object_get(work, "shipment_id"));
}

static void take_claim(struct core *c, const json_t *root,
                       const struct moment *at)
{
    struct sync *s = c->sync;
    struct event ev = {.kind = EVENT_WORK};
    s->claim.is_wanted = false;
    c->is_changed = true;
    ev.work.shipment_id = keep_work(c, root, at->wall_ms);
    ev.work.verdict = json_string_value(json_object_get(root, "verdict"));
    ev.work.holder = json_string_value(json_object_get(root, "holder"));
    ev.work.code = s->claim.code;
    tell(s, &ev, at);
}

static void take_lease(struct core *c, const json_t *root,
                       const struct moment *at)
{
    struct sync *s = c->sync;
    s->lease.is_wanted = false;
    s->lease_empty_ms =
        keep_work(c, root, at->wall_ms) == 0 ? at->now_ms : 0;
    c->is_changed = true;
}

void sync_take(struct core *c, const json_t *root, const struct moment *at)
{
    switch (c->sync->call) {
    case SYNC_EVENTS:
        take_events(c, root, at);
        return;
    case SYNC_FEED:
        take_feed(c, root, at);
        return;
    case SYNC_CLAIM:
        take_claim(c, root, at);
        return;
    case SYNC_LEASE:
        take_lease(c, root, at);
        return;
    }
}

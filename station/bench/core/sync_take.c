// What an answer of central does here: stored first, then told to the switch.
#include "station/bench/core/sync_internal.h"
#include "station/base/log.h"
#include "station/bench/core/commit.h"
#include "station/bench/core/feed.h"
#include "station/record/numbers.h"
#include "station/store/bench/bench_work.h"

#include <string.h>

static void tell(struct sync *s, struct event *ev, const struct moment *at)
{
    ev->at_ms = at->wall_ms;
    s->fn(s->arg, ev);
}

// What is absent stays as it was.
static void keep_text(struct store *st, const char *name, const char *text)
{
    if (text[0])
        store_setting_set(st, name, text);
}

static int store_numbers(struct core *c, const struct numbers *n)
{
    struct store *st = &c->store;
    commit_begin(c);
    store_counter_set(st, "acked_seq", n->last_seq);
    // A new range only: within the old one our own counter is ahead, and one
    // from before it was lent by a central that has forgotten.
    if (n->sscc_next >= store_counter(st, "sscc_end", 0)) {
        store_counter_set(st, "sscc_next", n->sscc_next);
        store_counter_set(st, "sscc_end", n->sscc_end);
    }
    keep_text(st, "sscc_prefix", n->sscc_prefix);
    keep_text(st, "sender", n->sender);
    return commit(c, NULL, NULL, 0);
}

// Central has our events, and perhaps lends numbers for parcels.
static void take_events(struct core *c, const json_t *root,
                        const struct moment *at)
{
    struct numbers n;
    struct event ev = {.kind = EVENT_NUMBERS};
    char why[RECORD_WHY_MAX];
    c->is_changed = true;
    if (numbers_from_json(root, &n, why) < 0) {
        log_warn("numbers_not_read why=\"%s\"", why);
        return;
    }
    if (n.last_seq > c->tip.seq || n.last_seq < c->sync->acked_seq) {
        sync_hello_again(c->sync); // it is not as we left it
        return;
    }
    if (store_numbers(c, &n) == ERR_OK)
        c->sync->acked_seq = n.last_seq;
    memcpy(c->sync->rival, n.rival, sizeof c->sync->rival);
    c->sync->rival_ms = n.rival_ms;
    tell(c->sync, &ev, at);
}

// An entry of a kind this program does not know is passed over, and so is
// work that it cannot read; without the rest it would scan in the dark.
static void store_entry(struct core *c, const json_t *root, size_t idx,
                        int64_t at_ms)
{
    struct feed_entry *e = &c->sync->entry;
    char why[RECORD_WHY_MAX];
    int rc = feed_entry_from_json(root, idx, e, why);
    if (rc == ERR_OK)
        feed_apply(&c->store, e, at_ms);
    else if (rc == ERR_PARSE && e->kind == FEED_SHIPMENT)
        log_error("work_not_read why=\"%s\"", why);
    else if (rc == ERR_PARSE)
        store_fail(&c->store, ERR_PARSE, why);
}

static int store_feed(struct core *c, const json_t *root,
                      const struct feed *head, size_t count, int64_t at_ms)
{
    commit_begin(c);
    store_counter_set(&c->store, "station_id", head->station_id);
    if (head->badge_salt[0] && !head->has_more) // then all people are here
        store_setting_set(&c->store, "badge_salt", head->badge_salt);
    for (size_t i = 0; i < count; i++)
        store_entry(c, root, i, at_ms);
    store_counter_set(&c->store, "feed_rev", head->rev);
    if (!head->has_more)
        feed_end(&c->store);
    return commit(c, NULL, NULL, 0);
}

static void take_feed(struct core *c, const json_t *root,
                      const struct moment *at)
{
    struct sync *s = c->sync;
    struct event ev = {.kind = EVENT_FEED};
    struct feed head;
    size_t count = 0;
    char why[RECORD_WHY_MAX];
    s->fed_ms = at->now_ms;
    if (feed_from_json(root, &head, &count, why) < 0) {
        log_warn("feed_not_read why=\"%s\"", why);
        return;
    }
    if (sync_unsent(c) > 0) {
        s->fed_ms = 0; // it may be older than what we did since: ask again
        return;
    }
    if (count > 0 || !s->has_catalogue) {
        if (store_feed(c, root, &head, count, at->wall_ms) < 0)
            log_error("feed_not_kept why=\"%s\"", store_why(&c->store));
        s->lease_empty_ms = 0;
        c->is_changed = true;
        tell(s, &ev, at);
    }
    s->has_catalogue = !head.has_more;
    if (head.has_more)
        s->fed_ms = 0;
}

// Keeps a claimed order. Returns its shipment, or 0 when none was given.
static int64_t keep_work(struct core *c, const json_t *root,
                         const struct moment *at)
{
    struct claim_reply *reply = &c->sync->reply;
    char why[RECORD_WHY_MAX];
    if (claim_reply_from_json(root, reply, why) < 0) {
        log_error("claim_not_read why=\"%s\"", why);
        reply->verdict = CLAIM_NOTHING;
        reply->choice_count = 0;
        reply->holder[0] = 0;
        return 0;
    }
    c->sync->recovering_ms =
        reply->verdict == CLAIM_RECOVERING ? at->now_ms : 0;
    if (!reply->has_work)
        return 0;
    commit_begin(c);
    bench_work_add(&c->store, &reply->work, at->wall_ms);
    return commit(c, NULL, NULL, 0) < 0 ? 0 : reply->work.shipment_id;
}

static void take_claim(struct core *c, const json_t *root,
                       const struct moment *at)
{
    struct sync *s = c->sync;
    struct event ev = {.kind = EVENT_WORK};
    s->claim.is_wanted = false;
    c->is_changed = true;
    ev.work.shipment_id = keep_work(c, root, at);
    ev.work.verdict = s->reply.verdict;
    ev.work.holder = s->reply.holder;
    ev.work.code = s->claim.request.code;
    ev.work.choice_count = s->reply.choice_count;
    ev.work.choice = s->reply.choice;
    tell(s, &ev, at);
}

static void take_lease(struct core *c, const json_t *root,
                       const struct moment *at)
{
    struct sync *s = c->sync;
    s->lease.is_wanted = false;
    s->lease_empty_ms = keep_work(c, root, at) == 0 ? at->now_ms : 0;
    c->is_changed = true;
}

void sync_take(struct core *c, const json_t *root, const struct moment *at)
{
    switch (c->sync->call) {
    case SYNC_HELLO:
        sync_hello_take(c, root, at);
        return;
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

// Greeting central: what its journal of us and ours have in common, before
// anything is sent.
#include "station/bench/core/sync_internal.h"
#include "station/base/log.h"
#include "station/bench/core/commit.h"
#include "station/bench/core/feed.h"
#include "station/store/bench/bench_work.h"

#include <stdio.h>
#include <string.h>

static void fill_works(struct core *c, struct hello *h)
{
    struct bench_work list[BENCH_QUEUE_MAX];
    int count = bench_work_list(&c->store, list, BENCH_QUEUE_MAX);
    h->work_count = 0;
    for (int i = 0; i < count; i++) {
        struct hello_work *w = &h->work[h->work_count++];
        *w = (struct hello_work){.shipment_id = list[i].shipment_id,
                                 .fence = list[i].fence,
                                 .is_open =
                                     strcmp(list[i].state, "leased") != 0};
        memcpy(w->order_no, list[i].order_no, sizeof w->order_no);
    }
}

// The hash of a row as text, "" when there is none; row 0 is before the first.
static void hash_at(struct core *c, int64_t seq,
                    char out[SECRET_DIGEST_TEXT + 1])
{
    uint8_t hash[SECRET_DIGEST_LEN];
    out[0] = 0;
    if (seq > 0 && journal_hash_at(&c->store, seq, hash) == ERR_OK)
        secret_hex(hash, sizeof hash, out);
}

static int64_t probe_of(const struct core *c)
{
    const struct sync *s = c->sync;
    if (s->search.is_on)
        return s->search.probe;
    return s->asks_tip ? c->tip.seq : s->acked_seq;
}

void sync_hello_fill(struct core *c)
{
    struct sync *s = c->sync;
    const struct identity *i = &c->identity;
    struct hello *h = &s->hello;
    memset(h, 0, sizeof *h);
    memcpy(h->run, i->run, sizeof h->run);
    memcpy(h->run_before, i->run_before, sizeof h->run_before);
    memcpy(h->database_id, i->database_id, sizeof h->database_id);
    memcpy(h->incarnation, i->incarnation, sizeof h->incarnation);
    memcpy(h->journal_id, i->journal_id, sizeof h->journal_id);
    memcpy(h->parent_id, i->parent_id, sizeof h->parent_id);
    h->tip_seq = c->tip.seq;
    h->acked_seq = s->acked_seq;
    h->begins = s->search.is_on && s->search.other - s->search.common == 1;
    h->probe_seq = probe_of(c);
    h->sscc_end = store_counter(&c->store, "sscc_end", 0);
    hash_at(c, h->probe_seq, h->probe_hash);
    fill_works(c, h);
}

void sync_hello_again(struct sync *s)
{
    s->link = LINK_HELLO;
    s->search.is_on = s->asks_tip = false;
}

static void try_later(struct sync *s, const struct moment *at)
{
    sync_hello_again(s);
    s->failed_ms = at->now_ms;
}

static bool has_same_row(struct core *c, int64_t seq, const char *hash)
{
    char own[SECRET_DIGEST_TEXT + 1];
    if (seq == 0)
        return true;
    hash_at(c, seq, own);
    return own[0] && strcmp(own, hash) == 0;
}

static void narrow(struct sync *s, const struct welcome *w)
{
    struct sync_search *f = &s->search;
    int64_t probe = s->hello.probe_seq;
    if (probe <= f->common || probe >= f->other)
        return;
    if (w->probe == HELLO_PROBE_SAME)
        f->common = probe;
    else
        f->other = probe;
}

// Between which rows the last common one is. What it has most likely in common
// is asked first: all that one of both has.
static void search_begin(struct core *c, const struct welcome *w)
{
    struct sync_search *f = &c->sync->search;
    int64_t tip = c->tip.seq;
    *f = (struct sync_search){.is_on = true, .other = 1};
    if (has_same_row(c, w->last_seq, w->last_hash)) {
        f->common = w->last_seq;
        f->other = w->last_seq + 1;
        return;
    }
    f->other = w->last_seq > tip ? tip + 1 : w->last_seq;
    narrow(c->sync, w);
    f->probe = f->other - 1;
}

static void tell(struct core *c, const struct moment *at)
{
    struct event ev = {.kind = EVENT_FEED, .at_ms = at->wall_ms};
    c->is_changed = true;
    c->sync->fn(c->sync->arg, &ev);
}

static void begin_journal(struct core *c, bool is_older,
                          const struct moment *at)
{
    const char *why = is_older ? "older" : "forked";
    if (identity_begin(c, why, at->wall_ms) < 0) {
        try_later(c->sync, at);
        return;
    }
    sync_hello_again(c->sync);
    tell(c, at);
}

static void on_unknown(struct core *c, const struct welcome *w,
                       const struct moment *at)
{
    struct sync *s = c->sync;
    struct sync_search *f = &s->search;
    if (s->hello.begins) { // another one by now
        try_later(s, at);
        return;
    }
    if (f->is_on) {
        narrow(s, w);
        f->probe = f->common + (f->other - f->common) / 2;
    } else {
        search_begin(c, w);
    }
    if (f->other - f->common > 1)
        return;
    f->probe = f->common;
    // The rows from before journals had names: what is not as central has it
    // has been given up nowhere yet.
    if (!w->journal_id[0] && f->common < w->last_seq &&
        !c->identity.has_given_up)
        begin_journal(c, f->common == c->tip.seq, at);
}

// Central has rows of this journal that are not here, or others.
static void on_other_rows(struct core *c, const struct welcome *w,
                          const struct moment *at)
{
    struct sync *s = c->sync;
    bool is_tip = s->hello.probe_seq == c->tip.seq;
    if (!is_tip && !s->asks_tip) {
        s->asks_tip = true;
        return;
    }
    begin_journal(c,
                  w->last_seq > c->tip.seq &&
                      (c->tip.seq == 0 || w->probe == HELLO_PROBE_SAME),
                  at);
}

// Orders that were claimed here and are not: an open one is finished first.
static void drop_gone(struct core *c, const struct welcome *w)
{
    struct bench_work have;
    for (int32_t i = 0; i < w->gone_count; i++)
        if (bench_work_load(&c->store, w->gone[i], &have) == ERR_OK &&
            strcmp(have.state, "open") != 0)
            bench_work_erase(&c->store, w->gone[i]);
}

static int keep_welcome(struct core *c, const struct welcome *w)
{
    struct store *st = &c->store;
    struct identity next;
    bool is_other = strcmp(w->incarnation, c->identity.incarnation) != 0;
    commit_begin(c);
    identity_welcome(c, w, &next);
    store_counter_set(st, "acked_seq", w->last_seq);
    store_counter_set(st, "station_id", w->station_id);
    if (is_other)
        feed_begin_anew(st);
    drop_gone(c, w);
    int rc = commit(c, NULL, NULL, 0);
    if (rc == ERR_OK)
        c->identity = next;
    return rc;
}

static void on_welcome(struct core *c, const struct welcome *w,
                       const struct moment *at)
{
    struct sync *s = c->sync;
    if (!has_same_row(c, w->last_seq, w->last_hash)) {
        on_other_rows(c, w, at);
        return;
    }
    if (keep_welcome(c, w) < 0) {
        log_error("welcome_not_kept why=\"%s\"", store_why(&c->store));
        try_later(s, at);
        return;
    }
    log_info("central_welcome journal=%s last_seq=%lld incarnation=%s",
             c->identity.journal_id, (long long)w->last_seq, w->incarnation);
    sync_hello_again(s);
    s->link = LINK_UP;
    s->acked_seq = w->last_seq;
    s->has_catalogue = false;
    s->fed_ms = 0;
    enum notice n = c->notices.now;
    if (n == NOTICE_SECOND || n == NOTICE_FOREIGN)
        notice_set(c, NOTICE_NONE, "", TONE_NONE);
    tell(c, at);
}

static void on_refusal(struct core *c, const struct welcome *w)
{
    struct sync *s = c->sync;
    enum sync_link link =
        w->verdict == HELLO_SECOND ? LINK_SECOND : LINK_FOREIGN;
    if (s->link != link)
        log_warn("central_says verdict=%s rival=\"%s\"",
                 hello_verdict_name(w->verdict), w->rival);
    sync_hello_again(s);
    s->link = link;
    s->claim.is_wanted = false; // who asked is told that nothing is packed
    text_copy(s->rival, sizeof s->rival, w->rival, strlen(w->rival));
    s->rival_ms = w->rival_ms;
}

void sync_hello_take(struct core *c, const json_t *root,
                     const struct moment *at)
{
    struct sync *s = c->sync;
    struct welcome *w = &s->welcome;
    char why[RECORD_WHY_MAX];
    c->is_changed = true;
    if (welcome_from_json(root, w, why) < 0) {
        log_warn("welcome_not_read why=\"%s\"", why);
        try_later(s, at);
        return;
    }
    switch (w->verdict) {
    case HELLO_WELCOME:
        on_welcome(c, w, at);
        return;
    case HELLO_UNKNOWN:
        on_unknown(c, w, at);
        return;
    case HELLO_SECOND:
    case HELLO_FOREIGN:
        on_refusal(c, w);
        return;
    case HELLO_VERDICT_COUNT:
        break;
    }
}

// sync_internal.h - what the parts of sync share: the calls that are made
// (sync.c), what an answer does (sync_take.c), what others ask (sync_state.c).
#ifndef BENCH_CORE_SYNC_INTERNAL_H
#define BENCH_CORE_SYNC_INTERNAL_H

#include "station/base/secret.h"
#include "station/bench/core/sync.h"
#include "station/http/client.h"
#include "station/record/claim.h"
#include "station/record/feed.h"

enum { SYNC_BATCH_MAX = 2 * 1024 * 1024 };

enum sync_call { SYNC_EVENTS, SYNC_FEED, SYNC_CLAIM, SYNC_LEASE };

struct sync_claim {
    bool is_wanted;
    struct claim_request request;
};

struct sync {
    struct http_client *client;
    struct loop_timer tick;
    device_fn *fn;
    void *arg;
    bool is_busy;               // a call is under way
    enum sync_call call;        // which
    bool has_answer;            // it is back, and waits for its turn
    int status;
    json_t *root;               // the answer, NULL for none
    char why[201];              // then why not
    int64_t acked_seq;
    bool is_online;
    int64_t heard_ms;           // monotonic; 0 before the first answer
    int64_t pushed_ms, fed_ms, failed_ms;
    int64_t skew_ms;
    bool has_catalogue;
    struct sync_claim claim;    // by the packer
    struct sync_claim lease;    // ahead of need
    int64_t lease_empty_ms;     // when central had nothing, 0 for never
    char batch[SYNC_BATCH_MAX];
    union {                     // the document being read
        struct claim_reply reply;
        struct feed_entry entry;
    };
};

// Stores what a good answer brought and tells the switch.
void sync_take(struct core *c, const json_t *root, const struct moment *at);

#endif

// sync_internal.h - what the parts of sync share: the calls that are made
// (sync.c), greeting central (sync_hello.c), what an answer does (sync_take.c),
// what central refuses (sync_refused.c), what others ask (sync_state.c).
#ifndef BENCH_CORE_SYNC_INTERNAL_H
#define BENCH_CORE_SYNC_INTERNAL_H

#include "station/base/secret.h"
#include "station/bench/core/sync.h"
#include "station/http/client.h"
#include "station/record/claim.h"
#include "station/record/feed.h"
#include "station/record/hello.h"

enum { SYNC_BATCH_MAX = 2 * 1024 * 1024, SYNC_SAID_MAX = 200 };

enum sync_call { SYNC_HELLO, SYNC_EVENTS, SYNC_FEED, SYNC_CLAIM, SYNC_LEASE };

enum sync_link {
    LINK_HELLO, // to be greeted before anything else
    LINK_UP,
    LINK_SECOND, // asked again now and then
    LINK_FOREIGN,
};

// Where this journal leaves the one that central has, found by halving.
struct sync_search {
    bool is_on;
    int64_t common; // up to here the rows are the same
    int64_t other;  // and from here on they are not
    int64_t probe;  // asked now
};

struct sync_claim {
    bool is_wanted;
    struct claim_request request;
};

struct sync {
    struct http_client *client;
    struct loop_timer tick;
    device_fn *fn;
    void *arg;
    bool is_busy;        // a call is under way
    enum sync_call call; // which
    bool has_answer;     // it is back, and waits for its turn
    int status;
    json_t *root;                // the answer, NULL for none
    char why[SYNC_SAID_MAX + 1]; // then why not
    enum sync_link link;
    struct hello hello; // said last
    struct sync_search search;
    bool asks_tip; // the next hello is about the newest row
    int64_t acked_seq;
    bool is_online;
    int64_t heard_ms; // monotonic; 0 before the first answer
    int64_t greeted_ms, pushed_ms, fed_ms;
    int64_t failed_ms, wait_ms;   // no call before the one plus the other
    int refused_count;            // calls in a row, but for greetings
    char said[SYNC_SAID_MAX + 1]; // by central when it refuses, or empty
    int64_t skew_ms;
    char rival[64];   // another machine under our token, or empty
    int64_t rival_ms; // when it called, by central's clock
    bool has_catalogue;
    int64_t recovering_ms;   // central said that it gives no orders yet, or 0
    struct sync_claim claim; // by the packer
    struct sync_claim lease; // ahead of need
    int64_t lease_empty_ms;  // when central had nothing, 0 for never
    char batch[SYNC_BATCH_MAX];
    union { // the document being read
        struct claim_reply reply;
        struct feed_entry entry;
        struct welcome welcome;
    };
};

// What is said to central next, into s->hello.
void sync_hello_fill(struct core *c);

// What came of it. Sets failed_ms when it has to be tried again later.
void sync_hello_take(struct core *c, const json_t *root,
                     const struct moment *at);

// Begins anew with greeting; what was found out is forgotten.
void sync_hello_again(struct sync *s);

// Stores what a good answer brought and tells the switch.
void sync_take(struct core *c, const json_t *root, const struct moment *at);

// There was no good answer: greeted anew, said on the screen, or tried again.
void sync_refused(struct core *c, const struct moment *at);

// What a problem's document says, in one line of plain characters.
void sync_problem_text(const char *chars, size_t len,
                       char out[SYNC_SAID_MAX + 1]);

#endif

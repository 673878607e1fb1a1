// central_fixture.h - a stand-in for central in the bench's own process: it
// keeps journals and their rows by hash, greets, and says what a test tells
// it. Use:
//
//     struct central k = {0};
//     central_open(&k, ":memory:");       // a bench beside it, not greeted yet
//     central_run(&k, is_up);             // goes on until is_up(&k)
//     central_close(&k);
//
// The bench knows this central when it is opened, so that its copies stay.
#ifndef TESTS_BENCH_CENTRAL_FIXTURE_H
#define TESTS_BENCH_CENTRAL_FIXTURE_H

#include "station/record/hello.h"
#include "tests/bench/bench_fixture.h"

enum { KEPT_JOURNALS = 6, KEPT_ROWS = 300 };

struct kept_journal {
    char id[IDENTITY_MAX + 1];
    int64_t base_seq, last_seq;
    char hash[KEPT_ROWS][SECRET_DIGEST_TEXT + 1]; // by seq; the parent's too
};

struct central {
    struct site *site;
    struct loop_timer deadline;
    int hello_count, events_count, feed_count, claim_count;
    int row_count;   // rows taken, but for repeats
    int begin_count; // journals begun
    int fail_count;  // claims still to be answered with 503
    int lose_every;  // 2: every other answer is lost after the work
    int call_count;
    int conflict_count; // events still to be answered with 409
    int refuse_count;   // and with 403
    const char *says;   // "second" or "foreign" for every hello
    char incarnation[IDENTITY_MAX + 1];
    struct kept_journal journal[KEPT_JOURNALS];
    int journal_count;
    struct hello hello;     // the last one
    int64_t gone;           // named as gone, 0 for none
    int64_t sscc_next;      // of the range it says
    const char *rival;      // as the answer to events names it
    int64_t now_ms;         // said as its clock
    char request_id[2][64]; // of the last claim and the one before
    const char *feed;       // changes, told once
    bool has_no_list;       // they come as an object
    const char *claim;      // the answer
    bool (*is_over)(struct central *k);
};

void central_open(struct central *k, const char *path);
void central_close(struct central *k);

// Goes on until is_over.
void central_run(struct central *k, bool (*is_over)(struct central *k));

// The journal that holds now, newest last; NULL before the first.
struct kept_journal *central_journal(struct central *k);

// Central has this much of the bench's rows under the id, as it has them now.
void central_knows(struct central *k, const char *id, int64_t last_seq);

#endif

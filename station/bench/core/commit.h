// commit.h - the one way anything gets onto a bench's disk.
//
// A desk decides on a copy, begins, lists the writes of its own, and ends with
// the rows for the journal. What the event came from goes in with them: who
// answers for it, when, and the number by which a handheld knows its scan.
// Until commit says yes nothing in memory has changed; when it says no the
// screen and the ear have been told, and the disk is as it was.
#ifndef BENCH_CORE_COMMIT_H
#define BENCH_CORE_COMMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "shared/err.h"
#include "shared/message.h"

struct core;

// A handheld's scan while it is acted on: written down in the transaction of
// whatever it causes, so that one that comes again does nothing.
struct hand_record {
    uint32_t seq;           // in the handheld's journal
    uint32_t journal_id;
    int32_t slot;           // of the device it came by
    char name[MESSAGE_NAME_MAX + 1];
    bool is_kept;           // committed with what it did
    bool has_failed;        // what it does could not be committed
};

struct origin {
    const char *raw;        // as scanned, or NULL
    size_t len;
    int64_t person_id;      // who answers for it
    int64_t at_ms;
    struct hand_record *hand;   // or NULL
    bool is_typed;          // on the page, not scanned
};

struct row {                // of the journal
    const char *kind;
    const char *verdict;    // "" for none
    const char *body;       // JSON without tabs or newlines
    int64_t shipment_id;    // 0: of no order
    int64_t fence;
};

void commit_begin(struct core *c);

// Ends the transaction with n rows. Without an origin it is the program's own
// bookkeeping: nobody waits for it, and the caller says what failed.
int commit(struct core *c, const struct origin *o, const struct row *rows,
           int n) MUST_USE;

// The disk could not be read or written: the screen and the ear are told what
// to do about it. rc: ERR_FULL, or what else store_why has words for.
void commit_disk_failed(struct core *c, int rc);

// Asks once in a while whether anything can be kept; once a second, outside of
// any transaction.
void commit_pulse(struct core *c, int64_t now_ms);

#endif

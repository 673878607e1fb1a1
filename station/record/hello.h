// hello.h - how a station and central learn what they are to each other before
// anything else is said.
//
// Both have an identity that does not come back when a file does: central's
// database its incarnation, new after each restore; a station's journal its
// id, new when the station's file is lost, older than it was, or a copy. A
// journal may begin in the middle of its parent: its rows up to there are the
// parent's. station/central/floor/hello.h says what central makes of it.
#ifndef RECORD_HELLO_H
#define RECORD_HELLO_H

#include "station/base/secret.h"
#include "station/record/record.h"

enum { IDENTITY_MAX = 16, HELLO_WORKS_MAX = 32 };

struct hello_work {             // an order that the station has
    int64_t shipment_id;
    int64_t fence;
    bool is_open;               // begun there; else only claimed
    char order_no[64];
};

struct hello {
    char run[IDENTITY_MAX + 1]; // of this process, random at each start
    char run_before[IDENTITY_MAX + 1];  // of the last one on this very file;
                                // empty for a new file and for a copy
    char database_id[IDENTITY_MAX + 1]; // central's, as the file knows it
    char incarnation[IDENTITY_MAX + 1]; // central's, heard last; or empty
    char journal_id[IDENTITY_MAX + 1];
    char parent_id[IDENTITY_MAX + 1];   // of the journal it began in, or empty
    int64_t tip_seq;            // the newest row
    int64_t acked_seq;          // central confirmed all up to here
    int64_t probe_seq;          // have we the same row here?
    char probe_hash[SECRET_DIGEST_TEXT + 1];
    bool begins;                // start this journal after probe_seq
    int64_t sscc_end;           // of the parcel serials it was lent
    int32_t work_count;
    struct hello_work work[HELLO_WORKS_MAX];
};

enum hello_verdict {
    HELLO_WELCOME,
    HELLO_UNKNOWN,              // this journal is new here: see journal_id
    HELLO_SECOND,               // another station is at work under the token
    HELLO_FOREIGN,              // the file belongs to another database
    HELLO_VERDICT_COUNT,
};

enum hello_probe {              // the row that was asked for
    HELLO_PROBE_NONE,           // central has none of that number
    HELLO_PROBE_SAME,
    HELLO_PROBE_OTHER,          // it has one, with another hash
    HELLO_PROBE_COUNT,
};

struct welcome {
    enum hello_verdict verdict;
    enum hello_probe probe;
    char database_id[IDENTITY_MAX + 1];
    char incarnation[IDENTITY_MAX + 1];
    char journal_id[IDENTITY_MAX + 1];  // whose rows probe and last_seq speak
                                // of: the one asked for, of HELLO_UNKNOWN the
                                // nearest that central has; empty for none
    int64_t last_seq;           // of it, kept by central
    char last_hash[SECRET_DIGEST_TEXT + 1];
    int64_t station_id;
    int64_t now_ms;
    char rival[64];             // of HELLO_SECOND: where the other one is
    int64_t rival_ms;           // when it was heard last
    int32_t gone_count;         // of the orders named: not this station's
    int64_t gone[HELLO_WORKS_MAX];
};

const char *hello_verdict_name(enum hello_verdict v);
const char *hello_probe_name(enum hello_probe p);

json_t *hello_to_json(const struct hello *h);
int hello_from_json(const json_t *o, struct hello *out, char *why) MUST_USE;
json_t *welcome_to_json(const struct welcome *w);
int welcome_from_json(const json_t *o, struct welcome *out,
                      char *why) MUST_USE;

#endif

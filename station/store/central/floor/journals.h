// journals.h - the journals of stations: which rows central has of each, and
// how one begins in the middle of another.
//
// A station's file is one journal as long as it is where it was. After it was
// lost, copied or put back a new one begins: its rows up to base belong to its
// parent. journal_id is the station's own random name; empty for a station that
// has not said hello yet.
#ifndef STORE_CENTRAL_FLOOR_JOURNALS_H
#define STORE_CENTRAL_FLOOR_JOURNALS_H

#include "station/record/hello.h"
#include "station/record/journal.h"
#include "station/store/engine/store.h"

enum { JOURNALS_LEND = 1000 }; // parcel serials lent at a time

struct journal {
    int64_t journal_no, station_id;
    int64_t parent_no;           // 0 for none
    int64_t tip_seq, acked_seq;  // as the station said at its last hello
    int64_t sscc_next, sscc_end; // the range lent last
    int64_t person_id;           // signed in there; 0 for nobody
    struct journal_tip base;     // the parent's last row that is its own too
    struct journal_tip last;     // the newest row kept
    char journal_id[IDENTITY_MAX + 1];
    char incarnation[IDENTITY_MAX + 1]; // ours, that it said hello to
};

// False when there is none.
bool journals_load(struct store *st, int64_t journal_no, struct journal *out);
bool journals_find(struct store *st, int64_t station_id, const char *journal_id,
                   struct journal *out);

// A new one that begins at j->base; sets j->journal_no and j->last. why is one
// word: first, older, forked ...
void journals_add(struct store *st, struct journal *j, const char *why,
                  int64_t at_ms);

// The journal of before ids were made is this one.
void journals_name(struct store *st, int64_t journal_no,
                   const char *journal_id);

// Keeps last, tip_seq, acked_seq, person_id and incarnation.
void journals_save(struct store *st, const struct journal *j);

// True when another journal has this very row: files that were copied share
// what stood in them.
bool journals_share(struct store *st, int64_t journal_no,
                    const struct journal_row *row);

// The hash of a row that is its own or an ancestor's. False when there is none
// of this number; row 0 has the hash of zeros.
bool journals_hash(struct store *st, const struct journal *j, int64_t seq,
                   uint8_t out[SECRET_DIGEST_LEN]);

// Keeps an event as it is.
void journals_event_add(struct store *st, int64_t journal_no,
                        const struct journal_row *row);

// Lends the next range of parcel serials, and writes down that it did.
void journals_lend(struct store *st, struct journal *j, int64_t at_ms);

// A range that was lent before this file was made: it is not lent again.
void journals_lent(struct store *st, struct journal *j, int64_t end,
                   int64_t at_ms);

#endif

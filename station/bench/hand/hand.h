// hand.h - handhelds: a second pair of hands at any desk.
//
// What they bring: scans that they keep until those are safe here, picking
// lists they ask for, pictures to read, and news about themselves. A scan
// carries its number in the handheld's journal. The number is written in the
// same transaction as what the scan did, and only then is the handheld told
// that it is safe; one that comes again is answered and does nothing.
#ifndef BENCH_HAND_HAND_H
#define BENCH_HAND_HAND_H

#include "station/bench/core/commit.h"
#include "station/bench/core/core.h"
#include "station/bench/hand/camera.h"

#include <stdio.h>

// A picking list before it is sent, and the item of each line.
struct hand_list {
    struct message head, line[MESSAGE_LIST_LINES_MAX];
    struct message code[MESSAGE_LIST_CODES_MAX];
    int64_t item_id[MESSAGE_LIST_LINES_MAX];
};

struct hands {              // private; zero, then hand_open
    struct core *core;
    struct camera camera;
    int setting[MESSAGE_SETTINGS];  // said to each at its hello, -1 is not
    uint64_t tone_count;    // the last tone they were told
    struct hand_list list;
    struct work work;       // that a list is made from
};

// settings: MESSAGE_SETTINGS of them.
void hand_open(struct hands *h, struct core *c, const int *settings);
void hand_close(struct hands *h);

// A scan that a handheld keeps. True when it is to be acted on: *r goes with
// it, as its origin's hand. False when it is here already, which the handheld
// is told, or nobody can say, and it comes again.
bool hand_scan_begin(struct hands *h, const struct event *ev,
                     struct hand_record *r);

// Made just now, for the desk; otherwise it is history, and kept as such.
bool hand_scan_is_live(const struct event *ev);

// After it was acted on: what left no trace gets a row of its own. True when
// it is safe; the handheld knows.
bool hand_scan_end(struct hands *h, const struct event *ev,
                   const struct origin *o);

// The bench's sound in the hands: to the one whose scan r is, to the others
// only when everybody has to stop. text is for their screens.
bool hand_is_due(struct hands *h, const struct hand_record *r);
void hand_feel(struct hands *h, const struct hand_record *r,
               const char *text);

// A word without a sound, to the one whose scan r is.
void hand_answer(struct hands *h, const struct hand_record *r,
                 const char *text);

void hand_news(struct hands *h, const struct event *ev);    // EVENT_HAND

json_t *hand_json(const struct hands *h);                   // for the page
void hand_metrics(const struct hands *h, FILE *out);        // Prometheus text

#endif

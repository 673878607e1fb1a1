// weigh.h - does the parcel weigh what its contents should?
//
// Two steps. A watch looks at the stream of samples and says when one may be
// taken: the scale was seen near zero since the last parcel, the load is
// stable, and the sample is newer than the last change of the contents. The
// judge compares that sample with what is expected, finds it right, too light
// or too heavy, and names a likely cause.
// Pure: time comes in with the sample.
#ifndef DOMAIN_PACK_WEIGH_H
#define DOMAIN_PACK_WEIGH_H

#include <stdbool.h>
#include <stdint.h>
#include "shared/verdict.h"

enum {
    WEIGH_FRESH_MS = 2000,  // an older sample says nothing about now
    WEIGH_AGREE_COUNT = 2,  // equal stable samples in a row
    WEIGH_STEPS_MIN = 2,    // a difference of this many scale steps is noise
    WEIGH_SIGMAS = 3,
};

enum weigh_status {
    WEIGH_STABLE,
    WEIGH_MOVING,
    WEIGH_UNDER,    // below zero
    WEIGH_OVER,     // over capacity
    WEIGH_REZERO,   // the scale asks for zeroing or calibration
    WEIGH_FAULT,
};

struct weigh_sample {
    int64_t mg;
    int64_t at_ms;
    enum weigh_status status;
};

enum weigh_look {
    WEIGH_NO_SAMPLE,    // none yet, or too old
    WEIGH_NOT_CLEARED,  // the last parcel has not left the scale
    WEIGH_AT_ZERO,
    WEIGH_WAIT,         // in motion or not yet agreed
    WEIGH_TAKEN,        // *mg of the watch is the weight of this parcel
    WEIGH_TROUBLE,      // status says what
};

struct weigh_watch {
    bool was_zero;          // seen near zero since weigh_watch_clear
    int32_t agree_count;
    int64_t mg;
    int64_t changed_ms;     // last change of the contents
    struct weigh_sample last;
};

// Before the first parcel and after each one.
void weigh_watch_clear(struct weigh_watch *w, int64_t at_ms);

// The contents changed: samples up to here do not count.
void weigh_watch_changed(struct weigh_watch *w, int64_t at_ms);

// Takes one sample. step_mg is the scale's division.
enum weigh_look weigh_watch_sample(struct weigh_watch *w,
                                   const struct weigh_sample *s,
                                   int64_t step_mg);

// The same question without a new sample, at a later time.
enum weigh_look weigh_watch_look(const struct weigh_watch *w, int64_t at_ms,
                                 int64_t step_mg);

struct weigh_part {
    int64_t unit_mg;    // 0 when unknown
    int64_t spread_mg;
    int64_t net_mg;     // of those whose own code says it, not in qty
    int32_t qty;
    int32_t line_idx;
};

struct weigh_rule {
    int64_t step_mg;        // of the scale
    int64_t floor_mg;       // smallest tolerance
    int32_t permille;       // of the expected weight
    int64_t tare_mg;        // empty box
    int64_t packing_mg;     // paper, tape, slip
};

struct weigh_answer {
    enum verdict verdict;   // V_WEIGHT_OK, _LIGHT, _HEAVY or _UNCHECKED
    int64_t expected_mg;    // without parts of unknown weight
    int64_t tolerance_mg;
    int64_t diff_mg;        // weighed less expected
    int32_t cause_idx;      // line_idx of the likely cause, -1 for none
    int32_t cause_qty;      // below zero: so many too few
};

// Expected weight and tolerance: the largest of the floor, two scale steps,
// permille of the weight and three standard deviations of the contents.
void weigh_expect(const struct weigh_rule *rule, const struct weigh_part *part,
                  int32_t part_count, struct weigh_answer *a);

// A part without a weight makes it V_WEIGHT_UNCHECKED, never V_WEIGHT_OK;
// lighter than the parts whose weight is known is V_WEIGHT_LIGHT even then.
void weigh_judge(const struct weigh_rule *rule, const struct weigh_part *part,
                 int32_t part_count, int64_t gross_mg,
                 struct weigh_answer *a);

#endif

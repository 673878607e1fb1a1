// weight.h - what lies on the bench's scale, and whether a weight of it may be
// taken (station/domain/pack/weigh.h says when).
#ifndef BENCH_CORE_WEIGHT_H
#define BENCH_CORE_WEIGHT_H

#include "station/domain/pack/weigh.h"

struct core;

struct weight {
    struct weigh_sample sample;     // the last one; at_ms 0 before the first
    struct weigh_watch watch;
};

// A sample has come. The screen is drawn anew when it differs.
enum weigh_look weight_take(struct core *c, const struct weigh_sample *s);

// The next weight belongs to another load: the scale has to be seen empty,
// and is when it is empty now.
void weight_clear(struct core *c, int64_t at_ms);

// The load changed: samples up to here do not count.
void weight_changed(struct core *c, int64_t at_ms);

// The scale has been plugged in: what it said before says nothing now.
void weight_forget(struct core *c);

const char *weight_status_name(enum weigh_status s);

#endif

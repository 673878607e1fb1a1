// pack_desk.h - the packing desk: an order is scanned item by item, weighed,
// labelled, and its label scanned back.
//
// The rules are station/domain/pack/pack.h. This room feeds them with what was
// scanned and weighed, keeps what they say, and does what they ask for.
#ifndef BENCH_PACK_PACK_DESK_H
#define BENCH_PACK_PACK_DESK_H

#include "station/bench/desk/desk.h"

extern const struct desk PACK_DESK;

#endif

// disaster.h - state that goes back, is lost or exists twice.
//
// What a site does not survive by luck: central put back to an older copy, a
// bench whose file is gone or older, a second machine with a bench's token and
// a copy of its folder. Each ends with all programs running again.
#ifndef TOOLS_DISASTER_H
#define TOOLS_DISASTER_H

#include "tools/day/site.h"

// Central goes back to the copy made by the call before; the first call makes
// one and nothing else. Returns whether it went back. The caller holds central.
bool disaster_restore(struct site *s);

// A bench's file is lost; or, when there is a copy from an earlier call,
// it is that older one, put back by hand and against the book.
void disaster_bench_file(struct site *s, int idx, bool is_lost);

// A machine with the bench's token and a copy of its folder starts beside it.
// Returns whether one of the two was refused, by its own screen, before the
// second is gone again. Which one is central's to say: the one at work, unless
// central itself was away meanwhile.
bool disaster_clone(struct site *s, int idx);

#endif

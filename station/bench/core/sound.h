// sound.h - the bench's sounds made by a program of the station itself, where a
// page has no voice or must not have one.
//
// [sound] program is called with the name of the sound as its only argument:
// ok, line, order, look, over, wrong, stop (shared/verdict.h). The one before
// is ended by SIGTERM first, and so is one whose alarm was acknowledged: a
// program may repeat "stop" until then.
#ifndef BENCH_CORE_SOUND_H
#define BENCH_CORE_SOUND_H

#include "station/bench/core/core.h"

// What the screen shows now is heard: is_alarm while something has to be
// acknowledged. Does nothing without a program.
void sound_follow(struct core *c, bool is_alarm);

// The program ends with the station.
void sound_end(struct core *c);

#endif

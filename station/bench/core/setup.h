// setup.h - a bench's configuration file becomes what the core is made of.
//
// Each returns ERR_PARSE or ERR_IO with *why in a sentence; nothing of a file
// that is wrong is used.
#ifndef BENCH_CORE_SETUP_H
#define BENCH_CORE_SETUP_H

#include "station/base/conf.h"
#include "station/bench/core/core.h"

// [station], and of [packing] what is the scale's and the printer's.
int setup_conf(struct core_conf *k, struct conf *c, char *why,
               size_t why_cap) MUST_USE;

// Opens the store in the data folder, which no other program may have, and
// seeds practice.
int setup_store(struct core *c, int64_t at_ms, char *why,
                size_t why_cap) MUST_USE;

// Opens each [device NAME]; their events go to fn(arg). update: for handhelds,
// or NULL.
int setup_devices(struct core *c, struct conf *conf,
                  const struct handheld_update *update, device_fn *fn,
                  void *arg, char *why, size_t why_cap) MUST_USE;

#endif

// routes.h - the program tallyman-station, put together from its rooms; here
// every address of a station.
#ifndef BENCH_ROUTES_H
#define BENCH_ROUTES_H

#include "station/bench/desk/bench.h"

// Their app is the struct bench.
extern const struct http_route BENCH_ROUTES[];
bool bench_admit(void *app, struct http_request *rq, int who);

#endif

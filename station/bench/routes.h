// routes.h - every address of a station.
#ifndef BENCH_ROUTES_H
#define BENCH_ROUTES_H

#include "station/bench/desk/bench.h"

struct routes {             // http_setup.app
    struct bench *bench;
    struct moment (*clock)(void);   // a request comes when it comes
};

extern const struct http_route BENCH_ROUTES[];
bool bench_admit(void *app, struct http_request *rq, int who);

#endif

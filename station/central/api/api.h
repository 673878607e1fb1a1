// api.h - what programs, pages and stations ask of central over HTTP.
//
// A request goes by one way: the server finds the route, admit says who may,
// the description (describe.h) refuses what may not stand in it, and the
// handler gets a call that is right in form. A new route is an entry in the
// table of its subject, beside its handler.
#ifndef CENTRAL_API_API_H
#define CENTRAL_API_API_H

#include "station/central/describe/describe.h"
#include "station/central/channels/channels.h"
#include "station/central/turn/admit.h"
#include "station/central/turn/answer.h"
#include "station/central/turn/later.h"

enum { API_ROUTES_MAX = 128 };

struct api {                        // of the program
    struct turn *turn;
    struct store *st;               // the turn's
    struct office *office;
    struct channels *channels;
    struct admit admit;
    struct later later;
    const struct api_route *const *tables;          // all routes, described
    struct http_route route[API_ROUTES_MAX + 1];    // for http_setup
    char setup_code[15];            // empty once there is a manager
    int64_t event_count;            // taken since start, for /metrics
    int64_t started_ms;             // by the clock that only goes forward
};

void api_open(struct api *a, struct office *office,
              struct channels *channels);

// Once a second.
void api_tick(struct api *a);

// http_setup's admit; app is the api.
bool api_admit(void *app, struct http_request *rq, int who);

#endif

// api.h - what programs, pages and stations ask of central over HTTP.
#ifndef CENTRAL_API_API_H
#define CENTRAL_API_API_H

#include "station/central/channels/channels.h"
#include "station/central/turn/admit.h"
#include "station/central/turn/answer.h"

struct api {                        // of the program
    struct turn *turn;
    struct office *office;
    struct channels *channels;
    struct admit admit;
    char setup_code[15];            // empty once there is a manager
    int64_t event_count;            // taken since start, for /metrics
    int64_t started_ms;             // by the clock that only goes forward
};

void api_open(struct api *a, struct office *office,
              struct channels *channels);

extern const struct http_route API_ROUTES[];

// http_setup's admit; app is the api.
bool api_admit(void *app, struct http_request *rq, int who);

#endif

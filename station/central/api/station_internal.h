// station_internal.h - what stations call, of the files of the API.
#ifndef CENTRAL_API_STATION_INTERNAL_H
#define CENTRAL_API_STATION_INTERNAL_H

#include "station/http/server.h"

void api_claim(void *app, struct http_request *rq);
void api_feed(void *app, struct http_request *rq);
void api_events(void *app, struct http_request *rq);

#endif

// answer.h - what handlers answer: one, a list, what was kept, what is wrong.
#ifndef CENTRAL_TURN_ANSWER_H
#define CENTRAL_TURN_ANSWER_H

#include "station/central/turn/turn.h"
#include "station/http/server.h"

void answer_list(struct http_request *rq, const char *name, json_t *list);
void answer_one(struct http_request *rq, json_t *one);  // or 404

// Ends the request's part of the transaction and answers: answer (taken over)
// when it was kept, a problem otherwise.
void answer_write(struct turn *t, struct http_request *rq, int status,
                  json_t *answer);

// Problems that many handlers have.
void answer_wrong(struct http_request *rq, const char *why);        // 400
void answer_missing(struct http_request *rq, const char *why);      // 404
void answer_too_often(struct http_request *rq, int64_t wait_ms);    // 429

#endif

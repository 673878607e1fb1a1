#include "station/central/turn/answer.h"

#include <stdio.h>

void answer_list(struct http_request *rq, const char *name, json_t *list)
{
    http_json(rq, 200, json_pack("{s:o}", name, list));
}

void answer_one(struct http_request *rq, json_t *one)
{
    if (one)
        http_json(rq, 200, one);
    else
        answer_missing(rq, "there is no such number");
}

void answer_write(struct turn *t, struct http_request *rq, int status,
                  json_t *answer)
{
    int rc = turn_write_end(t);
    if (rc < 0) {
        json_decref(answer);
        http_rc_problem(rq, rc, store_why(t->st));
        return;
    }
    http_json(rq, status, answer);
}

void answer_wrong(struct http_request *rq, const char *why)
{
    http_rc_problem(rq, ERR_PARSE, why);
}

void answer_missing(struct http_request *rq, const char *why)
{
    http_rc_problem(rq, ERR_MISSING, why);
}

void answer_too_often(struct http_request *rq, int64_t wait_ms)
{
    char words[40];
    snprintf(words, sizeof words, "wait %lld seconds",
             (long long)(wait_ms + 999) / 1000);
    http_problem(rq, 429, "Too many tries", words);
}

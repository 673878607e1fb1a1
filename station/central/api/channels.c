// Integrations: what channels push, what they are told, and what went wrong.
#include "station/base/clock.h"
#include "station/central/central.h"

#include <string.h>

// Of pushes the signature is the key: no session, no token.
void api_push(void *app, struct http_request *rq)
{
    struct central *c = app;
    struct channel_push p = {.channel = http_param(rq, 0),
                             .key = http_header(rq, "X-Shopify-Webhook-Id"),
                             .topic = http_header(rq, "X-Shopify-Topic"),
                             .signature =
                                 http_header(rq, "X-Shopify-Hmac-Sha256")};
    const char *words;
    p.body = http_body(rq, &p.body_len);
    if (!throttle_is_open(c, http_peer(rq))) {
        http_problem(rq, 429, "Too many tries", "wait a minute");
        return;
    }
    central_office_begin(c);
    int status = channels_push(&c->channels, &p, &words);
    throttle_note(c, http_peer(rq), status != 401);
    if (status == 200) {
        central_answer_write(c, rq, 200, json_pack("{s:s}", "is", words));
        return;
    }
    store_fail(&c->store, ERR_MISSING, words);
    if (store_part_end(&c->store) < 0)
        http_problem(rq, status, "Not taken", words);
}

void api_integrations(void *app, struct http_request *rq)
{
    struct central *c = app;
    central_office_begin(c);
    json_t *answer = json_pack("{s:o,s:o}", "channels",
                               channels_json(&c->channels), "open",
                               delivery_counts_json(&c->store));
    central_answer_write(c, rq, 200, answer);
}

void api_deliveries(void *app, struct http_request *rq)
{
    struct central *c = app;
    const char *state = http_query(rq, "state");
    central_answer_list(rq, "deliveries",
                        deliveries_json(&c->store, state[0] ? state : "dead",
                                        central_page_of(rq)));
}

void api_delivery_retry(void *app, struct http_request *rq)
{
    struct central *c = app;
    central_write_begin(c);
    if (!delivery_retry(&c->store, http_param_int(rq, 0), clock_wall_ms()))
        store_fail(&c->store, ERR_CONFLICT,
                   "it is done, or being called just now");
    central_answer_write(c, rq, 200, json_object());
}

void api_inbox(void *app, struct http_request *rq)
{
    struct central *c = app;
    const char *state = http_query(rq, "state");
    central_answer_list(rq, "inbox",
                        inbox_json(&c->store, state[0] ? state : "dead",
                                   central_page_of(rq)));
}

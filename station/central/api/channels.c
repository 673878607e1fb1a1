// Integrations: what channels push, what they are told, and what went wrong.
#include "station/central/api/api_internal.h"
#include "station/store/central/channels/deliveries.h"
#include "station/store/central/lists/lists.h"

#include <string.h>

// Of pushes the signature is the key: no session, no token.
void api_push(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct channel_push p = {.channel = http_param(rq, 0),
                             .key = http_header(rq, "X-Shopify-Webhook-Id"),
                             .topic = http_header(rq, "X-Shopify-Topic"),
                             .signature =
                                 http_header(rq, "X-Shopify-Hmac-Sha256")};
    const char *words;
    p.body = http_body(rq, &p.body_len);
    if (!admit_is_open(&c->admit, http_peer(rq))) {
        answer_too_often(rq);
        return;
    }
    api_begin(c, rq);
    int status = channels_push(c->channels, &p, &words);
    admit_note(&c->admit, http_peer(rq), status != 401);
    if (status == 200) {
        answer_write(c->turn, rq, 200, json_pack("{s:s}", "is", words));
        return;
    }
    store_fail(c->turn->st, ERR_MISSING, words);
    if (turn_write_end(c->turn) < 0)
        http_problem(rq, status, "Not taken", words);
}

void api_integrations(void *app, struct http_request *rq)
{
    struct api *c = app;
    api_read(c, rq);
    http_json(rq, 200,
              json_pack("{s:o,s:o}", "channels", channels_json(c->channels),
                        "open", lists_delivery_counts(c->turn->st)));
}

void api_deliveries(void *app, struct http_request *rq)
{
    struct api *c = app;
    const char *state = http_query(rq, "state");
    answer_list(
        rq, "deliveries",
        lists_deliveries(c->turn->st, state[0] ? state : "dead", api_page(rq)));
}

void api_delivery_retry(void *app, struct http_request *rq)
{
    struct api *c = app;
    turn_write_begin(c->turn);
    if (!deliveries_retry(c->turn->st, http_param_int(rq, 0), http_at_ms(rq)))
        store_fail(c->turn->st, ERR_CONFLICT,
                   "it is done, or being called just now");
    answer_write(c->turn, rq, 200, json_object());
}

void api_inbox(void *app, struct http_request *rq)
{
    struct api *c = app;
    const char *state = http_query(rq, "state");
    answer_list(
        rq, "inbox",
        lists_inbox(c->turn->st, state[0] ? state : "dead", api_page(rq)));
}

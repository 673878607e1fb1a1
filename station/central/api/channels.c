// Integrations: what channels push, what they are told, and what went wrong.
#include "station/central/api/api_internal.h"
#include "station/store/central/channels/deliveries.h"
#include "station/store/central/lists/lists.h"

static const struct api_member PUSHED[] = {
    {API_TEXT("is", "taken, or seen before")}, {.name = NULL}};

// A wrong signature is answered like a guess; a right one was not slowed.
static void refuse_push(struct api *a, struct api_call *k, int status,
                        const char *words)
{
    char place[ADMIT_PLACE_MAX + 1];
    struct throttle_name n = {THROTTLE_PUSH, place, ""};
    admit_place(k->rq, place);
    if (status == 401)
        admit_refused(&a->admit, k->rq, "push_refused", "",
                      http_param(k->rq, 0));
    if (status == 401 && !admit_may_try(&a->admit, k->rq, &n))
        return;
    if (status == 401)
        admit_fail(&a->admit, &n);
    http_problem(k->rq, status, "Not taken", words);
}

// Of pushes the signature is the key: no session, no token.
static void push(struct api *a, struct api_call *k)
{
    const char *words;
    struct channel_push p = {
        .channel = http_param(k->rq, 0),
        .key = http_header(k->rq, "X-Shopify-Webhook-Id"),
        .topic = http_header(k->rq, "X-Shopify-Topic"),
        .signature = http_header(k->rq, "X-Shopify-Hmac-Sha256")};
    p.body = http_body(k->rq, &p.body_len);
    api_begin(a, k);
    int status = channels_push(a->channels, &p, &words);
    if (status == 200) {
        answer_write(a->turn, k->rq, 200, json_pack("{s:s}", "is", words));
        return;
    }
    store_fail(a->st, ERR_MISSING, words);
    if (turn_write_end(a->turn) < 0)
        refuse_push(a, k, status, words);
}

static const struct api_member CHANNEL_ROW[] = {
    {API_TEXT("channel", "")},
    {API_TEXT("system", "")},
    {API_TEXT("how", "in words")},
    {API_BOOL("is_off", "")},
    {API_TEXT("url", "or the folder")},
    {API_TEXTS("events", "that it is told")},
    {API_INT("last_ok_ms", "")},
    {API_INT("next_ms", "")},
    {API_INT("tries", "")},
    {API_TEXT("why", "empty while all is well")},
    {API_INT("orders", "taken in since the start")},
    {API_INT("latency_p50_ms", "from placed there to kept here; -1 before the "
                               "first")},
    {API_INT("latency_p99_ms", "")},
    {.name = NULL}};
static const struct api_member OPEN_ROW[] = {
    {API_TEXT("channel", "")},
    {API_TEXT("event", "")},
    {API_TEXT("state", "")},
    {API_INT("count", "")},
    {API_INT("tries", "the most of one")},
    {.name = NULL}};
static const struct api_member INTEGRATIONS[] = {
    {API_LIST("channels", "", CHANNEL_ROW)},
    {API_LIST("open", "what is not told yet", OPEN_ROW)},
    {.name = NULL}};

static void integrations(struct api *a, struct api_call *k)
{
    api_read(a, k);
    http_json(k->rq, 200,
              json_pack("{s:o,s:o}", "channels", channels_json(a->channels),
                        "open", lists_delivery_counts(a->st)));
}

// States of what is told, and of what was pushed.
static const char *const TOLD[] = {"waiting", "calling", "unknown",
                                   "done",    "dead",    NULL};
static const char *const TAKEN[] = {"done", "dead", NULL};

#define MESSAGES_OF(states)                                                    \
    {API_TEXT("state", "only these; dead when missing"), API_WORDS(states),    \
     API_INTO(lists_messages_of, state)},                                      \
    {API_TEXT("channel", "only of this one"),                                  \
     API_INTO(lists_messages_of, channel)},                                    \
    API_PAGE_MEMBERS,                                                          \
    {.name = NULL}
static const struct api_member DELIVERIES_OF[] = {MESSAGES_OF(TOLD)};
static const struct api_member INBOX_OF[] = {MESSAGES_OF(TAKEN)};

static const struct api_member DELIVERY_ROW[] = {
    {API_INT("delivery_id", "")},
    {API_TEXT("channel", "")},
    {API_TEXT("event", "")},
    {API_TEXT("ref_key", "of what is told")},
    {API_INT("order_id", "0 for none")},
    {API_INT("ref_id", "of what is told")},
    {API_TEXT("state", "")},
    {API_INT("step", "of the exchange")},
    {API_TEXT("remote_id", "the other system's number")},
    {API_INT("tries", "")},
    {API_INT("next_ms", "")},
    {API_INT("made_ms", "")},
    {API_INT("status", "of the last answer")},
    {API_TEXT("why", "")},
    {.name = NULL}};
static const struct api_member DELIVERIES[] = {
    {API_LIST("deliveries", "the newest first", DELIVERY_ROW)}, API_NEXT,
    API_TOTAL,
    {.name = NULL}};

static void deliveries(struct api *a, struct api_call *k)
{
    struct lists_messages_of f = {.state = "dead"};
    api_take_query(DELIVERIES_OF, k->rq, &f);
    json_t *answer = api_paged(k, "deliveries",
                               lists_deliveries(a->st, &f, api_page(k)),
                               "delivery_id", NULL);
    api_add_total(answer, lists_deliveries_count(a->st, &f));
    http_json(k->rq, 200, answer);
}

static void delivery_again(struct api *a, struct api_call *k)
{
    turn_write_begin(a->turn);
    if (!deliveries_retry(a->st, http_param_int(k->rq, 0), k->at_ms))
        store_fail(a->st, ERR_CONFLICT,
                   "it is done, or being called just now");
    answer_write(a->turn, k->rq, 200, json_object());
}

static const struct api_member INBOX_ROW[] = {
    {API_INT("inbox_id", "")},
    {API_TEXT("channel", "")},
    {API_TEXT("delivery_key", "the channel's own number of it")},
    {API_INT("at_ms", "")},
    {API_TEXT("topic", "")},
    {API_TEXT("state", "")},
    {API_TEXT("why", "")},
    {.name = NULL}};
static const struct api_member INBOX[] = {
    {API_LIST("inbox", "the newest first", INBOX_ROW)}, API_NEXT, API_TOTAL,
    {.name = NULL}};

static void inbox(struct api *a, struct api_call *k)
{
    struct lists_messages_of f = {.state = "dead"};
    api_take_query(INBOX_OF, k->rq, &f);
    json_t *answer = api_paged(k, "inbox",
                               lists_inbox(a->st, &f, api_page(k)),
                               "inbox_id", NULL);
    api_add_total(answer, lists_inbox_count(a->st, &f));
    http_json(k->rq, 200, answer);
}

const struct api_route API_CHANNELS[] = {
    {.method = "GET", .path = "/api/v1/integrations", .handler = integrations,
     .who = WHO_READER,
     .summary = "Which system hears of which event, how, and its retry state",
     .answer = {{.of = INTEGRATIONS}}},
    {.method = "GET", .path = "/api/v1/deliveries", .handler = deliveries,
     .who = WHO_READER,
     .summary = "What other systems were or must be told, by state",
     .query = DELIVERIES_OF, .answer = {{.of = DELIVERIES}}},
    {.method = "POST", .path = "/api/v1/deliveries/:delivery_id/retry",
     .handler = delivery_again, .who = WHO_SUPERVISOR, .scope = SCOPE_FLOOR,
     .is_write = true,
     .summary = "Try one again now", .body = API_NOTHING},
    {.method = "GET", .path = "/api/v1/inbox", .handler = inbox,
     .who = WHO_READER, .summary = "What channels pushed, by state",
     .query = INBOX_OF, .answer = {{.of = INBOX}}},
    {.method = "POST", .path = "/api/v1/channels/:channel/push",
     .handler = push, .is_write = true,
     .summary = "A shop's webhook; its signature is checked",
     .body_type = "application/json", .answer = {{.of = PUSHED}}},
    {.method = NULL}};

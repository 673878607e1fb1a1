// What stations call: claim an order, fetch changes, hand over events.
#include "station/base/text.h"
#include "station/central/api/api_internal.h"
#include "station/central/floor/claims.h"
#include "station/central/floor/events.h"
#include "station/central/floor/floor.h"
#include "station/record/claim.h"
#include "station/record/numbers.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/people/requests.h"

#include <stdlib.h>
#include <string.h>

static const struct api_member CLAIM[] = {
    {API_TEXT("request_id", "a repeat of it gets the first answer"),
     API_NEEDED, API_INTO(claim_request, request_id)},
    {API_TEXT("code", "of the order or tote; empty for the next one"),
     API_INTO(claim_request, code)},
    {API_BOOL("take_over", "from another bench, by a supervisor"),
     API_INTO(claim_request, take_over)},
    {API_INT("person_id", "who is signed in there"), API_RANGE(0, INT64_MAX),
     API_INTO(claim_request, person_id)},
    {.name = NULL}};
static const struct api_member CLAIMED[] = {
    {API_TEXT("verdict", "given, or why not")},
    {API_TEXT("holder", "the bench that has it"), API_RARE},
    {API_INT("since_ms", "it has it"), API_RARE},
    {API_OBJECT("work", "lines, destination and papers", NULL), API_RARE},
    {.name = NULL}};

// What the bench is told: the work, or why there is none.
static json_t *reply_json(struct api *a, const struct claim_answer *c)
{
    struct claim_reply *reply = turn_alloc(a->turn, sizeof *reply);
    reply->verdict = c->verdict;
    reply->since_ms = c->since_ms;
    memcpy(reply->holder, c->holder, sizeof reply->holder);
    reply->has_work = c->verdict == CLAIM_GIVEN &&
                      floor_work_begin(a->office, c->shipment_id,
                                       &reply->work);
    return claim_reply_to_json(reply);
}

static json_t *take(struct api *a, struct api_call *k,
                    const struct claim_request *want)
{
    struct claim_answer c;
    struct claim_ask ask = {.station_id = a->admit.station.station_id,
                            .warehouse_id = a->admit.station.warehouse_id,
                            .code = want->code,
                            .take_over = want->take_over &&
                                         admit_person_may(a->st,
                                                          want->person_id,
                                                          ROLE_SUPERVISOR),
                            .at_ms = k->at_ms};
    struct office *o = api_begin(a, k);
    claims_take(a->st, &ask, &c);
    if (c.verdict == CLAIM_GIVEN)
        boxes_suggest(&o->boxes, a->turn, c.shipment_id);
    json_t *answer = reply_json(a, &c);
    if (c.verdict != CLAIM_NOTHING) { // nothing was done: nothing to repeat
        char *text = json_dumps(answer, JSON_COMPACT);
        requests_keep(a->st, want->request_id, ask.at_ms, 200, text);
        free(text);
    }
    return answer;
}

static void claim(struct api *a, struct api_call *k)
{
    struct claim_request want = {.code = ""};
    json_t *before = NULL;
    api_take(CLAIM, k->body, &want);
    int status = requests_find(a->st, want.request_id, &before);
    if (status)
        http_json(k->rq, status, before);
    else
        answer_write(a->turn, k->rq, 200, take(a, k, &want));
}

struct after {
    int64_t rev;
};

static const struct api_member AFTER[] = {
    {API_INT("after", "the newest revision it has"), API_RANGE(0, INT64_MAX),
     API_INTO(after, rev)},
    {.name = NULL}};
static const struct api_member CHANGE_ROW[] = {
    {API_TEXT("kind", "item, person, box, serial or shipment")},
    {API_OBJECT("data", "as it is now", NULL)},
    {.name = NULL}};
static const struct api_member FEED[] = {
    {API_INT("rev", "the newest revision in it")},
    {API_BOOL("more", "ask again at once")},
    {API_LIST("changes", "", CHANGE_ROW)},
    {API_INT("now_ms", "central's clock")},
    {API_INT("station_id", "who asked")},
    {.name = NULL}};

static void feed(struct api *a, struct api_call *k)
{
    struct after after = {0};
    api_take_query(AFTER, k->rq, &after);
    struct office *o = api_read(a, k);
    http_json(k->rq, 200,
              floor_feed(o, a->admit.station.station_id, after.rev));
}

struct lend {
    int32_t sscc;
};

static const struct api_member LEND[] = {
    {API_INT("lend_sscc", "1: numbers of parcels are running out there"),
     API_RANGE(0, 1), API_INTO(lend, sscc)},
    {.name = NULL}};
static const struct api_member TAKEN[] = {
    {API_INT("last_seq", "its newest event here")},
    {API_INT("sscc_next", "of the numbers lent to it")},
    {API_INT("sscc_end", "")},
    {API_TEXT("sscc_prefix", "")},
    {API_TEXT("sender", "as labels print it")},
    {API_INT("now_ms", "central's clock")},
    {.name = NULL}};

// A station says its own clock with each batch.
static void note_clock(struct api *a, struct api_call *k)
{
    const char *text = http_header(k->rq, "X-Station-Ms");
    int64_t station_ms;
    if (text_to_int(text, strlen(text), &station_ms) < 0)
        station_ms = k->at_ms;
    stations_seen(a->st, a->admit.station.station_id, k->at_ms,
                  station_ms - k->at_ms);
}

static json_t *numbers_json(struct api *a, const struct api_call *k)
{
    const struct station *s = &a->admit.station;
    struct numbers n = {.last_seq = s->tip.seq,
                        .sscc_next = s->sscc_next,
                        .sscc_end = s->sscc_end,
                        .now_ms = k->at_ms};
    store_setting(a->st, "sscc_prefix", n.sscc_prefix, sizeof n.sscc_prefix);
    store_setting(a->st, "sender", n.sender, sizeof n.sender);
    return numbers_to_json(&n);
}

static void events(struct api *a, struct api_call *k)
{
    struct lend lend = {0};
    char why[EVENTS_WHY_MAX];
    size_t len;
    char *chars = http_body_take(k->rq, &len);
    api_take_query(LEND, k->rq, &lend);
    int count = events_take_batch(api_begin(a, k), &a->admit.station, chars,
                                  len, why);
    if (count < 0) {
        store_fail(a->st, count, why);
    } else {
        stations_tip(a->st, &a->admit.station);
        a->event_count += count;
    }
    note_clock(a, k);
    if (lend.sscc)
        stations_sscc_lend(a->st, &a->admit.station);
    answer_write(a->turn, k->rq, 200, numbers_json(a, k));
}

const struct api_route API_DESKS[] = {
    {.method = "POST", .path = "/api/v1/station/claim", .handler = claim,
     .who = WHO_STATION, .is_write = true,
     .summary = "Claim an order for this station", .body = CLAIM,
     .answer = {{.of = CLAIMED}}},
    {.method = "GET", .path = "/api/v1/station/feed", .handler = feed,
     .who = WHO_STATION, .summary = "What changed after a revision",
     .query = AFTER, .answer = {{.of = FEED}}},
    {.method = "POST", .path = "/api/v1/station/events", .handler = events,
     .who = WHO_STATION, .is_write = true, .body_max = 4 * 1024 * 1024,
     .summary = "Hand over a batch of journal rows", .query = LEND,
     .body_type = "text/plain", .answer = {{.of = TAKEN}}},
    {.method = NULL}};

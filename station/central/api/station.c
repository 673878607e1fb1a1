// What stations call: claim an order, fetch changes, hand over events.
#include "station/base/text.h"
#include "station/central/api/api_internal.h"
#include "station/central/api/station_internal.h"
#include "station/central/floor/claims.h"
#include "station/central/floor/events.h"
#include "station/central/floor/floor.h"
#include "station/record/claim.h"
#include "station/record/numbers.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/people/requests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct office *begin(struct api *c, const struct http_request *rq)
{
    office_begin(c->office, http_at_ms(rq));
    return c->office;
}

// What the bench is told: the work, or why there is none.
static json_t *reply_json(struct api *c, const struct claim_answer *a)
{
    size_t mark = turn_mark(c->turn);
    struct claim_reply *reply = turn_alloc(c->turn, sizeof *reply);
    reply->verdict = a->verdict;
    reply->since_ms = a->since_ms;
    memcpy(reply->holder, a->holder, sizeof reply->holder);
    reply->has_work = a->verdict == CLAIM_GIVEN &&
                      floor_work_begin(c->office, a->shipment_id,
                                       &reply->work);
    json_t *o = claim_reply_to_json(reply);
    turn_back(c->turn, mark);
    return o;
}

static json_t *claim(struct api *c, const struct http_request *rq,
                     const struct claim_request *want)
{
    struct claim_answer a;
    struct claim_ask ask = {.station_id = c->admit.station.station_id,
                            .warehouse_id = c->admit.station.warehouse_id,
                            .code = want->code,
                            .take_over = want->take_over &&
                                         admit_person_may(c->turn->st,
                                                          want->person_id,
                                                          ROLE_SUPERVISOR),
                            .at_ms = http_at_ms(rq)};
    struct office *o = begin(c, rq);
    claims_take(c->turn->st, &ask, &a);
    if (a.verdict == CLAIM_GIVEN)
        boxes_suggest(&o->boxes, c->turn, a.shipment_id);
    json_t *answer = reply_json(c, &a);
    if (a.verdict != CLAIM_NOTHING) { // nothing was done: nothing to repeat
        char *text = json_dumps(answer, JSON_COMPACT);
        requests_keep(c->turn->st, want->request_id, ask.at_ms, 200, text);
        free(text);
    }
    return answer;
}

void api_claim(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct claim_request want;
    char why[RECORD_WHY_MAX];
    json_t *body = http_body_json(rq), *before = NULL;
    if (!body)
        return;
    int rc = claim_request_from_json(body, &want, why);
    json_decref(body);
    if (rc < 0) {
        answer_wrong(rq, why);
        return;
    }
    int status = requests_find(c->turn->st, want.request_id, &before);
    if (status)
        http_json(rq, status, before);
    else
        answer_write(c->turn, rq, 200, claim(c, rq, &want));
}

void api_feed(void *app, struct http_request *rq)
{
    struct api *c = app;
    const char *after = http_query(rq, "after");
    int64_t rev = 0;
    if (after[0] && (text_to_int(after, strlen(after), &rev) < 0 || rev < 0)) {
        answer_wrong(rq, "after: must be a revision number");
        return;
    }
    office_read(c->office, http_at_ms(rq));
    http_json(rq, 200, floor_feed(c->office, c->admit.station.station_id,
                                  rev));
}

static void note_clock(struct api *c, struct http_request *rq)
{
    const char *text = http_header(rq, "X-Station-Ms");
    int64_t station_ms, now = http_at_ms(rq);
    if (text_to_int(text, strlen(text), &station_ms) < 0)
        station_ms = now;
    stations_seen(c->turn->st, c->admit.station.station_id, now,
                  station_ms - now);
}

static json_t *numbers_json(struct api *c, const struct http_request *rq)
{
    const struct station *s = &c->admit.station;
    struct numbers n = {.last_seq = s->tip.seq,
                        .sscc_next = s->sscc_next,
                        .sscc_end = s->sscc_end,
                        .now_ms = http_at_ms(rq)};
    store_setting(c->turn->st, "sscc_prefix", n.sscc_prefix,
                  sizeof n.sscc_prefix);
    store_setting(c->turn->st, "sender", n.sender, sizeof n.sender);
    return numbers_to_json(&n);
}

void api_events(void *app, struct http_request *rq)
{
    struct api *c = app;
    char why[EVENTS_WHY_MAX];
    size_t len;
    char *chars = (char *)(uintptr_t)http_body(rq, &len); // ours to cut up
    const char *lend = http_query(rq, "lend_sscc");
    int count = events_take_batch(begin(c, rq), &c->admit.station, chars, len,
                                  why);
    if (count < 0) {
        store_fail(c->turn->st, count, why);
    } else {
        stations_tip(c->turn->st, &c->admit.station);
        c->event_count += count;
    }
    note_clock(c, rq);
    if (strcmp(lend, "1") == 0)
        stations_sscc_lend(c->turn->st, &c->admit.station);
    answer_write(c->turn, rq, 200, numbers_json(c, rq));
}

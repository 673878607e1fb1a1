// What stations call: claim an order, fetch changes, hand over events.
#include "station/base/text.h"
#include "station/central/api/api_internal.h"
#include "station/central/api/station_internal.h"
#include "station/central/ship/papers.h"
#include "station/store/central/floor/claims.h"
#include "station/store/central/floor/events.h"
#include "station/store/central/floor/feed.h"
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

static json_t *claimed_work(struct api *c, int64_t shipment_id)
{
    json_t *work = feed_work(c->turn->st, shipment_id);
    if (work)
        papers_add_work(c->office, shipment_id, work);
    return work;
}

static json_t *claim_json(struct api *c, const struct claim_answer *a)
{
    json_t *o = json_pack("{s:s}", "verdict", claims_verdict_name(a->verdict));
    if (a->verdict == CLAIM_TAKEN) {
        json_object_set_new(o, "holder", json_string(a->holder));
        json_object_set_new(o, "since_ms", json_integer(a->since_ms));
    }
    if (a->verdict == CLAIM_GIVEN)
        json_object_set_new(o, "work",
                            claimed_work(c, a->shipment_id));
    return o;
}

void api_claim(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct json_reader r;
    char request_id[64] = "", code[64] = "";
    bool take_over = false;
    int64_t person_id = 0;
    json_t *body = http_body_json(rq), *before = NULL;
    if (!body)
        return;
    json_reader_init(&r, body);
    json_take_text(&r, "request_id", request_id, sizeof request_id, true);
    json_take_text(&r, "code", code, sizeof code, false);
    json_take_bool(&r, "take_over", &take_over);
    json_take_int(&r, "person_id", 0, INT64_MAX, &person_id, false);
    json_decref(body);
    if (!json_reader_ok(&r)) {
        answer_wrong(rq, r.why);
        return;
    }
    int status = requests_find(c->turn->st, request_id, &before);
    if (status) {
        http_json(rq, status, before);
        return;
    }
    struct claim_answer a;
    struct claim_ask ask = {.station_id = c->admit.station.station_id,
                            .warehouse_id = c->admit.station.warehouse_id,
                            .code = code,
                            .take_over =
                                take_over &&
                                admit_person_may(c->turn->st, person_id,
                                                 ROLE_SUPERVISOR),
                            .at_ms = http_at_ms(rq)};
    struct office *o = begin(c, rq);
    claims_take(c->turn->st, &ask, &a);
    if (a.verdict == CLAIM_GIVEN)
        boxes_suggest(&o->boxes, c->turn->st, a.shipment_id);
    json_t *answer = claim_json(c, &a);
    if (a.verdict != CLAIM_NOTHING) { // nothing was done: nothing to repeat
        char *text = json_dumps(answer, JSON_COMPACT);
        requests_keep(c->turn->st, request_id, ask.at_ms, 200, text);
        free(text);
    }
    answer_write(c->turn, rq, 200, answer);
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
    int64_t station_id = c->admit.station.station_id;
    json_t *feed = feed_changes(c->turn->st, station_id, rev);
    json_object_set_new(feed, "now_ms", json_integer(http_at_ms(rq)));
    json_object_set_new(feed, "station_id",
                        json_integer(c->admit.station.station_id));
    http_json(rq, 200, feed);
}

struct batch {
    struct api *c;
    char why[240];
    int rc;
};

static void take_line(struct batch *b, char *line, size_t len)
{
    struct journal_row row;
    const char *why;
    b->rc = journal_line_read(&row, line, len, &why);
    if (b->rc < 0) {
        snprintf(b->why, sizeof b->why, "after event %lld: %s",
                 (long long)b->c->admit.station.tip.seq, why);
        return;
    }
    int64_t order_id;
    b->rc = events_take(b->c->turn->st, &b->c->admit.station, &row, &order_id);
    if (b->rc == ERR_OK && order_id)
        office_after_bench(b->c->office, order_id, row.shipment_id);
    if (b->rc < 0) {
        snprintf(b->why, sizeof b->why,
                 "event %lld does not follow event %lld: the chain is broken",
                 (long long)row.seq, (long long)b->c->admit.station.tip.seq);
        return;
    }
    b->c->event_count++;
}

static void take_batch(struct batch *b, char *chars, size_t len)
{
    for (size_t at = 0; at < len && b->rc == 0;) {
        char *nl = memchr(chars + at, '\n', len - at);
        if (!nl) {
            b->rc = ERR_PARSE;
            snprintf(b->why, sizeof b->why, "the last line is not whole");
            return;
        }
        size_t n = (size_t)(nl - chars) - at;
        take_line(b, chars + at, n);
        at += n + 1;
    }
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

void api_events(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct batch b = {.c = c};
    struct station before = c->admit.station;
    size_t len;
    char *chars = (char *)(uintptr_t)http_body(rq, &len); // ours to cut up
    const char *lend = http_query(rq, "lend_sscc");
    begin(c, rq);
    take_batch(&b, chars, len);
    if (b.rc < 0) {
        store_fail(c->turn->st, b.rc, b.why);
        c->admit.station = before;
    } else {
        stations_tip(c->turn->st, &c->admit.station);
    }
    note_clock(c, rq);
    if (strcmp(lend, "1") == 0)
        stations_sscc_lend(c->turn->st, &c->admit.station);
    char prefix[16], sender[400];
    store_setting(c->turn->st, "sscc_prefix", prefix, sizeof prefix);
    store_setting(c->turn->st, "sender", sender, sizeof sender);
    answer_write(
        c->turn, rq, 200,
        json_pack("{s:I,s:I,s:I,s:s,s:s,s:I}", "last_seq",
                  (json_int_t)c->admit.station.tip.seq, "sscc_next",
                  (json_int_t)c->admit.station.sscc_next, "sscc_end",
                  (json_int_t)c->admit.station.sscc_end, "sscc_prefix", prefix,
                  "sender", sender, "now_ms", (json_int_t)http_at_ms(rq)));
}

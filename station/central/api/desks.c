// What stations call: say who they are, claim an order, fetch changes, hand
// over events.
#include "station/base/text.h"
#include "station/central/api/api_internal.h"
#include "station/central/floor/claims.h"
#include "station/central/floor/events.h"
#include "station/central/floor/floor.h"
#include "station/central/floor/hello.h"
#include "station/central/floor/recovery.h"
#include "station/record/claim.h"
#include "station/record/numbers.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/people/requests.h"

#include <stdlib.h>
#include <string.h>

static const struct api_member HELLO_WORK[] = {
    {API_INT("shipment_id", ""), API_NEEDED, API_RANGE(1, INT64_MAX)},
    {API_INT("fence", "of its claim"), API_NEEDED, API_RANGE(0, INT64_MAX)},
    {API_BOOL("is_open", "begun there")},
    {API_TEXT("order_no", "of its order")},
    {.name = NULL}};
static const struct api_member HELLO[] = {
    {API_TEXT("run", "of its program, new at each start; like all identities "
                     "16 hex digits"),
     API_NEEDED},
    {API_TEXT("run_before", "of the last start on the same file")},
    {API_TEXT("database_id", "central's, as its file knows it")},
    {API_TEXT("incarnation", "central's, heard last")},
    {API_TEXT("journal_id", "of its file"), API_NEEDED},
    {API_TEXT("parent_id", "of the journal in which that one began")},
    {API_INT("tip_seq", "its newest row"), API_NEEDED, API_RANGE(0, INT64_MAX)},
    {API_INT("acked_seq", "central confirmed all up to here"), API_NEEDED,
     API_RANGE(0, INT64_MAX)},
    {API_INT("probe_seq", "is this row the same here?"),
     API_RANGE(0, INT64_MAX)},
    {API_TEXT("probe_hash", "its hash in hex")},
    {API_BOOL("begins", "the journal begins after that row")},
    {API_INT("sscc_end", "of the parcel numbers it was lent"),
     API_RANGE(0, INT64_MAX)},
    {API_LIST("works", "the orders it has", HELLO_WORK),
     API_MOST(HELLO_WORKS_MAX)},
    {.name = NULL}};
static const struct api_member GONE[] = {{API_INT("shipment_id", "")},
                                         {.name = NULL}};
static const struct api_member WELCOME[] = {
    {API_TEXT("verdict", "welcome, unknown, second or foreign")},
    {API_TEXT("probe", "none, same or other")},
    {API_TEXT("database_id", "central's, the same for ever")},
    {API_TEXT("incarnation", "central's, new after a restore")},
    {API_TEXT("journal_id", "whose rows probe and last_seq speak of")},
    {API_INT("last_seq", "its newest row here")},
    {API_TEXT("last_hash", "of that row, in hex")},
    {API_INT("station_id", "who asked")},
    {API_INT("now_ms", "central's clock")},
    {API_TEXT("rival", "where the other one works"), API_RARE},
    {API_INT("rival_ms", "when it was heard last"), API_RARE},
    {API_LIST("gone", "orders that it has no longer", GONE), API_RARE},
    {.name = NULL}};

static void hello(struct api *a, struct api_call *k)
{
    struct hello *h = turn_alloc(a->turn, sizeof *h);
    struct welcome *w = turn_alloc(a->turn, sizeof *w);
    char why[RECORD_WHY_MAX];
    if (hello_from_json(k->body, h, why) < 0) {
        answer_wrong(k->rq, why);
        return;
    }
    hello_take(api_begin(a, k), &a->admit.station, h, http_peer(k->rq), w);
    answer_write(a->turn, k->rq, 200, welcome_to_json(w));
}

static void say_hello_first(struct api_call *k, const char *why)
{
    http_problem(k->rq, 409, "Say hello first", why);
}

// Every other call says in its headers who it is; nothing is done for one that
// central does not know as such. False when it was answered.
static bool agrees(struct api *a, struct api_call *k)
{
    const char *why;
    struct hello_said said = {
        .journal_id = http_header(k->rq, "X-Station-Journal"),
        .run = http_header(k->rq, "X-Station-Run"),
        .incarnation = http_header(k->rq, "X-Central-Incarnation")};
    if (hello_agrees(a->st, &a->admit.station, &said, &why))
        return true;
    say_hello_first(k, why);
    return false;
}

static const struct api_member CLAIM[] = {
    {API_TEXT("request_id", "a repeat of it gets the first answer"), API_NEEDED,
     API_INTO(claim_request, request_id)},
    {API_TEXT("code", "of the order or tote; empty for the next one"),
     API_INTO(claim_request, code)},
    {API_INT("shipment_id", "one of the choices of an earlier answer"),
     API_RANGE(0, INT64_MAX), API_INTO(claim_request, shipment_id)},
    {API_BOOL("take_over", "from another bench, by a supervisor"),
     API_INTO(claim_request, take_over)},
    {API_INT("person_id", "who is signed in there"), API_RANGE(0, INT64_MAX),
     API_INTO(claim_request, person_id)},
    {.name = NULL}};
static const struct api_member CHOICE[] = {
    {API_INT("shipment_id", "")},
    {API_TEXT("channel", "")},
    {API_TEXT("customer", "")},
    {.name = NULL}};
static const struct api_member CLAIMED[] = {
    {API_TEXT("verdict", "given, or why not")},
    {API_TEXT("holder", "the bench that has it"), API_RARE},
    {API_INT("since_ms", "it has it"), API_RARE},
    {API_LIST("choices", "orders of this number: say which", CHOICE), API_RARE},
    {API_OBJECT("work", "lines, destination and papers", NULL), API_RARE},
    {.name = NULL}};

// What the bench is told: the work, or why there is none.
static json_t *reply_json(struct api *a, const struct claim_answer *c)
{
    struct claim_reply *reply = turn_alloc(a->turn, sizeof *reply);
    reply->verdict = c->verdict;
    reply->since_ms = c->since_ms;
    memcpy(reply->holder, c->holder, sizeof reply->holder);
    reply->choice_count = c->choice_count;
    memcpy(reply->choice, c->choice, sizeof reply->choice);
    reply->has_work = c->verdict == CLAIM_GIVEN &&
                      floor_work_begin(a->office, c->shipment_id, &reply->work);
    return claim_reply_to_json(reply);
}

static json_t *take(struct api *a, struct api_call *k,
                    const struct claim_request *want)
{
    struct claim_answer c;
    struct claim_ask ask = {.station_id = a->admit.station.station_id,
                            .warehouse_id = a->admit.station.warehouse_id,
                            .code = want->code,
                            .shipment_id = want->shipment_id,
                            .take_over = want->take_over,
                            .at_ms = k->at_ms,
                            .journal_no = a->admit.station.journal.journal_no};
    struct office *o = api_begin(a, k);
    if (recovery_is_on(o))
        c = (struct claim_answer){.verdict = CLAIM_RECOVERING};
    else
        claims_take(a->st, &ask, &c);
    if (c.verdict == CLAIM_GIVEN)
        boxes_suggest(&o->boxes, a->turn, c.shipment_id);
    json_t *answer = reply_json(a, &c);
    // Where nothing was done there is nothing to repeat.
    if (c.verdict != CLAIM_NOTHING && c.verdict != CLAIM_RECOVERING &&
        c.verdict != CLAIM_MANY) {
        char *text = json_dumps(answer, JSON_COMPACT);
        requests_keep(a->st, want->request_id, ask.at_ms, 200, text);
        free(text);
    }
    return answer;
}

// Who takes an order over is the one who is signed in at that station, as its
// own journal says with a proof of the badge; a number in the request proves
// nothing. False when it was answered.
static bool may_take_over(struct api *a, struct api_call *k,
                          const struct claim_request *want)
{
    int64_t signed_in = a->admit.station.journal.person_id;
    if (!want->take_over)
        return true;
    if (signed_in && signed_in == want->person_id &&
        admit_person_may(a->st, signed_in, ROLE_SUPERVISOR))
        return true;
    http_problem(k->rq, 403, "Not allowed",
                 "an order is taken over by a supervisor who is signed in at "
                 "the bench");
    return false;
}

static void claim(struct api *a, struct api_call *k)
{
    struct claim_request want = {.code = ""};
    json_t *before = NULL;
    if (!agrees(a, k))
        return;
    api_take(CLAIM, k->body, &want);
    int status = requests_find(a->st, want.request_id, &before);
    if (status)
        http_json(k->rq, status, before);
    else if (may_take_over(a, k, &want))
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
    {API_TEXT("badge_salt", "what badges of people are made with")},
    {.name = NULL}};

static void feed(struct api *a, struct api_call *k)
{
    struct after after = {0};
    if (!agrees(a, k))
        return;
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
    {API_TEXT("rival", "where a second machine was refused"), API_RARE},
    {API_INT("rival_ms", "when that was, within a minute"), API_RARE},
    {.name = NULL}};

// A station says its own clock with each batch; this is how far it is off.
static int64_t skew_of(const struct api_call *k)
{
    const char *text = http_header(k->rq, "X-Station-Ms");
    int64_t station_ms;
    if (text_to_int(text, strlen(text), &station_ms) < 0 || station_ms < 0 ||
        station_ms > RECORD_MS_MAX)
        return 0;
    return station_ms - k->at_ms;
}

static json_t *numbers_json(struct api *a, const struct api_call *k)
{
    const struct station *s = &a->admit.station;
    struct numbers n = {.last_seq = s->journal.last.seq,
                        .sscc_next = s->journal.sscc_next,
                        .sscc_end = s->journal.sscc_end,
                        .now_ms = k->at_ms};
    if (hello_has_rival(a->office, s)) {
        n.rival_ms = s->rival_ms;
        memcpy(n.rival, s->rival, sizeof n.rival);
    }
    store_setting(a->st, "sscc_prefix", n.sscc_prefix, sizeof n.sscc_prefix);
    store_setting(a->st, "sender", n.sender, sizeof n.sender);
    return numbers_to_json(&n);
}

// Nothing of the batch is kept. Of a fork the journals must be compared.
static void refuse_batch(struct api *a, struct api_call *k, int rc,
                         const char *why)
{
    store_fail(a->st, rc, why);
    rc = turn_write_end(a->turn);
    if (rc == ERR_CONFLICT)
        say_hello_first(k, why);
    else
        http_rc_problem(k->rq, rc, store_why(a->st));
}

static void events(struct api *a, struct api_call *k)
{
    struct lend lend = {0};
    char why[EVENTS_WHY_MAX];
    size_t len;
    if (!agrees(a, k))
        return;
    struct journal *j = &a->admit.station.journal;
    struct office *o = api_begin(a, k);
    int64_t skew_ms = skew_of(k);
    char *chars = http_body_take(k->rq, &len);
    api_take_query(LEND, k->rq, &lend);
    int count = events_take_batch(o, j, skew_ms, chars, len, why);
    if (count < 0) {
        refuse_batch(a, k, count, why);
        return;
    }
    a->event_count += count;
    hello_tell_clock(o, &a->admit.station, skew_ms);
    stations_seen(a->st, a->admit.station.station_id, k->at_ms, skew_ms);
    // After a restore every bench is first asked what it was lent since.
    if (lend.sscc && !recovery_is_on(o))
        journals_lend(a->st, j, k->at_ms);
    answer_write(a->turn, k->rq, 200, numbers_json(a, k));
}

const struct api_route API_DESKS[] = {
    {.method = "POST",
     .path = "/api/v1/station/hello",
     .handler = hello,
     .who = WHO_STATION,
     .is_write = true,
     .summary = "Say who the station is and what it has",
     .body = HELLO,
     .answer = {{.of = WELCOME}}},
    {.method = "POST",
     .path = "/api/v1/station/claim",
     .handler = claim,
     .who = WHO_STATION,
     .is_write = true,
     .summary = "Claim an order for this station",
     .body = CLAIM,
     .answer = {{.of = CLAIMED}}},
    {.method = "GET",
     .path = "/api/v1/station/feed",
     .handler = feed,
     .who = WHO_STATION,
     .summary = "What changed after a revision",
     .query = AFTER,
     .answer = {{.of = FEED}}},
    {.method = "POST",
     .path = "/api/v1/station/events",
     .handler = events,
     .who = WHO_STATION,
     .is_write = true,
     .body_max = 4 * 1024 * 1024,
     .summary = "Hand over a batch of journal rows",
     .query = LEND,
     .body_type = "text/plain",
     .answer = {{.of = TAKEN}}},
    {.method = NULL}};

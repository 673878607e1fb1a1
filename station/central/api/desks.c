// What stations call; station.c does it.
#include "station/central/api/api_internal.h"
#include "station/central/api/station_internal.h"

static const struct api_member CLAIM[] = {
    {API_TEXT("request_id", "a repeat of it gets the first answer"),
     API_NEEDED, API_MOST(63)},
    {API_TEXT("code", "of the order or tote; empty for the next one"),
     API_MOST(63)},
    {API_BOOL("take_over", "from another bench, by a supervisor")},
    {API_INT("person_id", "who is signed in there"), API_RANGE(0, INT64_MAX)},
    {.name = NULL}};
static const struct api_member CLAIMED[] = {
    {API_TEXT("verdict", "given, or why not")},
    {API_TEXT("holder", "the bench that has it"), API_RARE},
    {API_INT("since_ms", "it has it"), API_RARE},
    {API_OBJECT("work", "lines, destination and papers", NULL), API_RARE},
    {.name = NULL}};

static void claim(struct api *a, struct api_call *k)
{
    api_claim(a, k->rq);
}

static const struct api_member AFTER[] = {
    {API_INT("after", "the newest revision it has"), API_RANGE(0, INT64_MAX)},
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
    api_feed(a, k->rq);
}

static const struct api_member LEND[] = {
    {API_INT("lend_sscc", "1: numbers of parcels are running out there"),
     API_RANGE(0, 1)},
    {.name = NULL}};
static const struct api_member TAKEN[] = {
    {API_INT("last_seq", "its newest event here")},
    {API_INT("sscc_next", "of the numbers lent to it")},
    {API_INT("sscc_end", "")},
    {API_TEXT("sscc_prefix", "")},
    {API_TEXT("sender", "as labels print it")},
    {API_INT("now_ms", "central's clock")},
    {.name = NULL}};

static void events(struct api *a, struct api_call *k)
{
    api_events(a, k->rq);
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

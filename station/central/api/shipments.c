// Shipments: listed, released, their boxes and papers; a warehouse's work.
#include "station/central/api/api_internal.h"
#include "station/central/ship/papers.h"
#include "station/store/central/floor/claims.h"
#include "station/store/central/floor/packing.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/central/lists/lists.h"

#include <stdlib.h>
#include <string.h>

static const struct api_member LINE_ROW[] = {
    {API_INT("pos", "in the sequence of packing, from 0")},
    {API_INT("line_no", "of the order")},
    {API_TEXT("sku", "")},
    {API_TEXT("name", "")},
    {API_INT("qty", "")},
    {API_TEXT("lot", "")},
    {API_INT("is_kit", "1: the heading of a kit, whose parts follow")},
    {API_INT("kit_pos", "of the kit's heading; -1 for none")},
    {.name = NULL}};
static const struct api_member EVENT_ROW[] = {
    {API_INT("station_id", "")},
    {API_TEXT("station", "its name")},
    {API_INT("journal_no", "of the station's journal")},
    {API_INT("seq", "in it")},
    {API_INT("at_ms", "")},
    {API_TEXT("kind", "")},
    {API_INT("person_id", "0 for nobody")},
    {API_TEXT("person", "the name")},
    {API_TEXT("verdict", "")},
    {API_TEXT("body", "JSON, as the station wrote it")},
    {.name = NULL}};
static const struct api_member SHIPMENT_ROW[] = {
    {API_INT("shipment_id", "")},
    {API_INT("order_id", "")},
    {API_TEXT("order_no", "")},
    {API_TEXT("state", "")},
    {API_TEXT("warehouse", "")},
    {API_INT("station_id", "whose it is; 0 for nobody's")},
    {API_TEXT("station", "its name; empty for nobody's")},
    {API_INT("fence", "grows with each claim")},
    {API_INT("claimed_ms", "")},
    {API_INT("due_ms", "")},
    {API_INT("promise_ms", "")},
    {API_TEXT("tote", "")},
    {API_INT("is_stopping", "1: its cancelling was asked")},
    {API_TEXT("service", "")},
    {API_TEXT("carrier", "")},
    {API_INT("cost_minor", "planned")},
    {API_TEXT("currency", "")},
    {API_TEXT("box", "suggested")},
    {API_TEXT("box_2", "second best")},
    {API_TEXT("note", "why it is held")},
    {API_LIST("lines", "what a bench packs; of one alone", LINE_ROW), API_RARE},
    {API_LIST("events", "of benches, the first 2 000; of one alone", EVENT_ROW),
     API_RARE},
    {.name = NULL}};
static const struct api_member SHIPMENTS[] = {
    {API_LIST("shipments", "", SHIPMENT_ROW)}, API_NEXT, API_TOTAL,
    {.name = NULL}};

static const char *const STATES[] = {"released", "claimed",   "held",
                                     "packed",   "cancelled", "allocated",
                                     "handed_over", "delivered", NULL};
struct shipments_words {
    struct lists_shipments_of of;
    char warehouse[24];
};

static const struct api_member SHIPMENTS_OF[] = {
    {API_TEXT("state", "only these; empty for all"), API_WORDS(STATES),
     API_INTO(shipments_words, of.state)},
    {API_TEXT("warehouse", "only of this one; with a state"),
     API_INTO(shipments_words, warehouse)},
    API_PAGE_MEMBERS,
    {.name = NULL}};

static void shipments(struct api *a, struct api_call *k)
{
    struct shipments_words w = {.warehouse = ""};
    api_take_query(SHIPMENTS_OF, k->rq, &w);
    if (w.warehouse[0]) {
        w.of.warehouse_id = warehouses_id(a->st, w.warehouse);
        if (!w.of.warehouse_id || !w.of.state[0]) {
            answer_wrong(k->rq, w.of.state[0] ? "warehouse: is unknown"
                                              : "warehouse: goes with a state");
            return;
        }
    }
    json_t *answer =
        api_paged(k, "shipments", lists_shipments(a->st, &w.of, api_page(k)),
                  "shipment_id", NULL);
    api_add_total(answer, lists_shipments_count(a->st, &w.of));
    http_json(k->rq, 200, answer);
}

static void shipment(struct api *a, struct api_call *k)
{
    answer_one(k->rq, lists_shipment(a->st, http_param_int(k->rq, 0)));
}

static const struct api_member EVENTS[] = {
    {API_LIST("events", "by journal and number", EVENT_ROW)}, API_NEXT,
    {.name = NULL}};

static void shipment_events(struct api *a, struct api_call *k)
{
    api_answer_page(k, "events",
                    lists_shipment_events(a->st, http_param_int(k->rq, 0),
                                          api_page(k)),
                    "journal_no", "seq");
}

// A warehouse's work in the sequence of its cut-offs.
static void queue(struct api *a, struct api_call *k)
{
    int64_t id = warehouses_id(a->st, http_param(k->rq, 0));
    if (!id)
        answer_missing(k->rq, "there is no such warehouse");
    else
        api_answer_page(k, "shipments", lists_queue(a->st, id, api_page(k)),
                        "due_ms", "shipment_id");
}

static void release(struct api *a, struct api_call *k)
{
    struct api_reason r = {.reason = ""};
    struct packing p;
    int64_t shipment_id = http_param_int(k->rq, 0);
    api_take(API_REASON, k->body, &r);
    turn_write_begin(a->turn);
    a->office->has_work = true;
    if (packing_load(a->st, shipment_id, &p))
        api_act(a, k, p.order_id, "act_release", r.reason);
    if (!claims_unhold(a->st, shipment_id))
        store_fail(a->st, ERR_CONFLICT, "it is not on hold");
    answer_write(a->turn, k->rq, 200, json_object());
}

static const struct api_member BOX_ROW[] = {
    {API_TEXT("box", "")},
    {API_TEXT("verdict", "fits, or why not")},
    {API_BOOL("is_first", "")},
    {API_BOOL("is_second", "")},
    {.name = NULL}};
static const struct api_member BOXES[] = {
    {API_BOOL("fits", "there is a box for it")},
    {API_INT("units", "")},
    {API_LIST("boxes", "", BOX_ROW)},
    {API_LIST("places",
              "in the first box, of each unit: x, y, z and sides, "
              "all in millimetres",
              NULL),
     API_RARE},
    {.name = NULL}};

static void shipment_boxes(struct api *a, struct api_call *k)
{
    struct office *o = api_read(a, k);
    http_json(k->rq, 200,
              boxes_picture(&o->boxes, a->turn, http_param_int(k->rq, 0)));
}

static const char *const FORMATS[] = {"pdf", "zpl", NULL};

struct paper_words {
    char format[8];
};

static const struct api_member PAPER[] = {
    {API_TEXT("format", "zpl for a label printer of 203 dpi; else PDF"),
     API_WORDS(FORMATS), API_INTO(paper_words, format)},
    {.name = NULL}};

static void shipment_paper(struct api *a, struct api_call *k)
{
    struct paper_words w = {.format = ""};
    enum paper_kind kind;
    char *bytes = NULL;
    size_t len = 0;
    api_take_query(PAPER, k->rq, &w);
    bool is_zpl = strcmp(w.format, "zpl") == 0;
    struct papers in = office_papers(api_read(a, k));
    int rc = ERR_MISSING;
    if (papers_find_kind(http_param(k->rq, 1), &kind))
        rc = papers_shipment(&in, http_param_int(k->rq, 0), kind, is_zpl,
                             &bytes, &len);
    if (rc < 0)
        http_rc_problem(k->rq, rc, "there is no such paper for it");
    else
        http_text(k->rq, 200, is_zpl ? "text/plain" : "application/pdf", bytes,
                  len);
    free(bytes);
}

const struct api_route API_SHIPMENTS[] = {
    {.method = "GET",
     .path = "/api/v1/shipments",
     .handler = shipments,
     .who = WHO_READER,
     .summary = "Shipments",
     .query = SHIPMENTS_OF,
     .answer = {{.of = SHIPMENTS}}},
    {.method = "GET",
     .path = "/api/v1/shipments/:shipment_id",
     .handler = shipment,
     .who = WHO_READER,
     .summary = "One shipment with its events",
     .answer = {{.of = SHIPMENT_ROW}}},
    {.method = "GET", .path = "/api/v1/shipments/:shipment_id/events",
     .handler = shipment_events, .who = WHO_READER,
     .summary = "What benches said of a shipment", .query = API_PAGE,
     .answer = {{.of = EVENTS}}},
    {.method = "GET",
     .path = "/api/v1/queue/:warehouse",
     .handler = queue,
     .who = WHO_READER,
     .summary = "A warehouse's work, the nearest cut-off first",
     .query = API_PAGE,
     .answer = {{.of = SHIPMENTS}}},
    {.method = "POST",
     .path = "/api/v1/shipments/:shipment_id/release",
     .handler = release,
     .who = WHO_SUPERVISOR,
     .scope = SCOPE_FLOOR,
     .is_write = true,
     .summary = "Release a shipment from hold",
     .body = API_REASON},
    {.method = "GET",
     .path = "/api/v1/shipments/:shipment_id/boxes",
     .handler = shipment_boxes,
     .who = WHO_READER,
     .summary = "Which box it fits, and how the items lie in it",
     .answer = {{.of = BOXES}}},
    {.method = "GET",
     .path = "/api/v1/shipments/:shipment_id/papers/:paper",
     .handler = shipment_paper,
     .who = WHO_READER,
     .summary = "slip, cn22, cn23 or invoice, as PDF or with format=zpl",
     .query = PAPER,
     .answer = {{.type = "application/pdf",
                 .meaning = "the paper; text/plain as ZPL"}}},
    {.method = NULL}};

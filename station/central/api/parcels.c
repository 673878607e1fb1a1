// Parcels after packing: handover, manifests, tracking, bills.
#include "station/central/api/api_internal.h"
#include "station/store/central/fields.h"
#include "station/central/intake/order_json.h"
#include "station/central/ship/papers.h"
#include "station/store/central/goods/warehouses.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/ship/parcels.h"

#include <stdlib.h>
#include <string.h>

static const struct api_member MANIFEST_ROW[] = {
    {API_INT("manifest_id", "")},
    {API_TEXT("carrier", "")},
    {API_TEXT("warehouse", "")},
    {API_INT("made_ms", "")},
    {API_INT("parcel_count", "")},
    {API_INT("weight_mg", "of all")},
    {API_INT("unscanned", "of these nobody scanned at the lorry")},
    {API_TEXT("why", "they went all the same")},
    {.name = NULL}};
static const struct api_member OPEN_ROW[] = {
    {API_TEXT("carrier", "")},
    {API_TEXT("warehouse", "")},
    {API_INT("parcels", "how many wait")},
    {API_INT("loaded", "of these were scanned at the lorry")},
    {API_INT("stopped", "of these must not leave")},
    {API_INT("weight_mg", "of all")},
    {API_INT("cost_minor", "of all")},
    {.name = NULL}};
static const struct api_member MANIFESTS[] = {
    {API_LIST("manifests", "the newest first", MANIFEST_ROW)}, API_NEXT,
    API_TOTAL,
    {API_LIST("open", "what waits for each carrier", OPEN_ROW)},
    {.name = NULL}};

struct manifests_of {
    char warehouse[24];
};
static const struct api_member MANIFESTS_OF[] = {
    {API_TEXT("warehouse", "only manifests of this one"),
     API_INTO(manifests_of, warehouse)},
    API_PAGE_MEMBERS,
    {.name = NULL}};

static void manifests(struct api *a, struct api_call *k)
{
    struct manifests_of f = {.warehouse = ""};
    api_take_query(MANIFESTS_OF, k->rq, &f);
    int64_t id = f.warehouse[0] ? warehouses_id(a->st, f.warehouse) : 0;
    if (f.warehouse[0] && !id) {
        answer_wrong(k->rq, "warehouse: is unknown");
        return;
    }
    json_t *root = api_paged(k, "manifests",
                             lists_manifests(a->st, id, api_page(k)),
                             "manifest_id", NULL);
    api_add_total(root, lists_manifests_count(a->st, id));
    json_object_set_new(root, "open", lists_manifest_open(a->st));
    http_json(k->rq, 200, root);
}

static const struct api_member LOADED_ROW[] = {
    {API_INT("parcel_id", "")},
    {API_TEXT("tracking", "")},
    {API_TEXT("sscc", "")},
    {API_INT("weight_mg", "")},
    {API_INT("state", "of its tracking")},
    {API_TEXT("order_no", "")},
    {API_TEXT("country", "")},
    {API_TEXT("postal", "")},
    {.name = NULL}};
static const struct api_member MANIFEST[] = {
    {API_INT("manifest_id", "")},
    {API_TEXT("carrier", "")},
    {API_TEXT("warehouse", "")},
    {API_INT("made_ms", "")},
    {API_INT("parcel_count", "")},
    {API_INT("weight_mg", "of all")},
    {API_INT("unscanned", "of these nobody scanned at the lorry")},
    {API_TEXT("why", "they went all the same")},
    {API_LIST("parcels", "", LOADED_ROW)},
    {.name = NULL}};

static void manifest(struct api *a, struct api_call *k)
{
    answer_one(k->rq, lists_manifest(a->st, http_param_int(k->rq, 0)));
}

struct pick_up {
    char carrier[24], warehouse[24], reason[FIELD_NAME_MAX + 1];
    bool takes_unscanned;
};

static const struct api_member PICK_UP[] = {
    {API_TEXT("carrier", "who came"), API_INTO(pick_up, carrier)},
    {API_TEXT("warehouse", "where"), API_NEEDED, API_INTO(pick_up, warehouse)},
    {API_BOOL("takes_unscanned", "what nobody scanned at the lorry goes, too; "
                                 "wants a reason"),
     API_INTO(pick_up, takes_unscanned)},
    {API_REASON_MEMBER(pick_up, reason)},
    {.name = NULL}};
static const struct api_member MADE[] = {{API_INT("manifest_id", "")},
                                         {.name = NULL}};

// What was loaded goes now; the rest only by a person's word.
static void manifest_add(struct api *a, struct api_call *k)
{
    struct pick_up p = {.carrier = ""};
    api_take(PICK_UP, k->body, &p);
    if (p.takes_unscanned && !p.reason[0]) {
        http_problem(k->rq, 400, "The handover is not right",
                     "takes_unscanned: say the reason why parcels go that "
                     "nobody scanned");
        return;
    }
    struct office *o = api_begin(a, k);
    struct office_lorry lorry = {p.carrier, p.warehouse, p.takes_unscanned,
                                 p.reason};
    int64_t id = office_hand_over(o, &lorry);
    if (!id)
        store_fail(a->st, ERR_MISSING,
                   p.takes_unscanned
                       ? "no parcel waits for this carrier in this warehouse"
                       : "no parcel was loaded for this carrier in this "
                         "warehouse: scan them at the lorry first");
    answer_write(a->turn, k->rq, 200,
                 json_pack("{s:I}", "manifest_id", (json_int_t)id));
}

static void manifest_pdf(struct api *a, struct api_call *k)
{
    char *bytes = NULL;
    size_t len = 0;
    struct papers in = office_papers(api_read(a, k));
    int rc = papers_manifest(&in, http_param_int(k->rq, 0), &bytes, &len);
    if (rc < 0)
        http_rc_problem(k->rq, rc, "there is no such paper for it");
    else
        http_text(k->rq, 200, "application/pdf", bytes, len);
    free(bytes);
}

struct loading {
    char code[64], carrier[24];
};

static const struct api_member LOADING[] = {
    {API_TEXT("code", "of the parcel, as scanned"), API_NEEDED,
     API_INTO(loading, code)},
    {API_TEXT("carrier", "whose lorry it is"), API_INTO(loading, carrier)},
    {.name = NULL}};
static const char *const LOADINGS[] = {
    "unknown", "other_carrier", "gone_before", "stopped", "loaded", NULL};
static const struct api_member LOADED[] = {
    {API_TEXT("verdict", ""), API_WORDS(LOADINGS)}, {.name = NULL}};

// Which carrier's is it, is it packed, is it on a manifest already, must it
// stay?
static void handover_scan(struct api *a, struct api_call *k)
{
    struct loading l = {.code = ""};
    struct parcel_row p;
    const char *verdict = "unknown";
    api_take(LOADING, k->body, &l);
    struct office *o = api_begin(a, k);
    if (parcels_load(a->st, api_find_parcel(a->st, l.code, k->at_ms), &p) ==
        ERR_OK) {
        verdict = p.stop_ms                           ? "stopped"
                  : strcmp(p.carrier, l.carrier) != 0 ? "other_carrier"
                  : p.state != TRACKING_ANNOUNCED   ? "gone_before"
                                                    : "loaded";
        if (strcmp(verdict, "loaded") == 0)
            office_track(o, p.parcel_id, TRACKING_HANDED_OVER, o->at_ms,
                         "loaded");
    }
    answer_write(a->turn, k->rq, 200, json_pack("{s:s}", "verdict", verdict));
}

static const struct api_member EVENT_ROW[] = {
    {API_INT("at_ms", "")},
    {API_INT("state", "")},
    {API_TEXT("place", "")},
    {.name = NULL}};
static const struct api_member CONTENT_ROW[] = {
    {API_INT("item_id", "")},
    {API_TEXT("sku", "")},
    {API_TEXT("name", "")},
    {API_TEXT("lot", "reserved; empty for any")},
    {API_INT("qty", "in this parcel")},
    {.name = NULL}};
static const struct api_member PARCEL[] = {
    {API_INT("parcel_id", "")},
    {API_INT("shipment_id", "")},
    {API_INT("order_id", "")},
    {API_TEXT("tracking", "")},
    {API_TEXT("sscc", "")},
    {API_TEXT("carrier", "")},
    {API_INT("state", "of its tracking")},
    {API_INT("state_ms", "")},
    {API_INT("weight_mg", "")},
    {API_INT("cost_minor", "")},
    {API_INT("billed_minor", "-1 before the bill")},
    {API_INT("manifest_id", "0 before it is handed over")},
    {API_INT("stop_ms", "it must not leave since then; 0: it may")},
    {API_TEXT("stop_note", "why")},
    {API_INT("back_ms", "its goods went back to a place then; 0: not so")},
    {API_TEXT("box", "that was scanned; empty for none")},
    {API_TEXT("box_suggested", "")},
    {API_LIST("events", "what its carrier said", EVENT_ROW)},
    {API_LIST("contents", "what was packed into it", CONTENT_ROW)},
    {.name = NULL}};

static void parcel(struct api *a, struct api_call *k)
{
    int64_t id = api_find_parcel(a->st, http_param(k->rq, 0), k->at_ms);
    answer_one(k->rq, id ? lists_parcel(a->st, id) : NULL);
}

static const char *const STATES[] = {
    "announced", "handed_over", "in_transit", "out_for_delivery", "failed",
    "ready",     "delivered",   "returned",   "lost",             NULL};

struct seen {
    char tracking[48], state[24], place[64];
};

static const struct api_member SEEN[] = {
    {API_TEXT("tracking", ""), API_NEEDED, API_INTO(seen, tracking)},
    {API_TEXT("state", ""), API_NEEDED, API_WORDS(STATES),
     API_INTO(seen, state)},
    {API_TEXT("place", ""), API_INTO(seen, place)},
    {API_TEXT("at", "\"2026-11-25T10:00:00Z\", with an offset or a blank for "
                    "the T; now when missing"),
     API_MOST(47)},
    {.name = NULL}};

static const char *take_event(struct office *o, const json_t *one)
{
    struct json_reader r;
    struct seen s = {.tracking = ""};
    char why[API_WHY_MAX];
    int64_t at_ms = o->at_ms;
    enum tracking_state state;
    json_reader_init(&r, one);
    order_json_time(&r, "at", &at_ms);
    if (!api_check(SEEN, one, why) || !json_reader_ok(&r))
        return "not understood";
    api_take(SEEN, one, &s);
    if (!tracking_state_find(s.state, &state))
        return "not understood";
    int64_t id = parcels_find(o->st, s.tracking);
    if (!id)
        return "unknown parcel";
    return office_track(o, id, state, at_ms, s.place) ? "taken" : "known";
}

enum { MANY_MAX = 2000 };   // rows of one request, so that it stays short

struct many {
    const json_t *rows;
};

static const struct api_member EVENTS[] = {
    {API_LIST("events", "each is taken or refused by itself", SEEN),
     API_NEEDED, API_EACH, API_MOST(MANY_MAX), API_INTO(many, rows)},
    {.name = NULL}};
static const struct api_member VERDICTS[] = {
    {API_TEXTS("verdicts", "taken, known, unknown parcel or not understood")},
    {.name = NULL}};

// The same word twice is one.
static void tracking(struct api *a, struct api_call *k)
{
    struct many m = {.rows = NULL};
    json_t *verdicts = json_array();
    api_take(EVENTS, k->body, &m);
    struct office *o = api_begin(a, k);
    for (size_t i = 0; i < json_array_size(m.rows); i++)
        json_array_append_new(
            verdicts, json_string(take_event(o, json_array_get(m.rows, i))));
    answer_write(a->turn, k->rq, 200,
                 json_pack("{s:o}", "verdicts", verdicts));
}

struct bill {
    char tracking[48];
    int64_t minor;
};

static const struct api_member BILL[] = {
    {API_TEXT("tracking", ""), API_NEEDED, API_INTO(bill, tracking)},
    {API_INT("minor", "charged, in minor units of the currency"), API_NEEDED,
     API_RANGE(0, FIELD_MINOR_MAX), API_INTO(bill, minor)},
    {.name = NULL}};
static const struct api_member BILLS[] = {
    {API_LIST("bills", "each is taken or not by itself", BILL), API_NEEDED,
     API_EACH, API_MOST(MANY_MAX), API_INTO(many, rows)},
    {.name = NULL}};
static const struct api_member BILLED[] = {
    {API_INT("known", "how many were taken")},
    {API_INT("unknown", "how many were not")},
    {.name = NULL}};

static bool take_bill(struct api *a, const json_t *one)
{
    struct bill b = {.tracking = ""};
    char why[API_WHY_MAX];
    if (!api_check(BILL, one, why))
        return false;
    api_take(BILL, one, &b);
    return parcels_billed_set(a->st, b.tracking, b.minor);
}

static void bills_add(struct api *a, struct api_call *k)
{
    struct many m = {.rows = NULL};
    json_int_t known = 0, unknown = 0;
    api_take(BILLS, k->body, &m);
    turn_write_begin(a->turn);
    for (size_t i = 0; i < json_array_size(m.rows); i++)
        if (take_bill(a, json_array_get(m.rows, i)))
            known++;
        else
            unknown++;
    answer_write(a->turn, k->rq, 200,
                 json_pack("{s:I,s:I}", "known", known, "unknown", unknown));
}

static const struct api_member BILL_ROW[] = {
    {API_INT("parcel_id", "")},
    {API_TEXT("tracking", "")},
    {API_TEXT("carrier", "")},
    {API_INT("order_id", "")},
    {API_INT("estimate_minor", "of the plan")},
    {API_INT("cost_minor", "for what the scale found")},
    {API_INT("billed_minor", "")},
    {API_TEXT("currency", "")},
    {.name = NULL}};
static const struct api_member BILL_LIST[] = {
    {API_LIST("bills", "", BILL_ROW)}, API_NEXT, {.name = NULL}};

static void bills(struct api *a, struct api_call *k)
{
    api_answer_page(k, "bills", lists_bills(a->st, 20, api_page(k)),
                    "parcel_id", NULL);
}

const struct api_route API_PARCELS[] = {
    {.method = "GET", .path = "/api/v1/manifests", .handler = manifests,
     .who = WHO_READER, .summary = "Manifests, and what waits for each carrier",
     .query = MANIFESTS_OF, .answer = {{.of = MANIFESTS}}},
    {.method = "POST", .path = "/api/v1/manifests", .handler = manifest_add,
     .who = WHO_READER, .scope = SCOPE_FLOOR, .is_write = true,
     .summary = "Hand over all that waits for a carrier in a warehouse",
     .body = PICK_UP, .answer = {{.of = MADE}}},
    {.method = "GET", .path = "/api/v1/manifests/:manifest_id",
     .handler = manifest, .who = WHO_READER,
     .summary = "One manifest with its parcels", .answer = {{.of = MANIFEST}}},
    {.method = "GET", .path = "/api/v1/manifests/:manifest_id/pdf",
     .handler = manifest_pdf, .who = WHO_READER,
     .summary = "A manifest to sign", .answer = {{.type = "application/pdf"}}},
    {.method = "POST", .path = "/api/v1/handover", .handler = handover_scan,
     .who = WHO_READER, .scope = SCOPE_FLOOR, .is_write = true,
     .summary = "A parcel scanned onto a carrier's lorry", .body = LOADING,
     .answer = {{.of = LOADED}}},
    {.method = "GET", .path = "/api/v1/parcels/:code", .handler = parcel,
     .who = WHO_READER,
     .summary = "A parcel by tracking number or SSCC, with what its carrier "
                "said",
     .answer = {{.of = PARCEL}}},
    {.method = "POST", .path = "/api/v1/tracking", .handler = tracking,
     .who = WHO_MANAGER, .scope = SCOPE_FLOOR,
     .is_write = true, .summary = "Events of carriers",
     .body = EVENTS, .answer = {{.of = VERDICTS}}},
    {.method = "GET", .path = "/api/v1/bills", .handler = bills,
     .who = WHO_READER,
     .summary = "Parcels whose bill differs from the estimate",
     .query = API_PAGE,
     .answer = {{.of = BILL_LIST}}},
    {.method = "POST", .path = "/api/v1/bills", .handler = bills_add,
     .who = WHO_MANAGER, .scope = SCOPE_FLOOR,
     .is_write = true, .summary = "What carriers charged",
     .body = BILLS, .answer = {{.of = BILLED}}},
    {.method = NULL}};

// Parcels after packing: handover, manifests, tracking, bills, papers.
#include "station/central/api/api_internal.h"
#include "station/central/intake/order_json.h"
#include "station/central/ship/papers.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/ship/parcels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void api_manifests(void *app, struct http_request *rq)
{
    struct api *c = app;
    http_json(rq, 200,
              json_pack("{s:o,s:o}", "manifests",
                        lists_manifests(c->turn->st, api_page(rq)), "open",
                        lists_manifest_open(c->turn->st)));
}

void api_manifest(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_one(rq, lists_manifest(c->turn->st, http_param_int(rq, 0)));
}

// {"carrier","warehouse"}: all that waits for the carrier goes now.
void api_manifest_make(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct json_reader r;
    char carrier[24] = "", warehouse[24] = "";
    json_t *body = http_body_json(rq);
    if (!body)
        return;
    json_reader_init(&r, body);
    json_take_text(&r, "carrier", carrier, sizeof carrier, false);
    json_take_text(&r, "warehouse", warehouse, sizeof warehouse, true);
    json_decref(body);
    if (!json_reader_ok(&r)) {
        answer_wrong(rq, r.why);
        return;
    }
    struct office *o = api_begin(c, rq);
    int64_t id = office_hand_over(o, carrier, warehouse);
    if (!id)
        store_fail(c->turn->st, ERR_MISSING,
                   "no parcel waits for this carrier in this warehouse");
    answer_write(c->turn, rq, 200,
                         json_pack("{s:I}", "manifest_id", (json_int_t)id));
}

// {"code"}: a parcel scanned onto the lorry: which carrier's is it, is it
// packed, is it on a manifest already?
void api_handover_scan(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct json_reader r;
    struct parcel_row p;
    char code[64] = "", carrier[24] = "";
    json_t *body = http_body_json(rq);
    if (!body)
        return;
    json_reader_init(&r, body);
    json_take_text(&r, "code", code, sizeof code, true);
    json_take_text(&r, "carrier", carrier, sizeof carrier, false);
    json_decref(body);
    if (!json_reader_ok(&r)) {
        answer_wrong(rq, r.why);
        return;
    }
    struct office *o = api_begin(c, rq);
    const char *verdict = "unknown";
    struct store *st = c->turn->st;
    if (parcels_load(st, parcels_find(st, code), &p) == ERR_OK) {
        verdict = strcmp(p.carrier, carrier) != 0 ? "other_carrier"
                  : p.state != TRACKING_ANNOUNCED ? "gone_before"
                                                  : "loaded";
        if (strcmp(verdict, "loaded") == 0)
            parcels_track(c->turn->st, p.parcel_id, TRACKING_HANDED_OVER,
                          o->at_ms, "loaded");
    }
    answer_write(c->turn, rq, 200, json_pack("{s:s}", "verdict", verdict));
}

void api_parcel(void *app, struct http_request *rq)
{
    struct api *c = app;
    int64_t id = parcels_find(c->turn->st, http_param(rq, 0));
    answer_one(rq, id ? lists_parcel(c->turn->st, id) : NULL);
}

static const char *take_event(struct office *o, const json_t *one)
{
    struct json_reader r;
    char tracking[48] = "", state[24] = "", place[64] = "";
    int64_t at_ms = o->at_ms;
    enum tracking_state s;
    json_reader_init(&r, one);
    json_take_text(&r, "tracking", tracking, sizeof tracking, true);
    json_take_text(&r, "state", state, sizeof state, true);
    json_take_text(&r, "place", place, sizeof place, false);
    order_json_time(&r, "at", &at_ms);
    if (!json_reader_ok(&r) || !tracking_state_find(state, &s))
        return "not understood";
    int64_t id = parcels_find(o->st, tracking);
    if (!id)
        return "unknown parcel";
    if (!parcels_track(o->st, id, s, at_ms, place))
        return "known";
    office_after_tracking(o, id, s);
    return "taken";
}

// {"events":[{"tracking","state","at","place"}]}: of any carrier; each is
// taken or refused by itself, and the same word twice is one.
void api_tracking(void *app, struct http_request *rq)
{
    struct api *c = app;
    json_t *body = http_body_json(rq), *verdicts = json_array();
    if (!body)
        return;
    struct office *o = api_begin(c, rq);
    const json_t *events = json_object_get(body, "events");
    for (size_t i = 0; i < json_array_size(events); i++)
        json_array_append_new(
            verdicts, json_string(take_event(o, json_array_get(events, i))));
    json_decref(body);
    answer_write(c->turn, rq, 200,
                         json_pack("{s:o}", "verdicts", verdicts));
}

// {"bills":[{"tracking","minor"}]}: what the carrier charged.
void api_bills_add(void *app, struct http_request *rq)
{
    struct api *c = app;
    json_t *body = http_body_json(rq);
    int64_t known = 0, unknown = 0;
    if (!body)
        return;
    turn_write_begin(c->turn);
    const json_t *bills = json_object_get(body, "bills");
    for (size_t i = 0; i < json_array_size(bills); i++) {
        const json_t *one = json_array_get(bills, i);
        const char *tracking =
            json_string_value(json_object_get(one, "tracking"));
        const json_t *minor = json_object_get(one, "minor");
        if (tracking && json_is_integer(minor) &&
            json_integer_value(minor) >= 0 &&
            parcels_billed_set(c->turn->st, tracking,
                               json_integer_value(minor)))
            known++;
        else
            unknown++;
    }
    json_decref(body);
    answer_write(c->turn, rq, 200,
                         json_pack("{s:I,s:I}", "known", (json_int_t)known,
                                   "unknown", (json_int_t)unknown));
}

void api_bills(void *app, struct http_request *rq)
{
    struct api *c = app;
    answer_list(rq, "bills", lists_bills(c->turn->st, 20));
}

static void answer_paper(struct http_request *rq, int rc, bool is_zpl,
                         char *bytes, size_t len)
{
    if (rc < 0)
        http_rc_problem(rq, rc, "there is no such paper for it");
    else
        http_text(rq, 200, is_zpl ? "text/plain" : "application/pdf", bytes,
                  len);
    free(bytes);
}

void api_shipment_boxes(void *app, struct http_request *rq)
{
    struct api *c = app;
    struct office *o = api_read(c, rq);
    http_json(rq, 200,
              boxes_picture(&o->boxes, c->turn->st, http_param_int(rq, 0)));
}

void api_shipment_paper(void *app, struct http_request *rq)
{
    struct api *c = app;
    enum paper_kind kind;
    char *bytes = NULL;
    size_t len = 0;
    bool is_zpl = strcmp(http_query(rq, "format"), "zpl") == 0;
    struct office *o = api_read(c, rq);
    int rc = ERR_MISSING;
    if (papers_find_kind(http_param(rq, 1), &kind))
        rc = papers_shipment(o, http_param_int(rq, 0), kind, is_zpl, &bytes,
                             &len);
    answer_paper(rq, rc, is_zpl, bytes, len);
}

void api_manifest_pdf(void *app, struct http_request *rq)
{
    struct api *c = app;
    char *bytes = NULL;
    size_t len = 0;
    struct office *o = api_read(c, rq);
    int rc = papers_manifest(o, http_param_int(rq, 0), &bytes, &len);
    answer_paper(rq, rc, false, bytes, len);
}

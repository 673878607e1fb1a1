// Every address of central, in one place.
#include "station/central/api/api_internal.h"
#include "station/base/text.h"
#include "station/central/intake/import.h"
#include "station/store/central/lists/lists.h"

#include <stdio.h>
#include <string.h>

void api_open(struct api *a, struct office *office, struct channels *channels)
{
    *a = (struct api){.turn = office->turn,
                      .office = office,
                      .channels = channels,
                      .admit = {.turn = office->turn},
                      .started_ms = turn_now_ms(office->turn)};
}

bool api_admit(void *app, struct http_request *rq, int who)
{
    struct api *a = app;
    return admit_request(&a->admit, rq, (enum who)who);
}

struct office *api_begin(struct api *a, const struct http_request *rq)
{
    office_begin(a->office, http_at_ms(rq));
    return a->office;
}

struct office *api_read(struct api *a, const struct http_request *rq)
{
    office_read(a->office, http_at_ms(rq));
    return a->office;
}

struct lists_page api_page(struct http_request *rq)
{
    struct lists_page page = {.limit = LISTS_PAGE_MAX};
    const char *after = http_query(rq, "after");
    const char *limit = http_query(rq, "limit");
    int64_t n;
    if (text_to_int(after, strlen(after), &n) == ERR_OK && n > 0)
        page.after = n;
    if (text_to_int(limit, strlen(limit), &n) == ERR_OK && n > 0 &&
        n < LISTS_PAGE_MAX)
        page.limit = (int32_t)n;
    return page;
}

static void health(void *app, struct http_request *rq)
{
    struct api *c = app;
    http_json(rq, 200,
              json_pack("{s:s,s:s,s:I,s:b}", "status", "ok", "program",
                        "tallyman-central", "now_ms",
                        (json_int_t)http_at_ms(rq), "needs_setup",
                        c->setup_code[0] != 0));
}

static void metrics(void *app, struct http_request *rq)
{
    struct api *c = app;
    char text[512];
    int len = snprintf(
        text, sizeof text,
        "# TYPE tallyman_events_total counter\n"
        "tallyman_events_total %lld\n"
        "# TYPE tallyman_commits_total counter\n"
        "tallyman_commits_total %lld\n"
        "# TYPE tallyman_uptime_seconds gauge\n"
        "tallyman_uptime_seconds %lld\n",
        (long long)c->event_count, (long long)c->turn->commit_count,
        (long long)((turn_now_ms(c->turn) - c->started_ms) / 1000));
    http_text(rq, 200, "text/plain; version=0.0.4", text, (size_t)len);
}

static void openapi(void *app, struct http_request *rq)
{
    (void)app;
    http_json(rq, 200, json_object());
}

const struct http_route API_ROUTES[] = {
    {"GET", "/health", health, WHO_ANYBODY, false, 0, ""},
    {"GET", "/metrics", metrics, WHO_ANYBODY, false, 0, ""},
    {"GET", "/api/openapi.json", openapi, WHO_ANYBODY, false, 0,
     "This description"},

    {"POST", "/api/v1/setup", api_setup, WHO_ANYBODY, true, 0,
     "Make the first manager, with the code printed at start"},
    {"POST", "/api/v1/session", api_session_begin, WHO_ANYBODY, true, 0,
     "Sign in to the office"},
    {"GET", "/api/v1/session", api_session_show, WHO_READER, false, 0,
     "Who is signed in"},
    {"DELETE", "/api/v1/session", api_session_end, WHO_READER, true, 0,
     "Sign out"},
    {"GET", "/api/v1/people", api_people_list, WHO_SUPERVISOR, false, 0,
     "People"},
    {"POST", "/api/v1/people", api_people_save, WHO_MANAGER, true, 0,
     "Add or change a person"},
    {"GET", "/api/v1/tokens", api_tokens_list, WHO_MANAGER, false, 0,
     "Programs that may use the API"},
    {"POST", "/api/v1/tokens", api_tokens_add, WHO_MANAGER, true, 0,
     "Make a token for a program; it is shown once"},
    {"GET", "/api/v1/stations", api_stations_list, WHO_READER, false, 0,
     "Stations"},
    {"POST", "/api/v1/stations", api_stations_add, WHO_MANAGER, true, 0,
     "Add a station; its token is shown once"},

    {"GET", "/api/v1/items", api_items, WHO_READER, false, 0, "Items"},
    {"GET", "/api/v1/items/:item_id", api_item, WHO_READER, false, 0,
     "One item with codes, kit and stock"},
    {"GET", "/api/v1/items/:item_id/stock", api_stock, WHO_READER, false, 0,
     "Stock of an item by place and lot"},
    {"GET", "/api/v1/items/:item_id/moves", api_moves, WHO_READER, false, 0,
     "The ledger of an item"},
    {"GET", "/api/v1/items/:item_id/warehouses", api_item_warehouses,
     WHO_READER, false, 0, "On hand and reserved in each warehouse"},
    {"POST", "/api/v1/stations/:station_id/warehouse", api_station_place,
     WHO_MANAGER, true, 0, "Say in which warehouse a station stands"},
    {"GET", "/api/v1/boxes", api_boxes, WHO_READER, false, 0, "Boxes"},
    {"POST", "/api/v1/boxes", api_boxes_save, WHO_MANAGER, true, 0,
     "Add or change a box"},
    {"GET", "/api/v1/orders", api_orders, WHO_READER, false, 0, "Orders"},
    {"POST", "/api/v1/orders", api_orders_add, WHO_MANAGER, true,
     4 * 1024 * 1024, "Take in one order, or up to 500"},
    {"GET", "/api/v1/orders/:order_id/decisions", api_order_decisions,
     WHO_READER, false, 0, "Why these warehouses: candidates and costs"},
    {"GET", "/api/v1/orders/:order_id/what-if", api_order_what_if, WHO_READER,
     false, 0, "Another warehouse or strategy, and what it would cost"},
    {"POST", "/api/v1/orders/:order_id/hold", api_order_hold, WHO_SUPERVISOR,
     true, 0, "Hold an order"},
    {"POST", "/api/v1/orders/:order_id/unhold/:kind", api_order_unhold,
     WHO_SUPERVISOR, true, 0, "Release a hold"},
    {"POST", "/api/v1/orders/:order_id/groups/:group_no", api_order_address,
     WHO_SUPERVISOR, true, 0, "Change a destination"},
    {"POST", "/api/v1/orders/:order_id/lines/:line_no/split", api_line_split,
     WHO_SUPERVISOR, true, 0, "Send a line in a shipment of its own"},
    {"POST", "/api/v1/orders/:order_id/allocate", api_order_allocate,
     WHO_SUPERVISOR, true, 0, "Plan unclaimed work anew"},
    {"POST", "/api/v1/orders/:order_id/close", api_order_close,
     WHO_SUPERVISOR, true, 0, "Close what is left of a part shipped order"},
    {"GET", "/api/v1/stuck", api_stuck, WHO_READER, false, 0,
     "Orders that are longer in their state than they should be"},
    {"GET", "/api/v1/queue/:warehouse", api_queue, WHO_READER, false, 0,
     "A warehouse's work, the nearest cut-off first"},
    {"GET", "/api/v1/orders/:order_id", api_order, WHO_READER, false, 0,
     "One order with lines, shipments and parcels"},
    {"POST", "/api/v1/orders/:order_id/cancel", api_order_cancel,
     WHO_SUPERVISOR, true, 0, "Cancel an order, also while it is packed"},
    {"POST", "/api/v1/orders/:order_id/lines/:line_no", api_line_change,
     WHO_SUPERVISOR, true, 0, "Change a line's quantity"},
    {"GET", "/api/v1/shipments", api_shipments, WHO_READER, false, 0,
     "Shipments"},
    {"GET", "/api/v1/shipments/:shipment_id", api_shipment, WHO_READER, false,
     0, "One shipment with its events"},
    {"POST", "/api/v1/shipments/:shipment_id/release", api_shipment_release,
     WHO_SUPERVISOR, true, 0, "Release a shipment from hold"},
    {"GET", "/api/v1/shipments/:shipment_id/boxes", api_shipment_boxes,
     WHO_READER, false, 0, "Which box it fits, and how the items lie in it"},
    {"GET", "/api/v1/shipments/:shipment_id/papers/:paper",
     api_shipment_paper, WHO_READER, false, 0,
     "slip, cn22, cn23 or invoice, as PDF or with format=zpl"},
    {"GET", "/api/v1/manifests", api_manifests, WHO_READER, false, 0,
     "Manifests, and what waits for each carrier"},
    {"POST", "/api/v1/manifests", api_manifest_make, WHO_READER, true, 0,
     "Hand over all that waits for a carrier in a warehouse"},
    {"GET", "/api/v1/manifests/:manifest_id", api_manifest, WHO_READER, false,
     0, "One manifest with its parcels"},
    {"GET", "/api/v1/manifests/:manifest_id/pdf", api_manifest_pdf,
     WHO_READER, false, 0, "A manifest to sign"},
    {"POST", "/api/v1/handover", api_handover_scan, WHO_READER, true, 0,
     "A parcel scanned onto a carrier's lorry"},
    {"GET", "/api/v1/parcels/:code", api_parcel, WHO_READER, false, 0,
     "A parcel by tracking number or SSCC, with what its carrier said"},
    {"POST", "/api/v1/tracking", api_tracking, WHO_MANAGER, true, 0,
     "Events of carriers"},
    {"GET", "/api/v1/bills", api_bills, WHO_READER, false, 0,
     "Parcels whose bill differs from the estimate"},
    {"POST", "/api/v1/bills", api_bills_add, WHO_MANAGER, true, 0,
     "What carriers charged"},
    {"GET", "/api/v1/rules/:kind", api_rules, WHO_READER, false, 0,
     "Settings of a kind, as they hold on a day"},
    {"POST", "/api/v1/rules/:kind", api_rules_save, WHO_MANAGER, true, 0,
     "A new version of a setting, from a day on"},
    {"GET", "/api/v1/rules/:kind/:code", api_rule_history, WHO_READER, false,
     0, "All versions of a setting"},
    {"POST", "/api/v1/rates/try", api_rates_try, WHO_READER, false, 0,
     "Every service's price for a parcel, and why not"},
    {"GET", "/api/v1/warehouses", api_warehouses, WHO_READER, false, 0,
     "Warehouses, their load and the distances between them"},
    {"GET", "/api/v1/exchange", api_exchange, WHO_READER, false, 0,
     "An amount in another currency at a day's rate"},
    {"GET", "/api/v1/integrations", api_integrations, WHO_READER, false, 0,
     "Which system hears of which event, how, and its retry state"},
    {"GET", "/api/v1/deliveries", api_deliveries, WHO_READER, false, 0,
     "What other systems were or must be told, by state"},
    {"POST", "/api/v1/deliveries/:delivery_id/retry", api_delivery_retry,
     WHO_SUPERVISOR, true, 0, "Try one again now"},
    {"GET", "/api/v1/inbox", api_inbox, WHO_READER, false, 0,
     "What channels pushed, by state"},
    {"POST", "/api/v1/channels/:channel/push", api_push, WHO_ANYBODY, true,
     0, "A shop's webhook; its signature is checked"},
    {"GET", "/api/v1/exceptions", api_exceptions, WHO_READER, false, 0,
     "What a person has to look at"},
    {"POST", "/api/v1/exceptions/:exception_id/done", api_exception_done,
     WHO_SUPERVISOR, true, 0, "Close an exception"},
    {"GET", "/api/v1/search", api_search, WHO_READER, false, 0,
     "Find anything by its code"},
    {"POST", "/api/v1/import", api_import, WHO_MANAGER, true, IMPORT_BODY_MAX,
     "Import items, stock or orders; preview=1 changes nothing"},

    {"POST", "/api/v1/station/claim", api_claim, WHO_STATION, true, 0,
     "Claim an order for this station"},
    {"GET", "/api/v1/station/feed", api_feed, WHO_STATION, false, 0,
     "What changed after a revision"},
    {"POST", "/api/v1/station/events", api_events, WHO_STATION, true,
     4 * 1024 * 1024, "Hand over a batch of journal rows"},
    {NULL, NULL, NULL, 0, false, 0, NULL},
};

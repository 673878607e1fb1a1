// The members of each kind of rule: what may stand in it at all. Ranges, and
// what the members have to do with one another, are checked where they are
// read (book_read.c and its likes).
#include "station/central/book/book.h"

#include <string.h>

static const struct api_member CALENDAR[] = {
    {API_TEXT("zone", "of the days, such as Europe/Lisbon")},
    {API_TEXT("weekdays", "seven of 0 and 1, from Monday")},
    {API_TEXTS("holidays", "days as YYYY-MM-DD")},
    {API_TEXTS("yearly", "days as MM-DD")},
    {API_LIST("easter", "days after Easter Sunday, such as -2", NULL)},
    {.name = NULL}};

static const struct api_member WAREHOUSE[] = {
    {API_TEXT("name", "")},
    {API_TEXT("country", "ISO 3166-1 alpha-2")},
    {API_TEXT("postal", "")},
    {API_TEXT("latitude", "in degrees")},
    {API_TEXT("longitude", "in degrees")},
    {API_TEXT("zone", "of its hours, such as Europe/Lisbon")},
    {API_TEXT("calendar", "code of its days of work")},
    {API_TEXT("open", "HH:MM")},
    {API_TEXT("close", "HH:MM")},
    {API_INT("handling_min", "from order to lorry, in minutes")},
    {API_INT("handling_minor", "cost of a shipment")},
    {API_INT("priority", "the lowest first")},
    {API_INT("capacity", "shipments it can have open; 0 for any")},
    {API_BOOL("is_store", "people buy from its shelves: see from_stores of "
                          "profiles")},
    {API_BOOL("is_closed", "its work goes to others")},
    {API_TEXTS("not_to", "countries it does not send to")},
    {API_TEXTS("channels", "that it serves; empty for all")},
    {.name = NULL}};

static const struct api_member TRACKING[] = {
    {API_TEXT("kind", "s10, mod10, sscc or plain")},
    {API_TEXT("prefix", "")},
    {API_TEXT("suffix", "")},
    {API_INT("digits", "of the number in it")},
    {API_INT("first", "of the range")},
    {API_INT("end", "behind the last of the range")},
    {.name = NULL}};

static const struct api_member CARRIER[] = {
    {API_TEXT("name", "")},
    {API_TEXT("calendar", "code of its days")},
    {API_TEXT("cutoff", "HH:MM of the last parcels")},
    {API_TEXT("days", "it comes, seven of 0 and 1, from Monday")},
    {API_BOOL("is_postal", "goes with CN22 and CN23")},
    {API_TEXT("routing", "large on its labels, with {country}, {postal}, "
                         "{postal:3}, {service} and {warehouse} filled in")},
    {API_OBJECT("tracking", "its range of numbers", TRACKING)},
    {.name = NULL}};

static const struct api_member AREA[] = {
    {API_TEXT("country", "empty for all others")},
    {API_TEXT("postal", "that it begins with")},
    {API_INT("zone", "position in zones")},
    {API_INT("days", "on the way")},
    {.name = NULL}};

static const struct api_member ZONE[] = {
    {API_LIST("steps", "growing pairs of grams and minor units", NULL)},
    {API_INT("per_kg_minor", "beyond the last step")},
    {.name = NULL}};

static const struct api_member SURCHARGE[] = {
    {API_TEXT("code", "")},
    {API_TEXT("field", "what is compared; always when missing")},
    {API_INT("above", "applies above this")},
    {API_INT("below", "or below this")},
    {API_TEXT("postal", "that it begins with")},
    {API_INT("add_minor", "one of four: this is added")},
    {API_INT("add_permille", "or this share")},
    {API_INT("least_g", "or it is billed as if it weighed this, in grams")},
    {API_ANY("refuse", "or the service does not go")},
    {API_INT("group", "of one group the dearest alone counts; 0 for none")},
    {API_TEXT("from", "day as YYYY-MM-DD")},
    {API_TEXT("to", "day as YYYY-MM-DD")},
    {.name = NULL}};

static const struct api_member SERVICE[] = {
    {API_TEXT("name", "")},
    {API_TEXT("carrier", "code of its carrier")},
    {API_TEXT("currency", "ISO 4217")},
    {API_TEXTS("warehouses", "it goes from; empty for all")},
    {API_INT("divisor_cm3_per_kg", "of volume weight; 0 for none")},
    {API_INT("trigger_cm3", "smaller parcels have no volume weight")},
    {API_INT("free_until_g", "lighter parcels have no volume weight")},
    {API_INT("round_side_mm", "sides are rounded to this")},
    {API_TEXT("side_rounding", "exact, nearest or up")},
    {API_INT("weight_step_g", "weights are rounded up to this")},
    {API_INT("least_minor", "the least price")},
    {API_INT("max_g", "the heaviest parcel")},
    {API_INT("max_side_mm", "the longest side")},
    {API_INT("max_girth_sum_mm", "length and girth")},
    {API_INT("max_side_sum_mm", "all three sides")},
    {API_INT("min_side_mm", "the shortest side")},
    {API_BOOL("hazmat", "dangerous goods may go")},
    {API_LIST("areas", "where it goes", AREA)},
    {API_LIST("zones", "what it costs there", ZONE)},
    {API_LIST("surcharges", "", SURCHARGE)},
    {.name = NULL}};

static const struct api_member PROFILE[] = {
    {API_TEXT("name", "")},
    {API_TEXT("strategy", "least_cost, nearest, priority, fewest_parcels or "
                          "oldest_stock")},
    {API_INT("split_minor", "what a further shipment counts")},
    {API_INT("unmet_minor", "what a missing unit counts")},
    {API_INT("use_max", "warehouses of one order")},
    {API_BOOL("is_whole", "all of it, or it waits")},
    {API_TEXT("on_short", "close, backorder or reallocate")},
    {API_TEXT("verify", "each, or the first of equal ones")},
    {API_TEXTS("checks", "of address, payment, customs")},
    {API_BOOL("slip", "a packing slip goes along")},
    {API_BOOL("single", "orders of one unit are packed by item")},
    {API_TEXT("release", "at_once, or batch: a person lets orders go to the "
                         "benches")},
    {API_BOOL("from_stores", "stores may send its orders; true when missing")},
    {API_BOOL("may_substitute", "items' approved alternatives are taken")},
    {API_INT("service_days", "until it is there; 0 for no promise")},
    {API_INT("ask_above_minor", "a parcel that its scale or box sends by a "
                                "service dearer by more waits for a person; "
                                "missing: it goes, and its order says so")},
    {API_INT("min_life_days", "dated goods last so long when they arrive, "
                              "service_days after packing; 0: they are not "
                              "expired when they are packed")},
    {API_INT("fraud_minor", "larger orders are held; 0 for none")},
    {API_TEXT("release_role", "who may release holds, besides managers")},
    {API_TEXTS("priority", "warehouses, the first one first")},
    {API_TEXT("incoterm", "on invoices: DAP, the addressee pays the duty, or "
                          "DDP, the sender does")},
    {API_TEXT("category", "on customs forms: sale, gift, documents, sample, "
                          "returned or other")},
    {API_TEXT("return_note", "on slips: what to do with what comes back")},
    {API_TEXT("slip_language", "of slips: en, pt or es; missing: that of the "
                               "country they go to")},
    {.name = NULL}};

static const struct api_member BUFFER[] = {
    {API_TEXT("sku", "empty for any")},
    {API_TEXT("warehouse", "empty for any")},
    {API_TEXT("channel", "empty for any")},
    {API_INT("qty", "kept back")},
    {API_INT("permille", "kept back")},
    {.name = NULL}};

static const struct api_member CHANNEL[] = {
    {API_TEXT("system", "webhook, adobe, shopify, vendure, amazon, file or "
                        "api")},
    {API_TEXT("url", "")},
    {API_TEXT("secret", "of signatures")},
    {API_TEXT("secret_2", "while one is exchanged for another")},
    {API_TEXT("key", "")},
    {API_TEXT("token", "")},
    {API_TEXT("token_secret", "")},
    {API_TEXT("login", "")},
    {API_TEXT("password", "")},
    {API_TEXT("folder", "of files")},
    {API_TEXT("profile", "of its orders")},
    {API_TEXTS("sources", "SHOPCODE=WAREHOUSE")},
    {API_TEXTS("events", "that it is told")},
    {API_INT("poll_s", "seconds between questions")},
    {API_BOOL("is_off", "")},
    {API_BOOL("may_be_private", "its address may be on our network")},
    {.name = NULL}};

static const struct api_member CUSTOMS[] = {
    {API_TEXT("area", "of destinations, such as EU")},
    {API_TEXT("from", "day as YYYY-MM-DD")},
    {API_TEXT("to", "day as YYYY-MM-DD")},
    {API_INT("up_to_minor", "value of the goods; 0 for any")},
    {API_INT("per_hs_minor", "duty of each heading")},
    {API_INT("permille", "duty of the value")},
    {.name = NULL}};

static const struct api_member EXCHANGE[] = {
    {API_TEXT("rate", "up to six places, such as 0.92")}, {.name = NULL}};

static const struct api_member RESTRICTION[] = {
    {API_TEXT("country", "ISO 3166-1 alpha-2")},
    {API_TEXT("service", "empty for any")},
    {API_TEXT("hs", "that the heading begins with")},
    {.name = NULL}};

const struct api_named BOOK_KINDS[] = {
    {"calendar", CALENDAR}, {"warehouse", WAREHOUSE},
    {"carrier", CARRIER},   {"service", SERVICE},
    {"profile", PROFILE},   {"buffer", BUFFER},
    {"channel", CHANNEL},   {"customs", CUSTOMS},
    {"exchange", EXCHANGE}, {"restriction", RESTRICTION},
    {NULL, NULL}};

const struct api_member *book_members(const char *kind)
{
    for (const struct api_named *n = BOOK_KINDS; n->name; n++)
        if (strcmp(n->name, kind) == 0)
            return n->members;
    return NULL;
}

// Files taken in, as the office page and the command line send them.
#include "station/central/intake/import.h"
#include "station/central/api/api_internal.h"

#include <stdio.h>

struct import_words {
    char kind[32], format[32], channel[32], preview[2];
    int64_t first_line;
};

static const struct api_member QUERY[] = {
    {API_TEXT("kind", "items, stock, orders or points"),
     API_INTO(import_words, kind)},
    {API_TEXT("format", "csv, json, or of orders online-retail, shopify or "
                        "amazon"),
     API_INTO(import_words, format)},
    {API_TEXT("channel", "of orders in another's format; empty for the "
                         "format's name"),
     API_INTO(import_words, channel)},
    {API_INT("first_line", "number of the text's second line, of a file that "
                           "is sent in parts"),
     API_RANGE(2, INT64_MAX), API_INTO(import_words, first_line)},
    {API_TEXT("preview", "1: says what would happen and changes nothing"),
     API_INTO(import_words, preview)},
    {.name = NULL}};

static const struct api_member PROBLEM[] = {
    {API_INT("line", "of the file")},
    {API_TEXT("why", "it was not taken")},
    {.name = NULL}};
static const struct api_member REPORT[] = {
    {API_INT("new", "")},
    {API_INT("changed", "")},
    {API_INT("same", "were there already")},
    {API_INT("refused", "")},
    {API_LIST("problems", "", PROBLEM)},
    {API_BOOL("preview", "nothing was changed"), API_RARE},
    {.name = NULL}};

// A preview runs the whole import and undoes it: it cannot promise anything
// that the import would not do.
static void answer_preview(struct api *a, struct api_call *k, json_t *report)
{
    store_fail(a->st, ERR_MISSING, "a preview");
    if (turn_write_end(a->turn) == ERR_MISSING) {
        json_object_set_new(report, "preview", json_true());
        http_json(k->rq, 200, report);
        return;
    }
    json_decref(report);
    http_problem(k->rq, 500, "It did not work", store_why(a->st));
}

static void import(struct api *a, struct api_call *k)
{
    char why[300];
    struct import_words w = {.first_line = 2};
    api_take_query(QUERY, k->rq, &w);
    struct import in = {.kind = w.kind,
                        .format = w.format,
                        .channel = w.channel,
                        .first_line = w.first_line,
                        .at_ms = k->at_ms};
    in.chars = http_body(k->rq, &in.len);
    json_t *report = import_run(api_begin(a, k), &in, why, sizeof why);
    if (report && w.preview[0] == '1') {
        answer_preview(a, k, report);
        return;
    }
    if (!report)
        store_fail(a->st, ERR_PARSE, why);
    answer_write(a->turn, k->rq, 200, report);
}

const struct api_route API_IMPORT[] = {
    {.method = "POST", .path = "/api/v1/import", .handler = import,
     .who = WHO_MANAGER, .scope = SCOPE_ORDERS,
     .is_write = true, .body_max = IMPORT_BODY_MAX,
     .summary = "Import items, stock or orders; preview=1 changes nothing",
     .query = QUERY, .body_type = "text/plain", .answer = {{.of = REPORT}}},
    {.method = NULL}};

// Files taken in, as the office page and the command line send them.
#include "station/central/intake/import.h"
#include "station/central/api/api_internal.h"

#include <stdio.h>

struct import_words {
    char kind[32], format[32], channel[32], preview[2], encoding[32];
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
    {API_TEXT("encoding", "utf-8, utf-16le, utf-16be, windows-1252, "
                          "iso-8859-1 or iso-8859-15; found out when missing"),
     API_INTO(import_words, encoding)},
    {API_TEXT("preview", "1: says what would happen and changes nothing"),
     API_INTO(import_words, preview)},
    {.name = NULL}};

static const struct api_member PROBLEM[] = {
    {API_INT("line", "of the file")},
    {API_TEXT("why", "it was not taken")},
    {.name = NULL}};
static const struct api_member REMOVE[] = {
    {API_INT("line", "of the file")},
    {API_TEXT("column", "whose field is empty there, and had a value")},
    {.name = NULL}};
static const struct api_member NOTE[] = {
    {API_INT("line", "of the file")},
    {API_TEXT("why", "nothing was done")},
    {.name = NULL}};
static const struct api_member REPORT[] = {
    {API_INT("new", "")},
    {API_INT("changed", "")},
    {API_INT("same", "were there already")},
    {API_INT("refused", "")},
    {API_LIST("problems", "", PROBLEM)},
    {API_LIST("removes", "what the file takes away", REMOVE)},
    {API_LIST("notes", "of lines that are right and ask for nothing", NOTE)},
    {API_TEXT("encoding", "the file came in")},
    {API_TEXT("separator", "of its fields; empty of JSON")},
    {API_BOOL("preview", "nothing was changed"), API_RARE},
    {.name = NULL}};

static const struct api_member PROGRESS[] = {
    {API_TEXT("kind", "")},
    {API_TEXT("format", "")},
    {API_BOOL("preview", "")},
    {API_INT("line", "reached")},
    {API_INT("lines", "of the whole file, or things in it")},
    {.name = NULL}};
static const struct api_member UNDER_WAY[] = {
    {API_LIST("imports", "", PROGRESS)}, {.name = NULL}};

static void on_done(void *arg, int rc, json_t *report, const char *why)
{
    struct http_request *rq = arg;
    if (rc < 0)
        http_rc_problem(rq, rc, why);
    else
        http_json(rq, 200, report);
    http_resume(rq);
}

// The request waits while its file is taken in slices.
static void import(struct api *a, struct api_call *k)
{
    struct import_words w = {.first_line = 2};
    api_take_query(QUERY, k->rq, &w);
    struct import in = {.kind = w.kind,
                        .format = w.format,
                        .channel = w.channel,
                        .encoding = w.encoding,
                        .first_line = w.first_line,
                        .at_ms = k->at_ms,
                        .is_preview = w.preview[0] == '1'};
    in.chars = http_body(k->rq, &in.len);
    http_defer(k->rq);
    if (imports_add(&a->channels->imports, &in, on_done, k->rq) == ERR_OK)
        return;
    http_problem(k->rq, 503, "Not now",
                 "many files are being taken in: wait until one has ended");
    http_resume(k->rq);
}

static void under_way(struct api *a, struct api_call *k)
{
    answer_list(k->rq, "imports", imports_json(&a->channels->imports));
}

const struct api_route API_IMPORT[] = {
    {.method = "POST", .path = "/api/v1/import", .handler = import,
     .who = WHO_MANAGER, .scope = SCOPE_ORDERS,
     .is_write = true, .body_max = IMPORT_BODY_MAX,
     .summary = "Import items, stock or orders; preview=1 changes nothing",
     .query = QUERY, .body_type = "text/plain", .answer = {{.of = REPORT}}},
    {.method = "GET", .path = "/api/v1/import", .handler = under_way,
     .who = WHO_MANAGER, .scope = SCOPE_ORDERS,
     .summary = "Imports under way and how far each is",
     .answer = {{.of = UNDER_WAY}}},
    {.method = NULL}};

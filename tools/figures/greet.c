// What a station must say to central before it may ask for anything else.
#include "station/base/json.h"
#include "station/base/secret.h"
#include "station/http/client.h"
#include "station/record/hello.h"
#include "tools/figures/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ID "00000000000000a1"

static void stop(const char *why)
{
    fprintf(stderr, "measure: hello: %s\n", why);
    exit(1);
}

void measure_greet(const char *url, const char *token, struct journal_tip tip,
                   const char *line_end, char headers[MEASURE_HEADERS_MAX])
{
    static struct welcome w;
    struct hello h = {.run = ID,
                      .journal_id = ID,
                      .begins = true,
                      .tip_seq = tip.seq,
                      .acked_seq = tip.seq,
                      .probe_seq = tip.seq};
    char path[120], why[RECORD_WHY_MAX], *answer;
    size_t len;
    secret_hex(tip.hash, sizeof tip.hash, h.probe_hash);
    snprintf(path, sizeof path, "%s/api/v1/station/hello", url);
    json_t *said = hello_to_json(&h);
    char *body = json_dumps(said, JSON_COMPACT);
    struct http_call call = {.method = "POST",
                             .url = path,
                             .token = token,
                             .body = body,
                             .body_len = strlen(body)};
    if (http_call_now(&call, &answer, &len) != 200)
        stop(answer);
    json_t *root = json_read(answer, len, why, sizeof why);
    if (!root || welcome_from_json(root, &w, why) < 0)
        stop(why);
    if (w.verdict != HELLO_WELCOME)
        stop(answer);
    snprintf(headers, MEASURE_HEADERS_MAX,
             "X-Station-Journal: %s%sX-Station-Run: %s%s"
             "X-Central-Incarnation: %s%s",
             ID, line_end, ID, line_end, w.incarnation, line_end);
    json_decref(root);
    json_decref(said);
    free(body);
    free(answer);
}

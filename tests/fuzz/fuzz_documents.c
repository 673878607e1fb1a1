// Documents from another program: what is read is what would be written.
#include "shared/must.h"
#include "station/record/claim.h"
#include "station/record/feed.h"
#include "station/record/hello.h"
#include "station/record/numbers.h"
#include "station/record/pack.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const char *const fuzz_seeds[] = {
    "{\"verdict\":\"given\",\"work\":{\"shipment_id\":1,\"order_no\":\"A\","
    "\"fence\":1,\"state\":\"claimed\",\"tracking\":[\"T1\"],\"customs\":{"
    "\"form\":1,\"digits\":2,\"category\":0,\"currency\":\"EUR\",\"from\":{"
    "\"street\":\"R 1\"},\"to\":{\"country\":\"CH\"},\"lines\":[{\"what\":"
    "\"Mug\",\"qty\":1,\"net_mg\":1,\"value_minor\":1}]},\"lines\":[{"
    "\"line_no\":1,\"item\":1,\"qty\":2,\"lot\":\"L\",\"place\":\"S1\"}]}}",
    "{\"rev\":3,\"more\":true,\"changes\":[{\"kind\":\"item\",\"data\":{"
    "\"item_id\":1,\"sku\":\"A\",\"name\":\"A\",\"codes\":[{\"code\":\"1\","
    "\"qty\":1}]}},{\"kind\":\"box\",\"data\":{\"box_id\":1,\"code\":\"B\","
    "\"name\":\"B\",\"tare_mg\":1}},{\"kind\":\"person\",\"data\":{"
    "\"person_id\":1,\"name\":\"P\",\"role\":\"packer\"}}]}",
    "{\"last_seq\":1,\"sscc_next\":2,\"sscc_end\":3,\"sender\":\"S|T\"}",
    "{\"request_id\":\"r\",\"code\":\"c\",\"take_over\":true}",
    "{\"parcels\":[{\"sscc\":\"1\",\"tracking\":\"T\",\"weight_mg\":1,"
    "\"weighed\":\"weight_ok\",\"copies\":1}],\"lines\":[{\"pos\":0,\"qty\":1,"
    "\"short\":1,\"reason\":\"damaged\",\"serials\":[\"S\"]}]}",
    "{\"run\":\"0123456789abcdef\",\"journal_id\":\"0123456789abcdef\","
    "\"tip_seq\":2,\"acked_seq\":1,\"probe_seq\":1,\"begins\":true,"
    "\"works\":[{\"shipment_id\":1,\"fence\":2,\"is_open\":true}]}",
    "{\"verdict\":\"welcome\",\"probe\":\"same\",\"database_id\":"
    "\"0123456789abcdef\",\"incarnation\":\"0123456789abcdef\","
    "\"station_id\":1,\"gone\":[{\"shipment_id\":1}]}",
    NULL};

static void reply(const json_t *o)
{
    static struct claim_reply r, again;
    if (claim_reply_from_json(o, &r, NULL) < 0)
        return;
    must(r.work.line_count <= PICK_LINES_MAX || !r.has_work);
    json_t *one = claim_reply_to_json(&r);
    must(claim_reply_from_json(one, &again, NULL) == ERR_OK);
    json_t *two = claim_reply_to_json(&again);
    must(json_equal(one, two));
    json_decref(one);
    json_decref(two);
}

static void feed(const json_t *o)
{
    static struct feed_entry e;
    struct feed head;
    size_t count;
    if (feed_from_json(o, &head, &count, NULL) < 0)
        return;
    for (size_t i = 0; i < count; i++)
        if (feed_entry_from_json(o, i, &e, NULL) == ERR_OK)
            must(e.kind < FEED_KIND_COUNT);
}

static void hello(const json_t *o)
{
    struct hello h;
    struct welcome w;
    if (hello_from_json(o, &h, NULL) == ERR_OK)
        must(h.work_count <= HELLO_WORKS_MAX && h.probe_seq <= h.tip_seq);
    if (welcome_from_json(o, &w, NULL) == ERR_OK)
        must(w.gone_count <= HELLO_WORKS_MAX);
}

static void done(const json_t *o)
{
    static struct pack_done d;
    char why[RECORD_WHY_MAX];
    if (pack_done_from_json(o, &d, why) < 0) {
        must(why[0]);
        return;
    }
    for (int32_t i = 0; i < d.line_count; i++)
        must(d.line[i].serial_first + d.line[i].serial_count <= d.serial_count);
}

void fuzz_one(const uint8_t *bytes, size_t len)
{
    struct numbers n;
    struct claim_request ask;
    json_t *root = json_read((const char *)bytes, len, NULL, 0);
    if (!root)
        return;
    reply(root);
    feed(root);
    done(root);
    hello(root);
    if (numbers_from_json(root, &n, NULL) == ERR_OK)
        must(strlen(n.sender) < sizeof n.sender);
    if (claim_request_from_json(root, &ask, NULL) == ERR_OK)
        must(ask.request_id[0]);
    json_decref(root);
}

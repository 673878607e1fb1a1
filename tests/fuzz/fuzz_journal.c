// Journal lines from a station, and the bodies in them.
#include "shared/must.h"
#include "station/record/pack.h"
#include "station/store/bench/journal.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const char *const fuzz_seeds[] = {
    "1\t1790000000000\tscan\t1\t2\t3\ttook\t{\"item\":1,\"qty\":1}\t"
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "{\"step_mg\":1,\"floor_mg\":1,\"permille\":1,\"tare_mg\":1,"
    "\"packing_mg\":1,\"lines\":[{\"line_no\":1,\"item\":1,\"qty\":2}]}",
    "{\"command\":\"times\",\"count\":3}", NULL};

void fuzz_one(const uint8_t *bytes, size_t len)
{
    static char line[8200];
    static struct pack pack;
    struct journal_row row;
    struct pack_event ev;
    const char *why;
    memcpy(line, bytes, len);
    line[len] = 0;
    if (journal_line_read(&row, line, len, &why) == ERR_OK) {
        must(row.body_len == strlen(row.body));
        if (pack_event_from_json(row.kind, row.body, row.body_len, &ev) ==
            ERR_OK)
            must(ev.kind < PACK_EVENT_COUNT);
    }
    memcpy(line, bytes, len);
    for (int k = 0; k < PACK_EVENT_COUNT; k++) {
        const char *kind = pack_event_name((enum pack_event_kind)k);
        if (pack_event_from_json(kind, line, len, &ev) == ERR_OK)
            must((int)ev.kind == k);
    }
    json_t *root = json_read(line, len, NULL, 0);
    if (root && pack_open_from_json(root, &pack) == ERR_OK)
        pack_check(&pack);
    json_decref(root);
}

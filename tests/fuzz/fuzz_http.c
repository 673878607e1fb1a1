// Heads of requests, and bodies in chunks, however they are cut.
#include "shared/must.h"
#include "station/base/text.h"
#include "station/http/chunk.h"
#include "station/http/head.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

const char *const fuzz_seeds[] = {
    "GET /a%20b/1?q=1%2B1&x HTTP/1.1\r\nHost: here:80\r\nX: y\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: [::1]\r\nContent-Length: 5\r\n\r\nhello",
    "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
    "5\r\nhello\r\nb;x=y\r\n there you \r\n0\r\n\r\n", NULL};

static void read_head(const uint8_t *bytes, size_t len)
{
    static char copy[HEAD_BYTES_MAX];
    struct head h;
    size_t seen = 0;
    if (len > sizeof copy)
        len = sizeof copy;
    memcpy(copy, bytes, len);
    for (size_t i = 0; i < len; i += 7) // comes in pieces
        if (head_find(copy, i, &seen) != 0)
            break;
    long whole = head_find(copy, len, &seen);
    if (whole <= 0 || head_read(&h, copy, (size_t)whole) != 0)
        return;
    must(h.path[0] == '/' && text_is_utf8(h.path, strlen(h.path)));
    must(!strstr(h.path, "/../") && h.body_len >= 0);
    must(!h.is_chunked || h.body_len == 0);
    for (int i = 0; i < h.query_count; i++)
        must(text_is_utf8(h.query[i].value, strlen(h.query[i].value)));
}

static void read_chunks(const uint8_t *bytes, size_t len)
{
    struct chunk c = {.left = 0};
    int64_t data = 0;
    for (size_t at = 0; at < len && c.state != CHUNK_DONE;) {
        long n = chunk_take(&c, (const char *)bytes + at, len - at, &data);
        if (n < 0)
            return;
        at += (size_t)n;
        size_t have = len - at < (size_t)data ? len - at : (size_t)data;
        must(data >= 0 && (have > 0 || at == len || c.state == CHUNK_DONE));
        if (have)
            chunk_took(&c, have);
        at += have;
    }
}

void fuzz_one(const uint8_t *bytes, size_t len)
{
    read_head(bytes, len);
    read_chunks(bytes, len);
}

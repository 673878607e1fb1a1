// head.h - the head of a request (RFC 9112), read so strictly that no two
// programs can read it differently.
//
// Pure: bytes in, a struct out; the strings are the caller's bytes, cut in
// place. What a lenient reader would guess is refused with a sentence: lines
// that end otherwise than with CR LF, folded lines, a blank before a colon, two
// lengths, a length beside a coding, no host or two of them, a NUL or bytes
// that are not UTF-8 in the path or the query, a path that climbs.
#ifndef HTTP_HEAD_H
#define HTTP_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    HEAD_BYTES_MAX = 16 * 1024,
    HEAD_LINES_MAX = 64,
    HEAD_VALUES_MAX = 32,       // of the query
    HEAD_METHOD_MAX = 16,
};

struct head_value {
    char *name;
    char *value;
};

struct head {
    char *method;
    char *path;             // decoded; begins with a slash
    struct head_value query[HEAD_VALUES_MAX];   // decoded
    int query_count;
    struct head_value line[HEAD_LINES_MAX];
    int line_count;
    int64_t body_len;       // 0 when it is chunked, or none
    bool is_chunked;
    bool is_last;           // the client wants no other answer on this line
    bool is_waiting;        // for "100 Continue" before it sends the body
    const char *why;        // of a refusal
};

// Bytes of the head with its empty line when it is whole, 0 when more must
// come, -1 when a line does not end as it must. Begins at *seen, where the last
// search ended (0 at first).
long head_find(const char *bytes, size_t len, size_t *seen);

// Reads a whole head of len bytes, which are cut up. 0, or the status of a
// refusal (400, 431, 501, 505) with why.
int head_read(struct head *h, char *bytes, size_t len);

// The value of the first line with this name, "" without one.
const char *head_line(const struct head *h, const char *name);

// The host without its port: "here" of "here:7080", "[::1]" of "[::1]:80".
// False when it is not a host.
bool head_host(const char *value, char *out, size_t cap);

#endif

// chunk.h - a body that comes in chunks (RFC 9112, 7.1), a byte at a time.
//
// Pure. Extensions are passed over, fields after the last chunk are refused:
// nobody here reads them, and a proxy might.
#ifndef HTTP_CHUNK_H
#define HTTP_CHUNK_H

#include <stddef.h>
#include <stdint.h>

enum chunk_state {          // private
    CHUNK_SIZE,
    CHUNK_EXTENSION,
    CHUNK_SIZE_END,
    CHUNK_DATA,
    CHUNK_DATA_END,
    CHUNK_DATA_END_2,
    CHUNK_LAST,
    CHUNK_LAST_2,
    CHUNK_DONE,
};

struct chunk {              // begins as zeros
    enum chunk_state state;
    int digits;
    int64_t left;           // of the size, then of the data
};

// Takes framing until data begins, the body ends or the bytes do: returns the
// bytes taken, or -1 when they are no chunks. Then *data says how many of the
// bytes that follow are data; the caller takes up to so many and says so.
long chunk_take(struct chunk *c, const char *bytes, size_t len, int64_t *data);
void chunk_took(struct chunk *c, size_t len);

#endif

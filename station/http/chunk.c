#include "station/http/chunk.h"

#include <stdbool.h>

enum { DIGITS_MAX = 8, EXTENSION_MAX = 128 };

// A digit of the size, or what ends it.
static bool size_byte(struct chunk *c, char b)
{
    int digit = b >= '0' && b <= '9'   ? b - '0'
                : b >= 'a' && b <= 'f' ? b - 'a' + 10
                : b >= 'A' && b <= 'F' ? b - 'A' + 10
                                       : -1;
    if (digit >= 0) {
        c->left = c->left * 16 + digit;
        return ++c->digits <= DIGITS_MAX;
    }
    if (c->digits == 0 || (b != '\r' && b != ';'))
        return false;
    c->state = b == ';' ? CHUNK_EXTENSION : CHUNK_SIZE_END;
    c->digits = 0;
    return true;
}

static bool extension_byte(struct chunk *c, char b)
{
    if (b == '\r')
        c->state = CHUNK_SIZE_END;
    else if ((unsigned char)b < 0x20 || ++c->digits > EXTENSION_MAX)
        return false;
    return true;
}

static bool expect(struct chunk *c, char b, char wanted, enum chunk_state next)
{
    c->state = next;
    c->digits = 0;
    return b == wanted;
}

static bool take_byte(struct chunk *c, char b)
{
    switch (c->state) {
    case CHUNK_SIZE:
        return size_byte(c, b);
    case CHUNK_EXTENSION:
        return extension_byte(c, b);
    case CHUNK_SIZE_END:
        return expect(c, b, '\n', c->left ? CHUNK_DATA : CHUNK_LAST);
    case CHUNK_DATA_END:
        return expect(c, b, '\r', CHUNK_DATA_END_2);
    case CHUNK_DATA_END_2:
        return expect(c, b, '\n', CHUNK_SIZE);
    case CHUNK_LAST:
        return expect(c, b, '\r', CHUNK_LAST_2);
    case CHUNK_LAST_2:
        return expect(c, b, '\n', CHUNK_DONE);
    case CHUNK_DATA:
    case CHUNK_DONE:
        return false;
    }
    return false;
}

long chunk_take(struct chunk *c, const char *bytes, size_t len, int64_t *data)
{
    size_t at = 0;
    while (at < len && c->state != CHUNK_DATA && c->state != CHUNK_DONE)
        if (!take_byte(c, bytes[at++]))
            return -1;
    *data = c->state == CHUNK_DATA ? c->left : 0;
    return (long)at;
}

void chunk_took(struct chunk *c, size_t len)
{
    c->left -= (int64_t)len;
    if (c->left == 0)
        c->state = CHUNK_DATA_END;
}

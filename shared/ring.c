#include "shared/ring.h"
#include "shared/must.h"

void ring_init(struct ring *r, uint8_t *bytes, uint32_t cap)
{
    must(cap > 0 && (cap & (cap - 1)) == 0);
    *r = (struct ring){.bytes = bytes, .cap = cap};
}

uint32_t ring_len(const struct ring *r)
{
    return r->put_count - r->take_count;
}

bool ring_put(struct ring *r, uint8_t byte)
{
    if (ring_len(r) == r->cap)
        return false;
    r->bytes[r->put_count & (r->cap - 1)] = byte;
    r->put_count++;
    return true;
}

bool ring_take(struct ring *r, uint8_t *byte)
{
    if (ring_len(r) == 0)
        return false;
    *byte = r->bytes[r->take_count & (r->cap - 1)];
    r->take_count++;
    return true;
}

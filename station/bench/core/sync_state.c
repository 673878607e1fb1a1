// What others ask about central. A bench that works alone has never heard it.
#include "station/bench/core/sync_internal.h"

bool sync_is_online(const struct core *c)
{
    return c->sync && c->sync->is_online;
}

int64_t sync_heard_ms(const struct core *c)
{
    return c->sync ? c->sync->heard_ms : 0;
}

int64_t sync_skew_ms(const struct core *c)
{
    return c->sync ? c->sync->skew_ms : 0;
}

int64_t sync_unsent(const struct core *c)
{
    return c->sync ? c->tip.seq - c->sync->acked_seq : 0;
}

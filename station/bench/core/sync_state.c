// What others ask about central. A bench without one has never heard it.
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
    int64_t count = c->sync ? c->tip.seq - c->sync->acked_seq : 0;
    return count > 0 ? count : 0;
}

enum sync_block sync_block(const struct core *c)
{
    if (!c->sync)
        return SYNC_FREE;
    return c->sync->link == LINK_SECOND    ? SYNC_SECOND
           : c->sync->link == LINK_FOREIGN ? SYNC_FOREIGN
                                           : SYNC_FREE;
}

bool sync_is_recovering(const struct core *c)
{
    return c->sync && c->sync->recovering_ms != 0;
}

const char *sync_rival(const struct core *c)
{
    return c->sync ? c->sync->rival : "";
}

const char *sync_said(const struct core *c)
{
    return c->sync ? c->sync->said : "";
}

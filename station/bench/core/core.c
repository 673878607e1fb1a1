#include "station/bench/core/core.h"
#include "station/bench/core/pictures.h"
#include "station/bench/core/sync_internal.h"

#include <stdlib.h>

int core_open(struct core *c, const char *path, int64_t at_ms)
{
    int rc = store_open(&c->store, STORE_BENCH, path);
    if (rc == ERR_OK)
        rc = journal_tip_load(&c->store, &c->tip);
    weigh_watch_clear(&c->weight.watch, at_ms);
    return rc;
}

void core_close(struct core *c)
{
    store_close(&c->store);
    if (c->sync)
        free(c->sync->client); // closed before the loop was
    free(c->sync);
    c->sync = NULL;
    pictures_free(c);
}

struct device *core_device(struct core *c, enum device_kind kind)
{
    for (int32_t i = 0; i < c->device_count; i++)
        if (c->device[i].kind == kind)
            return &c->device[i];
    return NULL;
}

bool core_has_open(struct core *c, enum device_kind kind)
{
    for (int32_t i = 0; i < c->device_count; i++)
        if (c->device[i].kind == kind && device_is_open(&c->device[i]))
            return true;
    return false;
}

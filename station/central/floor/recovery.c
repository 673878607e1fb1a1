#include "station/central/floor/recovery.h"
#include "station/base/log.h"
#include "station/store/central/floor/identity.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/orders/exceptions.h"

#include <stdio.h>

static void finish(struct office *o, const char *names)
{
    char note[500];
    store_counter_set(o->st, "recovered_ms", o->at_ms);
    log_info("recovered missing=\"%s\"", names);
    if (!names[0])
        return;
    snprintf(note, sizeof note,
             "after the restore these benches were not heard: %s. What they "
             "packed since the copy was made may be packed again: switch them "
             "on, or look for their parcels",
             names);
    exceptions_add(o->st, "unheard", o->at_ms, 0, 0, 0, 0, note);
}

bool recovery_is_on(struct office *o)
{
    char names[300];
    struct identity is;
    int64_t renewed_ms = store_counter(o->st, "renewed_ms", 0);
    if (renewed_ms == 0 || store_counter(o->st, "recovered_ms", 0) != 0)
        return false;
    int64_t wait_ms = store_counter(o->st, "recovery_wait_ms",
                                    (int64_t)RECOVERY_WAIT_S * 1000);
    int64_t since_ms = store_counter(o->st, "recover_since_ms", 0);
    identity_load(o->st, &is);
    stations_unheard(o->st, since_ms, is.incarnation, names, sizeof names);
    bool is_over = o->at_ms < renewed_ms || o->at_ms - renewed_ms >= wait_ms;
    if (names[0] && !is_over)
        return true;
    finish(o, names);
    return false;
}

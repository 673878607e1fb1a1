#include "station/central/floor/effects/pack_keep.h"
#include "station/central/life/life.h"
#include "station/store/central/floor/feed.h"
#include "station/store/central/floor/packing.h"
#include "station/store/central/ship/intercept.h"
#include "station/store/central/ship/parcels.h"

#include <stdio.h>
#include <string.h>

void pack_keep_moved(struct effect *e, const struct pack_done *d)
{
    char to[PACK_TO_MAX + 1], note[200];
    feed_to_mark(e->st, e->row->shipment_id, to);
    for (int32_t i = 0; i < d->parcel_count; i++) {
        const struct pack_done_parcel *p = &d->parcel[i];
        int64_t parcel_id = parcels_find(e->st, p->sscc);
        if (!p->to[0] || !to[0] || strcmp(p->to, to) == 0 || !parcel_id ||
            !intercept_parcel(e->st, parcel_id, e->at_ms, "address changed"))
            continue;
        snprintf(note, sizeof note,
                 "the address changed while it was packed: parcel %s bears "
                 "the old one and does not leave; label it anew",
                 p->tracking);
        effect_tell(e, "intercept", note);
    }
}

void pack_keep_all(struct effect *e, const char *why)
{
    (void)life_intercept(e->st, e->order_id, 0, e->at_ms, why);
}

void pack_keep_stopped(struct effect *e)
{
    struct packing p;
    if (packing_load(e->st, e->row->shipment_id, &p) && p.is_stopping)
        pack_keep_all(e, "it was to be stopped");
}

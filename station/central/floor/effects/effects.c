#include "station/central/floor/effects/effects.h"

#include "station/base/text.h"
#include "station/store/central/orders/exceptions.h"

#include <string.h>

void effect_refuse(struct effect *e, const char *why)
{
    if (!e->why[0])
        text_copy(e->why, sizeof e->why, why, strlen(why));
}

void effect_tell(const struct effect *e, const char *kind, const char *note)
{
    struct exception x = {.kind = kind,
                          .at_ms = e->at_ms,
                          .order_id = e->order_id,
                          .shipment_id = e->row->shipment_id,
                          .station_id = e->station_id,
                          .journal_no = e->journal_no,
                          .seq = e->row->seq,
                          .note = note};
    exceptions_raise(e->st, &x);
}

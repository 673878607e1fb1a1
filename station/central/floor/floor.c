#include "station/central/floor/floor.h"
#include "station/base/log.h"
#include "station/central/ship/papers.h"
#include "station/store/central/floor/feed.h"

bool floor_work_begin(struct office *o, int64_t shipment_id, struct work *w)
{
    struct papers in = office_papers(o);
    papers_lend_numbers(&in, shipment_id);
    if (!feed_work_load(o->st, shipment_id, w)) {
        log_error("work_not_given shipment=%lld", (long long)shipment_id);
        return false;
    }
    papers_fill_work(&in, w);
    return true;
}

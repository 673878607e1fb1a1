#include "station/store/central/ship/manifests.h"
#include "station/store/central/ship/parcels.h"
#include "station/store/central/numbers.h"
#include "station/store/engine/query.h"

// A scan at the lorry makes it handed over: it waits for its paper.
static int32_t open_parcels(struct store *st, const struct manifest_wish *w,
                            int64_t *out, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT parcel_id FROM parcel WHERE manifest_id = 0"
                " AND back_ms = 0 AND carrier = ?1 AND warehouse_id = ?2"
                " AND stop_ms = 0"
                " AND (state <> 'announced' OR ?4 = 1)"
                " ORDER BY parcel_id LIMIT ?3");
    query_text(&q, 1, w->carrier);
    query_int(&q, 2, w->warehouse_id);
    query_int(&q, 3, cap);
    query_int(&q, 4, w->takes_unscanned);
    while (query_row(&q) > 0)
        out[count++] = query_get_int(&q, 0);
    return count;
}

static int64_t add_manifest(struct store *st, const struct manifest_wish *w,
                            int32_t count, int64_t last_parcel_id)
{
    struct query q;
    int64_t manifest_id = numbers_next(st, "manifest_id");
    query_begin(
        &q, st,
        "INSERT INTO manifest (manifest_id, carrier, warehouse_id, made_ms,"
        " parcel_count, weight_mg, unscanned, why) SELECT ?6, ?1, ?2, ?3, ?4,"
        " coalesce(sum(weight_mg), 0),"
        " coalesce(sum(CASE WHEN state = 'announced' THEN 1 ELSE 0 END), 0),"
        " ?8 FROM parcel WHERE manifest_id = 0 AND back_ms = 0"
        " AND carrier = ?1 AND warehouse_id = ?2 AND stop_ms = 0"
        " AND parcel_id <= ?5"
        " AND (state <> 'announced' OR ?7 = 1)"
        " RETURNING manifest_id");
    query_text(&q, 1, w->carrier);
    query_int(&q, 2, w->warehouse_id);
    query_int(&q, 3, w->at_ms);
    query_int(&q, 4, count);
    query_int(&q, 5, last_parcel_id);
    query_int(&q, 6, manifest_id);
    query_int(&q, 7, w->takes_unscanned);
    query_text(&q, 8, w->why);
    return query_one_int(&q, 0);
}

int64_t manifests_make(struct store *st, const struct manifest_wish *w)
{
    int64_t id[MANIFEST_PARCELS_MAX], at_ms = w->at_ms;
    struct query q;
    int32_t count = open_parcels(st, w, id, MANIFEST_PARCELS_MAX);
    if (count == 0)
        return 0;
    int64_t manifest_id = add_manifest(st, w, count, id[count - 1]);
    for (int32_t i = 0; i < count; i++) {
        query_begin(&q, st,
                    "UPDATE parcel SET manifest_id = ?2 WHERE parcel_id = ?1");
        query_int(&q, 1, id[i]);
        query_int(&q, 2, manifest_id);
        query_write(&q);
        query_begin(&q, st,
                    "UPDATE shipment SET state = 'handed_over'"
                    " WHERE state = 'packed' AND shipment_id ="
                    " (SELECT p.shipment_id FROM parcel p"
                    " WHERE p.parcel_id = ?1) AND NOT EXISTS"
                    " (SELECT 1 FROM parcel n WHERE"
                    " n.shipment_id = shipment.shipment_id"
                    " AND n.manifest_id = 0 AND n.back_ms = 0)");
        query_int(&q, 1, id[i]);
        query_write(&q);
        bool is_latest;
        parcels_track(st, id[i], TRACKING_HANDED_OVER, at_ms, "", &is_latest);
    }
    return manifest_id;
}

void manifests_each(struct store *st, int64_t manifest_id, manifests_fn *each,
                    void *arg)
{
    int64_t id[MANIFEST_PARCELS_MAX][2];
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT s.shipment_id, s.order_id FROM parcel p"
                " JOIN shipment s ON s.shipment_id = p.shipment_id"
                " WHERE p.manifest_id = ?1 ORDER BY s.shipment_id");
    query_int(&q, 1, manifest_id);
    while (count < MANIFEST_PARCELS_MAX && query_row(&q) > 0) {
        id[count][0] = query_get_int(&q, 0);
        id[count++][1] = query_get_int(&q, 1);
    }
    query_end(&q);
    for (int32_t i = 0; i < count; i++)
        each(arg, id[i][0], id[i][1]);
}

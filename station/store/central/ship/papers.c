#include "station/store/central/ship/papers.h"
#include "shared/sum.h"
#include "station/base/json.h"
#include "station/store/engine/columns.h"

#include <stdio.h>
#include <string.h>

static const struct column HEAD[] = {
    C_INT(papers_head, shipment_id),  C_INT(papers_head, order_id),
    C_INT(papers_head, warehouse_id), C_INT32(papers_head, group_no),
    C_TEXT(papers_head, order_no),    C_TEXT(papers_head, profile),
    C_TEXT(papers_head, currency),    C_TEXT(papers_head, carrier),
    C_TEXT(papers_head, service),     C_TEXT(papers_head, tracking),
    C_INT(papers_head, weight_mg),    C_INT(papers_head, ordered_ms),
    C_INT(papers_head, cost_minor),   C_TEXT(papers_head, cost_currency)};

bool papers_head_load(struct store *st, int64_t shipment_id,
                      struct papers_head *out)
{
    struct query q;
    memset(out, 0, sizeof *out);
    query_begin(&q, st,
                "SELECT s.shipment_id, s.order_id, s.warehouse_id, s.group_no,"
                " o.order_no, o.profile, o.currency, s.carrier, s.service,"
                " coalesce((SELECT p.tracking FROM parcel p"
                " WHERE p.shipment_id = ?1 ORDER BY p.parcel_no LIMIT 1),"
                " (SELECT t.tracking FROM shipment_tracking t"
                " WHERE t.shipment_id = ?1 AND t.fence = s.fence"
                " AND t.n < 1000 ORDER BY t.n LIMIT 1), ''),"
                " coalesce((SELECT sum(p.weight_mg) FROM parcel p"
                " WHERE p.shipment_id = ?1), 0), o.placed_ms, s.cost_minor,"
                " s.currency FROM shipment s"
                " JOIN orders o ON o.order_id = s.order_id"
                " WHERE s.shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    return columns_load(&q, COLUMNS(HEAD), out) == ERR_OK;
}

// Units of a line that a paper tells of: packed ones when it is packed.
#define UNITS                                                                  \
    "CASE WHEN s.state IN ('packed', 'handed_over', 'delivered')"             \
    " THEN l.qty_packed ELSE l.qty END"

int32_t papers_lines_load(struct store *st, int64_t shipment_id,
                          struct customs_line *out, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT CASE WHEN i.customs_name <> '' THEN i.customs_name"
                " ELSE i.name END, i.hs, i.origin, sum(" UNITS "),"
                " i.weight_mg, sum(" UNITS " * ol.price_minor"
                " - CASE WHEN ol.qty > 0 THEN ol.discount_minor * (" UNITS ")"
                " / ol.qty ELSE 0 END), i.item_id"
                " FROM shipment_line l"
                " JOIN shipment s ON s.shipment_id = l.shipment_id"
                " JOIN order_line ol ON ol.order_id = s.order_id"
                " AND ol.line_no = l.line_no"
                " JOIN item i ON i.item_id = l.item_id"
                " WHERE l.shipment_id = ?1 AND l.kit_pos = -1"
                " GROUP BY i.item_id, i.customs_name, i.name, i.hs, i.origin,"
                " i.weight_mg HAVING sum(" UNITS ") > 0"
                " ORDER BY i.item_id LIMIT ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, (int64_t)cap + 1);
    while (query_row(&q) > 0) {
        if (count++ == cap)
            continue; // only counted
        struct customs_line *l = &out[count - 1];
        memset(l, 0, sizeof *l);
        query_copy_text(&q, 0, l->what, sizeof l->what);
        query_copy_text(&q, 1, l->hs, sizeof l->hs);
        query_copy_text(&q, 2, l->origin, sizeof l->origin);
        l->qty = (int32_t)query_get_int(&q, 3);
        l->net_mg = sum_times(query_get_int(&q, 4), l->qty);
        l->value_minor = query_get_int(&q, 5);
        l->item_id = query_get_int(&q, 6);
    }
    return count;
}

static int32_t slip_rows(struct query *q, struct slip_row *out)
{
    int32_t count = 0;
    while (query_row(q) > 0) {
        struct slip_row *r = &out[count++];
        memset(r, 0, sizeof *r);
        query_copy_text(q, 0, r->sku, sizeof r->sku);
        query_copy_text(q, 1, r->name, sizeof r->name);
        r->qty = (int32_t)query_get_int(q, 2);
        r->qty_short = (int32_t)query_get_int(q, 3);
    }
    return count;
}

int32_t papers_slip_load(struct store *st, int64_t shipment_id,
                         struct slip_row *out, int32_t cap)
{
    struct query q;
    query_begin(&q, st,
                "SELECT i.sku, i.name, CASE WHEN s.state IN ('packed',"
                " 'handed_over', 'delivered') THEN l.qty_packed ELSE l.qty"
                " END, CASE WHEN s.state IN ('packed', 'handed_over',"
                " 'delivered') THEN l.qty - l.qty_packed ELSE 0 END"
                " FROM shipment_line l"
                " JOIN shipment s ON s.shipment_id = l.shipment_id"
                " JOIN item i ON i.item_id = l.item_id"
                " WHERE l.shipment_id = ?1 AND l.is_kit = 0 AND l.qty > 0"
                " ORDER BY l.pos LIMIT ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, cap);
    return slip_rows(&q, out);
}

int32_t papers_parcels_load(struct store *st, int64_t shipment_id,
                            int64_t out[PAPERS_PARCELS_MAX], int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT p.parcel_id FROM parcel p WHERE p.shipment_id = ?1"
                " AND EXISTS (SELECT 1 FROM parcel_line l"
                " WHERE l.parcel_id = p.parcel_id)"
                " ORDER BY p.parcel_no LIMIT ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, cap);
    while (query_row(&q) > 0)
        out[count++] = query_get_int(&q, 0);
    return count;
}

int32_t papers_parcel_slip_load(struct store *st, int64_t shipment_id,
                                int64_t parcel_id, bool is_last,
                                struct slip_row *out, int32_t cap)
{
    struct query q;
    query_begin(&q, st,
                "SELECT i.sku, i.name, coalesce(p.qty, 0),"
                " CASE WHEN ?3 = 1 AND l.qty > l.qty_packed"
                " THEN l.qty - l.qty_packed ELSE 0 END FROM shipment_line l"
                " JOIN item i ON i.item_id = l.item_id"
                " LEFT JOIN parcel_line p ON p.parcel_id = ?2"
                " AND p.pos = l.pos WHERE l.shipment_id = ?1"
                " AND l.is_kit = 0 AND (coalesce(p.qty, 0) > 0"
                " OR (?3 = 1 AND l.qty > l.qty_packed))"
                " ORDER BY l.pos LIMIT ?4");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, parcel_id);
    query_int(&q, 3, is_last);
    query_int(&q, 4, cap);
    return slip_rows(&q, out);
}

bool papers_has_numbers(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT t.shipment_id FROM shipment s JOIN shipment_tracking t"
                " ON t.shipment_id = s.shipment_id AND t.fence = s.fence"
                " WHERE s.shipment_id = ?1 AND t.n < 1000 LIMIT 1");
    query_int(&q, 1, shipment_id);
    return query_one_int(&q, 0) != 0;
}

bool papers_number_add(struct store *st, int64_t shipment_id, int32_t n,
                       const char *carrier, const char *tracking)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO shipment_tracking (shipment_id, fence, n,"
                " tracking, carrier) SELECT ?1, fence, ?2, ?3, ?4 FROM shipment"
                " WHERE shipment_id = ?1 ON CONFLICT DO NOTHING");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, n);
    query_text(&q, 3, tracking);
    query_text(&q, 4, carrier);
    return query_write(&q) > 0;
}

int32_t papers_numbers_load(struct store *st, int64_t shipment_id,
                            char (*out)[PAPERS_NUMBER_MAX + 1], int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT t.tracking FROM shipment s JOIN shipment_tracking t"
                " ON t.shipment_id = s.shipment_id AND t.fence = s.fence"
                " WHERE s.shipment_id = ?1 AND t.n < 1000"
                " ORDER BY t.n LIMIT ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, cap);
    while (query_row(&q) > 0)
        query_copy_text(&q, 0, out[count++], PAPERS_NUMBER_MAX + 1);
    return count;
}

bool papers_number_reuse(struct store *st, const char *carrier,
                         char out[PAPERS_NUMBER_MAX + 1])
{
    struct query q;
    query_begin(&q, st,
                "DELETE FROM tracking_free WHERE carrier = ?1 AND tracking ="
                " (SELECT min(tracking) FROM tracking_free"
                " WHERE carrier = ?1) RETURNING tracking");
    query_text(&q, 1, carrier);
    bool found = query_row(&q) > 0;
    if (found)
        query_copy_text(&q, 0, out, PAPERS_NUMBER_MAX + 1);
    query_end(&q);
    return found;
}

// Whether the number went to a printer under this claim: a label may bear it.
static bool was_queued(struct store *st, int64_t shipment_id, int64_t fence,
                       const char *tracking)
{
    struct query q;
    bool was = false;
    query_begin(&q, st,
                "SELECT body FROM event WHERE shipment_id = ?1"
                " AND shipment_id > 0 AND fence = ?2 AND kind = 'queue'");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, fence);
    while (query_row(&q) > 0) {
        const char *text = query_get_text(&q, 0);
        json_t *body = json_read(text, strlen(text), NULL, 0);
        const char *code = json_string_value(json_object_get(body, "code"));
        was = was || !code || strcmp(code, tracking) == 0;
        json_decref(body);
    }
    return was;
}

static void give_back(struct store *st, int64_t shipment_id, int64_t fence,
                      const char *tracking)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO tracking_free (carrier, tracking)"
                " SELECT carrier, tracking FROM shipment_tracking"
                " WHERE shipment_id = ?1 AND fence = ?2 AND tracking = ?3"
                " AND carrier <> '' ON CONFLICT DO NOTHING");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, fence);
    query_text(&q, 3, tracking);
    query_write(&q);
    query_begin(&q, st,
                "DELETE FROM shipment_tracking WHERE shipment_id = ?1"
                " AND fence = ?2 AND tracking = ?3");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, fence);
    query_text(&q, 3, tracking);
    query_write(&q);
}

void papers_numbers_return(struct store *st, int64_t shipment_id, int64_t fence)
{
    char number[PAPERS_LENT_MAX][PAPERS_NUMBER_MAX + 1];
    struct query q;
    int32_t count = 0;
    // Of a claim from before a restore they may have been given back, and out
    // again, in the life that is forgotten.
    if (fence <= store_counter(st, "fence_floor", 0))
        return;
    query_begin(&q, st,
                "SELECT tracking FROM shipment_tracking"
                " WHERE shipment_id = ?1 AND fence = ?2 ORDER BY n LIMIT ?3");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, fence);
    query_int(&q, 3, PAPERS_LENT_MAX);
    while (query_row(&q) > 0)
        query_copy_text(&q, 0, number[count++], PAPERS_NUMBER_MAX + 1);
    for (int32_t i = 0; i < count; i++)
        if (!was_queued(st, shipment_id, fence, number[i]))
            give_back(st, shipment_id, fence, number[i]);
}

void papers_numbers_retire(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT coalesce(max(t.n), 0) / 1000 + 1 FROM shipment s"
                " JOIN shipment_tracking t ON t.shipment_id = s.shipment_id"
                " AND t.fence = s.fence WHERE s.shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    int64_t round = query_one_int(&q, 1);
    query_begin(&q, st,
                "UPDATE shipment_tracking SET n = n + 1000 * ?2"
                " WHERE shipment_id = ?1 AND n < 1000 AND fence ="
                " (SELECT fence FROM shipment WHERE shipment_id = ?1)");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, round);
    query_write(&q);
}

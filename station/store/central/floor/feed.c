// The work of a bench, and the feed that keeps its copy of everything fresh.
#include "station/store/central/floor/feed.h"
#include "station/store/central/lists/lists.h"
#include "station/store/central/orders/groups.h"
#include "station/store/engine/query.h"

#include <stdio.h>
#include <string.h>

enum { FEED_PAGE = 500 };

static json_t *work_line(struct query *q)
{
    json_t *o = json_object();
    json_object_set_new(o, "line_no", json_integer(query_get_int(q, 0)));
    json_object_set_new(o, "item", json_integer(query_get_int(q, 1)));
    json_object_set_new(o, "qty", json_integer(query_get_int(q, 2)));
    json_object_set_new(o, "lot", json_string(query_get_text(q, 3)));
    json_object_set_new(o, "kit_idx", json_integer(query_get_int(q, 4)));
    json_object_set_new(o, "qty_per_kit", json_integer(query_get_int(q, 5)));
    json_object_set_new(o, "is_kit", json_boolean(query_get_int(q, 6)));
    json_object_set_new(o, "unit_mg", json_integer(query_get_int(q, 7)));
    json_object_set_new(o, "spread_mg", json_integer(query_get_int(q, 8)));
    json_object_set_new(o, "needs_lot", json_boolean(query_get_int(q, 9)));
    json_object_set_new(o, "needs_serial",
                        json_boolean(query_get_int(q, 10)));
    // Where the first of them lies, for a picking list.
    json_object_set_new(o, "place", json_string(query_get_text(q, 11)));
    return o;
}

static json_t *work_lines(struct store *st, int64_t shipment_id)
{
    struct query q;
    json_t *lines = json_array();
    query_begin(&q, st,
                "SELECT l.line_no, l.item_id, l.qty, l.lot, l.kit_pos,"
                " l.qty_per_kit, l.is_kit, i.weight_mg, i.spread_mg,"
                " i.needs_lot, i.needs_serial,"
                " coalesce((SELECT min(p.code) FROM reservation r"
                " JOIN stock s ON s.stock_id = r.stock_id"
                " JOIN place p ON p.place_id = s.place_id"
                " WHERE r.shipment_id = l.shipment_id AND r.pos = l.pos), '')"
                " FROM shipment_line l"
                " JOIN item i ON i.item_id = l.item_id"
                " WHERE l.shipment_id = ?1 ORDER BY l.pos");
    query_int(&q, 1, shipment_id);
    while (query_row(&q) > 0)
        json_array_append_new(lines, work_line(&q));
    return lines;
}

static json_t *plain_address(const struct address *a)
{
    char text[ADDRESS_TEXT_MAX];
    struct address lines = *a;
    lines.name[0] = 0; // stands above it on the label
    address_format(&lines, text, sizeof text);
    return json_string(text);
}

// Name, address and country of the group, as the label shows them.
static void add_destination(struct store *st, int64_t order_id,
                            int32_t group_no, json_t *o)
{
    struct order_group g;
    if (!groups_load(st, order_id, group_no, &g))
        return;
    json_object_set_new(o, "customer",
                        json_string(g.to.name[0] ? g.to.name : g.to.company));
    json_object_set_new(o, "address", plain_address(&g.to));
    json_object_set_new(o, "country", json_string(g.to.country));
    json_object_set_new(o, "packing_note", json_string(g.note));
}

json_t *feed_work(struct store *st, int64_t shipment_id)
{
    static const char *const TEXTS[] = {"order_no", "tote", "state",
                                        "service",  "box",  "box_2",
                                        "profile"};
    static const char *const NUMBERS[] = {"fence", "due_ms", "station_id",
                                          "order_id"};
    struct query q;
    json_t *o = NULL;
    int32_t group_no = 1;
    query_begin(&q, st,
                "SELECT o.order_no, s.tote, s.state, s.service, s.box,"
                " s.box_2, o.profile, s.fence, s.due_ms, s.station_id,"
                " s.order_id, s.is_stopping, s.group_no, s.is_single"
                " FROM shipment s JOIN orders o ON o.order_id = s.order_id"
                " WHERE s.shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    if (query_row(&q) > 0) {
        o = json_object();
        for (int i = 0; i < 7; i++)
            json_object_set_new(o, TEXTS[i],
                                json_string(query_get_text(&q, i)));
        for (int i = 0; i < 4; i++)
            json_object_set_new(o, NUMBERS[i],
                                json_integer(query_get_int(&q, 7 + i)));
        json_object_set_new(o, "shipment_id", json_integer(shipment_id));
        json_object_set_new(o, "is_stopping",
                            json_boolean(query_get_int(&q, 11)));
        json_object_set_new(o, "is_single",
                            json_boolean(query_get_int(&q, 13)));
        group_no = (int32_t)query_get_int(&q, 12);
    }
    query_end(&q);
    if (o) {
        add_destination(
            st, json_integer_value(json_object_get(o, "order_id")), group_no,
            o);
        json_object_set_new(o, "lines", work_lines(st, shipment_id));
    }
    return o;
}

static json_t *person_entry(struct store *st, int64_t person_id)
{
    struct query q;
    json_t *o = NULL;
    query_begin(&q, st,
                "SELECT name, role, badge_digest, pin_hash, is_active"
                " FROM person WHERE person_id = ?1");
    query_int(&q, 1, person_id);
    if (query_row(&q) > 0)
        o = json_pack("{s:I,s:s,s:s,s:s,s:s,s:b}", "person_id",
                      (json_int_t)person_id, "name", query_get_text(&q, 0),
                      "role", query_get_text(&q, 1), "badge_digest",
                      query_get_text(&q, 2), "pin_hash", query_get_text(&q, 3),
                      "is_active", (int)query_get_int(&q, 4));
    query_end(&q);
    return o;
}

static json_t *box_entry(struct store *st, int64_t box_id)
{
    struct query q;
    json_t *o = NULL;
    query_begin(&q, st, "SELECT code, name, tare_mg FROM box"
                        " WHERE box_id = ?1");
    query_int(&q, 1, box_id);
    if (query_row(&q) > 0)
        o = json_pack("{s:I,s:s,s:s,s:I}", "box_id", (json_int_t)box_id,
                      "code", query_get_text(&q, 0), "name",
                      query_get_text(&q, 1), "tare_mg",
                      (json_int_t)query_get_int(&q, 2));
    query_end(&q);
    return o;
}

// ref_id of a serial is its shipment: all serials that left with it.
static void serial_entries(struct store *st, int64_t shipment_id,
                           json_t *list)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.item_id, s.serial FROM shipment_line l"
                " JOIN serial s ON s.item_id = l.item_id"
                " WHERE l.shipment_id = ?1 AND s.shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    while (query_row(&q) > 0)
        json_array_append_new(
            list, json_pack("{s:s,s:{s:I,s:s}}", "kind", "serial", "data",
                            "item_id", (json_int_t)query_get_int(&q, 0),
                            "serial", query_get_text(&q, 1)));
}

static void feed_entry(struct store *st, int64_t station_id, const char *kind,
                       int64_t ref_id, json_t *list)
{
    json_t *data = NULL;
    if (strcmp(kind, "item") == 0)
        data = lists_item(st, ref_id);
    else if (strcmp(kind, "person") == 0)
        data = person_entry(st, ref_id);
    else if (strcmp(kind, "box") == 0)
        data = box_entry(st, ref_id);
    else if (strcmp(kind, "serial") == 0)
        serial_entries(st, ref_id, list);
    else if (strcmp(kind, "shipment") == 0)
        data = feed_work(st, ref_id);
    if (!data)
        return;
    // Another bench's order is none of this bench's business.
    json_int_t owner = json_integer_value(json_object_get(data, "station_id"));
    if (strcmp(kind, "shipment") == 0 && owner != station_id)
        json_object_del(data, "address");
    json_array_append_new(list, json_pack("{s:s,s:o}", "kind", kind, "data",
                                          data));
}

struct feed_ref {
    int64_t rev;
    int64_t ref_id;
    char kind[16];
};

json_t *feed_changes(struct store *st, int64_t station_id, int64_t after_rev)
{
    static struct feed_ref ref[FEED_PAGE];
    struct query q;
    int count = 0;
    query_begin(&q, st,
                "SELECT kind, ref_id, rev FROM change WHERE rev > ?1"
                " ORDER BY rev LIMIT ?2");
    query_int(&q, 1, after_rev);
    query_int(&q, 2, FEED_PAGE);
    while (query_row(&q) > 0) {
        query_copy_text(&q, 0, ref[count].kind, sizeof ref[count].kind);
        ref[count].ref_id = query_get_int(&q, 1);
        ref[count++].rev = query_get_int(&q, 2);
    }
    json_t *list = json_array();
    for (int i = 0; i < count; i++)
        feed_entry(st, station_id, ref[i].kind, ref[i].ref_id, list);
    int64_t rev = count ? ref[count - 1].rev : after_rev;
    return json_pack("{s:I,s:b,s:o}", "rev", (json_int_t)rev, "more",
                     count == FEED_PAGE, "changes", list);
}

// Stock by warehouse, and which lots and places a shipment takes from it; see
// station/domain/source.h and alloc.h.
#include "station/store/central/source/backlog.h"
#include "station/domain/stock/alloc.h"
#include "station/store/engine/query.h"
#include "shared/date.h"

#include <string.h>

struct shipment_line {
    int64_t item_id;
    int32_t line_no;
    int32_t qty;
    int32_t kit_pos;
    int32_t qty_per_kit;
    bool is_kit;
    const char *lot;
};

static void add_shipment_line(struct store *st, int64_t shipment_id,
                              int32_t pos, const struct shipment_line *l)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO shipment_line (shipment_id, pos, line_no,"
                " item_id, qty, lot, kit_pos, qty_per_kit, is_kit)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, pos);
    query_int(&q, 3, l->line_no);
    query_int(&q, 4, l->item_id);
    query_int(&q, 5, l->qty);
    query_text(&q, 6, l->lot);
    query_int(&q, 7, l->kit_pos);
    query_int(&q, 8, l->qty_per_kit);
    query_int(&q, 9, l->is_kit);
    query_write(&q);
}

static void reserve(struct store *st, int64_t shipment_id, int32_t pos,
                    int64_t stock_id, int32_t qty)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO reservation (shipment_id, pos, stock_id, qty)"
                " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (shipment_id, pos,"
                " stock_id) DO UPDATE SET qty = reservation.qty + ?4");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, pos);
    query_int(&q, 3, stock_id);
    query_int(&q, 4, qty);
    query_write(&q);
    query_begin(&q, st,
                "UPDATE stock SET qty_reserved = qty_reserved + ?2"
                " WHERE stock_id = ?1");
    query_int(&q, 1, stock_id);
    query_int(&q, 2, qty);
    query_write(&q);
}

struct free_stock {
    int32_t count;
    struct alloc_row row[ALLOC_ROWS_MAX];
    char lot[ALLOC_ROWS_MAX][PICK_TEXT_MAX + 1]; // in the order of reading
    int64_t lot_stock_id[ALLOC_ROWS_MAX];
};

// Of one warehouse.
static void load_free(struct store *st, int64_t item_id, int64_t warehouse_id,
                      struct free_stock *f)
{
    struct query q;
    f->count = 0;
    query_begin(&q, st,
                "SELECT s.stock_id, s.place_id, s.since_ms, s.expiry_days,"
                " s.qty - s.qty_reserved, s.lot FROM stock s"
                " JOIN place p ON p.place_id = s.place_id"
                " WHERE s.item_id = ?1 AND p.kind = 0"
                " AND p.warehouse_id = ?2"
                " AND s.qty > s.qty_reserved"
                " ORDER BY s.since_ms, s.stock_id LIMIT 256");
    query_int(&q, 1, item_id);
    query_int(&q, 2, warehouse_id);
    while (query_row(&q) > 0) {
        struct alloc_row *r = &f->row[f->count];
        *r = (struct alloc_row){
            .stock_id = query_get_int(&q, 0),
            .place_id = query_get_int(&q, 1),
            .since_ms = query_get_int(&q, 2),
            .expiry_days = (int32_t)query_get_int(&q, 3),
            .qty_free = (int32_t)query_get_int(&q, 4)};
        f->lot_stock_id[f->count] = r->stock_id;
        query_copy_text(&q, 5, f->lot[f->count], sizeof f->lot[0]);
        if (++f->count == ALLOC_ROWS_MAX)
            break;
    }
    query_end(&q);
}

static const char *lot_of(const struct free_stock *f, int64_t stock_id)
{
    for (int32_t i = 0; i < f->count; i++)
        if (f->lot_stock_id[i] == stock_id)
            return f->lot[i];
    return "";
}

// Reserves one line: a shipment line for each lot, and one for all stock
// without a lot. Returns false when there is not enough.
static bool place_line(struct store *st, int64_t shipment_id,
                       int64_t warehouse_id, int32_t *pos,
                       const struct shipment_line *want, int64_t today_ms)
{
    static struct free_stock f; // large; the store has one thread
    load_free(st, want->item_id, warehouse_id, &f);
    int32_t days = (int32_t)(today_ms / DATE_DAY_MS);
    if (alloc_line(f.row, f.count, want->qty, days) < want->qty)
        return false;
    int32_t plain_pos = -1;
    int32_t plain_qty = 0;
    for (int32_t i = 0; i < f.count; i++)
        if (!lot_of(&f, f.row[i].stock_id)[0])
            plain_qty += f.row[i].qty_take;
    for (int32_t i = 0; i < f.count; i++) {
        struct shipment_line l = *want;
        l.lot = lot_of(&f, f.row[i].stock_id);
        if (f.row[i].qty_take == 0)
            continue;
        bool is_plain = !l.lot[0];
        l.qty = is_plain ? plain_qty : f.row[i].qty_take;
        int32_t at = is_plain && plain_pos >= 0 ? plain_pos : (*pos)++;
        if (!is_plain || plain_pos < 0)
            add_shipment_line(st, shipment_id, at, &l);
        if (is_plain)
            plain_pos = at;
        reserve(st, shipment_id, at, f.row[i].stock_id, f.row[i].qty_take);
    }
    return true;
}

struct parts {
    int32_t count;
    int64_t item_id[CENTRAL_PARTS_MAX];
    int32_t qty[CENTRAL_PARTS_MAX];
};

static void load_parts(struct store *st, int64_t item_id, struct parts *p)
{
    struct query q;
    p->count = 0;
    query_begin(&q, st,
                "SELECT part_item_id, qty FROM kit_part WHERE item_id = ?1"
                " ORDER BY part_item_id");
    query_int(&q, 1, item_id);
    while (query_row(&q) > 0 && p->count < CENTRAL_PARTS_MAX) {
        p->item_id[p->count] = query_get_int(&q, 0);
        p->qty[p->count++] = (int32_t)query_get_int(&q, 1);
    }
    query_end(&q);
}

bool source_reserve(struct store *st, int64_t shipment_id,
                    int64_t warehouse_id, int32_t *pos,
                    const struct source_open_line *line, int32_t qty,
                    int64_t at_ms)
{
    struct parts parts;
    struct shipment_line l = {.item_id = line->item_id,
                              .line_no = line->line_no,
                              .qty = qty, .kit_pos = -1, .lot = ""};
    if (!line->is_kit)
        return place_line(st, shipment_id, warehouse_id, pos, &l, at_ms);
    load_parts(st, line->item_id, &parts);
    l.is_kit = true;
    int32_t kit_pos = (*pos)++;
    add_shipment_line(st, shipment_id, kit_pos, &l);
    for (int32_t i = 0; i < parts.count; i++) {
        struct shipment_line part = {.item_id = parts.item_id[i],
                                     .line_no = line->line_no,
                                     .qty = qty * parts.qty[i],
                                     .kit_pos = kit_pos,
                                     .qty_per_kit = parts.qty[i],
                                     .lot = ""};
        if (!place_line(st, shipment_id, warehouse_id, pos, &part, at_ms))
            return false;
    }
    return true;
}

void central_shrink(struct store *st, int64_t shipment_id, int32_t pos,
                    int64_t too_many)
{
    struct query q;
    while (too_many > 0) {
        int64_t stock_id = 0, have = 0;
        query_begin(&q, st,
                    "SELECT stock_id, qty FROM reservation"
                    " WHERE shipment_id = ?1 AND pos = ?2"
                    " ORDER BY stock_id DESC LIMIT 1");
        query_int(&q, 1, shipment_id);
        query_int(&q, 2, pos);
        if (query_row(&q) > 0) {
            stock_id = query_get_int(&q, 0);
            have = query_get_int(&q, 1);
        }
        query_end(&q);
        if (!stock_id)
            return;
        int64_t less = have < too_many ? have : too_many;
        query_begin(&q, st,
                    have == less
                        ? "DELETE FROM reservation WHERE shipment_id = ?1"
                          " AND pos = ?2 AND stock_id = ?3 AND qty = ?4"
                        : "UPDATE reservation SET qty = qty - ?4"
                          " WHERE shipment_id = ?1 AND pos = ?2"
                          " AND stock_id = ?3");
        query_int(&q, 1, shipment_id);
        query_int(&q, 2, pos);
        query_int(&q, 3, stock_id);
        query_int(&q, 4, less);
        query_write(&q);
        query_begin(&q, st,
                    "UPDATE stock SET qty_reserved = qty_reserved - ?2"
                    " WHERE stock_id = ?1");
        query_int(&q, 1, stock_id);
        query_int(&q, 2, less);
        query_write(&q);
        too_many -= less;
    }
}

bool central_grow(struct store *st, int64_t shipment_id, int32_t pos,
                  int64_t item_id, const char *lot, int32_t more)
{
    static struct free_stock f;
    struct query q;
    query_begin(&q, st,
                "SELECT warehouse_id FROM shipment WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    load_free(st, item_id, query_one_int(&q, 0), &f);
    for (int32_t i = 0; i < f.count; i++)
        if (strcmp(lot_of(&f, f.row[i].stock_id), lot) != 0)
            f.row[i].qty_free = 0;
    if (alloc_line(f.row, f.count, more, 0) < more)
        return false;
    for (int32_t i = 0; i < f.count; i++)
        if (f.row[i].qty_take > 0)
            reserve(st, shipment_id, pos, f.row[i].stock_id,
                    f.row[i].qty_take);
    return true;
}

bool source_group_load(struct store *st, int64_t order_id, int32_t group_no,
                       struct central_group *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT name, company, street, district, city, region, postal,"
                " country, phone, email, tax_no, service, note, due_ms, x, y,"
                " z FROM ship_group WHERE order_id = ?1 AND group_no = ?2");
    query_int(&q, 1, order_id);
    query_int(&q, 2, group_no);
    bool found = query_row(&q) > 0;
    if (found) {
        struct address *a = &out->to;
        query_copy_text(&q, 0, a->name, sizeof a->name);
        query_copy_text(&q, 1, a->company, sizeof a->company);
        query_copy_text(&q, 2, a->street, sizeof a->street);
        query_copy_text(&q, 3, a->district, sizeof a->district);
        query_copy_text(&q, 4, a->city, sizeof a->city);
        query_copy_text(&q, 5, a->region, sizeof a->region);
        query_copy_text(&q, 6, a->postal, sizeof a->postal);
        query_copy_text(&q, 7, a->country, sizeof a->country);
        query_copy_text(&q, 8, a->phone, sizeof a->phone);
        query_copy_text(&q, 9, a->email, sizeof a->email);
        query_copy_text(&q, 10, a->tax_no, sizeof a->tax_no);
        query_copy_text(&q, 11, out->service, sizeof out->service);
        query_copy_text(&q, 12, out->note, sizeof out->note);
        out->due_ms = query_get_int(&q, 13);
        out->point = (struct geo_point){(int32_t)query_get_int(&q, 14),
                                        (int32_t)query_get_int(&q, 15),
                                        (int32_t)query_get_int(&q, 16)};
    }
    query_end(&q);
    return found;
}

static int32_t find_warehouse(const struct source_stock *s, int64_t id)
{
    for (int32_t i = 0; i < s->warehouse_count; i++)
        if (s->warehouse_id[i] == id)
            return i;
    return -1;
}

static void load_plain(struct store *st, int64_t item_id, int32_t today_days,
                       struct source_stock *out)
{
    struct query q;
    for (int32_t i = 0; i < out->warehouse_count; i++) {
        out->qty[i] = 0;
        out->oldest_ms[i] = INT64_MAX;
    }
    query_begin(&q, st,
                "SELECT p.warehouse_id, sum(s.qty - s.qty_reserved),"
                " min(s.since_ms) FROM stock s"
                " JOIN place p ON p.place_id = s.place_id"
                " WHERE s.item_id = ?1 AND p.kind = 0"
                " AND s.qty > s.qty_reserved"
                " AND (s.expiry_days = 0 OR s.expiry_days >= ?2)"
                " GROUP BY p.warehouse_id");
    query_int(&q, 1, item_id);
    query_int(&q, 2, today_days);
    while (query_row(&q) > 0) {
        int32_t i = find_warehouse(out, query_get_int(&q, 0));
        if (i < 0)
            continue;
        out->qty[i] = (int32_t)query_get_int(&q, 1);
        out->oldest_ms[i] = query_get_int(&q, 2);
    }
}

void source_stock_load(struct store *st, int64_t item_id, int32_t today_days,
                       struct source_stock *out)
{
    struct parts parts;
    load_parts(st, item_id, &parts);
    if (parts.count == 0) {
        load_plain(st, item_id, today_days, out);
        return;
    }
    for (int32_t p = 0; p < parts.count; p++) {
        struct source_stock one = {.warehouse_count = out->warehouse_count,
                                   .warehouse_id = out->warehouse_id};
        load_plain(st, parts.item_id[p], today_days, &one);
        for (int32_t i = 0; i < out->warehouse_count; i++) {
            int32_t whole = one.qty[i] / parts.qty[p];
            if (p == 0 || whole < out->qty[i])
                out->qty[i] = whole;
            if (p == 0 || one.oldest_ms[i] < out->oldest_ms[i])
                out->oldest_ms[i] = one.oldest_ms[i];
        }
    }
}

void source_stock_each(struct store *st, int32_t today_days,
                       source_stock_fn *each, void *arg)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.item_id, p.warehouse_id, s.qty - s.qty_reserved"
                " FROM stock s JOIN place p ON p.place_id = s.place_id"
                " WHERE p.kind = 0 AND s.qty > s.qty_reserved"
                " AND (s.expiry_days = 0 OR s.expiry_days >= ?1)");
    query_int(&q, 1, today_days);
    while (query_row(&q) > 0)
        each(arg, query_get_int(&q, 0), query_get_int(&q, 1),
             query_get_int(&q, 2));
}

int64_t source_shipment_add(struct store *st, const struct source_shipment *s)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO shipment (order_id, group_no, warehouse_id,"
                " state, station_id, fence, claimed_ms, due_ms, is_stopping,"
                " is_single, tote, note, service, carrier, cost_minor,"
                " currency, promise_ms, box, box_2, is_at_risk)"
                " VALUES (?1, ?2, ?3, ?14, 0, 0, 0, ?4, 0, ?5, ?6,"
                " '', ?7, ?8, ?9, ?10, ?11, ?12, ?13, 0)"
                " RETURNING shipment_id");
    query_int(&q, 1, s->order_id);
    query_int(&q, 2, s->group_no);
    query_int(&q, 3, s->warehouse_id);
    query_int(&q, 4, s->due_ms);
    query_int(&q, 5, s->is_single);
    query_text(&q, 6, s->tote);
    query_text(&q, 7, s->service);
    query_text(&q, 8, s->carrier);
    query_int(&q, 9, s->cost_minor);
    query_text(&q, 10, s->currency);
    query_int(&q, 11, s->promise_ms);
    query_text(&q, 12, s->box);
    query_text(&q, 13, s->box_2);
    query_text(&q, 14, s->is_released ? "released" : "allocated");
    return query_one_int(&q, 0);
}

void source_shipment_drop(struct store *st, int64_t shipment_id)
{
    struct query q;
    central_unreserve(st, shipment_id);
    central_single_end(st, shipment_id);
    query_begin(&q, st, "DELETE FROM shipment_line WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_write(&q);
    query_begin(&q, st, "DELETE FROM shipment WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_write(&q);
}

void source_single_add(struct store *st, int64_t shipment_id,
                       int64_t warehouse_id, int64_t item_id, int64_t due_ms)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO shipment_single (warehouse_id, item_id, due_ms,"
                " shipment_id) VALUES (?1, ?2, ?3, ?4)");
    query_int(&q, 1, warehouse_id);
    query_int(&q, 2, item_id);
    query_int(&q, 3, due_ms);
    query_int(&q, 4, shipment_id);
    query_write(&q);
}

void source_reserved_and_released(struct store *st, int64_t order_id,
                                  int64_t at_ms)
{
    static const enum order_event STEPS[] = {ORDER_RESERVE, ORDER_RELEASE};
    central_order_events(st, order_id, STEPS, 2, at_ms, 0, "");
}

int64_t source_release(struct store *st, int64_t order_id, int64_t at_ms)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE shipment SET state = 'released' WHERE order_id = ?1"
                " AND state = 'allocated'");
    query_int(&q, 1, order_id);
    int64_t count = query_write(&q);
    if (count > 0)
        central_order_event(st, order_id, ORDER_RELEASE, at_ms, 0, "");
    return count;
}

void source_decision_add(struct store *st, const struct source_decision *d)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO decision (order_id, group_no, at_ms, strategy,"
                " cost_minor, unmet_qty, body)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    query_int(&q, 1, d->order_id);
    query_int(&q, 2, d->group_no);
    query_int(&q, 3, d->at_ms);
    query_text(&q, 4, d->strategy);
    query_int(&q, 5, d->cost_minor);
    query_int(&q, 6, d->unmet_qty);
    query_text(&q, 7, d->body);
    query_write(&q);
}

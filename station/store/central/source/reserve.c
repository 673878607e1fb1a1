// Which lots and places a shipment takes from; see domain/stock/alloc.h.
#include "station/store/central/source/reserve.h"
#include "station/store/central/goods/items.h"
#include "station/store/central/source/backlog.h"
#include "station/store/engine/query.h"
#include "shared/date.h"
#include "station/domain/stock/alloc.h"

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
                       const struct shipment_line *want, int32_t until_days)
{
    struct free_stock f;
    load_free(st, want->item_id, warehouse_id, &f);
    if (alloc_line(f.row, f.count, want->qty, until_days) < want->qty)
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

bool reserve_line(struct store *st, int64_t shipment_id, int64_t warehouse_id,
                  int32_t *pos, const struct backlog_line *line, int32_t qty,
                  int32_t until_days)
{
    struct item_parts parts;
    struct shipment_line l = {.item_id = line->item_id,
                              .line_no = line->line_no,
                              .qty = qty, .kit_pos = -1, .lot = ""};
    if (!line->is_kit)
        return place_line(st, shipment_id, warehouse_id, pos, &l, until_days);
    items_parts_load(st, line->item_id, &parts);
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
        if (!place_line(st, shipment_id, warehouse_id, pos, &part,
                        until_days))
            return false;
    }
    return true;
}

void reserve_less(struct store *st, int64_t shipment_id, int32_t pos,
                  int64_t too_many)
{
    struct query q;
    while (too_many > 0) {
        int64_t stock_id = 0, have = 0;
        query_begin(&q, st,
                    "SELECT r.stock_id, r.qty FROM reservation r"
                    " JOIN stock s ON s.stock_id = r.stock_id"
                    " JOIN shipment_line l ON l.shipment_id = r.shipment_id"
                    " AND l.pos = r.pos"
                    " WHERE r.shipment_id = ?1 AND r.pos = ?2"
                    " ORDER BY CASE WHEN s.lot = l.lot THEN 0 ELSE 1 END,"
                    " r.stock_id DESC LIMIT 1");
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

bool reserve_more(struct store *st, int64_t shipment_id, int32_t pos,
                  int64_t item_id, const char *lot, int32_t more)
{
    struct free_stock f;
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

int32_t reserve_load(struct store *st, int64_t shipment_id, int32_t pos,
                     struct reserved *out, int32_t cap)
{
    struct query q;
    int32_t count = 0;
    query_begin(&q, st,
                "SELECT r.stock_id, r.qty FROM reservation r"
                " JOIN stock s ON s.stock_id = r.stock_id"
                " JOIN shipment_line l ON l.shipment_id = r.shipment_id"
                " AND l.pos = r.pos"
                " WHERE r.shipment_id = ?1 AND r.pos = ?2"
                " ORDER BY CASE WHEN s.lot = l.lot THEN 1 ELSE 0 END,"
                " r.stock_id LIMIT ?3");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, pos);
    query_int(&q, 3, cap);
    while (query_row(&q) > 0)
        out[count++] = (struct reserved){query_get_int(&q, 0),
                                         query_get_int(&q, 1)};
    return count;
}

bool reserve_swap(struct store *st, int64_t shipment_id, int32_t pos,
                  int64_t item_id, const char *lot, int32_t qty)
{
    char own[PICK_TEXT_MAX + 1] = "";
    struct query q;
    query_begin(&q, st,
                "SELECT lot FROM shipment_line WHERE shipment_id = ?1"
                " AND pos = ?2");
    query_int(&q, 1, shipment_id);
    query_int(&q, 2, pos);
    if (query_row(&q) > 0)
        query_copy_text(&q, 0, own, sizeof own);
    query_end(&q);
    reserve_less(st, shipment_id, pos, qty);
    if (reserve_more(st, shipment_id, pos, item_id, lot, qty))
        return true;
    if (!reserve_more(st, shipment_id, pos, item_id, own, qty))
        store_fail(st, ERR_CONFLICT, "what was let go is not free");
    return false;
}

int64_t reserve_free(struct store *st, int64_t shipment_id, int64_t item_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.stock_id FROM stock s"
                " JOIN place p ON p.place_id = s.place_id"
                " WHERE s.item_id = ?1 AND p.kind = 0"
                " AND p.warehouse_id = (SELECT h.warehouse_id FROM shipment h"
                " WHERE h.shipment_id = ?2)"
                " AND s.qty > s.qty_reserved"
                " ORDER BY s.since_ms, s.stock_id LIMIT 1");
    query_int(&q, 1, item_id);
    query_int(&q, 2, shipment_id);
    return query_one_int(&q, 0);
}

void reserve_end(struct store *st, int64_t shipment_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE stock SET qty_reserved = qty_reserved -"
                " (SELECT sum(r.qty) FROM reservation r"
                " WHERE r.shipment_id = ?1 AND r.stock_id = stock.stock_id)"
                " WHERE stock_id IN (SELECT r.stock_id FROM reservation r"
                " WHERE r.shipment_id = ?1)");
    query_int(&q, 1, shipment_id);
    query_write(&q);
    query_begin(&q, st, "DELETE FROM reservation WHERE shipment_id = ?1");
    query_int(&q, 1, shipment_id);
    query_write(&q);
}

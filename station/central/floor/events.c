// Events of a bench: kept as they are, and what they do to orders and stock.
#include "shared/pick.h"
#include "station/store/central/floor/changes.h"
#include "station/central/floor/events.h"
#include "station/base/json.h"
#include "station/store/central/floor/stations.h"
#include "station/store/central/goods/ledger.h"
#include "station/store/central/orders/exceptions.h"
#include "station/central/life/life.h"
#include "station/store/central/outcome.h"
#include "station/store/central/source/reserve.h"
#include "station/store/engine/query.h"

#include <stdio.h>
#include <string.h>

static void keep(struct store *st, int64_t station_id,
                 const struct journal_row *row)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO event (station_id, seq, at_ms, kind, person_id,"
                " shipment_id, fence, verdict, body, hash)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    query_int(&q, 1, station_id);
    query_int(&q, 2, row->seq);
    query_int(&q, 3, row->at_ms);
    query_text(&q, 4, row->kind);
    query_int(&q, 5, row->person_id);
    query_int(&q, 6, row->shipment_id);
    query_int(&q, 7, row->fence);
    query_text(&q, 8, row->verdict);
    query_text_len(&q, 9, row->body, row->body_len);
    query_blob(&q, 10, row->hash, sizeof row->hash);
    query_write(&q);
}

// One event with the shipment it is about.
struct effect {
    struct store *st;
    const struct journal_row *row;
    int64_t station_id;
    int64_t order_id;
    char why[200];      // set when it is refused
};

static void refuse(struct effect *e, const char *why)
{
    if (!e->why[0])
        snprintf(e->why, sizeof e->why, "%s", why);
}

static void shipment_state(struct effect *e, const char *state)
{
    struct query q;
    query_begin(&q, e->st,
                "UPDATE shipment SET state = ?2 WHERE shipment_id = ?1");
    query_int(&q, 1, e->row->shipment_id);
    query_text(&q, 2, state);
    query_write(&q);
}

struct taken_stock {
    int32_t count;
    int64_t stock_id[64];
    int64_t qty[64];
};

static void load_reserved(struct effect *e, int64_t pos, struct taken_stock *t)
{
    struct query q;
    t->count = 0;
    query_begin(&q, e->st,
                "SELECT stock_id, qty FROM reservation"
                " WHERE shipment_id = ?1 AND pos = ?2 ORDER BY stock_id");
    query_int(&q, 1, e->row->shipment_id);
    query_int(&q, 2, pos);
    while (query_row(&q) > 0 && t->count < 64) {
        t->stock_id[t->count] = query_get_int(&q, 0);
        t->qty[t->count++] = query_get_int(&q, 1);
    }
    query_end(&q);
}

// Moves qty of a line's reserved stock somewhere, out of *t as it goes.
static void move_out(struct effect *e, struct taken_stock *t, int64_t qty,
                     const char *place, enum stock_place kind,
                     const char *reason)
{
    for (int32_t i = 0; i < t->count && qty > 0; i++) {
        int64_t n = t->qty[i] < qty ? t->qty[i] : qty;
        if (n == 0)
            continue;
        if (!ledger_move(e->st, t->stock_id[i], place, kind, n, e->row->at_ms,
                         reason, e->row->shipment_id, e->station_id,
                         e->row->seq))
            refuse(e, "the shelf does not hold what was packed");
        t->qty[i] -= n;
        qty -= n;
    }
    if (qty > 0)
        refuse(e, "more was packed than was reserved");
}

struct line_meta {
    int64_t item_id;
    int32_t line_no;
    int32_t kit_pos;
    int32_t qty_per_kit;
    int64_t qty;
    bool found;
};

static struct line_meta load_line(struct effect *e, int64_t pos)
{
    struct query q;
    struct line_meta m = {0};
    query_begin(&q, e->st,
                "SELECT item_id, line_no, kit_pos, qty_per_kit, qty"
                " FROM shipment_line WHERE shipment_id = ?1 AND pos = ?2");
    query_int(&q, 1, e->row->shipment_id);
    query_int(&q, 2, pos);
    if (query_row(&q) > 0) {
        m.item_id = query_get_int(&q, 0);
        m.line_no = (int32_t)query_get_int(&q, 1);
        m.kit_pos = (int32_t)query_get_int(&q, 2);
        m.qty_per_kit = (int32_t)query_get_int(&q, 3);
        m.qty = query_get_int(&q, 4);
        m.found = true;
    }
    query_end(&q);
    return m;
}

static void note_packed(struct effect *e, int64_t pos, int64_t qty)
{
    struct query q;
    query_begin(&q, e->st,
                "UPDATE shipment_line SET qty_packed = ?3"
                " WHERE shipment_id = ?1 AND pos = ?2");
    query_int(&q, 1, e->row->shipment_id);
    query_int(&q, 2, pos);
    query_int(&q, 3, qty);
    query_write(&q);
}

// The order's line counts what left; of a kit its first part counts.
static void count_shipped(struct effect *e, const struct line_meta *m,
                          int64_t pos, int64_t qty)
{
    struct query q;
    if (m->kit_pos >= 0) {
        if (pos != m->kit_pos + 1)
            return;
        qty /= m->qty_per_kit;
        note_packed(e, m->kit_pos, qty);
    }
    query_begin(&q, e->st,
                "UPDATE order_line SET qty_shipped = qty_shipped + ?3"
                " WHERE order_id = ?1 AND line_no = ?2"
                " AND qty_shipped + ?3 <= qty");
    query_int(&q, 1, e->order_id);
    query_int(&q, 2, m->line_no);
    query_int(&q, 3, qty);
    if (qty > 0 && query_write(&q) == 0)
        refuse(e, "more was packed than was ordered");
    else if (qty == 0)
        query_end(&q);
}

// "Not there" means that nothing free is left at these places either: what the
// books still show is moved to LOST until somebody counts.
static void empty_places(struct effect *e, const struct taken_stock *t)
{
    struct query q;
    for (int32_t i = 0; i < t->count; i++) {
        query_begin(&q, e->st,
                    "SELECT qty - qty_reserved FROM stock"
                    " WHERE stock_id = ?1");
        query_int(&q, 1, t->stock_id[i]);
        int64_t more = query_one_int(&q, 0);
        if (more > 0)
            ledger_move(e->st, t->stock_id[i], "LOST", STOCK_LOST, more,
                        e->row->at_ms, "short", e->row->shipment_id,
                        e->station_id, e->row->seq);
    }
}

static void take_short(struct effect *e, struct taken_stock *t,
                       int64_t short_qty, const char *reason, int64_t pos)
{
    char note[120];
    snprintf(note, sizeof note, "line %lld: %lld missing (%s)",
             (long long)pos + 1, (long long)short_qty, reason);
    if (strcmp(reason, "not_there") == 0) {
        move_out(e, t, short_qty, "LOST", STOCK_LOST, "short");
        empty_places(e, t);
    } else if (strcmp(reason, "damaged") == 0) {
        move_out(e, t, short_qty, "QUARANTINE", STOCK_QUARANTINE, "short");
    }
    exceptions_add(e->st, "short", e->row->at_ms, e->order_id,
                   e->row->shipment_id, e->station_id, e->row->seq, note);
}

static void take_serials(struct effect *e, int64_t item_id,
                         const json_t *serials)
{
    struct query q;
    for (size_t i = 0; i < json_array_size(serials); i++) {
        const char *text = json_string_value(json_array_get(serials, i));
        if (!text) {
            refuse(e, "a serial is not a text");
            return;
        }
        query_begin(&q, e->st,
                    "INSERT INTO serial (item_id, serial, shipment_id)"
                    " VALUES (?1, ?2, ?3)"
                    " ON CONFLICT (item_id, serial) DO NOTHING");
        query_int(&q, 1, item_id);
        query_text(&q, 2, text);
        query_int(&q, 3, e->row->shipment_id);
        if (query_write(&q) == 0)
            refuse(e, "a serial number has left the house before");
    }
    if (json_array_size(serials) > 0)
        changes_add(e->st, "serial", e->row->shipment_id);
}

static void take_line(struct effect *e, const json_t *line)
{
    struct json_reader r;
    struct taken_stock t;
    int64_t pos = 0, qty = 0, short_qty = 0;
    char reason[16] = "other";
    json_reader_init(&r, line);
    json_take_int(&r, "pos", 0, PICK_LINES_MAX, &pos, true);
    json_take_int(&r, "qty", 0, STOCK_QTY_MAX, &qty, true);
    json_take_int(&r, "short", 0, STOCK_QTY_MAX, &short_qty, false);
    json_take_text(&r, "reason", reason, sizeof reason, false);
    struct line_meta m = load_line(e, pos);
    if (!json_reader_ok(&r) || !m.found) {
        refuse(e, m.found ? r.why : "a line that was never released");
        return;
    }
    load_reserved(e, pos, &t);
    move_out(e, &t, qty, "CUSTOMER", STOCK_CUSTOMER, "ship");
    if (short_qty > 0)
        take_short(e, &t, short_qty, reason, pos);
    note_packed(e, pos, qty);
    count_shipped(e, &m, pos, qty);
    take_serials(e, m.item_id, json_object_get(line, "serials"));
}

static void take_parcel(struct effect *e, const json_t *parcel, int64_t no)
{
    struct json_reader r;
    struct query q;
    char sscc[24] = "", tracking[64] = "", weighed[24] = "";
    int64_t weight_mg = 0, copies = 1;
    json_reader_init(&r, parcel);
    json_take_text(&r, "sscc", sscc, sizeof sscc, true);
    json_take_text(&r, "tracking", tracking, sizeof tracking, true);
    json_take_text(&r, "weighed", weighed, sizeof weighed, false);
    json_take_int(&r, "weight_mg", 0, INT64_MAX, &weight_mg, true);
    json_take_int(&r, "copies", 1, 1000, &copies, true);
    if (!json_reader_ok(&r)) {
        refuse(e, r.why);
        return;
    }
    query_begin(&q, e->st,
                "INSERT INTO parcel (shipment_id, parcel_no, sscc, tracking,"
                " weight_mg, weighed, copies, at_ms, state_ms, carrier,"
                " warehouse_id) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8,"
                " carrier, warehouse_id FROM shipment WHERE shipment_id = ?1"
                " ON CONFLICT (sscc) DO NOTHING");
    query_int(&q, 1, e->row->shipment_id);
    query_int(&q, 2, no);
    query_text(&q, 3, sscc);
    query_text(&q, 4, tracking);
    query_int(&q, 5, weight_mg);
    query_text(&q, 6, weighed);
    query_int(&q, 7, copies);
    query_int(&q, 8, e->row->at_ms);
    if (query_write(&q) == 0)
        refuse(e, "a parcel number was used before");
}

static void on_done(struct effect *e, const json_t *body)
{
    const json_t *lines = json_object_get(body, "lines");
    const json_t *parcels = json_object_get(body, "parcels");
    for (size_t i = 0; i < json_array_size(lines); i++)
        take_line(e, json_array_get(lines, i));
    for (size_t i = 0; i < json_array_size(parcels); i++)
        take_parcel(e, json_array_get(parcels, i), (int64_t)i + 1);
    reserve_end(e->st, e->row->shipment_id);
    shipment_state(e, "packed");
    life_settle(e->st, e->order_id, e->row->at_ms);
    changes_add(e->st, "shipment", e->row->shipment_id);
}

static void on_void(struct effect *e, const json_t *body)
{
    struct outcome_why why;
    (void)body;
    reserve_end(e->st, e->row->shipment_id);
    shipment_state(e, "cancelled");
    if (life_was_held_only(e->st, e->order_id))
        life_event(e->st, e->order_id, ORDER_UNRESERVE, e->row->at_ms, 0,
                   "unpacked");
    else
        life_cancel(e->st, e->order_id, e->row->at_ms, &why);
    changes_add(e->st, "shipment", e->row->shipment_id);
}

static void on_held(struct effect *e, const json_t *body)
{
    (void)body;
    shipment_state(e, "held");
    exceptions_add(e->st, "held", e->row->at_ms, e->order_id,
                   e->row->shipment_id, e->station_id, e->row->seq,
                   "put on hold at the bench");
}

static void on_resumed(struct effect *e, const json_t *body)
{
    (void)body;
    shipment_state(e, "claimed");
}

// A broken unit goes to quarantine; another of the same line is taken from
// what is free, so that the order can still be filled.
static void on_damaged(struct effect *e, const json_t *body)
{
    struct query q;
    struct json_reader r;
    int64_t item_id = 0, stock_id;
    json_reader_init(&r, body);
    json_take_int(&r, "item", 1, INT64_MAX, &item_id, true);
    query_begin(&q, e->st,
                "SELECT s.stock_id FROM stock s"
                " JOIN place p ON p.place_id = s.place_id"
                " WHERE s.item_id = ?1 AND p.kind = 0"
                " AND p.warehouse_id = (SELECT h.warehouse_id FROM shipment h"
                " WHERE h.shipment_id = ?2)"
                " AND s.qty > s.qty_reserved"
                " ORDER BY s.since_ms, s.stock_id LIMIT 1");
    query_int(&q, 1, item_id);
    query_int(&q, 2, e->row->shipment_id);
    stock_id = query_one_int(&q, 0);
    if (stock_id)
        ledger_move(e->st, stock_id, "QUARANTINE", STOCK_QUARANTINE, 1,
                    e->row->at_ms, "damaged", e->row->shipment_id,
                    e->station_id, e->row->seq);
    exceptions_add(e->st, "damaged", e->row->at_ms, e->order_id,
                   e->row->shipment_id, e->station_id, e->row->seq,
                   stock_id ? "a unit is in quarantine, fetch another"
                            : "no free unit is left to replace it");
}

static const struct {
    const char *kind;
    const char *verdict;    // the row's verdict that has the effect
    void (*apply)(struct effect *, const json_t *);
} EFFECTS[] = {
    {"done", "", on_done},
    {"void", "", on_void},
    {"command", "held", on_held},
    {"release", "resumed", on_resumed},
    {"scan", "damaged", on_damaged},
};

// The claim must still be this station's, under this fence.
static void check_claim(struct effect *e)
{
    struct query q;
    query_begin(&q, e->st,
                "SELECT order_id, station_id, fence, state FROM shipment"
                " WHERE shipment_id = ?1");
    query_int(&q, 1, e->row->shipment_id);
    if (query_row(&q) <= 0) {
        refuse(e, "no such shipment");
    } else {
        e->order_id = query_get_int(&q, 0);
        const char *state = query_get_text(&q, 3);
        if (query_get_int(&q, 1) != e->station_id ||
            query_get_int(&q, 2) != e->row->fence)
            refuse(e, "another bench has taken this order over: find the "
                      "parcel and do not hand it over");
        else if (strcmp(state, "claimed") != 0 && strcmp(state, "held") != 0)
            refuse(e, "the order was packed or cancelled already: find the "
                      "parcel and do not hand it over");
    }
    query_end(&q);
}

// Returns the order that changed, or 0.
static int64_t apply(struct store *st, int64_t station_id,
                     const struct journal_row *row,
                     void (*run)(struct effect *, const json_t *))
{
    struct effect e = {.st = st, .row = row, .station_id = station_id};
    json_t *body = json_read(row->body, row->body_len, NULL, 0);
    store_part_begin(st);
    check_claim(&e);
    if (!body)
        refuse(&e, "the body is not JSON");
    if (!e.why[0])
        run(&e, body);
    json_decref(body);
    if (e.why[0])
        store_fail(st, ERR_CONFLICT, e.why);
    int rc = store_part_end(st);
    if (rc == ERR_CONFLICT && e.why[0])
        exceptions_add(st, "refused", row->at_ms, e.order_id, row->shipment_id,
                       station_id, row->seq, e.why);
    else if (rc < 0)
        store_fail(st, rc, store_why(st));
    return rc == ERR_OK ? e.order_id : 0;
}

int events_take(struct store *st, struct station *s,
                const struct journal_row *row, int64_t *order_id)
{
    uint8_t hash[SECRET_DIGEST_LEN];
    *order_id = 0;
    if (row->seq <= s->tip.seq)
        return ERR_OK; // sent again after an answer was lost
    if (row->seq != s->tip.seq + 1)
        return ERR_CONFLICT;
    journal_hash(&s->tip, row, hash);
    if (memcmp(hash, row->hash, sizeof hash) != 0)
        return ERR_CONFLICT;
    keep(st, s->station_id, row);
    for (size_t i = 0; i < sizeof EFFECTS / sizeof EFFECTS[0]; i++)
        if (strcmp(EFFECTS[i].kind, row->kind) == 0 &&
            strcmp(EFFECTS[i].verdict, row->verdict) == 0 &&
            row->shipment_id > 0)
            *order_id = apply(st, s->station_id, row, EFFECTS[i].apply);
    s->tip.seq = row->seq;
    memcpy(s->tip.hash, row->hash, sizeof s->tip.hash);
    return ERR_OK;
}

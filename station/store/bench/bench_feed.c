#include "station/store/bench/bench_feed.h"
#include "shared/must.h"
#include "station/store/engine/query.h"

// Each copy carries the turn of the feed in which it was seen last.
static int64_t turn(struct store *st)
{
    return store_counter(st, "feed_turn", 0);
}

static void save_codes(struct store *st, const struct feed_item *item)
{
    struct query q;
    query_begin(&q, st, "DELETE FROM code WHERE item_id = ?1");
    query_int(&q, 1, item->item_id);
    query_write(&q);
    for (int32_t i = 0; i < item->code_count; i++) {
        query_begin(&q, st,
                    "INSERT INTO code (code, item_id, qty, turn)"
                    " VALUES (?1, ?2, ?3, ?4)");
        query_text(&q, 1, item->code[i].code);
        query_int(&q, 2, item->item_id);
        query_int(&q, 3, item->code[i].qty);
        query_int(&q, 4, turn(st));
        query_write(&q);
    }
}

static void save_item(struct store *st, const struct feed_item *item)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO item (item_id, sku, name, picture_url, turn)"
                " VALUES (?1, ?2, ?3, ?4, ?5)"
                " ON CONFLICT (item_id) DO UPDATE SET sku = excluded.sku,"
                " name = excluded.name, picture_url = excluded.picture_url,"
                " turn = excluded.turn");
    query_int(&q, 1, item->item_id);
    query_text(&q, 2, item->sku);
    query_text(&q, 3, item->name);
    query_text(&q, 4, item->picture_url);
    query_int(&q, 5, turn(st));
    query_write(&q);
    save_codes(st, item);
}

static void save_box(struct store *st, const struct feed_box *box)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO box (box_id, code, name, tare_mg, turn)"
                " VALUES (?1, ?2, ?3, ?4, ?5)"
                " ON CONFLICT (box_id) DO UPDATE SET code = excluded.code,"
                " name = excluded.name, tare_mg = excluded.tare_mg,"
                " turn = excluded.turn");
    query_int(&q, 1, box->box_id);
    query_text(&q, 2, box->code);
    query_text(&q, 3, box->name);
    query_int(&q, 4, box->tare_mg);
    query_int(&q, 5, turn(st));
    query_write(&q);
}

// Who is gone leaves a number behind and nothing else.
static void save_person(struct store *st, const struct feed_person *p)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO person (person_id, name, role, badge_digest,"
                " pin_hash, is_active, turn)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                " ON CONFLICT (person_id) DO UPDATE SET name = excluded.name,"
                " role = excluded.role, badge_digest = excluded.badge_digest,"
                " pin_hash = excluded.pin_hash,"
                " is_active = excluded.is_active, turn = excluded.turn");
    query_int(&q, 1, p->person_id);
    query_text(&q, 2, p->name);
    query_text(&q, 3, p->role);
    query_text(&q, 4, p->badge_id);
    query_text(&q, 5, p->pin);
    query_int(&q, 6, p->is_active);
    query_int(&q, 7, turn(st));
    query_write(&q);
}

static void save_serial(struct store *st, const struct feed_serial *s)
{
    struct query q;
    if (s->is_back) {
        query_begin(&q, st,
                    "DELETE FROM serial WHERE item_id = ?1 AND serial = ?2");
        query_int(&q, 1, s->item_id);
        query_text(&q, 2, s->serial);
        query_write(&q);
        return;
    }
    query_begin(&q, st,
                "INSERT INTO serial (item_id, serial, turn) VALUES (?1, ?2, ?3)"
                " ON CONFLICT (item_id, serial) DO UPDATE SET"
                " turn = excluded.turn");
    query_int(&q, 1, s->item_id);
    query_text(&q, 2, s->serial);
    query_int(&q, 3, turn(st));
    query_write(&q);
}

void bench_feed_apply(struct store *st, const struct feed_entry *e)
{
    switch (e->kind) {
    case FEED_ITEM:
        save_item(st, &e->item);
        return;
    case FEED_BOX:
        save_box(st, &e->box);
        return;
    case FEED_PERSON:
        save_person(st, &e->person);
        return;
    case FEED_SERIAL:
        save_serial(st, &e->serial);
        return;
    case FEED_SHIPMENT:
    case FEED_KIND_COUNT:
        break;
    }
    must_fail(__FILE__, __LINE__, "no entry of the catalogue");
}

void bench_feed_prune(struct store *st)
{
    static const char *const STALE[] = {
        "DELETE FROM item WHERE turn <> ?1",
        "DELETE FROM code WHERE turn <> ?1",
        "DELETE FROM box WHERE turn <> ?1",
        "DELETE FROM person WHERE turn <> ?1",
        "DELETE FROM serial WHERE turn <> ?1",
        "DELETE FROM work WHERE turn <> ?1 AND state <> 'open'"};
    struct query q;
    for (size_t i = 0; i < sizeof STALE / sizeof STALE[0]; i++) {
        query_begin(&q, st, STALE[i]);
        query_int(&q, 1, turn(st));
        query_write(&q);
    }
}

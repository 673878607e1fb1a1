#include "station/store/bench/bench_copy.h"
#include "station/base/badge.h"
#include "station/store/engine/query.h"

// Rows of one statement into another, column by column as texts or numbers.
static void copy_rows(struct store *to, struct store *from,
                      const char *select, const char *insert, int columns,
                      const char *kinds)
{
    struct query in, out;
    query_begin(&in, from, select);
    while (query_row(&in) > 0) {
        query_begin(&out, to, insert);
        for (int i = 0; i < columns; i++) {
            if (kinds[i] == 'i')
                query_int(&out, i + 1, query_get_int(&in, i));
            else
                query_text(&out, i + 1, query_get_text(&in, i));
        }
        query_write(&out);
    }
}

void bench_copy_catalogue(struct store *to, struct store *from)
{
    char salt[BADGE_SALT_TEXT + 1];
    store_setting(from, "badge_salt", salt, sizeof salt);
    store_setting_set(to, "badge_salt", salt);
    copy_rows(to, from, "SELECT item_id, sku, name, picture_url FROM item",
              "INSERT INTO item (item_id, sku, name, picture_url)"
              " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (item_id) DO NOTHING",
              4, "ittt");
    copy_rows(to, from, "SELECT code, item_id, qty FROM code",
              "INSERT INTO code (code, item_id, qty) VALUES (?1, ?2, ?3)"
              " ON CONFLICT (code, item_id) DO NOTHING",
              3, "tii");
    copy_rows(to, from, "SELECT box_id, code, name, tare_mg FROM box",
              "INSERT INTO box (box_id, code, name, tare_mg)"
              " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (box_id) DO NOTHING",
              4, "itti");
    copy_rows(to, from,
              "SELECT person_id, name, role, badge_digest, pin_hash,"
              " is_active FROM person",
              "INSERT INTO person (person_id, name, role, badge_digest,"
              " pin_hash, is_active) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
              " ON CONFLICT (person_id) DO UPDATE SET name = excluded.name,"
              " role = excluded.role, badge_digest = excluded.badge_digest,"
              " pin_hash = excluded.pin_hash,"
              " is_active = excluded.is_active",
              6, "itttti");
}

int bench_copy_sample(struct store *st, int64_t *item_id, int32_t cap)
{
    struct query q;
    query_begin(&q, st,
                "SELECT item_id FROM item WHERE item_id IN"
                " (SELECT item_id FROM code) ORDER BY item_id LIMIT ?1");
    query_int(&q, 1, cap);
    return query_ids(&q, item_id, cap);
}

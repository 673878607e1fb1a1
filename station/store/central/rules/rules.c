// Settings as data, with versions and days from which they hold.
#include "station/store/central/rules/rules.h"
#include "station/store/engine/query.h"

#include <string.h>

int64_t rule_save(struct store *st, const struct rule *r)
{
    struct query q;
    int64_t newest = 0;
    query_begin(&q, st,
                "SELECT rule_id FROM rule WHERE kind = ?1 AND code = ?2"
                " AND from_ms = ?3 AND body = ?4 AND is_gone = ?5"
                " ORDER BY rule_id DESC LIMIT 1");
    query_text(&q, 1, r->kind);
    query_text(&q, 2, r->code);
    query_int(&q, 3, r->from_ms);
    query_text(&q, 4, r->body);
    query_int(&q, 5, r->is_gone);
    int64_t same = query_one_int(&q, 0);
    query_begin(&q, st,
                "SELECT rule_id FROM rule WHERE kind = ?1 AND code = ?2"
                " ORDER BY rule_id DESC LIMIT 1");
    query_text(&q, 1, r->kind);
    query_text(&q, 2, r->code);
    newest = query_one_int(&q, 0);
    if (same && same == newest)
        return 0;
    query_begin(&q, st,
                "INSERT INTO rule (kind, code, from_ms, is_gone, body,"
                " made_ms, person_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                " RETURNING rule_id");
    query_text(&q, 1, r->kind);
    query_text(&q, 2, r->code);
    query_int(&q, 3, r->from_ms);
    query_int(&q, 4, r->is_gone);
    query_text(&q, 5, r->body);
    query_int(&q, 6, r->made_ms);
    query_int(&q, 7, r->person_id);
    return query_one_int(&q, 0);
}

void rule_each(struct store *st, const char *kind, int64_t at_ms,
               rule_fn *each, void *arg)
{
    struct query q;
    query_begin(&q, st,
                "SELECT r.rule_id, r.code, r.body FROM rule r"
                " WHERE r.kind = ?1 AND r.from_ms <= ?2 AND r.is_gone = 0"
                " AND r.rule_id = (SELECT n.rule_id FROM rule n"
                " WHERE n.kind = r.kind AND n.code = r.code"
                " AND n.from_ms <= ?2"
                " ORDER BY n.from_ms DESC, n.rule_id DESC LIMIT 1)"
                " ORDER BY r.code");
    query_text(&q, 1, kind);
    query_int(&q, 2, at_ms);
    while (query_row(&q) > 0) {
        const char *body = query_get_text(&q, 2);
        json_t *root = json_read(body, strlen(body), NULL, 0);
        if (root)
            each(arg, query_get_int(&q, 0), query_get_text(&q, 1), root);
        json_decref(root);
    }
}

int64_t rule_next_change_ms(struct store *st, int64_t after_ms)
{
    struct query q;
    query_begin(&q, st, "SELECT min(from_ms) FROM rule WHERE from_ms > ?1");
    query_int(&q, 1, after_ms);
    int64_t next = query_one_int(&q, 0);
    return next > 0 ? next : INT64_MAX;
}

static json_t *entry(struct query *q)
{
    const char *body = query_get_text(q, 4);
    json_t *root = json_read(body, strlen(body), NULL, 0);
    return json_pack("{s:I,s:s,s:s,s:I,s:o,s:I,s:I,s:b}", "rule_id",
                     (json_int_t)query_get_int(q, 0), "kind",
                     query_get_text(q, 1), "code", query_get_text(q, 2),
                     "from_ms", (json_int_t)query_get_int(q, 3), "body",
                     root ? root : json_null(), "made_ms",
                     (json_int_t)query_get_int(q, 5), "person_id",
                     (json_int_t)query_get_int(q, 6), "is_gone",
                     (int)query_get_int(q, 7));
}

json_t *rules_json(struct store *st, const char *kind, int64_t at_ms)
{
    struct query q;
    json_t *list = json_array();
    query_begin(&q, st,
                "SELECT r.rule_id, r.kind, r.code, r.from_ms, r.body,"
                " r.made_ms, r.person_id, r.is_gone FROM rule r"
                " WHERE r.kind = ?1 AND r.is_gone = 0"
                " AND r.rule_id = (SELECT n.rule_id FROM rule n"
                " WHERE n.kind = r.kind AND n.code = r.code"
                " AND n.from_ms <= ?2"
                " ORDER BY n.from_ms DESC, n.rule_id DESC LIMIT 1)"
                " ORDER BY r.code");
    query_text(&q, 1, kind);
    query_int(&q, 2, at_ms);
    while (query_row(&q) > 0)
        json_array_append_new(list, entry(&q));
    return list;
}

json_t *rule_history_json(struct store *st, const char *kind,
                          const char *code)
{
    struct query q;
    json_t *list = json_array();
    query_begin(&q, st,
                "SELECT rule_id, kind, code, from_ms, body, made_ms,"
                " person_id, is_gone FROM rule WHERE kind = ?1 AND code = ?2"
                " ORDER BY from_ms DESC, rule_id DESC LIMIT 200");
    query_text(&q, 1, kind);
    query_text(&q, 2, code);
    while (query_row(&q) > 0)
        json_array_append_new(list, entry(&q));
    return list;
}

void postal_point_save(struct store *st, const char *country,
                       const char *postal, struct geo_point p)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO postal_point (country, postal, x, y, z)"
                " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (country, postal)"
                " DO UPDATE SET x = ?3, y = ?4, z = ?5");
    query_text(&q, 1, country);
    query_text(&q, 2, postal);
    query_int(&q, 3, p.x);
    query_int(&q, 4, p.y);
    query_int(&q, 5, p.z);
    query_write(&q);
}

static size_t common(const char *a, const char *b)
{
    size_t n = 0;
    while (a[n] && a[n] == b[n])
        n++;
    return n;
}

// Takes the row when it shares more of the beginning than the best so far.
static void take_closer(struct query *q, const char *postal, size_t *best,
                        struct geo_point *out)
{
    if (query_row(q) > 0) {
        size_t n = common(query_get_text(q, 0), postal);
        if (n >= *best && n > 0) {
            *best = n + 1;
            *out = (struct geo_point){(int32_t)query_get_int(q, 1),
                                      (int32_t)query_get_int(q, 2),
                                      (int32_t)query_get_int(q, 3)};
        }
    }
    query_end(q);
}

// The neighbours in the sequence of codes share the longest beginning.
struct geo_point postal_point_find(struct store *st, const char *country,
                                   const char *postal)
{
    struct query q;
    struct geo_point p = {0, 0, 0};
    size_t best = 0;
    query_begin(&q, st,
                "SELECT postal, x, y, z FROM postal_point WHERE country = ?1"
                " AND postal <= ?2 ORDER BY postal DESC LIMIT 1");
    query_text(&q, 1, country);
    query_text(&q, 2, postal);
    take_closer(&q, postal, &best, &p);
    query_begin(&q, st,
                "SELECT postal, x, y, z FROM postal_point WHERE country = ?1"
                " AND postal > ?2 ORDER BY postal LIMIT 1");
    query_text(&q, 1, country);
    query_text(&q, 2, postal);
    take_closer(&q, postal, &best, &p);
    return p;
}

#include "station/store/central/rules/rules.h"
#include "station/store/engine/query.h"

#include <string.h>

int64_t rules_save(struct store *st, const struct rule *r)
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
                " made_ms, person_id, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7,"
                " ?8)"
                " RETURNING rule_id");
    query_text(&q, 1, r->kind);
    query_text(&q, 2, r->code);
    query_int(&q, 3, r->from_ms);
    query_int(&q, 4, r->is_gone);
    query_text(&q, 5, r->body);
    query_int(&q, 6, r->made_ms);
    query_int(&q, 7, r->person_id);
    query_text(&q, 8, r->why ? r->why : "");
    return query_one_int(&q, 0);
}

void rules_each(struct store *st, const char *kind, int64_t at_ms,
                rules_fn *each, void *arg)
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

int64_t rules_next_change_ms(struct store *st, int64_t after_ms)
{
    struct query q;
    query_begin(&q, st, "SELECT min(from_ms) FROM rule WHERE from_ms > ?1");
    query_int(&q, 1, after_ms);
    int64_t next = query_one_int(&q, 0);
    return next > 0 ? next : INT64_MAX;
}

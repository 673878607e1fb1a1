#include "station/store/central/lists/lists_internal.h"

#include <string.h>

static json_t *entry(struct query *q)
{
    const char *body = query_get_text(q, 4);
    json_t *root = json_read(body, strlen(body), NULL, 0);
    return json_pack(
        "{s:I,s:s,s:s,s:I,s:o,s:I,s:I,s:b,s:s,s:s}", "rule_id",
        (json_int_t)query_get_int(q, 0), "kind", query_get_text(q, 1), "code",
        query_get_text(q, 2), "from_ms", (json_int_t)query_get_int(q, 3),
        "body", root ? root : json_null(), "made_ms",
        (json_int_t)query_get_int(q, 5), "person_id",
        (json_int_t)query_get_int(q, 6), "is_gone", (int)query_get_int(q, 7),
        "person", query_get_text(q, 8), "why", query_get_text(q, 9));
}

json_t *lists_rules(struct store *st, const char *kind, int64_t at_ms)
{
    struct query q;
    json_t *list = json_array();
    query_begin(&q, st,
                "SELECT r.rule_id, r.kind, r.code, r.from_ms, r.body,"
                " r.made_ms, r.person_id, r.is_gone, coalesce(p.name, ''),"
                " r.why FROM rule r"
                " LEFT JOIN person p ON p.person_id = r.person_id"
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

json_t *lists_rule_history(struct store *st, const char *kind,
                           const char *code, struct lists_page page)
{
    struct query q;
    json_t *list = json_array();
    query_begin(&q, st,
                "SELECT r.rule_id, r.kind, r.code, r.from_ms, r.body,"
                " r.made_ms, r.person_id, r.is_gone, coalesce(p.name, ''),"
                " r.why FROM rule r"
                " LEFT JOIN person p ON p.person_id = r.person_id"
                " WHERE r.kind = ?4 AND r.code = ?5"
                " AND (r.from_ms, r.rule_id) < (?1, ?3)"
                " ORDER BY r.from_ms DESC, r.rule_id DESC LIMIT ?2");
    bind_page_down(&q, page);
    query_int(&q, 3, page.after.second);
    query_text(&q, 4, kind);
    query_text(&q, 5, code);
    while (query_row(&q) > 0)
        json_array_append_new(list, entry(&q));
    return list;
}

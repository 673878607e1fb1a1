#include "station/store/central/lists/lists_internal.h"

json_t *lists_people(struct store *st)
{
    struct query q;
    query_begin(&q, st,
                "SELECT person_id, name, role, login,"
                " CASE WHEN badge_digest = '' THEN 0 ELSE 1 END AS has_badge,"
                " CASE WHEN pin_hash = '' THEN 0 ELSE 1 END AS has_pin,"
                " is_active FROM person ORDER BY person_id");
    return rows_json(&q);
}

json_t *lists_stations(struct store *st)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.station_id, s.name, j.last_seq, s.seen_ms,"
                " s.skew_ms, w.code AS warehouse, j.journal_id, s.peer,"
                " s.rival, s.rival_ms FROM station s"
                " JOIN journal j ON j.journal_no = s.journal_no"
                " JOIN warehouse w ON w.warehouse_id = s.warehouse_id"
                " ORDER BY s.station_id");
    return rows_json(&q);
}

json_t *lists_tokens(struct store *st)
{
    struct query q;
    json_t *list = json_array();
    query_begin(&q, st,
                "SELECT token_id, name, made_ms FROM token ORDER BY token_id");
    while (query_row(&q) > 0)
        json_array_append_new(
            list, json_pack("{s:I,s:s,s:I}", "token_id",
                            (json_int_t)query_get_int(&q, 0), "name",
                            query_get_text(&q, 1), "made_ms",
                            (json_int_t)query_get_int(&q, 2)));
    return list;
}

#include "station/store/central/orders/exceptions.h"
#include "station/store/engine/query.h"

void exceptions_raise(struct store *st, const struct exception *x)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO exception (at_ms, kind, order_id, shipment_id,"
                " station_id, journal_no, seq, note, done_ms, item_id,"
                " new_code, new_mg, new_service)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, ?10, ?11,"
                " ?12)");
    query_int(&q, 1, x->at_ms);
    query_text(&q, 2, x->kind);
    query_int(&q, 3, x->order_id);
    query_int(&q, 4, x->shipment_id);
    query_int(&q, 5, x->station_id);
    query_int(&q, 6, x->journal_no);
    query_int(&q, 7, x->seq);
    query_text(&q, 8, x->note);
    query_int(&q, 9, x->item_id);
    query_text(&q, 10, x->new_code ? x->new_code : "");
    query_int(&q, 11, x->new_mg);
    query_text(&q, 12, x->new_service ? x->new_service : "");
    query_write(&q);
}

void exceptions_add(struct store *st, const char *kind, int64_t at_ms,
                    int64_t order_id, int64_t shipment_id, int64_t station_id,
                    int64_t seq, const char *note)
{
    struct exception x = {.kind = kind,
                          .at_ms = at_ms,
                          .order_id = order_id,
                          .shipment_id = shipment_id,
                          .station_id = station_id,
                          .seq = seq,
                          .note = note};
    exceptions_raise(st, &x);
}

int64_t exceptions_newest_ms(struct store *st, const char *kind,
                             int64_t station_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT at_ms FROM exception WHERE kind = ?1"
                " AND station_id = ?2 ORDER BY exception_id DESC LIMIT 1");
    query_text(&q, 1, kind);
    query_int(&q, 2, station_id);
    return query_one_int(&q, 0);
}

bool exceptions_is_open(struct store *st, const char *kind, const char *note)
{
    struct query q;
    query_begin(&q, st,
                "SELECT exception_id FROM exception WHERE done_ms = 0"
                " AND kind = ?1 AND note = ?2 LIMIT 1");
    query_text(&q, 1, kind);
    query_text(&q, 2, note);
    return query_one_int(&q, 0) != 0;
}

bool exceptions_is_open_for(struct store *st, const char *kind,
                            int64_t item_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT exception_id FROM exception WHERE item_id = ?2"
                " AND kind = ?1 AND done_ms = 0 LIMIT 1");
    query_text(&q, 1, kind);
    query_int(&q, 2, item_id);
    return query_one_int(&q, 0) != 0;
}

bool exceptions_proposal(struct store *st, int64_t exception_id,
                         struct exception_proposal *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT item_id, new_mg, was_mg, done_ms, new_code,"
                " shipment_id, new_service FROM exception"
                " WHERE exception_id = ?1 AND (new_mg > 0 OR new_code <> '')");
    query_int(&q, 1, exception_id);
    bool found = query_row(&q) > 0;
    if (found) {
        out->item_id = query_get_int(&q, 0);
        out->new_mg = query_get_int(&q, 1);
        out->was_mg = query_get_int(&q, 2);
        out->is_open = query_get_int(&q, 3) == 0;
        query_copy_text(&q, 4, out->new_code, sizeof out->new_code);
        out->shipment_id = query_get_int(&q, 5);
        query_copy_text(&q, 6, out->new_service, sizeof out->new_service);
    }
    query_end(&q);
    return found;
}

void exceptions_taken_set(struct store *st, int64_t exception_id,
                          int64_t was_mg)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE exception SET was_mg = ?2 WHERE exception_id = ?1");
    query_int(&q, 1, exception_id);
    query_int(&q, 2, was_mg);
    query_write(&q);
}

bool exceptions_done(struct store *st, int64_t exception_id,
                     const struct exception_end *end)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE exception SET done_ms = ?2, done_person_id = ?3,"
                " done_why = ?4 WHERE exception_id = ?1 AND done_ms = 0"
                " RETURNING exception_id");
    query_int(&q, 1, exception_id);
    query_int(&q, 2, end->at_ms);
    query_int(&q, 3, end->person_id);
    query_text(&q, 4, end->why);
    return query_one_int(&q, 0) != 0;
}

bool exceptions_open_again(struct store *st, int64_t exception_id)
{
    struct query q;
    query_begin(&q, st,
                "UPDATE exception SET done_ms = 0, done_person_id = 0,"
                " done_why = '' WHERE exception_id = ?1 AND done_ms > 0"
                " RETURNING exception_id");
    query_int(&q, 1, exception_id);
    return query_one_int(&q, 0) != 0;
}

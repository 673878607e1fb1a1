#include "station/store/central/people/requests.h"
#include "station/store/engine/query.h"

#include <string.h>

int requests_find(struct store *st, const char *request_id, json_t **answer)
{
    struct query q;
    int status = 0;
    query_begin(&q, st,
                "SELECT status, answer FROM request WHERE request_id = ?1");
    query_text(&q, 1, request_id);
    if (query_row(&q) > 0) {
        const char *text = query_get_text(&q, 1);
        status = (int)query_get_int(&q, 0);
        *answer = json_read(text, strlen(text), NULL, 0);
    }
    query_end(&q);
    return status;
}

void requests_keep(struct store *st, const char *request_id, int64_t at_ms,
                   int status, const char *answer)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO request (request_id, at_ms, status, answer)"
                " VALUES (?1, ?2, ?3, ?4)"
                " ON CONFLICT (request_id) DO NOTHING");
    query_text(&q, 1, request_id);
    query_int(&q, 2, at_ms);
    query_int(&q, 3, status);
    query_text(&q, 4, answer);
    query_write(&q);
    query_begin(&q, st, "DELETE FROM request WHERE at_ms < ?1");
    query_int(&q, 1, at_ms - REQUESTS_KEEP_MS);
    query_write(&q);
}

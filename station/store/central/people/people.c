#include "station/store/central/people/people.h"
#include "station/base/secret.h"
#include "station/store/engine/query.h"

#include <string.h>

int64_t person_save(struct store *st, const struct person *p)
{
    struct query q;
    int64_t id = p->person_id;
    if (!id) {
        query_begin(&q, st,
                    "INSERT INTO person (name, role, login, password_hash,"
                    " badge_digest, pin_hash, is_active)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                    " RETURNING person_id");
    } else {
        query_begin(&q, st,
                    "UPDATE person SET name = ?1, role = ?2, login = ?3,"
                    " password_hash = ?4, badge_digest = ?5, pin_hash = ?6,"
                    " is_active = ?7 WHERE person_id = ?8"
                    " RETURNING person_id");
        query_int(&q, 8, id);
    }
    query_text(&q, 1, p->name);
    query_text(&q, 2, p->role);
    query_text(&q, 3, p->login);
    query_text(&q, 4, p->password_hash);
    query_text(&q, 5, p->badge_digest);
    query_text(&q, 6, p->pin_hash);
    query_int(&q, 7, p->is_active);
    id = query_one_int(&q, 0);
    if (id)
        central_changed(st, "person", id);
    return id;
}

static int take_person(struct query *q, struct person *p)
{
    int rc = query_row(q);
    if (rc > 0) {
        p->person_id = query_get_int(q, 0);
        query_copy_text(q, 1, p->name, sizeof p->name);
        query_copy_text(q, 2, p->role, sizeof p->role);
        query_copy_text(q, 3, p->login, sizeof p->login);
        query_copy_text(q, 4, p->password_hash, sizeof p->password_hash);
        query_copy_text(q, 5, p->badge_digest, sizeof p->badge_digest);
        query_copy_text(q, 6, p->pin_hash, sizeof p->pin_hash);
        p->is_active = query_get_int(q, 7) != 0;
    }
    query_end(q);
    return rc > 0 ? ERR_OK : rc < 0 ? rc : ERR_MISSING;
}

int person_load(struct store *st, int64_t person_id, struct person *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT person_id, name, role, login, password_hash,"
                " badge_digest, pin_hash, is_active FROM person"
                " WHERE person_id = ?1");
    query_int(&q, 1, person_id);
    return take_person(&q, out);
}

int person_by_login(struct store *st, const char *login, struct person *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT person_id, name, role, login, password_hash,"
                " badge_digest, pin_hash, is_active FROM person"
                " WHERE login = ?1 AND is_active = 1");
    query_text(&q, 1, login);
    return take_person(&q, out);
}

int64_t person_count(struct store *st)
{
    struct query q;
    query_begin(&q, st, "SELECT count(*) FROM person");
    return query_one_int(&q, 0);
}

bool person_badge_is_free(struct store *st, const char *badge_digest,
                          int64_t but_person_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM person WHERE badge_digest = ?1"
                " AND person_id <> ?2");
    query_text(&q, 1, badge_digest);
    query_int(&q, 2, but_person_id);
    return query_one_int(&q, 0) == 0;
}

void person_session_add(struct store *st, const char *digest,
                        int64_t person_id, int64_t until_ms)
{
    struct query q;
    query_begin(&q, st,
                "INSERT INTO session (digest, person_id, until_ms)"
                " VALUES (?1, ?2, ?3)");
    query_text(&q, 1, digest);
    query_int(&q, 2, person_id);
    query_int(&q, 3, until_ms);
    query_write(&q);
}

int64_t person_session_find(struct store *st, const char *digest,
                            int64_t now_ms)
{
    struct query q;
    query_begin(&q, st,
                "SELECT s.person_id FROM session s"
                " JOIN person p ON p.person_id = s.person_id"
                " WHERE s.digest = ?1 AND s.until_ms > ?2"
                " AND p.is_active = 1");
    query_text(&q, 1, digest);
    query_int(&q, 2, now_ms);
    return query_one_int(&q, 0);
}

void person_session_end(struct store *st, const char *digest)
{
    struct query q;
    query_begin(&q, st, "DELETE FROM session WHERE digest = ?1");
    query_text(&q, 1, digest);
    query_write(&q);
}

int64_t token_add(struct store *st, const char *name, const char *token,
                  int64_t at_ms)
{
    struct query q;
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text(token, digest);
    query_begin(&q, st,
                "INSERT INTO token (name, digest, made_ms)"
                " VALUES (?1, ?2, ?3) RETURNING token_id");
    query_text(&q, 1, name);
    query_text(&q, 2, digest);
    query_int(&q, 3, at_ms);
    return query_one_int(&q, 0);
}

bool token_is_known(struct store *st, const char *token)
{
    struct query q;
    char digest[SECRET_DIGEST_TEXT + 1];
    secret_digest_text(token, digest);
    query_begin(&q, st, "SELECT token_id FROM token WHERE digest = ?1");
    query_text(&q, 1, digest);
    return query_one_int(&q, 0) != 0;
}

json_t *tokens_json(struct store *st)
{
    struct query q;
    json_t *list = json_array();
    query_begin(&q, st,
                "SELECT token_id, name, made_ms FROM token ORDER BY token_id");
    while (query_row(&q) > 0)
        json_array_append_new(
            list,
            json_pack("{s:I,s:s,s:I}", "token_id",
                      (json_int_t)query_get_int(&q, 0), "name",
                      query_get_text(&q, 1), "made_ms",
                      (json_int_t)query_get_int(&q, 2)));
    return list;
}

int request_find(struct store *st, const char *request_id, json_t **answer)
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

void request_keep(struct store *st, const char *request_id, int64_t at_ms,
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
    query_int(&q, 1, at_ms - PEOPLE_REQUEST_KEEP_MS);
    query_write(&q);
}

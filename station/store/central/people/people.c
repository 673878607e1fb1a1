#include "station/store/central/people/people.h"
#include "station/store/central/floor/changes.h"
#include "station/store/engine/columns.h"

static const struct column PERSON[] = {
    C_INT(person, person_id),      C_TEXT(person, name),
    C_TEXT(person, role),          C_TEXT(person, login),
    C_TEXT(person, password_hash), C_TEXT(person, badge),
    C_TEXT(person, pin_hash),      C_BOOL(person, is_active)};

#define PERSON_COLUMNS                                                         \
    "person_id, name, role, login, password_hash, badge_digest, pin_hash,"     \
    " is_active"

int64_t people_save(struct store *st, const struct person *p)
{
    struct query q;
    int64_t id = p->person_id;
    if (!id) {
        query_begin(&q, st,
                    "INSERT INTO person (" PERSON_COLUMNS ")"
                    " VALUES (nullif(?1, 0), ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                    " RETURNING person_id");
    } else {
        query_begin(&q, st,
                    "UPDATE person SET name = ?2, role = ?3, login = ?4,"
                    " password_hash = ?5, badge_digest = ?6, pin_hash = ?7,"
                    " is_active = ?8 WHERE person_id = ?1"
                    " RETURNING person_id");
    }
    columns_bind(&q, 1, COLUMNS(PERSON), p);
    id = query_one_int(&q, 0);
    if (id)
        changes_add(st, "person", id);
    return id;
}

int people_load(struct store *st, int64_t person_id, struct person *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT " PERSON_COLUMNS " FROM person"
                " WHERE person_id = ?1");
    query_int(&q, 1, person_id);
    return columns_load(&q, COLUMNS(PERSON), out);
}

int people_by_login(struct store *st, const char *login, struct person *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT " PERSON_COLUMNS " FROM person"
                " WHERE login = ?1 AND is_active = 1");
    query_text(&q, 1, login);
    return columns_load(&q, COLUMNS(PERSON), out);
}

int64_t people_count(struct store *st)
{
    struct query q;
    query_begin(&q, st, "SELECT count(*) FROM person");
    return query_one_int(&q, 0);
}

bool people_is_last_manager(struct store *st, int64_t person_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM person WHERE role = 'manager'"
                " AND is_active = 1 AND password_hash <> ''"
                " AND person_id <> ?1");
    query_int(&q, 1, person_id);
    return query_one_int(&q, 0) == 0;
}

int people_ids(struct store *st, int64_t after_id, int64_t *out, int32_t cap)
{
    struct query q;
    query_begin(&q, st,
                "SELECT person_id FROM person WHERE person_id > ?1"
                " ORDER BY person_id LIMIT ?2");
    query_int(&q, 1, after_id);
    query_int(&q, 2, cap);
    return query_ids(&q, out, cap);
}

bool people_badge_is_free(struct store *st, const char *badge,
                          int64_t but_person_id)
{
    struct query q;
    query_begin(&q, st,
                "SELECT count(*) FROM person WHERE badge_digest = ?1"
                " AND person_id <> ?2");
    query_text(&q, 1, badge);
    query_int(&q, 2, but_person_id);
    return query_one_int(&q, 0) == 0;
}

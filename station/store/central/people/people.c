#include "station/store/central/people/people.h"
#include "station/store/central/floor/changes.h"
#include "station/store/engine/query.h"

int64_t people_save(struct store *st, const struct person *p)
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
        changes_add(st, "person", id);
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

int people_load(struct store *st, int64_t person_id, struct person *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT person_id, name, role, login, password_hash,"
                " badge_digest, pin_hash, is_active FROM person"
                " WHERE person_id = ?1");
    query_int(&q, 1, person_id);
    return take_person(&q, out);
}

int people_by_login(struct store *st, const char *login, struct person *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT person_id, name, role, login, password_hash,"
                " badge_digest, pin_hash, is_active FROM person"
                " WHERE login = ?1 AND is_active = 1");
    query_text(&q, 1, login);
    return take_person(&q, out);
}

int64_t people_count(struct store *st)
{
    struct query q;
    query_begin(&q, st, "SELECT count(*) FROM person");
    return query_one_int(&q, 0);
}

bool people_badge_is_free(struct store *st, const char *badge_digest,
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

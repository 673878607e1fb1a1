#include "station/store/bench/bench_person.h"
#include "station/store/engine/columns.h"

static const struct column PERSON[] = {
    C_INT(bench_person, person_id), C_TEXT(bench_person, name),
    C_TEXT(bench_person, role),     C_TEXT(bench_person, pin)};

int bench_person_by_badge(struct store *st, const char *badge_id,
                          struct bench_person *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT person_id, name, role, pin_hash FROM person"
                " WHERE badge_digest = ?1 AND is_active = 1");
    query_text(&q, 1, badge_id);
    return columns_load(&q, COLUMNS(PERSON), out);
}

int bench_person_load(struct store *st, int64_t person_id,
                      struct bench_person *out)
{
    struct query q;
    query_begin(&q, st,
                "SELECT person_id, name, role, pin_hash FROM person"
                " WHERE person_id = ?1 AND is_active = 1");
    query_int(&q, 1, person_id);
    return columns_load(&q, COLUMNS(PERSON), out);
}

#include "station/store/central/floor/identity.h"
#include "station/store/central/orders/exceptions.h"
#include "station/store/central/rules/rules.h"
#include "station/store/engine/query.h"

#include <stdio.h>
#include <string.h>

static const int64_t DAY_MS = 86400000, MINUTE_MS = 60000,
                     MOST_MS = 3650 * 86400000ll, SINCE_2020_MS = 1577836800000;

void identity_load(struct store *st, struct identity *out)
{
    store_setting(st, "database_id", out->database_id, sizeof out->database_id);
    store_setting(st, "incarnation", out->incarnation, sizeof out->incarnation);
}

void identity_make(struct store *st)
{
    struct identity is;
    identity_load(st, &is);
    if (!is.database_id[0]) {
        secret_id(is.database_id);
        store_setting_set(st, "database_id", is.database_id);
    }
    if (!is.incarnation[0]) {
        secret_id(is.incarnation);
        store_setting_set(st, "incarnation", is.incarnation);
    }
}

// When the file was written last, as far as its rows say; 0 when it is empty.
static int64_t newest_ms(struct store *st)
{
    struct query q;
    query_begin(&q, st, "SELECT coalesce(max(seen_ms), 0) FROM station");
    int64_t seen = query_one_int(&q, 0);
    query_begin(&q, st,
                "SELECT at_ms FROM order_event"
                " ORDER BY order_event_id DESC LIMIT 1");
    int64_t event = query_one_int(&q, 0);
    query_begin(&q, st,
                "SELECT made_ms FROM orders ORDER BY order_id DESC LIMIT 1");
    int64_t order = query_one_int(&q, 0);
    if (event > seen)
        seen = event;
    return order > seen ? order : seen;
}

// Grows with the age of the copy: what an earlier restore of the same copy
// gave out since is jumped over, too.
static int64_t skip_of(int64_t newest, int64_t at_ms)
{
    int64_t age = newest > 0 && at_ms > newest ? at_ms - newest : 0;
    if (age > MOST_MS)
        age = MOST_MS;
    return IDENTITY_SKIP + IDENTITY_SKIP_MINUTE * (age / MINUTE_MS);
}

struct jump {
    struct store *st;
    int64_t skip;
};

// A carrier's range that was never used in this file may have been used since.
static void begin_range(void *arg, int64_t rule_id, const char *code,
                        const json_t *body)
{
    struct jump *j = arg;
    char name[80];
    const json_t *range = json_object_get(body, "tracking");
    const json_t *first = json_object_get(range, "first");
    (void)rule_id;
    snprintf(name, sizeof name, "track.%s", code);
    if (!json_is_object(range) || store_counter(j->st, name, -1) >= 0)
        return;
    store_counter_set(j->st, name,
                      json_is_integer(first) ? json_integer_value(first) : 1);
}

// Numbers that nobody has to type are plenty: a thousand for each second since
// 2020, so that no two lives of the database share one.
static void jump_ids(struct store *st, int64_t skip, int64_t at_ms)
{
    static const char *const IDS[] = {"order_id", "shipment_id", "parcel_id",
                                      "manifest_id"};
    int64_t least = at_ms - SINCE_2020_MS;
    for (size_t i = 0; i < sizeof IDS / sizeof IDS[0]; i++) {
        int64_t next = store_counter(st, IDS[i], 1) + skip;
        store_counter_set(st, IDS[i], next > least ? next : least);
    }
}

static void jump_numbers(struct store *st, int64_t skip, int64_t at_ms)
{
    struct query q;
    struct jump j = {st, skip};
    rules_each(st, "carrier", at_ms, begin_range, &j);
    if (store_counter(st, "sscc_next", 0) == 0)
        store_counter_set(st, "sscc_next", 1);
    query_begin(&q, st,
                "UPDATE counter SET value = value + ?1 WHERE name = 'sscc_next'"
                " OR name LIKE 'track.%'");
    query_int(&q, 1, skip);
    query_write(&q);
    jump_ids(st, skip, at_ms);
}

// Every claim of before is below the floor, every later one above it; no two
// lives have the same one, for it is an instant.
static void raise_fences(struct store *st, int64_t at_ms)
{
    struct query q;
    query_begin(&q, st, "SELECT coalesce(max(fence), 0) FROM shipment");
    int64_t top = query_one_int(&q, 0);
    int64_t before = store_counter(st, "fence_floor", 0);
    if (before > top)
        top = before;
    top += IDENTITY_SKIP;
    store_counter_set(st, "fence_floor", top > at_ms ? top : at_ms);
}

// Of the office's pages; people's own file lies above this one.
static void end_sessions(struct store *st)
{
    struct query q;
    // Since the copy they may have been given to others.
    query_begin(&q, st, "DELETE FROM tracking_free");
    query_write(&q);
    query_begin(&q, st, "DELETE FROM session");
    query_write(&q);
}

void identity_renew(struct store *st, int64_t at_ms, const char *why)
{
    struct identity is;
    char note[480];
    int64_t newest = newest_ms(st);
    int64_t skip = skip_of(newest, at_ms);
    identity_make(st);
    secret_id(is.incarnation);
    store_setting_set(st, "incarnation", is.incarnation);
    jump_numbers(st, skip, at_ms);
    raise_fences(st, at_ms);
    store_counter_set(st, "renewed_ms", at_ms);
    store_counter_set(st, "recover_since_ms",
                      newest > 7 * DAY_MS ? newest - 7 * DAY_MS : 0);
    store_counter_set(st, "recovered_ms", 0);
    end_sessions(st);
    snprintf(note, sizeof note,
             "%s. What was done since this copy was made is asked of the "
             "benches: switch all of them on. Import again what was ordered, "
             "received or changed since, and enter no range of carriers' "
             "numbers that was used before. Who was deactivated or withdrawn "
             "since is back: do it again",
             why);
    exceptions_add(st, "restored", at_ms, 0, 0, 0, 0, note);
}

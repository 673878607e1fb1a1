// Documents: what is written is read, and every member of a struct is in it.
#include "station/record/claim.h"
#include "station/record/feed.h"
#include "station/record/hello.h"
#include "station/record/numbers.h"
#include "station/record/pack.h"
#include "station/record/tables_internal.h"
#include "tests/test.h"

#include <stdlib.h>

struct document {
    const char *name;
    const struct table *table;
    size_t size;
    enum { WHOLE, PART } is;    // a part: of a struct that holds more
};

static const struct document DOCUMENTS[] = {
    {"work", &WORK_TABLE, sizeof(struct work), WHOLE},
    {"customs", &CUSTOMS_TABLE, sizeof(struct customs_paper), WHOLE},
    {"claim request", &CLAIM_REQUEST_TABLE, sizeof(struct claim_request),
     WHOLE},
    {"claim reply", &CLAIM_REPLY_TABLE, sizeof(struct claim_reply), WHOLE},
    {"feed", &FEED_TABLE, sizeof(struct feed), WHOLE},
    {"feed item", &FEED_ITEM_TABLE, sizeof(struct feed_item), WHOLE},
    {"feed box", &FEED_BOX_TABLE, sizeof(struct feed_box), WHOLE},
    {"feed person", &FEED_PERSON_TABLE, sizeof(struct feed_person), WHOLE},
    {"feed serial", &FEED_SERIAL_TABLE, sizeof(struct feed_serial), WHOLE},
    {"numbers", &NUMBERS_TABLE, sizeof(struct numbers), WHOLE},
    {"hello", &HELLO_TABLE, sizeof(struct hello), WHOLE},
    {"hello's work", &HELLO_WORK_TABLE, sizeof(struct hello_work), WHOLE},
    {"welcome", &WELCOME_TABLE, sizeof(struct welcome), WHOLE},
    {"rule", &PACK_RULE_TABLE, sizeof(struct pack_rule), WHOLE},
    {"parcel", &PACK_PARCEL_TABLE, sizeof(struct pack_done_parcel), WHOLE},
    {"done line", &PACK_DONE_LINE_TABLE, sizeof(struct pack_done_line), PART},
    {"open line", &PICK_LINE_TABLE, sizeof(struct pick_line), PART},
#define EVENT(kind) \
    {#kind, &PACK_EVENT_TABLES[kind], sizeof(struct pack_event), PART}
    EVENT(PACK_SCAN),  EVENT(PACK_COMMAND), EVENT(PACK_BOX),
    EVENT(PACK_WEIGHT), EVENT(PACK_QUEUE),  EVENT(PACK_JOB),
    EVENT(PACK_LABEL), EVENT(PACK_CHANGE)};
#undef EVENT

// Nothing is as it is when it is missing.
static void fill(const struct table *t, char *base);

static void fill_number(const struct member *m, char *base)
{
    int64_t wide = m->least > 2 ? m->least : 2;
    int32_t narrow;
    bool flag = !m->empty;
    wide = wide > m->most ? m->most : wide;
    narrow = (int32_t)wide;
    if (m->kind == MEMBER_WORD)
        narrow = m->empty == 0 ? 1 : 0;
    if (m->kind == MEMBER_BOOL)
        memcpy(base + m->at, &flag, sizeof flag);
    else if (m->kind == MEMBER_INT)
        memcpy(base + m->at, &wide, sizeof wide);
    else
        memcpy(base + m->at, &narrow, sizeof narrow);
}

static void fill_list(const struct member *m, char *base)
{
    int32_t count = 2;
    for (int32_t i = 0; i < count; i++) {
        char *one = base + m->at + (size_t)i * m->size;
        if (m->of)
            fill(m->of, one);
        else
            snprintf(one, m->size, "t%d", i);
    }
    memcpy(base + m->count_at, &count, sizeof count);
}

static void fill(const struct table *t, char *base)
{
    for (int32_t i = 0; i < t->count; i++) {
        const struct member *m = &t->member[i];
        bool has = true;
        if (m->kind == MEMBER_TEXT) {
            snprintf(base + m->at, m->size, "%c%.9s", 'a' + i % 26, m->name);
        } else if (m->kind == MEMBER_LIST || m->kind == MEMBER_TEXTS) {
            fill_list(m, base);
        } else if (m->kind == MEMBER_PART || m->kind == MEMBER_INLINE) {
            fill(m->of, base + m->at);
            if (m->kind == MEMBER_PART && m->has_at != MEMBER_ALWAYS)
                memcpy(base + m->has_at, &has, sizeof has);
        } else {
            fill_number(m, base);
        }
    }
}

// The struct's bytes that the table reads are set.
static void cover(const struct table *t, size_t base, char *seen)
{
    for (int32_t i = 0; i < t->count; i++) {
        const struct member *m = &t->member[i];
        bool is_list = m->kind == MEMBER_LIST || m->kind == MEMBER_TEXTS;
        int32_t times = is_list ? m->cap : 1;
        for (int32_t n = 0; n < times; n++) {
            size_t at = base + m->at + (size_t)n * m->size;
            if (m->of)
                cover(m->of, at, seen);
            else
                memset(seen + at, 1, m->size);
        }
        if (is_list)
            memset(seen + base + m->count_at, 1, sizeof(int32_t));
        if (m->kind == MEMBER_PART && m->has_at != MEMBER_ALWAYS)
            memset(seen + base + (size_t)m->has_at, 1, sizeof(bool));
    }
}

// What a work's line does not say: pick.h keeps there what is done of it.
static void cover_progress(char *seen)
{
    for (int32_t i = 0; i < PICK_LINES_MAX; i++) {
        char *line = seen + offsetof(struct work, line) +
                     (size_t)i * sizeof(struct work_line);
        memset(line + offsetof(struct pick_line, qty_done), 1,
               sizeof(int32_t) * 4);
        memset(line + offsetof(struct pick_line, net_qty), 1, sizeof(int32_t));
        memset(line + offsetof(struct pick_line, net_mg), 1, sizeof(int64_t));
    }
}

static void every_member_of_a_struct_is_in_its_table(void **state)
{
    (void)state;
    for (size_t d = 0; d < COUNT(DOCUMENTS); d++) {
        const struct document *doc = &DOCUMENTS[d];
        if (doc->is == PART)
            continue;
        char *seen = calloc(1, doc->size);
        size_t gap = 0;
        cover(doc->table, 0, seen);
        if (doc->table == &WORK_TABLE)
            cover_progress(seen);
        if (doc->table == &CLAIM_REPLY_TABLE)
            cover_progress(seen + offsetof(struct claim_reply, work));
        for (size_t i = 0; i < doc->size; i++) {
            gap = seen[i] ? 0 : gap + 1;
            if (gap >= 8) // more than alignment
                fail_msg("%s: nothing reads byte %zu", doc->name, i);
        }
        free(seen);
    }
}

static void documents_read_back_as_written(void **state)
{
    (void)state;
    for (size_t d = 0; d < COUNT(DOCUMENTS); d++) {
        const struct document *doc = &DOCUMENTS[d];
        char *from = calloc(1, doc->size), *to = malloc(doc->size);
        char why[RECORD_WHY_MAX];
        memset(to, 0xA5, doc->size);
        fill(doc->table, from);
        json_t *o = table_write(doc->table, from);
        if (table_read(doc->table, o, to, why) < 0)
            fail_msg("%s: %s", doc->name, why);
        json_t *again = table_write(doc->table, to);
        if (!json_equal(o, again))
            fail_msg("%s differs: %s", doc->name, json_dumps(again, 0));
        json_decref(again);
        json_decref(o);
        free(from);
        free(to);
    }
}

// Without this member the document is refused, or it is another one.
static bool is_missed(const struct document *doc, const json_t *whole,
                      const json_t *less)
{
    char *to = malloc(doc->size);
    memset(to, 0xA5, doc->size);
    bool missed = table_read(doc->table, less, to, NULL) < 0;
    if (!missed) {
        json_t *again = table_write(doc->table, to);
        missed = !json_equal(whole, again);
        json_decref(again);
    }
    free(to);
    return missed;
}

static void a_member_that_is_written_is_read(void **state)
{
    (void)state;
    for (size_t d = 0; d < COUNT(DOCUMENTS); d++) {
        const struct document *doc = &DOCUMENTS[d];
        const char *name;
        json_t *value;
        char *from = calloc(1, doc->size);
        fill(doc->table, from);
        json_t *whole = table_write(doc->table, from);
        json_object_foreach(whole, name, value)
        {
            json_t *less = json_copy(whole);
            json_object_del(less, name);
            if (!is_missed(doc, whole, less))
                fail_msg("%s: nobody reads %s", doc->name, name);
            json_decref(less);
        }
        json_decref(whole);
        free(from);
    }
}

static void what_is_missing_is_empty(void **state)
{
    struct claim_request ask;
    char why[RECORD_WHY_MAX];
    (void)state;
    memset(&ask, 0xA5, sizeof ask);
    json_t *o = json_pack("{s:s,s:n}", "request_id", "r1", "code");
    assert_int_equal(claim_request_from_json(o, &ask, why), ERR_OK);
    assert_string_equal(ask.code, "");
    assert_false(ask.take_over);
    assert_int_equal(ask.person_id, 0);
    json_object_del(o, "request_id");
    assert_int_equal(claim_request_from_json(o, &ask, why), ERR_PARSE);
    assert_string_equal(why, "request_id: is missing");
    json_decref(o);
}

static void entries_of_a_feed_come_back_in_order(void **state)
{
    static struct feed_entry e;
    struct feed head = {.rev = 7, .has_more = true, .station_id = 2}, got;
    size_t count;
    (void)state;
    json_t *feed = feed_to_json(&head);
    e = (struct feed_entry){.kind = FEED_BOX};
    e.box = (struct feed_box){.box_id = 3, .code = "B", .name = "Box"};
    feed_entry_add(feed, &e);
    e.kind = FEED_SERIAL;
    e.serial = (struct feed_serial){.item_id = 4, .serial = "S"};
    feed_entry_add(feed, &e);
    assert_int_equal(feed_from_json(feed, &got, &count, NULL), ERR_OK);
    assert_int_equal(got.rev, 7);
    assert_true(got.has_more);
    assert_int_equal(count, 2);
    assert_int_equal(feed_entry_from_json(feed, 0, &e, NULL), ERR_OK);
    assert_int_equal(e.kind, FEED_BOX);
    assert_string_equal(e.box.name, "Box");
    assert_int_equal(feed_entry_from_json(feed, 1, &e, NULL), ERR_OK);
    assert_int_equal(e.kind, FEED_SERIAL);
    assert_int_equal(e.serial.item_id, 4);
    assert_int_equal(feed_entry_from_json(feed, 2, &e, NULL), ERR_MISSING);
    json_decref(feed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_member_of_a_struct_is_in_its_table),
        cmocka_unit_test(documents_read_back_as_written),
        cmocka_unit_test(a_member_that_is_written_is_read),
        cmocka_unit_test(what_is_missing_is_empty),
        cmocka_unit_test(entries_of_a_feed_come_back_in_order)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "station/record/feed.h"
#include "station/record/tables_internal.h"
#include "shared/must.h"

#include <stdio.h>
#include <string.h>

static const struct member FEED[] = {
    M_INT("rev", MEMBER_MUST, feed, rev, 0, INT64_MAX),
    M_BOOL("more", MEMBER_MAY, feed, has_more, false),
    M_INT("now_ms", MEMBER_MAY, feed, now_ms, 0, RECORD_MS_MAX),
    M_INT("station_id", MEMBER_MAY, feed, station_id, 0, INT64_MAX),
    M_TEXT("badge_salt", MEMBER_MAY, feed, badge_salt)};
const struct table FEED_TABLE = TABLE(FEED);

static const struct member CODE[] = {
    M_TEXT("code", MEMBER_MUST, feed_code, code),
    M_INT32("qty", MEMBER_MAY, feed_code, qty, 1, INT32_MAX, 1)};
static const struct table CODE_TABLE = TABLE(CODE);

static const struct member ITEM[] = {
    M_INT("item_id", MEMBER_MUST, feed_item, item_id, 1, INT64_MAX),
    M_TEXT("sku", MEMBER_MUST, feed_item, sku),
    M_TEXT("name", MEMBER_MUST, feed_item, name),
    M_TEXT("picture_url", MEMBER_MAY, feed_item, picture_url),
    M_LIST("codes", MEMBER_MUST, feed_item, code, code_count, FEED_CODES_MAX,
           &CODE_TABLE)};
const struct table FEED_ITEM_TABLE = TABLE(ITEM);

static const struct member BOX[] = {
    M_INT("box_id", MEMBER_MUST, feed_box, box_id, 1, INT64_MAX),
    M_TEXT("code", MEMBER_MUST, feed_box, code),
    M_TEXT("name", MEMBER_MUST, feed_box, name),
    M_INT("tare_mg", MEMBER_MUST, feed_box, tare_mg, 0, RECORD_MG_MAX)};
const struct table FEED_BOX_TABLE = TABLE(BOX);

static const struct member PERSON[] = {
    M_INT("person_id", MEMBER_MUST, feed_person, person_id, 1, INT64_MAX),
    M_TEXT("name", MEMBER_MAY, feed_person, name),
    M_TEXT("role", MEMBER_MAY, feed_person, role),
    M_TEXT("badge_id", MEMBER_MAY, feed_person, badge_id),
    M_TEXT("pin", MEMBER_MAY, feed_person, pin),
    M_BOOL("is_active", MEMBER_MAY, feed_person, is_active, false)};
const struct table FEED_PERSON_TABLE = TABLE(PERSON);

static const struct member SERIAL[] = {
    M_INT("item_id", MEMBER_MUST, feed_serial, item_id, 1, INT64_MAX),
    M_TEXT("serial", MEMBER_MUST, feed_serial, serial),
    M_BOOL("is_back", MEMBER_RARE, feed_serial, is_back, false)};
const struct table FEED_SERIAL_TABLE = TABLE(SERIAL);

// All members of the union begin where it begins.
static const struct {
    const char *name;
    const struct table *table;
} KINDS[FEED_KIND_COUNT] = {
    [FEED_ITEM] = {"item", &FEED_ITEM_TABLE},
    [FEED_BOX] = {"box", &FEED_BOX_TABLE},
    [FEED_PERSON] = {"person", &FEED_PERSON_TABLE},
    [FEED_SERIAL] = {"serial", &FEED_SERIAL_TABLE},
    [FEED_SHIPMENT] = {"shipment", &WORK_TABLE}};

const char *feed_kind_name(enum feed_kind k)
{
    must(k < FEED_KIND_COUNT);
    return KINDS[k].name;
}

bool feed_kind_find(const char *name, enum feed_kind *out)
{
    for (int k = 0; k < FEED_KIND_COUNT; k++)
        if (strcmp(KINDS[k].name, name) == 0) {
            *out = (enum feed_kind)k;
            return true;
        }
    return false;
}

json_t *feed_to_json(const struct feed *f)
{
    json_t *o = table_write(&FEED_TABLE, f);
    must(json_object_set_new(o, "changes", json_array()) == 0);
    return o;
}

void feed_entry_add(json_t *feed, const struct feed_entry *e)
{
    json_t *one = json_object();
    json_t *data = table_write(KINDS[e->kind].table, &e->item);
    must(json_object_set_new(one, "kind",
                             json_string(KINDS[e->kind].name)) == 0);
    must(json_object_set_new(one, "data", data) == 0);
    must(json_array_append_new(json_object_get(feed, "changes"), one) == 0);
}

int feed_from_json(const json_t *o, struct feed *out, size_t *count,
                   char *why)
{
    struct json_reader r;
    json_reader_init(&r, o);
    *count = json_array_size(json_take_array(&r, "changes", true));
    table_take(&r, &FEED_TABLE, out);
    if (why)
        snprintf(why, RECORD_WHY_MAX, "%s", r.why);
    return json_reader_ok(&r) ? ERR_OK : ERR_PARSE;
}

int feed_entry_from_json(const json_t *feed, size_t idx,
                         struct feed_entry *out, char *why)
{
    const json_t *one =
        json_array_get(json_object_get(feed, "changes"), idx);
    const char *kind = json_string_value(json_object_get(one, "kind"));
    if (!kind || !feed_kind_find(kind, &out->kind))
        return ERR_MISSING;
    return table_read(KINDS[out->kind].table, json_object_get(one, "data"),
                      &out->item, why);
}

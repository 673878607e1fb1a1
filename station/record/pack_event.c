// The body of one event at the bench.
#include "shared/must.h"
#include "station/base/secret.h"
#include "station/base/text.h"
#include "station/record/pack.h"
#include "station/record/tables_internal.h"

#include <string.h>

enum { RAW_MAX = 512 };

static const char *command_word(int32_t value)
{
    return command_name((enum pack_command)value);
}

static const char *why_word(int32_t value)
{
    return pack_why_name((enum pack_why)value);
}

static const char *job_word(int32_t value)
{
    return pack_job_name((enum pack_job_state)value);
}

static const struct member SCAN[] = {
    M_INT("item", MEMBER_MUST, pack_event, pick.item_id, 1, INT64_MAX),
    M_INT32("qty", MEMBER_MUST, pack_event, pick.qty, 1, INT32_MAX, 0),
    M_TEXT("lot", MEMBER_RARE, pack_event, pick.lot),
    M_TEXT("for_lot", MEMBER_RARE, pack_event, pick.for_lot),
    M_TEXT("serial", MEMBER_RARE, pack_event, pick.serial),
    M_INT32("expiry", MEMBER_RARE, pack_event, pick.expiry_days, INT32_MIN,
            INT32_MAX, PICK_NO_DATE),
    M_INT32("today", MEMBER_RARE, pack_event, pick.today_days, INT32_MIN,
            INT32_MAX, PICK_NO_DATE),
    M_INT32("until", MEMBER_RARE, pack_event, pick.until_days, INT32_MIN,
            INT32_MAX, PICK_NO_DATE),
    M_INT("net_mg", MEMBER_RARE, pack_event, pick.net_mg, 0, RECORD_MG_MAX),
    M_BOOL("was_shipped", MEMBER_RARE, pack_event, pick.was_shipped, false)};
static const struct member TICK[] = {
    M_INT("item", MEMBER_MUST, pack_event, pick.item_id, 1, INT64_MAX),
    M_INT32("qty", MEMBER_MUST, pack_event, pick.qty, 1, INT32_MAX, 0),
    M_TEXT("lot", MEMBER_RARE, pack_event, pick.lot),
    M_TEXT("serial", MEMBER_RARE, pack_event, pick.serial),
    M_INT32("expiry", MEMBER_RARE, pack_event, pick.expiry_days, INT32_MIN,
            INT32_MAX, PICK_NO_DATE),
    M_INT32("today", MEMBER_RARE, pack_event, pick.today_days, INT32_MIN,
            INT32_MAX, PICK_NO_DATE),
    M_INT32("until", MEMBER_RARE, pack_event, pick.until_days, INT32_MIN,
            INT32_MAX, PICK_NO_DATE),
    M_INT("net_mg", MEMBER_RARE, pack_event, pick.net_mg, 0, RECORD_MG_MAX),
    M_BOOL("was_shipped", MEMBER_RARE, pack_event, pick.was_shipped, false),
    M_TEXT("code", MEMBER_RARE, pack_event, code),
    M_WORD("why", MEMBER_MUST, pack_event, command, command_word,
           PACK_CMD_COUNT, 0)};
static const struct member COMMAND[] = {
    M_WORD("command", MEMBER_MUST, pack_event, command, command_word,
           PACK_CMD_COUNT, 0),
    M_INT32("count", MEMBER_RARE, pack_event, count, 0, INT32_MAX, 0),
    M_WORD("why", MEMBER_RARE, pack_event, why, why_word, PACK_WHY_COUNT, 0)};
static const struct member OVERRIDE[] = {
    M_WORD("why", MEMBER_RARE, pack_event, why, why_word, PACK_WHY_COUNT, 0)};
static const struct member BOX[] = {
    M_INT("box", MEMBER_MUST, pack_event, box_id, 1, INT64_MAX),
    M_INT("tare_mg", MEMBER_MUST, pack_event, tare_mg, 0, RECORD_MG_MAX),
    M_BOOL("is_too_large", MEMBER_RARE, pack_event, is_too_large, false),
    M_INT32("parcel", MEMBER_RARE, pack_event, count, 0, PACK_PARCELS_MAX, 0)};
static const struct member WEIGHT[] = {M_INT("gross_mg", MEMBER_MUST,
                                             pack_event, gross_mg,
                                             -RECORD_MG_MAX, RECORD_MG_MAX),
                                       M_INT("box", MEMBER_RARE, pack_event,
                                             box_id, 0, INT64_MAX),
                                       M_INT32("parcel", MEMBER_RARE,
                                               pack_event, count, 0,
                                               PACK_PARCELS_MAX, 0)};
static const struct member SERVICE[] = {
    M_INT("max_mg", MEMBER_MUST, pack_event, max_mg, 0, RECORD_MG_MAX)};
static const struct member QUEUE[] = {
    M_INT("job", MEMBER_MUST, pack_event, job_id, 1, INT64_MAX),
    M_TEXT("code", MEMBER_MUST, pack_event, code),
    M_TEXT("sscc", MEMBER_MUST, pack_event, sscc),
    M_TEXT("to", MEMBER_RARE, pack_event, to)};
static const struct member JOB[] = {
    M_INT("job", MEMBER_MUST, pack_event, job_id, 1, INT64_MAX),
    M_WORD("became", MEMBER_MUST, pack_event, job_state, job_word,
           PACK_JOB_VOID + 1, 0)};
static const struct member LABEL[] = {
    M_TEXT("code", MEMBER_RARE, pack_event, code),
    M_TEXT("sscc", MEMBER_RARE, pack_event, sscc)};
static const struct member CHANGE[] = {
    M_INT32("line_no", MEMBER_MUST, pack_event, pick.line.line_no, 0,
            INT32_MAX, 0),
    M_INT("item", MEMBER_MUST, pack_event, pick.line.item_id, 1, INT64_MAX),
    M_INT32("qty", MEMBER_MUST, pack_event, pick.line.qty_want, 0, INT32_MAX,
            0),
    M_INT("unit_mg", MEMBER_MAY, pack_event, pick.line.unit_mg, 0,
          RECORD_MG_MAX)};

// Events that are not named carry nothing but what was scanned.
const struct table PACK_EVENT_TABLES[PACK_EVENT_COUNT] = {
    [PACK_SCAN] = TABLE(SCAN),     [PACK_COMMAND] = TABLE(COMMAND),
    [PACK_BOX] = TABLE(BOX),       [PACK_WEIGHT] = TABLE(WEIGHT),
    [PACK_QUEUE] = TABLE(QUEUE),   [PACK_JOB] = TABLE(JOB),
    [PACK_LABEL] = TABLE(LABEL),   [PACK_CHANGE] = TABLE(CHANGE),
    [PACK_SERVICE] = TABLE(SERVICE), [PACK_TICK] = TABLE(TICK),
    [PACK_OVERRIDE] = TABLE(OVERRIDE)};

// Raw bytes as text when they are UTF-8 without a NUL, in hex otherwise.
static void set_raw(json_t *o, const char *raw, size_t len)
{
    if (len > RAW_MAX)
        len = RAW_MAX;
    if (text_is_utf8(raw, len) && !memchr(raw, 0, len)) {
        must(json_object_set_new(o, "raw", json_stringn(raw, len)) == 0);
        return;
    }
    char hex[RAW_MAX * 2 + 1];
    secret_hex((const uint8_t *)raw, len, hex);
    must(json_object_set_new(o, "raw_hex", json_string(hex)) == 0);
}

json_t *pack_event_to_json(const struct pack_event *ev, const char *raw,
                           size_t raw_len)
{
    struct pack_event said = *ev;
    if (ev->pick.expiry_days == PICK_NO_DATE)
        said.pick.today_days = said.pick.until_days = PICK_NO_DATE;
    // nothing is judged by these
    if (ev->kind == PACK_COMMAND && ev->command != PACK_CMD_TIMES)
        said.count = 0;
    json_t *o = table_write(&PACK_EVENT_TABLES[ev->kind], &said);
    if (raw)
        set_raw(o, raw, raw_len);
    return o;
}

static bool find_kind(const char *name, enum pack_event_kind *out)
{
    for (int k = 0; k < PACK_EVENT_COUNT; k++)
        if (strcmp(pack_event_name((enum pack_event_kind)k), name) == 0) {
            *out = (enum pack_event_kind)k;
            return true;
        }
    return false;
}

int pack_event_from_json(const char *kind, const char *body, size_t len,
                         struct pack_event *ev)
{
    memset(ev, 0, sizeof *ev);
    if (!find_kind(kind, &ev->kind))
        return ERR_MISSING;
    json_t *root = json_read(body, len, NULL, 0);
    if (!root)
        return ERR_PARSE;
    if (ev->kind == PACK_CHANGE)
        ev->pick.line.kit_idx = PICK_NO_LINE;
    int rc = table_read(&PACK_EVENT_TABLES[ev->kind], root, ev, NULL);
    json_decref(root);
    return rc;
}

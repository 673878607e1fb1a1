#include "station/record/work.h"
#include "station/base/secret.h"
#include "station/record/table_internal.h"
#include "station/record/tables_internal.h"

#include <string.h>

static const char *state_word(int32_t value)
{
    return shipment_state_name((enum shipment_state)value);
}

static const struct member LOT[] = {
    M_TEXT("lot", MEMBER_MUST, work_lot, lot),
    M_INT32("qty", MEMBER_MUST, work_lot, qty, 1, PICK_QTY_MAX, 0)};
static const struct table LOT_TABLE = TABLE(LOT);

static const struct member BOX[] = {
    M_INT("box", MEMBER_MUST, work_box, box_id, 1, INT64_MAX)};
static const struct table BOX_TABLE = TABLE(BOX);

static const struct member LINE[] = {
    M_INLINE(work_line, pick, &PICK_LINE_TABLE),
    M_TEXT("place", MEMBER_RARE, work_line, place),
    M_INT("value_minor", MEMBER_RARE, work_line, value_minor, 0, INT64_MAX),
    M_BOOL("is_hazmat", MEMBER_RARE, work_line, is_hazmat, false),
    M_LIST("lots", MEMBER_RARE, work_line, lot, lot_count, WORK_LOTS_MAX,
           &LOT_TABLE)};
static const struct table LINE_TABLE = TABLE(LINE);

static const struct member WORK[] = {
    M_INT("shipment_id", MEMBER_MUST, work, shipment_id, 1, INT64_MAX),
    M_TEXT("order_no", MEMBER_MUST, work, order_no),
    M_INT("fence", MEMBER_MUST, work, fence, 0, INT64_MAX),
    M_WORD("state", MEMBER_MAY, work, state, state_word, SHIPMENT_STATE_COUNT,
           SHIPMENT_CANCELLED),
    M_TEXT("tote", MEMBER_MAY, work, tote),
    M_TEXT("channel", MEMBER_RARE, work, channel),
    M_BOOL("has_twin", MEMBER_RARE, work, has_twin, false),
    M_TEXT("service", MEMBER_MAY, work, service),
    M_TEXT("box", MEMBER_MAY, work, box),
    M_TEXT("box_2", MEMBER_MAY, work, box_2),
    M_TEXT("profile", MEMBER_MAY, work, profile),
    M_INT("due_ms", MEMBER_MAY, work, due_ms, 0, RECORD_MS_MAX),
    M_INT("station_id", MEMBER_MAY, work, station_id, 0, INT64_MAX),
    M_INT("order_id", MEMBER_MAY, work, order_id, 0, INT64_MAX),
    M_BOOL("is_stopping", MEMBER_MAY, work, is_stopping, false),
    M_BOOL("is_on_hold", MEMBER_RARE, work, is_on_hold, false),
    M_BOOL("is_single", MEMBER_MAY, work, is_single, false),
    M_TEXT("customer", MEMBER_MAY, work, customer),
    M_TEXT("address", MEMBER_RARE, work, address),
    M_TEXT("country", MEMBER_MAY, work, country),
    M_TEXT("packing_note", MEMBER_MAY, work, packing_note),
    M_TEXTS("tracking", MEMBER_RARE, work, number, number_count,
            WORK_NUMBERS_MAX),
    M_TEXT("service_name", MEMBER_RARE, work, service_name),
    M_TEXT("carrier", MEMBER_RARE, work, carrier),
    M_TEXT("carrier_name", MEMBER_RARE, work, carrier_name),
    M_TEXT("routing", MEMBER_RARE, work, routing),
    M_TEXT("ordered_on", MEMBER_RARE, work, ordered_on),
    M_TEXT("gift_text", MEMBER_RARE, work, gift_text),
    M_TEXT("return_note", MEMBER_RARE, work, return_note),
    M_TEXT("slip_language", MEMBER_RARE, work, slip_language),
    M_INT("max_mg", MEMBER_RARE, work, max_mg, 0, RECORD_MG_MAX),
    M_LIST("too_large", MEMBER_RARE, work, too_large, too_large_count,
           WORK_BOXES_MAX, &BOX_TABLE),
    M_BOOL("prints_slip", MEMBER_MAY, work, prints_slip, true),
    M_BOOL("verifies_each", MEMBER_MAY, work, verifies_each, false),
    M_INT32("until", MEMBER_RARE, work, until_days, 0, INT32_MAX,
            PICK_NO_DATE),
    M_PART_IF("customs", work, customs, has_customs, &CUSTOMS_TABLE),
    M_LIST("lines", MEMBER_MUST, work, line, line_count, PICK_LINES_MAX,
           &LINE_TABLE)};
const struct table WORK_TABLE = TABLE(WORK);

void work_init(struct work *w)
{
    memset(w, 0, offsetof(struct work, line));
    w->prints_slip = true;
}

void work_to_mark(const char *customer, const char *address,
                  char out[PACK_TO_MAX + 1])
{
    uint8_t digest[SECRET_DIGEST_LEN];
    char hex[SECRET_DIGEST_TEXT + 1];
    secret_digest(customer, strlen(customer) + 1, address, strlen(address),
                  digest);
    secret_hex(digest, sizeof digest, hex);
    memcpy(out, hex, PACK_TO_MAX);
    out[PACK_TO_MAX] = 0;
}

json_t *work_to_json(const struct work *w)
{
    return table_write(&WORK_TABLE, w);
}

int work_from_json(const json_t *o, struct work *out, char *why)
{
    return table_read(&WORK_TABLE, o, out, why);
}

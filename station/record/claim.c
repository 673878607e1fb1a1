#include "station/record/claim.h"
#include "station/record/tables_internal.h"

static const char *verdict_word(int32_t value)
{
    return claim_verdict_name((enum claim_verdict)value);
}

static const struct member REQUEST[] = {
    M_TEXT("request_id", MEMBER_MUST, claim_request, request_id),
    M_TEXT("code", MEMBER_MAY, claim_request, code),
    M_INT("shipment_id", MEMBER_RARE, claim_request, shipment_id, 0,
          INT64_MAX),
    M_BOOL("take_over", MEMBER_MAY, claim_request, take_over, false),
    M_INT("person_id", MEMBER_MAY, claim_request, person_id, 0, INT64_MAX)};
const struct table CLAIM_REQUEST_TABLE = TABLE(REQUEST);

static const struct member CHOICE[] = {
    M_INT("shipment_id", MEMBER_MUST, claim_choice, shipment_id, 1, INT64_MAX),
    M_TEXT("channel", MEMBER_MUST, claim_choice, channel),
    M_TEXT("customer", MEMBER_MAY, claim_choice, customer)};
static const struct table CHOICE_TABLE = TABLE(CHOICE);

static const struct member REPLY[] = {
    M_WORD("verdict", MEMBER_MUST, claim_reply, verdict, verdict_word,
           CLAIM_VERDICT_COUNT, CLAIM_NOTHING),
    M_TEXT("holder", MEMBER_RARE, claim_reply, holder),
    M_INT("since_ms", MEMBER_RARE, claim_reply, since_ms, 0, RECORD_MS_MAX),
    M_LIST("choices", MEMBER_RARE, claim_reply, choice, choice_count,
           CLAIM_CHOICES_MAX, &CHOICE_TABLE),
    M_PART_IF("work", claim_reply, work, has_work, &WORK_TABLE)};
const struct table CLAIM_REPLY_TABLE = TABLE(REPLY);

json_t *claim_request_to_json(const struct claim_request *a)
{
    return table_write(&CLAIM_REQUEST_TABLE, a);
}

int claim_request_from_json(const json_t *o, struct claim_request *out,
                            char *why)
{
    return table_read(&CLAIM_REQUEST_TABLE, o, out, why);
}

json_t *claim_reply_to_json(const struct claim_reply *a)
{
    return table_write(&CLAIM_REPLY_TABLE, a);
}

int claim_reply_from_json(const json_t *o, struct claim_reply *out,
                           char *why)
{
    return table_read(&CLAIM_REPLY_TABLE, o, out, why);
}

#include "station/record/numbers.h"
#include "station/record/tables_internal.h"

static const struct member NUMBERS[] = {
    M_INT("last_seq", MEMBER_MUST, numbers, last_seq, 0, INT64_MAX),
    M_INT("sscc_next", MEMBER_MAY, numbers, sscc_next, 0, INT64_MAX),
    M_INT("sscc_end", MEMBER_MAY, numbers, sscc_end, 0, INT64_MAX),
    M_TEXT("sscc_prefix", MEMBER_MAY, numbers, sscc_prefix),
    M_TEXT("sender", MEMBER_MAY, numbers, sender),
    M_INT("now_ms", MEMBER_MAY, numbers, now_ms, 0, RECORD_MS_MAX),
    M_TEXT("rival", MEMBER_RARE, numbers, rival),
    M_INT("rival_ms", MEMBER_RARE, numbers, rival_ms, 0, RECORD_MS_MAX)};
const struct table NUMBERS_TABLE = TABLE(NUMBERS);

json_t *numbers_to_json(const struct numbers *n)
{
    return table_write(&NUMBERS_TABLE, n);
}

int numbers_from_json(const json_t *o, struct numbers *out, char *why)
{
    return table_read(&NUMBERS_TABLE, o, out, why);
}

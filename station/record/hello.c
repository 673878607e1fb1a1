#include "station/record/hello.h"
#include "station/record/tables_internal.h"
#include "shared/must.h"

#include <stdio.h>
#include <string.h>

const char *hello_verdict_name(enum hello_verdict v)
{
    static const char *const NAMES[HELLO_VERDICT_COUNT] = {"welcome", "unknown",
                                                           "second", "foreign"};
    must(v < HELLO_VERDICT_COUNT);
    return NAMES[v];
}

const char *hello_probe_name(enum hello_probe p)
{
    static const char *const NAMES[HELLO_PROBE_COUNT] = {"none", "same",
                                                         "other"};
    must(p < HELLO_PROBE_COUNT);
    return NAMES[p];
}

static const char *verdict_word(int32_t value)
{
    return hello_verdict_name((enum hello_verdict)value);
}

static const char *probe_word(int32_t value)
{
    return hello_probe_name((enum hello_probe)value);
}

static const struct member WORK[] = {
    M_INT("shipment_id", MEMBER_MUST, hello_work, shipment_id, 1, INT64_MAX),
    M_INT("fence", MEMBER_MUST, hello_work, fence, 0, INT64_MAX),
    M_BOOL("is_open", MEMBER_MAY, hello_work, is_open, false),
    M_TEXT("order_no", MEMBER_MAY, hello_work, order_no)};
const struct table HELLO_WORK_TABLE = TABLE(WORK);

static const struct member HELLO[] = {
    M_TEXT("run", MEMBER_MUST, hello, run),
    M_TEXT("run_before", MEMBER_MAY, hello, run_before),
    M_TEXT("database_id", MEMBER_MAY, hello, database_id),
    M_TEXT("incarnation", MEMBER_MAY, hello, incarnation),
    M_TEXT("journal_id", MEMBER_MUST, hello, journal_id),
    M_TEXT("parent_id", MEMBER_MAY, hello, parent_id),
    M_INT("tip_seq", MEMBER_MUST, hello, tip_seq, 0, INT64_MAX),
    M_INT("acked_seq", MEMBER_MUST, hello, acked_seq, 0, INT64_MAX),
    M_INT("probe_seq", MEMBER_MAY, hello, probe_seq, 0, INT64_MAX),
    M_TEXT("probe_hash", MEMBER_MAY, hello, probe_hash),
    M_BOOL("begins", MEMBER_MAY, hello, begins, false),
    M_INT("sscc_end", MEMBER_MAY, hello, sscc_end, 0, INT64_MAX),
    M_LIST("works", MEMBER_MAY, hello, work, work_count, HELLO_WORKS_MAX,
           &HELLO_WORK_TABLE)};
const struct table HELLO_TABLE = TABLE(HELLO);

// A shipment's number as an object, so that more can be said of it later.
static const struct member GONE[] = {
    M_INT("shipment_id", MEMBER_MUST, hello_work, shipment_id, 1, INT64_MAX)};
static const struct table GONE_TABLE = TABLE(GONE);

static const struct member WELCOME[] = {
    M_WORD("verdict", MEMBER_MUST, welcome, verdict, verdict_word,
           HELLO_VERDICT_COUNT, HELLO_UNKNOWN),
    M_WORD("probe", MEMBER_MAY, welcome, probe, probe_word, HELLO_PROBE_COUNT,
           HELLO_PROBE_NONE),
    M_TEXT("database_id", MEMBER_MUST, welcome, database_id),
    M_TEXT("incarnation", MEMBER_MUST, welcome, incarnation),
    M_TEXT("journal_id", MEMBER_MAY, welcome, journal_id),
    M_INT("last_seq", MEMBER_MAY, welcome, last_seq, 0, INT64_MAX),
    M_TEXT("last_hash", MEMBER_MAY, welcome, last_hash),
    M_INT("station_id", MEMBER_MUST, welcome, station_id, 1, INT64_MAX),
    M_INT("now_ms", MEMBER_MAY, welcome, now_ms, 0, RECORD_MS_MAX),
    M_TEXT("rival", MEMBER_RARE, welcome, rival),
    M_INT("rival_ms", MEMBER_RARE, welcome, rival_ms, 0, RECORD_MS_MAX),
    M_LIST("gone", MEMBER_RARE, welcome, gone, gone_count, HELLO_WORKS_MAX,
           &GONE_TABLE)};
const struct table WELCOME_TABLE = TABLE(WELCOME);

json_t *hello_to_json(const struct hello *h)
{
    return table_write(&HELLO_TABLE, h);
}

static bool is_hex(const char *chars, size_t len)
{
    return strlen(chars) == len && strspn(chars, "0123456789abcdef") == len;
}

static int refuse(char *why, const char *name, const char *what)
{
    if (why)
        snprintf(why, RECORD_WHY_MAX, "%s: %s", name, what);
    return ERR_PARSE;
}

int hello_from_json(const json_t *o, struct hello *out, char *why)
{
    int rc = table_read(&HELLO_TABLE, o, out, why);
    if (rc < 0)
        return rc;
    const struct {
        const char *name, *chars;
    } id[] = {{"run", out->run},
              {"run_before", out->run_before},
              {"database_id", out->database_id},
              {"incarnation", out->incarnation},
              {"journal_id", out->journal_id},
              {"parent_id", out->parent_id}};
    for (size_t i = 0; i < sizeof id / sizeof id[0]; i++)
        if (id[i].chars[0] && !is_hex(id[i].chars, IDENTITY_MAX))
            return refuse(why, id[i].name, "must be 16 hex digits");
    if (out->probe_hash[0] && !is_hex(out->probe_hash, SECRET_DIGEST_TEXT))
        return refuse(why, "probe_hash", "must be 64 hex digits");
    if (out->probe_seq > out->tip_seq)
        return refuse(why, "probe_seq", "lies behind the newest row");
    return ERR_OK;
}

json_t *welcome_to_json(const struct welcome *w)
{
    return table_write(&WELCOME_TABLE, w);
}

int welcome_from_json(const json_t *o, struct welcome *out, char *why)
{
    return table_read(&WELCOME_TABLE, o, out, why);
}

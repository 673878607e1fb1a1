#include "station/store/bench/journal.h"
#include "station/store/engine/query.h"

#include <stdio.h>
#include <string.h>

static size_t write_head(const struct journal_row *r,
                         char out[JOURNAL_HEAD_MAX])
{
    int len = snprintf(out, JOURNAL_HEAD_MAX,
                       "%lld\t%lld\t%s\t%lld\t%lld\t%lld\t%s\t",
                       (long long)r->seq, (long long)r->at_ms, r->kind,
                       (long long)r->person_id, (long long)r->shipment_id,
                       (long long)r->fence, r->verdict);
    return (size_t)len;
}

void journal_hash(const struct journal_tip *tip, const struct journal_row *row,
                  uint8_t out[SECRET_DIGEST_LEN])
{
    char head[SECRET_DIGEST_LEN + JOURNAL_HEAD_MAX];
    memcpy(head, tip->hash, SECRET_DIGEST_LEN);
    size_t len = write_head(row, head + SECRET_DIGEST_LEN);
    secret_digest(head, SECRET_DIGEST_LEN + len, row->body, row->body_len,
                  out);
}

int journal_tip_load(struct store *st, struct journal_tip *tip)
{
    struct query q;
    memset(tip, 0, sizeof *tip);
    query_begin(&q, st,
                "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1");
    int rc = query_row(&q);
    if (rc > 0) {
        size_t len;
        const void *hash = query_get_blob(&q, 1, &len);
        tip->seq = query_get_int(&q, 0);
        memcpy(tip->hash, hash, sizeof tip->hash);
    }
    query_end(&q);
    return rc < 0 ? rc : ERR_OK;
}

void journal_add(struct store *st, struct journal_tip *tip,
                 struct journal_row *row)
{
    struct query q;
    row->seq = tip->seq + 1;
    journal_hash(tip, row, row->hash);
    query_begin(&q, st,
                "INSERT INTO journal (seq, at_ms, kind, person_id,"
                " shipment_id, fence, verdict, body, hash)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    query_int(&q, 1, row->seq);
    query_int(&q, 2, row->at_ms);
    query_text(&q, 3, row->kind);
    query_int(&q, 4, row->person_id);
    query_int(&q, 5, row->shipment_id);
    query_int(&q, 6, row->fence);
    query_text(&q, 7, row->verdict);
    query_text_len(&q, 8, row->body, row->body_len);
    query_blob(&q, 9, row->hash, sizeof row->hash);
    query_write(&q);
    tip->seq = row->seq;
    memcpy(tip->hash, row->hash, sizeof tip->hash);
}

static void take_row(struct query *q, struct journal_row *r)
{
    size_t len;
    r->seq = query_get_int(q, 0);
    r->at_ms = query_get_int(q, 1);
    query_copy_text(q, 2, r->kind, sizeof r->kind);
    r->person_id = query_get_int(q, 3);
    r->shipment_id = query_get_int(q, 4);
    r->fence = query_get_int(q, 5);
    query_copy_text(q, 6, r->verdict, sizeof r->verdict);
    r->body = query_get_text(q, 7);
    r->body_len = strlen(r->body);
    const void *hash = query_get_blob(q, 8, &len);
    memset(r->hash, 0, sizeof r->hash);
    memcpy(r->hash, hash, len < sizeof r->hash ? len : sizeof r->hash);
}

int64_t journal_each(struct store *st, int64_t after_seq, int64_t shipment_id,
                     journal_each_fn *each, void *arg)
{
    struct query q;
    struct journal_row row;
    int64_t count = 0;
    int rc;
    if (shipment_id == 0)
        query_begin(&q, st,
                    "SELECT seq, at_ms, kind, person_id, shipment_id, fence,"
                    " verdict, body, hash FROM journal"
                    " WHERE seq > ?1 ORDER BY seq");
    else
        query_begin(&q, st,
                    "SELECT seq, at_ms, kind, person_id, shipment_id, fence,"
                    " verdict, body, hash FROM journal"
                    " WHERE shipment_id = ?2 AND seq > ?1 ORDER BY seq");
    query_int(&q, 1, after_seq);
    if (shipment_id != 0)
        query_int(&q, 2, shipment_id);
    while ((rc = query_row(&q)) > 0) {
        take_row(&q, &row);
        count++;
        if (!each(arg, &row))
            break;
    }
    query_end(&q);
    return rc < 0 ? rc : count;
}

void journal_line_write(const struct journal_row *row, struct text *out)
{
    char head[JOURNAL_HEAD_MAX], hex[SECRET_DIGEST_TEXT + 1];
    size_t len = write_head(row, head);
    text_add(out, head, len);
    text_add(out, row->body, row->body_len);
    secret_hex(row->hash, sizeof row->hash, hex);
    text_add(out, "\t", 1);
    text_add(out, hex, SECRET_DIGEST_TEXT);
    text_add(out, "\n", 1);
}

static bool take_int(char **at, char *end, int64_t *out)
{
    char *tab = memchr(*at, '\t', (size_t)(end - *at));
    if (!tab || text_to_int(*at, (size_t)(tab - *at), out) < 0)
        return false;
    *at = tab + 1;
    return true;
}

// Names are lower-case letters, digits and underscores.
static bool take_name(char **at, char *end, char *out)
{
    char *tab = memchr(*at, '\t', (size_t)(end - *at));
    size_t len = tab ? (size_t)(tab - *at) : 0;
    if (!tab || len > JOURNAL_NAME_MAX)
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = (*at)[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
            return false;
    }
    memcpy(out, *at, len);
    out[len] = 0;
    *at = tab + 1;
    return true;
}

int journal_line_read(struct journal_row *row, char *line, size_t len,
                      const char **why)
{
    char *at = line, *end = line + len;
    *why = "expected seq, time, kind, person, shipment, fence, verdict";
    if (!take_int(&at, end, &row->seq) || !take_int(&at, end, &row->at_ms) ||
        !take_name(&at, end, row->kind) ||
        !take_int(&at, end, &row->person_id) ||
        !take_int(&at, end, &row->shipment_id) ||
        !take_int(&at, end, &row->fence) || !take_name(&at, end, row->verdict))
        return ERR_PARSE;
    char *tab = memchr(at, '\t', (size_t)(end - at));
    *why = "expected a body and a hash";
    if (!tab || end - tab - 1 != SECRET_DIGEST_TEXT ||
        !secret_unhex(tab + 1, SECRET_DIGEST_TEXT, row->hash))
        return ERR_PARSE;
    *why = "the body is too long or not UTF-8";
    row->body = at;
    row->body_len = (size_t)(tab - at);
    if (row->body_len > JOURNAL_BODY_MAX || !text_is_utf8(at, row->body_len))
        return ERR_PARSE;
    *tab = 0;
    return ERR_OK;
}

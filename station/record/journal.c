#include "station/record/journal.h"

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

#include "station/base/csv.h"
#include "station/base/text.h"

#include <csv.h>
#include <errno.h>
#include <lzma.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
    csv_row_fn *each;
    void *arg;
    struct csv_row row;
    size_t used;
    bool is_stopped;
    char text[CSV_ROW_MAX];
};

static void on_field(void *field, size_t len, void *arg)
{
    struct reader *r = arg;
    struct csv_row *row = &r->row;
    if (row->count == CSV_FIELDS_MAX || r->used + len + 1 > CSV_ROW_MAX ||
        !text_is_utf8(field ? field : "", len) ||
        (len && memchr(field, 0, len))) {
        row->is_broken = true;
        return;
    }
    char *at = r->text + r->used;
    if (len)
        memcpy(at, field, len);
    at[len] = 0;
    r->used += len + 1;
    row->field[row->count++] = at;
}

static void on_row(int end, void *arg)
{
    struct reader *r = arg;
    (void)end;
    for (int i = r->row.count; i < CSV_FIELDS_MAX; i++)
        r->row.field[i] = "";
    bool is_blank = r->row.count == 0 ||
                    (r->row.count == 1 && !r->row.field[0][0]);
    if (!r->is_stopped && (!is_blank || r->row.is_broken))
        r->is_stopped = !r->each(r->arg, &r->row);
    r->row.count = 0;
    r->row.is_broken = false;
    r->used = 0;
}

int csv_read(const char *chars, size_t len, csv_row_fn *each, void *arg,
             int64_t *at_line)
{
    struct reader r = {.each = each, .arg = arg, .row = {.line = 1}};
    struct csv_parser p;
    if (csv_init(&p, CSV_APPEND_NULL) != 0)
        return ERR_FULL;
    if (len >= 3 && memcmp(chars, "\xEF\xBB\xBF", 3) == 0) {
        chars += 3; // a byte order mark
        len -= 3;
    }
    int64_t line = 1;
    bool in_quotes = false;
    // Line by line, so that each row knows where it began.
    for (size_t at = 0; at < len && !r.is_stopped;) {
        const char *nl = memchr(chars + at, '\n', len - at);
        size_t n = nl ? (size_t)(nl - chars) + 1 - at : len - at;
        if (!in_quotes)
            r.row.line = line;
        for (size_t i = 0; i < n; i++)
            in_quotes ^= chars[at + i] == '"';
        csv_parse(&p, chars + at, n, on_field, on_row, &r);
        at += n;
        line++;
    }
    *at_line = r.row.line;
    if (!r.is_stopped)
        csv_fini(&p, on_field, on_row, &r);
    csv_free(&p);
    return in_quotes && !r.is_stopped ? ERR_PARSE : ERR_OK;
}

static size_t latin_to_utf8(const char *from, size_t len, char *out,
                            size_t cap)
{
    size_t n = 0;
    for (size_t i = 0; i < len && n + 2 < cap; i++) {
        unsigned char c = (unsigned char)from[i];
        if (c >= 0x80)
            out[n++] = (char)(0xC0 | c >> 6);
        out[n++] = (char)(c < 0x80 ? c : 0x80 | (c & 0x3F));
    }
    return n;
}

// Cuts one line into fields; the text is the reader's own.
static void split_tabs(struct reader *r, size_t len)
{
    char *at = r->text, *end = r->text + len;
    r->row.count = 0;
    r->row.is_broken = false;
    *end = 0;
    while (at <= end) {
        char *tab = memchr(at, '\t', (size_t)(end - at));
        char *stop = tab ? tab : end;
        *stop = 0;
        if (r->row.count == CSV_FIELDS_MAX) {
            r->row.is_broken = true;
            break;
        }
        r->row.field[r->row.count++] = at;
        at = stop + 1;
    }
    for (int i = r->row.count; i < CSV_FIELDS_MAX; i++)
        r->row.field[i] = "";
}

void tsv_read(const char *chars, size_t len, csv_row_fn *each, void *arg)
{
    struct reader r = {.row = {.line = 1}};
    if (len >= 3 && memcmp(chars, "\xEF\xBB\xBF", 3) == 0) {
        chars += 3;
        len -= 3;
    }
    for (size_t at = 0; at < len; r.row.line++) {
        const char *nl = memchr(chars + at, '\n', len - at);
        size_t n = nl ? (size_t)(nl - chars) - at : len - at, used = n;
        const char *line = chars + at;
        at += n + 1;
        if (used > 0 && line[used - 1] == '\r')
            used--;
        if (used == 0)
            continue;
        bool is_long = used * 2 + 2 > CSV_ROW_MAX || memchr(line, 0, used);
        if (is_long)
            used = 0;
        if (text_is_utf8(line, used))
            memcpy(r.text, line, used);
        else
            used = latin_to_utf8(line, used, r.text, sizeof r.text);
        split_tabs(&r, used);
        r.row.is_broken |= is_long;
        if (!each(arg, &r.row))
            return;
    }
}

static int grow(char **buffer, size_t *cap, size_t need)
{
    if (need <= *cap)
        return ERR_OK;
    size_t wanted = *cap ? *cap * 2 : 1 << 20;
    while (wanted < need)
        wanted *= 2;
    char *grown = realloc(*buffer, wanted);
    if (!grown)
        return ERR_FULL;
    *buffer = grown;
    *cap = wanted;
    return ERR_OK;
}

static int read_plain(FILE *file, char **out, size_t *len)
{
    size_t cap = 0, n;
    do {
        if (*len > CSV_FILE_MAX || grow(out, &cap, *len + 65536) < 0)
            return ERR_FULL;
        n = fread(*out + *len, 1, 65535, file);
        *len += n;
    } while (n > 0);
    (*out)[*len] = 0;
    return ferror(file) ? ERR_IO : ERR_OK;
}

static int unpack(const char *in, size_t in_len, char **out, size_t *len)
{
    lzma_stream stream = LZMA_STREAM_INIT;
    size_t cap = 0;
    if (lzma_stream_decoder(&stream, UINT64_MAX, LZMA_CONCATENATED) !=
        LZMA_OK)
        return ERR_FULL;
    stream.next_in = (const uint8_t *)in;
    stream.avail_in = in_len;
    lzma_ret rc = LZMA_OK;
    while (rc == LZMA_OK) {
        if (*len > CSV_FILE_MAX || grow(out, &cap, *len + 65536) < 0)
            break;
        stream.next_out = (uint8_t *)*out + *len;
        stream.avail_out = 65535;
        rc = lzma_code(&stream, LZMA_FINISH);
        *len += 65535 - stream.avail_out;
    }
    lzma_end(&stream);
    if (*out)
        (*out)[*len] = 0;
    return rc == LZMA_STREAM_END ? ERR_OK
           : rc == LZMA_OK       ? ERR_FULL
                                 : ERR_PARSE;
}

int csv_load_file(const char *path, char **out, size_t *len, char *why,
                  size_t why_cap)
{
    *out = NULL;
    *len = 0;
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    if (!file) {
        snprintf(why, why_cap, "%s: %s", path, strerror(errno));
        return ERR_MISSING;
    }
    int rc = read_plain(file, out, len);
    if (file != stdin)
        fclose(file);
    size_t name_len = strlen(path);
    if (rc == ERR_OK && name_len > 3 &&
        strcmp(path + name_len - 3, ".xz") == 0) {
        char *packed = *out;
        size_t packed_len = *len;
        *out = NULL;
        *len = 0;
        rc = unpack(packed, packed_len, out, len);
        free(packed);
    }
    if (rc < 0) {
        snprintf(why, why_cap, "%s: %s", path,
                 rc == ERR_PARSE  ? "not a whole .xz file"
                 : rc == ERR_FULL ? "larger than 512 MiB"
                                  : "cannot be read (is it a folder?)");
        free(*out);
        *out = NULL;
    }
    return rc;
}

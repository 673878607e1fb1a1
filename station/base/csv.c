#include "station/base/csv.h"
#include "station/base/text.h"

#include <csv.h>
#include <errno.h>
#include <lzma.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct csv_reader {
    csv_row_fn *each;
    void *arg;
    const char *at, *end;       // what is left of the text
    enum csv_form form;
    struct csv_parser parser;   // of commas
    int64_t lines;              // read so far
    bool in_quotes, is_stopped;
    struct csv_row row;
    size_t used;
    char text[CSV_ROW_MAX];
};

static void on_field(void *field, size_t len, void *arg)
{
    struct csv_reader *r = arg;
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
    struct csv_reader *r = arg;
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
static void split_tabs(struct csv_reader *r, size_t len)
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

static void step_tabs(struct csv_reader *r, const char *line, size_t len)
{
    size_t used = len;
    while (used > 0 && (line[used - 1] == '\n' || line[used - 1] == '\r'))
        used--;
    if (used == 0)
        return;
    bool is_long = used * 2 + 2 > CSV_ROW_MAX || memchr(line, 0, used);
    if (is_long)
        used = 0;
    if (text_is_utf8(line, used))
        memcpy(r->text, line, used);
    else
        used = latin_to_utf8(line, used, r->text, sizeof r->text);
    split_tabs(r, used);
    r->row.is_broken |= is_long;
    r->is_stopped = !r->each(r->arg, &r->row);
}

static void step_commas(struct csv_reader *r, const char *line, size_t len)
{
    for (size_t i = 0; i < len; i++)
        r->in_quotes ^= line[i] == '"';
    csv_parse(&r->parser, line, len, on_field, on_row, r);
    if (r->at == r->end && !r->is_stopped)
        csv_fini(&r->parser, on_field, on_row, r);
}

// A byte order mark is no part of a text.
static size_t mark_len(const char *chars, size_t len)
{
    return len >= 3 && memcmp(chars, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

struct csv_reader *csv_open(const char *chars, size_t len, enum csv_form form,
                            csv_row_fn *each, void *arg)
{
    struct csv_reader *r = calloc(1, sizeof *r);
    if (!r)
        return NULL;
    *r = (struct csv_reader){.each = each, .arg = arg, .form = form};
    r->at = chars + mark_len(chars, len);
    r->end = chars + len;
    if (csv_init(&r->parser, CSV_APPEND_NULL) == 0) {
        if (form == CSV_SEMICOLONS)
            csv_set_delim(&r->parser, ';');
        if (form == CSV_SHEET_TABS)
            csv_set_delim(&r->parser, '\t');
        return r;
    }
    free(r);
    return NULL;
}

// Line by line, so that each row knows where it began.
bool csv_step(struct csv_reader *r)
{
    if (r->at == r->end || r->is_stopped)
        return false;
    const char *line = r->at;
    const char *nl = memchr(line, '\n', (size_t)(r->end - line));
    r->at = nl ? nl + 1 : r->end;
    r->lines++;
    if (!r->in_quotes)
        r->row.line = r->lines;
    if (r->form == CSV_TABS)
        step_tabs(r, line, (size_t)(r->at - line));
    else
        step_commas(r, line, (size_t)(r->at - line));
    return r->at != r->end && !r->is_stopped;
}

int64_t csv_line(const struct csv_reader *r)
{
    return r->lines;
}

void csv_close(struct csv_reader *r)
{
    if (r)
        csv_free(&r->parser);
    free(r);
}

int csv_check(const char *chars, size_t len, int64_t *at_line)
{
    bool in_quotes = false;
    int64_t line = 1;
    *at_line = 1;
    for (size_t i = 0; i < len; i++) {
        in_quotes ^= chars[i] == '"';
        if (chars[i] != '\n')
            continue;
        line++;
        if (!in_quotes && i + 1 < len)
            *at_line = line;
    }
    return in_quotes ? ERR_PARSE : ERR_OK;
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

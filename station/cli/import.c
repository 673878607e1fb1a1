// tallyman import: a file goes to central in parts of whole orders, so that
// central serves its benches in between. A part sent twice changes nothing.
#include "station/base/charset.h"
#include "station/base/csv.h"
#include "station/base/json.h"
#include "station/cli/cli.h"
#include "station/http/client.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct usage IMPORT_USAGE = {
    "tallyman import",
    "KIND --format FORMAT FILE --central URL [--token-file FILE]\n"
    "       [--channel CODE] [--encoding NAME] [--preview]\n"
    "  KIND          items, stock, orders or points\n"
    "  --format      csv or json, and for orders online-retail, shopify or\n"
    "                amazon; FILE may end with .xz\n"
    "  --channel     of a foreign file\n"
    "  --token-file  the program's token, else in TALLYMAN_TOKEN\n"
    "  --encoding    of the file: utf-8, utf-16le, windows-1252 ...; found\n"
    "                out when it is not told\n"
    "  --preview     tells what would change, and changes nothing"};

enum { PART_LINES = 2000, PART_MAX = 6 * 1024 * 1024 };

struct import_call {
    const char *kind, *format, *file, *central, *token_file, *channel,
        *encoding;
    bool is_preview;
    char token[128];
    int64_t counts[4]; // new, changed, same, refused
};

// NULL, or what is wrong, with *what the word it is about.
static const char *parse(int argc, char **argv, struct import_call *in,
                         const char **what)
{
    for (int i = 0; i < argc; i++) {
        *what = argv[i];
        const char **value = NULL;
        if (strcmp(argv[i], "--preview") == 0) {
            in->is_preview = true;
            continue;
        }
        if (strcmp(argv[i], "--format") == 0)
            value = &in->format;
        else if (strcmp(argv[i], "--channel") == 0)
            value = &in->channel;
        else if (strcmp(argv[i], "--central") == 0)
            value = &in->central;
        else if (strcmp(argv[i], "--encoding") == 0)
            value = &in->encoding;
        else if (strcmp(argv[i], "--token-file") == 0)
            value = &in->token_file;
        else if (argv[i][0] == '-' && argv[i][1])
            return "is no option";
        if (value && i + 1 == argc)
            return "has no value";
        if (value)
            *value = argv[++i];
        else if (!in->kind)
            in->kind = argv[i];
        else if (!in->file)
            in->file = argv[i];
        else
            return "one KIND and one FILE, please: this is one too many";
    }
    *what = "";
    return in->kind && in->file && in->format && in->central
               ? NULL
               : "KIND, FILE, --format and --central are needed";
}

static bool read_token(struct import_call *in)
{
    const char *given = getenv("TALLYMAN_TOKEN");
    if (!in->token_file) {
        snprintf(in->token, sizeof in->token, "%s", given ? given : "");
        return true; // without one central says what is missing
    }
    FILE *file = fopen(in->token_file, "re");
    if (!file || !fgets(in->token, sizeof in->token, file)) {
        fprintf(stderr, "tallyman: cannot read %s\n", in->token_file);
        if (file)
            fclose(file);
        return false;
    }
    fclose(file);
    in->token[strcspn(in->token, "\r\n")] = 0;
    return true;
}

static void print_whys(const json_t *rows)
{
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *p = json_array_get(rows, i);
        printf("line %lld: %s\n",
               (long long)json_integer_value(json_object_get(p, "line")),
               json_string_value(json_object_get(p, "why")));
    }
}

static void report(struct import_call *in, const json_t *root)
{
    static const char *const NAMES[] = {"new", "changed", "same", "refused"};
    for (int i = 0; i < 4; i++)
        in->counts[i] += json_integer_value(json_object_get(root, NAMES[i]));
    const json_t *removes = json_object_get(root, "removes");
    for (size_t i = 0; i < json_array_size(removes); i++) {
        const json_t *r = json_array_get(removes, i);
        printf("line %lld: %s is empty and takes the value away\n",
               (long long)json_integer_value(json_object_get(r, "line")),
               json_string_value(json_object_get(r, "column")));
    }
    print_whys(json_object_get(root, "notes"));
    print_whys(json_object_get(root, "problems"));
}

static bool send_part(struct import_call *in, const char *chars, size_t len,
                      int64_t first_line)
{
    char url[512], *answer;
    size_t answer_len;
    snprintf(url, sizeof url,
             "%s/api/v1/import?kind=%s&format=%s&channel=%s&first_line=%lld%s",
             in->central, in->kind, in->format,
             in->channel ? in->channel : "", (long long)first_line,
             in->is_preview ? "&preview=1" : "");
    struct http_call call = {.method = "POST",
                             .url = url,
                             .token = in->token,
                             .type = "text/plain",
                             .body = chars,
                             .body_len = len};
    int status = http_call_now(&call, &answer, &answer_len);
    json_t *root = json_read(answer, answer_len, NULL, 0);
    if (status == 200 && root) {
        report(in, root);
    } else {
        const char *detail = json_string_value(json_object_get(root, "detail"));
        fprintf(stderr, "tallyman: central did not take %s: %s\n", in->file,
                detail ? detail : answer);
    }
    json_decref(root);
    free(answer);
    return status == 200;
}

struct cutter {
    const char *at, *end;
    int64_t line;
    char separator;
    bool has_quotes;
    int key;            // the column whose equal rows stay together
};

struct field {
    const char *chars;
    size_t len;
};

// The n-th field of the row at this place, quotes included.
static struct field field_at(const struct cutter *c, const char *at, int n)
{
    bool in_quotes = false;
    for (; at < c->end; at++) {
        struct field f = {at, 0};
        for (; at < c->end && (in_quotes || *at != c->separator) &&
               (in_quotes || *at != '\n');
             at++)
            in_quotes ^= c->has_quotes && *at == '"';
        f.len = (size_t)(at - f.chars);
        if (n-- == 0 || at == c->end || *at == '\n')
            return f;
    }
    return (struct field){at, 0};
}

// Which column numbers the order: rows of one order must not be parted.
static int key_column(const struct cutter *c, const char *header)
{
    static const char *const NAMES[] = {"order_no", "InvoiceNo", "Name",
                                        "order-id"};
    for (int n = 0; n < 64; n++) {
        struct field f = field_at(c, header, n);
        for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
            if (f.len == strlen(NAMES[i]) &&
                memcmp(f.chars, NAMES[i], f.len) == 0)
                return n;
        if (f.chars + f.len >= c->end || f.chars[f.len] == '\n')
            break;
    }
    return 0;
}

// Advances over about PART_LINES rows, to a row that begins another order.
static void cut_part(struct cutter *c)
{
    const char *start = c->at;
    struct field last = {NULL, 0};
    bool in_quotes = false;
    int64_t rows = 0;
    while (c->at < c->end) {
        if (!in_quotes) {
            struct field key = field_at(c, c->at, c->key);
            bool is_other = !last.chars || last.len != key.len ||
                            memcmp(last.chars, key.chars, key.len) != 0;
            bool is_full = rows >= PART_LINES ||
                           (size_t)(c->at - start) > PART_MAX / 2;
            if (is_full && is_other)
                return;
            last = key;
            rows++;
        }
        const char *nl = memchr(c->at, '\n', (size_t)(c->end - c->at));
        const char *next = nl ? nl + 1 : c->end;
        for (; c->at < next; c->at++)
            in_quotes ^= c->has_quotes && *c->at == '"';
        c->line++;
    }
}

static bool send_csv(struct import_call *in, const char *chars, size_t len)
{
    const char *nl = memchr(chars, '\n', len);
    size_t head = nl ? (size_t)(nl - chars) + 1 : len;
    bool is_tabbed = strcmp(in->format, "amazon") == 0;
    struct cutter c = {chars + head, chars + len, 2, is_tabbed ? '\t' : ',',
                       !is_tabbed, 0};
    c.key = key_column(&c, chars);
    char *part = malloc(PART_MAX + head);
    bool ok = part != NULL;
    if (head == len)
        ok = ok && send_part(in, chars, len, 2);
    while (ok && c.at < c.end) {
        const char *start = c.at;
        int64_t first_line = c.line;
        cut_part(&c);
        size_t n = (size_t)(c.at - start);
        if (n > PART_MAX) {
            fprintf(stderr, "tallyman: line %lld: an order of over 6 MB\n",
                    (long long)first_line);
            ok = false;
            break;
        }
        memcpy(part, chars, head);
        memcpy(part + head, start, n);
        ok = send_part(in, part, head + n, first_line);
    }
    free(part);
    return ok;
}

// Before it is cut into parts, which have no byte order mark of their own.
static bool to_utf8(const struct import_call *in, char **chars, size_t *len)
{
    struct charset c;
    if (charset_read(*chars, *len, in->encoding ? in->encoding : "", &c) < 0) {
        fprintf(stderr, "tallyman: %s is not in %s\n", in->file,
                in->encoding ? in->encoding
                             : "UTF-8, UTF-16 or Windows-1252: save it as "
                               "UTF-8");
        return false;
    }
    if (!c.text)
        return true;
    printf("%s: read as %s\n", in->file, c.name);
    free(*chars);
    *chars = c.text;
    *len = c.len;
    return true;
}

int cmd_import(int argc, char **argv)
{
    struct import_call in = {0};
    char *chars, why[300];
    size_t len;
    const char *what = "", *wrong = parse(argc, argv, &in, &what);
    if (wrong)
        return usage_wrong(&IMPORT_USAGE, what, wrong);
    if (!read_token(&in))
        return 1;
    if (csv_load_file(in.file, &chars, &len, why, sizeof why) < 0) {
        fprintf(stderr, "tallyman: %s\n", why);
        return 1;
    }
    if (!to_utf8(&in, &chars, &len)) {
        free(chars);
        return 1;
    }
    bool ok = strcmp(in.format, "json") == 0 ? send_part(&in, chars, len, 2)
                                             : send_csv(&in, chars, len);
    free(chars);
    printf("%s%lld new, %lld changed, %lld as before, %lld lines refused\n",
           in.is_preview ? "preview: " : "", (long long)in.counts[0],
           (long long)in.counts[1], (long long)in.counts[2],
           (long long)in.counts[3]);
    return ok ? 0 : 1;
}

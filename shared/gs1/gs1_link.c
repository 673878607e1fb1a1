// GS1 Digital Link URIs: the path holds a primary key and its qualifiers, the
// query holds attributes (GS1 Digital Link URI syntax 1.2, section 4).
#include "shared/gs1/gs1.h"
#include "shared/gs1/gs1_table_internal.h"
#include "shared/gs1/gs1_value_internal.h"

#include <string.h>

struct key_rule {
    const char *ai;
    const char *qualifiers; // in their order; | separates alternatives
};

static const struct key_rule KEYS[] = {
    {"00", ""},       {"01", "22 10 21|235"}, {"253", ""},
    {"255", ""},      {"401", ""},            {"402", ""},
    {"414", "254|7040"}, {"415", "8020"},     {"417", "7040"},
    {"8003", ""},     {"8004", "7040"},       {"8006", "22 10 21"},
    {"8010", "8011"}, {"8013", ""},           {"8017", "8019"},
    {"8018", "8019"},
};

static int fail(struct gs1 *g, enum gs1_why why, size_t at)
{
    g->why = why;
    g->at = (int32_t)at;
    return ERR_PARSE;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

// Undoes percent encoding into out (as long as the input). Returns the length
// or ERR_PARSE. In a query "+" is a blank, in a path it is itself.
static int decode(const char *in, size_t len, bool is_query, char *out)
{
    int n = 0;
    for (size_t i = 0; i < len; i++) {
        char c = in[i];
        if (c == '%') {
            if (i + 2 >= len || hex(in[i + 1]) < 0 || hex(in[i + 2]) < 0)
                return ERR_PARSE;
            c = (char)(hex(in[i + 1]) * 16 + hex(in[i + 2]));
            if (c == 0)
                return ERR_PARSE;
            i += 2;
        } else if (c == '+' && is_query) {
            c = ' ';
        }
        out[n++] = c;
    }
    return n;
}

// Adds an identifier and its encoded value by way of a bracketed string, so
// that one function alone knows how elements are stored.
static int add(struct gs1 *g, char *joined, size_t *len, const char *ai,
               size_t ai_len, const char *value, size_t value_len,
               bool is_query, size_t at)
{
    char plain[GS1_DATA_MAX];
    if (value_len > sizeof plain)
        return fail(g, GS1_TOO_LONG, at);
    int n = decode(value, value_len, is_query, plain);
    if (n <= 0)
        return fail(g, n < 0 ? GS1_BAD_URI : GS1_TOO_SHORT, at);
    size_t found;
    const struct gs1_ai *def = gs1_table_find(ai, ai_len, &found);
    if (!def || found != ai_len)
        return fail(g, GS1_UNKNOWN_AI, at);
    enum gs1_why why = gs1_value_check(def->format, plain, (size_t)n);
    if (why != GS1_FINE)
        return fail(g, why, at);
    if (*len + ai_len + 2 + 2 * (size_t)n > GS1_DATA_MAX)
        return fail(g, GS1_TOO_LONG, at);
    joined[(*len)++] = '(';
    memcpy(joined + *len, ai, ai_len);
    *len += ai_len;
    joined[(*len)++] = ')';
    for (int i = 0; i < n; i++) {
        if (plain[i] == '(')
            joined[(*len)++] = '\\';
        joined[(*len)++] = plain[i];
    }
    return ERR_OK;
}

static const struct key_rule *find_key(const char *ai, size_t len)
{
    for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++)
        if (strlen(KEYS[i].ai) == len && memcmp(KEYS[i].ai, ai, len) == 0)
            return &KEYS[i];
    return NULL;
}

// The next segment of the path, between slashes.
static size_t segment(const char *path, size_t len, size_t at)
{
    const char *slash = memchr(path + at, '/', len - at);
    return slash ? (size_t)(slash - path) - at : len - at;
}

// Finds the right-most pair whose first part is a primary key.
static const struct key_rule *find_primary(const char *path, size_t len,
                                           size_t *key_at)
{
    const struct key_rule *key = NULL;
    for (size_t at = 0; at < len;) {
        size_t n = segment(path, len, at);
        const struct key_rule *k = find_key(path + at, n);
        if (k && at + n < len) {
            key = k;
            *key_at = at;
            at += n + 1; // its value cannot be a key as well
            n = segment(path, len, at);
        }
        at += n + 1;
    }
    return key;
}

// Advances in the key's qualifier list to this one, never backwards.
static bool next_qualifier(const char **list, const char *ai, size_t len)
{
    const char *at = *list;
    while (*at) {
        size_t n = strcspn(at, " |");
        bool same = n == len && memcmp(at, ai, len) == 0;
        at += n;
        if (*at)
            at++;
        if (same) {
            *list = at;
            return true;
        }
    }
    return false;
}

static int take_path(struct gs1 *g, char *joined, size_t *len,
                     const char *path, size_t path_len, size_t base)
{
    size_t at = 0;
    const struct key_rule *key = find_primary(path, path_len, &at);
    if (!key)
        return fail(g, GS1_NO_KEY, base);
    const char *qualifiers = key->qualifiers;
    for (bool is_key = true; at < path_len; is_key = false) {
        size_t n = segment(path, path_len, at);
        const char *ai = path + at;
        if (!is_key && !next_qualifier(&qualifiers, ai, n))
            return fail(g, GS1_BAD_QUALIFIER, base + at);
        size_t value_at = at + n + 1;
        if (value_at >= path_len)
            return fail(g, GS1_TOO_SHORT, base + at);
        size_t value_len = segment(path, path_len, value_at);
        int rc = add(g, joined, len, ai, n, path + value_at, value_len, false,
                     base + at);
        if (rc < 0)
            return rc;
        at = value_at + value_len + 1;
    }
    return ERR_OK;
}

static int take_query(struct gs1 *g, char *joined, size_t *len,
                      const char *query, size_t query_len, size_t base)
{
    for (size_t at = 0; at < query_len;) {
        const char *amp = memchr(query + at, '&', query_len - at);
        size_t n = amp ? (size_t)(amp - query) - at : query_len - at;
        const char *eq = memchr(query + at, '=', n);
        size_t ai_len = eq ? (size_t)(eq - query) - at : n;
        bool is_ai = ai_len >= 2 && ai_len <= 4;
        for (size_t i = 0; i < ai_len && is_ai; i++)
            is_ai = query[at + i] >= '0' && query[at + i] <= '9';
        if (is_ai && eq) {
            int rc = add(g, joined, len, query + at, ai_len, eq + 1,
                         n - ai_len - 1, true, base + at);
            if (rc < 0)
                return rc;
        }
        at += n + 1;
    }
    return ERR_OK;
}

// "http://" or "https://", all lower or all upper case; 0 when neither.
static size_t scheme_len(const char *data, size_t len)
{
    static const char *const SCHEMES[] = {"https://", "http://", "HTTPS://",
                                          "HTTP://"};
    for (size_t i = 0; i < sizeof SCHEMES / sizeof SCHEMES[0]; i++) {
        size_t n = strlen(SCHEMES[i]);
        if (len > n && memcmp(data, SCHEMES[i], n) == 0)
            return n;
    }
    return 0;
}

int gs1_parse_link(struct gs1 *g, const char *data, size_t len)
{
    char joined[GS1_DATA_MAX];
    size_t joined_len = 0;
    g->count = 0;
    g->text_len = 0;
    if (len > GS1_DATA_MAX)
        return fail(g, GS1_TOO_LONG, GS1_DATA_MAX);
    size_t at = scheme_len(data, len);
    if (at == 0)
        return fail(g, GS1_BAD_URI, 0);
    const char *hash = memchr(data, '#', len);
    if (hash)
        len = (size_t)(hash - data);
    const char *slash = at < len ? memchr(data + at, '/', len - at) : NULL;
    if (!slash || slash == data + at)
        return fail(g, GS1_BAD_URI, at);
    const char *path = slash + 1;
    size_t rest = len - (size_t)(path - data);
    const char *mark = memchr(path, '?', rest);
    size_t path_len = mark ? (size_t)(mark - path) : rest;
    int rc = take_path(g, joined, &joined_len, path, path_len,
                       (size_t)(path - data));
    if (rc < 0)
        return rc;
    if (mark)
        rc = take_query(g, joined, &joined_len, mark + 1, rest - path_len - 1,
                        (size_t)(mark + 1 - data));
    if (rc < 0)
        return rc;
    return gs1_parse_bracketed(g, joined, joined_len);
}
